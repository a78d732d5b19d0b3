"""Adding to a record: the same as a rebuild whatever the order, ids that lead on, corrections, and the record's past."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.export import Then, View, export, moment, table
from demonstrably.export.moments import past
from demonstrably.link import Linking, Outcome, Overlaps, Prepared, Preparer, likeness
from demonstrably.link.buckets import FEW, candidates
from demonstrably.link.copies import find_copies
from demonstrably.link.likeness import ONE, Sums, Vectors
from demonstrably.link.shingles import Sketch, shared, shingles
from demonstrably.link.strands import Strand
from demonstrably.model import Capture, Claim, Document, Event, Extraction, Link, Mention, Place, When
from demonstrably.pages import Library
from demonstrably.scale.deriving import derive, relink
from demonstrably.scale.redirects import follow, redirects_of
from demonstrably.store import Generation, Record, Stamp, Withdrawal
from serving import asked

CODEBOOK = Codebook()
STAMP = Stamp("book", "1")
TOWNS = {"Lviv": (702550, "UA"), "Kyiv": (703448, "UA"), "Graz": (2778067, "AT"), "Linz": (2772400, "AT")}
CAUSES = ["higher tram fares", "the arrest of Olena Hnat", "the closed school", "rents"]
FILLER = "Residents spoke of it for hours near the old bridge while trams stood still along the river bank. " * 4


def story(
    name: str,
    town: str = "Lviv",
    day: str | None = "2024-03-09",
    people: int | None = 300,
    cause: str = CAUSES[0],
    kind: str = "protest",
    more: str = "",
    **fields: Any,
) -> tuple[Document, Extraction]:
    """A document that tells of one gathering, with what it says."""
    told = f"In {town} a {kind} against {cause} drew {people} people."
    text = f"{told} {more}".strip()
    place = Place(town, 3, "city", town, TOWNS[town][0], 50.0, 20.0, TOWNS[town][1])
    when = When(day, "day" if day else "unknown")
    start = told.index(kind)
    mention = Mention(
        f"m-{name}", name, start, start + len(kind), kind, told, kind, "occurred", when, (place,), cause=cause
    )
    outlet = fields.setdefault("outlet", f"Paper {name}")
    fields = {"published": "2024-03-10", "language": "en", **fields}
    at = told.rindex(str(people))
    claim = Claim(
        f"c-{name}", name, "participants", str(people), at, at + len(str(people)), people, people, "exact", "occurred",
        told, chain=(Link(outlet, kind="outlet"),), place=place, when=when, mention_id=mention.mention_id,
    )  # fmt: skip
    return Document(name, text, **fields), Extraction(name, (mention,), (claim,) if people is not None else ())


Told = tuple[Document, Extraction]


def add(record: Record, stories: Iterable[Told]) -> None:
    with record.store.transaction():
        for document, extraction in stories:
            record.store.add_document(document)
            record.store.add_extraction(extraction, STAMP)


def extract_anew(record: Record, said: Extraction, codebook: str) -> None:
    with record.store.transaction():
        record.store.add_extraction(said, Stamp(codebook, "1"))


def withdraw(record: Record, name: str) -> None:
    sha256 = record.store.text_sha256(name) or ""
    record.store.withdraw(Withdrawal(name, sha256, None, "asked for", "desk", "2024-03-20T10:00:00+00:00"))


def link_again(record: Record) -> bool:
    return relink(record, CODEBOOK, STAMP, lambda stage, done: None)


def grown(record: Record, *batches: Sequence[Told]) -> Generation:
    """The generation after the batches have come one after another, each linked."""
    for batch in batches:
        add(record, batch)
        link_again(record)
    made = record.store.generation()
    assert made is not None
    return made


def rows(generation: Generation) -> str:
    """All of it but the redirects, which tell of history, and the basis, which counts extractions."""
    return json.dumps(dataclasses.asdict(dataclasses.replace(generation, redirects={}, basis="")), sort_keys=True)


def rebuilt(stories: Sequence[Told]) -> Generation:
    return derive([d for d, _ in stories], [e for _, e in stories], CODEBOOK, STAMP, "")


# -- the same as a rebuild ------------------------------------------------------------------------------------------


@st.composite
def many_stories(draw: st.DrawFn) -> list[Told]:
    """Stories that share towns, days, causes, texts, addresses and outlets now and then."""
    found = []
    for number in range(draw(st.integers(2, 12))):
        town, cause = draw(st.sampled_from(sorted(TOWNS))), draw(st.sampled_from(CAUSES))
        day = draw(st.sampled_from(["2024-03-09", "2024-03-10", "2024-03-23", None]))
        kind = draw(st.sampled_from(["protest", "march", "human_chain", "vigil"]))
        more = draw(st.sampled_from(["", FILLER, FILLER + "Updated at noon. "]))
        url = draw(st.sampled_from([None, "https://paper.example/a", "https://paper.example/b"]))
        outlet = draw(st.sampled_from(["Bell", "Courier"]))
        people = draw(st.sampled_from([20, 300, 500]))
        updated = draw(st.sampled_from([None, "2024-03-11"]))
        fields = {"url": url, "outlet": outlet, "updated": updated, "title": draw(st.sampled_from([None, "Corrected"]))}
        found.append(story(f"d{number}", town, day, people, cause, kind, more, **fields))
    return found


@given(stories=many_stories(), shuffler=st.randoms(use_true_random=False), data=st.data())
@settings(max_examples=25, deadline=None)
def test_whatever_the_order_the_result_is_that_of_a_rebuild(
    stories: list[Told], shuffler: random.Random, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = rows(rebuilt(stories))
    shuffler.shuffle(stories)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stories)), max_size=4)))
    bounds = [0, *cuts, len(stories)]
    batches = [stories[first:last] for first, last in itertools.pairwise(bounds) if first < last]
    with Record.create(tmp_path_factory.mktemp("grown") / "record") as record:
        assert rows(grown(record, *batches)) == wanted


def exported(record: Record, out: Path) -> dict[str, str]:
    """The exports, without the events that only say where an old id leads."""
    export(View.of(record), ["jsonl"], out)
    tables = {path.name: path.read_text(encoding="utf-8").splitlines(keepends=True) for path in out.glob("*.jsonl")}
    tables["events.jsonl"] = [row for row in tables["events.jsonl"] if json.loads(row)["redirect_to"] is None]
    return {name: "".join(found) for name, found in tables.items()}


def fetched(told: Told, at: str | None) -> tuple[Told, Capture]:
    """A story as the page that was fetched at a time."""
    document, said = told
    sha256 = hashlib.sha256(document.document_id.encode()).hexdigest()
    capture = Capture(sha256, "text/html", f"page {document.document_id}", 1, at)
    return (dataclasses.replace(document, capture_sha256=sha256), said), capture


def changed(said: Extraction, how: str) -> Extraction:
    """What a document says when it is extracted anew: another figure, no figure, or nothing."""
    if how == "nothing":
        return Extraction(said.document_id)
    claims = [dataclasses.replace(c, low=777, high=777, claim_id=f"{c.claim_id}-new") for c in said.claims]
    return dataclasses.replace(said, claims=tuple(claims) if how == "figure" else ())


@given(stories=many_stories(), data=st.data())
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_whatever_becomes_of_documents_the_exports_are_those_of_a_record_built_at_once(
    stories: list[Told], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Documents come in any order and batches, some with the time they were fetched at; some are extracted anew, under
    this codebook or another, some are withdrawn; what was known last is what the record says."""
    folder, stamp, held = tmp_path_factory.mktemp("changing"), STAMP, dict[str, Told]()
    times = st.sampled_from([None, "2024-03-11T10:00:00+00:00", "2024-03-12T10:00:00+00:00"])
    pages = [fetched(told, data.draw(times)) for told in data.draw(st.permutations(stories))]
    captures = {told[0].document_id: capture for told, capture in pages}
    with Record.create(folder / "grown") as record:
        for number, (told, capture) in enumerate(pages):
            record.store.add_capture(capture)
            add(record, [told])
            held[told[0].document_id] = told
            name = data.draw(st.sampled_from(sorted(held)))
            what = data.draw(st.sampled_from(["", "", "nothing", "figure", "no figure", "withdrawn", "codebook"]))
            if what == "withdrawn":
                withdraw(record, name)
                del held[name]
            elif what == "codebook":
                stamp = Stamp("another book" if stamp == STAMP else STAMP.codebook, "1")
            elif what:
                held[name] = held[name][0], changed(held[name][1], what)
                extract_anew(record, held[name][1], f"book {number}")
            if not held:
                break
            if data.draw(st.booleans()):
                relink(record, CODEBOOK, stamp, lambda stage, done: None)
        relink(record, CODEBOOK, stamp, lambda stage, done: None)
        grown_up = exported(record, folder / "one")
        made = record.store.generation()
        assert made is not None
        assert not set(made.redirects) & {event.event_id for event in made.events}
        if held:
            then = past(record, Then(known_at=moment("2100-01-01")), CODEBOOK).generation
            assert rows(dataclasses.replace(then, stamp=stamp)) == rows(made)
    with Record.create(folder / "fresh") as record:
        for name in data.draw(st.permutations(sorted(held))):
            record.store.add_capture(captures[name])
            add(record, [held[name]])
        link_again(record)
        assert exported(record, folder / "other") == grown_up


