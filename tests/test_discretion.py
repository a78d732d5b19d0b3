"""Do no harm: who is private, how names are replaced, and that nothing made to leave the record shows one."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysing import ANALYSER
from demonstrably.codebook import Codebook
from demonstrably.discretion import Discretion, Masked, Publication, published
from demonstrably.discretion.finding import Finder
from demonstrably.discretion.keys import Pseudonyms, record_key
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.lists import read_lists
from demonstrably.discretion.people import normal
from demonstrably.discretion.replacing import Change, Layer, Replacer
from demonstrably.discretion.ruling import Lists
from demonstrably.discretion.words import keys
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.model import Document, Extraction, Post
from demonstrably.pages import Library, document_page
from demonstrably.scale import run
from demonstrably.store import Record

DEMO = Path(__file__).parents[1] / "src" / "demonstrably" / "demo"
GOLD: dict[str, list[dict[str, str]]] = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Roles(Codebook()), ANALYSER)


def masked(finder: Finder, *texts: str, lists: Lists | None = None, **fields: Any) -> list[str]:
    """The texts as one record's documents, masked."""
    documents = {str(n): Document(str(n), text, "en", **fields) for n, text in enumerate(texts)}
    named = {name: finder.read(document, Extraction(name)) for name, document in documents.items()}
    discretion = Discretion(documents, named, Roles(Codebook()), Pseudonyms(b"k" * 32), lists)
    return [discretion.text(document).text for document in documents.values()]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("“I only came to look,” said Marta Olavo, 34, a nurse from the hill.", "Marta Olavo"),
        ("Piet van der Zwaluw, a retired baker of 71, carried a kettle. Van der Zwaluw wept.", "Zwaluw"),
        ("Police dragged Ilse Brandt, 19, into a van. Mr Brandt, her father, said Brandt's arm was broken.", "Brandt"),
        ("A student, Rafael Monteiro-Luz, 20, spoke. Later Rafael sang, and Monteiro-Luz danced.", "Rafael"),
        ("The mayor's brother, Otto Kranz, 40, was among the marchers.", "Otto Kranz"),
        ("No toll! We walk at nine\n— Gerda Pfeil (@gerda_pf) March 3, 2031\nThe end.", "Gerda Pfeil"),
        ("Watch it here, says @quiet_walker_7, who filmed all of it.", "quiet_walker_7"),
        ("The vigil was for Ana Lucía Prado, 58. #JusticeForPrado was sprayed on a wall.", "Prado"),
    ],
)  # fmt: skip
def test_private_people_are_masked(finder: Finder, text: str, gone: str) -> None:
    (shown,) = masked(finder, text)
    assert gone.split()[-1] not in shown
    assert gone.split()[0] not in shown
    assert "erson" in shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Interior Ministry spokesman Karel Dusek told reporters on Sunday that all was calm.", "Karel Dusek"),
        ("“We are ready,” Commissioner Lena Farrow said. Farrow added that roads would close.", "Lena Farrow"),
        ("Jon Abelard, who leads Harbour Watch, promised more.", "Jon Abelard"),
        ("Rosa Ilves, the federation's secretary, told the crowd to wait.", "Rosa Ilves"),
        ("“It is over,” said its coordinator, Tomas Viik.", "Tomas Viik"),
        ("Police spokesman, Lieutenant Colonel Abel Nkosi, said nobody was hurt.", "Abel Nkosi"),
    ],
)  # fmt: skip
def test_people_who_speak_in_office_keep_their_names(finder: Finder, text: str, name: str) -> None:
    (shown,) = masked(finder, text)
    assert name in shown


def test_who_signs_an_article_keeps_the_name(finder: Finder) -> None:
    (shown,) = masked(finder, "By Nora Lindqvist\nThe square was empty at nine.", byline="Nora Lindqvist")
    assert "Nora Lindqvist" in shown


def test_the_same_person_is_the_same_pseudonym_in_every_document(finder: Finder) -> None:
    one, two = masked(
        finder,
        "“I will walk home,” said Ewa Maria Zielak, 30, a cook. Zielak did.",
        "They met Ewa Zielak, 30, again.",
    )
    names = set(re.findall(r"Person \w{6}", one + two))
    assert len(names) == 1
    assert "Zielak" not in one + two


