"""From sorted sightings to Event values with stable ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from demonstrably.link.causes import cause_of
from demonstrably.link.events import Area, Gathering, Sorted, place_of, status_of, when_of
from demonstrably.link.kinds import ANSWER, ANY, DEFAULT, Kinds
from demonstrably.link.sightings import Sighting, place_key, span_of
from demonstrably.link.voices import Voices
from demonstrably.model import Event, Place, When, content_id, sorted_unique

MAIN = 0.75
"""Share of a wave's placed sightings in one country, from which it is that country's: a picket of solidarity abroad
leaves it so."""


AHEAD = ("planned", "hypothetical")
"""What is yet to come: it makes a wave no longer, unless nothing of it has been."""


ENOUGH = 2
"""Passages that must call a day's gatherings by a type before a town's that are plainly "protests" are of it."""

Called = Mapping[tuple[str | None, str | None, str], Sequence[str | None]]
"""A day, a country and a document -> the types that it calls the gatherings there as a whole."""


Name = tuple[str, int]
"""An id as its place and day give it, and its number among the causes that claim it, from 1."""


class Names:
    """The ids given so far, oldest cause first.

    An event's id is a hash over place and day, and the type where several gatherings share these; a wave's over its
    place and first day. Where two causes claim the same id the later one's holds its number among them, so ids stay as
    they are when documents are added elsewhere.
    """

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self.given: list[Name] = []

    def name(self, key: tuple[str, ...]) -> str:
        """The id of the next event with that key."""
        level = "event" if key[0] == "event" else "wave"
        plain = content_id(level, *key)
        self._taken[plain] += 1
        number = self._taken[plain]
        self.given.append((plain, number))
        return plain if number == 1 else content_id(level, *key, number)

    def give_again(self, names: Iterable[Name]) -> bool:
        """Give a cause the names that it was given before; False, and nothing given, where they would be others now."""
        taken: Counter[str] = Counter()
        for plain, number in names:
            taken[plain] += 1
            if self._taken[plain] + taken[plain] != number:
                return False
        self._taken.update(taken)
        return True


class Assembly:
    """Makes the events and waves of one cause. `voice_of` holds the voices of its claims."""

    def __init__(
        self,
        voice_of: Mapping[str, str],
        voices: Voices,
        kinds: Kinds,
        names: Names,
        country_name: Callable[[str], str],
    ) -> None:
        self._voice_of = voice_of
        self._voices = voices
        self._kinds = kinds
        self._names = names
        self._country_name = country_name

    def events(self, cause: Sorted) -> list[Event]:
        """The cause's gatherings and, where it is one, its wave."""
        called = _called(cause.areas)
        events = [self._gathering(g, called) for g in cause.gatherings]
        if not cause.areas and len({(g.place, g.day) for g in cause.gatherings}) < 2:
            return events
        return self._wave(events, cause)

    def _wave(self, events: Sequence[Event], cause: Sorted) -> list[Event]:
        """The events with their wave, and the waves of single days in a longer one."""
        everything = [s for group in cause.groups for s in group]
        place = _common_place(everything, self._country_name)
        parts = [area for area in cause.areas if not _is_whole(area, place)]
        whole = [s for area in cause.areas if area not in parts for s in area.sightings]
        day_alone = len(parts) == 1 and _is_all(parts[0], everything)
        if day_alone and not _has_longer_figure(whole):
            whole, parts, day_alone = whole + parts[0].sightings, [], False
        wave = self._outer(everything, whole, place, dated=not day_alone)
        inner = [_inside(self._part(area), wave) for area in parts]
        by_day = {(p.place.country, p.when.date): p for p in inner if p.place and p.place.precision == "country"}
        homes = ((e, (e.place.country if e.place else None, e.when.date)) for e in events)
        return [wave, *inner, *(_inside(e, by_day.get(day, wave)) for e, day in homes)]

    def _gathering(self, gathering: Gathering, called: Called) -> Event:
        key = ("event", *gathering.key)
        place = place_of(gathering.sightings)
        event = self._event(key, "event", gathering.sightings, gathering.sightings, place, _when(gathering.day))
        return replace(event, kind=self._kind(event, called))

    def _kind(self, event: Event, called: Called) -> str:
        """An event's type; where its texts name none, what these call the gatherings of that day all over the country
        ("How many marched where?"). What gathers for or against something demonstrates."""
        if event.kind == ANY:
            return DEFAULT if event.cause else ANY
        if event.kind != DEFAULT or event.place is None:
            return event.kind
        days = ((event.when.date, event.place.country, document) for document in event.documents)
        told = [kind for day in days for kind in called.get(day, ())]
        kind = self._kinds.commonest(told)
        return event.kind if event.mentions and told.count(kind) < ENOUGH else kind

    def _part(self, area: Area) -> Event:
        """What is told of an area on a day, or over a time, inside a wave that is longer or wider."""
        days = (day for s in area.sightings if (span := span_of(s.when)) for day in span)
        when = _when(area.day) if area.day else when_of(days)
        key = ("part", area.place, area.day or "")
        return self._event(key, "wave", area.sightings, area.sightings, place_of(area.sightings), when)

    def _outer(
        self, everything: Sequence[Sighting], own: Sequence[Sighting], place: Place | None, *, dated: bool
    ) -> Event:
        """The wave of a whole cause: documents and voices of all its parts, mentions and claims of its own. Not `dated`
        is one of which the texts date a single day and tell figures of a longer time."""
        held = [s for s in everything if s.status not in AHEAD and span_of(s.when)] or everything
        when = when_of(day for s in held for day in _days_told(s))
        key = ("wave", place_key(place) if place else "", (when.date or "").split("/")[0])
        return self._event(key, "wave", everything, own, place, when if dated else When())

    def _event(
        self,
        key: tuple[str, ...],
        level: str,
        told: Sequence[Sighting],
        own: Sequence[Sighting],
        place: Place | None,
        when: When,
    ) -> Event:
        """An event of the sightings `own`, described by those of `told`."""
        ordered = sorted(told, key=lambda s: (s.document_id, s.order, s.item_id))
        name = self._kinds.commonest if level == "wave" else self._kinds.name
        return Event(
            event_id=self._names.name(key),
            level="wave" if level == "wave" else "event",
            kind=name(_told_kinds(ordered)),
            status=status_of(s for s in ordered if s.creates),
            when=when,
            place=place,
            cause=cause_of(ordered),
            responses=sorted_unique(r for s in ordered for r in s.responses),
            mentions=sorted_unique(s.item_id for s in own if not s.is_claim),
            claims=sorted_unique(s.item_id for s in own if s.is_claim),
            documents=sorted_unique(s.document_id for s in ordered),
            voices=len(set(self._voices_of(ordered))),
        )

    def _voices_of(self, sightings: Iterable[Sighting]) -> Iterable[str]:
        """The voices of the claims; of a text that tells no figure, its own."""
        for sighting in sightings:
            own = self._voice_of.get(sighting.item_id)
            yield own or self._voices.of_document(sighting.document_id)


