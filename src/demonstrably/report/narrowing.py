"""A view narrowed to some events: what a report on these alone is drawn from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Set

from demonstrably.export import View
from demonstrably.model import Event
from demonstrably.store import Generation


def narrowed(view: View, event_ids: Iterable[str]) -> View:
    """The view with these events and all that stands in these waves, the documents that speak of them, and the
    originals of those that are copies. Nothing else of the record is in it."""
    generation = view.generation
    if generation is None:
        return view
    kept = _with_members(generation.events, set(event_ids))
    events = tuple(_loose(event, kept) for event in generation.events if event.event_id in kept)
    told = {name for event in events for name in event.documents}
    documents = told | {generation.copies[name] for name in told if name in generation.copies}
    return dataclasses.replace(
        view,
        documents={name: document for name, document in view.documents.items() if name in documents},
        extractions=tuple(said for said in view.extractions if said.document_id in documents),
        generation=_generation(generation, events, kept, documents),
    )


def _with_members(events: Iterable[Event], chosen: set[str]) -> set[str]:
    """The chosen events, and those that stand in a chosen wave at whatever depth."""
    waves = {event.event_id: event.wave_id for event in events}

    def stands_in(event_id: str | None) -> bool:
        seen: set[str] = set()
        while event_id is not None and event_id not in seen:
            if event_id in chosen:
                return True
            seen.add(event_id)
            event_id = waves.get(event_id)
        return False

    return {event_id for event_id in waves if stands_in(event_id)}


def _loose(event: Event, kept: Set[str]) -> Event:
    """The event without ties to events that are left out."""
    wave = event.wave_id if event.wave_id in kept else None
    redirect = event.redirect_to if event.redirect_to in kept else None
    return dataclasses.replace(event, wave_id=wave, redirect_to=redirect)


def _generation(
    generation: Generation, events: tuple[Event, ...], kept: Set[str], documents: Set[str]
) -> Generation:  # fmt: skip
    return dataclasses.replace(
        generation,
        events=events,
        assessments=tuple(found for found in generation.assessments if found.event_id in kept),
        tallies=tuple(row for row in generation.tallies if row["wave_id"] in kept),
        copies=_among(generation.copies, documents),
        versions=_among(generation.versions, documents),
    )


def _among(pairs: Mapping[str, str], documents: Set[str]) -> dict[str, str]:
    return {one: other for one, other in pairs.items() if one in documents and other in documents}
