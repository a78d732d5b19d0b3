"""The sightings of one cause become its city events; what is told of an area or a time stays with the wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from demonstrably.link.kinds import Kinds
from demonstrably.link.sightings import Sighting, days_between, place_key, span_of
from demonstrably.model import DatePrecision, Place, Status, When

STATUS_ORDER: tuple[Status, ...] = ("occurred", "ongoing", "cancelled", "planned", "hypothetical", "historical")
"""The first of these that is told is the event's: what happened outweighs what was planned."""


@dataclass(slots=True)
class Gathering:
    """An event in the making. `day` is a day, or an interval of a few days where the text tells no better, None of one
    that no text dates; `scope` is then its document. `anchor` is the
    type that tells it from others at the same spot, `name` that type in its id: empty for the one told first there,
    so that its id stays when another is added."""

    place: str
    day: str | None
    scope: str
    anchor: str | None
    name: str
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.place, self.day or "", self.scope, self.name


@dataclass(slots=True)
class Area:
    """Part of a wave in the making: what is told of one region or country (or of no place, "") on one day or over
    some days, or over a longer or unknown time (day None)."""

    place: str
    day: str | None
    sightings: list[Sighting] = field(default_factory=list)


@dataclass(slots=True)
class Sorted:
    """A cause's sightings, sorted into gatherings and areas."""

    gatherings: list[Gathering]
    areas: list[Area]

    @property
    def groups(self) -> list[list[Sighting]]:
        """The sightings of each gathering, then of each area."""
        return [*(g.sightings for g in self.gatherings), *(a.sightings for a in self.areas)]


FEW_DAYS = 14
"""An interval up to this long can stand for the unknown day of one gathering, or for part of a wave."""


def sort_sightings(sightings: Sequence[Sighting], roots: Mapping[str, str], kinds: Kinds) -> Sorted:
    """Sort the sightings of one cause, oldest document first. `roots` maps copies to their originals, so that
    undated copies meet."""
    gatherings = _settled(_gatherings([s for s in sightings if s.level == "city"], roots, kinds))
    placed = {id(s) for g in gatherings for s in g.sightings}
    finder = _Finder(gatherings, roots, kinds)
    fitting = [(s, finder.fitting(s)) for s in sightings if id(s) not in placed]
    for sighting, homes in fitting:
        if len(homes) == 1:
            homes[0].sightings.append(sighting)
    alone = [s for s, homes in fitting if not homes and s.level == "city" and _few_days(s)]
    gatherings += _over_some_days(alone, kinds)
    settled = {id(s) for s in alone}
    areas = _areas([s for s, homes in fitting if len(homes) != 1 and id(s) not in settled], roots)
    return Sorted(
        [g for g in gatherings if any(s.creates for s in g.sightings)],
        [a for a in areas if any(s.creates for s in a.sightings)],
    )


def _gatherings(cities: Sequence[Sighting], roots: Mapping[str, str], kinds: Kinds) -> list[Gathering]:
    """The gatherings of all sightings in a city on a day, and of those that no text dates."""
    spots: dict[tuple[str, str, str], list[Sighting]] = defaultdict(list)
    for sighting in cities:
        if sighting.place is not None and sighting.day is not None:
            spots[place_key(sighting.place), sighting.day, ""].append(sighting)
    dated = {(place, _root(s, roots)) for (place, _, _), found in spots.items() for s in found}
    for sighting in cities:
        if sighting.place is not None and span_of(sighting.when) is None:
            place, root = place_key(sighting.place), _root(sighting, roots)
            if (place, root) not in dated:
                spots[place, "", root].append(sighting)
    return [g for spot in sorted(spots) for g in _split(spot, spots[spot], kinds)]


