"""Assessments of events under every rule set, and the tallies of waves."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.link import Linked
from demonstrably.model import Assessment, Claim, Document, Event, Extraction
from demonstrably.reconcile import RULE_SETS, Testimony, assess_under, tally

DEFAULT_RULE_SET = next(iter(RULE_SETS))


class Assessor:
    """Assesses events. `published` tells when documents appeared, `voices` and `corrections` are those of claims."""

    def __init__(
        self,
        codebook: Codebook,
        published: Mapping[str, str | None],
        voices: Mapping[str, str],
        corrections: Mapping[str, str],
    ) -> None:
        self._codebook = codebook
        self._published = published
        self._voices = voices
        self._corrections = corrections

    def assess(self, event: Event, said: Callable[[str], Iterable[Claim]]) -> list[Assessment]:
        """Every attribute of the event that it has a claim of, under every rule set, by name. `said` gives a document's
        claims."""
        found: list[Assessment] = []
        for attribute, claims in sorted(_claims_at_hand(event, said).items()):
            testimonies = [self._testimony(claim, event) for claim in claims]
            found += assess_under(sorted(RULE_SETS), event.event_id, attribute, testimonies, self._codebook)
        return found

    def _testimony(self, claim: Claim, event: Event) -> Testimony:
        return Testimony(
            claim=claim,
            voice_id=self._voices.get(claim.claim_id, claim.claim_id),
            published=self._published.get(claim.document_id),
            own=claim.claim_id in event.claims,
            corrected_by=self._corrections.get(claim.claim_id),
        )


def assess_all(
    documents: Sequence[Document], extractions: Sequence[Extraction], linked: Linked, codebook: Codebook
) -> Iterator[Assessment]:
    """Every attribute of every event and wave that has a claim, under every rule set."""
    published = {document.document_id: document.published for document in documents}
    said = {extraction.document_id: extraction.claims for extraction in extractions}
    assessor = Assessor(codebook, published, linked.voices, linked.corrections)
    for event in sorted(linked.events, key=lambda event: event.event_id):
        yield from assessor.assess(event, lambda name: said.get(name, ()))


Figure = tuple[int | None, int | None, int | None]
"""The low, high and best figure of an attribute under the default rule set."""


def tallies(events: Sequence[Event], figures: Mapping[str, Mapping[str, Figure]]) -> Iterator[dict[str, Any]]:
    """The city figures of each wave among a cause's events added up, where there are any. `figures` are those of the
    events, by event and attribute."""
    by_attribute: dict[str, dict[str, Assessment]] = defaultdict(dict)
    for event_id, found in figures.items():
        for attribute, (low, high, best) in found.items():
            by_attribute[attribute][event_id] = Assessment(event_id, attribute, DEFAULT_RULE_SET, low, high, best)
    for wave in sorted((e for e in events if e.level == "wave"), key=lambda event: event.event_id):
        for attribute, by_event in sorted(by_attribute.items()):
            added = tally(wave, attribute, events, by_event)
            if added.cities:
                yield {**dataclasses.asdict(added), "rule_set": DEFAULT_RULE_SET}


def _claims_at_hand(event: Event, said: Callable[[str], Iterable[Claim]]) -> dict[str, list[Claim]]:
    """By attribute: the event's own claims, and those its documents make about the same place at another time, which
    a reader may take for its own (they are set aside as of other scope). Only attributes that it has claims of."""
    own = set(event.claims)
    found: dict[str, list[Claim]] = defaultdict(list)
    for document_id in event.documents if own else ():
        for claim in said(document_id):
            if claim.claim_id in own or _same_place(claim, event):
                found[claim.attribute].append(claim)
    return {name: claims for name, claims in found.items() if any(claim.claim_id in own for claim in claims)}


def _same_place(claim: Claim, event: Event) -> bool:
    if event.level != "event" or claim.place is None or event.place is None or event.place.place_id is None:
        return False
    return claim.place.place_id == event.place.place_id
