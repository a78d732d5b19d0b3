"""Districts: places that the text itself puts into a town ("the Lekki toll gate in Lagos", "Hong Kong's Mong Kok")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from demonstrably.extract.setting.wording import Wording
from demonstrably.gazetteer import Toponym
from demonstrably.model import Place

_SUBURB = re.compile(r"\s+suburb\s+of\s+")
"""Between a town and its suburb, or a suburb and its town: the greater is the town."""
_NEAR = 400
"""Characters behind a town within which an unknown name is that of a quarter."""


def with_quarters(text: str, toponyms: Sequence[Toponym], wording: Wording) -> list[Toponym]:
    """The toponyms, with names that no index has as spots of the town that their passage has just set something in:
    "In Lagos the markets stayed shut. Workers gathered at the secretariat in Yaba"."""
    towns: dict[str, Place] = {}
    last: Toponym | None = None
    for toponym in toponyms:
        if toponym.kind != "settlement" or toponym.role != "place":
            continue
        if toponym.place.precision is not None:
            last = toponym
        elif last is not None and toponym.text not in towns and _is_quarter(text, last, toponym, wording):
            towns[toponym.text] = last.place
    return [_moved(t, towns[t.text]) if t.text in towns else t for t in toponyms]


def _is_quarter(text: str, town: Toponym, toponym: Toponym, wording: Wording) -> bool:
    """Whether a name stands shortly behind a town that something is set in, with nothing beyond it between."""
    if toponym.start - town.end > _NEAR or town.place.precision != "city":
        return False
    stands = wording.stood_in.search(text[max(0, town.start - 30) : town.start]) is not None
    if not stands or wording.beyond.search(text, town.end, toponym.start):
        return False
    return wording.beyond.match(text, toponym.end + 1) is None


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
    heads = "|".join(sorted(map(re.escape, spots)))
    inside = re.compile(
        rf"(?!\s+suburb\s+of)(?:\s+\w+)?\s+(?:{heads})\s+(?:in|of)\s+(?:the\s+city\s+of\s+)?"
        r"|,\s+(?:a|an|the|another)\s+(?:[\w-]+\s+){0,3}(?:part|quarter|district|neighbou?rhood|ward)\s+(?:in|of)\s+",
        re.IGNORECASE,
    )
    states = {t.place.country: t.place for t in toponyms if t.place.name in map(city_states.get, [t.place.country])}
    towns = {
        t.text: states[t.place.country]
        for t in toponyms
        if t.kind == "settlement" and t.place.country in states and t.place.name != states[t.place.country].name
    }
    owners: set[int] = set()
    for left, right in pairwise(toponyms):
        town = left.kind == "settlement" or (left.kind == "country" and left.place.country in city_states)
        if not town or right.kind != "settlement" or left.text == right.text:
            continue
        gap = text[left.end : right.start]
        if gap in ("'s ", "’s "):
            towns[right.text] = left.place
            owners.add(left.start if left.place.place_id else -1)
        elif inside.fullmatch(gap):
            towns[left.text] = right.place
        elif _SUBURB.fullmatch(gap) and people(left.place) > people(right.place):  # "the Quito suburb of Calderón"
            owners.add(left.start)
            if right.place.precision is None:
                towns[right.text] = left.place
        elif _SUBURB.fullmatch(gap):
            towns[left.text] = right.place
    return [_moved(t, towns[t.text]) if t.text in towns and t.kind == "settlement" else t
            for t in toponyms if t.start not in owners]  # "Lagos's Yaba" is one place  # fmt: skip


def _moved(toponym: Toponym, town: Place) -> Toponym:
    """A district as a spot of its town; unchanged where the town is unknown itself."""
    if town.place_id is None:
        return toponym
    return replace(toponym, place=replace(town, written=toponym.text, start=toponym.start, precision="venue"))
