"""The explorer in Chromium: what a reader sees and does, on the demo record and on one of 1,500 documents.

Every page of every test is watched: no error on the console (a breach of the content security policy is one), and no
request to any other host.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from demonstrably.model import Document, Event
from demonstrably.pages import Catalogue, Filter, Library, event_page
from demonstrably.store import Record
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}


def _missing() -> str | None:
    """Why there is no browser to test with."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed (it is in the extra `dev`)"
    return None if CHROMIUM.exists() else f"there is no Chromium at {CHROMIUM} (apt-get install chromium)"


if _missing() and os.environ.get("CI") != "true":
    pytest.skip(_missing() or "", allow_module_level=True)


@dataclass
class Site:
    """A record that is served, what it holds, and where."""

    address: str
    library: Library
    catalogue: Catalogue = field(init=False)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(self.library)

    def document(self, language: str) -> Document:
        """The document of a language with the most claims."""
        own = [d for d in self.library.view.documents.values() if d.language == language]
        return max(own, key=lambda d: (len(self.library.extraction[d.document_id].claims), d.document_id))

    def events(self, level: str = "event") -> list[Event]:
        """Those with the most claims first."""
        own = (event for event in self.library.events if event.level == level)
        return sorted(own, key=lambda event: (-len(event.claims), event.event_id))

    def wave(self) -> Event:
        """The wave with the most gatherings of those whose cities can be added up."""
        waves = [event for event in self.events("wave") if event.event_id in self.library.tallies]
        return max(waves, key=lambda event: len(list(self.library.within(event.event_id))))

    def pages(self) -> dict[str, str]:
        """A page of every sort."""
        event, wave = self.events()[0], self.wave()
        return {
            "list": "/",
            "event": f"/event/{event.event_id}",
            "wave": f"/event/{wave.event_id}",
            "tally": f"/tally/{wave.event_id}",
            "document": f"/document/{quote(event.documents[0], safe='')}?dropped=1",
            "sources": "/sources",
            "coverage": "/coverage",
            "help": "/about",
        }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    missing = _missing()
    assert missing is None, missing
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


def _site(folder: Path) -> Iterator[Site]:
    with Record.open(folder) as record:
        library = Library.of(record)
    with served(folder) as address:
        httpx.get(address + "/about", timeout=300).raise_for_status()  # the server reads its record: no browser waits
        yield Site(address, library)


@pytest.fixture(scope="module")
def demo(demo_record: Path) -> Iterator[Site]:
    yield from _site(demo_record)