def test_an_office_told_in_one_document_holds_in_another(finder: Finder) -> None:
    _, two = masked(
        finder, "Prime Minister Ulla Marsk spoke on Friday.", "They shouted at Ulla Marsk from the bridge all night."
    )
    assert "Ulla Marsk" in two


def test_a_name_inside_another_name_is_left_alone(finder: Finder) -> None:
    (shown,) = masked(
        finder,
        "Deputy Mayor Clara Bento-Ruiz spoke. “I am cold,” said Paulo Ruiz, 44, a barber. Bento-Ruiz shrugged.",
    )
    assert "Bento-Ruiz shrugged" in shown
    assert "Paulo" not in shown


def test_the_users_lists_rule(finder: Finder) -> None:
    text = "Mayor Ada Quill spoke. “I bake,” said Bo Tarn, 50. @bo_tarn posted."
    lists = Lists.of(public=["Bo Tarn", "@bo_tarn"], private=["Ada Quill"])
    (shown,) = masked(finder, text, lists=lists)
    assert "Bo Tarn" in shown
    assert "@bo_tarn" in shown
    assert "Ada Quill" not in shown


def test_lists_are_read_and_mistakes_told(tmp_path: Path) -> None:
    assert read_lists(tmp_path) == Lists()
    (tmp_path / "people.toml").write_text('public = ["Bo Tarn"]\n', encoding="utf-8")
    assert read_lists(tmp_path).public == {("bo", "tarn")}
    for wrong in ('publik = ["X"]', "public = 3", "public = ["):
        (tmp_path / "people.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError):
            read_lists(tmp_path)


@given(st.text(alphabet="Ab é-/'’@.,&\n2Зשم🎈", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(finder: Finder, text: str) -> None:
    (shown,) = masked(finder, f"Mr {text}, 34, a cook", title=text, byline=text, outlet=text)
    assert shown


# offsets

_LETTERS = "ab Ñé🎈👩‍🚀שלוםمرحبا\u0301\u200f\r\n-'’.,@_"


@given(st.lists(st.sampled_from(["Ana", "Ana Sol", "ana sol", "Solé", "Sole\u0301", "@sol_7", *_LETTERS]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_offsets_go_both_ways(parts: list[str]) -> None:
    text = " ".join(parts)
    layer = Layer({("ana", "sol"): "Person 111111", ("ana",): "Person 222222", ("sole",): "P"})
    shown = Replacer([layer], {"sol_7": "person_333333"}).masked(text)
    _check_offsets(shown)
    assert "Ana" not in shown.text
    assert "sol_7" not in shown.text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.text(max_size=9))))
def test_offsets_of_any_changes(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes: list[Change] = []
    for start, end, by in sorted(wanted):
        if start < end <= len(text) and (not changes or changes[-1].end <= start):
            changes.append(Change(start, end, by))
    _check_offsets(Masked(text, tuple(changes)))


def _check_offsets(shown: Masked) -> None:
    offsets = range(len(shown.true) + 1)
    moved = [shown.to_masked(offset) for offset in offsets]
    assert moved == sorted(moved)
    assert shown.to_masked(len(shown.true), end=True) == len(shown.text)
    inside = [any(c.start < offset < c.end for c in shown.changes) for offset in offsets]
    for offset in offsets:
        start, end = shown.to_masked(offset), shown.to_masked(offset, end=True)
        assert 0 <= start <= end <= len(shown.text)
        if not inside[offset] and all(by for *_, by in shown.changes):
            assert shown.to_true(start) in (offset, shown.to_true(end))
    for start, end, by in shown.changes:
        assert shown.text[shown.to_masked(start, end=False) : shown.to_masked(end, end=True)].endswith(by)


def test_a_sentence_is_masked_as_it_is_in_its_text(finder: Finder) -> None:
    text = "“Cold,” said Ida Voss, 33.\r\nВосс — Ида 🎈. Voss left with @ida_v; Mrs Voss’s cat stayed."
    (shown,) = masked(finder, text)
    documents = {"0": Document("0", text, "en")}
    named = {"0": finder.read(documents["0"], Extraction("0"))}
    discretion = Discretion(documents, named, Roles(Codebook()), Pseudonyms(b"k" * 32))
    for line in text.split("\r\n"):
        assert discretion.words("0", line) in shown


# pseudonyms and the key


def test_pseudonyms_tell_nothing_of_the_name() -> None:
    names = Pseudonyms(b"a" * 32)
    shown = {names.person(normal(name)) for name in ("Al O", "Bartholomew Featherstonehaugh", "Ana")}
    assert {len(each) for each in shown} == {len("Person 123456")}
    assert names.person(("a", "b")) != Pseudonyms(b"b" * 32).person(("a", "b"))
    assert normal("Jorge Miguel Trancoso") == normal("JORGE  Trançoso")


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    key = record_key(tmp_path)
    assert record_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "pseudonyms.key").stat().st_mode) == 0o600
    (tmp_path / "other.key").write_text("no key", encoding="utf-8")
    with pytest.raises(UsageError, match="no key"):
        record_key(tmp_path, tmp_path / "other.key")
    with pytest.raises(RecordError, match="could not be read or made"):
        record_key(tmp_path / "nowhere")


# the demo: nothing that leaves shows a private name


@pytest.fixture(scope="module")
def demo(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own of the demo's record: what is published from it is remembered in it."""
    return shutil.copytree(demo_record, tmp_path_factory.mktemp("demo") / "record")


@pytest.fixture(scope="module")
def shown(demo: Path) -> View:
    with Record.open(demo) as record:
        return published(record)


def _secrets() -> list[str]:
    """Private names and accounts of the demo, with the last names alone."""
    found = set()
    for entry in GOLD["private_names"]:
        name = (entry.get("name") or entry["handle"]).lstrip("@")
        found |= {name, name.split()[-1]} if entry.get("name") else {name}
    return sorted(found - {"Ria"})  # a lagoon and a newspaper too


def _leaks(text: str) -> list[str]:
    return [name for name in _secrets() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]


@pytest.mark.parametrize("publication", [Publication(), Publication(coarsen="city"), Publication(coarsen="region"),
                                         Publication(delay=3)], ids=repr)  # fmt: skip
def test_no_export_shows_a_private_name(demo: Path, publication: Publication, tmp_path: Path) -> None:
    with Record.open(demo) as record:
        view = published(record, publication)
    export(view, ["jsonl", "csv", "geojson", "parquet"], tmp_path)
    for path in tmp_path.rglob("*.*"):
        assert _leaks(path.read_bytes().decode("utf-8", "replace")) == [], path.name
    assert _leaks(repr(view.documents) + repr(view.extractions) + repr(view.generation)) == []


def test_public_names_of_the_demo_stay(shown: View) -> None:
    text = "\n".join(f"{document.text}\n{document.byline}" for document in shown.documents.values())
    masked_away = [entry["name"] for entry in GOLD["public_names"] if entry["name"] not in text]
    assert len(masked_away) <= 1


def test_no_page_shows_a_private_name_and_marks_stand_in_place(demo: Path, shown: View) -> None:
    with Record.open(demo) as record:
        true = View.of(record)
    library = Library(shown)
    for name, document in shown.documents.items():
        page = document_page(library, document)
        assert _leaks(repr(page)) == []
        assert "".join(segment.text for segment in page.segments) == document.text
        for claim in library.extraction[name].claims if name in library.extraction else ():
            words = "".join(s.text for s in page.segments if claim.claim_id in s.marks)
            assert words == true.passage(name, claim.start, claim.end)


def test_the_true_quotes_hash_stands_beside_the_masked_one(demo: Path, shown: View) -> None:
    from demonstrably.export import table

    with Record.open(demo) as record:
        true = View.of(record)
    for name in ("claims", "mentions", "labels", "notes"):
        ours, theirs = list(table(name).rows(shown)), list(table(name).rows(true))
        assert [row["quote_sha256"] for row in ours] == [row["quote_sha256"] for row in theirs]
        assert [(row["start"], row["end"]) for row in ours] == [(row["start"], row["end"]) for row in theirs]
    assert [r["text_sha256"] for r in table("documents").rows(shown)] == [
        r["text_sha256"] for r in table("documents").rows(true)
    ]


def test_with_names_shows_them_and_says_so(demo: Path) -> None:
    with Record.open(demo) as record:
        view = published(record, Publication(with_names=True))
    assert "Custódio Peixeiro-Vaz" in repr(view.documents)
    assert any("--with-names" in notice for notice in view.notices)


def test_what_is_masked_is_the_same_with_and_without_the_cache(demo: Path, shown: View) -> None:
    (demo / "people.sqlite").unlink()
    with Record.open(demo) as record:
        assert published(record).documents == shown.documents
        assert published(record).generation == shown.generation


def test_coarsened_places_have_no_finer_point(demo: Path) -> None:
    with Record.open(demo) as record:
        view = published(record, Publication(coarsen="region"))
    places = [event.place for event in view.events if event.place]
    assert {place.precision for place in places} <= {"region", "country", None}
    assert all(place.latitude is None for place in places if place.precision == "region" and place.place_id is None)


def test_delayed_events_leave_no_trace(demo: Path, shown: View) -> None:
    with Record.open(demo) as record:
        view = published(record, Publication(delay=3, as_of="2026-03-22"))
    late = {event.event_id for event in shown.events} - {event.event_id for event in view.events}
    assert late
    assert all((event.when.date or "")[-10:] <= "2026-03-19" for event in view.events)
    assert late.isdisjoint(found.event_id for found in view.assessments)
    assert late.isdisjoint(view.event_of_claim.values())
    texts = {name for event in shown.events if event.event_id in late for name in event.documents}
    assert all("not published yet" in view.documents[name].text for name in texts)
    claims = {claim.claim_id for claim in view.claims}
    assert all(set(found.claims_used) <= claims for found in view.assessments)


def test_texts_in_languages_we_cannot_mask_are_left_out(tmp_path: Path) -> None:
    rows = [{"id": "ru", "text": "На площадь вышла Анна Петрова, 30 лет.", "language": "ru"}]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Record.create(tmp_path / "record") as record:
        run([tmp_path / "r.jsonl"], record, Codebook())
        view = published(record)
    assert "Петрова" not in repr(view.documents)


def test_posts_are_masked_with_their_authors(finder: Finder) -> None:
    text = "Nine of us at the gate\n— Gus Tello (@gus_t)"
    post = Post(0, 22, "Gus Tello", "@gus_t", None, "https://x.com/gus_t/status/1")
    document = Document("0", text, "en", posts=(post,))
    named = {"0": finder.read(document, Extraction("0"))}
    discretion = Discretion({"0": document}, named, Roles(Codebook()), Pseudonyms(b"k" * 32))
    for words in (post.author, post.handle, post.url):
        assert words is not None
        assert not re.search("tello|gus", discretion.words("0", words), re.IGNORECASE)


def test_keys_of_words_part_humps_and_hyphens() -> None:
    assert keys("FreeTânia") == ("free", "tania")
    assert keys("Arruda-Teles") == ("arruda", "teles")
    assert keys("OMON") == ("omon",)


def test_a_planned_gathering_is_no_finer_than_announced() -> None:
    from demonstrably.discretion.coarsening import as_announced
    from demonstrably.model import Event, Mention, Place, When
    from demonstrably.store import Generation, Stamp

    town = Place("Hillford", 9, "city", "Hillford", 102, 11.0, 21.0, "XX", "Shire")
    venue = Place("the old mill", 0, "venue", "Hillford", 102, 11.0, 21.0, "XX", "Shire")
    told = Mention("m", "d", 0, 5, "rally", "A rally.", "rally", "planned", places=(town,))
    event = Event("e", "event", "rally", "planned", When(), venue, mentions=("m",), documents=("d",))
    view = View({}, (Extraction("d", (told,)),), Generation(Stamp("", ""), "", (event,)))
    (shown,) = as_announced(view).events
    assert shown.place is not None
    assert (shown.place.precision, shown.place.written) == ("city", "Hillford")


def test_the_verb_masks_unless_told_otherwise(demo: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from demonstrably.cli import app

    line = ["export", str(demo), "--out", str(tmp_path / "out")]
    for extra, says in ((["--with-names"], "--with-names"), ([], "pseudonyms")):
        done = CliRunner().invoke(app, [*line, *extra])
        assert done.exit_code == 0, done.output
        assert says in done.stderr
        assert says in (tmp_path / "out" / "data-dictionary.md").read_text(encoding="utf-8")
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert _leaks(text) == []
    assert CliRunner().invoke(app, [*line, "--coarsen", "house"]).exit_code == 2
