"""Walk a record's log: every entry against the one before, and every table against the entries that wrote it."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from demonstrably.store.base import DAMAGE, Finding
from demonstrably.store.log.entries import BEFORE_THE_FIRST, Entry, LogRow, Seals, digest, read

RESTORE = "Restore the record from a copy; `demonstrably log` tells what the entry was about."

_ERASING = ("adopted", "purge")
"""Kinds of entries that tell of erased rows."""


class Ledger(Protocol):
    """What the walk reads of a store."""

    def log_rows(self, kinds: Sequence[str] = ()) -> Iterator[LogRow]:
        """The log's rows by number; with `kinds` only those."""
        ...

    def log_row(self, seq: int | None = None) -> LogRow | None:
        """The entry of that number, by default the newest; None where there is none."""
        ...

    def seals(self, table: str) -> Iterator[tuple[int, str]]:
        """(number, seal) of a table's rows by number."""
        ...


@dataclass(slots=True)
class Walk:
    """A walk of the whole log, which reads each table once beside it and keeps no more than a row of each.

    `append_only` are the tables that the log's ranges tell of, `derived` those that are replaced. When `findings` is
    through, `entries` is how many entries there are and `head` the hash of the last.
    """

    store: Ledger
    append_only: Sequence[str]
    derived: Sequence[str]
    entries: int = 0
    head: str = BEFORE_THE_FIRST
    _tables: dict[str, _Table] = field(init=False)
    _made: Entry | None = None

    def findings(self) -> Iterator[Finding]:
        """All that does not hold; nothing where the log and the tables agree."""
        erased = _erased(self.store.log_rows(_ERASING))
        self._tables = {name: _Table(name, self.store.seals(name), erased[name]) for name in self.append_only}
        for row in self.store.log_rows():
            yield from self._linked(row)
            self.entries, self.head = row.seq, row.hash
            try:
                yield from self._rows(read(row.body))
            except DAMAGE as error:
                yield _finding(row.seq, f"cannot be read: {error}")
        for table in self._tables.values():
            yield from table.strangers(None)
        yield from self._derived()

    def _linked(self, row: LogRow) -> Iterator[Finding]:
        """Whether an entry is the next one, and what it was when it was hashed."""
        if row.seq != self.entries + 1:
            yield _finding(self.entries + 1, f"is missing: entry {row.seq} comes next")
        if digest(row.body) != row.hash:
            yield _finding(row.seq, "was changed: its hash does not hold")
            return
        entry = _readable(row.body)
        if entry is None:
            return
        if (entry.seq, entry.kind) != (row.seq, row.kind):
            yield _finding(row.seq, f"was entry {entry.seq} ({entry.kind}) when it was written")
        if entry.previous != self.head:
            yield _finding(row.seq, f"does not go on from entry {self.entries}: one of the two was changed")

    def _rows(self, entry: Entry) -> Iterator[Finding]:
        for name, (first, last, expected) in entry.outputs.get("rows", {}).items():
            if name in self._tables:
                yield from self._tables[name].check(entry, first, last, expected)
            else:
                yield _finding(entry.seq, f"tells of rows of {name}, which is no table of ours")
        if "derived" in entry.outputs:
            self._made = entry

    def _derived(self) -> Iterator[Finding]:
        """What is derived, against the last entry that replaced it."""
        expected: Mapping[str, Any] = self._made.outputs["derived"] if self._made else {}
        by = f"entry {self._made.seq} of the log ({self._made.at})" if self._made else "the log"
        for name in self.derived:
            seals = Seals()
            for _, seal in self.store.seals(name):
                seals.add(seal)
            if list(expected.get(name, [0, Seals().digest])) != [seals.count, seals.digest]:
                yield Finding(name, f"does not hold what {by} tells", "Run `demonstrably run` again.")


class _Table:
    """A table read alongside the log. Erased rows go on counting where they lay."""

    def __init__(self, name: str, rows: Iterator[tuple[int, str]], erased: Mapping[int, str | None]) -> None:
        self._name = name
        self._rows = heapq.merge(rows, sorted(erased.items()), key=lambda row: row[0])
        self._ahead = next(self._rows, None)

    def check(self, entry: Entry, first: int, last: int, expected: str) -> Iterator[Finding]:
        """The rows that an entry says it added, and those before them that none did."""
        yield from self.strangers(first)
        seals, missing = self._take(first, last)
        by = f"entry {entry.seq} of the log ({entry.kind}, {entry.at})"
        for gap in missing:
            yield Finding(self._where(*gap), f"not there, and {by} added this", RESTORE)
        if not missing and seals.digest != expected:
            yield Finding(self._where(first, last), f"not what {by} added: changed or put in another order", RESTORE)

    def strangers(self, first: int | None) -> Iterator[Finding]:
        """The rows up to the number (None: all that are left), of which no entry tells."""
        found = []
        while self._ahead is not None and (first is None or self._ahead[0] < first):
            if self._ahead[1] is not None:
                found.append(self._ahead[0])
            self._ahead = next(self._rows, None)
        if found:
            yield Finding(self._where(found[0], found[-1]), "in no entry of the log", RESTORE)

    def _take(self, first: int, last: int) -> tuple[Seals, list[tuple[int, int]]]:
        """The digest of a range of rows, and the stretches of it that are missing."""
        seals, missing, expected = Seals(), [], first
        while self._ahead is not None and self._ahead[0] <= last:
            seq, seal = self._ahead
            if seq > expected:
                missing.append((expected, seq - 1))
            if seal is not None:
                seals.add(seal)
            expected = seq + 1
            self._ahead = next(self._rows, None)
        if expected <= last:
            missing.append((expected, last))
        return seals, missing

    def _where(self, first: int, last: int) -> str:
        return f"{self._name} row {first}" if first == last else f"{self._name} rows {first} to {last}"


def _erased(rows: Iterable[LogRow]) -> Mapping[str, dict[int, str | None]]:
    """The rows that purges erased, by table, with the seals they had."""
    found: dict[str, dict[int, str | None]] = defaultdict(dict)
    for row in rows:
        entry = _readable(row.body)
        for table, pairs in (entry.outputs.get("erased", {}) if entry else {}).items():
            found[table].update({int(seq): seal for seq, seal in pairs})
    return found


def _readable(body: str) -> Entry | None:
    try:
        return read(body)
    except DAMAGE:
        return None


def _finding(seq: int, what: str) -> Finding:
    return Finding(f"log entry {seq}", what, RESTORE)
