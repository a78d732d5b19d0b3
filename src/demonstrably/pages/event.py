"""The page of an event or a wave: who says what about it, side by side."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demonstrably.model import Event, Note
from demonstrably.pages.figures import Line, Panel, panels, running_tally
from demonstrably.pages.filters import Filter
from demonstrably.pages.library import Library
from demonstrably.pages.listing import Catalogue, Listing, Row
from demonstrably.wording import gathered, kind, named

NO_RESPONSE = "none_reported"
"""The response that says that there was none."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a source names the gathering, its people or the action: the words and where they stand.

    `target` is gathering, people or action; `who` the source, or the outlet where the words are its own.
    """

    target: str
    wording: str
    who: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Response:
    """What the authorities did, and in how many documents that is told; in none where it follows from a figure."""

    kind: str
    label: str
    reports: int


@dataclass(frozen=True, slots=True)
class Report:
    """A document that speaks of the event; `copy_of` names the one that it copies, None where it is an own text."""

    document_id: str
    title: str
    outlet: str | None
    via: str | None
    published: str | None
    language: str
    copy_of: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that speaks of a figure without giving one, and who published it when."""

    attribute: str
    sentence: str
    outlet: str | None
    published: str | None
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event or wave. `waves` are those it stands in, the widest first; `cities` the cities' figures added up, a row
    an attribute, beside its own claims and never in them; `members` what stands in a wave, None for an event."""

    row: Row
    rule_set: str
    rule_sets: tuple[str, ...]
    waves: tuple[Row, ...]
    panels: tuple[Panel, ...]
    tally: tuple[Line, ...]
    cities: tuple[Mapping[str, Any], ...]
    names: tuple[Name, ...]
    responses: tuple[Response, ...]
    remarks: tuple[Remark, ...]
    slogans: tuple[str, ...]
    actors: tuple[str, ...]
    reports: tuple[Report, ...]
    members: Listing | None


def event_page(catalogue: Catalogue, event: Event, chosen: Filter) -> EventPage:
    """The page under the rule set of the filter, which for a wave also narrows the list of what stands in it."""
    library = catalogue.library
    rows = catalogue.rows(chosen.rules)
    shown = panels(library, event, chosen.rules)
    mentions = list(library.mentions_of(event))
    return EventPage(
        row=rows[event.event_id],
        rule_set=chosen.rules,
        rule_sets=library.rule_sets,
        waves=tuple(rows[wave.event_id] for wave in library.above(event)),
        panels=shown,
        tally=running_tally(shown),
        cities=library.tallies.get(event.event_id, ()),
        names=tuple(_names(library, event)),
        responses=_responses(library, event),
        remarks=tuple(_remark(library, note) for note in library.notes_of(event)),
        slogans=tuple(dict.fromkeys(slogan for mention in mentions for slogan in mention.slogans)),
        actors=tuple(gathered(mentions)),
        reports=_reports(library, event),
        members=_members(catalogue, event, chosen),
    )


def _names(library: Library, event: Event) -> list[Name]:
    found = []
    for label in library.labels_of(event):
        outlet = library.view.documents[label.document_id].outlet
        who = label.source or outlet or "no outlet"
        found.append(Name(label.target, label.wording, who, label.document_id, label.start, label.end))
    return sorted(
        found, key=lambda name: (name.target, name.wording.casefold(), name.who, name.document_id, name.start)
    )


def _responses(library: Library, event: Event) -> tuple[Response, ...]:
    """The responses of an event, or of a wave and all that stands in it; that there was none is left out beside one."""
    told: dict[str, set[str]] = defaultdict(set)
    for telling in (event, *library.within(event.event_id)):
        for mention in library.mentions_of(telling):
            for name in mention.responses:
                told[name].add(mention.document_id)
    found = library.view.responses(event)
    some = [name for name in found if name != NO_RESPONSE]
    return tuple(Response(name, kind(name), len(told[name])) for name in some or found)


def _remark(library: Library, note: Note) -> Remark:
    document = library.view.documents[note.document_id]
    return Remark(
        note.attribute, note.sentence, document.outlet, document.published, note.document_id, note.start, note.end
    )


def _reports(library: Library, event: Event) -> tuple[Report, ...]:
    starts: dict[str, int] = {}
    for mention in library.mentions_of(event):
        starts[mention.document_id] = min(mention.start, starts.get(mention.document_id, mention.start))
    return tuple(
        Report(
            document_id=document.document_id,
            title=named(document),
            outlet=document.outlet,
            via=document.via,
            published=document.published,
            language=document.language,
            copy_of=library.copied_from(document.document_id),
            start=starts.get(document.document_id, 0),
        )
        for document in library.documents_of(event)
    )


def _members(catalogue: Catalogue, event: Event, chosen: Filter) -> Listing | None:
    if event.level != "wave":
        return None
    return catalogue.listing(dataclasses.replace(chosen, wave=event.event_id))
