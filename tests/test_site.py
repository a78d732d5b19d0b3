"""The pages as HTML: whatever stands in a record, they are well formed, safe, and readable without scripts."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.drawing import COLOURS, NAMES
from demonstrably.pages import (
    Catalogue,
    DocumentPage,
    Filter,
    Library,
    coverage_page,
    document_page,
    event_page,
    sources_page,
)
from demonstrably.scale import run
from demonstrably.site import Links, Renderer, file_path, files
from demonstrably.site.passages import paragraphs
from demonstrably.site.words import bounds, dashed, embedded, moment
from demonstrably.store import Record

ROOT = Path(__file__).parents[1]
SITE = ROOT / "src" / "demonstrably" / "site"
DEMO = ROOT / "src" / "demonstrably" / "demo" / "articles"

HOSTILE = "<script>alert('t')</script> \"quoted\" & title"
FOREIGN = [
    {
        "id": "hostile", "title": HOSTILE, "outlet": "<b onclick=alert(1)>Bold</b> Daily", "language": "en",
        "url": "javascript:alert(3)", "published": "2026-03-14",
        "text": 'About 300 people marched in Lisbon on Saturday, police said. "<img src=x onerror=alert(2)>", a sign said.',
    },
    {
        "id": "arabic", "title": "آلاف يتظاهرون في مدينة الزهور", "outlet": "صحيفة الزهور", "language": "ar",
        "published": "2026-03-14", "text": "قالت الشرطة إن نحو 2,000 شخص شاركوا في المسيرة (Vigia).",
    },
    {
        "id": "russian", "title": "Марш против платных мостов", "outlet": "Вестник", "language": "ru",
        "published": "2026-03-14", "text": "По словам полиции, на площадь пришли около 2 000 человек.\n\nМост открыт.",
    },
]  # fmt: skip


class Addresses:
    """Links as a server has them."""

    def event(self, event_id: str, query: str = "") -> str:
        return f"/event/{event_id}" + (f"?{query}" if query else "")

    def document(self, document_id: str, anchor: str = "") -> str:
        return f"/document/{document_id}" + (f"#{anchor}" if anchor else "")

    def tally(self, event_id: str, query: str = "") -> str:
        return f"/tally/{event_id}"

    def capture(self, sha256: str) -> str:
        return f"/capture/{sha256}"

    def page(self, name: str, query: str = "") -> str:
        return f"/{name}" + (f"?{query}" if query else "")

    def asset(self, name: str) -> str:
        assert name in files()
        return f"/static/{name}"

    def json(self, name: str, identity: str = "", query: str = "") -> str:
        return f"/{name}/{identity}.json"

    def feed(self) -> str:
        return "/feed.atom"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("site")
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in FOREIGN), "utf-8")
    with Record.create(folder / "record") as record:
        run([DEMO, rows], record, Codebook(), workers=1)
        yield Library.of(record)


@pytest.fixture(scope="module")
def catalogue(library: Library) -> Catalogue:
    return Catalogue(library)


def every_page(catalogue: Catalogue, site: Renderer) -> Iterator[tuple[str, str]]:
    """Name and HTML of each page of the record."""
    library = catalogue.library
    yield "explorer", site.explorer(catalogue.listing(Filter()))
    yield "narrowed", site.explorer(catalogue.listing(Filter(q="toll", conflict=True, type=("march",), source=("P",))))
    yield "nothing", site.explorer(catalogue.listing(Filter(q="nowhere to be found")))
    for event in library.events:
        page = event_page(catalogue, event, Filter())
        yield event.event_id, site.event(page, Filter())
        if event.level == "wave":
            yield f"tally of {event.event_id}", site.tally(page)
    for document in library.view.documents.values():
        yield document.document_id, site.document(document_page(library, document), dropped=True)
    rows = sources_page(library, "demonstrably")
    yield "sources", site.sources(rows, rule_set="demonstrably", rule_sets=library.rule_sets)
    yield "coverage", site.coverage(coverage_page(library))
    yield "about", site.about()
    yield "error", site.error(404, "There is no such event.", "It may have been merged.")


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, str]:
    return dict(every_page(catalogue, Renderer(Addresses(), notice="Names are shown.")))


def test_links_are_what_the_renderer_asks_for() -> None:
    links: Links = Addresses()
    assert Renderer(links).at(links).about() == Renderer(links).about()


def test_every_page_is_well_formed_and_has_one_heading(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        tree = lxml.html.document_fromstring(html)
        assert len(tree.xpath("//h1")) == 1, name
        assert tree.xpath("//h1")[0].text_content().strip(), name
        assert tree.get("lang") == "en"
        assert len(tree.xpath("//main")) == 1
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), (name, [each for each in ids if ids.count(each) > 1])


def test_nothing_in_a_page_needs_more_than_the_strictest_policy(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        tree = lxml.html.document_fromstring(html)
        assert not tree.xpath("//style | //@style"), name
        assert not [each for each in tree.xpath("//@*") if each.attrname.startswith("on")], name
        for script in tree.xpath("//script"):
            assert script.get("type") == "application/json" or (script.get("src") and not script.text), name
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert all(address.startswith("/static/") for address in loaded), name
        assert not tree.xpath("//iframe | //object | //embed | //base")


def test_what_a_page_shows_is_never_run(pages: dict[str, str]) -> None:
    html = pages["hostile"]
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b onclick" not in html
    tree = lxml.html.document_fromstring(html)
    assert tree.xpath("//h1")[0].text_content() == HOSTILE
    assert not [link for link in tree.xpath("//a/@href") if "javascript" in link]
    assert all("alert('t')</script" not in each for each in pages.values())


def test_links_inside_a_page_lead_somewhere(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        tree = lxml.html.document_fromstring(html)
        here = set(tree.xpath("//@id"))
        for link in tree.xpath("//a/@href"):
            if link.startswith("#"):
                assert link[1:] in here, (name, link)


def test_a_claim_leads_to_its_words_and_back(catalogue: Catalogue, pages: dict[str, str]) -> None:
    checked = 0
    for event in catalogue.library.events:
        tree = lxml.html.document_fromstring(pages[event.event_id])
        for link in tree.xpath("//li[contains(@class, 'claim')]/p[@class='from']/a/@href"):
            document_id, _, claim_id = link.removeprefix("/document/").partition("#")
            text = lxml.html.document_fromstring(pages[document_id])
            assert text.xpath(f"//*[@id='{claim_id}']"), link
            checked += 1
    assert checked > 50


def test_every_chart_has_a_table_that_says_the_same(pages: dict[str, str]) -> None:
    charts = 0
    for name, html in pages.items():
        for figure in lxml.html.document_fromstring(html).xpath("//figure"):
            assert figure.xpath(".//figcaption")[0].text_content().strip(), name
            assert figure.xpath(".//details//table//tbody/tr"), name
            for source in figure.xpath(".//script[@class='spec']"):
                assert json.loads(source.text)["$schema"].endswith("/v6.json")
                charts += 1
    assert charts > 20


def test_foreign_scripts_run_their_own_way(pages: dict[str, str]) -> None:
    for name, language in (("arabic", "ar"), ("russian", "ru")):
        tree = lxml.html.document_fromstring(pages[name])
        heading = tree.xpath("//h1")[0]
        assert (heading.get("dir"), heading.get("lang")) == ("auto", language)
        lines = tree.xpath("//div[@class='line']/p")
        assert lines and all((line.get("dir"), line.get("lang")) == ("auto", language) for line in lines)
        assert FOREIGN[1 if language == "ar" else 2]["text"].replace("\n\n", "") in "".join(
            line.text_content() for line in lines
        )
    passed = lxml.html.document_fromstring(pages["coverage"]).xpath("//a[@href='/document/arabic']/span")
    assert passed[0].get("dir") == "auto"


def test_only_the_part_that_a_filter_changes(catalogue: Catalogue) -> None:
    site = Renderer(Addresses())
    part = site.explorer(catalogue.listing(Filter(conflict=True)), partial=True)
    assert "<html" not in part
    assert lxml.html.fragment_fromstring(part.strip()).get("id") == "results"
    assert part.strip() in site.explorer(catalogue.listing(Filter(conflict=True)))


def test_an_empty_record_says_what_to_do_next() -> None:
    from demonstrably.pages import Listing

    nothing = Listing(Filter(), 0, 1, (), (), (), (), 0, 0, {})
    assert "demonstrably run" in Renderer(Addresses()).explorer(nothing)
    narrowed = dataclasses.replace(nothing, filter=Filter(q="x"))
    assert "show all events" in Renderer(Addresses()).explorer(narrowed)


def test_the_rule_sets_stand_side_by_side(catalogue: Catalogue, pages: dict[str, str]) -> None:
    event = next(event for event in catalogue.library.events if event.level == "event" and len(event.claims) > 8)
    tree = lxml.html.document_fromstring(pages[event.event_id])
    assert tree.xpath("//select[@name='rules']/option/text()") == list(catalogue.library.rule_sets)
    told = tree.xpath("//details[@class='rulesets'][1]//tbody/tr/th")
    assert [each.text_content() for each in told][: len(catalogue.library.rule_sets)] == list(
        catalogue.library.rule_sets
    )
    other = event_page(catalogue, event, Filter(rules="mpeds"))
    assert "MPEDS" in Renderer(Addresses()).event(other, Filter(rules="mpeds"))


def test_pages_without_scripts_hold_their_pictures(catalogue: Catalogue) -> None:
    pytest.importorskip("vl_convert", reason="pictures are an extra")
    still = Renderer(Addresses(), interactive=False)
    event = next(event for event in catalogue.library.events if event.level == "event" and len(event.claims) > 8)
    html = still.event(event_page(catalogue, event, Filter()), Filter())
    tree = lxml.html.document_fromstring(html)
    assert tree.xpath("//svg[@role='img']")
    assert not tree.xpath("//form[@method='get'] | //@style | //script[@type='application/json']")
    assert "<svg" in still.explorer(catalogue.listing(Filter()))


def test_text_that_is_masked_is_shown_as_it_is_masked(library: Library) -> None:
    page = next(each for d in library.view.documents.values() if (each := document_page(library, d)).claims)
    shown = "".join(piece.text for paragraph in paragraphs(page) for piece in paragraph.pieces)
    assert shown == "".join(line for line in "".join(s.text for s in page.segments).split("\n") if line.strip())
    assert all(len(set(starts)) == len(starts) for starts in _starts(page))


def _starts(page: DocumentPage) -> Iterator[list[str]]:
    yield [name for paragraph in paragraphs(page) for piece in paragraph.pieces for name in piece.starts]


def test_only_the_sites_own_files_are_given_out() -> None:
    assert "assets/site.css" in files()
    for name in ("../render.py", "templates/base.html", "assets/../render.py", "/etc/passwd", "assets", ""):
        assert file_path(name) is None
    for name in files():
        path = file_path(name)
        assert path is not None and path.is_file()


def test_what_others_made_is_what_its_list_says() -> None:
    vendor = SITE / "vendor"
    listed = json.loads((vendor / "VERSIONS.json").read_text("utf-8"))
    told = {f"{each['folder']}/{name}": digest for each in listed for name, digest in each["sha256"].items()}
    found = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()} - {"VERSIONS.json"}
    assert found == set(told)
    for name, digest in told.items():
        content = (vendor / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert b"sourceMappingURL" not in content
    assert all("LICENSE.txt" in each["sha256"] for each in listed)


def test_the_colours_of_the_styles_are_those_of_the_charts() -> None:
    css = (SITE / "assets" / "site.css").read_text("utf-8")
    told = dict(re.findall(r"--kind-(\w): (#\w{6});", css))
    assert told == {"U" if letter == "?" else letter: colour for letter, colour in COLOURS.items()}
    assert set(NAMES) == set(COLOURS)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_in_both_themes() -> None:
    css = (SITE / "assets" / "site.css").read_text("utf-8")
    for block in re.findall(r"\{([^{}]*--paper[^{}]*)\}", css):
        colours = dict(re.findall(r"--(\w+): (#\w{6});", block))
        for name in ("ink", "soft", "link", "warn"):
            for ground in ("paper", "tint"):
                if name in colours and ground in colours:
                    assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground, colours)
        for colour in COLOURS.values():  # marks in charts, beside a letter
            if len(colours.get("paper", "")) == 7:
                assert contrast(colour, colours["paper"]) >= 3, (colour, colours["paper"])


@given(st.text())
def test_values_in_a_page_cannot_end_their_element(text: str) -> None:
    held = str(embedded({"text": text}))
    assert "<" not in held and ">" not in held and "&" not in held
    assert json.loads(held) == {"text": text}


def test_days_and_figures_as_people_write_them() -> None:
    assert moment("2021-01-31") == "31 Jan 2021"
    assert moment("2021-01-31T15:00") == "31 Jan 2021, 15:00"
    assert moment("2021-01-31T15:00:00+03:00") == "31 Jan 2021, 15:00 UTC+03:00"
    assert moment("2021-01-31T15:00:00Z") == "31 Jan 2021, 15:00 UTC"
    assert moment(None) == ""
    assert dashed("200-999 on 23 Jan - 14 Feb") == "200–999 on 23 Jan – 14 Feb"
    assert (bounds(200, 999), bounds(100, None), bounds(None, None)) == ("200–999", "100 or more", "–")


def test_a_name_from_right_to_left_does_not_turn_the_words_around_it() -> None:
    from demonstrably.site.words import dashed

    assert dashed("تل النور, 30 Mar 2026: march") == "\u2068تل النور\u2069, 30 Mar 2026: march"
    assert dashed("Москва, 23 - 31 Jan") == "Москва, 23 – 31 Jan"
