"""The filter as a form to set it and as chips to take its parts away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from demonstrably.drawing import NAMES
from demonstrably.pages import Filter, Listing
from demonstrably.pages.listing import Choice
from demonstrably.wording import day, kind

LABELS = {
    "type": "Type", "attribute": "Figures of", "source": "Told by", "outlet": "Outlet", "status": "Status",
}  # fmt: skip
"""The fields of a filter that take several values, and what they are called."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    events: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form that takes several values; `chosen` counts those that are set."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the filter in words, with the address of the page without it."""

    label: str
    href: str


def fields(listing: Listing) -> tuple[Field, ...]:
    """The fields whose values the record has more than one of, or that are set."""
    found = (_field(name, listing.choices.get(name, ()), getattr(listing.filter, name)) for name in LABELS)
    return tuple(field for field in found if len(field.options) > 1 or field.chosen)


def _field(name: str, choices: tuple[Choice, ...], chosen: tuple[str, ...]) -> Field:
    known = {choice.value for choice in choices}
    options = [Option(c.value, _label(name, c.value), c.events, c.value in chosen) for c in choices]
    options.extend(Option(value, _label(name, value), 0, True) for value in chosen if value not in known)
    return Field(name, LABELS[name], tuple(options), len(chosen))


def _label(name: str, value: str) -> str:
    if name == "source":
        return NAMES.get(value, value)
    return kind(value) if name in ("type", "status") else value


def chips(chosen: Filter, link: Callable[[str], str]) -> tuple[Chip, ...]:
    """What narrows the list, each part of it with the way back."""
    return tuple(Chip(label, link(query)) for label, query in _parts(chosen))


def _parts(chosen: Filter) -> Iterator[tuple[str, str]]:
    if chosen.q:
        yield f"“{chosen.q}”", chosen.query(q="", page=1)
    if chosen.since:
        yield f"from {day(chosen.since)}", chosen.query(since="", page=1)
    if chosen.until:
        yield f"to {day(chosen.until)}", chosen.query(until="", page=1)
    for name, words in (("place", "in "), ("country", "country "), ("area", "what the map shows"), ("level", "")):
        value = getattr(chosen, name)
        if value:
            yield words if name == "area" else f"{words}{value}", chosen.query(**{name: "", "page": 1})
    for name in LABELS:
        for value in getattr(chosen, name):
            yield _label(name, value), chosen.toggled(name, value)
    if chosen.conflict:
        yield "sources disagree", chosen.query(conflict=False, page=1)
