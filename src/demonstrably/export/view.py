"""What the tables are drawn from: a record's current content, indexed once."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from demonstrably.codebook import Codebook
from demonstrably.export.moments import Then, past
from demonstrably.model import Assessment, Claim, Document, Event, Extraction, Mention
from demonstrably.scale.deriving import retrieved_of
from demonstrably.scale.redirects import follow
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
    the record has none. `retrieved` tells when captures were fetched, by their hash, where that is known.
    """

    documents: Mapping[str, Document]
    extractions: tuple[Extraction, ...]
    generation: Generation | None
    veil: Veil | None = None
    notices: tuple[str, ...] = ()
    retrieved: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, record: Record, *, texts: bool = True, then: Then | None = None, codebook: Codebook | None = None
    ) -> View:
        """The view of a record as it is now; without `texts` it has no documents, which in an archive are large.

        `then` gives what the record held at a time, or what had been published by one, linked and reconciled afresh
        under the `codebook` (None: ours). Raises UsageError where that is nothing.
        """
        store = record.store
        with store.snapshot():
            at = retrieved_of(store) if texts or then else {}
            if then:
                found = past(record, then, codebook or Codebook())
                by_id = {document.document_id: document for document in found.documents}
                return cls(by_id, found.extractions, found.generation, notices=(found.notice,), retrieved=at)
            documents = {document.document_id: document for document in store.documents()} if texts else {}
            return cls(documents, tuple(store.extractions()), _with_redirects(store.generation()), retrieved=at)

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

    def responses(self, event: Event) -> tuple[str, ...]:
        """What the authorities did; a detention is left out where every figure says that nobody was detained."""
        found = self.figures(event.event_id, "demonstrably").get("detained")
        nobody = found is not None and found.high == 0
        return tuple(name for name in event.responses if not (nobody and name == "detention"))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in reading order, document by document."""
        claims = (claim for extraction in self.extractions for claim in extraction.claims)
        return tuple(sorted(claims, key=lambda c: (c.document_id, c.start, c.end, c.claim_id)))

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        return {claim.claim_id: claim for claim in self.claims}

    @cached_property
    def left_out(self) -> Mapping[str, str]:
        """Claim id -> the newest version of its article, which gives the figure no more, nor another in its place.
        Nobody took the figure back: it stands, and whoever shows it says so."""
        generation = self.generation
        if generation is None:
            return {}
        versions: dict[str, set[str]] = defaultdict(set)
        for later, first in generation.versions.items():
            versions[first] |= {first, later}
        said = {extraction.document_id: extraction.claims for extraction in self.extractions}
        found: dict[str, str] = {}
        for names in versions.values():
            *earlier, newest = sorted(names, key=self._changed)
            given = {_figure(claim) for claim in said.get(newest, ())}
            gone = (c for name in earlier for c in said.get(name, ()) if _figure(c) not in given)
            found |= {c.claim_id: newest for c in gone if c.claim_id not in generation.corrections}
        return found

    def _changed(self, document_id: str) -> tuple[str, str, str]:
        """When a version of an article came out and was fetched, for ordering."""
        document = self.documents.get(document_id)
        if document is None:
            return "", "", document_id
        fetched = self.retrieved.get(document.capture_sha256 or "", "")
        return document.updated or document.published or "", fetched, document_id

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


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.attribute, claim.group, claim.modality, claim.low, claim.high


def _with_redirects(generation: Generation | None) -> Generation | None:
    """The generation with an event for each id that was merged into another: it has that one's place and date, says
    where it leads, and holds nothing. Ids that lead to nothing any more are left out."""
    if generation is None or not generation.redirects:
        return generation
    known = {event.event_id: event for event in generation.events}
    leads = ((old, known.get(follow(generation.redirects, old))) for old in generation.redirects if old not in known)
    merged = [
        Event(old, "wave" if old.startswith("wave") else "event", to.kind, to.status, to.when, to.place,
              redirect_to=to.event_id)
        for old, to in leads
        if to is not None
    ]  # fmt: skip
    return dataclasses.replace(generation, events=(*generation.events, *merged))


def _event_order(event: Event) -> tuple[str, str, str, str]:
    place = (event.place.name or event.place.written) if event.place else ""
    return (event.when.date or "9999", event.level, place, event.event_id)