@given(data=st.data())
@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_what_a_text_is_a_copy_of_is_an_original_and_no_other_version_of_it(data: st.DataObject) -> None:
    """Pages of two outlets, some on an aggregator, that share texts, figures and addresses."""
    texts, linking = {}, CODEBOOK.table("linking")
    preparer, prepared = Preparer(CODEBOOK), []
    for number in range(data.draw(st.integers(5, 9))):
        fields: dict[str, Any] = {
            "more": data.draw(st.sampled_from([FILLER, FILLER[::-1], FILLER + FILLER[::-1], FILLER + "New."])),
            "outlet": data.draw(st.sampled_from(["Bell", "Courier"])),
            "via": data.draw(st.sampled_from([None, "News of all"])),
            "published": data.draw(st.sampled_from(["2024-03-10", "2024-03-10T10:00", "2024-03-11"])),
            "url": data.draw(st.sampled_from([None, None, "https://paper.example/a"])),
        }
        document, said = story(f"d{number}", **fields)
        claims = [dataclasses.replace(said.claims[0], claim_id=f"c{number}-{n}", low=n, high=n) for n in range(5)]
        texts[document.document_id] = document.text
        prepared.append(preparer.prepare(document, dataclasses.replace(said, claims=tuple(claims))))
    found = find_copies(prepared, linking, Overlaps(texts.__getitem__, linking["copies"]["shingle_words"], {}))
    first = found.version_of
    for copy, original in found.copy_of.items():
        assert original not in found.copy_of
        assert first.get(copy, copy) != first.get(original, original)


