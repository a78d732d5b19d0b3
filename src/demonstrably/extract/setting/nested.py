"""Nested: countries and regions that a text names only to tell where the place named beside them lies ("Pakistan's
Balochistan province", "the US state of Minnesota", "Kaduna state in northern Nigeria")."""

from __future__ import annotations

from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym

_REACH = 60
"""Characters between the two names at most."""
_NEAR = 0.7
"""Degrees from the middle of a region within which its towns lie."""


class Nested:
    """The nested names of one document."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def without(self, options: Options[Toponym], start: int, end: int) -> Options[Toponym]:
        """The options without countries and regions that the sentence from `start` to `end`, or the whole text where
        that does not name them, names only so; all where nothing is left."""
        return options.where(lambda toponym: not self._only_tells(toponym, start, end)) or options

    def _only_tells(self, toponym: Toponym, start: int, end: int) -> bool:
        if toponym.kind == "settlement":
            return False
        if toponym.kind == "region" and self._is_of_force(toponym, start, end):
            return True
        named = [t for t in self._scape.toponyms if key_of(t) == key_of(toponym)]
        if toponym.kind == "macro" and all(t.role == "institution" for t in named):  # "Middle East University"
            return True
        here = [t for t in named if start <= t.start < end]
        if len(here) == 1 and toponym.kind == "country" and self._is_label(here[0], end):
            return True
        return all(self._is_nested(t) for t in here or named)

    def _is_of_force(self, region: Toponym, start: int, end: int) -> bool:
        """Whether a text names a region only for its police, and sets something in a town ("Police in West Yorkshire
        arrested nine people at a protest in Bradford")."""
        wording, text = self._scape.words.wording, self._scape.discourse.text
        named = [t for t in self._scape.toponyms if key_of(t) == key_of(region)]
        force = all(t.role == "institution" or wording.force_in.search(text[: t.start][-60:]) for t in named)
        since = start if any(start <= t.start < end for t in named) else 0
        towns = (t for t in self._scape.between(since, end) if t.kind == "settlement" and _lies_in(t, region))
        return force and any(
            self._scape.worded(t).located and wording.of_part.search(text[max(0, t.start - 90) : t.start]) is None
            for t in towns
        )

    def _is_label(self, land: Toponym, end: int) -> bool:
        """Whether a country only heads a title that tells of one town of it ("Kenya: Two dead, 15 hurt in Nairobi")."""
        text, wording = self._scape.discourse.text, self._scape.words.wording
        towns = [t for t in self._scape.between(land.end, end) if t.kind == "settlement" and t.role == "place"]
        told = text[land.start : end].rstrip()
        if len(towns) != 1 or told[-1:] in (".", "!", "?") or not self._scape.headings.heads(land):
            return False
        whole = wording.wide.search(told) or wording.of_part.search(text[land.end : towns[0].start])
        return whole is None and towns[0].place.country == land.place.country and self._scape.worded(towns[0]).located

    def _is_nested(self, outer: Toponym) -> bool:
        return self._scape.discourse.once(("nested", outer.start), lambda: self._tells(outer))

    def _tells(self, outer: Toponym) -> bool:
        text, wording = self._scape.discourse.text, self._scape.words.wording
        behind = self._scape.between(outer.end, outer.end + _REACH)
        if behind and self._may_hold(outer, behind[0]) and wording.owns.fullmatch(text, outer.end, behind[0].start):
            return wording.list_goes_on.match(text, behind[0].end) is None
        ahead = [t for t in self._scape.between(outer.start - _REACH, outer.start) if t.end <= outer.start]
        if not ahead or ahead[-1].kind != "region" or not self._may_hold(outer, ahead[-1]):
            return False
        return wording.lies_in.fullmatch(text, ahead[-1].end, outer.start) is not None

    def _may_hold(self, outer: Toponym, inner: Toponym) -> bool:
        """Whether a name may be that of a place in a country or region."""
        if inner.kind == "country" or inner.role != "place" or key_of(inner) == key_of(outer):
            return False
        return inner.place.country is None or outer.place.country in (None, inner.place.country)


def _lies_in(town: Toponym, region: Toponym) -> bool:
    """Whether a town lies in a region, or near the middle of one: a county's towns have no word of it."""
    one, other = town.place, region.place
    if one.country != other.country or (one.region is not None and one.region == other.name):
        return one.country == other.country
    apart = ((one.latitude or 0) - (other.latitude or 0), 0.6 * ((one.longitude or 0) - (other.longitude or 0)))
    return max(map(abs, apart)) < _NEAR
