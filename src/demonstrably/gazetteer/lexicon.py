"""The place words of the codebook, folded and resolved against the index once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from demonstrably.codebook import Codebook
from demonstrably.errors import CodebookError
from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.heads import Heads
from demonstrably.gazetteer.index import COUNTY, MACRO, REGION, SETTLEMENT, Candidate, Index

Sort = Literal["name", "town", "abbreviation", "demonym", "metonym", "force", "venue"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place word: what it stands for, and the spelling it is bound to (None where any case will do)."""

    sort: Sort
    candidates: tuple[Candidate, ...]
    spelling: str | None = None


class Lexicon:
    """Place words by key, and the sets of words that tell what a name beside them is."""

    def __init__(self, codebook: Codebook, index: Index) -> None:
        table = codebook.table("en/places")
        self._index = index
        self.entries: dict[str, tuple[Entry, ...]] = {}
        for key, entry in _entries(table, codebook.table("regions"), index):
            self.entries[key] = (*self.entries.get(key, ()), entry)
        self.seats = dict(_seats(table["regional"], index))
        self.words = frozenset(map(fold, table["names"]["words"]))
        self.towns = frozenset(map(fold, table["names"]["towns"]))
        self.never = frozenset(map(fold, table["names"]["never"]))
        self.titles = frozenset(table["persons"]["titles"])
        self.given = frozenset(table["persons"]["given"])
        self.institutions = frozenset(table["after"]["institutions"])
        self.people = frozenset(table["after"]["people"])
        self.venues = frozenset(table["after"]["venues"])
        self.namesakes = frozenset(table["after"]["namesakes"])
        self.closed = frozenset(table["after"]["closed"])
        self.amounts = frozenset(table["after"]["amounts"])
        kinds, nouns = ("|".join(map(re.escape, table["after"][name])) for name in ("hub_kinds", "hub_nouns"))
        self.hubs = re.compile(rf"(?: (?:{kinds})){{1,2}} (?:{nouns})\b(?! [A-Z])")
        self.travel_hubs = re.compile(rf" (?:{'|'.join(table['after']['travel_hubs'])})\b")
        self.streets = frozenset(table["after"]["streets"])
        self.strong = frozenset(table["before"]["strong"])
        self.nouns = frozenset(table["before"]["nouns"])
        self.aims = frozenset(table["before"]["aims"])
        self.weak = frozenset(table["before"]["weak"])
        gone = "|".join(table["before"]["gone"])
        self.gone = re.compile(rf"\b(?:{gone})\s+(?:(?:in\s+)?from\s+[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?\s+)?to\s+\Z")
        self.onto = frozenset(table["before"]["onto"])
        self.kinds = frozenset(table["before"]["kinds"])
        self.origins = re.compile(rf"-(?:{'|'.join(table['after']['origins'])})\b")
        self.initials = frozenset(table["before"]["initials"])
        squares = "|".join(table["before"]["squares"])
        self.squares = re.compile(
            rf"\b(?:{squares})\s+(?:(?:d[aeou]s?|del|d[ei]lla|de la|de los|di|du|des)\s+)?(?:\d+\s+)?\Z"
        )
        bearings, beside, saw, mustered, counts = (
            "|".join(table["after"][name]) for name in ("bearings", "beside", "saw", "mustered", "counts")
        )
        self.bearings = re.compile(
            rf",\s+(?:(?:about|some|around|just|\d+)\s+)*(?:(?:km|kilomet(?:er|re)s|miles)\s+)?"
            rf"(?:to the\s+)?(?:{bearings})\s+(?:of|from)\s+[A-Z]"
            rf"|,\s+(?:just\s+|right\s+)?(?:{beside})\s+(?:the\s+)?[A-Z]"
            rf"|\s+(?:also\s+|itself\s+)?(?:saw|witnessed)\s+(?:[\w,-]+\s+){{1,3}}?(?:{saw})\b"
            rf"|\s+(?:also\s+|alone\s+)?(?:{mustered})\s+(?:[a-z]+\s+){{0,3}}(?:\d[\d.,]*|dozens|hundreds|thousands)(?![\w–-])"
            rf"|\s+(?:{counts})\s+(?:was|is|stood at|came to|reached|rose to|fell to|numbered)\b"
        )
        self.heads = Heads(table["after"]["months"], table["after"]["weekdays"])
        months = "|".join(table["after"]["months"])
        self.dated = re.compile(rf"[.,]?\s+(?:(?:{months})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{months})[a-z]*)\b")
        self.times = re.compile(rf"\s+(?:{'|'.join(table['after']['times'])})\b")
        gatherings = "|".join(table["after"]["gatherings"])
        closed = "|".join(table["after"]["closed"])
        between = rf"(?!(?:{closed}|against|the|a|an)\b)[a-z]+(?:['’]s|s['’])?\s+"
        self.gatherings = re.compile(rf"(?:['’]s)?\s+(?:{between}){{0,2}}(?:{gatherings})\b")
        self.speech = frozenset(table["speech"]["verbs"])
        self.actors: dict[str, Any] = table["actors"]

    def find(self, key: str, written: str) -> Entry | None:
        """The place word of that key as written, None where there is none in that spelling."""
        return next((e for e in self.entries.get(key, ()) if e.spelling in (None, written, f"{written}.")), None)

    def town(self, key: str, written: str) -> Entry | None:
        """The town that such an abbreviation means alone ("in DC"), None where it means none."""
        return next((e for e in self.entries.get(key, ()) if e.sort == "town" and e.spelling == written), None)

    def venue(self, key: str) -> Entry | None:
        """The venue that a government is called after ("outside the Kremlin"), None where there is none."""
        return next((e for e in self.entries.get(key, ()) if e.sort == "venue"), None)

    def is_generic(self, key: str) -> bool:
        """Whether the word commonly follows a town's name ("Metro", "Hall")."""
        return key in self.institutions or key in self.streets or key in self.venues

    def is_common(self, key: str) -> bool:
        """Whether the codebook lists the name as an ordinary word or a given name."""
        return key in self.words or key in self.given

    def is_word(self, key: str) -> bool:
        """Whether a name reads as an ordinary word or a person's name just as well."""
        return self.is_common(key) or (key not in self.towns and self._index.is_word(key))


