"""Rows of a table, whatever it is kept in, to captures of about `SLICE` bytes with their documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from demonstrably.errors import InputError
from demonstrably.ingest.contract import SLICE, Context, Ingested, Kept
from demonstrably.ingest.reading import captured
from demonstrably.ingest.rows import day_comes_first, row_document
from demonstrably.model import Document

SAMPLE = 200
"""Rows that are looked at ahead, to tell which number of 01/02/2021 is the day."""


class Row(NamedTuple):
    """`number` is where it stands (from 1), `raw` the bytes that are kept of it, `cells` its cells by our names for
    columns, None where the row is blank, or why it could not be read."""

    number: int
    raw: bytes
    cells: Mapping[str, str | None] | InputError | None


@dataclass
class Table:
    """A table that is being read; `media_type` is that of its rows' bytes."""

    location: str
    media_type: str
    context: Context
    _parts: list[Document | InputError] = field(default_factory=list)
    _undated: list[str] = field(default_factory=list)

    def slices(self, rows: Iterator[Row]) -> Iterator[Ingested]:
        """The rows' documents, a slice at a time. Raises InputError for a table without rows, and where `rows` does."""
        kept = Kept(rows)
        rows = iter(kept)
        sample = list(itertools.islice(rows, SAMPLE))
        day_first = day_comes_first([_written_day(row) for row in sample])
        first, raw = 0, bytearray()
        for row in itertools.chain(sample, rows):
            first = first or row.number
            raw += row.raw
            self._take(row, day_first)
            if len(raw) >= SLICE:
                yield from self._slice(first, bytes(raw))
                first, raw = 0, bytearray()
        yield from self._slice(first, bytes(raw))
        kept.give_up()
        if not sample:
            raise InputError(self.location, "has no rows.", remedy="Export the table again, or leave it out.")

    def _take(self, row: Row, day_first: bool | None) -> None:
        if isinstance(row.cells, InputError):
            self._parts.append(row.cells)
        elif row.cells is not None and any((cell or "").strip() for cell in row.cells.values()):
            place = f"{self.location}:{row.number}"
            part = row_document(row.cells, place, self.location, day_first, self.context)
            self._parts.append(part)
            if isinstance(part, Document) and part.published_from != "metadata" and _written_day(row).strip():
                self._undated.append(_written_day(row))

    def _slice(self, first: int, raw: bytes) -> Iterator[Ingested]:
        parts, undated = self._parts, self._undated
        self._parts, self._undated = [], []
        yield from captured(raw, f"{self.location}:{first}", self.media_type, parts, note=_note(undated))


def _written_day(row: Row) -> str:
    return (row.cells.get("published") or "") if isinstance(row.cells, Mapping) else ""


def _note(undated: list[str]) -> str | None:
    """What is said of days that could be two or none."""
    if not undated:
        return None
    return (
        f"{len(undated)} rows have a date that cannot be told for sure, such as {undated[0][:40]!r}: write 2021-01-31"
    )
