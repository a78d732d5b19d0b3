"""What must stand in a match is told from the expression; no match is ruled out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.language.opening_index import OpeningIndex
from demonstrably.language.openings import openings_of
from demonstrably.language.wordings import Wordings

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("expression", "openings"),
    [
        (r"\b(?:march(?:es|ed)?|rall(?:y|ies))\b", "march marche rally rallie"),
        (r"(?<![^\W_])die-?ins?\b", "die"),
        (r"\b\d+ (?:arrests|detainees)", "arrest detain"),
        (r"(?:\w+ ){0,3}(?:killed|dead)", None),
        (r"\b(?:\w+ ){0,3}(?:killed|dead)", "killed dead"),
        (r"\b(?:the|those) (?:un)?happy few", "happy unhapp"),
        (r"\b[Gg]overnor of", "govern"),
        (r",\s*\d{1,3},\s+(?:of|from)\s", "of from"),
        (r"\b(?:a|\w+) ?b", None),
        (r"march", None),
        (r"(?P<verb>march|strike)s? (?P=verb)ers", None),
    ],
)
def test_what_must_stand_in_a_match(expression: str, openings: str | None) -> None:
    assert openings_of(expression) == (None if openings is None else frozenset(openings.split()))


def test_a_text_tells_which_expressions_may_match() -> None:
    index = OpeningIndex()
    numbers, sits, marches = (index.bit(frozenset(o.split())) for o in ("0", "sit-in si", "march rally"))
    any_text = index.bit(None)
    assert index.bit(frozenset({"0"})) == numbers
    assert index.bits_in("42 sit-ins") == any_text | numbers | sits
    assert index.bits_in("marching") == any_text | marches
    late = index.bit(frozenset({"marchi"}))
    assert index.bits_in("marching") == any_text | marches | late
    assert index.bits_in("mar 1a a1") == any_text | numbers


ATOMS = st.sampled_from(["a", "b", "ab", " ", "-", r"\b", r"\w", r"\d", "[ab]", r"[\s-]", ".", "(?:a|b )", "(?:ab|b)",
                         "(?: a)", "(?:b|)", "(?!a)", "(?<!b)", "(?:a(?:b|-) |ba)"])  # fmt: skip
PIECES = st.tuples(ATOMS, st.sampled_from(["", "", "", "?", "*", "+", "{0,2}", "{1,2}"])).map("".join)
PARTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
EXPRESSIONS = st.tuples(st.sampled_from(["", r"\b", r"(?<![^\W_])"]), PARTS, PARTS).map(
    lambda p: rf"{p[0]}(?:{p[1]}|{p[2]})"
)


def _is_valid(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:
        return False
    return True


@given(EXPRESSIONS.filter(_is_valid), st.text("ab -1_", max_size=12))
def test_no_match_is_ruled_out(expression: str, text: str) -> None:
    openings = openings_of(expression)
    if re.search(expression, text):
        index = OpeningIndex()
        assert index.bit(openings) & index.bits_in(text)


def test_no_wording_of_the_codebook_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    plain = Wordings.__init__

    def noted(self: Wordings, expression: str) -> None:
        plain(self, expression)
        made.add(expression)

    monkeypatch.setattr(Wordings, "__init__", noted)
    Extractor(Codebook())
    index = OpeningIndex()
    known = {expression: index.bit(openings) for expression in made if (openings := openings_of(expression))}
    assert len(known) > 0.8 * len(made)
    for article in sorted((ROOT / "src/demonstrably/demo/articles").iterdir()):
        text = article.read_text(encoding="utf-8").lower()
        for expression, bit in known.items():
            for match in re.finditer(expression, text):
                assert bit & index.bits_in(match.group())
