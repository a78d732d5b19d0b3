"""What sources call the gatherings, their people and the authorities' action."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Table
from demonstrably.export.tables.shared import DOCUMENT_ID, QUOTE_SHA256, SPAN
from demonstrably.export.view import View

COLUMNS = (
    DOCUMENT_ID,
    Column("target", "string", "What is named.", values=("gathering", "people", "action")),
    Column("wording", "string", "The words, to the letter: text[start:end], names masked."),
    *SPAN,
    QUOTE_SHA256,
    Column("source", "string", "Whose words; null where the outlet's own.", nullable=True),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    labels = (label for extraction in view.extractions for label in extraction.labels)
    for label in sorted(labels, key=lambda x: (x.document_id, x.start, x.end, x.target)):
        row = {
            **dataclasses.asdict(label),
            "quote_sha256": view.quote_sha256(label.document_id, label.start, label.end),
        }
        yield {column.name: row[column.name] for column in COLUMNS}


TABLE = Table("labels", "How a source names the gathering, its people, the authorities' action.", COLUMNS, _rows)
