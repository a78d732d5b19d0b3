"""Districts: places that the text itself puts into a town ("the Lekki toll gate in Lagos", "Hong Kong's Mong Kok")."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from demonstrably.extract.setting.datelines import is_dateline
from demonstrably.extract.setting.wording import Wording
from demonstrably.gazetteer import Toponym
from demonstrably.model import Place

_SUBURB = re.compile(
    r"\s+(?:suburb|township|(?P<part>district|neighbou?rhood|quarter|slum|borough|ward))\s+of\s+(?:the\s+)?"
)
"""Between a town and its suburb or part, or a suburb and its town: the greater is the town."""
_TWIN = re.compile(r"['’]s\s+(?:twin|sister|satellite|neighbou?ring)\s+(?:city|town)(?:\s+of)?\s+")
"""Between a town and another that is told by it."""
_SUBURB_TOLD = re.compile(
    r",\s+(?:a|an|the|another|one of)\s+(?:[\w-]+\s+){0,3}(?:suburb|slum|township|estate)s?\s+(?:in|of|outside)\s+"
)
"""Between a suburb and its town."""
_LISTED = re.compile(r",?\s+(?:and|or|as well as)\b")
"""Behind a name of a list that goes on."""
_GREAT, _TIMES, _WITHIN = 450_000, 20, 10.0
"""A section of a city has at most a twentieth of its people, and lies within so many kilometres of its middle; cities
with fewer people than the first have few that an index knows."""
_OWN = re.compile(
    r"\b(?:(?:town|city|municipality|village|commune|suburb) of|neighbou?ring|nearby|across the \w+ (?:in|from)"
    r"|(?:\d[\d,.]*|dozens|hundreds|thousands)\s+(?:(?:people|others|more|protesters|marchers|demonstrators)\s+)?in)"
    r"\s+\Z",
    re.IGNORECASE,
)
"""Before a place that is called a town of its own, or has a figure of its own."""
_QUARTERS = (
    "central|downtown|inner|greater|(?:north|south|east|west)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?|"
    "(?:north|south)[ -](?:east|west)"
)
"""Which part of a city is meant ("in Edmonton, north London")."""
_QUARTER = re.compile(rf",\s+(?:in\s+)?(?:{_QUARTERS})\s+", re.IGNORECASE)
_OF_QUARTER = re.compile(rf"['’]s\s+(?:{_QUARTERS})\b", re.IGNORECASE)
"""Behind a city whose part is meant ("in Lakemba, in Sydney's south-west")."""
_SPREAD = 25.0
"""Kilometres from the middle of a great city within which its quarters lie."""
_SET_IN = re.compile(rf"\b(?:in|across|around|through)\s+(?:(?:{_QUARTERS})\s+)?\Z", re.IGNORECASE)
"""Before a city that something is set in."""
_NEAR = 400
"""Characters behind a town within which an unknown name is that of a quarter."""
_LEAD = 30
"""Characters before a name in which a preposition stands that sets something there."""


def with_quarters(text: str, toponyms: Sequence[Toponym], wording: Wording) -> list[Toponym]:
    """The toponyms, with names that no index has as spots of the town that their passage has just set something in, or
    that the whole text is about: "In Lagos the markets stayed shut. Workers gathered at the secretariat in Yaba"."""
    towns: dict[str, Place | None] = {}
    only = _only_town(text, toponyms)
    last: Toponym | None = None
    for toponym in toponyms:
        if toponym.kind != "settlement" or toponym.role != "place":
            continue
        if toponym.place.precision is not None:
            last = toponym
        elif last is not None and towns.get(toponym.text) is None:
            if _is_quarter(text, last, toponym, wording):
                towns[toponym.text] = last.place
            else:
                spot = only is not None and _is_spot(text, toponym, wording)
                towns.setdefault(toponym.text, only if spot else None)
    return [_moved(t, town) if (town := towns.get(t.text)) is not None else t for t in toponyms]


def _only_town(text: str, toponyms: Sequence[Toponym]) -> Place | None:
    """The one town that a text names, and not in a dateline only; None where it names several."""
    named = [t for t in toponyms if t.kind == "settlement" and t.role == "place" and t.place.precision == "city"]
    if len({t.place.place_id for t in named}) != 1 or all(is_dateline(text, t) for t in named):
        return None
    return named[0].place


def _is_spot(text: str, toponym: Toponym, wording: Wording) -> bool:
    """Whether something stands at an unknown name, in a sentence that has not turned to places beyond the town."""
    lead = wording.at_spot.search(text, max(0, toponym.start - _LEAD), toponym.start)
    if lead is None:
        return False
    start = max(text.rfind(sign, 0, toponym.start) for sign in (". ", "\n")) + 1
    beyond = wording.beyond.search(text, start, lead.start()) or wording.beyond.match(text, toponym.end + 1)
    return beyond is None


def _is_quarter(text: str, town: Toponym, toponym: Toponym, wording: Wording) -> bool:
    """Whether a name stands shortly behind a town that something is set in, with nothing beyond it between."""
    if toponym.start - town.end > _NEAR or town.place.precision != "city":
        return False
    if is_dateline(text, town) or not is_set_in(text, town, wording):
        return False
    if wording.beyond.search(text, town.end, toponym.start):
        return False
    return not text.startswith(" ", toponym.end) or wording.beyond.match(text, toponym.end + 1) is None


def is_set_in(text: str, town: Toponym, wording: Wording) -> bool:
    """Whether something is set in a town: behind "in", or as the dateline or label of its line ("Berlin: Police")."""
    if wording.stood_in.search(text[max(0, town.start - _LEAD) : town.start]) or is_dateline(text, town):
        return True
    labels = not town.text.isupper() and text.startswith(": ", town.end)
    return labels and not text[text.rfind("\n", 0, town.start) + 1 : town.start].strip()


@lru_cache(maxsize=4)
def _patterns(spots: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Between a part and its town ("Yaba district of Lagos"), and from a venue to its town ("Gasly Hall in Lyon")."""
    heads = "|".join(sorted(map(re.escape, spots)))
    inside = re.compile(
        rf"(?!{_SUBURB.pattern})(?:\s+\w+)?\s+(?:{heads})\s+(?:in|of)\s+(?:the\s+city\s+of\s+)?"
        r"|,\s+(?:a|an|the|another|one of)\s+(?:[\w-]+\s+){0,3}(?:part|quarter|district|neighbou?rhood|ward)s?\s+"
        r"(?:in|of)\s+",
        re.IGNORECASE,
    )
    venue = re.compile(
        rf"[A-Z][\w’'.-]*(?:\s+[\w’'-]+){{0,3}}?\s+(?:{heads.title()})"
        rf"(?:,|\s+(?:in|of)(?:\s+the\s+city\s+of)?)\s+(?:(?:{_QUARTERS})\s+)?"
    )
    return inside, venue


