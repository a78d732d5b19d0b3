"""What the tables are drawn from: a record's current content, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from demonstrably.model import Assessment, Claim, Document, Event, Extraction, Mention
from demonstrably.store import Generation, Record
from demonstrably.store.checks import text_digest


class Veil(Protocol):
    """What lies over a view whose texts differ from the record's own, to which all offsets go on referring."""

    def offset(self, document_id: str, offset: int, *, end: bool = False) -> int:
        """An offset of the record's own text in the view's; inside what was replaced, where that begins (or ends)."""
        ...

    def true_text(self, document_id: str) -> str | None:
        """The record's own text, to be hashed and not shown; None for a document that is not there."""
        ...


@dataclass(frozen=True)
class View:
    """Documents by id, what they say, and the generation of events and assessments made of it.

    With a `veil` the strings are those to be published, and the offsets of claims, mentions, labels, notes and posts
    are still those of the record's own text: `offset` and `passage` lead from them to the text of the view. `notices`
    say what was changed or left out, a sentence each, to be told wherever the view is shown; the analyst's own view of
    the record has none.
    """

    documents: Mapping[str, Document]
    extractions: tuple[Extraction, ...]
    generation: Generation | None
    veil: Veil | None = None
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: Record, *, texts: bool = True) -> View:
        """The view of a record as it is now; without `texts` it has no documents, which in an archive are large."""
        store = record.store
        documents = {document.document_id: document for document in store.documents()} if texts else {}
        return cls(documents, tuple(store.extractions()), store.generation())

    def offset(self, document_id: str, offset: int, *, end: bool = False) -> int:
        """Where an offset of the record's own text stands in this view's text; `end` for the end of a span."""
        return self.veil.offset(document_id, offset, end=end) if self.veil else offset

    def passage(self, document_id: str, start: int, end: int) -> str:
        """What this view's text holds at a span of the record's own text."""
        first, last = self.offset(document_id, start), self.offset(document_id, end, end=True)
        return self.documents[document_id].text[first:last]

    def true_text(self, document_id: str) -> str | None:
        """The record's own text, for hashes and lengths only; None for a document that the view does not hold."""
        if self.veil is not None:
            return self.veil.true_text(document_id)
        document = self.documents.get(document_id)
        return document.text if document else None

    def quote_sha256(self, document_id: str, start: int, end: int) -> str | None:
        """The SHA-256 of the record's own words at a span; None in a view without texts."""
        text = self.true_text(document_id)
        return None if text is None else text_digest(text[start:end])

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events and waves, by first day, place and id; those without a day last."""
        events = self.generation.events if self.generation else ()
        return tuple(sorted(events, key=_event_order))

    @cached_property
    def event(self) -> Mapping[str, Event]:
        return {event.event_id: event for event in self.events}

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        found = self.generation.assessments if self.generation else ()
        return tuple(sorted(found, key=lambda a: (a.event_id, a.attribute, a.rule_set)))

    @cached_property
    def _by_event(self) -> Mapping[str, list[Assessment]]:
        found: dict[str, list[Assessment]] = defaultdict(list)
        for assessment in self.assessments:
            found[assessment.event_id].append(assessment)
        return found

    def figures(self, event_id: str, rule_set: str) -> dict[str, Assessment]:
        """The event's assessments under a rule set, by attribute."""
        return {a.attribute: a for a in self._by_event.get(event_id, ()) if a.rule_set == rule_set}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in reading order, document by document."""
        claims = (claim for extraction in self.extractions for claim in extraction.claims)
        return tuple(sorted(claims, key=lambda c: (c.document_id, c.start, c.end, c.claim_id)))

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        return {claim.claim_id: claim for claim in self.claims}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in reading order, document by document."""
        mentions = (mention for extraction in self.extractions for mention in extraction.mentions)
        return tuple(sorted(mentions, key=lambda m: (m.document_id, m.start, m.end, m.mention_id)))

    @cached_property
    def mention(self) -> Mapping[str, Mention]:
        return {mention.mention_id: mention for mention in self.mentions}

    @cached_property
    def event_of_claim(self) -> Mapping[str, str]:
        """Claim id -> the event or wave it is about."""
        return {claim_id: event.event_id for event in self.events for claim_id in event.claims}

    @cached_property
    def events_of_mention(self) -> Mapping[str, list[str]]:
        """Mention id -> the events it speaks of, sorted; "rallies in A and B" speaks of two."""
        found: dict[str, list[str]] = defaultdict(list)
        for event in self.events:
            for mention_id in event.mentions:
                found[mention_id].append(event.event_id)
        return {mention_id: sorted(event_ids) for mention_id, event_ids in found.items()}

    @cached_property
    def events_of_document(self) -> Mapping[str, list[Event]]:
        """Document id -> the events and waves it speaks of."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            for document_id in event.documents:
                found[document_id].append(event)
        return found


def _event_order(event: Event) -> tuple[str, str, str, str]:
    place = (event.place.name or event.place.written) if event.place else ""
    return (event.when.date or "9999", event.level, place, event.event_id)