def test_a_document_that_says_nothing_any_more_leaves_its_event(tmp_path: Path) -> None:
    told, other = story("a", people=None), story("b", "Graz", cause=CAUSES[3])
    with Record.create(tmp_path / "record") as record:
        grown(record, [told, other])
        extract_anew(record, Extraction("a"), "other book")
        link_again(record)
        assert {name for event in record.store.events() for name in event.documents} == {"b"}


def test_what_another_version_remembered_is_made_anew(tmp_path: Path) -> None:
    """Its rows may be written in another way."""
    stories = [story("a"), story("b", people=500)]
    with Record.create(tmp_path / "record") as record:
        grown(record, stories)
        record.store.put_linking({"a": "1 book 0.9\n[1, 2]\n{}", "#overlaps": 'book 0.9\n[["a", "b", 12, 3]]'})
        made = grown(record, [story("c")])
        assert rows(made) == rows(rebuilt([*stories, story("c")]))


def test_a_document_extracted_anew_is_linked_anew(tmp_path: Path) -> None:
    first, other = story("a"), story("b", people=500)
    again = story("a", people=900)
    said = dataclasses.replace(
        again[1], claims=(dataclasses.replace(again[1].claims[0], quote="300", claim_id="c-new"),)
    )
    with Record.create(tmp_path / "record") as record:
        grown(record, [first, other])
        extract_anew(record, said, "other book")
        relink(record, CODEBOOK, STAMP, lambda stage, done: None)
        made = record.store.generation()
        assert made is not None
        assert rows(made) == rows(rebuilt([(first[0], said), other]))


def test_a_withdrawn_document_leaves_nothing_of_it_behind(tmp_path: Path) -> None:
    stories = [story("a"), story("b", people=500), story("c", "Graz", cause=CAUSES[3])]
    with Record.create(tmp_path / "record") as record:
        grown(record, stories)
        withdraw(record, "b")
        link_again(record)
        made = record.store.generation()
        assert made is not None
        assert rows(made) == rows(rebuilt([stories[0], stories[2]]))
        assert "b" not in dict(record.store.linking())


