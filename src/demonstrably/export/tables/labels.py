"""What sources call the gatherings, their people and the authorities' action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Table
from demonstrably.export.tables.shared import DOCUMENT_ID, SPAN
from demonstrably.export.view import View

COLUMNS = (
    DOCUMENT_ID,
    Column("target", "string", "What is named.", values=("gathering", "people", "action")),
    Column("wording", "string", "The words, to the letter: text[start:end]."),
    *SPAN,
    Column("source", "string", "Whose words; null where the outlet's own.", nullable=True),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    labels = (label for extraction in view.extractions for label in extraction.labels)
    for label in sorted(labels, key=lambda x: (x.document_id, x.start, x.end, x.target)):
        yield {column.name: getattr(label, column.name) for column in COLUMNS}


TABLE = Table("labels", "How a source names the gathering, its people, the authorities' action.", COLUMNS, _rows)
