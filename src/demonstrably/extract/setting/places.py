"""Places: the town, region or country that a figure or a gathering in the text is about.

Looked for in the passage's own clause, then in what was told before in the same voice, then in the place that the
whole document is about. The most specific town wins; unresolved is an answer, a wrong point is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.breadth import LIKELY, is_wide
from demonstrably.extract.setting.clauses import segment
from demonstrably.extract.setting.scenes import Scenes
from demonstrably.extract.setting.ties import SUBSET, Tied, Ties
from demonstrably.extract.setting.venues import Venues, at_venue
from demonstrably.extract.setting.within import within_towns
from demonstrably.extract.setting.wording import (
    DATELINE,
    ELSEWHERE,
    as_place,
    is_dateline,
    is_running_total,
    is_total,
)
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place

_OF_THEM_IN = re.compile(
    r"\s+(?:of\s+(?:them|those|whom|which)\s+)?(?:in|at|to)\s+(?:nearby\s+)?(?:the\s+)?(?:(?:all|whole|rest|city|town|capital)\s+of\s+)?"
)
_CAPITAL = re.compile(
    r"\b(?:in|across|outside|through|to|on) (the (?:([A-Z][\w-]+) )?capital)\b(?!,? [A-Z])|\b([Tt]he capital)['’]s\b"
)
_IN_OTHERS = re.compile(
    r"\s+(?:people\s+)?(?:in|across)\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:cities|towns|provinces|regions)\b"
)
"""What follows a figure that has many places to itself ("1,061 in other cities")."""
_WHERE = re.compile(r"(?:,\s+[A-Z][\w. ]{1,20})?,?\s+where\b[^,;.]{0,60}")
_DASH = re.compile(r"--|\s[–—]\s|\w—\w")
_FEW_LANDS = 2
"""Countries up to which a document is no round-up of the world's news."""
_COUNT_FOR = re.compile(
    r"\b(?:figures?|counts?|totals?|numbers?|tall(?:y|ies)|estimates?|toll|that|those) for (?:the )?\Z"
)
_IN_BRACKETS = re.compile(r"\s*\((?:[^\W\d][\w-]*\s+){0,3}[\d.,]*(?:\s+[\w-]+){0,3}?\s*")
"""What stands between a place and its figure in brackets behind it ("Hamilton (about 400 people)")."""
_ROW_LEAD = re.compile(r"(?:\A|[;,:]\s+|\band\s+)(?:in\s+)?(?:little\s+)?\Z", re.IGNORECASE)
_ROW = re.compile(
    r"\s+(?:(?:had|saw|drew|mustered|counted|brought)\s+)?(?:\d[\d,.]*|a thousand|thousands|hundreds|dozens)"
    r"(?:\s+[a-z-]+){0,3}"
)
"""What follows a town in a list of towns and their figures."""
_LAND = re.compile(r"\bthe (?:whole )?(?:country|nation)\b|\b(?:nation|country)-?wide\b", re.IGNORECASE)
_OWN_CAPITAL = re.compile(r"(?:['’]s)? capital\b(?!,? [A-Z])")
_CITY_OF = re.compile(r"(?:['’]s)? (?:[a-z]+ )?(?:city|town|village|port|suburb) of ")
"""What stands between a region and its town ("the Far East city of Khabarovsk")."""
_ACROSS = re.compile(r"\b(?:across|throughout|around|all over|over)\s+(?:the\s+)?\Z", re.IGNORECASE)