def test_an_unchanged_record_is_not_linked_again(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, [story("a")])
        assert not link_again(record)


def test_a_document_that_tells_of_nothing_costs_no_linking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [story("a"), story("b", people=500)]
    with Record.create(tmp_path / "record") as record:
        grown(record, stories)
        before = rows(rebuilt(stories))
        monkeypatch.setattr(Linking, "__init__", None)
        made = grown(record, [(Document("n", "Rain.", "en"), Extraction("n"))])
        assert rows(made) == before
        assert record.store.head() == (STAMP, record.store.basis())


def test_only_what_a_new_document_touches_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, outcome = [], Linking.outcome

    def counted(self: Linking, cause: Any) -> Outcome:
        made.append([strand.document_id for strand in cause])
        return outcome(self, cause)

    with Record.create(tmp_path / "record") as record:
        grown(record, [story(f"d{i}") for i in range(5)], [story("g", "Graz", cause=CAUSES[3])])
        monkeypatch.setattr(Linking, "outcome", counted)
        grown(record, [story("h", "Graz", cause=CAUSES[3])])
    assert made == [["g", "h"]]


def test_what_is_remembered_of_a_document_is_all_that_linking_needs() -> None:
    preparer = Preparer(CODEBOOK)
    document, extraction = story("a", url="https://paper.example/fares", more="⁠ Soft\x85breaks   ﷺ and 🙂.")
    prepared = preparer.prepare(document, extraction, "2024-03-11T10:00:00+00:00")
    again = Prepared.decode("a", prepared.encode())
    assert again == prepared
    assert again.detail == prepared.detail
    assert "\n" not in prepared.packed


# -- ids that lead on -----------------------------------------------------------------------------------------------


def event(name: str, level: Any = "event", **fields: Any) -> Event:
    return Event(name, level, "protest", "occurred", When(), None, **fields)


def test_an_old_id_leads_to_where_most_of_it_went() -> None:
    gone = event("event-old", claims=("c1", "c2"), mentions=("m1",))
    now = [event("event-x", claims=("c1",)), event("event-y", claims=("c2",), mentions=("m1",))]
    assert redirects_of([gone], now, {"event-x", "event-y"}, {}) == {"event-old": "event-y"}


def test_a_wave_leads_to_a_wave() -> None:
    gone = event("wave-old", "wave", documents=("a", "b"))
    now = [event("event-x", documents=("a", "b")), event("wave-y", "wave", documents=("b",))]
    assert redirects_of([gone], now, {"event-x", "wave-y"}, {}) == {"wave-old": "wave-y"}


def test_an_event_of_which_nothing_is_left_leads_nowhere_and_one_that_is_back_no_more() -> None:
    assert redirects_of([event("event-old", claims=("c1",))], [], set(), {}) == {}
    assert redirects_of([], [], {"event-old"}, {"event-old": "event-x"}) == {"event-old": ""}


def test_chains_are_followed_and_never_go_in_circles() -> None:
    assert follow({"a": "b", "b": "c"}, "a") == "c"
    assert follow({"a": "b", "b": "a"}, "a") in ("a", "b")
    assert follow({}, "a") == "a"


def ids_at(record: Record) -> dict[str, str]:
    """Document -> the event of its gathering."""
    return {name: e.event_id for e in record.store.events() if e.level == "event" for name in e.documents}


def test_a_late_document_that_dates_another_text_leads_its_old_id_on(tmp_path: Path) -> None:
    """An undated copy has an event of its own until the original that dates it has come."""
    undated = story("b", day=None, people=None, more=FILLER, published="2024-03-11")
    with Record.create(tmp_path / "record") as record:
        grown(record, [undated])
        old = ids_at(record)["b"]
        grown(record, [story("a", more=FILLER)])
        new = ids_at(record)["a"]
        assert old != new
        assert record.store.redirects() == {old: new}
        library = Library.of(record)
        assert library.event(old) == library.event(new)
        (row,) = [r for r in table("events").rows(library.view) if r["event_id"] == old]
        assert row["redirect_to"] == new
        assert old not in {e.event_id for e in library.events}


