"""The pages of a report as values, each with the file that it becomes."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from demonstrably.model import Event
from demonstrably.pages import (
    Catalogue,
    DocumentPage,
    EventPage,
    Filter,
    Library,
    Listing,
    Row,
    document_page,
    event_page,
)
from demonstrably.report.evidence import Evidence, evidence
from demonstrably.report.rendering import Group


@dataclass(frozen=True, slots=True)
class EventSheet:
    """An event or a wave; its evidence is for the dossier, None where none is asked for."""

    page: EventPage
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class DocumentSheet:
    page: DocumentPage


Sheet = EventSheet | DocumentSheet


def event_sheets(catalogue: Catalogue, rule_set: str, *, dossiers: bool) -> Iterator[EventSheet]:
    """Every event and wave that stands, each wave with all that stands in it."""
    for event in catalogue.library.events:
        page = _whole_page(catalogue, event, Filter(rules=rule_set))
        yield EventSheet(page, evidence(catalogue.library, event, page) if dossiers else None)


def document_sheets(library: Library) -> Iterator[DocumentSheet]:
    """Every document, by id."""
    for name in sorted(library.view.documents):
        yield DocumentSheet(document_page(library, library.view.documents[name]))


def _whole_page(catalogue: Catalogue, event: Event, chosen: Filter) -> EventPage:
    page = event_page(catalogue, event, chosen)
    if page.members is None:
        return page
    return dataclasses.replace(page, members=whole(catalogue, page.members))


def whole(catalogue: Catalogue, listing: Listing) -> Listing:
    """A listing with all its rows on one page."""
    rows = list(listing.rows)
    for number in range(2, listing.pages + 1):
        rows.extend(catalogue.listing(dataclasses.replace(listing.filter, page=number)).rows)
    return dataclasses.replace(listing, rows=tuple(rows), pages=1)


def groups(listing: Listing) -> tuple[Group, ...]:
    """The listing's events by the wave that they stand in directly, the waves in their order; those of none last."""
    inside: dict[str | None, list[Row]] = defaultdict(list)
    waves = {wave.event_id: wave for wave in listing.waves}
    for row in listing.rows:
        inside[row.wave_id if row.wave_id in waves else None].append(row)
    found = [Group(waves[name], tuple(inside[name])) for name in waves if name in inside]
    return (*found, Group(None, tuple(inside[None]))) if None in inside else tuple(found)
