"""The events and waves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import DATE, EVENT_ID, PLACE
from demonstrably.export.view import View
from demonstrably.model import (
    Status,
    place_row,
)

COLUMNS = (
    EVENT_ID,
    Column("level", "string", "One gathering, or a wave of them.", values=("event", "wave")),
    Column("type", "string", "The most specific type told: an event type of the codebook."),
    Column("status", "string", "Whether it took place.", values=get_args(Status)),
    *DATE,
    *PLACE,
    Column("cause", "string", "What for or against, as written; null where not told.", nullable=True),
    Column("response", Items("string"), "The authorities' responses: detention, physical_force, ..."),
    Column("wave_id", "string", "The wave it stands in, or a wave's parent; null where none.", nullable=True),
    Column("redirect_to", "string", "The event it was merged into; null where it was not.", nullable=True),
    Column("documents", "integer", "How many documents speak of it."),
    Column("voices", "integer", "How many distinct original sources speak of it; copies count once."),
    Column("claims", "integer", "How many claims are about exactly it."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for event in view.events:
        row = {
            **{column.name: getattr(event, column.name, None) for column in COLUMNS},
            **place_row(event.place),
            "type": event.kind,
            "date": event.when.date,
            "date_precision": event.when.precision,
            "response": list(event.responses),
            "documents": len(event.documents),
            "claims": len(event.claims),
        }
        yield {column.name: row[column.name] for column in COLUMNS}


TABLE = Table("events", "An event (one gathering, one place, one day) or a wave of them.", COLUMNS, _rows)