def test_two_events_that_a_late_document_merges_both_lead_to_one(tmp_path: Path) -> None:
    """Two undated texts of one town are two events until each is found to copy a dated one."""
    other = "Ferry crews left their boats at the pier, and shops in the upper quarter closed early that afternoon. " * 4
    texts = {"b": FILLER, "c": other}
    undated = [story(n, day=None, people=None, more=t, published="2024-03-12") for n, t in texts.items()]
    dated = [story(f"a{n}", more=t) for n, t in texts.items()]
    with Record.create(tmp_path / "record") as record:
        grown(record, undated)
        old = ids_at(record)
        assert len(set(old.values())) == 2
        grown(record, dated)
        (new,) = set(ids_at(record).values())
        assert record.store.redirects() == {old["b"]: new, old["c"]: new}


def test_an_id_that_comes_back_redirects_no_more(tmp_path: Path) -> None:
    undated, dated = story("b", day=None, people=None, more=FILLER, published="2024-03-11"), story("a", more=FILLER)
    with Record.create(tmp_path / "record") as record:
        grown(record, [undated])
        old = ids_at(record)["b"]
        grown(record, [dated])
        assert record.store.redirects()
        withdraw(record, "a")
        link_again(record)
        assert ids_at(record)["b"] == old
        assert record.store.redirects() == {}


def test_an_id_that_goes_with_a_withdrawn_document_leads_on(tmp_path: Path) -> None:
    """What the withdrawn one dated is an event by itself again; the day's event is no more."""
    undated, dated = story("b", day=None, people=None, more=FILLER, published="2024-03-11"), story("a", more=FILLER)
    with Record.create(tmp_path / "record") as record:
        grown(record, [undated, dated])
        old = ids_at(record)["b"]
    done = CliRunner().invoke(app, ["withdraw", "a", "--reason", "asked for", "--record", str(tmp_path / "record")])
    assert done.exit_code == 0, done.output
    with Record.open(tmp_path / "record") as record:
        new = ids_at(record)["b"]
        assert new != old
        assert record.store.redirects() == {old: new}


def test_an_event_that_a_late_document_splits_keeps_its_id(tmp_path: Path) -> None:
    """A human chain and a vigil exclude each other; the one told first keeps the id of the place and day."""
    with Record.create(tmp_path / "record") as record:
        grown(record, [story("a", kind="human_chain")])
        old = ids_at(record)["a"]
        grown(record, [story("b", kind="vigil", published="2024-03-11")])
        now = ids_at(record)
        assert now["a"] == old != now["b"]
        assert record.store.redirects() == {}


def test_a_redirect_that_was_redirected_leads_to_what_there_is_now(tmp_path: Path) -> None:
    generation = Generation(
        STAMP, "1", events=(event("event-c"),), redirects={"event-a": "event-b", "event-b": "event-c"}
    )
    with Record.create(tmp_path / "record") as record:
        record.store.replace(generation)
        view = View.of(record)
    assert {e.event_id: e.redirect_to for e in view.events if e.redirect_to} == {
        "event-a": "event-c",
        "event-b": "event-c",
    }


def test_the_terminal_and_the_explorer_lead_an_old_id_on(tmp_path: Path) -> None:
    undated = story("b", day=None, people=None, more=FILLER, published="2024-03-11")
    with Record.create(tmp_path / "record") as record:
        grown(record, [undated])
        old = ids_at(record)["b"]
        new = grown(record, [story("a", more=FILLER)]).redirects[old]
    shown = CliRunner().invoke(app, ["show", old, "--record", str(tmp_path / "record")])
    assert f"{old} is now a part of {new}." in shown.output
    assert "Lviv" in shown.output
    by_words = CliRunner().invoke(app, ["show", "Lviv", "--record", str(tmp_path / "record")])
    assert by_words.exit_code == 0
    with asked(tmp_path / "record") as browser:
        answer = browser.get(f"/event/{old}")
    assert answer.status_code in (301, 302, 307, 308)
    assert answer.headers["location"].endswith(new)


# -- an edited article ----------------------------------------------------------------------------------------------

PAGE = {"url": "https://bell.example/fares", "outlet": "Bell"}


def versions(*changes: dict[str, Any]) -> list[Told]:
    """One article as it was fetched time after time."""
    return [story(f"v{n}", **{"more": FILLER, **PAGE, "updated": f"2024-03-1{n}", **c}) for n, c in enumerate(changes)]


