"""The pages as values: what a reader of the explorer, the site and a dossier finds on them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.errors import UsageError
from demonstrably.model import Document, Event
from demonstrably.pages import Catalogue, Filter, Library, coverage_page, document_page, event_page, sources_page
from demonstrably.pages.document import Mark, segments
from demonstrably.pages.search import Search
from demonstrably.store import Record
from demonstrably.wording import named


@pytest.fixture(scope="module")
def library(demo_record: Path) -> Iterator[Library]:
    with Record.open(demo_record) as record:
        yield Library.of(record)


@pytest.fixture(scope="module")
def catalogue(library: Library) -> Catalogue:
    return Catalogue(library)


def waves(library: Library) -> list[Event]:
    return [event for event in library.events if event.level == "wave"]


words = st.text(max_size=8)
filters = st.builds(
    Filter,
    q=words.map(str.strip),
    since=st.sampled_from(["", "2026-03-14"]),
    type=st.lists(st.sampled_from(["march", "rally", "a b&c"]), unique=True).map(tuple),
    conflict=st.booleans(),
    page=st.integers(1, 9),
)


@given(filters)
def test_the_state_of_a_page_is_its_address(chosen: Filter) -> None:
    from urllib.parse import parse_qs

    assert Filter.of(parse_qs(chosen.query())) == chosen


def test_a_broken_filter_is_told_and_a_strange_one_is_harmless(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="since"):
        Filter.of({"since": ["yesterday"]})
    for value in ("'; DROP TABLE texts; --", '"', "NEAR(a b)", "*", "\x00", "a" * 5000, "🙂", "%27 OR 1=1"):
        for name in ("q", "place", "country", "wave", "type", "source", "outlet", "status", "rules", "sort", "page"):
            catalogue.listing(Filter.of({name: [value]}))


def test_a_filter_leaves_what_it_says(catalogue: Catalogue) -> None:
    whole = catalogue.listing(Filter())
    assert 0 < catalogue.listing(Filter(conflict=True)).total < whole.total
    marches = catalogue.listing(Filter(type=("march",)))
    assert {row.type for row in marches.rows} == {"march"}
    lisbon = catalogue.listing(Filter(place="Lisbon", since="2026-03-20"))
    assert lisbon.rows and all(row.place == "Lisbon" and (row.date or "")[-10:] >= "2026-03-20" for row in lisbon.rows)
    assert catalogue.listing(Filter(place="LISBON")).total == catalogue.listing(Filter(place="Lisbon")).total
    assert {row.place for row in catalogue.listing(Filter(place="lisb")).rows} == {"Lisbon"}
    assert sum(day.events for day in whole.timeline) + whole.dateless == whole.total
    assert sum(dot.events for dot in whole.dots) + whole.nowhere == whole.total


def test_a_choice_counts_what_it_leaves(catalogue: Catalogue) -> None:
    for name, choices in catalogue.choices.items():
        for choice in choices[:3]:
            value = choice.value if name in ("country", "place") else (choice.value,)
            assert catalogue.listing(dataclasses.replace(Filter(), **{name: value})).total == choice.events, name


def test_words_are_found_in_any_script_and_with_their_beginning() -> None:
    from demonstrably.model import Document

    texts = {"ru": "Протест в Москве", "ar": "مظاهرة في بيروت", "pt": "São Paulo marchou", "en": "a march in Lisbon"}
    search = Search(Document(name, text) for name, text in texts.items())
    assert search.documents("москве") == {"ru"}
    assert search.documents("بيروت") == {"ar"}
    assert search.documents("sao pau") == {"pt"}
    assert search.documents('"in march"') == frozenset() and search.documents('"march in"') == {"en"}


def test_each_figure_stands_with_its_words_and_copies_fold_into_their_voice(
    library: Library, catalogue: Catalogue
) -> None:
    for event in library.events:
        page = event_page(catalogue, event, Filter())
        for panel in page.panels:
            said = [figure.claim_id for figure in (*panel.used, *panel.aside)]
            said += [place.claim_id for figure in (*panel.used, *panel.aside) for place in figure.copies]
            assert len(said) == len(set(said))
            voices = [(figure.voice, figure.words, figure.modality) for figure in panel.used]
            assert len(voices) == len(set(voices))
            for figure in panel.used:
                text = library.view.documents[figure.place.document_id].text
                assert text[figure.place.start : figure.place.end] == figure.quote


def test_the_rule_set_moves_the_numbers(library: Library, catalogue: Catalogue) -> None:
    moved = [
        event
        for event in library.events
        if len({panel.ruled.best for rules in ("demonstrably", "mpeds")
                for panel in event_page(catalogue, event, Filter(rules=rules)).panels[:1]}) > 1
    ]  # fmt: skip
    assert moved


def test_a_wave_lists_its_events_and_keeps_cities_beside_its_own_figures(
    library: Library, catalogue: Catalogue
) -> None:
    widest = max(waves(library), key=lambda wave: len(list(library.within(wave.event_id))))
    page = event_page(catalogue, widest, Filter())
    assert page.members is not None and page.members.total > 5
    assert page.cities
    assert all(step.moment for line in page.tally for step in line.steps)
    for line in page.tally:
        assert [step.moment for step in line.steps] == sorted(step.moment for step in line.steps)


def test_a_document_s_segments_are_its_text(library: Library) -> None:
    for document in library.view.documents.values():
        page = document_page(library, document)
        assert "".join(segment.text for segment in page.segments) == document.text
        by_id = {mark.mark_id: mark for mark in page.marks}
        for claim in page.claims:
            under = [segment.text for segment in page.segments if claim.claim_id in segment.marks]
            assert "".join(under) == claim.quote
        assert by_id.keys() >= {name for segment in page.segments for name in segment.marks}


@given(st.text(max_size=40), st.data())
def test_segments_hold_for_any_text_and_overlapping_marks(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=5))
    marks = tuple(Mark("claim", str(n), a, b, "", "P", None) for n, (a, b) in enumerate(pairs) if a < b)
    cut = segments(text, marks)
    assert "".join(segment.text for segment in cut) == text
    assert all(one.start < other.start for one, other in itertools.pairwise(cut))


def test_sources_are_alone_confirmed_or_disputed(library: Library) -> None:
    rows = sources_page(library, "demonstrably")
    assert sum(row.claims for row in rows) == len(library.view.claims)
    assert all(row.alone + row.confirmed + row.disputed == row.figures for row in rows)


def test_coverage_accounts_for_every_document(library: Library) -> None:
    page = coverage_page(library)
    assert page.telling + len(page.passed) == page.documents == sum(row.documents for row in page.outlets)
    assert {passed.why for passed in page.passed} == {"tells of no gathering", "in a language not read yet"}


def test_a_document_without_a_title_is_called_by_what_tells_it_from_others() -> None:
    text = "Thousands marched through Lisbon on Saturday. " * 5
    assert named(Document("7", text, path="archive/texts.jsonl")).startswith("Thousands marched through Lisbon")
    assert len(named(Document("7", text, path="-"))) <= 72
    assert named(Document("7", text, path="texts/march.txt")) == "march.txt"
    assert named(Document("7", text, path="texts/march.txt", title="The march")) == "The march"
    assert named(Document("7", text)) == "7"


def test_what_the_authorities_did_is_told_by_reports(library: Library, catalogue: Catalogue) -> None:
    """Of a wave by the reports of what stands in it; nowhere next to "none", or against a count of nobody."""
    for event in library.events:
        page = event_page(catalogue, event, Filter())
        told = {response.kind: response.reports for response in page.responses}
        nobody = any(p.attribute == "detained" and p.ruled.high == 0 for p in page.panels)
        assert all(told.values()) and (len(told) < 2 or "none_reported" not in told)
        assert not (nobody and "detention" in told)


def test_who_gathered_is_somebody_in_particular(library: Library, catalogue: Catalogue) -> None:
    told = [event_page(catalogue, event, Filter()).actors for event in library.events]
    assert any(told) and not any(actor.casefold().endswith(("protesters", "people")) for who in told for actor in who)
    assert all(len({actor.casefold() for actor in who}) == len(who) for who in told)
