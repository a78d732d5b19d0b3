"""The embedded posts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Table
from demonstrably.export.tables.shared import DOCUMENT_ID, SPAN
from demonstrably.export.view import View

COLUMNS = (
    DOCUMENT_ID,
    Column("position", "integer", "Its number in the document, from 0."),
    *SPAN,
    Column("author", "string", "Its author's name; null where not told.", nullable=True),
    Column("handle", "string", "The author's handle; null where not told.", nullable=True),
    Column("posted", "string", "ISO day or time; null where not told.", nullable=True),
    Column("url", "string", "Its address; null where not told.", nullable=True),
    Column("text", "string", "Its own words: text[start:end], names masked."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for document_id, document in sorted(view.documents.items()):
        for position, post in enumerate(document.posts):
            words = view.passage(document_id, post.start, post.end)
            yield {"document_id": document_id, "position": position, **dataclasses.asdict(post), "text": words}


TABLE = Table("posts", "A social post embedded in a document.", COLUMNS, _rows)