def _settled(gatherings: Sequence[Gathering]) -> list[Gathering]:
    """The gatherings; those of which texts speak only as past already are the last one told of the same place."""
    kept = [g for g in gatherings if not _only_past(g)]
    by_place: dict[str, list[Gathering]] = defaultdict(list)
    for gathering in kept:
        by_place[gathering.place].append(gathering)
    for gathering in (g for g in gatherings if _only_past(g)):
        before = [g for g in by_place[gathering.place] if _shortly_before(g.day, gathering.day)]
        last = max(before, key=lambda g: (g.day or "", len(g.sightings), g.key), default=None)
        if last is None:
            kept.append(gathering)
        else:
            last.sightings += gathering.sightings
    return kept


def _only_past(gathering: Gathering) -> bool:
    """Whether whatever tells of a gathering tells it as past already."""
    told = [s for s in gathering.sightings if s.creates]
    told = [s for s in told if s.gathers] or told
    return bool(told) and all(s.backward for s in told)


def _shortly_before(day: str | None, other: str | None) -> bool:
    return day is not None and other is not None and 0 < days_between(day, other) <= FEW_DAYS


def _few_days(sighting: Sighting) -> str | None:
    """The day or the short interval of a sighting, None of a longer or unknown time."""
    span = span_of(sighting.when)
    return sighting.when.date if span and days_between(*span) <= FEW_DAYS else None