def test_a_changed_figure_is_a_correction_everywhere(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, versions({"people": 300}, {"people": 463}))
        library = Library.of(record)
        (found,) = [e for e in library.events if e.level == "event"]
        assert library.view.figures(found.event_id, "demonstrably")["participants"].set_aside == (
            ("c-v0", "corrected"),
        )
        claims = {row["claim_id"]: row for row in table("claims").rows(library.view)}
        assert (claims["c-v0"]["corrected_by"], claims["c-v0"]["left_out_by"]) == ("c-v1", None)


def test_the_terminal_says_what_a_figure_was_corrected_to(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, versions({"people": 300}, {"people": 463}))
    shown = CliRunner().invoke(app, ["show", "Lviv", "--record", str(tmp_path / "record")])
    assert 'set aside (corrected to 463): "300"' in shown.output


def test_the_terminal_says_that_a_figure_is_no_longer_told(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, versions({"people": 300}, {"people": None}))
    shown = CliRunner().invoke(app, ["show", "Lviv", "--record", str(tmp_path / "record")])
    assert "no longer in the article" in shown.output


def test_a_figure_that_is_gone_stands_and_is_told_to_be_gone(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, versions({"people": 300}, {"people": None}))
        view = View.of(record)
        assert view.left_out == {"c-v0": "v1"}
        (found,) = [a for a in view.assessments if a.rule_set == "demonstrably"]
        assert found.claims_used == ("c-v0",)


