"""A document and what it says -> `Prepared`: everything of linking that needs the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from demonstrably.codebook import Codebook
from demonstrably.link.prepared import Prepared, Statement, pack
from demonstrably.link.shingles import sketch_of
from demonstrably.link.sightings import Sighting, SightingReader
from demonstrably.link.strands import StrandReader
from demonstrably.link.voices import VoiceReader
from demonstrably.model import Claim, Document, Extraction, content_id


class Preparer:
    """Prepares documents by the codebook's tables: a pure function of each, so that any process can do it."""

    def __init__(self, codebook: Codebook) -> None:
        linking = codebook.table("linking")
        self._sightings = SightingReader(linking, codebook.table("event_types"))
        self._strands = StrandReader(linking)
        self._voices = VoiceReader(linking)
        self._addresses = Addresses(linking)
        self._shingle: int = linking["copies"]["shingle_words"]
        self._smallest: int = linking["copies"]["sketch"]
        cues = "|".join(re.escape(c) for c in linking["corrections"]["cues"])
        self._corrects = re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)

    def prepare(self, document: Document, extraction: Extraction, retrieved: str | None = None) -> Prepared:
        """What linking needs of a document. `retrieved` is when its capture was fetched, None where that is unknown."""
        found = self._strands.read(document, self._sightings.read(document, extraction))
        sightings = [[_compact(sighting) for sighting in group] for _, group in found]
        return Prepared(
            document_id=document.document_id,
            published=document.published,
            updated=document.updated,
            retrieved=retrieved,
            outlet=document.outlet,
            via=document.via,
            address=self._addresses.of(document.url),
            voice=self._voices.of_document(document),
            sketch=sketch_of(document.text, self._shingle, self._smallest),
            strands=tuple(strand for strand, _ in found),
            packed=pack(sightings, list(self._statements(document, extraction.claims))),
        )

    def _statements(self, document: Document, claims: Iterable[Claim]) -> Iterable[Statement]:
        said = bool(self._corrects.search(document.title or ""))
        for claim in {claim.claim_id: claim for claim in claims}.values():
            yield Statement(
                replace(claim, sentence=_stand_in(claim.sentence), source=None, chain=()),
                voice=self._voices.of_claim(claim),
                office=self._voices.is_office(claim),
                corrects=said or bool(self._corrects.search(claim.sentence)),
            )


class Addresses:
    """Tells which URLs name one article, by the codebook's `linking` table."""

    def __init__(self, linking: Mapping[str, Any]) -> None:
        self._scripts = tuple(linking["addresses"]["scripts"])
        self._passing = tuple(linking["addresses"]["passing"])

    def of(self, url: str | None) -> str | None:
        """The URL without scheme, "www.", fragment, and the query where the path names the article; None without a URL
        or for a bare front page."""
        try:
            parts = urlsplit(url or "")
        except ValueError:  # "http://[...": no address of anything
            return None
        path = parts.path.rstrip("/")
        told = "" if path and not path.lower().endswith(self._scripts) else self._telling(parts.query)
        if not parts.netloc or not (path or told):
            return None
        return parts.netloc.lower().removeprefix("www.") + path + (f"?{told}" if told else "")

    def _telling(self, query: str) -> str:
        told = (pair for pair in query.split("&") if pair and not pair.lower().startswith(self._passing))
        return "&".join(sorted(told))


def _compact(sighting: Sighting) -> Sighting:
    """With a stand-in for its sentence: from here on it is only asked whether two sentences are the same."""
    return replace(sighting, sentence=_stand_in(sighting.sentence))


def _stand_in(sentence: str) -> str:
    return content_id("", sentence)[1:] if sentence else ""
