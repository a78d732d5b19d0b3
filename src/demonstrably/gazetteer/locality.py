"""Locality: words before a name that say that something is located there, whatever else the name may mean."""

from __future__ import annotations

import re

from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.index import SETTLEMENT
from demonstrably.gazetteer.spots import Spot

DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_EXPLAINED = re.compile(r"(?P<noun>[a-z]+), \Z")
_SPOT_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]utside|[Nn]ear|[Oo]n|[Aa]round|[Tt]hrough|[Ii]nside)\s+(?:the\s+)?"
    r"[A-Z][\w’'.-]*(?:\s+(?:(?:de|la|of|the|al|del|des|du)\s+)*[A-Z][\w’'.-]*){0,3},\s\Z"
)
_SPOT_BEHIND = re.compile(r",|\.(?:\s|\Z)|\s+(?:on|in|at|for|to|over|last|late|early|during|after|before|against)\b|\Z")
_SPOT_REACH = 70
"""Characters before a name in which a spot stands that it tells the town of."""
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
        if word is None:
            return False
        if word.lower != "at" and word.lower not in self.finder.lexicon.strong and not self._is_gone_to(spot):
            return False
        if self.finder.is_aim(spot.start) or self.finder.text[spot.end : spot.end + 1] in ("'", "’", "-"):
            return False
        following = self.finder.word_after(spot)
        if following is None or following.text in DAYS:
            return True
        return following.lower in self.finder.lexicon.closed or following.lower in self.finder.lexicon.amounts

    def is_descended_on(self, spot: Spot) -> bool:
        """Whether it is told that people come down on a town ("converged on Colombo")."""
        verb, word = self.finder.words[spot.first - 2 : spot.first] if spot.first > 1 else (None, None)
        return word is not None and word.lower == "on" and verb is not None and verb.lower in self.finder.lexicon.onto

    def _is_gone_to(self, spot: Spot) -> bool:
        """Whether it is told that people go to a town, or that something spreads there ("travelled from Zagreb to
        Split")."""
        before = self.finder.lexicon.gone.search(self.finder.text, max(0, spot.start - _SPOT_REACH), spot.start)
        return before is not None

    def is_called(self, spot: Spot) -> bool:
        """Whether the text says what a name is: "the town of Ambo"."""
        noun = self.finder.words[spot.first - 2] if spot.first > 1 else None
        if noun is None or self.finder.words[spot.first - 1].lower != "of":
            return False
        return noun.lower in self.finder.lexicon.nouns

    def is_of_gathering(self, spot: Spot) -> bool:
        """Whether a gathering goes by a name ("the Colón march", "Ostrava miners' rally")."""
        return self.finder.lexicon.gatherings.match(self.finder.text, spot.end) is not None

    def is_placed(self, spot: Spot) -> bool:
        """Whether the words around a name tell that it is a place, standing alone."""
        named = self.is_called(spot) or self.is_explained(spot) or self.is_told_behind(spot)
        return named or self.stands_alone(spot)

    def is_at_hub(self, spot: Spot) -> bool:
        """Whether something is located at what a town has one of, or that is its airport or chief station ("Denver
        International Airport", "outside the Leeds Civic Hall")."""
        text, lexicon, last = self.finder.text, self.finder.lexicon, self.finder.words[spot.last]
        if lexicon.travel_hubs.match(text, spot.end) is not None:
            return True
        if not self._is_stood_at(spot, "at", *lexicon.strong):
            return False
        whole = spot.first != spot.last and spot.candidates[0].kind == SETTLEMENT  # "Boise City Hall"
        return any(lexicon.hubs.match(text, end) is not None for end in (spot.end, last.start - 1)[: 1 + whole])

    def stands_at_hub(self, spot: Spot) -> bool:
        """Whether a preposition that says so surely locates something there."""
        return self._is_stood_at(spot, *self.finder.lexicon.strong) and self.is_at_hub(spot)

    def _is_stood_at(self, spot: Spot, *prepositions: str) -> bool:
        before = [w.lower for w in self.finder.words[max(0, spot.first - 2) : spot.first] if w.lower != "the"]
        return bool(before) and before[-1] in prepositions

    def is_told_behind(self, spot: Spot) -> bool:
        """Whether a name tells the town of a spot or quarter before its comma ("in Albert Square, Manchester, on")."""
        text = self.finder.text
        before = _SPOT_BEFORE.search(text, max(0, spot.start - _SPOT_REACH), spot.start)
        return before is not None and _SPOT_BEHIND.match(text, spot.end) is not None

    def is_explained(self, spot: Spot) -> bool:
        """Whether a name explains the noun before its comma: "the capital, Naypyitaw", "a nearby town, Ambo"."""
        noun = _EXPLAINED.search(self.finder.text[max(0, spot.start - _NOUN_BEFORE) : spot.start])
        return noun is not None and noun["noun"] in self.finder.lexicon.nouns

    def crosses(self, spot: Spot) -> bool:
        """Whether a name is one of two streets ("Washington and Broad Streets")."""
        following = self.finder.words[spot.last + 2 : spot.last + 4]
        named = len(following) == 2 and all(word.capital for word in following)  # not "and 524 in St Petersburg"
        return named and following[1].lower.removesuffix("s") in self.finder.lexicon.streets
