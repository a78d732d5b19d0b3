"""A record's content, indexed once, as the pages ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.export import Then, View, table
from demonstrably.export.notes import event_of_note
from demonstrably.model import Claim, Document, Event, Extraction, Label, Mention, Note
from demonstrably.reconcile import Testimony
from demonstrably.store import Failure, Record


class Library:
    """What the pages are made of. It holds the record as it was when it was read; make a new one for a newer state."""

    def __init__(self, view: View, failures: tuple[Failure, ...] = ()) -> None:
        self.view = view
        self.failures = failures

    @classmethod
    def of(cls, record: Record, then: Then | None = None, codebook: Codebook | None = None) -> Library:
        """The library of a record as it is now, or as of an earlier time (`View.of`)."""
        return cls(View.of(record, then=then, codebook=codebook), tuple(record.store.failures()))

    @cached_property
    def basis(self) -> str:
        """A token that changes whenever the events do; empty before the first linking."""
        return self.view.generation.basis if self.view.generation else ""

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events and waves that stand, by first day, place and id; those merged into others are left out."""
        return tuple(event for event in self.view.events if event.redirect_to is None)

    def event(self, name: str) -> Event | None:
        """The event or wave of an id, followed where it was merged into another; None for an unknown id."""
        seen: set[str] = set()
        found = self.view.event.get(name)
        while found is not None and found.redirect_to is not None and found.event_id not in seen:
            seen.add(found.event_id)
            found = self.view.event.get(found.redirect_to)
        return found

    @cached_property
    def members(self) -> Mapping[str, tuple[Event, ...]]:
        """Wave id -> the events and waves that stand directly in it."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            if event.wave_id is not None:
                found[event.wave_id].append(event)
        return {wave_id: tuple(events) for wave_id, events in found.items()}

    def within(self, wave_id: str) -> Iterator[Event]:
        """The events and waves inside a wave, at whatever depth."""
        for event in self.members.get(wave_id, ()):
            yield event
            if event.level == "wave":
                yield from self.within(event.event_id)

    def above(self, event: Event) -> tuple[Event, ...]:
        """The waves that an event stands in, the widest first."""
        found: list[Event] = []
        wave = self.event(event.wave_id) if event.wave_id else None
        while wave is not None and wave not in found:
            found.append(wave)
            wave = self.event(wave.wave_id) if wave.wave_id else None
        return tuple(reversed(found))

    @cached_property
    def extraction(self) -> Mapping[str, Extraction]:
        """Document id -> what it says."""
        return {extraction.document_id: extraction for extraction in self.view.extractions}

    def claims_of(self, event: Event) -> Iterator[Claim]:
        """The claims about exactly this event or wave, by id."""
        return (self.view.claim[name] for name in event.claims if name in self.view.claim)

    def mentions_of(self, event: Event) -> Iterator[Mention]:
        return (self.view.mention[name] for name in event.mentions if name in self.view.mention)

    def documents_of(self, event: Event) -> list[Document]:
        """The documents that speak of the event, the first published first, those without a day last."""
        found = (self.view.documents[name] for name in event.documents if name in self.view.documents)
        return sorted(found, key=lambda document: (document.published or "9999", document.document_id))

    def notes_of(self, event: Event) -> Iterator[Note]:
        """What its documents say about its figures without giving one."""
        for name in event.documents:
            told = self.view.events_of_document.get(name, [])
            for note in self.extraction[name].notes if name in self.extraction else ():
                found = event_of_note(note, told)
                if found is event and note.kind == "no_figure":
                    yield note

    def labels_of(self, event: Event) -> Iterator[Label]:
        """What its documents call gatherings and people, where that stands in a sentence about this event."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for mention in self.mentions_of(event):
            spans[mention.document_id].append(self._sentence_span(mention))
        for name, places in spans.items():
            for label in self.extraction[name].labels if name in self.extraction else ():
                start = self.view.offset(name, label.start)
                if any(first <= start < last for first, last in places):
                    yield label

    def _sentence_span(self, mention: Mention) -> tuple[int, int]:
        """Where the mention's sentence stands in the view's text; the mention's own span where it can't be found."""
        name = mention.document_id
        text = self.view.documents[name].text
        start, end = self.view.offset(name, mention.start), self.view.offset(name, mention.end, end=True)
        first = text.rfind(mention.sentence, 0, start + len(mention.sentence))
        return (first, first + len(mention.sentence)) if first >= 0 else (start, end)

    def voice_of(self, claim: Claim) -> str:
        """The voice that the claim belongs to; before linking each claim is its own."""
        voices = self.view.generation.voices if self.view.generation else {}
        return voices.get(claim.claim_id, claim.claim_id)

    def testimony(self, claim: Claim) -> Testimony:
        """The claim as the rules see it."""
        generation, document = self.view.generation, self.view.documents.get(claim.document_id)
        return Testimony(
            claim=claim,
            voice_id=self.voice_of(claim),
            published=document.published if document else None,
            corrected_by=generation.corrections.get(claim.claim_id) if generation else None,
        )

    def copied_from(self, document_id: str) -> str | None:
        """The document that this one is a copy of, None where it is none."""
        return self.view.generation.copies.get(document_id) if self.view.generation else None

    @cached_property
    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """Document id -> the documents that are copies of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for copy, original in sorted((self.view.generation.copies if self.view.generation else {}).items()):
            found[original].append(copy)
        return {original: tuple(copies) for original, copies in found.items()}

    @cached_property
    def tallies(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """Wave id -> its city figures added up, a row an attribute (the columns of the table `tallies`)."""
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in table("tallies").rows(self.view):
            found[row["wave_id"]].append(row)
        return {wave_id: tuple(rows) for wave_id, rows in found.items()}

    @cached_property
    def rule_sets(self) -> tuple[str, ...]:
        """The rule sets that the record's assessments were made under, sorted."""
        return tuple(sorted({assessment.rule_set for assessment in self.view.assessments}))

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that figures are about, most claims first."""
        counted: dict[str, int] = defaultdict(int)
        for claim in self.view.claims:
            counted[claim.attribute] += 1
        return tuple(sorted(counted, key=lambda name: (-counted[name], name)))