def _over_some_days(sightings: Sequence[Sighting], kinds: Kinds) -> list[Gathering]:
    """Gatherings in towns of which no text tells the very day."""
    spots: dict[tuple[str, str, str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.place is not None and sighting.when.date:
            spots[place_key(sighting.place), sighting.when.date, ""].append(sighting)
    return [g for spot in sorted(spots) for g in _split(spot, spots[spot], kinds)]


def _split(spot: tuple[str, str, str], sightings: Sequence[Sighting], kinds: Kinds) -> list[Gathering]:
    """One spot's gatherings, those told first first; words that fit several join the one they stand nearest to."""
    place, day, scope = spot
    anchors: Sequence[str | None] = kinds.anchors([s.kind for s in sightings if s.creates and s.kind]) or [None]
    found = [Gathering(place, day or None, scope, a, a if i and a else "") for i, a in enumerate(anchors)]
    for sighting in sorted(sightings, key=lambda s: _choices(s, found, kinds)):
        _best(sighting, found, kinds).sightings.append(sighting)
    return found


def _choices(sighting: Sighting, gatherings: Sequence[Gathering], kinds: Kinds) -> int:
    """How many gatherings a sighting's type fits: those that leave no choice are placed first."""
    return sum(kinds.compatible(sighting.kind, g.anchor) for g in gatherings)


def _best(sighting: Sighting, gatherings: Sequence[Gathering], kinds: Kinds) -> Gathering:
    """The gathering of a sighting's type; of several that of the nearest passage of its document, then the one told
    most."""
    return min(
        gatherings,
        key=lambda g: (
            not kinds.compatible(sighting.kind, g.anchor),
            _distance(sighting, g) if len(gatherings) > 1 else (0, 0),
            kinds.is_answer(g.anchor),
            -len(g.sightings),
            g.key,
        ),
    )


def _distance(sighting: Sighting, gathering: Gathering) -> tuple[int, int]:
    """How far off the nearest passage of the same document is: 0 for one before it, as texts refer back, 1 for one
    after it, 2 for none; then the characters to it."""
    steps = (sighting.order - s.order for s in gathering.sightings if s.document_id == sighting.document_id)
    return min(((0, step) if step >= 0 else (1, -step) for step in steps), default=(2, 0))


class _Finder:
    """Finds the gatherings that a sighting without a day or a town can mean; it means one where only that fits."""

    def __init__(self, gatherings: Sequence[Gathering], roots: Mapping[str, str], kinds: Kinds) -> None:
        self._roots, self._kinds = roots, kinds
        self._by_text: dict[str, dict[tuple[str, ...], Gathering]] = defaultdict(dict)
        self._by_place: dict[str, list[Gathering]] = defaultdict(list)
        for gathering in gatherings:
            self._by_place[gathering.place].append(gathering)
            for sighting in gathering.sightings:
                self._by_text[_root(sighting, roots)][gathering.key] = gathering

    def fitting(self, sighting: Sighting) -> list[Gathering]:
        """The gatherings that fit; of those in one town on one day the one that stands nearest."""
        if sighting.level == "area" or _is_threat_of_some_day(sighting):
            return []
        here = self._by_text.get(_root(sighting, self._roots), {})
        if sighting.level == "nowhere" or sighting.place is None:
            candidates = list(here.values())
        else:
            same_place = self._by_place.get(place_key(sighting.place), [])
            candidates = [g for g in same_place if g.key in here or span_of(sighting.when)]
        found = [g for g in candidates if _undated_or_in(sighting, g) and self._fits_kind(sighting, g)]
        one_spot = len({(g.place, g.day) for g in found}) == 1
        return [_best(sighting, found, self._kinds)] if one_spot else found

    def _fits_kind(self, sighting: Sighting, gathering: Gathering) -> bool:
        """Whether it can be that one; an answer to a gathering is never one that no text tells as an answer."""
        answers = self._kinds.is_answer(sighting.kind) <= self._kinds.is_answer(gathering.anchor)
        return answers and self._kinds.compatible(sighting.kind, gathering.anchor)


def _is_threat_of_some_day(sighting: Sighting) -> bool:
    """Whether a gathering is only supposed, for some day of an interval: it is none of those that are told of its town
    in that time ("if they refuse, there will be 10,000 outside parliament before the month is out")."""
    return sighting.status == "hypothetical" and sighting.day is None and span_of(sighting.when) is not None


def _undated_or_in(sighting: Sighting, gathering: Gathering) -> bool:
    """Whether a sighting gives no date, or one that the gathering's day lies in."""
    span = span_of(sighting.when)
    return span is None or (gathering.day is not None and span[0] <= gathering.day <= span[1])


def _root(sighting: Sighting, roots: Mapping[str, str]) -> str:
    return roots.get(sighting.document_id, sighting.document_id)


def _areas(loose: Sequence[Sighting], roots: Mapping[str, str]) -> list[Area]:
    """What is left, by area and day. What names no place goes to the only area and day that its text speaks of,
    otherwise to the whole wave, as does what is told of a town over several days."""
    found: dict[tuple[str, str | None], Area] = {}
    here: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for sighting in loose:
        if sighting.level == "area" and sighting.place is not None:
            key = (place_key(sighting.place), _few_days(sighting))
            found.setdefault(key, Area(*key)).sightings.append(sighting)
            here[_root(sighting, roots)].add(key)
    for sighting in (s for s in loose if s.level != "area"):
        told = {k for k in here[_root(sighting, roots)] if sighting.level == "nowhere" and _same_day(sighting, k[1])}
        key = min(told, key=str) if len(told) == 1 else ("", None)
        found.setdefault(key, Area(*key)).sightings.append(sighting)
    return [found[key] for key in sorted(found, key=lambda k: (k[0], k[1] or ""))]


def _same_day(sighting: Sighting, day: str | None) -> bool:
    return span_of(sighting.when) is None or sighting.day == day


def status_of(sightings: Iterable[Sighting]) -> Status:
    """The status that outweighs the others."""
    told = {s.status for s in sightings}
    return next((s for s in STATUS_ORDER if s in told), "occurred")


def place_of(sightings: Iterable[Sighting]) -> Place | None:
    """The first place told, in a town rather than at a venue in it."""
    places = [s.place for s in sightings if s.place is not None]
    return min(places, key=lambda p: p.precision == "venue", default=None)


def when_of(days: Iterable[str]) -> When:
    """The day, or the interval from the first to the last day."""
    ordered = sorted(days)
    if not ordered:
        return When()
    first, last = ordered[0], ordered[-1]
    precision: DatePrecision = "day" if first == last else "range"
    return When(first if first == last else f"{first}/{last}", precision)