def _days_told(sighting: Sighting) -> Sequence[str]:
    """The days that a sighting speaks for. A toll since a day goes on to the day of telling: only its first day tells
    of the wave."""
    days = span_of(sighting.when) or ()
    return days[:1] if sighting.is_claim and not sighting.day else days


def _called(areas: Iterable[Area]) -> Called:
    """The types told of whole countries and regions, by day, country and document."""
    called: dict[tuple[str | None, str | None, str], list[str | None]] = defaultdict(list)
    for area in areas:
        for sighting in area.sightings:
            if area.day is not None and not sighting.is_claim:
                called[area.day, sighting.country, sighting.document_id].append(sighting.kind)
    return called


def _told_kinds(sightings: Iterable[Sighting]) -> Iterable[str | None]:
    """The types told, each sentence once, however many copies of a text repeat it."""
    told = ((s.kind, s.sentence or s.item_id) for s in sightings if not s.is_claim)
    return (kind for kind, _ in dict.fromkeys(told))


def _when(day: str | None) -> When:
    """A day, an interval of a few days, or None as a date with its precision."""
    if day is None:
        return When()
    return When(day, "range" if "/" in day else "day")


def _inside(event: Event, wave: Event) -> Event:
    """The event in its wave; where its own texts give no cause the wave's holds, but not for an answer to it."""
    cause = event.cause or (None if event.kind == ANSWER else wave.cause)
    kind = DEFAULT if event.kind == ANY and event.level == "event" and cause else event.kind
    return replace(event, wave_id=wave.event_id, cause=cause, kind=kind)


def _is_whole(area: Area, place: Place | None) -> bool:
    """Whether what is told of an area is told of the whole wave: no day of its own, and the wave's place or none."""
    return area.day is None and (not area.place or (place is not None and area.place == place_key(place)))


def _has_longer_figure(sightings: Iterable[Sighting]) -> bool:
    """Whether a country's figure is among them, told without a day: it can be of more days than the one dated."""
    return any(s.is_claim and s.level == "area" and s.day is None for s in sightings)


def _is_all(area: Area, everything: Sequence[Sighting]) -> bool:
    """Whether a wave is nothing but that one area on that one day."""
    place = place_of(area.sightings)
    dates = {s.when.date for s in everything if s.when.date}
    if place is None or place.precision != "country" or dates != {area.day}:
        return False
    return {s.country for s in everything if s.country} <= {place.country}


def _common_place(sightings: Sequence[Sighting], country_name: Callable[[str], str]) -> Place | None:
    """The country that nearly all lie in, as the sources' own place where one names it; a common town or region where
    all sightings are of it; None for a wave over countries, or without any place."""
    places = [s.place for s in sightings if s.place is not None and s.level != "nowhere"]
    told = Counter(p.country for p in places)
    country = max(told, key=lambda c: told[c], default=None)
    if not country or told[country] < MAIN * len(places):
        return None
    if len({place_key(p) for p in places}) == 1:
        return places[0]
    named = (p for p in places if p.precision == "country" and p.country == country)
    name = country_name(country)
    return next(named, Place(name, 0, "country", name, country=country))
