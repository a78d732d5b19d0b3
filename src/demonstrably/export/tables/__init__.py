"""The tables of an export (DESIGN section 4), one file each: columns with their meaning, rows in a fixed order."""

from __future__ import annotations

from demonstrably.export.columns import Table
from demonstrably.export.tables import (
    assessments,
    claims,
    crosswalk,
    documents,
    events,
    labels,
    mentions,
    notes,
    posts,
    sources,
    tallies,
)

TABLES: tuple[Table, ...] = tuple(
    module.TABLE
    for module in (
        documents,
        claims,
        events,
        assessments,
        crosswalk,
        mentions,
        posts,
        sources,
        labels,
        notes,
        tallies,
    )
)
"""All tables, in the order in which the data dictionary tells of them."""


def table(name: str) -> Table:
    """The table of that name. Raises KeyError for another."""
    return {each.name: each for each in TABLES}[name]
