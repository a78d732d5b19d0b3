"""Link and reconcile over a whole record: all current extractions -> one generation of events and assessments."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.link import Linked, link
from demonstrably.model import Assessment, Claim, Document, Event, Extraction
from demonstrably.reconcile import RULE_SETS, assess, tally
from demonstrably.store import Generation, Stamp

DEFAULT_RULE_SET = next(iter(RULE_SETS))


def derive(
    documents: Sequence[Document], extractions: Sequence[Extraction], codebook: Codebook, stamp: Stamp, basis: str
) -> Generation:
    """Everything that follows from these extractions; the same whatever their order."""
    linked = link(documents, extractions, codebook)
    assessments = tuple(assess_all(documents, extractions, linked, codebook))
    return Generation(
        stamp=stamp,
        basis=basis,
        events=tuple(sorted(linked.events, key=lambda event: event.event_id)),
        assessments=assessments,
        tallies=tuple(_tallies(linked.events, assessments)),
        copies=dict(sorted(linked.copies.items())),
        versions=dict(sorted(linked.versions.items())),
        corrections=dict(sorted(linked.corrections.items())),
        voices=dict(sorted(linked.voices.items())),
    )


def assess_all(
    documents: Sequence[Document], extractions: Sequence[Extraction], linked: Linked, codebook: Codebook
) -> Iterator[Assessment]:
    """Every attribute of every event and wave that has a claim, under every rule set."""
    by_id = {document.document_id: document for document in documents}
    by_document = {extraction.document_id: extraction.claims for extraction in extractions}
    for event in sorted(linked.events, key=lambda event: event.event_id):
        for attribute, claims in sorted(_claims_at_hand(event, by_document).items()):
            for rule_set in RULE_SETS:
                yield assess(event, attribute, claims, by_id, linked, rule_set, codebook)


def _claims_at_hand(event: Event, by_document: Mapping[str, Sequence[Claim]]) -> dict[str, list[Claim]]:
    """By attribute: the event's own claims, and those its documents make about the same place at another time, which
    a reader may take for its own (they are set aside as of other scope). Only attributes that it has claims of."""
    own = set(event.claims)
    found: dict[str, list[Claim]] = defaultdict(list)
    for document_id in event.documents:
        for claim in by_document.get(document_id, ()):
            if claim.claim_id in own or _same_place(claim, event):
                found[claim.attribute].append(claim)
    return {name: claims for name, claims in found.items() if any(claim.claim_id in own for claim in claims)}


def _same_place(claim: Claim, event: Event) -> bool:
    if event.level != "event" or claim.place is None or event.place is None or event.place.place_id is None:
        return False
    return claim.place.place_id == event.place.place_id


def _tallies(events: Sequence[Event], assessments: Sequence[Assessment]) -> Iterator[dict[str, Any]]:
    """Each wave's city figures added up, under the default rule set, where there are any."""
    by_attribute: dict[str, dict[str, Assessment]] = defaultdict(dict)
    for found in assessments:
        if found.rule_set == DEFAULT_RULE_SET:
            by_attribute[found.attribute][found.event_id] = found
    for wave in sorted((e for e in events if e.level == "wave"), key=lambda event: event.event_id):
        for attribute, by_event in sorted(by_attribute.items()):
            added = tally(wave, attribute, events, by_event)
            if added.cities:
                yield {**dataclasses.asdict(added), "rule_set": DEFAULT_RULE_SET}
