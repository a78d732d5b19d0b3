"""One connection to a record on a server."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import psycopg

from demonstrably.errors import RecordError, UsageError
from demonstrably.store.base import RESTORE, Finding
from demonstrably.store.engine import APPLICATION_ID, Key, OutdatedError, RawRow, Values
from demonstrably.store.migrations import pending
from demonstrably.store.postgres import schema
from demonstrably.store.postgres.connecting import Place, connect
from demonstrably.store.postgres.letters import shown, storable
from demonstrably.store.postgres.telling import GRANT, told
from demonstrably.store.tables import APPEND_ONLY, DERIVED, KEYS, OF_DOCUMENT, columns

LOCK_SECONDS = 300
"""How long a write waits for other writers; each holds the record for a transaction, a large generation for seconds."""

SCRUB_SECONDS = 30
"""How long a purge waits for those who read at that moment."""

AT_ONCE = 1000
"""Rows that are read at a time to be checked."""

MOST_WAITING = 5000
"""Rows that wait at most until they are sent."""

_WITH_TEXT = (*OF_DOCUMENT, *DERIVED, "linking", "captures", "payloads")
"""The tables that are written anew after a purge."""


class PostgresEngine:
    """`Engine` over one schema. Writers follow each other by an advisory lock that each holds for a transaction; the
    server lets go of it however a writer ends. Readers wait for nobody."""

    def __init__(self, place: Place, *, write: bool) -> None:
        self.place = place
        self.where = place.where
        self.db: psycopg.Connection[Any] = connect(place)
        self._write = write
        self._given: dict[str, int] = {}
        self._waiting: dict[str, list[Sequence[Key]]] = {}
        try:
            with self.told("opened"):
                self._settle()
                self._prepare()
        except BaseException:
            self.db.close()
            raise

    def _settle(self) -> None:
        """Say on a new connection how we use it."""
        self._wait_at_most(LOCK_SECONDS)
        if not self._write:
            self.db.execute("SET default_transaction_read_only = on")

    def _prepare(self) -> None:
        if self._one("SHOW server_encoding") != "UTF8":
            raise RecordError(f"{self.where} does not keep text as UTF-8.", remedy="createdb --encoding UTF8 NAME")
        if self._write:
            self._make()
            return
        ours = schema.is_ours(self.db, self.place.schema)
        if not ours:
            raise self._absent(ours)
        if pending(schema.applied(self.db)):
            older = f"{self.where} has an older schema."
            raise OutdatedError(older, remedy="`demonstrably run INPUT` brings it up to date.")

    def _absent(self, ours: bool | None) -> RecordError | UsageError:
        if ours is None:
            return UsageError(f"there is no record in {self.where}.", remedy="Make one: demonstrably run INPUT")
        return RecordError(f"{self.where} is not a record of ours.", remedy="Name another schema: ?schema=NAME.")

    def _make(self) -> None:
        """Make the record where there is none, and bring an older one up to date."""
        name = self.place.schema
        if schema.is_ours(self.db, name) and not pending(schema.applied(self.db)):
            return
        try:
            self.begin()
            ours = schema.is_ours(self.db, name)
            if ours is False:
                raise self._absent(ours)
            if not self._one("SELECT 1 FROM pg_namespace WHERE nspname = %s", name):
                self.db.execute(f"CREATE SCHEMA {name}".encode())
            schema.migrate(self.db, name, schema.applied(self.db) if ours else None)
            self.commit()
        except BaseException:
            self.rollback()
            raise

    def close(self) -> None:
        self.db.close()

    # transactions

    def begin(self) -> None:
        key = APPLICATION_ID << 32 | zlib.crc32(self.place.schema.encode())
        self._ask(f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({key})".encode())

    @property
    def is_writing(self) -> bool:
        """Whether a transaction of ours is under way."""
        return self.db.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    def commit(self) -> None:
        self._flush()
        numbers = [part for item in self._given.items() for part in item]
        if numbers:
            rows = ", ".join(["(%s, %s)"] * len(self._given))
            newer = "ON CONFLICT (name) DO UPDATE SET seq = excluded.seq"
            self.db.execute(f"INSERT INTO numbers (name, seq) VALUES {rows} {newer}".encode(), numbers)
        self.db.execute("COMMIT")
        self._given = {}

    def rollback(self) -> None:
        self._waiting, self._given = {}, {}
        with contextlib.suppress(psycopg.Error):
            self.db.execute("ROLLBACK")

    def begin_reading(self) -> None:
        self._ask(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def end_reading(self) -> None:
        self.rollback()

    @contextlib.contextmanager
    def told(self, what: str) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise told(error, self.where, what, gone=self.db.closed) from error

    # rows

    def execute(self, query: str, parameters: Sequence[Key] = ()) -> list[Values]:
        self._flush()
        cursor = self._ask(_translated(query), [storable(value) for value in parameters])
        return [tuple(map(shown, row)) for row in cursor.fetchall()] if cursor.description else []

    def _ask(self, words: bytes, parameters: Sequence[Any] | None = None) -> psycopg.Cursor[Any]:
        """Send a statement. A connection that was lost while nothing was under way is made anew, once; one that is
        lost in the middle of a transaction is not, since that is undone."""
        idle = not self.is_writing
        try:
            return self.db.execute(words, parameters)
        except psycopg.OperationalError:
            if not (idle and self.db.closed):
                raise
        self.db = connect(self.place)
        self._settle()
        return self.db.execute(words, parameters)

    def insert(self, table: str, rows: Sequence[Sequence[Key]]) -> None:
        """The rows go to the server before anything is asked of it, and at the end: a way there and back costs more
        than a row."""
        self._waiting.setdefault(table, []).extend(rows)
        if table in APPEND_ONLY and rows:
            self._given[table] = max(int(row[0] or 0) for row in rows)
        if sum(map(len, self._waiting.values())) > MOST_WAITING:
            self._flush()

    def _flush(self) -> None:
        """Send the rows that wait, those first that others refer to."""
        for table in [name for name in KEYS if name in self._waiting]:
            words = f"COPY {table} ({', '.join(columns(table))}) FROM STDIN".encode()
            with self.db.cursor() as cursor, cursor.copy(words) as copy:
                for row in self._waiting.pop(table):
                    copy.write_row([storable(value) for value in row])

    def given(self, table: str) -> int:
        known = self._given.get(table)
        return known if known is not None else int(self._one("SELECT seq FROM numbers WHERE name = %s", table) or 0)

    def set_given(self, table: str, number: int) -> None:
        """It is written with the end of the transaction."""
        self._given[table] = number

    def field(self, name: str) -> str:
        """A quotation mark inside a value is escaped, so that the name can't be found there."""
        return f"""substring(body from '"{name}":"([^"]*)"')"""

    def erase(self, table: str, where: str, parameters: Sequence[Key]) -> int:
        """Readers see the rows until the transaction ends."""
        self._flush()
        self.db.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_delete".encode())
        done = self.db.execute(_translated(f"DELETE FROM {table} WHERE {where}"), [storable(p) for p in parameters])
        self.db.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_delete".encode())
        return done.rowcount

    def scrub(self) -> None:
        """Write the tables anew. The server's log and its backups are the matter of whoever runs it."""
        self._wait_at_most(SCRUB_SECONDS)
        for table in _WITH_TEXT:
            self.db.execute(f"VACUUM (FULL) {table}".encode())
        self._wait_at_most(LOCK_SECONDS)

    def _wait_at_most(self, seconds: int) -> None:
        self.db.execute(f"SET lock_timeout = '{seconds}s'".encode())

    def _one(self, query: str, *parameters: Any) -> Any:
        row = self.db.execute(query.encode(), parameters or None).fetchone()
        return row[0] if row else None

    # checking

    def count(self, table: str) -> int:
        return int(self._one(f"SELECT count(*) FROM {table}"))

    def raw(self, table: str) -> Iterator[RawRow]:
        after = 0
        query = f"SELECT {', '.join(columns(table))} FROM {table} WHERE seq > ? ORDER BY seq LIMIT {AT_ONCE}"
        while page := self.execute(query, (after,)):
            for seq, *keys, body, seal in page:
                after = seq
                yield RawRow(seq, tuple(map(_bytes, keys)), _bytes(body), _bytes(seal))

    def check(self) -> Iterator[Finding]:
        """Hold the schema against one made anew by another connection, since this one may only read."""
        try:
            with contextlib.closing(connect(self.place)) as other:
                ours = schema.expected(other)
        except psycopg.errors.InsufficientPrivilege:
            yield Finding(self.where, "does not let us make temporary tables, to check its own with", GRANT)
            return
        theirs = schema.described(self.db, self.place.schema)
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                what = "is missing" if name not in theirs else "is not ours" if name not in ours else "was changed"
                yield Finding(f"{self.where}: {name}", what, RESTORE)


@lru_cache(maxsize=256)
def _translated(query: str) -> bytes:
    """A query in psycopg's way of marking parameters."""
    return query.replace("%", "%%").replace("?", "%s").encode()


def _bytes(value: Any) -> bytes | None:
    return None if value is None else str(value).encode()
