"""What the record knew when: the times of its log, laid over its extractions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from demonstrably.model import Extraction
from demonstrably.store.log.entries import read
from demonstrably.store.sql.documents import Documents
from demonstrably.store.sql.log import Log
from demonstrably.store.sql.rows import PAGE, STANDS

ADDING = ("adopted", "capture", "extraction", "addition")
"""Kinds of entries whose acts add extractions."""


class History(Documents, Log):
    """Extractions by the time at which they came in."""

    def known_at(self) -> Iterator[tuple[int, str]]:
        for first, last, at in self._spans():
            yield from ((seq, at) for seq in range(first, last + 1))

    def extractions_known(self, at: str) -> Iterator[Extraction]:
        spans = [(first, last) for first, last, came in self._spans() if came <= at]
        firsts, lasts = [first for first, _ in spans], [last for _, last in spans]
        newest: dict[str, int] = {}
        with self.reading():
            query = f"SELECT document_id, seq FROM extractions WHERE {STANDS} ORDER BY document_id, seq"
            for document_id, seq in self.engine.execute(query):
                place = bisect_right(firsts, seq) - 1
                if place >= 0 and seq <= lasts[place]:
                    newest[document_id] = seq
            chosen = list(newest.items())
            for first in range(0, len(chosen), PAGE):
                yield from self.said(chosen[first : first + PAGE])

    def _spans(self) -> Iterator[tuple[int, int, str]]:
        """(first, last, time) of the extractions that each entry of the log added, by number."""
        with self.reading():
            for row in self.log_rows(ADDING):
                entry = read(row.body)
                rows = entry.outputs.get("rows", {}).get("extractions")
                if rows is not None:
                    yield rows[0], rows[1], entry.at
