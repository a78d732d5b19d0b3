"""The one pass over all prepared documents: copies, causes, and what becomes of each cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.gazetteer import Gazetteer
from demonstrably.link.assemble import Assembly, Name, Names
from demonstrably.link.copies import Overlaps, find_copies
from demonstrably.link.corrections import Corrections
from demonstrably.link.events import sort_sightings
from demonstrably.link.kinds import Kinds
from demonstrably.link.prepared import Detail, Prepared
from demonstrably.link.strands import Strand
from demonstrably.link.voices import Voices
from demonstrably.link.waves import WaveBuilder
from demonstrably.model import Event, content_id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one cause: its events and waves, the voices of its claims, which of them others correct, and
    the names that its events were given. `details` are those of its documents."""

    events: tuple[Event, ...]
    voices: Mapping[str, str]
    corrections: Mapping[str, str]
    names: tuple[Name, ...]
    details: Mapping[str, Detail]


class Linking:
    """Links prepared documents; their order makes no difference.

    Copies and causes are found at once. Causes are then to be taken in order, each either by `outcome` or, where
    nothing that it rests on has changed since (`key`), by `keep`.
    """

    def __init__(self, documents: Iterable[Prepared], overlaps: Overlaps, codebook: Codebook) -> None:
        linking = codebook.table("linking")
        self.documents: Mapping[str, Prepared] = {d.document_id: d for d in documents}
        self.copies = find_copies(list(self.documents.values()), linking, overlaps)
        strands = (strand for document in self.documents.values() for strand in document.strands)
        self.causes: Sequence[Sequence[Strand]] = WaveBuilder(linking).build(strands, self.copies.copy_of)
        self.voices = Voices(self.documents, self.copies)
        self._corrections = Corrections(self.documents, self.copies)
        self._kinds = Kinds(codebook.table("event_types"))
        self._names = Names()
        self._country_name = Gazetteer.open(codebook).country_name

    def document_key(self, document_id: str, version: str) -> str:
        """What everything made of a document rests on beside its neighbours in a cause: its own words (`version` stands
        for them), the text that it copies and the one that it replaces."""
        root = self.copies.root(document_id)
        return content_id("", version, root, self.documents[root].voice, self.copies.version_of.get(document_id))[1:]

    def key(self, cause: Sequence[Strand], document_keys: Mapping[str, str]) -> str:
        """What the outcome of a cause rests on, but for its names."""
        return content_id("", [[document_keys[s.document_id], s.number] for s in cause])[1:]

    def keep(self, names: Iterable[Name]) -> bool:
        """Let a cause have what it had before; False where its events would be named differently now."""
        return self._names.give_again(names)

    def outcome(self, cause: Sequence[Strand]) -> Outcome:
        """Work out a cause anew."""
        details = {s.document_id: self.documents[s.document_id].detail for s in cause}
        statements = {told.claim_id: told for detail in details.values() for told in detail.statements}
        sightings = [s for strand in cause for s in details[strand.document_id].sightings[strand.number]]
        voice_of = {s.item_id: self.voices.of(statements[s.item_id]) for s in sightings if s.is_claim}
        parts = sort_sightings(sightings, self.copies.copy_of, self._kinds)
        for group in parts.groups:
            voice_of |= self.voices.settled(statements[s.item_id] for s in group if s.is_claim)
        given = len(self._names.given)
        events = Assembly(voice_of, self.voices, self._kinds, self._names, self._country_name).events(parts)
        home = {claim_id: event.event_id for event in events for claim_id in event.claims}
        corrections = self._corrections.find([statements[claim_id] for claim_id in sorted(home)], home, voice_of)
        return Outcome(tuple(events), voice_of, corrections, tuple(self._names.given[given:]), details)
