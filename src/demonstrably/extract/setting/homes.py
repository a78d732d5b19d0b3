"""Homes: whether the town that an index knows a square, a park or a quarter in is the one that a text means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demonstrably.extract.setting.asides import is_far
from demonstrably.extract.setting.within import is_set_in
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Toponym

_TURNED = re.compile(r"[a-z,] (?:in|at|of) \Z")
"""Before a town in the midst of a sentence ("After a rally in Leeds, 300 gathered in Hyde Park")."""


class Homes:
    """The spots of one text."""

    def __init__(self, words: PlaceWords, text: str) -> None:
        self._words = words
        self._text = text

    def is_homeless(self, toponym: Toponym, located: Sequence[Toponym]) -> bool:
        """Whether a name is that of a spot in a town unknown: of none, of one in a country that the text does not speak
        of ("Tahrir Square" in news from Baghdad), or that of a town in a region that it does not speak of ("Central
        Park" behind a town of another state). Such a spot stands in its passage's town."""
        if toponym.role == "place" and self._is_quarter(toponym):
            codes = {t.place.country for t in located if t.place.country and t.text != toponym.text}
            return bool(codes) and toponym.place.country is not None and toponym.place.country not in codes
        if toponym.role != "place" or toponym.text.split()[-1].lower() not in self._words.venue_heads:
            return False
        if toponym.place.precision is None:
            return True
        others = [t.place for t in located if t.place.country and t.text != toponym.text]
        if toponym.place.precision == "venue":
            abroad = bool(others) and toponym.place.country not in {p.country for p in others}
            return abroad or self._is_set_elsewhere(toponym, located)
        regions = {p.name if p.precision == "region" else p.region for p in others}
        led = any(t.kind == "settlement" and t.start < toponym.start and t.text != toponym.text for t in located)
        return led and toponym.place.region not in regions

    def _is_set_elsewhere(self, spot: Toponym, located: Sequence[Toponym]) -> bool:
        """Whether the last town that is named before a known spot in its paragraph, and that something is set in, is
        another than the spot's ("In Sydney, some 40,000 people gathered in Hyde Park")."""
        text, wording = self._text, self._words.wording
        start = text.rfind("\n", 0, spot.start) + 1
        towns = [t for t in located if start <= t.start < spot.start and t.kind == "settlement" and t.role == "place"]
        if not towns or towns[-1].place.precision != "city" or not is_far(towns[-1].place, spot.place):
            return False
        between = text[towns[-1].end : spot.start]
        turned = "," in between and "." not in between and _TURNED.search(text, start, towns[-1].start)
        return not turned and is_set_in(text, towns[-1], wording)

    def _is_quarter(self, toponym: Toponym) -> bool:
        """Whether the word behind a town's name says that it is a part of a town ("the Faizabad district")."""
        after = self._text[toponym.end : toponym.end + 20].split()[:1]
        return toponym.kind == "settlement" and bool(after) and after[0].strip(".,;").lower() in self._words.quarters