def test_a_new_headline_alone_corrects_nothing_and_counts_once(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        made = grown(record, versions({"title": "Fares"}, {"title": "Hundreds march over fares"}))
        assert made.corrections == {}
        (found,) = [e for e in made.events if e.level == "event"]
        assert found.voices == 1


def test_of_versions_published_alike_the_one_fetched_later_corrects(tmp_path: Path) -> None:
    """The ids are hashes: the order of versions must come from when they were fetched."""
    early, late = (story(n, people=p, more=FILLER, **PAGE) for n, p in (("zz", 300), ("aa", 463)))
    with Record.create(tmp_path / "record") as record:
        for (document, said), sha, at in ((early, "1" * 64, "T10"), (late, "2" * 64, "T18")):
            with record.store.transaction():
                record.store.add_capture(Capture(sha, "text/html", "page", 1, f"2024-03-10{at}:00:00+00:00"))
                record.store.add_document(dataclasses.replace(document, capture_sha256=sha))
                record.store.add_extraction(said, STAMP)
        link_again(record)
        made = record.store.generation()
        assert made is not None
        assert made.corrections == {"c-zz": "c-aa"}


def test_of_versions_published_alike_the_one_fetched_later_says_what_is_gone(tmp_path: Path) -> None:
    stories = [story(n, people=p, more=FILLER, **PAGE) for n, p in (("zz", 300), ("aa", None))]
    times = ["2024-03-10T10:00:00+00:00", "2024-03-10T18:00:00+00:00"]
    with Record.create(tmp_path / "record") as record:
        for told, capture in map(fetched, stories, times):
            record.store.add_capture(capture)
            add(record, [told])
        link_again(record)
        assert View.of(record).left_out == {"c-zz": "aa"}
        assert View.of(record, then=Then(known_at=moment("2100-01-01"))).left_out == {"c-zz": "aa"}


# -- the record's past ----------------------------------------------------------------------------------------------


def test_a_day_means_its_end_and_a_zone_is_heeded() -> None:
    assert moment("2024-03-10T10:00+02:00").iso == "2024-03-10T08:00:00+00:00"
    day = moment("2024-03-10")
    assert day.reaches("2024-03-10T23:59")
    assert not day.reaches("2024-03-11")
    noon = moment("2024-03-10T12:00Z")
    assert noon.reaches("2024-03-10T13:30+02:00")
    assert not noon.reaches("2024-03-10")
    assert noon.reaches("2024-03-09")


@pytest.mark.parametrize("said", ["", "yesterday", "2024-13-01", "2024-03-10 25:00"])
def test_what_is_no_time_is_told(said: str) -> None:
    with pytest.raises(UsageError, match="no day or time"):
        moment(said)


def test_only_what_was_published_by_then_counts(tmp_path: Path) -> None:
    early, late = story("a", published="2024-03-10"), story("b", people=500, published="2024-03-12")
    undated = story("c", people=700, published=None)
    with Record.create(tmp_path / "record") as record:
        grown(record, [early, late, undated])
        view = View.of(record, then=Then(published_by=moment("2024-03-11")))
        assert view.generation is not None
        assert rows(view.generation) == rows(dataclasses.replace(rebuilt([early]), stamp=view.generation.stamp))
        assert "1 of 3 documents" in view.notices[0]
        with pytest.raises(UsageError, match="nothing in the record was published"):
            View.of(record, then=Then(published_by=moment("2023-01-01")))


def test_only_what_the_record_held_then_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = story("a"), story("b", people=500)
    with Record.create(tmp_path / "record") as record:
        grown(record, [early])
        grown(record, [late])
        known = dict(record.store.known_at())
        assert len(View.of(record, then=Then(known_at=moment(max(known.values())))).documents) == 2
        monkeypatch.setattr(record.store, "extractions_known", lambda at: iter([early[1]] if at >= "2024" else []))
        view = View.of(record, then=Then(known_at=moment("2025-01-01")))
        assert list(view.documents) == ["a"]
        with pytest.raises(UsageError, match=min(known.values())[:10]):
            View.of(record, then=Then(known_at=moment("2001-01-01")))


def test_the_verbs_head_their_tables_with_the_moment(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        grown(record, [story("a", published="2024-03-10"), story("b", people=500, published="2024-03-12")])
    then = ["--record", str(tmp_path / "record"), "--as-published-by", "2024-03-11"]
    for verb in (["events"], ["claims"], ["show", "Lviv"]):
        shown = CliRunner().invoke(app, [*verb, *then])
        assert shown.output.startswith("As published by 2024-03-11, the end of the day ("), verb
        assert "500" not in shown.output
    out = tmp_path / "out"
    assert CliRunner().invoke(app, ["export", *then, "--out", str(out)]).exit_code == 0
    assert len((out / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert "As published by" in (out / "data-dictionary.md").read_text(encoding="utf-8")


# -- the parts that are shared out ----------------------------------------------------------------------------------


@given(st.lists(st.sets(st.integers(0, 30), min_size=1, max_size=6), max_size=20), st.integers(1, 6))
def test_buckets_find_the_pairs_that_one_look_at_all_finds(keys: list[set[int]], common: int) -> None:
    spread = [sorted(key * 0x0842108421084210 for key in own) for own in keys]
    sketches = [Sketch(own[0], 50, len(own), tuple(own)) for own in spread]
    wanted = set()
    for key in {key for own in spread for key in own}:
        members = [place for place, own in enumerate(spread) if key in own]
        firsts = members[: 1 if len(members) > common else FEW]
        wanted |= {(i, j) for i in firsts for j in members if i < j}
    assert candidates(sketches, common) == sorted(wanted)


@given(st.lists(st.dictionaries(st.sampled_from("abcdefghij"), st.sampled_from("12"), max_size=8), min_size=2))
def test_sums_in_tables_are_those_added_up_term_by_term(texts: list[dict[str, str]]) -> None:
    strands = [
        Strand(f"d{n}", 0, (), None, None, " ".join(sorted(said)), "".join(said[term] for term in sorted(said)))
        for n, said in enumerate(texts)
    ]
    with mock.patch.object(likeness, "COMMON", 3):  # the other terms have a table of their own
        vectors = Vectors(strands, 3)
    sums, plain = Sums(vectors), Counter[int]()
    for row in range(len(strands)):
        terms, weights = (part.tolist() for part in vectors.terms(row))
        dot = sum(weight * plain[term] for term, weight in zip(terms, weights, strict=True))
        assert sums.add(0, vectors.of(row)) == dot
        plain.update(dict(zip(terms, weights, strict=True)))
        assert not weights or abs(vectors.of(row).square - ONE * ONE) < ONE * 20


@given(st.text(), st.text())
def test_copies_share_their_shingles(before: str, after: str) -> None:
    words = "residents of the north district gathered again to object to the fare of line seven"
    inner = shingles(words, 5)
    assert shared(inner, inner) == len(inner)
    assert shared(inner, shingles(f"{before} {words} {after}", 5)) == len(inner)