class Places:
    """The places of one document."""

    def __init__(
        self, words: PlaceWords, gazetteer: Gazetteer, discourse: Discourse, is_gathering: Callable[[int], bool]
    ) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._discourse = discourse
        self._is_gathering = is_gathering
        self._venues = Venues(words)

    # -- what the text names ------------------------------------------------------------------------------------

    @cached_property
    def toponyms(self) -> list[Toponym]:
        """All toponyms of the text, resolved together."""
        parsed = (i for i in range(len(self._discourse.spans)) if self._discourse.is_parsed(i))
        names = [name for i in parsed for name in self._discourse.sentence(i).names]
        text = self._discourse.text
        located = [t for t in self._gazetteer.locate(text, names) if _is_name(t)]
        located = [t for t in located if t.text.lower() not in self._words.venue_heads]
        located = [t for t in located if not self._is_homeless(t, located)]
        return within_towns(text, located, self._words.spots, self._words.city_states)

    def _is_homeless(self, toponym: Toponym, located: Sequence[Toponym]) -> bool:
        """Whether a name is that of a spot in a town unknown: of none, or of one in a country that the text does not
        speak of ("Tahrir Square" in news from Baghdad). Such a spot stands in its passage's town."""
        if toponym.role != "place" or toponym.text.split()[-1].lower() not in self._words.venue_heads:
            return False
        if toponym.place.precision is None:
            return True
        lands = {t.place.country for t in located if t.place.country and t.text != toponym.text}
        return toponym.place.precision == "venue" and bool(lands) and toponym.place.country not in lands

    @cached_property
    def _scenes(self) -> Scenes:
        return Scenes(self._discourse, self._is_gathering, self.toponyms, self.joint, self._words.city_states)

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self._words, self._discourse, self._scenes)

    # -- what a clause is about ---------------------------------------------------------------------------------

    def of(self, sentence: Sentence, index: int, focus: Token, figure: Token | None = None) -> list[Place]:
        """The places that the clause of a token is about; [] where the text gives none. Several mean that the text
        names several coordinated ones ("in A, B and C"). `figure` is the figure's own word, where it is one: a place
        that hangs on it goes before ("including 100 in Melbourne")."""
        own = self._figures_own(sentence, figure)
        if own is not None:
            return [as_place(t) for t in self._scenes.listed(own, sentence.end)]
        tied = self._ties.of(sentence, focus, figure)
        suffered = self._is_suffered(sentence, focus, figure)
        total = is_total(sentence, suffered=suffered)
        whole = self._whole(sentence, index, focus, figure, tied, total=total)
        if whole is not None:
            return whole
        if capital := self._nearer_capital(sentence, focus, figure, tied):
            return [capital]
        venue = self._venues.of(sentence, focus, figure)
        if tied and (tied[0].toponym.kind == "settlement" or venue is None):
            best = self._spot_of_town(tied[0], sentence, index) or (None if total else self._town_of_country(tied))
            return [best] if best else [as_place(t.toponym) for t in _coordinated(sentence, tied)]
        told = self._town_of_country(tied) or as_place(tied[0].toponym) if tied else self._capital(sentence, focus)
        found = told or self._scenes.place(sentence, index, (figure or focus).start, suffered=suffered)
        if found is None:
            venue = venue or self._venues.of(sentence, focus, figure, anywhere=True)
        if venue is not None:
            return [at_venue(venue, found)]
        return [found] if found else []

    def _whole(
        self, sentence: Sentence, index: int, focus: Token, figure: Token | None, tied: Sequence[Tied], *, total: bool
    ) -> list[Place] | None:
        """The country or region of a figure that counts for many places; None where it counts for one."""
        text = self._discourse.text
        running = figure is not None and is_running_total(text, sentence.start, figure.start)
        if total and tied and (running or tied[0].score < LIKELY) and (country := self._scenes.national(sentence)):
            return [country]
        home = self.home(sentence, index, focus)
        if figure is not None and _IN_OTHERS.match(text, figure.end, sentence.end):
            return [home] if home else []
        parts = figure is not None and not tied and not _CAPITAL.search(sentence.text)
        parts = parts and figure is not None and self._told_of_parts(sentence, figure)
        return [home] if home and (parts or is_wide(sentence, focus, tied)) else None

    def _is_suffered(self, sentence: Sentence, focus: Token, figure: Token | None) -> bool:
        """Whether a clause tells of people hurt, killed or detained ("were reported to have been killed", "20 deaths
        have been counted")."""
        words = (focus, *sentence.children(focus, "xcomp", "ccomp"), *([figure] if figure else []))
        return any(t.lemma in self._words.suffered for t in words)

    def home(self, sentence: Sentence, index: int, focus: Token) -> Place | None:
        """The region or country that a count of places ("in 30 cities") is about."""
        near = self._scenes.between(sentence.start, sentence.end)
        within = [t for t in near if t.role != "institution" and not self._is_set_off(focus, t)]
        within = [t for t in within if not ELSEWHERE.search(self._discourse.text[: t.start][-80:])] or within
        towns = {t.end for t in within if t.kind == "settlement"}
        wide = [
            t
            for t in within
            if t.kind != "settlement" and t.role == "place" and not towns & {t.start - 2}  # no "Charlottesville, Va."
        ]
        if wide:
            after = [t for t in wide if t.start > focus.start]
            return as_place((after or wide)[0])
        demonyms = [t for t in within if t.role == "demonym"]
        if demonyms:
            return as_place(demonyms[0])
        told = self._scenes.wide_before(sentence.start)
        return told if told and told.precision == "country" else self._own_land(sentence, told) or told

    def _own_land(self, sentence: Sentence, told: Place | None) -> Place | None:
        """ "the country" of a document that names only a region (`told`) or towns of it."""
        named = _LAND.search(sentence.text)
        towns = (as_place(t) for t in self.toponyms if t.kind == "settlement" and t.role != "demonym")
        inner = told or next((p for p in (self._scenes.main_town, *towns) if p and p.country), None)
        own = any(t.kind == "settlement" for t in self._scenes.between(sentence.start, sentence.end))
        if not named or own or inner is None or inner.country is None:
            return None
        name = self._gazetteer.country_name(inner.country)
        return Place(named[0], sentence.start + named.start(), "country", name, None, None, None, inner.country)

    def _is_set_off(self, focus: Token, toponym: Toponym) -> bool:
        """Whether a dash lies between a token and a toponym."""
        left, right = sorted((focus.start, toponym.start))
        return bool(_DASH.search(self._discourse.text, left, right))

    def joint(self, places: Sequence[Place]) -> Place | None:
        """One place for several: "Bratislava and Košice" as written, with the country that they share."""
        if not places:
            return None
        first, last = min(places, key=lambda p: p.start), max(places, key=lambda p: p.start)
        written = self._discourse.text[first.start : last.start + len(last.written)]
        codes = {p.country for p in places}
        code = codes.pop() if len(codes) == 1 else None
        name = self._gazetteer.country_name(code) if code else None
        return Place(written, first.start, "country" if code else None, name, None, None, None, code)

    def _figures_own(self, sentence: Sentence, figure: Token | None) -> Toponym | None:
        """The place that a figure has to itself: "203 of them in Lisbon", "412 in the whole of Portugal", "in Portland,
        where thousands marched", "Hamilton (400 people)"."""
        text = self._discourse.text
        if figure is None:
            return None
        if counted := self._counted_for(sentence, figure):
            return counted
        named = self._scenes.between(sentence.start, sentence.end)
        for toponym, following in zip(named, (*named[1:], None), strict=False):
            after = toponym.start >= figure.end and _OF_THEM_IN.fullmatch(text, figure.end, toponym.start)
            before = toponym.end <= figure.start and (
                _WHERE.fullmatch(text, toponym.end, figure.start)
                or _IN_BRACKETS.fullmatch(text, toponym.end, figure.start)
            )
            if self._is_row(sentence, toponym, figure) or (toponym.role == "place" and (after or before)):
                inner = following and _CITY_OF.fullmatch(text, toponym.end, following.start)
                return following if inner else toponym
        return None

    def _counted_for(self, sentence: Sentence, figure: Token) -> Toponym | None:
        """The last place before a figure that a count is told to be for ("the figure for Lisbon fell to 199, that for
        Porto to 128")."""
        before = self._scenes.between(sentence.start, figure.start)
        named = [t for t in before if t.role == "place" and _COUNT_FOR.search(self._discourse.text[: t.start][-40:])]
        return named[-1] if named else None

    def _is_row(self, sentence: Sentence, toponym: Toponym, figure: Token) -> bool:
        """Whether a town and a figure are one row of a told table ("in Ghent 22,000, in Aalst half; Mons 8,500")."""
        if toponym.kind != "settlement" or toponym.end > figure.start:
            return False
        lead, text = sentence.text[: toponym.start - sentence.start], self._discourse.text
        return bool(_ROW_LEAD.search(lead) and _ROW.fullmatch(text, toponym.end, figure.end))

    def _told_of_parts(self, sentence: Sentence, figure: Token) -> bool:
        """Whether the sentence has towns for parts of the figure only ("19 people, 17 in A and two in B")."""
        after = [
            t for t in self._scenes.between(figure.end, sentence.end) if t.kind == "settlement" and t.role == "place"
        ]
        return bool(after) and all(SUBSET.search(self._discourse.text[figure.end : t.start]) for t in after)

    def _capital(self, sentence: Sentence, focus: Token) -> Place | None:
        """The capital of the country told last, where the clause is set "in the capital"."""
        named = _CAPITAL.search(sentence.text)
        if not named:
            return None
        written = named[1] or named[3]
        start = sentence.start + named.start(1 if named[1] else 3)
        if segment(sentence, start) != segment(sentence, focus.start):
            return None
        country = self._country_of_capital(sentence, start, named[2])
        town = self._gazetteer.capital(country) if country else None
        if town:
            return replace(town, written=written, start=start)
        return Place(written, start) if named[2] else None

    def _nearer_capital(
        self, sentence: Sentence, focus: Token, figure: Token | None, tied: Sequence[Tied]
    ) -> Place | None:
        """ "in the capital" right behind a figure whose sentence goes on to other towns ("57 held in the capital, 9 in
        Mons")."""
        named, towns = _CAPITAL.search(sentence.text), [t for t in tied if t.toponym.kind == "settlement"]
        if not named or not towns or figure is None:
            return None
        start = sentence.start + named.start()
        first = min(t.toponym.start for t in towns)
        return self._capital(sentence, focus) if max(figure.end, focus.end) <= start < first else None

    def _country_of_capital(self, sentence: Sentence, start: int, owner: str | None) -> str | None:
        """The country whose capital "the capital" or "the Mauritian capital" at an offset is: the one named by
        `owner`, otherwise the one told last."""
        if owner:
            named = [t for t in self._scenes.between(start, start + 40) if t.text == owner and t.kind == "country"]
            return named[0].place.country if named else None
        told = self._scenes.wide_before(sentence.end)
        country = told.country if told is not None and told.precision == "country" else None
        return self._land_of_named_capital(country) or country

    def _land_of_named_capital(self, told: str | None) -> str | None:
        """The country whose capital the document names, where that of the country told last is not named: "the capital"
        of a text about a march in London against Israel is no other."""
        if told is None:
            return None
        towns = {t.place.place_id: t.place.country for t in self.toponyms if t.kind == "settlement"}
        capitals = (self._gazetteer.capital(code) for code in dict.fromkeys([told, *towns.values()]) if code)
        named = [c.country for c in capitals if c is not None and c.place_id in towns]
        return named[0] if named else None

    def _spot_of_town(self, best: Tied, sentence: Sentence, index: int) -> Place | None:
        """An unknown district in the town that its passage is set in ("in Gharghour district")."""
        toponym, text = best.toponym, self._discourse.text
        after = text[toponym.end : toponym.end + 20].split()[:1]
        if toponym.place.precision or not after or after[0].strip(".,;").lower() not in self._words.spots:
            return None
        return at_venue((toponym.start, toponym.text), self._scenes.place(sentence, index, toponym.start))

    def _town_of_country(self, tied: Sequence[Tied]) -> Place | None:
        """The one town for the country or region that a clause names: that of the same sentence ("Gyumri mayor",
        "AKRON, Ohio (AP)"), or the only town of a document about a gathering ("police in Papua New Guinea fired at
        students")."""
        wide, text = tied[0].toponym, self._discourse.text
        if wide.kind == "country" and wide.place.country and (named := _OWN_CAPITAL.match(text, wide.end)):
            town = self._gazetteer.capital(wide.place.country)
            return replace(town, written=wide.text + named[0], start=wide.start) if town else None
        if wide.kind == "settlement" or _ACROSS.search(text[: wide.start][-30:]):
            return None
        beside = [t.toponym for t in tied[1:] if t.toponym.kind == "settlement" and _lies_in(t.toponym, wide)]
        if wide.kind == "country":  # a dateline tells where the reporter is
            beside = [t for t in beside if not (DATELINE.match(text, t.end) or is_dateline(text, t))]
        if len({t.place.place_id for t in beside}) == 1:
            return as_place(beside[0])
        return self._only_town(wide.place.country) if wide.kind == "country" else None

    def _only_town(self, country: str | None) -> Place | None:
        """The one town of a country that the document names, where it tells of a gathering in it."""
        text = self._discourse.text
        named = [t for t in self.toponyms
                 if t.kind == "settlement" and t.place.country == country and not is_dateline(text, t)]  # fmt: skip
        towns = {t.place.place_id or t.text for t in named}
        located = [t for t in named if t in self._scenes.located_towns]
        lands = {t.place.country for t in self.toponyms if t.kind == "country" and t.role == "place"}
        return as_place(located[0]) if len(towns) == 1 and located and len(lands) <= _FEW_LANDS else None


def _lies_in(town: Toponym, wide: Toponym) -> bool:
    if wide.kind == "country":
        return town.place.country == wide.place.country
    return wide.place.name is not None and town.place.region == wide.place.name


def _is_name(toponym: Toponym) -> bool:
    """Two letters name a place only as the best-known abbreviations of countries."""
    return len(toponym.text) > 2 or toponym.text in ("US", "UK", "UN", "EU", "DC", "LA") or toponym.role != "place"


def _coordinated(sentence: Sentence, tied: Sequence[Tied]) -> list[Tied]:
    """The best toponym and those coordinated with it; of "City, Region, Country" only the city."""
    best = tied[0]
    names = {t.i for t in sentence.conjuncts(best.token)}
    group = [t for t in tied if t is best or (t.token.i in names and t.toponym.kind == best.toponym.kind)]
    return sorted(group, key=lambda t: t.toponym.start)
