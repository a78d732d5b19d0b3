"""What can be wrong with the SQLite file itself: its pages, its tables and guards, rows that were taken out."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from demonstrably.store.base import Finding
from demonstrably.store.migrations import expected_schema, schema

RESTORE = "Restore the record from a copy, or make a new one from the inputs."
RECOMPUTE = "Run `demonstrably run` again: events and assessments are made anew."


def check_structure(connection: sqlite3.Connection, path: Path, append_only: Sequence[str]) -> Iterator[Finding]:
    """All findings; a check that can't be made is one."""
    checks = (
        _pages(connection, path),
        _schema(connection, path),
        _missing_rows(connection, append_only),
        _missing_derived(connection),
    )
    for findings in checks:
        try:
            yield from findings
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
            yield Finding(str(path), f"cannot be read: {error}", RESTORE)


def _pages(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    for query in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
        for row in connection.execute(query):
            if row != ("ok",):
                yield Finding(str(path), "; ".join(map(str, row)).replace("\n", " "), RESTORE)


def _schema(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    ours, theirs = expected_schema(), schema(connection)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            what = "is missing" if name not in theirs else "is not ours" if name not in ours else "was changed"
            yield Finding(f"{path}: {name}", what, RESTORE)


def _missing_rows(connection: sqlite3.Connection, append_only: Sequence[str]) -> Iterator[Finding]:
    """Rows that someone took out leave a gap: SQLite remembers the highest number it ever gave."""
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    purged = _purged(connection)
    for table in append_only:
        (count,) = connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()
        count += purged[table]
        if count != given.get(table, 0):
            yield Finding(table, f"holds {count} rows where {given.get(table, 0)} were added", RESTORE)


def _purged(connection: sqlite3.Connection) -> Counter[str]:
    """Rows that purges erased, by table, as their tombstones tell."""
    rows: Counter[str] = Counter()
    for (body,) in connection.execute("SELECT body FROM withdrawals WHERE kind = 'purged'"):
        rows.update(json.loads(body)["rows"])
    return rows


def _missing_derived(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The derived tables are replaced as a whole, with a note of how many rows each has."""
    head = connection.execute("SELECT body FROM generation").fetchone()
    for table, expected in (json.loads(head[0])["rows"] if head else {}).items():
        (count,) = connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()
        if count != expected:
            yield Finding(table, f"holds {count} rows where {expected} were written", RECOMPUTE)
