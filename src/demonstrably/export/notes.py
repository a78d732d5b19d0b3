"""Which event a note is about: the one of its document whose place and day agree with the note's."""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.model import Event, Note, Place, When, first_day, last_day


def event_of_note(note: Note, events: Sequence[Event]) -> Event | None:
    """The event or wave among the document's own that the note is about, None where none agrees.

    A note with a town is about an event there; one without a place, or with a country, is about a wave.
    """
    fitting = [event for event in events if _places_agree(note.place, event) and _days_agree(note.when, event.when)]
    return min(fitting, key=_width, default=None)


def _places_agree(place: Place | None, event: Event) -> bool:
    if place is None:
        return event.level == "wave"
    if event.place is None:
        return False
    if place.place_id is not None or event.place.place_id is not None:
        return place.place_id == event.place.place_id
    return place.written.casefold() == event.place.written.casefold()


def _days_agree(one: When, other: When) -> bool:
    """Whether the days can be the same; an unknown day agrees with any."""
    if one.date is None or other.date is None:
        return True
    return (first_day(one) or "") <= (last_day(other) or "") and (first_day(other) or "") <= (last_day(one) or "")


def _width(event: Event) -> tuple[bool, str, str]:
    """The narrowest first: an event before a wave, a day before an interval."""
    days = event.when.date or "9999"
    return (event.level == "wave", f"{'/' in days}{days}", event.event_id)
