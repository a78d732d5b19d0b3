"""What the tables are drawn from: a record's current content, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from demonstrably.model import Assessment, Claim, Document, Event, Extraction, Mention
from demonstrably.store import Generation, Record


@dataclass(frozen=True)
class View:
    """Documents by id, what they say, and the generation of events and assessments made of it."""

    documents: Mapping[str, Document]
    extractions: tuple[Extraction, ...]
    generation: Generation | None

    @classmethod
    def of(cls, record: Record, *, texts: bool = True) -> View:
        """The view of a record as it is now; without `texts` it has no documents, which in an archive are large."""
        store = record.store
        documents = {document.document_id: document for document in store.documents()} if texts else {}
        return cls(documents, tuple(store.extractions()), store.generation())

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
