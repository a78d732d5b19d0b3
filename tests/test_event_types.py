"""The class of short news texts: what happened at a gathering, or that it was none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.extract.snippet_features import SnippetFeatures
from demonstrably.extract.snippets import OTHER, SnippetClasses

CLASSES = SnippetClasses(Codebook())
FEATURES = SnippetFeatures(Codebook())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Some 200 bakers rallied in front of the town hall of Brill on Friday to demand lower rents.",
            "PEACE_PROTEST",
        ),
        ("Hundreds marched in Brill against police brutality after the killing of a cyclist.", "PEACE_PROTEST"),
        ("Police detained 40 people at an unauthorised rally in Brill.", "PROTEST_WITH_INTER"),
        ("Riot police used tear gas to disperse students who marched on the ministry.", "PROTEST_WITH_INTER"),
        ("Soldiers opened fire on protesters in Brill, killing three of them.", "FORCE_AGAINST_PROTEST"),
        ("Demonstrators hurled stones and petrol bombs at officers in Brill on Sunday.", "VIOL_DEMONSTR"),
        ("A protest turned violent in Brill as masked youths set cars on fire.", "VIOL_DEMONSTR"),
        ("A mob lynched a man accused of stealing a goat in the village of Brill.", "MOB_VIOL"),
        ("Vandals defaced the graves of a cemetery in Brill overnight.", "PROPERTY_DISTRUCT"),
        ("Police arrested an opposition journalist at his home in Brill on charges of insulting the king.", "ARREST"),
        ("Rebels attacked an army base near Brill, killing nine soldiers.", OTHER),
        ("Some 30,000 fans filled the stadium in Brill for the cup final.", OTHER),
        ("A suicide bomber killed ten people at a market in Brill.", OTHER),
        ("Flooding swept away 30 houses near Brill after days of rain.", OTHER),
    ],
)
def test_classes(text: str, name: str) -> None:
    assert CLASSES.classify(text) == name


def test_roles_are_turned_round_by_the_passive() -> None:
    active, passive = (
        FEATURES.describe(t) for t in ("Police beat the protesters.", "Protesters were beaten by police.")
    )
    assert {"police does beat", "beat to crowd"} <= active & passive
    assert "crowd does beat" not in active | passive


def test_what_a_protest_is_against_is_no_event() -> None:
    features = FEATURES.describe("Doctors rallied against the arrest of a colleague.")
    assert "about arrest" in features
    assert "arrest" not in features


def test_a_clause_ends_what_a_protest_is_against() -> None:
    assert "arrest" in FEATURES.describe("Doctors rallied against the cuts, and police arrested ten.")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_class(text: str) -> None:
    assert CLASSES.classify(text) in CLASSES.scores(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["police", "protesters", "were", "killed", "arrested", "march", "против", "🔥"])))
def test_signs_are_in_order_and_apart(words: list[str]) -> None:
    signs = FEATURES.signs(" ".join(words))
    assert all(a.end <= b.start for a, b in pairwise(signs))
