"""The schema as ordered small functions, each recorded in a table once it has run. Append; never edit one that shipped.

Every table has the same form: a number, key columns to find a row by, `body` (the value as JSON) and `seal` (a SHA-256
over the table's name, the keys and the body, so that a changed byte anywhere in a row is named).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from demonstrably.errors import RecordError

Migration = Callable[[sqlite3.Connection], None]


def _m001_tables(connection: sqlite3.Connection) -> None:
    """Append-only tables with their guards, and the derived ones."""
    document = "document_id TEXT NOT NULL REFERENCES documents (document_id)"
    extraction = f"extraction INTEGER NOT NULL REFERENCES extractions (seq), {document}"
    append_only = {
        "runs": ("", ""),
        "captures": ("sha256 TEXT NOT NULL", "sha256"),
        "documents": (
            "document_id TEXT NOT NULL, text_sha256 TEXT NOT NULL, capture TEXT REFERENCES captures (sha256)",
            "document_id",
        ),
        "posts": (f"{document}, position INTEGER NOT NULL", "document_id, position"),
        "dropped": (f"{document}, position INTEGER NOT NULL", "document_id, position"),
        "extractions": (document, ""),
        "mentions": (f"{extraction}, mention_id TEXT NOT NULL", "extraction, mention_id"),
        "claims": (f"{extraction}, claim_id TEXT NOT NULL", "extraction, claim_id"),
        "labels": (f"{extraction}, position INTEGER NOT NULL", "extraction, position"),
        "notes": (f"{extraction}, position INTEGER NOT NULL", "extraction, position"),
        "failures": ("failure_id TEXT NOT NULL", "failure_id"),
    }
    for table, (keys, unique) in append_only.items():
        connection.execute(_create(table, "INTEGER PRIMARY KEY AUTOINCREMENT", keys, unique))
        _guard(connection, table, unique)
    for table in ("extractions", "mentions", "claims", "labels", "notes"):
        connection.execute(f"CREATE INDEX {table}_by_document ON {table} (document_id)")
    connection.execute("CREATE INDEX documents_by_capture ON documents (capture)")
    derived = {
        "generation": ("", ""),
        "events": ("event_id TEXT NOT NULL", "event_id"),
        "assessments": (
            "event_id TEXT NOT NULL, attribute TEXT NOT NULL, rule_set TEXT NOT NULL",
            "event_id, attribute, rule_set",
        ),
        "tallies": ("", ""),
        "links": ("relation TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL", "relation, one"),
    }
    for table, (keys, unique) in derived.items():
        connection.execute(_create(table, "INTEGER PRIMARY KEY", keys, unique))


def _create(table: str, number: str, keys: str, unique: str) -> str:
    columns = ", ".join(filter(None, (f"seq {number}", keys, "body TEXT NOT NULL", "seal TEXT NOT NULL")))
    constraint = f", UNIQUE ({unique})" if unique else ""
    return f"CREATE TABLE {table} ({columns}{constraint})"


def _guard(connection: sqlite3.Connection, table: str, unique: str) -> None:
    """Triggers against UPDATE and DELETE, and against INSERT OR REPLACE, which would pass by the one on DELETE."""
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    same = "seq = NEW.seq"
    if unique:
        same += " OR (" + " AND ".join(f"{key} = NEW.{key}" for key in unique.split(", ")) + ")"
    connection.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _m002_withdrawals(connection: sqlite3.Connection) -> None:
    """Tombstones of documents that were taken out, and the captures whose bytes were erased."""
    tables = {
        "withdrawals": ("document_id TEXT NOT NULL, kind TEXT NOT NULL", "document_id, kind"),
        "erasures": ("sha256 TEXT NOT NULL", "sha256"),
    }
    for table, (keys, unique) in tables.items():
        connection.execute(_create(table, "INTEGER PRIMARY KEY AUTOINCREMENT", keys, unique))
        _guard(connection, table, unique)


MIGRATIONS: tuple[Migration, ...] = (_m001_tables, _m002_withdrawals)


def _name(migration: Migration) -> str:
    return migration.__name__.lstrip("_")


def applied(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations that have run here, in order; none in a new file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone()
    return [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY seq")] if known else []


def pending(connection: sqlite3.Connection) -> list[Migration]:
    """What has yet to run. Raises RecordError where the file is of a newer software, or not a record of ours."""
    ours, done = [_name(m) for m in MIGRATIONS], applied(connection)
    if done != ours[: len(done)]:
        stranger = next((name for name in done if name not in ours), done[-1])
        raise RecordError(
            f"the record has a schema that this version does not know ({stranger}).",
            remedy="It was made by a newer version: install that one.",
        )
    return list(MIGRATIONS[len(done) :])


def migrate(connection: sqlite3.Connection) -> None:
    """Run what is pending, inside the caller's transaction."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
    for migration in pending(connection):
        migration(connection)
        connection.execute("INSERT INTO migrations (name) VALUES (?)", (_name(migration),))


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger with the words that made it."""
    rows = connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master")
    return {str(name): str(sql) for name, sql in rows}


def expected_schema() -> dict[str, str]:
    """The schema of a new record, to hold another against."""
    connection = sqlite3.connect(":memory:")
    try:
        migrate(connection)
        return schema(connection)
    finally:
        connection.close()
