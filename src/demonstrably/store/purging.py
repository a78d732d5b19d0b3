"""What a purge erases from the SQLite file, so that nothing of it is left in any page."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from demonstrably.errors import RecordError

_OF_DOCUMENT = ("mentions", "claims", "labels", "notes", "extractions", "posts", "dropped", "documents")
"""The tables with rows of a document, those that refer to others first."""


def erase(connection: sqlite3.Connection, document_id: str, captures: Sequence[str]) -> dict[str, int]:
    """Erase a document's rows, and those of the captures that no other document came from, inside the caller's
    transaction; how many they were, by table.

    The guards of the tables are lifted meanwhile and set up again in the same words: nobody else can write before the
    transaction ends.
    """
    rows: Counter[str] = Counter()
    for table in _OF_DOCUMENT:
        rows[table] = _delete(connection, table, "document_id = ?", document_id)
    for sha256 in captures:
        unused = "sha256 = ? AND sha256 NOT IN (SELECT capture FROM documents WHERE capture IS NOT NULL)"
        rows["captures"] += _delete(connection, "captures", unused, sha256)
    return dict(rows)


def _delete(connection: sqlite3.Connection, table: str, where: str, value: str) -> int:
    guard = f"{table}_no_delete"
    (words,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
    connection.execute(f"DROP TRIGGER {guard}")
    count = connection.execute(f"DELETE FROM {table} WHERE {where}", (value,)).rowcount
    connection.execute(words)
    return count


def scrub(connection: sqlite3.Connection) -> None:
    """Write the file anew and empty the write-ahead log. Raises RecordError where another process holds it open."""
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("VACUUM")
    (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise RecordError(
            "another process reads the record, so what was purged is still in its write-ahead log.",
            remedy="End it, then run the same command again.",
        )
