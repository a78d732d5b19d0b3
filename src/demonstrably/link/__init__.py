"""Documents, mentions and claims -> events and waves; copies, versions, corrections and voices beside them.

Each document is prepared by itself (`preparing.py`). A cause comes first: sightings of one movement are gathered across
documents by country, time and words (`waves.py`). Inside a cause, place and day make the event (`events.py`). Similar
wording alone never merges anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.link.copies import Overlaps
from demonstrably.link.linking import Linking, Outcome
from demonstrably.link.prepared import Prepared
from demonstrably.link.preparing import Preparer
from demonstrably.model import Document, Event, Extraction

__all__ = ["Linked", "Linking", "Outcome", "Overlaps", "Prepared", "Preparer", "link"]


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
    by_id, said = {d.document_id: d for d in documents}, {e.document_id: e for e in extractions}
    preparer = Preparer(codebook)
    prepared = [preparer.prepare(d, said.get(name, Extraction(name))) for name, d in by_id.items()]
    size = codebook.table("linking")["copies"]["shingle_words"]
    linking = Linking(prepared, Overlaps(lambda name: by_id[name].text, size, {}), codebook)
    outcomes = [linking.outcome(cause) for cause in linking.causes]
    voices = {s.claim_id: linking.voices.of(s) for document in prepared for s in document.detail.statements}
    for outcome in outcomes:
        voices |= outcome.voices
    events = sorted((event for outcome in outcomes for event in outcome.events), key=lambda e: e.event_id)
    corrections = {old: new for outcome in outcomes for old, new in outcome.corrections.items()}
    return Linked(tuple(events), linking.copies.copy_of, linking.copies.version_of, corrections, voices)
