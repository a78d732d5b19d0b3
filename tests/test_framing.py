"""How sources name gatherings, people and actions; and notes where a text gives no figure."""

from __future__ import annotations

import pytest

from demonstrably.extract.attribution import AttributionRules
from demonstrably.extract.framing import FramingRules
from demonstrably.extract.notes import NoteRules
from demonstrably.model import check_span
from mention_fakes import codebook, read

FRAMING = FramingRules(codebook(), AttributionRules(codebook()))
NOTES = NoteRules(codebook())


def labels(text: str) -> list[tuple[str, str]]:
    discourse, _ = read(text)
    found = FRAMING.find(discourse)
    for label in found:
        check_span(text, label.start, label.end, label.wording)
    return [(label.target, label.wording) for label in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police broke up unlawful rallies in Brno.", [("gathering", "unlawful rallies")]),
        ("It was a large, peaceful protest.", [("gathering", "peaceful protest")]),
        ("The protests in Graz were largely peaceful.", [("gathering", "peaceful")]),
        ("Hooligans joined the march.", [("people", "Hooligans")]),
        ("The opposition leader spoke at the march.", [("people", "opposition leader")]),
        ("A violent police cleanup ended the vigil.", [("action", "violent police cleanup")]),
        ("The brutal crackdown on the protest went on.", [("action", "brutal crackdown")]),
        ("The court heard the defendant in a fraud case.", []),
    ],
)
def test_wordings_that_judge_or_classify(text: str, expected: list[tuple[str, str]]) -> None:
    assert labels(text) == expected


def test_a_label_has_its_source_and_the_outlets_own_has_none() -> None:
    discourse, _ = read("The ministry said the illegal rally was over. The peaceful protest in Graz ended at noon.")
    assert [label.source for label in FRAMING.find(discourse)] == ["The ministry", None]


def notes(text: str) -> list[tuple[str, str, str | None]]:
    discourse, setting = read(text)
    found = NOTES.find(discourse, setting)
    for note in found:
        check_span(text, note.start, note.end, text[note.start : note.end])
        assert note.sentence in text
    return [(note.kind, note.attribute, note.place.written if note.place else None) for note in found]


def test_no_figure_is_noted_for_each_place() -> None:
    text = "A rally was held on Sunday. There is no exact figure on the number of people detained in Brno and Ostrava."
    assert notes(text) == [("no_figure", "detained", "Brno"), ("no_figure", "detained", "Ostrava")]


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Fewer people attended the rally in Graz than a week ago.", "participants"),
        ("Three times as many people marched in Graz as last week.", "participants"),
        ("The march in Graz was slightly smaller than last week's.", "participants"),
        ("The rally in Graz was the most numerous.", "participants"),
        ("Police made more arrests at the march in Graz than last week.", "detained"),
    ],
)
def test_comparisons_are_notes(text: str, attribute: str) -> None:
    assert notes(text) == [("comparison", attribute, "Graz")]


def test_comparisons_of_other_things_are_none() -> None:
    assert notes("Prices in Graz were higher than a week ago.") == []
