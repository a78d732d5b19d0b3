"""The report: pages that open from disk, dossiers that can be checked word by word, and nothing that should not leave."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from typer.testing import CliRunner

import made_reports
from demonstrably import report as reports
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.discretion import Publication, published
from demonstrably.errors import UsageError
from demonstrably.export import View
from demonstrably.link import link
from demonstrably.model import Document, Event
from demonstrably.reconcile import RULE_SETS, assess
from demonstrably.report import Edition, failures_to_publish, report
from demonstrably.report.excerpts import Stretch, excerpts
from demonstrably.report.folder import MANIFEST
from demonstrably.report.links import dossier_file, event_file
from demonstrably.report.names import file_name
from demonstrably.store import Failure, Generation, Record, Stamp

DEMO = Path(__file__).parents[1] / "src" / "demonstrably" / "demo"
TABLES = Edition(pictures=False)
"""Pages with the tables that stand for the charts: quick."""


@pytest.fixture(scope="module")
def record(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own of the demo's record: what leaves it is logged in it."""
    return shutil.copytree(demo_record, tmp_path_factory.mktemp("report") / "record")


@pytest.fixture(scope="module")
def masked(record: Path) -> View:
    with Record.open(record) as opened:
        return published(opened)


@pytest.fixture(scope="module")
def site(masked: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "report"
    report(masked, (), out, TABLES)
    return out


def disputed(view: View) -> Event:
    """The event with the most claims."""
    events = [event for event in view.events if event.level == "event"]
    return max(events, key=lambda event: (len(event.claims), event.event_id))


@pytest.fixture(scope="module")
def drawn(masked: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with pictures of one event and one wave."""
    pytest.importorskip("vl_convert")
    out = tmp_path_factory.mktemp("drawn") / "report"
    waves = [event for event in masked.events if event.level == "wave"]
    wave = min(waves, key=lambda wave: len(wave.documents))
    report(masked, (), out, Edition(events=(disputed(masked).event_id, wave.event_id)))
    return out


def pages(folder: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes())


def broken(folder: Path) -> list[str]:
    """Every link, source and anchor of the site that leads nowhere."""
    trees = dict(pages(folder))
    anchors = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    found = []
    for path, tree in trees.items():
        for address in {*tree.xpath("//@href | //@src | //@*[name()='xlink:href']")}:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_relative_to(folder.resolve()) and target.is_file()
            if not address or not inside or parts.query:
                found.append(f"{path.name}: {address!r}")
            elif parts.fragment and unquote(parts.fragment) not in anchors.get(target, ()):
                found.append(f"{path.name}: no anchor {address!r}")
    return found


def loads(tree: html.HtmlElement) -> list[str]:
    """What a browser fetches for the page: all that is not a mere link."""
    fetched = [
        *tree.xpath("//@src"),
        *tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"),
        *tree.xpath("//@data"),
    ]
    fetched += tree.xpath("//*[local-name()='image' or local-name()='use']/@*[local-name()='href']")
    fetched += re.findall(r"@import|url\((?!#)", " ".join(tree.xpath("//style/text()")))
    return [address for address in fetched if not address.startswith("data:")]


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    assert sorted(broken(site)) == []


def test_a_report_on_some_events_is_whole_too(drawn: Path) -> None:
    assert broken(drawn) == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path, tree in pages(site):
        assert not [address for address in loads(tree) if urlsplit(address).scheme or address.startswith("//")], path


def test_the_index_has_every_event_once_below_its_wave(site: Path, masked: View) -> None:
    tree = html.document_fromstring((site / "index.html").read_bytes())
    links = tree.xpath("//section[@class='group']//tbody//@href")
    single = [event_file(e.event_id) for e in masked.events if e.level == "event" and e.redirect_to is None]
    assert sorted(links) == sorted(single)


def test_an_event_leads_to_its_dossier(site: Path, masked: View) -> None:
    event = disputed(masked).event_id
    tree = html.document_fromstring((site / event_file(event)).read_bytes())
    assert f"../{dossier_file(event)}" in tree.xpath("//@href")


def test_every_event_document_and_dossier_has_a_page(site: Path, masked: View) -> None:
    standing = [event.event_id for event in masked.events if event.redirect_to is None]
    assert {path.stem for path in (site / "event").iterdir()} == set(map(file_name, standing))
    assert {path.stem for path in (site / "dossiers").iterdir()} == set(map(file_name, standing))
    assert {path.stem for path in (site / "document").iterdir()} == set(map(file_name, masked.documents))


def test_the_same_record_gives_the_same_bytes(drawn: Path, masked: View, tmp_path: Path) -> None:
    chosen = tuple(json.loads((drawn / MANIFEST).read_text())["events"])
    report(masked, (), tmp_path / "again", Edition(events=chosen, workers=2))
    assert bytes_of(tmp_path / "again") == bytes_of(drawn)


def test_more_processes_give_the_same_bytes(
    site: Path, masked: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "ALONE", 0)
    report(masked, (), tmp_path / "two", dataclasses.replace(TABLES, workers=2))
    assert bytes_of(tmp_path / "two") == bytes_of(site)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_manifest_hashes_every_file(site: Path) -> None:
    told = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
    found = {name: hashlib.sha256(data).hexdigest() for name, data in bytes_of(site).items() if name != MANIFEST}
    assert told["files"] == found


# dossiers


def test_a_dossier_needs_nothing_but_itself(drawn: Path) -> None:
    for path, tree in pages(drawn / "dossiers"):
        assert not loads(tree), path
        assert not tree.xpath("//script | //iframe | //object | //form | //@onclick | //@onload"), path
        assert all(address.startswith("#") for address in tree.xpath("//@href")), path


def test_the_pages_have_pictures_of_their_charts(drawn: Path, masked: View) -> None:
    event = disputed(masked)
    for name in (event_file(event.event_id), dossier_file(event.event_id), "index.html"):
        text = (drawn / name).read_text(encoding="utf-8")
        assert "<svg" in text, name


def test_no_page_has_an_anchor_twice(drawn: Path) -> None:
    for path, tree in pages(drawn):
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, sorted(name for name in ids if ids.count(name) > 1)[:3])


def test_pages_are_well_formed(drawn: Path) -> None:
    parser = html.HTMLParser(recover=True)
    harmless = {"ERR_HTML", "HTML_UNKNOWN_TAG"}
    for path in drawn.rglob("*.html"):
        lxml.etree.parse(path, parser)
        errors = [
            error for error in parser.error_log if error.type_name not in harmless and "invalid" not in error.message
        ]
        assert not errors, (path, errors[:3])


def test_every_claim_of_a_dossier_can_be_checked_against_the_record(drawn: Path, masked: View, record: Path) -> None:
    event = disputed(masked)
    text = (drawn / dossier_file(event.event_id)).read_text(encoding="utf-8")
    tree = html.document_fromstring(text)
    with Record.open(record) as opened:
        true = View.of(opened)
    assert event.claims
    for name in event.claims:
        claim = true.claim[name]
        words = true.documents[claim.document_id].text[claim.start : claim.end]
        assert hashlib.sha256(words.encode()).hexdigest() in text
        assert f"{claim.start}–{claim.end}" in text
        assert tree.xpath("//*[@id=$name]", name=name), "its words are marked in the text"
    for name in event.documents:
        document = true.documents[name]
        assert hashlib.sha256(document.text.encode()).hexdigest() in text
        assert document.capture_sha256 is None or document.capture_sha256 in text


def test_a_dossier_says_by_which_rule_and_from_what(drawn: Path, masked: View) -> None:
    text = (drawn / dossier_file(disputed(masked).event_id)).read_text(encoding="utf-8")
    table = Codebook().table("rule_sets/demonstrably")
    assert table["rule"][:40] in text
    assert masked.generation is not None
    assert masked.generation.basis in text
    assert masked.generation.stamp.codebook in text
    assert "Set aside (" in text


spans = st.tuples(st.integers(0, 60), st.integers(1, 12))


@given(st.text(alphabet="ab \nй🎈", min_size=75, max_size=90), st.lists(spans, max_size=4))
def test_an_excerpt_is_the_text_to_the_letter(text: str, found: list[tuple[int, int]]) -> None:
    stretches = [
        Stretch((start, start + length), (start, start + length), f"c{number}", number, "P")
        for number, (start, length) in enumerate(found)
    ]
    made = excerpts(text, stretches)
    for excerpt in made:
        assert "".join(piece.text for piece in excerpt.pieces) in text
    marked = {anchor for excerpt in made for piece in excerpt.pieces for anchor in piece.anchors}
    assert marked == {stretch.claim_id for stretch in stretches}


# names


def test_private_names_are_masked_and_every_page_says_so(site: Path, masked: View) -> None:
    gold = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))
    private = {row.get("name") or row["handle"] for row in gold["private_names"]}
    for name, data in bytes_of(site).items():
        text = data.decode("utf-8", "replace")
        assert not [who for who in private if who in text], name
        if name.endswith(".html"):
            assert "replaced by pseudonyms" in text, name


def test_with_names_every_page_says_so(record: Path, tmp_path: Path) -> None:
    with Record.open(record) as opened:
        view = published(opened, Publication(with_names=True))
    report(view, (), tmp_path / "named", TABLES)
    assert all(b"--with-names" in data for name, data in bytes_of(tmp_path / "named").items() if name.endswith(".html"))


def test_the_analysts_folders_are_not_told(site: Path) -> None:
    assert not [name for name, data in bytes_of(site).items() if str(DEMO).encode() in data]


def test_failures_are_told_without_what_may_hold_a_name() -> None:
    failure = Failure("inbox/ana/Jane Roe.html", "could not be read: 'Jane Roe, 22'", "")
    (told,) = failures_to_publish([failure], with_names=False)
    assert (told.location, told.message) == ("an input (.html)", "could not be read")
    assert failures_to_publish([failure], with_names=True)[0].location == "Jane Roe.html"


# hostile input

HOSTILE = ["../../x", "CON", "a/b\\c", "x" * 5000, "A", "a", "\x00", "<script>alert(1)</script>", "é́", "..", "id-0"]


def hostile_view() -> View:
    """Documents with such ids, titles, outlets and addresses, all about one day in one town."""
    documents = [
        Document(
            document_id=name,
            text=f"Police said {40 + number} detained in Rivertown on 2031-05-04 <img src=x onerror=alert({number})>.",
            language="en",
            title=f"<script>alert({number})</script>\"'>{name}",
            outlet="</style><script>alert(1)</script>",
            url="javascript:alert(1)",
            published="2031-05-05",
            path=f"../../{name}",
        )
        for number, name in enumerate(HOSTILE)
    ]
    said = tuple(made_reports.extract(document) for document in documents)
    codebook = Codebook()
    linked = link(documents, said, codebook)
    held = {document.document_id: document for document in documents}
    claims = [claim for each in said for claim in each.claims]
    assessments = tuple(
        assess(event, "detained", claims, held, linked, name, codebook) for event in linked.events for name in RULE_SETS
    )
    generation = Generation(Stamp("c", "s"), "basis", linked.events, assessments, voices=dict(linked.voices))
    return View(held, said, generation)


def test_hostile_ids_and_titles_stay_in_the_folder_and_are_text(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report"
    report(hostile_view(), (), out, TABLES)
    assert {path.name for path in tmp_path.rglob("*") if not path.is_relative_to(out)} == {"deep"}
    assert len(list((out / "document").iterdir())) == len(HOSTILE)
    assert broken(out) == []
    for path, tree in pages(out):
        assert not tree.xpath("//img | //@onerror | //a[starts-with(@href, 'javascript:')]"), path
        assert all("alert" not in (script.text or "") for script in tree.xpath("//script")), path


@given(st.lists(st.text(), unique=True))
def test_ids_have_different_harmless_file_names(ids: list[str]) -> None:
    names = [file_name(each) for each in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", name) for name in names)


# the folder


def test_an_earlier_report_is_replaced(masked: View, tmp_path: Path) -> None:
    chosen = dataclasses.replace(TABLES, events=(disputed(masked).event_id,), dossiers=False)
    report(masked, (), tmp_path / "out", dataclasses.replace(chosen, dossiers=True))
    report(masked, (), tmp_path / "out", chosen)
    assert not (tmp_path / "out" / "dossiers").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("stray", ["notes.txt", "event/mine.html"])
def test_nothing_else_is_written_over(stray: str, masked: View, tmp_path: Path) -> None:
    chosen = dataclasses.replace(TABLES, events=(disputed(masked).event_id,))
    out = tmp_path / "out"
    report(masked, (), out, chosen)
    (out / stray).write_text("mine")
    with pytest.raises(UsageError, match=stray):
        report(masked, (), out, chosen)
    assert (out / stray).read_text() == "mine"


def test_a_folder_of_something_else_is_left_alone(masked: View, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(UsageError, match=r"thesis\.tex|report\.json"):
        report(masked, (), tmp_path, TABLES)


def test_a_failure_leaves_the_earlier_report(masked: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = dataclasses.replace(TABLES, events=(disputed(masked).event_id,))
    report(masked, (), tmp_path / "out", chosen)
    before = bytes_of(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reports, "_copy_files", full)
    with pytest.raises(Exception, match="No space left"):
        report(masked, (), tmp_path / "out", chosen)
    assert bytes_of(tmp_path) == before


# the command


def test_the_command_without_the_extra_makes_tables_and_says_what_gives_pictures(
    record: Path, masked: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "can_draw", lambda: False)
    event = disputed(masked).event_id
    call = ["report", str(record), "--out", str(tmp_path / "out"), "--event", event]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0, done.output
    assert "demonstrably[pictures]" in done.stderr
    assert str(tmp_path / "out" / "index.html") in done.stdout
    text = (tmp_path / "out" / event_file(event)).read_text(encoding="utf-8")
    assert "<svg" not in text
    assert "The same as a table" in text


def test_the_command_tells_what_is_wrong(record: Path, tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "out")]
    assert CliRunner().invoke(app, ["report", str(record), *out, "--event", "no such"]).exit_code == 2
    assert CliRunner().invoke(app, ["report", str(record), *out, "--rule-set", "none"]).exit_code == 2
    assert not (tmp_path / "out").exists()
