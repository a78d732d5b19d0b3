"""Publication delayed: events of the last days are left out, with all that is said of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from datetime import date, timedelta

from demonstrably.errors import UsageError
from demonstrably.export.view import View
from demonstrably.model import Assessment, Event, Extraction, last_day
from demonstrably.store import Generation

WITHHELD = "Withheld: it speaks of an event of the last days."
"""Stands for the text of a document that speaks of an event that is left out."""


def late_events(view: View, days: int, as_of: str | None) -> frozenset[str]:
    """The events and waves whose last day lies less than `days` days before `as_of` (None: the newest publication), or
    after it. One without a date counts by the newest publication that speaks of it.

    Raises UsageError for an `as_of` that is no ISO day.
    """
    newest = as_of or max((d.published[:10] for d in view.documents.values() if d.published), default="")
    if days <= 0 or view.generation is None or not newest:
        return frozenset()
    limit = (_day(newest) - timedelta(days=days)).isoformat()
    return frozenset(event.event_id for event in view.generation.events if _ended(view, event) > limit)


def telling(view: View, events: Container[str]) -> frozenset[str]:
    """The documents that speak of one of these events."""
    return frozenset(name for event in view.events if event.event_id in events for name in event.documents)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written!r} is no day.", remedy="Give one as 2021-01-31.") from error


def _ended(view: View, event: Event) -> str:
    """The event's last day; the newest publication about it where it has no date, the last of all days without one."""
    if event.when.date:
        return last_day(event.when) or ""
    told = [view.documents[name].published for name in event.documents if name in view.documents]
    return max((day[:10] for day in told if day), default="9999")


def without(view: View, late: frozenset[str]) -> View:
    """The view without these events and what is said of them; the texts that speak of them are to be withheld."""
    generation = view.generation
    assert generation is not None
    claims = {claim for event in generation.events if event.event_id in late for claim in event.claims}
    mentions = {name for name, events in view.events_of_mention.items() if late.issuperset(events)}
    texts = telling(view, late)
    return dataclasses.replace(
        view,
        extractions=tuple(_said(said, claims, mentions, said.document_id in texts) for said in view.extractions),
        generation=_kept(generation, late, claims),
    )


def _said(said: Extraction, claims: Container[str], mentions: Container[str], withheld: bool) -> Extraction:
    """What is left of what a document says; of one whose text is withheld, names and remarks go too."""
    return dataclasses.replace(
        said,
        claims=tuple(claim for claim in said.claims if claim.claim_id not in claims),
        mentions=tuple(
            dataclasses.replace(mention, post=None if withheld else mention.post)
            for mention in said.mentions
            if mention.mention_id not in mentions
        ),
        labels=() if withheld else said.labels,
        notes=() if withheld else said.notes,
    )


def _kept(generation: Generation, late: frozenset[str], claims: Container[str]) -> Generation:
    return dataclasses.replace(
        generation,
        events=tuple(_loose(event, late) for event in generation.events if event.event_id not in late),
        assessments=tuple(_knowing(found, claims) for found in generation.assessments if found.event_id not in late),
        tallies=tuple(row for row in generation.tallies if row["wave_id"] not in late and not _tells(row, late)),
        corrections={a: b for a, b in generation.corrections.items() if a not in claims and b not in claims},
        voices={claim: voice for claim, voice in generation.voices.items() if claim not in claims},
    )


def _loose(event: Event, late: frozenset[str]) -> Event:
    """The event without a tie to what is left out."""
    wave = None if event.wave_id in late else event.wave_id
    redirect = None if event.redirect_to in late else event.redirect_to
    return dataclasses.replace(event, wave_id=wave, redirect_to=redirect)


def _knowing(found: Assessment, claims: Container[str]) -> Assessment:
    """The assessment without the claims that are left out."""
    return dataclasses.replace(
        found,
        claims_used=tuple(claim for claim in found.claims_used if claim not in claims),
        set_aside=tuple((claim, why) for claim, why in found.set_aside if claim not in claims),
        conflict_between=tuple(
            pair for pair in found.conflict_between if pair[0] not in claims and pair[1] not in claims
        ),
    )


def _tells(row: object, late: frozenset[str]) -> bool:
    """Whether a wave's sum holds a city figure that rests on an event that is left out."""
    assert isinstance(row, dict)
    return any(not late.isdisjoint(city["event_ids"]) for city in row["cities"])