def _in_city_states(toponyms: Sequence[Toponym], city_states: Mapping[str | None, str]) -> dict[str, Place]:
    """What lies in a country that is a town itself, as written -> that town. Where nothing else is told of, names that
    no index has lie there, too."""
    told = [t for t in toponyms if t.place.country in city_states]
    states = {t.place.country: t.place for t in told if t.place.name == city_states[t.place.country]}
    towns = {
        t.text: states[t.place.country]
        for t in toponyms
        if t.kind == "settlement" and t.place.country in states and t.place.name != states[t.place.country].name
    }
    lands = {t.place.country for t in toponyms if t.place.country}
    if len(states) == 1 and lands == set(states):
        unknown = (t for t in toponyms if t.kind == "settlement" and t.place.precision is None)
        towns |= {t.text: state for t in unknown for state in states.values()}
    return towns


def within_towns(
    text: str,
    toponyms: Sequence[Toponym],
    spots: Iterable[str],
    city_states: Mapping[str | None, str],
    people: Callable[[Place], int],
) -> list[Toponym]:
    """The toponyms, those that the text puts into a town with that town's name and point, as written themselves.

    `spots` are the words for a part of a town or a spot in it ("district", "square"), in lower case;
    `city_states` the names of countries that are towns themselves, by ISO code: whatever lies in one is a part of it;
    `people` tells how many live in a place.
    """
    inside, venue = _patterns(frozenset(spots))
    towns = _in_city_states(toponyms, city_states)
    owners: set[int] = set()
    venues: dict[int, Place] = {}
    for left, right in pairwise(toponyms):
        town = left.kind == "settlement" or (left.kind == "country" and left.place.country in city_states)
        if not town or right.kind != "settlement" or left.text == right.text:
            continue
        gap = text[left.end : right.start]
        quarter = _QUARTER.fullmatch(gap) or (gap == ", in " and _OF_QUARTER.match(text, right.end))
        lies_in = inside.fullmatch(gap) or (_SUBURB_TOLD.fullmatch(gap) and left.place.precision is None)
        if venue.fullmatch(text, left.start, right.start) and not _LISTED.match(text, right.end):
            venues[left.start] = right.place
        elif gap in ("'s ", "’s "):
            towns[right.text] = left.place
            owners.add(left.start if left.place.place_id else -1)
        elif lies_in or (quarter and _is_great_beside(left.place, right.place, people)):
            towns[left.text] = right.place
        elif _TWIN.fullmatch(gap):
            owners.add(left.start)
        elif (part := _SUBURB.fullmatch(gap)) and people(left.place) > people(right.place):
            owners.add(left.start)  # "the Quito suburb of Calderón"
            if part["part"] or right.place.precision is None:
                towns[right.text] = left.place
        elif part:
            towns[left.text] = right.place
    held = {t.start: venues.get(t.start) or towns.get(t.text) for t in toponyms if t.kind == "settlement"}
    return [_moved(t, inner) if (inner := held.get(t.start)) else t
            for t in toponyms if t.start not in owners]  # "Lagos's Yaba" is one place  # fmt: skip


