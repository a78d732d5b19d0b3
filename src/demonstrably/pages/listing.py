"""The list of events with its map and timeline: three views of what a filter leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from demonstrably.gazetteer.folding import fold
from demonstrably.model import Assessment, Event, first_day, last_day
from demonstrably.pages.filters import Filter
from demonstrably.pages.library import Library
from demonstrably.pages.search import Search
from demonstrably.wording import KIND_LETTERS, days, heading, kind, place

ROWS = 50
"""Events on one page of the list."""


@dataclass(frozen=True, slots=True)
class Best:
    """An attribute's figures under the list's rule set; `words` is a rule set's tag where it gives no number."""

    low: int | None
    high: int | None
    best: int | None
    words: str | None
    conflict: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An event or wave in the list. `date` is an ISO day or interval, `letters` the kinds of source of its claims."""

    event_id: str
    level: str
    title: str
    type: str
    kind: str
    status: str
    date: str | None
    date_precision: str
    days: str
    place: str
    place_id: int | None
    place_precision: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    cause: str | None
    wave_id: str | None
    reports: int
    voices: int
    letters: str
    conflict: bool
    figures: Mapping[str, Best]


@dataclass(frozen=True, slots=True)
class Day:
    """Events that began on an ISO day; `spread` of them are told of no single day."""

    day: str
    events: int
    spread: int


@dataclass(frozen=True, slots=True)
class Dot:
    """The events at one place: a point with its precision, how many, and the greatest best number of participants."""

    place: str
    place_id: int | None
    precision: str
    country: str | None
    latitude: float
    longitude: float
    events: int
    participants: int | None
    conflict: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter's field can take, and how many events of the whole record have it."""

    value: str
    label: str
    events: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, and of all that the filter leaves: the days, the dots, and those without a place or day."""

    filter: Filter
    total: int
    pages: int
    waves: tuple[Row, ...]
    rows: tuple[Row, ...]
    timeline: tuple[Day, ...]
    dots: tuple[Dot, ...]
    nowhere: int
    dateless: int
    choices: Mapping[str, tuple[Choice, ...]]


class Catalogue:
    """All events of a library as rows, made once, and the lists that filters leave of them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._rows: dict[str, Mapping[str, Row]] = {}

    @cached_property
    def search(self) -> Search:
        return Search(self.library.view.documents.values())

    def rows(self, rules: str) -> Mapping[str, Row]:
        """Event id -> row, its figures under a rule set; without figures where the record knows no such rule set."""
        if rules not in self.library.rule_sets:
            rules = ""
        if rules not in self._rows:
            self._rows[rules] = {event.event_id: self._row(event, rules) for event in self.library.events}
        return self._rows[rules]

    def listing(self, chosen: Filter) -> Listing:
        """What the filter leaves. A page beyond the last is the last one."""
        events = list(filter(self._keeps(chosen), self.library.events))
        rows = self.rows(chosen.rules)
        single = _sorted((rows[event.event_id] for event in events if event.level == "event"), chosen.sort)
        pages = max(1, -(-len(single) // ROWS))
        first = (min(chosen.page, pages) - 1) * ROWS
        return Listing(
            filter=chosen,
            total=len(single),
            pages=pages,
            waves=tuple(rows[event.event_id] for event in events if event.level == "wave"),
            rows=tuple(single[first : first + ROWS]),
            timeline=timeline(single),
            dots=dots(single),
            nowhere=sum(row.latitude is None for row in single),
            dateless=sum(row.date is None for row in single),
            choices=self.choices,
        )

    @cached_property
    def choices(self) -> Mapping[str, tuple[Choice, ...]]:
        """What the fields of a filter can be set to, the most frequent first."""
        rows = [row for row in self.rows("").values() if row.level == "event"]
        outlets = [name for row in rows for name in self._outlets.get(row.event_id, ()) if name]
        return {
            "type": _choices((row.type for row in rows), kind),
            "status": _choices((row.status for row in rows), kind),
            "country": _choices((row.country for row in rows if row.country), str),
            "place": _choices((row.place for row in rows if row.place_id is not None), str),
            "source": _choices((letter for row in rows for letter in row.letters), str),
            "outlet": _choices(outlets, str),
            "attribute": _choices((name for row in rows for name in self._attributes[row.event_id]), str),
        }

    @cached_property
    def _outlets(self) -> Mapping[str, frozenset[str]]:
        documents = self.library.view.documents
        return {
            event.event_id: frozenset(documents[name].outlet or "" for name in event.documents if name in documents)
            for event in self.library.events
        }

    @cached_property
    def _attributes(self) -> Mapping[str, frozenset[str]]:
        claims_of = self.library.claims_of
        return {event.event_id: frozenset(c.attribute for c in claims_of(event)) for event in self.library.events}

    def _row(self, event: Event, rules: str) -> Row:
        figures = {name: _best(found) for name, found in self.library.view.figures(event.event_id, rules).items()}
        letters = {KIND_LETTERS.get(claim.source_kind, "?") for claim in self.library.claims_of(event)}
        where = event.place
        return Row(
            event_id=event.event_id,
            level=event.level,
            title=heading(event),
            type=event.kind,
            kind=kind(event.kind, event.status),
            status=event.status,
            date=event.when.date,
            date_precision=event.when.precision,
            days=days(event.when),
            place=place(event),
            place_id=where.place_id if where else None,
            place_precision=where.precision if where else None,
            country=where.country if where else None,
            latitude=where.latitude if where else None,
            longitude=where.longitude if where else None,
            cause=event.cause,
            wave_id=event.wave_id,
            reports=len(event.documents),
            voices=event.voices,
            letters="".join(letter for letter in dict.fromkeys(KIND_LETTERS.values()) if letter in letters),
            conflict=any(figure.conflict for figure in figures.values()),
            figures=figures,
        )

    def _keeps(self, chosen: Filter) -> Callable[[Event], bool]:
        """The filter as one test: every field that is set has to hold."""
        tests = list(self._tests(chosen, self.rows(chosen.rules)))
        return lambda event: all(test(event) for test in tests)

    def _tests(self, chosen: Filter, rows: Mapping[str, Row]) -> Iterator[Callable[[Event], bool]]:
        if chosen.wave:
            inside = {event.event_id for event in self.library.within(chosen.wave)}
            yield lambda event: event.event_id in inside
        if chosen.q:
            yield self._about(chosen.q)
        if chosen.since:
            yield lambda event: (last_day(event.when) or "") >= chosen.since
        if chosen.until:
            yield lambda event: (first_day(event.when) or "9999") <= chosen.until
        if chosen.place:
            yield _at(chosen.place, rows)
        if chosen.country:
            yield lambda event: rows[event.event_id].country == chosen.country
        if chosen.area:
            yield _inside(chosen.area, rows)
        if chosen.level:
            yield lambda event: event.level == chosen.level
        if chosen.conflict:
            yield lambda event: rows[event.event_id].conflict
        if chosen.type:
            yield lambda event: event.kind in chosen.type
        if chosen.status:
            yield lambda event: event.status in chosen.status
        if chosen.attribute:
            yield lambda event: not self._attributes[event.event_id].isdisjoint(chosen.attribute)
        if chosen.source:
            yield lambda event: not set(rows[event.event_id].letters).isdisjoint(chosen.source)
        if chosen.outlet:
            yield lambda event: not self._outlets[event.event_id].isdisjoint(chosen.outlet)

    def _about(self, words: str) -> Callable[[Event], bool]:
        """Events whose documents hold the words, or whose own place or cause does."""
        documents, plain = self.search.documents(words), words.casefold()
        rows = self.rows("")

        def holds(event: Event) -> bool:
            own = f"{rows[event.event_id].place} {event.cause or ''}".casefold()
            return plain in own or not documents.isdisjoint(event.documents)

        return holds


def _at(place: str, rows: Mapping[str, Row]) -> Callable[[Event], bool]:
    """Events at the place of that GeoNames id or name, however it is written; where none has that very name, those
    whose place's name holds it."""
    wanted = fold(place)
    names = {event_id: fold(row.place) for event_id, row in rows.items()}
    whole = wanted in names.values()

    def holds(event: Event) -> bool:
        name = names[event.event_id]
        return place == str(rows[event.event_id].place_id) or (name == wanted if whole else wanted in name)

    return holds


def _inside(area: str, rows: Mapping[str, Row]) -> Callable[[Event], bool]:
    """Events whose point lies in an area (west,south,east,north)."""
    west, south, east, north = map(float, area.split(","))

    def holds(event: Event) -> bool:
        row = rows[event.event_id]
        if row.latitude is None or row.longitude is None:
            return False
        return west <= row.longitude <= east and south <= row.latitude <= north

    return holds


def _best(found: Assessment) -> Best:
    return Best(found.low, found.high, found.best, found.verbatim, found.conflict)


def _sorted(rows: Iterable[Row], by: str) -> list[Row]:
    """By day as they come, or the greatest first by `participants`, `detained`, ..., `reports`; or by `place`."""
    if by == "date":
        return list(rows)
    if by == "place":
        return sorted(rows, key=lambda row: (row.place.casefold(), row.date or "9999"))
    if by == "reports":
        return sorted(rows, key=lambda row: -row.reports)
    return sorted(rows, key=lambda row: -_size(row, by))


def _size(row: Row, attribute: str) -> int:
    figure = row.figures.get(attribute)
    return next((value for value in (figure.best, figure.low, figure.high) if value is not None), -1) if figure else -1


def _choices(values: Iterable[str], label: Callable[[str], str]) -> tuple[Choice, ...]:
    counted = Counter(values)
    return tuple(
        Choice(value, label(value), counted[value]) for value in sorted(counted, key=lambda v: (-counted[v], v))
    )


def timeline(rows: Sequence[Row]) -> tuple[Day, ...]:
    """Events by their first day; those told of no single day counted apart too."""
    events: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for row in rows:
        if row.date:
            first = row.date.split("/")[0]
            events[first] += 1
            spread[first] += row.date_precision != "day"
    return tuple(Day(day, events[day], spread[day]) for day in sorted(events))


def dots(rows: Sequence[Row]) -> tuple[Dot, ...]:
    """Events by their point on the map, the most participants first, so that small dots lie on large ones."""
    here: dict[tuple[float, float, str, str], list[Row]] = {}
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            here.setdefault((row.latitude, row.longitude, row.place_precision or "city", row.place), []).append(row)
    return tuple(sorted(map(_dot, here.values()), key=lambda dot: (-(dot.participants or 0), dot.place, dot.precision)))


def _dot(rows: Sequence[Row]) -> Dot:
    row = rows[0]
    assert row.latitude is not None and row.longitude is not None
    sizes = [size for each in rows if (size := _size(each, "participants")) >= 0]
    return Dot(
        place=row.place,
        place_id=row.place_id,
        precision=row.place_precision or "city",
        country=row.country,
        latitude=row.latitude,
        longitude=row.longitude,
        events=len(rows),
        participants=max(sizes, default=None),
        conflict=any(each.conflict for each in rows),
    )
