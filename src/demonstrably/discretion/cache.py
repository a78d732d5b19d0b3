"""Whom documents name, kept beside the record so that it is found once: a file that may be deleted at any time."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path
from types import TracebackType

from demonstrably.discretion.people import Named
from demonstrably.jsonlines import dump
from demonstrably.store.codec import decode

FILE = "people.sqlite"
"""The cache, in the record's folder. It holds true names: copies and releases leave it behind."""


class Cache:
    """A table of findings by their key. Where it can't be read or written, everything is found anew."""

    def __init__(self, folder: Path) -> None:
        self._db = _opened(folder / FILE)
        self._new: list[tuple[str, str]] = []

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.executemany("INSERT OR REPLACE INTO people VALUES (?, ?)", self._new)
                self._db.commit()
            self._db.close()

    def get(self, key: str) -> Named | None:
        """What was found under that key, None where nothing was."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT body FROM people WHERE key = ?", (key,)).fetchone()
            return decode(Named, row[0]) if row else None
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, found: Named) -> None:
        """Keep what was found; it is written at the end."""
        self._new.append((key, dump(dataclasses.asdict(found))))


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        connection = sqlite3.connect(path, timeout=1)
    except sqlite3.Error:
        return None
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE IF NOT EXISTS people (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID")
    except sqlite3.Error:
        connection.close()
        return None
    return connection
