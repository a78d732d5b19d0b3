"""The explorer as a server: every page and its twin as JSON, addresses that last, and nothing that a stranger's text,
address or file can do to it."""

from __future__ import annotations

import gc
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as XML

import httpx
import jsonschema
import pytest
from benchmarks.bigrecord import STAMP
from benchmarks.bigrecord import pages as made_pages

from demonstrably.codebook import Codebook
from demonstrably.model import Document, Event, Extraction, When
from demonstrably.pages import Catalogue, Filter, Library
from demonstrably.scale import run
from demonstrably.scale.deriving import derive
from demonstrably.store import Generation, Record
from demonstrably.web.assets import Assets
from demonstrably.web.feed import NEVER, feed
from demonstrably.web.guard import HEADERS
from demonstrably.web.links import ServerLinks
from demonstrably.web.shelf import Shelf
from made_reports import REPORTS, document, report, write_reports
from serving import asked

EVIL = (
    "'; DROP TABLE documents; --",
    '" OR ""="',
    "<script>window.hacked=1</script>",
    "../../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "\x00",
    "%00",
    "\u202e",
    "a" * 9000,
    "-1",
    "99999999999999999999999999",
    "NaN",
    "{{7*7}}",
    "%ff%fe",
    "NEAR(a b)",
    "🙂",
    "2021-13-45",
    "1e999,0,0,0",
    "nan,nan,nan,nan",
)
FIELDS = (
    "q", "since", "until", "place", "country", "area", "wave", "type", "attribute", "source", "outlet", "status",
    "level", "conflict", "rules", "sort", "page", "unheard_of",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(made_record: Path) -> Library:
    with Record.open(made_record) as record:
        return Library.of(record)


@pytest.fixture(scope="module")
def wave(library: Library) -> Event:
    waves = (event for event in library.events if event.event_id in library.tallies)
    return max(waves, key=lambda event: len(list(library.within(event.event_id))))


@pytest.fixture(scope="module")
def event(library: Library) -> Event:
    return max((e for e in library.events if e.level == "event"), key=lambda e: len(e.claims))


@pytest.fixture(scope="module")
def client(made_record: Path) -> Iterator[httpx.Client]:
    with asked(made_record) as client:
        yield client


@pytest.fixture(scope="module")
def pages(library: Library, event: Event, wave: Event) -> dict[str, str]:
    """The addresses of every sort of page, with that of its twin."""
    text = quote(event.documents[0], safe="")
    return {
        "/": "/events.json",
        f"/event/{event.event_id}": f"/event/{event.event_id}.json",
        f"/event/{wave.event_id}": f"/event/{wave.event_id}.json",
        f"/tally/{wave.event_id}": f"/tally/{wave.event_id}.json",
        f"/document/{text}": f"/document/{text}.json",
        f"/document/{text}?dropped=1": f"/document/{text}.json",
        "/sources": "/sources.json",
        "/coverage": "/coverage.json",
        "/about": "/about.json",
    }


def got(client: httpx.Client, address: str, **headers: str) -> httpx.Response:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.text[:500])
    return answer


# pages and their twins


def test_every_page_comes_with_its_values_as_json(client: httpx.Client, pages: dict[str, str]) -> None:
    for page, twin in pages.items():
        html = got(client, page)
        assert html.headers["content-type"] == "text/html; charset=utf-8"
        assert html.text.lower().startswith("<!doctype html>") and "<h1" in html.text
        values = got(client, twin)
        assert values.headers["content-type"] == "application/json" and values.json()


def test_a_page_links_to_nothing_that_is_not_there(client: httpx.Client, pages: dict[str, str]) -> None:
    seen: set[str] = set()
    for page in pages:
        for link in _addresses(got(client, page).text) - seen:
            seen.add(link)
            assert link.startswith(("/", "#", "?", "https://news.example/", "https://hub.example/")), (page, link)
            if link.startswith("/") and len(seen) < 400:
                assert client.get(link).status_code in (200, 302), (page, link)
    assert len(seen) > 100


def test_the_values_answer_to_the_schema_that_openapi_gives(client: httpx.Client, pages: dict[str, str]) -> None:
    openapi = got(client, "/openapi.json").json()
    assert openapi["openapi"].startswith("3.")
    validator = jsonschema.validators.validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    for twin in set(pages.values()):
        [path] = [path for path in openapi["paths"] if re.fullmatch(re.sub(r"\{[^}]+\}", "[^?]+", path), twin)]
        schema = openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator({**schema, "components": openapi["components"]}).validate(got(client, twin).json())
    documented = {parameter["name"] for parameter in openapi["paths"]["/events.json"]["get"]["parameters"]}
    assert documented == set(FIELDS) - {"unheard_of"}


