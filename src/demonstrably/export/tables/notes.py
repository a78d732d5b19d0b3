"""What texts say about figures that they do not give."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Table
from demonstrably.export.notes import event_of_note
from demonstrably.export.tables.shared import ATTRIBUTE, DOCUMENT_ID, QUOTE_SHA256, SPAN
from demonstrably.export.view import View

COLUMNS = (
    DOCUMENT_ID,
    Column("event_id", "string", "The event or wave it is about; null where none fits.", nullable=True),
    ATTRIBUTE,
    Column("kind", "string", "What is said about a figure that is not given.", values=("no_figure", "comparison")),
    Column("sentence", "string", "The sentence."),
    *SPAN,
    QUOTE_SHA256,
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    notes = (note for extraction in view.extractions for note in extraction.notes)
    for note in sorted(notes, key=lambda n: (n.document_id, n.start, n.end, n.attribute)):
        event = event_of_note(note, view.events_of_document.get(note.document_id, []))
        row = {
            **dataclasses.asdict(note),
            "event_id": event.event_id if event else None,
            "quote_sha256": view.quote_sha256(note.document_id, note.start, note.end),
        }
        yield {column.name: row[column.name] for column in COLUMNS}


TABLE = Table("notes", "What a text says about a figure without giving one.", COLUMNS, _rows)
