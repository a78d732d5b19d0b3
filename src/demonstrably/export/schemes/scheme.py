"""What a scheme is: another project's columns, and how a record is drawn in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from demonstrably.export.columns import Column, Table
from demonstrably.export.schemes.reading import Reading

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A record in a scheme's columns.

    `left_out` counts by reason the events that the scheme has no row for; `columns` are those of these rows where they
    depend on the record, otherwise None.
    """

    rows: tuple[Row, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[Column, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme by its name on the command line.

    `doc` says what a row is, each column's own `doc` what of ours goes into it, `lost` what has no place in the scheme.
    `marked` is whether a CSV begins with the byte order mark that spreadsheets want and some programs don't.
    """

    name: str
    title: str
    suffix: Literal["csv", "jsonl"]
    doc: str
    columns: tuple[Column, ...]
    lost: tuple[str, ...]
    draw: Callable[[Reading], Drawn]
    marked: bool = True

    def table(self, drawn: Drawn) -> Table:
        """The table of what was drawn."""
        return Table(self.name, self.doc, drawn.columns or self.columns, lambda view: iter(drawn.rows))
