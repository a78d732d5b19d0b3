"""What watching remembers between passes, in `watch.sqlite`: validators, pages seen and when they are due, back-off.

Everything in it can be lost without losing a claim: a new one is made, and filled from the archive.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from demonstrably.errors import RecordError
from demonstrably.fetch import Verdict
from demonstrably.watch.archive import Position

VERSION = 1

PageStatus = Literal["waiting", "kept", "over", "other"]
"""Not fetched yet; in the record; given up or gone; another address of a page that we have."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, looked_at TEXT, failures INTEGER NOT NULL, due TEXT
) WITHOUT ROWID;
CREATE TABLE pages (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT, status TEXT NOT NULL, published TEXT, updated TEXT,
    same_as TEXT, etag TEXT, modified TEXT, text_sha256 TEXT, document_id TEXT, looks INTEGER NOT NULL,
    failures INTEGER NOT NULL, due TEXT
) WITHOUT ROWID;
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
CREATE TABLE sites (site TEXT PRIMARY KEY, failures INTEGER NOT NULL, due TEXT NOT NULL, asked INTEGER NOT NULL)
WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, at TEXT NOT NULL, payload BLOB NOT NULL, unreachable TEXT) WITHOUT ROWID;
CREATE TABLE changes (url TEXT NOT NULL, earlier TEXT NOT NULL, later TEXT NOT NULL, PRIMARY KEY (earlier, later));
"""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A feed as it was last seen. Times are ISO in UTC; `due` None means at once."""

    url: str
    etag: str | None = None
    modified: str | None = None
    looked_at: str | None = None
    failures: int = 0
    due: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """A page. `looks` counts the times it was found unchanged, `failures` those it could not be had since it last was;
    `due` is when it is looked at (again), None for never. `published` and `updated` are what the list said that named
    it; `same_as` is the key of the page that this is another address of; `document_id` is its newest version's.
    """

    key: str
    url: str
    source: str | None = None
    status: PageStatus = "waiting"
    published: str | None = None
    updated: str | None = None
    same_as: str | None = None
    etag: str | None = None
    modified: str | None = None
    text_sha256: str | None = None
    document_id: str | None = None
    looks: int = 0
    failures: int = 0
    due: str | None = None


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site that is left alone until `due`, after so many failures in a row; `asked` says that it wants to be."""

    site: str
    failures: int
    due: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A page's later version took the place of an earlier one: document ids."""

    url: str
    earlier: str
    later: str


class State:
    """The file. All of one `transaction` is kept or nothing. Raises RecordError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise self._error(error) from error

    def __enter__(self) -> State:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._error(error) from error

    def position(self) -> Position:
        """The archive's end when the state was last brought up to date with it."""
        found = self._meta("file"), self._meta("offset")
        return Position(found[0] or "", int(found[1] or 0))

    def put_position(self, position: Position) -> None:
        self._put_meta("file", position.file)
        self._put_meta("offset", str(position.offset))

    def source(self, url: str) -> SourceState:
        row = self._row("SELECT * FROM sources WHERE url = ?", url)
        return SourceState(*row) if row else SourceState(url)

    def put_source(self, source: SourceState) -> None:
        self._put("sources", source)

    def page(self, key: str) -> PageState | None:
        """The page of that address, or the one that it is another address of; None for an unknown one."""
        row = self._row("SELECT * FROM pages WHERE key = ?", key)
        page = PageState(*row) if row else None
        return self.page(page.same_as) if page and page.same_as and page.same_as != key else page

    def put_page(self, page: PageState) -> None:
        self._put("pages", page)

    def waiting(self, source: str, most: int) -> list[PageState]:
        """Pages of a source that were never fetched and may be now, the newest first."""
        sql = """SELECT * FROM pages WHERE status = 'waiting' AND source = ? AND due IS NULL
                 ORDER BY published IS NULL, published DESC, key LIMIT ?"""
        return [PageState(*row) for row in self._rows(sql, source, most)]

    def due(self, now: str, most: int) -> list[PageState]:
        """Pages whose time has come, to be looked at again or tried again; the longest due first."""
        sql = "SELECT * FROM pages WHERE due <= ? ORDER BY due, key LIMIT ?"
        return [PageState(*row) for row in self._rows(sql, now, most)]

    def count_waiting(self) -> int:
        return int(self._rows("SELECT count(*) FROM pages WHERE status = 'waiting'")[0][0])

    def site(self, site: str) -> SiteState | None:
        row = self._row("SELECT * FROM sites WHERE site = ?", site)
        return SiteState(*row) if row else None

    def put_site(self, site: SiteState) -> None:
        self._put("sites", site)

    def forgive(self, site: str) -> None:
        """The site answered: nothing is held against it any more."""
        self._db.execute("DELETE FROM sites WHERE site = ?", (site,))

    def ask_again(self, now: str) -> None:
        """Make due now what waits after failures, but for what sites asked for themselves."""
        with self.transaction():
            self._db.execute("UPDATE sources SET due = NULL")
            self._db.execute("UPDATE pages SET due = ? WHERE due > ? AND failures > 0", (now, now))
            self._db.execute("DELETE FROM sites WHERE NOT asked")
            self._db.execute("DELETE FROM robots WHERE unreachable IS NOT NULL")

    def verdicts(self) -> dict[str, Verdict]:
        """What sites' robots.txt said, by origin."""
        return {row[0]: Verdict(*row[1:]) for row in self._rows("SELECT * FROM robots")}

    def put_verdicts(self, verdicts: Iterable[tuple[str, Verdict]]) -> None:
        for origin, verdict in verdicts:
            row = (origin, verdict.at, verdict.payload, verdict.unreachable)
            self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", row)

    def changes(self) -> list[Change]:
        """The changes that have not been told yet."""
        return [Change(*row) for row in self._rows("SELECT * FROM changes ORDER BY url, earlier")]

    def put_change(self, change: Change) -> None:
        self._put("changes", change)

    def told(self, change: Change) -> None:
        self._db.execute("DELETE FROM changes WHERE earlier = ? AND later = ?", (change.earlier, change.later))

    def _prepare(self) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        elif found != VERSION:
            raise RecordError(
                f"{self._path} is of another version ({found}) of the software.",
                remedy="Move it away: a new one is made from the archive, and nothing is lost.",
            )

    def _put(self, table: str, value: Any) -> None:
        row = [getattr(value, field.name) for field in dataclasses.fields(value)]
        self._db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    def _row(self, sql: str, *values: Any) -> Any:
        return next(iter(self._rows(sql, *values)), None)

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _meta(self, name: str) -> str | None:
        row = self._row("SELECT value FROM meta WHERE name = ?", name)
        return str(row[0]) if row else None

    def _put_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def _error(self, error: Exception) -> RecordError:
        return RecordError(
            f"{self._path}: {error}.",
            remedy="Free some space or check its permissions; if it is damaged, move it away: a new one is made.",
        )
