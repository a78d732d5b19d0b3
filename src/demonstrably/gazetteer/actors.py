"""Actors: names that the index knows as towns and the document uses for a body or a person ("Vigia said")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from demonstrably.gazetteer.index import COUNTY, SETTLEMENT
from demonstrably.gazetteer.spots import Spot

_LONGER = re.compile(r" [A-Z]")
"""What follows a name that only opens a longer one."""

_NOUN = re.compile(r" (\w+)")
"""The word behind a name."""

_LARGE = 300_000
"""People of a town that no body or person goes by the name of ("Porto Alegre reported 38 arrests")."""

_AROUND = 60
"""Characters before and after a name in which the words stand that make it an actor."""


class Actors:
    """The codebook's words about actors (table "en/places", actors)."""

    def __init__(
        self, table: dict[str, Any], of_towns: Iterable[str] = (), is_word: Callable[[str], bool] = lambda _: False
    ) -> None:
        """`of_towns` are what a town has and a body or person has not, in lower case ("police"); `is_word` tells of a
        folded name whether it is a word or a person's as well."""
        self._is_word = is_word
        verbs, bodies, located = ("|".join(map(re.escape, table[name])) for name in ("verbs", "bodies", "located"))
        self._acts = re.compile(rf",?\s+(?:(?:has|have|had|itself|also|now)\s+)?(?:{verbs})\b")
        self._explained = re.compile(rf",\s+(?:a|an|the|which)\s+[^,.;\n]{{0,40}}?\b(?:{bodies})\b")
        self._introduced = re.compile(rf"(?:\baccording to(?: the)?|\b(?:{bodies}),?)\s+\Z", re.IGNORECASE)
        firms = "|".join(map(re.escape, table["firms"]))
        self._owned = re.compile(rf"\s+(?:{firms})\b")
        qualified, of_place = ("|".join(map(re.escape, table[name])) for name in ("qualified", "of_place"))
        called = rf"\b(?:{of_place}) of\s+\Z"
        self._located = re.compile(rf"\b(?:{located})\s+(?:(?:the|{qualified})\s+)*\Z|{called}", re.IGNORECASE)
        self._of_towns = frozenset(of_towns)

    def without(self, text: str, spots: Iterable[Spot]) -> list[Spot]:
        """The spots without those towns whose name acts somewhere in the text and that nothing is located at."""
        kept = list(spots)
        towns = [
            s for s in kept if s.sort == "name" and s.candidates[0].kind in (SETTLEMENT, COUNTY) and not s.explicit
        ]
        towns = [s for s in towns if s.candidates[0].population < _LARGE or self._is_word(s.key)]
        located = {s.text for s in towns if self._is_located(text, s)}
        actors = {s.text for s in towns if s.text not in located and self._is_actor(text, s)}
        return [s for s in kept if s not in towns or s.text not in actors]

    def acts(self, text: str, name: str) -> bool:
        """Whether a name, wherever in a text, is that of a body or a person ("Vigia said", "the group Vigia")."""
        return any(self._is_actor_at(text, m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(name)}\b", text))

    def _is_located(self, text: str, spot: Spot) -> bool:
        before = text[max(0, spot.start - _AROUND) : spot.start]
        return bool(self._located.search(before)) and not self._introduced.search(before)

    def _is_actor(self, text: str, spot: Spot) -> bool:
        return self._is_actor_at(text, spot.start, spot.end)

    def _is_actor_at(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - _AROUND) : start]
        if self._acts.match(text, end) or self._owned.match(text, end):
            return True
        noun = _NOUN.match(text, end)
        if noun is not None and noun[1] in self._of_towns:  # "according to the Warsaw police headquarters, which said"
            return False
        if self._introduced.search(before) and not _LONGER.match(text, end):  # "according to the Boston Globe"
            return True
        return bool(self._explained.match(text, end, end + _AROUND))