def _entries(table: dict[str, Any], regions: dict[str, Any], index: Index) -> Iterator[tuple[str, Entry]]:
    yield from _countries("name", table["countries"], index)
    yield from _countries("demonym", table["demonyms"], index)
    for region, (_, *people) in table["regional"].items():
        name, _, country = region.partition(", ")
        for written in people:
            yield fold(written), Entry("demonym", _division(index, name, country))
    for name, code in table["metonyms"].items():
        yield from _countries("metonym", {code: [name]}, index)
    for region in regions.values():
        candidate = _macro(region)
        for name in region["names"]:
            yield fold(name), Entry("name", (candidate,), name if name.isupper() else None)
    for country, short in table["abbreviations"].items():
        for written, name in short.items():
            yield fold(written), Entry("abbreviation", _division(index, name, country), written)
    for kind, sort in ((SETTLEMENT, "settlements"), (COUNTY, "areas")):
        for name, (country, latitude, longitude, people) in table[sort].items():
            own = Candidate(None, kind, name, country, None, None, people, latitude, longitude)
            yield fold(name), Entry("town" if kind == SETTLEMENT else "name", (own,))
    for country, names in table["forces"].items():
        for name in names:
            yield fold(name), Entry("force", _area(table["areas"], index, name.rpartition(" ")[0], country), name)
    for name, town in table["towns"].items():
        yield fold(name), Entry("town", _town(index, town), name if "." in name or name.isupper() else None)
    for venue, town in table["venues"].items():
        yield fold(venue), Entry("venue", _town(index, town))


def _countries(sort: Sort, table: dict[str, list[str]], index: Index) -> Iterator[tuple[str, Entry]]:
    for code, names in table.items():
        country = index.country(code)
        if country is None:
            raise CodebookError(f"codebook table en/places: no country {code!r}", remedy="Use ISO 3166 alpha-2 codes.")
        for name in names:
            yield fold(name), Entry(sort, (country,), name if name.isupper() else None)


def _macro(region: dict[str, Any]) -> Candidate:
    latitude, longitude = region["point"]
    country = region["countries"][0] if len(region["countries"]) == 1 else None
    return Candidate(None, MACRO, region["names"][0], country, None, None, 0, latitude, longitude)


def _division(index: Index, name: str, country: str) -> tuple[Candidate, ...]:
    found = [c for c in index.candidates(fold(name)) if c.kind == REGION and c.country == country]
    return tuple(replace(c, main=True) for c in found[:1])


def _seats(regional: dict[str, list[str]], index: Index) -> Iterator[tuple[int | None, Candidate]]:
    """The chief town of each region that has people of its own, by the region's id."""
    for region, (town, *_) in regional.items():
        name, _, country = region.partition(", ")
        for division in _division(index, name, country):
            yield division.place_id, _town(index, f"{town}, {name}, {country}")[0]


def _area(areas: dict[str, Any], index: Index, name: str, country: str) -> tuple[Candidate, ...]:
    """The county that a police force is called after, as the codebook or the index has it; otherwise its country."""
    if name in areas:
        _, latitude, longitude, people = areas[name]
        return (Candidate(None, COUNTY, name, country, None, None, people, latitude, longitude),)
    found = [c for c in index.candidates(fold(name)) if c.kind == COUNTY and c.country == country]
    land = index.country(country)
    return (replace(found[0], main=True),) if found else (land,) if land else ()


def _town(index: Index, town: str) -> tuple[Candidate, ...]:
    name, *region, country = town.split(", ")
    found = [c for c in index.candidates(fold(name)) if c.kind == SETTLEMENT and c.country == country]
    regions = {c.place_id for of in region for c in index.candidates(fold(of)) if c.kind == REGION}
    found = [c for c in found if not region or c.region_id in regions]
    if not found:
        raise CodebookError(f"codebook table en/places: no town {town!r}", remedy='Write "town, country code".')
    return tuple(replace(c, main=True) for c in found[:1])
