"""Pairing: places that stand beside a figure as its own ("Porto – 18", "in Braga, where 9,000 marched")."""

from __future__ import annotations

from itertools import pairwise

from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym
from demonstrably.gazetteer.pairs import figure_of, is_bracketed
from demonstrably.language.analysis import Token

_REACH = 120
"""Characters behind a town in which a figure stands that it is said to have."""


class Pairing:
    """The pairs of one document."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def is_paired(self, toponym: Toponym, figure: Token) -> bool:
        """Whether a place and a figure are a pair in a row of such ("Porto – 18, Braga: 9 people"), or the place stands
        in brackets behind the figure ("3 students (Lira, one dog bite)"), or has it ("Braga, with 9,000",
        "in Braga, where 9,000 marched", "the Braga turnout was 9,000")."""
        text = self._scape.discourse.text
        if is_bracketed(text, figure.end, toponym.start, toponym.end):
            return True
        behind = self._scape.town_right_behind(figure.end, self._scape.discourse.sentence_at(figure.start).end)
        if behind is not None and key_of(behind) != key_of(toponym):  # "across Kent, with 300 in Canterbury"
            return False
        if self.is_where(toponym, figure):
            return True
        if toponym.kind == "settlement" and 0 < figure.start - toponym.end < _REACH:
            if self._scape.words.wording.has_with.fullmatch(text, toponym.end, figure.end):
                return True
            if self._scape.words.wording.own_count.fullmatch(text, toponym.end, figure.start):
                return True
        own = figure_of(text, toponym.start, toponym.end)
        return own is not None and own[0] <= figure.start and not text[own[1] : figure.start].strip()

    def is_where(self, toponym: Toponym, figure: Token) -> bool:
        """Whether a figure stands in the clause on a place right before it, the last of its list ("in Ibadan and
        Lagos, where police held six", "in Italy, where 300 marched")."""
        if toponym.role != "place" or not 0 < figure.start - toponym.end < _REACH:
            return False
        text, wording = self._scape.discourse.text, self._scape.words.wording
        behind = self._scape.between(toponym.end, figure.start)
        if any(t.kind in ("settlement", toponym.kind) for t in behind) and not self.is_of_two(figure):
            return False
        if toponym.kind != "settlement":  # "El Espinal, in Tolima, where"
            before = self._scape.between(self._scape.discourse.sentence_at(toponym.start).start, toponym.start)
            if any(t.kind == "settlement" for t in before):
                return False
        return wording.where.fullmatch(text, toponym.end, figure.start) is not None

    def is_of_two(self, figure: Token) -> bool:
        """Whether two figures of a sentence stand side by side, each of its own place ("where 50 and 20 met")."""
        text, counted = self._scape.discourse.text, self._scape.words.wording.counted
        sentence = self._scape.discourse.sentence_at(figure.start)
        spans = [m.span() for m in counted.finditer(text, sentence.start, sentence.end)]
        return any(text[one[1] : two[0]] == " and " for one, two in pairwise(spans))
