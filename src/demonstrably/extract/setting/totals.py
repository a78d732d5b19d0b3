"""Totals: figures that count for a whole country, though the passages around them tell of one of its towns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.wording import CAPITAL_OF, DATELINE, FORCES, LOCATED, UNRESTS, WIDE, as_place
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence
from demonstrably.model import Place


def _whole(named: Sequence[Toponym], located: Sequence[Toponym]) -> Place | None:
    """The one country that a sentence about many places names, where it sets nothing in a town."""
    lands = [t for t in named if t.kind == "country"]
    towns = any(t.kind == "settlement" for t in located)
    return as_place(lands[0]) if not towns and len({t.place.country for t in lands}) == 1 else None


class Totals:
    """The country that the totals of one document are about. `between` gives the toponyms of a stretch of its text."""

    def __init__(self, discourse: Discourse, between: Callable[[int, int], Sequence[Toponym]]) -> None:
        self._discourse = discourse
        self._between = between

    def national(self, sentence: Sentence) -> Place | None:
        """The country or region that the lead tells of, for a sentence of the article's own."""
        return None if self._discourse.post_at(sentence.start) else self._lead_country

    def continued(self, index: int) -> Place | None:
        """The country that the sentence before in the paragraph tells of and no town ("11 have died in Chile"): what is
        counted next is counted there too."""
        if index == 0:
            return None
        start, end = self._discourse.spans[index - 1]
        text = self._discourse.text
        if "\n" in text[end : self._discourse.spans[index][0]]:
            return None
        named = [t for t in self._between(start, end) if t.role == "place" and not DATELINE.match(text, t.end)]
        located = [t for t in named if LOCATED.search(text[max(0, t.start - 40) : t.start])]
        if WIDE.search(text, start, end) and UNRESTS.search(text, start, end) and (whole := _whole(named, located)):
            return whole
        wide = bool(located) and all(t.kind == "country" for t in named) and UNRESTS.search(text, start, end)
        return as_place(located[0]) if wide else None

    @cached_property
    def _lead_country(self) -> Place | None:
        """The country or region that the lead sets its story in by name."""
        end = self._discourse.spans[min(1, len(self._discourse.spans) - 1)][1]
        lead = [t for t in self._between(0, end) if t.kind in ("country", "region") and t.role == "place"]
        towns = [t.end for t in self._between(0, end) if t.kind == "settlement"]
        text = self._discourse.text
        free = [
            t for t in lead if not any(text[e : t.start] == ", " for e in towns) and not CAPITAL_OF.match(text, t.end)
        ]
        if free:
            return as_place(free[0])
        people = [t for t in self._between(0, end) if t.role == "demonym"]
        forces = [t for t in people if WIDE.search(text, 0, end) or FORCES.match(text, t.end)]
        return as_place(forces[0]) if forces else None