@pytest.fixture(scope="module")
def big(big_record: Path) -> Iterator[Site]:
    yield from _site(big_record)


Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page of a site in a browser that has never been anywhere, and watches it to the end of the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(site: Site, path: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options})
        contexts.append(context)
        context.set_default_timeout(60_000)  # what a test waits for comes or does not: a busy machine is no fault
        context.on("request", lambda request: _elsewhere(request.url, site.address, troubles))
        context.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        page = context.new_page()
        page.goto(site.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _elsewhere(url: str, address: str, troubles: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        troubles.append(f"asked another host: {url}")


DRAWN = """() => [...document.querySelectorAll(".plot")].every((plot) => !plot.clientWidth || plot.querySelector("svg"))
  && (!document.getElementById("map") || document.querySelector("#map path.land, #map .leaflet-land-pane path"))"""


def settled(page: Page) -> None:
    """Wait until every chart of the page is drawn, and the map with its countries."""
    page.wait_for_load_state("load")
    page.wait_for_function(DRAWN)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def narrowed(page: Page) -> Filter:
    """What the address says that the list is narrowed to."""
    return Filter.of(query(page))


def total(page: Page) -> int:
    """How many events the page says that it found."""
    said = page.locator("#results .summary b").first.inner_text()
    return int(re.sub(r"\D", "", said))


def until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came true")


SITES = ("demo", "big")


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


# every page


def test_every_page_is_drawn_whole(demo: Site, opened: Open) -> None:
    page = opened(demo, "/about")
    for name, path in demo.pages().items():
        page.goto(demo.address + path)
        settled(page)
        _check_whole(page, name)


def test_a_phone_shows_every_page_whole_and_without_scrolling_sideways(site: Site, opened: Open) -> None:
    page = opened(site, "/about", viewport=PHONE, has_touch=True)
    large = len(site.library.events) > 500
    for name, path in site.pages().items():
        if large and name in ("coverage", "help", "sources"):
            continue  # as on the small record
        page.goto(site.address + path)
        settled(page)
        _check_whole(page, name)
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        assert width <= PHONE["width"], (name, width)


def _check_whole(page: Page, name: str) -> None:
    """One heading, a title, and every chart that has room is drawn and has its table."""
    assert page.locator("h1").count() == 1, name
    assert page.title() and "None" not in page.title()
    counts = page.evaluate("[...document.querySelectorAll('.twin table')].map((t) => t.tBodies[0].rows.length)")
    assert all(counts), name
    assert counts or name not in ("list", "event", "wave", "sources"), name


CONTRAST = """() => {
  const parse = (text) => {
    const [r, g, b, alpha = 1] = text.match(/[\\d.]+/g).map(Number), scale = text.startsWith("color(") ? 255 : 1;
    return [r * scale, g * scale, b * scale, alpha];
  };
  const shine = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const over = (top, under) => top.slice(0, 3).map((v, k) => v * top[3] + under[k] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    const base = getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((under, top) => over(top, under), base);
  };
  const poor = new Set();
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.getClientRects().length || element.closest("svg, .hidden, #map, option, select")) continue;
    const style = getComputedStyle(element), back = ground(element), front = over(parse(style.color), back);
    if (style.visibility === "hidden" || style.opacity < 1) continue;
    const [low, high] = [shine(front), shine(back)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < (large ? 3 : 4.5)) poor.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(demo: Site, opened: Open, scheme: str) -> None:
    page = opened(demo, "/about", color_scheme=scheme)
    for name, path in demo.pages().items():
        page.goto(demo.address + path)
        assert page.evaluate(CONTRAST) == [], (name, scheme)


def test_dark_is_dark_and_a_reader_s_choice_stays(demo: Site, opened: Open) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    dark = opened(demo, "/", color_scheme="dark")
    assert dark.evaluate(ground) < 150
    light = opened(demo, "/", color_scheme="light")
    assert light.evaluate(ground) > 600
    light.keyboard.press("t")
    light.keyboard.press("t")
    assert light.evaluate(ground) < 150
    settled(light)
    light.goto(demo.address + "/sources")
    assert light.evaluate(ground) < 150


def test_on_paper_there_are_no_controls_and_nothing_is_dark(demo: Site, opened: Open) -> None:
    page = opened(demo, demo.pages()["event"], color_scheme="dark")
    settled(page)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible() and page.locator("blockquote").first.is_visible()
    for control in ("nav[aria-label=Pages]", ".tools", "form.rules button"):
        assert not page.locator(control).first.is_visible(), control
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color.match(/\\d+/g).slice(0, 3).map(Number)")
    assert sum(ink) < 300, "dark ink on white paper"
    assert len(page.pdf()) > 10_000


# the list


def test_a_filter_narrows_list_map_and_timeline_together(site: Site, opened: Open) -> None:
    page = opened(site, "/")
    settled(page)
    chosen = Filter(conflict=True)
    whole, left = site.catalogue.listing(Filter()), site.catalogue.listing(chosen)
    dots = page.locator("#map path.dot")
    assert total(page) == whole.total and dots.count() == len(whole.dots)
    page.locator("form").get_by_label("sources disagree").check()
    until(page, lambda: total(page) == left.total)
    assert narrowed(page) == chosen
    settled(page)
    assert dots.count() == len(left.dots)
    rows = page.locator("#chart-timeline details.twin tbody tr")
    assert rows.count() == len(left.timeline)
    page.go_back()
    until(page, lambda: total(page) == whole.total)
    assert narrowed(page) == Filter()


def test_words_are_looked_for_while_they_are_typed(big: Site, opened: Open) -> None:
    page = opened(big, "/")
    for words in ("quay", "площадь", "الساحة", "πλατεία"):
        page.get_by_role("searchbox").fill(words)
        expected = big.catalogue.listing(Filter(q=words)).total
        assert 0 < expected < len(big.events())
        until(page, lambda words=words: query(page).get("q") == [words])  # type: ignore[misc]
        until(page, lambda expected=expected: total(page) == expected)  # type: ignore[misc]


def test_a_dot_on_the_map_leads_to_the_events_there(demo: Site, opened: Open) -> None:
    page = opened(demo, "/")
    settled(page)
    dot = demo.catalogue.listing(Filter()).dots[-1]
    page.locator("#map path.dot").last.dispatch_event("click")
    page.wait_for_url("**/?*place=*")
    assert total(page) == dot.events
    assert dot.place in page.locator(".events tbody tr").first.inner_text()


def test_a_dot_on_the_map_is_reached_by_the_keyboard(demo: Site, opened: Open) -> None:
    page = opened(demo, "/")
    settled(page)
    dot = demo.catalogue.listing(Filter()).dots[-1]
    last = page.locator("#map path.dot").last
    assert dot.place in (last.get_attribute("aria-label") or "") and last.get_attribute("role") == "link"
    last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*place=*")
    assert total(page) == dot.events


def test_days_of_the_timeline_narrow_the_list(demo: Site, opened: Open) -> None:
    page = opened(demo, "/")
    settled(page)
    box = page.locator("#chart-timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40, steps=5)
    page.mouse.up()
    until(page, lambda: "since" in query(page))
    chosen = narrowed(page)
    expected = demo.catalogue.listing(chosen).total
    until(page, lambda: total(page) == expected)
    assert chosen.since < chosen.until and 0 < expected < len(demo.events())


def test_only_what_the_map_shows(big: Site, opened: Open) -> None:
    page = opened(big, "/?country=EG")
    settled(page)
    page.get_by_role("button", name="Only what is in view").click()
    until(page, lambda: "area" in query(page))
    chosen = narrowed(page)
    until(page, lambda: total(page) == big.catalogue.listing(chosen).total)
    assert total(page) > 0


def test_an_address_is_the_whole_state_of_a_page(big: Site, opened: Open) -> None:
    page = opened(big, "/")
    page.get_by_label("Country").select_option("GB")
    until(page, lambda: narrowed(page) == Filter(country="GB"))
    page.get_by_label("From", exact=True).fill("2031-03-01")
    page.get_by_label("From", exact=True).blur()
    until(page, lambda: narrowed(page) == Filter(country="GB", since="2031-03-01"))
    page.locator("table").get_by_role("link", name="Participants").click()
    until(page, lambda: narrowed(page).sort == "participants")
    page.get_by_role("link", name="next").click()
    until(page, lambda: narrowed(page).page == 2)
    settled(page)
    other = opened(big, page.url.removeprefix(big.address))
    assert other.locator(".events").inner_text() == page.locator(".events").inner_text()
    assert other.get_by_label("Country").input_value() == "GB"
    assert other.get_by_label("From", exact=True).input_value() == "2031-03-01"


def test_what_cannot_be_read_is_told_in_place(demo: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(demo.address + "/?since=yesterday")
    assert "Since is 'yesterday'" in page.locator("main").inner_text()
    page.close()


# events


def test_another_rule_set_moves_the_numbers(site: Site, opened: Open) -> None:
    event, rules = next(
        (event, rules)
        for event in site.events()
        for rules in site.library.rule_sets
        if _best(site, event, "demonstrably") not in (_best(site, event, rules), "")
    )
    page = opened(site, f"/event/{event.event_id}")
    best = page.locator(".assessed .best").first
    before = best.inner_text()
    page.locator("select[name=rules]").first.select_option(rules)
    page.wait_for_url(f"**rules={rules}**")
    assert best.inner_text() != before
    assert page.locator("select[name=rules]").first.input_value() == rules


def _best(site: Site, event: Event, rules: str) -> str:
    panels = event_page(site.catalogue, event, Filter(rules=rules)).panels
    first = panels[0].ruled if panels and panels[0].used else None
    return str(first.best) if first and first.best is not None else ""


def test_a_figure_leads_to_its_words_in_the_text(site: Site, opened: Open) -> None:
    event = site.events()[0]
    page = opened(site, f"/event/{event.event_id}")
    figure = event_page(site.catalogue, event, Filter()).panels[0].used[0]
    page.locator(f"[id='{figure.claim_id}'] .from a").first.click()
    page.wait_for_url(f"**#{figure.claim_id}")
    assert urlsplit(page.url).path == f"/document/{figure.place.document_id}"
    marked = page.locator(f"a[href='#note-{figure.claim_id}']")
    assert "".join(marked.all_inner_texts()) == figure.quote
    until(page, lambda: bool(page.evaluate(IN_VIEW, marked.first.element_handle())))
    style = page.evaluate("e => { const s = getComputedStyle(e); return [s.textDecorationLine, s.borderBottomStyle, s.backgroundColor]; }",
                          marked.first.element_handle())  # fmt: skip
    assert style != ["none", "none", "rgba(0, 0, 0, 0)"], "the words are marked"
    note = page.locator(f"[id='note-{figure.claim_id}']")
    assert figure.words.replace("-", "–") in note.inner_text() and note.locator("a", has_text="its event").count() == 1
    note.locator("a", has_text="its event").click()
    page.wait_for_url(f"**/event/{event.event_id}**#{figure.claim_id}")


IN_VIEW = "e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"


def test_a_wave_shows_its_count_through_time_and_its_cities_apart(site: Site, opened: Open) -> None:
    wave = site.wave()
    page = opened(site, f"/event/{wave.event_id}")
    settled(page)
    assert page.locator("#members").count() == 1 and page.locator(".events tbody tr").count() > 0
    page.get_by_role("link", name="City by city").first.click()
    page.wait_for_url(f"**/tally/{wave.event_id}")
    assert page.locator("table.beside tbody tr").count() >= 1
    assert page.locator("text=never added to it").count() == 1


# the keyboard


def test_all_can_be_done_from_the_keyboard(demo: Site, opened: Open) -> None:
    page = opened(demo, "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert first and page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
    for key, path in (("s", "/sources"), ("c", "/coverage"), ("a", "/about"), ("e", "/")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(demo.address + path)


# scripts


def test_arabic_runs_from_right_to_left_and_russian_from_left_to_right(big: Site, opened: Open) -> None:
    for language, direction in (("ar", "rtl"), ("ru", "ltr"), ("el", "ltr")):
        document = big.document(language)
        page = opened(big, f"/document/{document.document_id}")
        paragraph = page.locator("[data-text] p").first
        assert paragraph.evaluate("e => getComputedStyle(e).direction") == direction
        assert paragraph.get_attribute("lang") == language
        text = "".join(page.locator("[data-text] p").all_text_contents())
        marks = "".join(page.locator("[data-text] p sup").all_text_contents())
        assert len(text) - len(marks) >= len(re.sub(r"\n+", "", document.text)) - 2
        event = big.library.view.events_of_document[document.document_id][0]
        page.goto(f"{big.address}/event/{event.event_id}")
        quotes = page.locator("blockquote")
        if quotes.count():
            assert quotes.first.evaluate("e => getComputedStyle(e).direction") == direction


# strangers


def test_nothing_in_a_record_runs(big: Site, opened: Open) -> None:
    hostile = [d for d in big.library.view.documents.values() if d.capture_sha256][:10]
    page = opened(big, "/coverage")
    paths = [f"/document/{d.document_id}?dropped=1" for d in hostile]
    paths += [f"/event/{big.library.view.events_of_document[d.document_id][0].event_id}" for d in hostile[:4]]
    paths += [
        "/sources",
        "/?q=%3Cscript%3Ewindow.hacked%3D1%3C/script%3E",
        f"/?outlet={quote(hostile[0].outlet or '')}",
    ]
    for path in paths:
        page.goto(big.address + path, wait_until="domcontentloaded")
        assert page.evaluate("window.hacked") is None, path
        assert page.locator("main script:not([type='application/json']), main iframe, main img").count() == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0


def test_a_capture_is_downloaded_and_not_shown(big: Site, opened: Open) -> None:
    capture = next(d.capture_sha256 for d in big.library.view.documents.values() if d.capture_sha256)
    page = opened(big, "/about")
    with page.expect_download() as download:
        page.evaluate("path => { location.href = path; }", f"/capture/{capture}")
    assert download.value.suggested_filename == f"{capture}.capture"
    assert page.url.endswith("/about") and page.evaluate("window.hacked") is None
