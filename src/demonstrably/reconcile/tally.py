"""City figures added up beside a wave's own claims, each city once, never into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demonstrably.model import Assessment, Event, Place

PEOPLE_WHO_COME_AGAIN = frozenset({"participants"})
"""Attributes whose days are not added: those who march on two days are the same people, arrests are new ones."""


@dataclass(frozen=True, slots=True)
class CityFigure:
    """One city's figure: the days' best ones, added or the greatest of them, and the events it rests on."""

    city: str
    place_id: int | None
    low: int | None
    high: int | None
    best: int
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The cities of a wave added up. `low`, `high` and `best` are sums over `cities`, None where no city has a
    figure; `without` counts cities with an event and no figure, so the sum is a floor where it isn't 0."""

    wave_id: str
    attribute: str
    low: int | None
    high: int | None
    best: int | None
    cities: tuple[CityFigure, ...]
    without: int


def tally(wave: Event, attribute: str, events: Sequence[Event], assessments: Mapping[str, Assessment]) -> Tally:
    """Add up the cities of a wave from the assessments of its events (event id -> assessment of this attribute).

    `events` may hold any events and waves of the record: those inside the wave, at whatever depth, are taken. Of a
    city's events on one day the one with the greatest best figure counts; over several days people who can come
    again (participants) count on their greatest day, the rest adds up.
    """
    inside = _inside(wave.event_id, events)
    by_city: dict[str, list[Event]] = defaultdict(list)
    for event in inside:
        by_city[_city(event)].append(event)
    found = [_city_figure(attribute, by_city[city], assessments) for city in sorted(by_city)]
    cities = tuple(figure for figure in found if figure is not None)
    return Tally(
        wave_id=wave.event_id,
        attribute=attribute,
        low=_sum(c.low if c.low is not None else c.best for c in cities),
        high=_sum(c.high if c.high is not None else c.best for c in cities),
        best=_sum(c.best for c in cities),
        cities=cities,
        without=len(found) - len(cities),
    )


def _inside(wave_id: str, events: Sequence[Event]) -> list[Event]:
    """The city events of a wave and of the waves inside it, sorted by id."""
    parent = {e.event_id: e.wave_id for e in events}

    def within(event: Event) -> bool:
        above, seen = event.wave_id, set()
        while above is not None and above not in seen:
            if above == wave_id:
                return True
            seen.add(above)
            above = parent.get(above)
        return False

    return sorted((e for e in events if e.level == "event" and within(e)), key=lambda e: e.event_id)


def _city(event: Event) -> str:
    place = event.place or Place("", 0)
    return str(place.place_id) if place.place_id is not None else f"{place.country}:{place.name or place.written}"


def _city_figure(attribute: str, events: Sequence[Event], assessments: Mapping[str, Assessment]) -> CityFigure | None:
    """One city's figure, None where none of its events has a best one."""
    days: dict[str, list[tuple[int, Assessment]]] = defaultdict(list)
    for event in events:
        assessment = assessments.get(event.event_id)
        if assessment is not None and assessment.best is not None:
            days[event.when.date or ""].append((assessment.best, assessment))
    if not days:
        return None
    chosen = [max(figures, key=lambda f: (f[0], f[1].event_id)) for _, figures in sorted(days.items())]
    if attribute in PEOPLE_WHO_COME_AGAIN:
        chosen = [max(chosen, key=lambda f: (f[0], f[1].event_id))]
    place = events[0].place
    return CityFigure(
        city=(place.name or place.written) if place else "",
        place_id=place.place_id if place else None,
        low=_sum(a.low if a.low is not None else best for best, a in chosen),
        high=_sum(a.high if a.high is not None else best for best, a in chosen),
        best=sum(best for best, _ in chosen),
        event_ids=tuple(a.event_id for _, a in chosen),
    )


def _sum(values: Iterable[int]) -> int | None:
    """The sum, None of nothing."""
    numbers = list(values)
    return sum(numbers) if numbers else None
