"""Values in words, the same on every page and terminal: figures with their hedge, days, places, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from textwrap import shorten

from demonstrably.model import Claim, Document, Event, Mention, When

KIND_LETTERS: Mapping[str, str] = {
    "police": "P", "government": "P", "court": "P", "monitor": "M", "outlet": "O", "agency": "O",
    "organiser": "S", "opposition": "S", "witness": "W", "social_account": "W", "medical": "H", "unknown": "?",
}  # fmt: skip
"""One letter a group of source kinds: Police and government, Monitors, Outlets and agencies, organiserS, Witnesses and
posts, Hospitals."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def figure(low: int | None, high: int | None) -> str:
    """Bounds as people write them: 2,000; 200-999; 100 or more; up to 500."""
    if low is None and high is None:
        return "-"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


_HEDGES: Mapping[str, str] = {
    "about": "about ", "nearly": "nearly ", "at_least": "at least ", "more_than": "more than ",
    "at_most": "up to ", "less_than": "under ",
}  # fmt: skip


def hedged(claim: Claim) -> str:
    """A claim's figure with its hedge: about 4,500; more than 100; 200-999."""
    value = claim.low if claim.low is not None else claim.high
    if claim.qualifier in _HEDGES and value is not None and claim.low in (None, value) and claim.high in (None, value):
        return f"{_HEDGES[claim.qualifier]}{value:,}"
    return figure(claim.low, claim.high)


def day(written: str | None) -> str:
    """An ISO day or time as an unambiguous day: 31 Jan 2021; "no date" without one."""
    if not written:
        return "no date"
    year, month, number = written[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def days(when: When) -> str:
    """A day, or the first and last of several, with its precision where that is not a day or a range."""
    if not when.date:
        return "no date"
    first, _, last = when.date.partition("/")
    text = f"{_without_shared(first, last)} {day(last)}" if last else day(first)
    return f"{text} ({when.precision})" if when.precision in ("week", "month", "year") else text


def _without_shared(first: str, last: str) -> str:
    """The first day of an interval without the year, and the month, that it shares with the last: 23 Jan -; 23 -."""
    shared = 2 if first[:7] == last[:7] else 1 if first[:4] == last[:4] else 0
    return f"{' '.join(day(first).split()[: 3 - shared])} -"


def place(event: Event) -> str:
    """The event's place by its resolved name, or as written; "no place" without one."""
    if event.place is None:
        return "no place"
    return event.place.name or event.place.written


def kind(name: str, status: str = "occurred") -> str:
    """An event type or a response in words, with its status where that is another than occurred: planned sit-in."""
    words = _HYPHENATED.get(name) or name.replace("_", " ")
    return words if status == "occurred" else f"{status} {words}"


_HYPHENATED: Mapping[str, str] = {
    "sit_in": "sit-in",
    "counter_protest": "counter-protest",
    "single_person_picket": "single-person picket",
}


def gathered(mentions: Iterable[Mention]) -> list[str]:
    """Those who gathered as the texts name them, each once; without bare numbers and "40,000 people"."""
    found: dict[str, str] = {}
    for written in (actor.strip() for mention in mentions for actor in mention.actors):
        if not _NOBODY.search(written):
            found.setdefault(written.casefold(), written)
    return list(found.values())


_NOBODY = re.compile(r"\A[\W\d_]*\Z|\b(?:people|persons|demonstrators|protesters|marchers)\Z", re.IGNORECASE)
"""Actors who are no one in particular."""


def named(document: Document) -> str:
    """A document's title; where it has none, the name of its file, or the text's first words where the file holds
    many; failing both its id."""
    if document.title or not document.path:
        return document.title or document.document_id
    path = PurePath(document.path)
    if document.path != "-" and path.suffix.lower() not in _OF_MANY:
        return path.name
    return shorten(document.text, OPENING, placeholder=" …") or document.document_id


_OF_MANY = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".json", ".js", ".mbox"})
"""Endings of files that hold many documents, whose name says nothing of one."""

OPENING = 70
"""Characters of a text that stand for its title: a headline's length."""


def heading(event: Event) -> str:
    """An event in one line: "Moscow, 31 Jan 2021: demonstration"; a wave with its cause where that is told."""
    status = "" if event.status == "occurred" else f" ({event.status})"
    if event.level == "wave":
        return f"wave: {place(event)}, {days(event.when)}{f', {event.cause}' if event.cause else ''}{status}"
    return f"{place(event)}, {days(event.when)}: {kind(event.kind)}{status}"


def many(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: 1 report, 1,200 reports, 3 cities."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def letter(claim: Claim) -> str:
    return KIND_LETTERS.get(claim.source_kind, "?")


def chain(claim: Claim) -> str:
    """Who says it and through whom: police, via TASS, via The Paper."""
    names = list(dict.fromkeys(link.canonical or link.name for link in claim.chain))
    if not names:
        return claim.source or "source not told"
    return ", via ".join(names)


def short_id(event_id: str) -> str:
    """The first eight digits of an id, which `show` takes."""
    return event_id.rpartition("-")[2][:8]
