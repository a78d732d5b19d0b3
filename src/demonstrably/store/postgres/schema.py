"""The schema in PostgreSQL: tables, guards, and what a new record's looks like."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from demonstrably.store.migrations import name_of, pending

MARK = "a Demonstrably record"
"""The comment on the table of migrations, so that a stranger's schema is never taken for a record."""

_TYPES = {"TEXT": 'TEXT COLLATE "C"', "INTEGER": "BIGINT"}
"""Text is ordered by its code points, as in SQLite, whatever language the server speaks."""

Connection = psycopg.Connection[Any]

_OWN = """
CREATE TABLE {0}.migrations (seq BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
COMMENT ON TABLE {0}.migrations IS '{1}';
CREATE TABLE {0}.numbers (name TEXT PRIMARY KEY, seq BIGINT NOT NULL);
CREATE FUNCTION {0}.append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
"""What there is beside the tables: the highest numbers given, and what the guards do."""


class PostgresSchema:
    """Makes tables, indexes and triggers in the schema of that name."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._db = connection
        self._name = name

    def prepare(self) -> None:
        """Make what there is beside the tables, the captures' bytes among it."""
        self._run(_OWN.format(self._name, MARK))
        payloads = 'sha256 TEXT COLLATE "C" PRIMARY KEY, bytes BYTEA NOT NULL'
        self._run(f"CREATE TABLE {self._name}.payloads ({payloads})")
        self._unsampled("payloads", "bytes")
        self._guard("payloads")

    def table(self, name: str, keys: str, unique: str, *, append_only: bool) -> None:
        typed = re.sub(r"\b(TEXT|INTEGER)\b", lambda match: _TYPES[match[0]], keys)
        here = re.sub(r"REFERENCES (\w+)", rf"REFERENCES {self._name}.\1", typed)
        columns = ", ".join(filter(None, ("seq BIGINT PRIMARY KEY", here, "body TEXT NOT NULL", "seal TEXT NOT NULL")))
        constraint = f", UNIQUE ({unique})" if unique else ""
        self._run(f"CREATE TABLE {self._name}.{name} ({columns}{constraint})")
        self._unsampled(name, "body")
        if append_only:
            self._guard(name)

    def index(self, name: str, table: str, column: str) -> None:
        self._run(f"CREATE INDEX {name} ON {self._name}.{table} ({column})")

    def _unsampled(self, table: str, column: str) -> None:
        """Keep the server from putting samples of texts among its statistics, where a purge would leave them."""
        self._run(f"ALTER TABLE {self._name}.{table} ALTER COLUMN {column} SET STATISTICS 0")

    def _guard(self, table: str) -> None:
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            self._run(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {self._name}.{table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self._name}.append_only()"
            )

    def _run(self, words: str) -> None:
        self._db.execute(words.encode())


def is_ours(connection: Connection, name: str) -> bool | None:
    """Whether the schema holds a record; None where it isn't there, or empty."""
    row = connection.execute("SELECT oid FROM pg_namespace WHERE nspname = %s", (name,)).fetchone()
    if row is None:
        return None
    query = "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class WHERE relnamespace = %s"
    found = dict(connection.execute(query, (row[0],)).fetchall())
    return found.get("migrations") == MARK if found else None


def applied(connection: Connection) -> list[str]:
    """The names of the migrations that have run there, in order."""
    return [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY seq")]


def migrate(connection: Connection, name: str, done: list[str] | None) -> None:
    """Run what is pending, inside the caller's transaction; `done` None makes a new record."""
    schema = PostgresSchema(connection, name)
    if done is None:
        schema.prepare()
    for number, migration in enumerate(pending(done or []), len(done or []) + 1):
        migration(schema)
        words = f"INSERT INTO {name}.migrations (seq, name) VALUES (%s, %s)"
        connection.execute(words.encode(), (number, name_of(migration)))


_DESCRIBING = (
    """SELECT 'table ' || relname, relkind::text || CASE WHEN relpersistence = 'u' THEN ' unlogged' ELSE '' END
    || CASE WHEN relrowsecurity OR relforcerowsecurity THEN ' row security' ELSE '' END
    FROM pg_class WHERE relnamespace = %(schema)s AND relkind <> 'i'""",
    "SELECT 'rule ' || rulename, definition FROM pg_rules WHERE schemaname = %(schema)s::oid::regnamespace::text",
    """SELECT 'column ' || c.relname || '.' || a.attname,
    format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' ' || l.collname, '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relnamespace = %(schema)s AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped""",
    """SELECT 'index ' || c.relname, pg_get_indexdef(c.oid) FROM pg_class c
    WHERE c.relnamespace = %(schema)s AND c.relkind = 'i'""",
    """SELECT 'constraint ' || r.conname || ' of ' || c.relname, pg_get_constraintdef(r.oid)
    FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid WHERE c.relnamespace = %(schema)s""",
    """SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = %(schema)s AND NOT t.tgisinternal""",
    "SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = %(schema)s",
)
"""Every part of a schema with the words that make it."""


def described(connection: Connection, name: str) -> dict[str, str]:
    """Every table, rule, column, index, constraint, trigger and function of a schema, without the schema's name."""
    (schema,) = connection.execute("SELECT %s::regnamespace::oid", (name,)).fetchone() or (None,)
    found: dict[str, str] = {}
    for query in _DESCRIBING:
        for part, words in connection.execute(query.encode(), {"schema": schema}):
            found[str(part)] = re.sub(rf"\b(?:{name}|pg_temp)\.", "", str(words))
    return found


def expected(connection: Connection) -> dict[str, str]:
    """The description of a new record, made for a moment among the connection's temporary tables."""
    with connection.transaction(force_rollback=True):
        migrate(connection, "pg_temp", None)
        (name,) = connection.execute("SELECT pg_my_temp_schema()::regnamespace::text").fetchone() or ("",)
        return described(connection, str(name))
