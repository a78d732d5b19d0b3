"""The places that one document names: what lies in what, how each name is worded, what the document is mostly about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.headings import Headings
from demonstrably.extract.setting.passages import Passages
from demonstrably.extract.setting.wording import Worded
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Toponym

_BEFORE = 90
"""Characters before a name in which the words stand that tell of a speech."""


@dataclass(frozen=True, slots=True)
class Option:
    """A place with all its mentions in the text, in order, and its number in the order of first mentions."""

    key: object
    order: int
    mentions: tuple[Toponym, ...]

    @property
    def is_town(self) -> bool:
        return self.mentions[0].kind == "settlement"


def key_of(toponym: Toponym) -> object:
    """What makes two names the same place."""
    return toponym.place.place_id or toponym.text.casefold()


class Landscape:
    """All toponyms of a document, in text order; `is_gathering` tells whether a sentence speaks of a gathering."""

    def __init__(
        self,
        words: PlaceWords,
        discourse: Discourse,
        toponyms: Sequence[Toponym],
        is_gathering: Callable[[int], bool],
    ) -> None:
        self.words = words
        self.discourse = discourse
        self.toponyms = toponyms
        self.passages = Passages(words.wording, discourse, is_gathering)
        self.headings = Headings(words.wording, discourse.text, toponyms, Entries.of(discourse))
        self._starts = [t.start for t in toponyms]

    @cached_property
    def options(self) -> list[Option]:
        """All places that the text names, in the order of their first mentions."""
        named: dict[object, list[Toponym]] = {}
        for toponym in self.toponyms:
            named.setdefault(key_of(toponym), []).append(toponym)
        return [Option(key, i, tuple(mentions)) for i, (key, mentions) in enumerate(named.items())]

    def between(self, start: int, end: int) -> Sequence[Toponym]:
        """The toponyms that begin in a stretch of the text."""
        return self.toponyms[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def worded(self, mention: Toponym) -> Worded:
        """What the words around a name tell of it."""
        return self.discourse.once(
            ("worded", mention.start, mention.end),
            lambda: self.words.wording.around(self.discourse.text, mention, self.words.spot_heads),
        )

    def is_where_gathered(self, mention: Toponym) -> bool:
        """Whether something is located at a name, in a sentence that speaks of a gathering."""
        return self.worded(mention).located and self.passages.is_gathering(self.discourse.index_at(mention.start))

    def land_told_of(self, start: int, end: int) -> Toponym | None:
        """The country or region that a sentence tells of as a whole, and names no town beside ("Kazakhstan saw its
        worst unrest in 2022, when 238 people died")."""
        named = self.between(start, end)
        if not named or any(t.kind == "settlement" and t.role == "place" for t in named):
            return None
        saw = self.words.wording.land_saw
        return next((t for t in named if t.role == "place" and saw.match(self.discourse.text, t.end)), None)

    def land_counted_in(self, start: int, end: int) -> Toponym | None:
        """The country or region that a sentence counts something in, its towns only told for a part ("3,000 were held
        across Belarus, a thousand of them in Minsk")."""
        named = [t for t in self.between(start, end) if t.role == "place" and not self._is_named_aside(t)]
        if not named or named[0].kind == "settlement":
            return None
        if not (self.worded(named[0]).located or named[0].text.endswith("wide")):
            return None
        text, of_part = self.discourse.text, self.words.wording.of_part
        towns = (t for t in named[1:] if t.kind == "settlement")
        return named[0] if all(of_part.search(text[named[0].end : t.start]) for t in towns) else None

    def _is_named_aside(self, mention: Toponym) -> bool:
        """Whether a place is named in a dateline, for who speaks there, or for another matter ("the war in Iraq")."""
        named = self.worded(mention)
        return named.dateline or self.is_where_spoken(mention) or (named.passing and mention.kind != "settlement")

    def is_where_spoken(self, mention: Toponym) -> bool:
        """Whether a place is named for who speaks there ("told a press conference in Maputo")."""
        before = self.discourse.text[max(0, mention.start - _BEFORE) : mention.start]
        return any(p.search(before) is not None for p in (self.words.wording.announced, self.words.wording.said_in))

    def land_behind(self, start: int, end: int) -> Toponym | None:
        """The country or region that a figure before `start` is told to be of as a whole ("thousands marched across
        Togo"), in the sentence that ends at `end`."""
        first = next(iter(self.between(start, end)), None)
        if first is None or first.kind == "settlement" or first.role != "place":
            return None
        across = self.words.wording.across.fullmatch(self.discourse.text, start, first.start)
        return first if across is not None else None

    def land_alone(self, start: int, at: int) -> Toponym | None:
        """The place that a figure at an offset has to itself, in the sentence from `start` ("In Germany alone 1.4
        million")."""
        last = next((t for t in reversed(self.between(start, at)) if t.role == "place"), None)
        if last is None or not self.discourse.text[start : last.start].lower().endswith("in "):
            return None
        return last if self.words.wording.alone_in.fullmatch(self.discourse.text, last.end, at) else None

    def town_right_behind(self, start: int, end: int) -> Toponym | None:
        """The town that stands right behind a figure before `start` ("17 people hurt in Jos and five in Yola"), in the
        sentence that ends at `end`; or the region, where it is called one ("30 held in the region of Calabria")."""
        first = next(iter(self.between(start, end)), None)
        if first is None or first.role != "place" or first.place.precision is None:
            return None
        text, wording = self.discourse.text, self.words.wording
        if wording.right_in.fullmatch(text, start, first.start) is None or wording.and_others.match(text, first.end):
            return None
        called = text.endswith(" of ", start, first.start) or wording.called_region.match(text, first.end)
        return first if first.kind == "settlement" or (first.kind == "region" and called) else None

    def region_right_behind(self, end: int) -> Toponym | None:
        """The region that the towns which end there are told to lie in."""
        first = next(iter(self.between(end, len(self.discourse.text))), None)
        if first is None or first.kind != "region":
            return None
        return first if self.words.wording.lies_in.fullmatch(self.discourse.text, end, first.start) else None

    @cached_property
    def lands(self) -> Counter[str]:
        """How often each country is named, by itself or by a place in it."""
        return Counter(t.place.country for t in self.toponyms if t.place.country)

    def is_home(self, country: str | None) -> bool:
        """Whether no country is spoken of more often, its towns counted in."""
        return country is not None and self.lands[country] == max(self.lands.values(), default=0)

    def inner(self, outer: Toponym, among: Sequence[Toponym]) -> set[object]:
        """The towns among some toponyms that lie in a country or region."""
        if outer.kind == "settlement":
            return set()
        return {key_of(t) for t in among if t.kind == "settlement" and t.role == "place" and self._lies_in(t, outer)}

    def _lies_in(self, town: Toponym, land: Toponym) -> bool:
        """Whether a town lies in a country or region; one that no index has, in the country most spoken of."""
        if town.place.country is None:
            return land.kind == "country" and self.is_home(land.place.country)
        if land.kind == "region":
            return land.place.name is not None and town.place.region == land.place.name
        return town.place.country == land.place.country

    @cached_property
    def scenes(self) -> Counter[object]:
        """How often the text sets something in each town: neither in a dateline nor in passing, nor by its police."""
        return Counter(key_of(t) for t in self.toponyms if t.kind == "settlement" and self._is_scene(t))

    def _is_scene(self, mention: Toponym) -> bool:
        named = self.worded(mention)
        return mention.role == "place" and not (named.dateline or named.passing or named.speaks)
