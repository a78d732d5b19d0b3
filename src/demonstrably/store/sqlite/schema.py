"""The schema in SQLite: tables, guards, and what a new record's looks like."""

from __future__ import annotations

import sqlite3

from demonstrably.store.migrations import name_of, pending


class SqliteSchema:
    """Makes tables, indexes and triggers through a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def table(self, name: str, keys: str, unique: str, *, append_only: bool) -> None:
        number = "seq INTEGER PRIMARY KEY" + (" AUTOINCREMENT" if append_only else "")
        columns = ", ".join(filter(None, (number, keys, "body TEXT NOT NULL", "seal TEXT NOT NULL")))
        constraint = f", UNIQUE ({unique})" if unique else ""
        self._db.execute(f"CREATE TABLE {name} ({columns}{constraint})")
        if append_only:
            self._guard(name, unique)

    def index(self, name: str, table: str, column: str) -> None:
        self._db.execute(f"CREATE INDEX {name} ON {table} ({column})")

    def _guard(self, table: str, unique: str) -> None:
        """Triggers against UPDATE and DELETE, and against INSERT OR REPLACE, which would pass by the one on DELETE."""
        for verb in ("UPDATE", "DELETE"):
            self._db.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        same = "seq = NEW.seq"
        if unique:
            same += " OR (" + " AND ".join(f"{key} = NEW.{key}" for key in unique.split(", ")) + ")"
        self._db.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def applied(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations that have run here, in order; none in a new file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone()
    return [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY seq")] if known else []


def migrate(connection: sqlite3.Connection) -> None:
    """Run what is pending, inside the caller's transaction."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
    schema = SqliteSchema(connection)
    for migration in pending(applied(connection)):
        migration(schema)
        connection.execute("INSERT INTO migrations (name) VALUES (?)", (name_of(migration),))


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger with the words that made it."""
    rows = connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master")
    return {str(name): str(sql) for name, sql in rows}


def expected_schema() -> dict[str, str]:
    """The schema of a new record, to hold another against."""
    connection = sqlite3.connect(":memory:")
    try:
        migrate(connection)
        return schema_of(connection)
    finally:
        connection.close()
