"""The documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from demonstrably.export.columns import Column, Table
from demonstrably.export.tables.shared import DOCUMENT_ID
from demonstrably.export.view import View
from demonstrably.model import (
    PublishedFrom,
)
from demonstrably.store.checks import text_digest

COLUMNS = (
    DOCUMENT_ID,
    Column("path", "string", "The file it came from, as given; null where it did not come from one.", nullable=True),
    Column("url", "string", "Its address; null where not told.", nullable=True),
    Column("title", "string", "Its title; null where it has none.", nullable=True),
    Column("outlet", "string", "Who wrote it; null where not told.", nullable=True),
    Column("via", "string", "The aggregator whose page carried it; null where there is none.", nullable=True),
    Column("byline", "string", "Its author as written; null where not told.", nullable=True),
    Column("language", "string", "ISO 639-1 code of its language; und where not known."),
    Column("published", "string", "ISO day or time of publication; null where not found.", nullable=True),
    Column("published_from", "string", "How that was found.", values=get_args(PublishedFrom)),
    Column("updated", "string", "ISO day or time of the last change it tells of; null where none.", nullable=True),
    Column("capture_sha256", "string", "SHA-256 of the capture's bytes; null where there is none.", nullable=True),
    Column("text_sha256", "string", "SHA-256 of the record's own text (UTF-8), which all spans refer to."),
    Column("characters", "integer", "Length of that text in code points."),
    Column("copy_of", "string", "The document that it is a copy of; null where it is none.", nullable=True),
    Column("version_of", "string", "The document that it is a later version of; null where none.", nullable=True),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    copies = view.generation.copies if view.generation else {}
    versions = view.generation.versions if view.generation else {}
    for document_id, document in sorted(view.documents.items()):
        text = view.true_text(document_id) or ""
        yield {
            **{column.name: getattr(document, column.name, None) for column in COLUMNS},
            "text_sha256": text_digest(text),
            "characters": len(text),
            "copy_of": copies.get(document_id),
            "version_of": versions.get(document_id),
        }


TABLE = Table("documents", "A document: one article or post taken from a capture.", COLUMNS, _rows)
