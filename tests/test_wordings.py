"""Expressions whose case is ignored find what `re` finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.errors import CodebookError
from demonstrably.language.wordings import Wordings

EXPRESSIONS = [
    r"(?<![^\W_])(?:protests?\b|ral(?:ly|lies)\b|sit-?ins?\b)",
    r"(?<![^\W_])(?:(?-i:march)\b|march(?:es|ed)\b)",
    r"(?<![^\W_])(?:(?-i:[A-Z]\w+) critics?)",
    r"\b(?P<said>was|were)(?! (?-i:not))\b",
    r"\d|\bk\b|ist",
]
PIECES = ["Protest", "RALLY", "sit-in", "March", "march", "Marches", "Kremlin critic", "critics", "WERE Not", "was not",
          " ", "_", "5", "İst", "ıst", "ſit", "\u212a", "é", "ß"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=TEXTS, cut=st.integers(0, 8))
def test_the_same_as_re(expression: str, text: str, cut: int) -> None:
    exact, ours = re.compile(expression, re.IGNORECASE), Wordings(expression)
    assert ours.count(text) == len(exact.findall(text))
    assert ours.stands_in(text) == bool(exact.search(text))
    found, expected = ours.search(text, cut), exact.search(text, cut, len(text))
    assert (found and found.span()) == (expected and expected.span())
    spans = [m.span() for m in ours.finditer(text, cut, len(text))]
    assert spans == [m.span() for m in exact.finditer(text, cut, len(text))]


def test_a_text_without_any_is_told_at_once() -> None:
    assert not Wordings(EXPRESSIONS[0]).stands_in("The council met on Monday.")
    assert Wordings(EXPRESSIONS[0]).stands_in("A RALLY was held.")


@pytest.mark.parametrize(
    "expression", [r"\b(?:rally", "rally)", "rally[", "(?P<rally", r"(?:rally)\\"[:-1], "rally{2,1}"]
)
def test_a_broken_expression_is_told_with_a_remedy(expression: str) -> None:
    with pytest.raises(CodebookError, match=r"broken expression.*rally") as told:
        Wordings(expression).search("A rally was held.")
    assert told.value.remedy
