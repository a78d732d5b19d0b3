"""One connection to a record's SQLite file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from demonstrably.errors import RecordError
from demonstrably.store.base import RESTORE, VERIFY, Finding
from demonstrably.store.engine import APPLICATION_ID, Key, RawRow, Values
from demonstrably.store.migrations import pending
from demonstrably.store.sql import SqlStore
from demonstrably.store.sqlite.schema import applied, expected_schema, migrate, schema_of
from demonstrably.store.tables import columns

BUSY_SECONDS = 30
"""How long a write waits for another process's transaction; one of ours takes well under a second."""


def open_sqlite(path: Path, *, write: bool) -> SqlStore:
    """The record in that file; made, or brought up to date, where it is opened for writing."""
    store = SqlStore(SqliteEngine(path, write=write))
    try:
        if write:
            store.begin_log()
    except BaseException:
        store.close()
        raise
    return store


class SqliteEngine:
    """`Engine` over one file. Open it through `Record`, which holds the lock that keeps writers apart."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self.where = str(path)
        with self.told("opened"):
            self._db = _connect(path, write=write)
            try:
                self._prepare(write)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, write: bool) -> None:
        known = schema_of(self._db)
        if known and _application(self._db) != APPLICATION_ID:
            raise RecordError(f"{self.path} is not a record of ours.", remedy="Give the folder of a record.")
        waiting = pending(applied(self._db))
        if not write:
            if waiting:
                empty = "is empty (a run was stopped early, or its rows are lost)"
                what = "has an older schema" if known else empty
                raise RecordError(f"{self.path} {what}.", remedy="`demonstrably run INPUT` brings it up to date.")
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if waiting:
            self._migrate()

    def _migrate(self) -> None:
        self.begin()
        try:
            migrate(self._db)
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self.commit()
        except BaseException:
            self.rollback()
            raise

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    # transactions

    def begin(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._db.execute("COMMIT")

    def rollback(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def begin_reading(self) -> None:
        self._db.execute("BEGIN")

    def end_reading(self) -> None:
        self.rollback()

    @contextlib.contextmanager
    def told(self, what: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise RecordError(f"{self.path} could not be {what}: {error}.", remedy=_remedy(error)) from error

    # rows

    def execute(self, query: str, parameters: Sequence[Key] = ()) -> Iterable[Values]:
        return self._db.execute(query, parameters)

    def insert(self, table: str, rows: Sequence[Sequence[Key]]) -> None:
        names = columns(table)
        marks = ", ".join("?" * len(names))
        self._db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def given(self, table: str) -> int:
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) if row else 0

    def set_given(self, table: str, number: int) -> None:
        self._db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        self._db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))

    def field(self, name: str) -> str:
        return f"json_extract(body, '$.{name}')"

    def erase(self, table: str, where: str, parameters: Sequence[Key]) -> int:
        """The guard is set up again in the same words: nobody else can write before the transaction ends."""
        self._db.execute("PRAGMA secure_delete = ON")
        guard = f"{table}_no_delete"
        (words,) = self._db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
        self._db.execute(f"DROP TRIGGER {guard}")
        count = self._db.execute(f"DELETE FROM {table} WHERE {where}", parameters).rowcount
        self._db.execute(words)
        return count

    def scrub(self) -> None:
        """Write the file anew and empty the write-ahead log."""
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA temp_store = MEMORY")
        self._db.execute("VACUUM")
        (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise RecordError(
                "another process reads the record, so what was purged is still in its write-ahead log.",
                remedy="End it, then run the same command again.",
            )

    # checking

    def count(self, table: str) -> int:
        (count,) = self._db.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()
        return int(count)

    def raw(self, table: str) -> Iterator[RawRow]:
        blobs = ", ".join(f"CAST({name} AS BLOB)" for name in columns(table)[1:])
        for seq, *keys, body, seal in self._db.execute(f"SELECT seq, {blobs} FROM {table} ORDER BY seq"):
            yield RawRow(seq, tuple(keys), body, seal)

    def check(self) -> Iterator[Finding]:
        for findings in (self._pages(), self._schema()):
            try:
                yield from findings
            except sqlite3.Error as error:
                yield Finding(self.where, f"cannot be read: {error}", RESTORE)

    def _pages(self) -> Iterator[Finding]:
        for query in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            for row in self._db.execute(query):
                if row != ("ok",):
                    yield Finding(self.where, "; ".join(map(str, row)).replace("\n", " "), RESTORE)

    def _schema(self) -> Iterator[Finding]:
        ours, theirs = expected_schema(), schema_of(self._db)
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                what = "is missing" if name not in theirs else "is not ours" if name not in ours else "was changed"
                yield Finding(f"{self.path}: {name}", what, RESTORE)


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    if not write and not _can_share(path):
        address += "&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def is_outdated(path: Path) -> bool:
    """Whether it is a record of ours that an older version made."""
    with contextlib.suppress(sqlite3.Error, RecordError), contextlib.closing(_connect(path, write=False)) as db:
        done = applied(db)
        return bool(_application(db) == APPLICATION_ID and done and pending(done))
    return False


def _application(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("PRAGMA application_id").fetchone()
    return int(number)


def _can_share(path: Path) -> bool:
    """Whether a reader can make the small shared file that WAL needs: not on a read-only disk or a CD."""
    return os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists()


def _remedy(error: sqlite3.Error) -> str:
    said = str(error).lower()
    if "full" in said or "disk i/o" in said:
        return "Free some space (or lift the limit) and run the same command again: what is done stays."
    if "locked" in said or "busy" in said:
        return "Another process is writing to it: wait for it to end."
    if "readonly" in said or "unable to open" in said:
        return "Check that the folder exists and that you may write to it."
    return VERIFY
