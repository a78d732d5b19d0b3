"""Locality: words before a name that say that something is located there, whatever else the name may mean."""

from __future__ import annotations

import re

from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.spots import Spot

DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_EXPLAINED = re.compile(r"(?P<noun>[a-z]+), \Z")
_NOUN_BEFORE = 20
"""Characters before a name in which a noun and a comma stand that it explains."""


class Locality:
    """What the words around the spots of one text say of where things are."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder

    def stands_at(self, spot: Spot) -> bool:
        """Whether something is located at a town's spot ("at the Ambo bridge", "at Songkhla harbour")."""
        before = [w.lower for w in self.finder.words[max(0, spot.first - 2) : spot.first]]
        located = before[1:] == ["the"] and before[0] in ("at", *self.finder.lexicon.strong)
        located = located or before[-1:] == ["at"]
        following = self.finder.word_after(spot)
        return located and following is not None and following.lower in self.finder.lexicon.venues

    def stands_alone(self, spot: Spot) -> bool:
        """Whether a preposition locates something at a name and nothing of a longer name stands behind it ("in Bari, to
        listen", "At Ara, 40 students"); not where something is aimed at it or believed in."""
        word = self.finder.word_before(spot)
        if word is None or (word.lower != "at" and word.lower not in self.finder.lexicon.strong):
            return False
        if self.finder.is_aim(spot.start) or self.finder.text[spot.end : spot.end + 1] in ("'", "’", "-"):
            return False
        following = self.finder.word_after(spot)
        if following is None or following.text in DAYS:
            return True
        return following.lower in self.finder.lexicon.closed or following.lower in self.finder.lexicon.amounts

    def is_called(self, spot: Spot) -> bool:
        """Whether the text says what a name is: "the town of Ambo"."""
        noun = self.finder.words[spot.first - 2] if spot.first > 1 else None
        if noun is None or self.finder.words[spot.first - 1].lower != "of":
            return False
        return noun.lower in self.finder.lexicon.nouns

    def is_of_gathering(self, spot: Spot) -> bool:
        """Whether a gathering goes by a name ("the Colón march", "Ostrava miners' rally")."""
        return self.finder.lexicon.gatherings.match(self.finder.text, spot.end) is not None

    def is_explained(self, spot: Spot) -> bool:
        """Whether a name explains the noun before its comma: "the capital, Naypyitaw", "a nearby town, Ambo"."""
        noun = _EXPLAINED.search(self.finder.text[max(0, spot.start - _NOUN_BEFORE) : spot.start])
        return noun is not None and noun["noun"] in self.finder.lexicon.nouns
