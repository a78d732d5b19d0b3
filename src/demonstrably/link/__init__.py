"""Documents, mentions and claims -> events and waves; copies, versions, corrections and voices beside them.

A cause comes first: sightings of one movement are gathered across documents by country, time and words (`waves.py`).
Inside a cause, place and day make the event (`events.py`). Similar wording alone never merges anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.gazetteer import Gazetteer
from demonstrably.link.assemble import Assembly
from demonstrably.link.copies import find_copies
from demonstrably.link.corrections import Corrections
from demonstrably.link.events import sort_sightings
from demonstrably.link.kinds import Kinds
from demonstrably.link.sightings import SightingReader
from demonstrably.link.strands import StrandReader
from demonstrably.link.voices import Voices
from demonstrably.link.waves import WaveBuilder
from demonstrably.model import Document, Event, Extraction

__all__ = ["Linked", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The result of linking.

    `events` holds events and waves, sorted by id. `copies`: a copy's document id -> the original's. `versions`: a
    later version's document id -> the first version's. `corrections`: a claim's id -> the later claim that corrects
    it. `voices`: every claim's voice.
    """

    events: tuple[Event, ...]
    copies: Mapping[str, str]
    versions: Mapping[str, str]
    corrections: Mapping[str, str]
    voices: Mapping[str, str]


def link(documents: Sequence[Document], extractions: Sequence[Extraction], codebook: Codebook) -> Linked:
    """Link what the documents say. The order of the arguments makes no difference.

    Each extraction's document must be among the documents; a document may lack an extraction.
    """
    linking, event_types = codebook.table("linking"), codebook.table("event_types")
    by_id = {d.document_id: d for d in documents}
    figures = {e.document_id: frozenset((c.attribute, c.low, c.high) for c in e.claims) for e in extractions}
    copies = find_copies(documents, linking, figures)
    voices = Voices(by_id, copies, linking)
    claims = {c.claim_id: c for e in extractions for c in e.claims}
    voice_of = {claim_id: voices.of_claim(claims[claim_id]) for claim_id in sorted(claims)}
    reader, strands = SightingReader(linking, event_types), StrandReader(linking)
    causes = WaveBuilder(linking).build(
        (s for e in extractions for s in strands.read(by_id[e.document_id], reader.read(by_id[e.document_id], e))),
        copies.copy_of,
    )
    kinds = Kinds(event_types)
    assembly = Assembly(voice_of, voices, kinds, Gazetteer.open(codebook).country_name)
    for cause in causes:
        sightings = [s for strand in cause.strands for s in strand.sightings]
        parts = sort_sightings(sightings, copies.copy_of, kinds)
        for group in parts.groups:
            voice_of |= voices.settled(claims[s.item_id] for s in group if s.is_claim)
        assembly.add(parts)
    events = assembly.events()
    home = {claim_id: event.event_id for event in events for claim_id in event.claims}
    ordered = [claims[claim_id] for claim_id in sorted(claims)]
    corrections = Corrections(by_id, copies, linking).find(ordered, home, voice_of)
    return Linked(events, copies.copy_of, copies.version_of, corrections, voice_of)