def with_sections(text: str, toponyms: Sequence[Toponym], people: Callable[[Place], int]) -> list[Toponym]:
    """The toponyms, sections of a great city that the text is set in, too, as spots of that city ("Kreuzberg" in news
    of Berlin); not what the text calls a town of its own. The index has sections as places and does not tell them
    apart, so their size and nearness must."""
    towns = [t for t in toponyms if t.kind == "settlement" and t.role == "place" and t.place.precision == "city"]
    great = [t for t in towns if people(t.place) >= _GREAT]
    cities = {
        t.place.place_id: t.place
        for t in great
        if is_dateline(text, t) or _SET_IN.search(text, max(0, t.start - _LEAD), t.start)
    }
    own = {t.text for t in towns if _OWN.search(text, max(0, t.start - _LEAD), t.start)}
    sections = {}
    for toponym in towns:
        for city in cities.values():
            if toponym.text not in own and _is_section(toponym.place, city, people):
                sections[toponym.text] = city
    return [_moved(t, sections[t.text]) if t.text in sections and t in towns else t for t in toponyms]


def _is_great_beside(place: Place, city: Place, people: Callable[[Place], int]) -> bool:
    """Whether a city is great and so near that a place can be a quarter of it."""
    return people(city) >= _GREAT and (place.place_id is None or _apart(place, city) < _SPREAD)


def _is_section(place: Place, city: Place, people: Callable[[Place], int]) -> bool:
    same = place.country == city.country and place.region == city.region and place.place_id != city.place_id
    return same and people(city) >= _TIMES * people(place) and _apart(place, city) < _WITHIN


def _apart(one: Place, two: Place) -> float:
    """Kilometres between two places; far where a point is unknown."""
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return math.inf
    east = math.radians(one.longitude - two.longitude) * math.cos(math.radians((one.latitude + two.latitude) / 2))
    return 6371 * math.hypot(math.radians(one.latitude - two.latitude), east)


def _moved(toponym: Toponym, town: Place) -> Toponym:
    """A district as a spot of its town; unchanged where the town is unknown itself."""
    if town.precision is None:
        return toponym
    return replace(toponym, place=replace(town, written=toponym.text, start=toponym.start, precision="venue"))
