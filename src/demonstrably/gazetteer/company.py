"""Company: what the names of one list, or those that head its lines or the sections of a text, say for one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.heads import is_title, titles
from demonstrably.gazetteer.spots import Spot

_SURE = 5.0
"""The evidence of two towns from which on a name between them in one list is one, too."""
_HEADING = 2.0
"""What speaks for a name among the titles of sections that are places' names."""


class Company:
    """The names of one text side by side; from `enough` evidence on a name is a place's."""

    def __init__(self, finder: Finder, enough: float) -> None:
        self._finder = finder
        self._heads = finder.lexicon.heads
        self._enough = enough

    def weigh(self, spots: Sequence[Spot]) -> None:
        """Add to the evidence of each spot what the others say for it."""
        self._head(spots)
        self._entitle(spots)
        self._enlist(spots)

    def _head(self, spots: Sequence[Spot]) -> None:
        """Names that head the lines of a list ("Lisbon: 31,000") speak for one another."""
        text = self._finder.text
        heads = [s for s in spots if self._heads.is_head(text, s.start, s.end)]
        sure = sum(spot.evidence >= self._enough for spot in heads)
        if sure > 1 or (sure and len(heads) > 2):
            for spot in heads:
                spot.evidence += min(sure + 2, 6) if sure > 2 else sure

    def _entitle(self, spots: Sequence[Spot]) -> None:
        """Where names that places have are all that is written over the sections of a text ("Nice", then its news), or
        nearly, they are the places'."""
        text = self._finder.text
        over = titles(text)
        heads = [
            s for s in spots if is_title(text, s.start, s.end, over) or self._heads.opens_section(text, s.start, s.end)
        ]
        sure = any(spot.evidence >= self._enough for spot in heads) or len(heads) > 2
        others = sum(not any(s.start < end and start < s.end for s in heads) for start, end in over.items() if start)
        if sure and len(heads) > max(1, 2 * others):
            for spot in heads:
                spot.evidence += _HEADING

    def _enlist(self, spots: Sequence[Spot]) -> None:
        """What follows a sure place in a list is one too: the preposition of the first speaks for all."""
        for left, right in pairwise(spots):
            sure = left.evidence >= self._enough + 0.5 and left.role == "place"
            if sure and right.role == "place" and self._finder.listed(left, right):
                right.evidence += 1.2
        for left, inner, right in zip(spots, spots[1:], spots[2:], strict=False):  # "Dublin, Cork and Galway"
            sure = min(left.evidence, right.evidence) >= _SURE and left.role == right.role == "place"
            if sure and self._finder.listed(left, inner) and self._finder.listed(inner, right):
                inner.evidence = max(inner.evidence, self._enough)
