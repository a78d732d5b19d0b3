"""Types of gathering: which can be one event told in different words, and which word names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

DEFAULT = "demonstration"
"""What a gathering is called where no mention says (a figure alone)."""

ANY = "gathering"
"""The type of people who come together, for whatever it is."""

ANSWER = "counter_protest"
"""The type of a gathering against another one."""


class Kinds:
    """The order and the exclusions of the codebook's `event_types` table."""

    def __init__(self, event_types: Mapping[str, Any]) -> None:
        self._rank = {kind: i for i, kind in enumerate(event_types["order"]["types"])}
        self._excluded = {
            frozenset((kind, other))
            for kind, settings in event_types["types"].items()
            for other in settings.get("excludes", ())
        }

    def compatible(self, one: str | None, other: str | None) -> bool:
        """Whether two types can be one gathering; None (a figure alone) goes with any."""
        return frozenset((one, other)) not in self._excluded

    def is_answer(self, kind: str | None) -> bool:
        """Whether a type is an answer to another gathering, which no text means by the plain figure of a place."""
        return kind == ANSWER

    def name(self, kinds: Iterable[str | None]) -> str:
        """A gathering's type: the most specific one told (the last in the codebook's order), of those told at least
        half as often as the one told most; a sit-in at a march's end does not name the march. Words for any gathering
        at all name it where nothing else is told."""
        told = Counter(k for k in kinds if k is not None)
        telling = {k: n for k, n in told.items() if self._rank.get(k, -1) > self._rank[DEFAULT]} or told
        often = [k for k in telling if 2 * telling[k] >= max(telling.values())]
        return max(sorted(often), key=lambda k: self._rank.get(k, -1), default=DEFAULT)

    def commonest(self, kinds: Iterable[str | None]) -> str:
        """A wave's type: the one told most, of equals the most specific; one riot makes no wave of riots."""
        told = Counter(k for k in kinds if k is not None)
        return max(sorted(told), key=lambda k: (told[k], self._rank.get(k, -1)), default=DEFAULT)

    def anchors(self, kinds: Sequence[str]) -> list[str]:
        """Of the types told at one spot, first told first: those that no gathering can share, one for each gathering
        there. One type alone where nothing excludes anything; none of nothing."""
        unique = list(dict.fromkeys(kinds))
        contested = [k for k in unique if any(not self.compatible(k, o) for o in unique)]
        found: list[str] = []
        for kind in sorted(contested, key=lambda k: -self._rank.get(k, -1)) or unique[:1]:
            if all(not self.compatible(kind, other) for other in found):
                found.append(kind)
        return sorted(found, key=unique.index)
