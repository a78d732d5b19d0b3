"""Which documents speak of which events, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import DOCUMENT_ID, EVENT_ID, SPAN
from demonstrably.export.view import View

_SPANS = (
    Column("mention_id", "string", "The mention."),
    *SPAN,
    Column("quote", "string", "The words that name the gathering."),
)

COLUMNS = (
    EVENT_ID,
    DOCUMENT_ID,
    Column("mentions", Items(_SPANS), "Where the document speaks of it; empty where only a figure does."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for event in sorted(view.events, key=lambda event: event.event_id):
        spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        known = (view.mention[mention_id] for mention_id in event.mentions if mention_id in view.mention)
        for mention in sorted(known, key=lambda m: (m.start, m.end, m.mention_id)):
            row = {column.name: getattr(mention, column.name) for column in _SPANS}
            spans[mention.document_id].append(row)
        for document_id in sorted(event.documents):
            yield {"event_id": event.event_id, "document_id": document_id, "mentions": spans[document_id]}


TABLE = Table("crosswalk", "An event or wave in a document.", COLUMNS, _rows)
