"""Whose voice a claim is: claims that go back to the same original are one voice, counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from demonstrably.link.copies import Copies
from demonstrably.link.terms import words
from demonstrably.model import Claim, Document, Link, content_id

_CAPITALISED = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ][\w’'-]*")

_HANDLE = re.compile(r"@(\w+)")


class Voices:
    """Names the voice of a claim by the codebook's `linking` table."""

    def __init__(self, documents: Mapping[str, Document], copies: Copies, linking: Mapping[str, Any]) -> None:
        self._documents = documents
        self._copies = copies
        self._generic = frozenset(words(" ".join(linking["voices"]["generic"])))
        self._own = frozenset(linking["voices"]["own"])

    def of_claim(self, claim: Claim) -> str:
        """The voice id: of a named speaker the same everywhere; of "police" or "organisers" one for each kind of
        source and country; of an unnamed witness one for each text; of the text itself its original outlet's."""
        speaker = claim.chain[0] if claim.chain else _speaker(claim)
        if speaker is None or (len(claim.chain) == 1 and claim.source is None):
            return self.of_document(claim.document_id)
        name = _plain_name(speaker)
        if not self._is_generic(name, claim):
            return content_id("voice", "name", _squeezed(name))
        if speaker.kind in self._own:
            return content_id("voice", "own", self._copies.root(claim.document_id), name)
        return content_id("voice", speaker.kind, claim.place.country if claim.place else None)

    def settled(self, claims: Iterable[Claim]) -> dict[str, str]:
        """The voices of one event's claims by claim id. "Police" there are the Civic Police where these are the
        only police named, or the only ones with that figure; likewise organisers and the rest."""
        ordered = sorted(claims, key=lambda c: c.claim_id)
        voices = {c.claim_id: self.of_claim(c) for c in ordered}
        named: dict[str, set[str]] = defaultdict(set)
        figures: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for claim in ordered:
            if not self._is_office(claim):
                named[claim.source_kind].add(voices[claim.claim_id])
                figures[_figure(claim)].add(voices[claim.claim_id])
        for claim in ordered:
            if self._is_office(claim):
                fitting = next((v for v in (figures[_figure(claim)], named[claim.source_kind]) if len(v) == 1), set())
                voices[claim.claim_id] = next(iter(fitting), voices[claim.claim_id])
        return voices

    def _is_office(self, claim: Claim) -> bool:
        """Whether the speaker is told by office alone; the text's own words and witnesses are not."""
        speaker = claim.chain[0] if claim.chain else _speaker(claim)
        if speaker is None or claim.source is None or speaker.kind in self._own:
            return False
        return self._is_generic(_plain_name(speaker), claim)

    def of_document(self, document_id: str) -> str:
        """The voice of a text's own words: its original's outlet, or the original itself where that is unknown."""
        root = self._copies.root(document_id)
        document = self._documents.get(root)
        if document is not None and document.outlet:
            return content_id("voice", "name", _squeezed(_plain_name(Link(document.outlet))))
        return content_id("voice", "document", root)

    def _is_generic(self, name: str, claim: Claim) -> bool:
        """Whether a name holds nothing but words of office and the place's own name ("Moscow police")."""
        place = claim.place
        places = words(f"{place.written} {place.name or ''} {place.region or ''}") if place else []
        return all(word in self._generic or word in places for word in name.split())


def _speaker(claim: Claim) -> Link | None:
    """The original speaker of a claim that came without a chain."""
    return Link(claim.source, kind=claim.source_kind) if claim.source else None


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.source_kind, claim.attribute, claim.low, claim.high


def _plain_name(link: Link) -> str:
    """The name folded: its capitalised words where it has any beside an article ("the legal-aid group Vigia" is
    "vigia"), otherwise all."""
    written = (link.canonical or link.name).strip()
    if link.canonical is None and (handle := _HANDLE.search(written)):
        return " ".join(words(handle.group(1)))
    proper = [m.group() for m in _CAPITALISED.finditer(written)]
    if written[:1].isupper() and len(proper) > 1 and proper[0].lower() in _ARTICLES:
        proper = proper[1:]
    alone = not proper or (len(proper) == 1 and proper[0].lower() in _ARTICLES)
    found = words(written if alone else " ".join(proper))
    return " ".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


def _squeezed(name: str) -> str:
    """A plain name without its gaps: "OVD-Info", "OVD Info" and "@OvdInfo" are one."""
    return name.replace(" ", "")


_ARTICLES = frozenset({"the", "a", "an"})
