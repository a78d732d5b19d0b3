"""Our own claims over a gold set's texts, read as any JSONL is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.evaluation.gold import FoundClaim, found_claim
from demonstrably.ingest.contract import Context
from demonstrably.ingest.readers.jsonl import READER
from demonstrably.model import Document, Extraction, claim_row


def documents_of(path: Path, codebook: Codebook) -> list[Document]:
    """The documents of a JSONL file. Raises InputError for the first row that is none."""
    documents: list[Document] = []
    for part in READER.read(path.read_bytes(), str(path), Context(codebook)):
        if isinstance(part, InputError):
            raise part
        documents.append(part)
    return documents


def extracted(documents: Iterable[Document], extract: Callable[[Document], Extraction]) -> dict[str, list[FoundClaim]]:
    """The claims of each document by its id."""
    return {d.document_id: [found_claim(claim_row(claim)) for claim in extract(d).claims] for d in documents}