def test_no_page_of_somebody_else_s_explains_the_interface(client: httpx.Client) -> None:
    for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
        assert client.get(path).status_code == 404


def test_only_the_list_is_sent_where_only_that_is_asked_for(client: httpx.Client) -> None:
    whole, part = got(client, "/"), got(client, "/", **{"HX-Request": "true"})
    assert "<html" in whole.text and "<html" not in part.text and 'id="results"' in part.text
    assert len(part.content) < len(whole.content) and whole.headers["etag"] != part.headers["etag"]
    back = got(client, "/", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert back.text == whole.text


def test_a_filter_narrows_the_page_and_its_twin_alike(client: httpx.Client, library: Library) -> None:
    chosen = Filter(country="EG", attribute=("detained",), conflict=True)
    listing = Catalogue(library).listing(chosen)
    values = got(client, f"/events.json?{chosen.query()}").json()
    assert 0 < values["total"] == listing.total < len(library.events)
    page = got(client, f"/?{chosen.query()}").text
    assert all(row.event_id in page for row in listing.rows)


def test_another_rule_set_moves_the_numbers(client: httpx.Client, event: Event) -> None:
    def best(rules: str) -> list[int | None]:
        panels = got(client, f"/event/{event.event_id}.json?rules={rules}").json()["panels"]
        return [panel["ruled"]["best"] for panel in panels]

    assert best("demonstrably") != best("acled")


# addresses


def test_an_event_is_found_by_the_beginning_of_its_id(client: httpx.Client, event: Event, wave: Event) -> None:
    digits = event.event_id.rpartition("-")[2]
    for short in (event.event_id[:14], digits[:8], digits):
        for path, suffix in (("event", ""), ("event", ".json")):
            answer = client.get(f"/{path}/{short}{suffix}?rules=mpeds")
            assert answer.status_code == 302
            assert answer.headers["location"] == f"/{path}/{event.event_id}{suffix}?rules=mpeds"
    assert client.get(f"/tally/{wave.event_id[:14]}").headers["location"] == f"/tally/{wave.event_id}"
    prefix = event.event_id.partition("-")[0]
    answer = client.get(f"/event/{prefix}")
    assert answer.status_code == 404 and "more of the id" in answer.text


def test_a_merged_event_leads_to_the_one_it_became(tmp_path: Path) -> None:
    texts = [document("a", "We saw 40 people."), document("b", "They saw 41 people.")]
    events = (
        Event("evt-0000000000000001", "event", "rally", "occurred", When("2031-05-04", "day"), None, documents=("a",)),
        Event("evt-0000000000000002", "event", "rally", "occurred", When("2031-05-04", "day"), None,
              redirect_to="evt-0000000000000001"),
    )  # fmt: skip
    with Record.create(tmp_path / "r") as record:
        record.add(None, b"", texts, [Extraction("a"), Extraction("b")], STAMP)
        record.store.replace(Generation(STAMP, record.store.basis(), events))
    with asked(tmp_path / "r") as client:
        for suffix in ("", ".json"):
            answer = client.get(f"/event/evt-0000000000000002{suffix}")
            assert answer.status_code == 302
            assert answer.headers["location"] == f"/event/evt-0000000000000001{suffix}"
        assert "evt-0000000000000002" not in client.get("/events.json").text


def test_documents_are_found_whatever_their_ids_are_made_of(tmp_path: Path) -> None:
    names = ["a.json", "a", "../../etc/passwd", "2031/05/04 report?x=1#y", "п р'\"<b>", "%2e%2e", "مظاهرة", "a/b.json"]
    with Record.create(tmp_path / "r") as record:
        record.add(None, b"", [document(name, f"This is {name}.") for name in names], [], STAMP)
    links = ServerLinks(Assets())
    with asked(tmp_path / "r") as client:
        for name in names:
            page = got(client, links.document(name))
            assert page.headers["content-type"].startswith("text/html")
            assert got(client, links.json("document", name)).json()["document_id"] == name


def test_what_is_not_there_is_said_and_what_to_do(client: httpx.Client, event: Event) -> None:
    for path in ("/nothing", "/event/evt-nope", "/document/nope", "/tally/nope", f"/tally/{event.event_id}",
                 "/static/x/../../model.py", "/static/x/templates/base.html", "/static/x/assets/nope.js",
                 "/capture/" + "0" * 64, "/capture/..%2f..%2frecord.sqlite", "/event/", "/document/"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "<h1" in answer.text
    told = client.get("/event/evt-nope.json")
    assert told.status_code == 404 and told.json()["remedy"]


def test_nothing_can_be_changed(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answer = client.request(method, "/")
        assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"


def test_the_headers_alone_can_be_asked_for(client: httpx.Client, pages: dict[str, str]) -> None:
    for page in pages:
        head = client.head(page)
        assert head.status_code == 200 and not head.content
        assert head.headers["etag"] == client.get(page).headers["etag"]


# the door


def test_every_answer_tells_the_browser_what_it_may_do(client: httpx.Client, pages: dict[str, str]) -> None:
    answers = [client.get(address) for address in (*pages, *pages.values(), "/nothing", "/openapi.json", "/feed.atom")]
    answers += [client.get("/?since=yesterday"), client.post("/"), client.get("/", headers={"Host": "evil.example"})]
    assert {answer.status_code for answer in answers} == {200, 400, 404, 405}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (answer.url, name)
        assert "set-cookie" not in answer.headers and "server" not in answer.headers


def test_a_page_that_breaks_is_told_without_a_trace_and_dressed_like_the_others(
    made_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("demonstrably.web.routes.coverage_page", broken)
    with asked(made_record) as client:
        answer = client.get("/coverage")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text and "report it" in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_only_names_of_this_machine_are_answered_to(made_record: Path) -> None:
    with asked(made_record, hosts=["monitor.example"]) as client:
        for host in (
            "localhost",
            "localhost:8377",
            "LOCALHOST",
            "127.0.0.1",
            "[::1]:8377",
            "192.168.7.7:80",
            "monitor.example",
        ):
            assert client.get("/about", headers={"Host": host}).status_code == 200, host
        for host in (
            "evil.example",
            "localhost.evil.example",
            "evil.example:8377",
            "",
            "127.0.0.1.evil.example",
            "[::1",
        ):
            assert client.get("/about", headers={"Host": host}).status_code == 400, host


def test_files_of_the_site_may_be_kept_for_good(client: httpx.Client) -> None:
    links = _addresses(got(client, "/").text, "script", "link")
    files = [link for link in links if link.startswith("/static/")]
    assert any(name.endswith(".css") for name in files) and any(name.endswith(".js") for name in files)
    for name in files:
        file = got(client, name)
        assert "immutable" in file.headers["cache-control"] and file.headers["x-content-type-options"] == "nosniff"
        assert client.get(name, headers={"If-None-Match": file.headers["etag"]}).status_code == 304
        other = got(client, re.sub(r"^/static/\w+", "/static/0", name))
        assert other.content == file.content and other.headers["cache-control"] == "no-cache"


def test_an_unchanged_page_is_not_made_again(client: httpx.Client, pages: dict[str, str]) -> None:
    for page in (*pages, *pages.values(), "/feed.atom"):
        first = got(client, page)
        again = client.get(page, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304 and not again.content
    tags = {client.get(page).headers["etag"] for page in pages}
    assert len(tags) == len(pages)


# strangers


@pytest.mark.parametrize("value", EVIL)
def test_a_hostile_address_finds_nothing_and_breaks_nothing(client: httpx.Client, value: str) -> None:
    encoded = quote(value, safe="%")
    for field in FIELDS:
        for path in ("/", "/events.json"):
            answer = client.get(f"{path}?{field}={encoded}")
            assert answer.status_code in (200, 400), (field, answer.status_code)
            assert not _runs(answer.text) or path.endswith("json")
    for path in ("/event/", "/document/", "/tally/", "/static/", "/static/x/", "/capture/", "/"):
        assert client.get(f"{path}x{encoded}").status_code in (302, 404), path


def test_too_many_fields_are_refused(client: httpx.Client) -> None:
    assert client.get("/?" + "&".join(f"q{n}=x" for n in range(3000))).status_code == 400


class _Elements(HTMLParser):
    """What a browser would act on in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, set[str]] = {}
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        for name in ("href", "src", "action", "hx-get"):
            if name in given:
                self.links.setdefault(tag, set()).add(given[name])
                if ":" in given[name].split("/")[0]:
                    self.acts.append(f"{tag} {name}={given[name]}")
        self.acts.extend(f"{tag} {name}" for name in given if name.startswith("on") or name == "style")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.acts.append("inline script")
        if tag in ("iframe", "object", "embed", "base", "style", "img"):
            self.acts.append(tag)


def _elements(text: str) -> _Elements:
    parser = _Elements()
    parser.feed(text)
    return parser


def _addresses(text: str, *tags: str) -> set[str]:
    links = _elements(text).links
    return {link for tag in (tags or links) for link in links.get(tag, ())}


def _runs(text: str) -> list[str]:
    return _elements(text).acts


def test_nothing_in_a_record_runs_loads_or_dresses_anything(client: httpx.Client, library: Library) -> None:
    hostile = [d for d in library.view.documents.values() if d.capture_sha256]
    told = {e.event_id for d in hostile for e in library.view.events_of_document.get(d.document_id, [])}
    links = ServerLinks(Assets())
    pages = [links.document(d.document_id) + "?dropped=1" for d in hostile]
    pages += [links.event(name) for name in sorted(told)[:20]]
    pages += ["/", "/sources", "/coverage", "/?q=%3Cscript%3E", "/?outlet=" + quote(hostile[0].outlet or "")]
    for page in pages:
        assert _runs(got(client, page).text) == [], page


def test_a_capture_is_handed_over_and_never_shown(client: httpx.Client, library: Library) -> None:
    hostile = next(d for d in library.view.documents.values() if d.capture_sha256)
    answer = got(client, f"/capture/{hostile.capture_sha256}")
    assert b"<script>" in answer.content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="[0-9a-f]{64}\.capture"', answer.headers["content-disposition"])
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_control_characters_harm_no_page_and_no_feed(tmp_path: Path) -> None:
    torn = Document("torn\x00\x1b", "torn \x00 text \x1b[31m \ufffe", "en", title="\x08\u202e", outlet="\x0c")
    with Record.create(tmp_path / "r") as record:
        record.add(None, b"", [torn], [], STAMP)
    with asked(tmp_path / "r") as client:
        for page in ("/", "/coverage", "/sources", "/events.json", "/document/torn%00%1B"):
            got(client, page)
        assert got(client, "/coverage.json").json()["passed"][0]["document_id"] == "torn\x00\x1b"
        XML.fromstring(got(client, "/feed.atom").content)


def test_in_public_private_people_and_captures_are_left_out(tmp_path: Path) -> None:
    text = "Maria Lindqvist, a baker, marched in Lisbon on 4 May 2031. Maria Lindqvist said police detained 40 people."
    path = tmp_path / "article.html"
    path.write_text(f"<html><head><title>March</title></head><body><article><p>{text}</p></article></body></html>")
    with Record.create(tmp_path / "r") as record:
        run([path], record, Codebook(), workers=1)
        [shown] = list(record.store.documents())
    capture = f"/capture/{shown.capture_sha256}"
    with asked(tmp_path / "r") as client:
        assert "Lindqvist" in client.get(f"/document/{shown.document_id}").text
        assert f'href="{capture}"' in client.get(f"/document/{shown.document_id}").text
        assert client.get(capture).status_code == 200
    with asked(tmp_path / "r", public=True) as client:
        assert capture not in client.get(f"/document/{shown.document_id}").text
        assert client.get(capture).status_code == 404
        for page in (
            f"/document/{shown.document_id}",
            f"/document/{shown.document_id}.json",
            "/coverage",
            "/",
            "/?q=Lindqvist",
        ):
            answer = got(client, page)
            assert "Lindqvist" not in answer.text.replace("?q=Lindqvist", "").replace('value="Lindqvist"', "").replace(
                "“Lindqvist”", ""
            ), page
        assert "pseudonym" in client.get("/").text
        assert client.get("/events.json?q=Lindqvist").json()["total"] == 0


# the feed


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def test_the_feed_is_atom_and_always_the_same(client: httpx.Client) -> None:
    answer = got(client, "/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = XML.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(ATOM + name)) == 1, name
    entries = root.findall(f"{ATOM}entry")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert len(entries) == 100 and moments == sorted(moments, reverse=True)
    assert all(MOMENT.fullmatch(moment) for moment in moments) and root.findtext(f"{ATOM}updated") == moments[0]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == 100 and all(name.startswith("urn:uuid:") for name in ids)
    for entry in entries[:5]:
        assert entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}summary")
        link = entry.find(f"{ATOM}link")
        assert link is not None and client.get(link.attrib["href"]).status_code == 200
    assert got(client, "/feed.atom").content == answer.content


def test_an_entry_changes_with_its_newest_report(tmp_path: Path) -> None:
    def entries(published: list[str | None]) -> list[str]:
        texts = [Document(f"d{n}", "text\x08", "en", published=day) for n, day in enumerate(published)]
        names = tuple(text.document_id for text in texts)
        event = Event("evt-1", "event", "rally", "occurred", When(None), None, cause="\ud800 & <b>", documents=names)
        from demonstrably.export import View

        view = View({t.document_id: t for t in texts}, (), Generation(STAMP, "1", (event,)))
        root = XML.fromstring(feed(Catalogue(Library(view)), title="t", base="http://localhost").encode())
        return [entry.findtext(f"{ATOM}updated") or "" for entry in root.findall(f"{ATOM}entry")]

    assert entries(["2031-05-04", "2031-05-06", None]) == ["2031-05-06T00:00:00Z"]
    assert entries(["2031-05-04T23:30:00-02:00"]) == ["2031-05-05T01:30:00Z"]
    assert entries(["2031-05-04T23:30"]) == ["2031-05-04T23:30:00Z"]
    assert entries([None]) == [NEVER] and entries([]) == [NEVER]


# a record that changes, or is none


def _add(folder: Path, name: str, text: str) -> None:
    with Record.create(folder) as record:
        record.add(None, b"", [document(name, text)], [Extraction(name)], STAMP)
        texts = list(record.store.documents())
        record.store.replace(derive(texts, [], Codebook(), STAMP, record.store.basis()))


def test_what_is_added_is_shown_at_once(tmp_path: Path) -> None:
    _add(tmp_path / "r", "a", "first")
    with asked(tmp_path / "r") as client:
        first = got(client, "/coverage")
        _add(tmp_path / "r", "b", "second")
        answer = client.get("/coverage", headers={"If-None-Match": first.headers["etag"]})
        assert answer.status_code == 200
        assert got(client, "/about.json").json()["documents"] == 2
        assert got(client, "/document/b").text.count("second") >= 1


def test_a_record_is_read_again_only_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(tmp_path / "r", "a", "first")
    reads: list[int] = []
    whole = Record.open
    monkeypatch.setattr(Record, "open", classmethod(lambda cls, folder: reads.append(1) or whole(folder)))
    shelf = Shelf(tmp_path / "r")
    first = shelf.shown()
    assert all(shelf.shown() is first for _ in range(50)) and len(reads) == 1
    whole(tmp_path / "r").close()
    assert shelf.shown() is first
    _add(tmp_path / "r", "b", "second")
    second = shelf.shown()
    assert second.token != first.token and shelf.shown() is second


def test_a_record_can_be_replaced_while_many_read_it(tmp_path: Path) -> None:
    here, other = tmp_path / "r", tmp_path / "other"
    _add(here, "a", "first")
    for n in range(5):
        _add(other, f"b{n}", f"other {n}")
    with asked(here) as client, ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(client.get, "/about.json") for _ in range(100)]
        here.rename(tmp_path / "old")
        other.rename(here)
        answers += [pool.submit(client.get, "/about.json") for _ in range(100)]
        seen = [answer.result() for answer in answers]
        assert {answer.status_code for answer in seen} <= {200, 503}
        assert {answer.json()["documents"] for answer in seen if answer.status_code == 200} <= {1, 5}
        assert client.get("/about.json").json()["documents"] == 5


def test_a_damaged_missing_or_empty_record_is_told_and_mended_while_serving(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    with asked(folder) as client:
        answer = client.get("/")
        assert answer.status_code == 503 and "there is no record" in answer.text and "demonstrably run" in answer.text
        assert answer.headers["content-security-policy"]
        assert client.get("/events.json").json()["status"] == 503
        _add(folder, "a", "first")
        assert client.get("/").status_code == 200
        good = (folder / "record.sqlite").read_bytes()
        (folder / "record.sqlite").write_bytes(good[:4096] + b"\xff" * (len(good) - 4096))
        damaged = client.get("/")
        assert damaged.status_code == 503 and "verify" in damaged.text and "Traceback" not in damaged.text
        (folder / "record.sqlite").write_bytes(b"")
        assert client.get("/").status_code == 503
        (folder / "record.sqlite").write_bytes(good)
        assert client.get("/").status_code == 200
        shutil.rmtree(folder)
        assert client.get("/").status_code == 503
        with Record.create(folder):
            pass
        empty = client.get("/")
        assert empty.status_code == 200 and "demonstrably run" in empty.text


def test_the_record_can_be_read_while_a_run_writes_it(tmp_path: Path) -> None:
    _add(tmp_path / "r", "a", "first")
    with asked(tmp_path / "r") as client, Record.create(tmp_path / "r") as record, record.store.transaction():
        record.store.add_document(document("b", "second"))
        assert got(client, "/about.json").json()["documents"] == 1


# time and memory


def test_hundreds_of_requests_leave_no_trace_in_memory(client: httpx.Client, pages: dict[str, str]) -> None:
    """The whole measure, 10,000 requests, is `python -m benchmarks explorer`."""
    addresses = [*pages, *pages.values(), "/feed.atom", "/nothing"]

    def ask(times: int) -> None:
        for n in range(times):
            client.get(f"{addresses[n % len(addresses)]}?x={n}")

    ask(100)
    before = _objects()
    ask(400)
    assert _objects() - before < 500


def _objects() -> int:
    gc.collect()
    return len(gc.get_objects())


def test_many_may_ask_at_once(made_record: Path, pages: dict[str, str]) -> None:
    with asked(made_record) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(client.get, [*pages, *pages.values()] * 5))
    assert {answer.status_code for answer in answers} == {200}
    assert len({(str(answer.url), answer.content) for answer in answers}) == len({str(a.url) for a in answers})


# the verb


def _serve(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "demonstrably", "serve", str(folder), "--port", "0", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_serve_tells_its_address_and_ends_well_by_ctrl_c(tmp_path: Path) -> None:
    import signal

    _add(tmp_path / "r", "a", "first")
    process = _serve(tmp_path / "r")
    assert process.stdout is not None
    line = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert address, line
    assert httpx.get(address[0], timeout=60).status_code == 200
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0 and errors == ""


def test_serve_says_what_is_off(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from demonstrably.cli import app
    from demonstrably.web.serving import Listener

    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none")])
    assert result.exit_code == 2 and "there is no record" in result.output
    _add(tmp_path / "r", "a", "first")
    with Listener("127.0.0.1", 0) as taken:
        port = str(taken.socket.getsockname()[1])
        result = CliRunner().invoke(app, ["serve", str(tmp_path / "r"), "--port", port])
    assert result.exit_code == 2 and "in use" in result.output and "--port" in result.output
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "r"), "--host", "no such host"])
    assert result.exit_code == 2 and "--host" in result.output


def test_serve_warns_where_others_could_read_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from demonstrably.cli import app

    served: list[dict[str, Any]] = []
    monkeypatch.setattr("demonstrably.web.serving.serve", lambda *_, **options: served.append(options))
    _add(tmp_path / "r", "a", "first")
    for words, warned in (([], False), (["--host", "0.0.0.0"], True), (["--host", "0.0.0.0", "--public"], False)):
        result = CliRunner().invoke(app, ["serve", str(tmp_path / "r"), "--port", "0", *words])
        assert result.exit_code == 0 and ("--public" in result.output) is warned
    assert [options["public"] for options in served] == [False, False, True]


def test_other_verbs_do_not_wait_for_the_server_s_libraries() -> None:
    code = "import sys, demonstrably.cli; print(sorted({'fastapi', 'uvicorn', 'jinja2', 'starlette'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reports_can_be_read_by_the_page_s_own_words(tmp_path: Path) -> None:
    """From the reports to a figure's words in its text, by links alone."""
    path = write_reports(tmp_path / "reports.jsonl", [*REPORTS, report("x/y", REPORTS[0]["text"], "Third")])
    from made_reports import Maker

    with Record.create(tmp_path / "r") as record:
        run([path], record, Codebook(), workers=1, maker=Maker())
    with asked(tmp_path / "r") as client:
        [row, *_] = client.get("/events.json?q=Rivertown").json()["rows"]
        page = got(client, f"/event/{row['event_id']}")
        figures = json.loads(client.get(f"/event/{row['event_id']}.json").text)["panels"][0]["used"]
        place = figures[0]["place"]
        link = ServerLinks(Assets()).document(place["document_id"], place["claim_id"])
        assert link in _addresses(page.text, "a")
        text = got(client, link.partition("#")[0]).text
        assert f'id="{place["claim_id"]}"' in text


def test_the_made_up_record_is_always_the_same() -> None:
    made = list(made_pages(200))
    assert made == list(made_pages(200))
    assert sum(len(said.claims) for _, said, _ in made) == 800 and len({text.language for text, _, _ in made}) == 5
    for text, said, _ in made:
        assert all(text.text[c.start : c.end] == c.quote and c.sentence in text.text for c in said.claims)
