"""Whose voice a claim is: claims that go back to the same original are one voice, counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from demonstrably.link.copies import Copies
from demonstrably.link.prepared import OWN_SOURCE, OWN_WORDS, Prepared, Statement
from demonstrably.link.terms import words
from demonstrably.model import Claim, Document, Link, content_id

_CAPITALISED = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ][\w’'-]*")

_HANDLE = re.compile(r"@(\w+)")


class VoiceReader:
    """Names the voice of a claim by the codebook's `linking` table, as far as its own document tells."""

    def __init__(self, linking: Mapping[str, Any]) -> None:
        self._generic = frozenset(words(" ".join(linking["voices"]["generic"])))
        self._own = frozenset(linking["voices"]["own"])

    def of_claim(self, claim: Claim) -> str:
        """The voice id: of a named speaker the same everywhere; of "police" or "organisers" one for each kind of
        source and country; `OWN_SOURCE` with the name of an unnamed witness, `OWN_WORDS` of the text itself, whose
        voices are their original's."""
        speaker = claim.chain[0] if claim.chain else _speaker(claim)
        if speaker is None or (len(claim.chain) == 1 and claim.source is None):
            return OWN_WORDS
        name = _plain_name(speaker)
        if not self._is_generic(name, claim):
            return content_id("voice", "name", _squeezed(name))
        if speaker.kind in self._own:
            return f"{OWN_SOURCE}{name}"
        return content_id("voice", speaker.kind, claim.place.country if claim.place else None)

    def is_office(self, claim: Claim) -> bool:
        """Whether the speaker is told by office alone; the text's own words and witnesses are not."""
        speaker = claim.chain[0] if claim.chain else _speaker(claim)
        if speaker is None or claim.source is None or speaker.kind in self._own:
            return False
        return self._is_generic(_plain_name(speaker), claim)

    def of_document(self, document: Document) -> str:
        """The voice of an original's own words: its outlet, or the text itself where that is unknown."""
        if document.outlet:
            return content_id("voice", "name", _squeezed(_plain_name(Link(document.outlet))))
        return content_id("voice", "document", document.document_id)

    def _is_generic(self, name: str, claim: Claim) -> bool:
        """Whether a name holds nothing but words of office and the place's own name ("Moscow police")."""
        place = claim.place
        places = words(f"{place.written} {place.name or ''} {place.region or ''}") if place else []
        return all(word in self._generic or word in places for word in name.split())


class Voices:
    """The voices of statements, copies' traced to their originals."""

    def __init__(self, documents: Mapping[str, Prepared], copies: Copies) -> None:
        self._documents = documents
        self._copies = copies

    def of(self, statement: Statement) -> str:
        """The voice id of a statement by itself."""
        if statement.voice == OWN_WORDS:
            return self.of_document(statement.document_id)
        if statement.voice.startswith(OWN_SOURCE):
            name = statement.voice.removeprefix(OWN_SOURCE)
            return content_id("voice", "own", self._copies.root(statement.document_id), name)
        return statement.voice

    def of_document(self, document_id: str) -> str:
        """The voice of a text's own words: its original's."""
        return self._documents[self._copies.root(document_id)].voice

    def settled(self, statements: Iterable[Statement]) -> dict[str, str]:
        """The voices of one event's claims by claim id. "Police" there are the Civic Police where these are the
        only police named, or the only ones with that figure; likewise organisers and the rest."""
        ordered = sorted(statements, key=lambda s: s.claim_id)
        voices = {s.claim_id: self.of(s) for s in ordered}
        named: dict[str, set[str]] = defaultdict(set)
        figures: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for statement in ordered:
            if not statement.office:
                named[statement.claim.source_kind].add(voices[statement.claim_id])
                figures[_figure(statement)].add(voices[statement.claim_id])
        for statement in ordered:
            if statement.office:
                known = figures[_figure(statement)], named[statement.claim.source_kind]
                fitting = next((v for v in known if len(v) == 1), set())
                voices[statement.claim_id] = next(iter(fitting), voices[statement.claim_id])
        return voices


def _speaker(claim: Claim) -> Link | None:
    """The original speaker of a claim that came without a chain."""
    return Link(claim.source, kind=claim.source_kind) if claim.source else None


def _figure(statement: Statement) -> tuple[object, ...]:
    return statement.claim.source_kind, statement.claim.attribute, *statement.figure


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
