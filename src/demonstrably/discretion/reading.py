"""Whom all documents of a view name, each read once: what was read is kept beside the record."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

from demonstrably.discretion.cache import Cache
from demonstrably.discretion.finding import Finder
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.people import Named
from demonstrably.export.view import View
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document, Extraction


def people_of(view: View, roles: Roles, folder: Path) -> dict[str, Named]:
    """Document id -> whom it names."""
    finder = Finder(roles, EnglishAnalyser())
    said = {extraction.document_id: extraction for extraction in view.extractions}
    named: dict[str, Named] = {}
    with Cache(folder) as cache:
        for name, document in view.documents.items():
            speaks = said.get(name, Extraction(name))
            key = _key(document, speaks, roles)
            found = cache.get(key)
            if found is None:
                found = finder.read(document, speaks)
                cache.put(key, found)
            named[name] = found
    return named


def _key(document: Document, said: Extraction, roles: Roles) -> str:
    """A hash over all that finding reads, and over the rules."""
    persons = sorted({link.person for claim in said.claims for link in claim.chain if link.person})
    parts = [roles.digest, dataclasses.asdict(document), persons]
    body = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
