"""The waves' city figures added up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import ATTRIBUTE
from demonstrably.export.view import View

_CITIES = (
    Column("city", "string", "The city."),
    Column("place_id", "integer", "Its GeoNames id.", nullable=True),
    Column("low", "integer", "Its lowest figure.", nullable=True),
    Column("high", "integer", "Its highest figure.", nullable=True),
    Column("best", "integer", "Its best figure."),
    Column("event_ids", Items("string"), "The events that it rests on."),
)

COLUMNS = (
    Column("wave_id", "string", "The wave (events.event_id)."),
    ATTRIBUTE,
    Column("rule_set", "string", "The rule set of the cities' figures."),
    Column("low", "integer", "The cities' lowest figures added up.", nullable=True),
    Column("high", "integer", "Their highest added up.", nullable=True),
    Column("best", "integer", "Their best added up.", nullable=True),
    Column("cities", Items(_CITIES), "Each city once."),
    Column("without", "integer", "Cities with an event and no figure: where it isn't 0, the sums are floors."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for tally in view.generation.tallies if view.generation else ():
        yield {column.name: tally[column.name] for column in COLUMNS}


TABLE = Table("tallies", "A wave's city figures added up, beside its own claims, never into them.", COLUMNS, _rows)
