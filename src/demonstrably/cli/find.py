"""Which event a person means: by the beginning of its id, or by words of its place, day and type."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from demonstrably.address import is_server
from demonstrably.cli.common import say
from demonstrably.errors import UsageError
from demonstrably.export import View
from demonstrably.model import Event
from demonstrably.pages import Library
from demonstrably.store.folder import is_record
from demonstrably.wording import days, heading, kind, short_id

MOST_NAMED = 8
"""Candidates that an ambiguous call lists."""


def split_record(words: Sequence[str], record: str | None) -> tuple[str | None, Sequence[str]]:
    """The record and the event's words, where the first word may be the record."""
    if record is None and len(words) > 1 and (is_server(words[0]) or is_record(Path(words[0]))):
        return words[0], words[1:]
    return record, words


def find_event(view: View, words: Sequence[str]) -> Event:
    """The one event or wave meant. Raises UsageError where none or several fit, naming them."""
    asked = os.fsencode(" ".join(words).strip()).decode("utf-8", "replace")  # in a locale that is no UTF-8, too
    found = _by_id(view, asked) or _by_words(view, asked)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no event {asked!r}.", remedy="`demonstrably events` lists them with their ids.")
    named = "\n".join(f"  {short_id(event.event_id)}  {heading(event)}" for event in found[:MOST_NAMED])
    raise UsageError(f"{len(found)} events fit {asked!r}:\n{named}", remedy="Give an id, or more words.")


def standing(library: Library, event: Event) -> Event:
    """The event itself, or the one that it was merged into, which stderr then tells."""
    found = library.event(event.event_id) or event
    if found is not event:
        say(f"{event.event_id} is now a part of {found.event_id}.", err=True)
    return found


def _by_id(view: View, asked: str) -> list[Event]:
    if len(asked) < 4:
        return []
    return [e for e in view.events if asked in (e.event_id, short_id(e.event_id)) or _begins(e.event_id, asked)]


def _begins(event_id: str, asked: str) -> bool:
    return event_id.startswith(asked) or event_id.rpartition("-")[2].startswith(asked.lower())


def _by_words(view: View, asked: str) -> list[Event]:
    """The events that have every word; of those, gatherings before waves."""
    words = asked.casefold().replace(",", " ").split()
    there = (event for event in view.events if words and event.redirect_to is None)
    found = [event for event in there if all(word in _described(event) for word in words)]
    events = [event for event in found if event.level == "event"]
    return found if "wave" in words or not events else events


def _described(event: Event) -> str:
    place = event.place
    names = (place.name or "", place.written, place.country or "") if place else ()
    parts = (*names, event.when.date or "", days(event.when), kind(event.kind), event.cause or "", event.level)
    return " ".join(parts).casefold()
