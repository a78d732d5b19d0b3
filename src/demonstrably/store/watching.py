"""Whether a record has changed, for those who show it as it is now: cheap enough to be asked at every request."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from demonstrably.address import Address, is_server
from demonstrably.errors import RecordError, UsageError
from demonstrably.store.folder import DATABASE
from demonstrably.store.record import Record

SECONDS = 1.0
"""How long what a server said is taken for true."""

Look = tuple[str, int, int, int]


def watch(address: Address) -> Callable[[], object]:
    """A call gives a value that is another whenever the record may have changed."""
    return _Server(address) if is_server(address) else lambda: _files(Path(address))


def look_at(path: Path) -> Look | None:
    """A file's name, inode, size in bytes and time of change in nanoseconds; None where it isn't there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_ino, found.st_size, found.st_mtime_ns


def _files(folder: Path) -> tuple[Look, ...]:
    """The files that make up the record's state. An empty log says nothing: every reader makes one."""
    database = folder / DATABASE
    found = (look_at(path) for path in (database, database.with_name(f"{DATABASE}-wal")))
    return tuple(each for each in found if each and each[2])


class _Server:
    """Asks the server for the record's state by a connection that is kept, and made anew where it was lost."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = Lock()
        self._record: Record | None = None
        self._asked = -SECONDS
        self._state: str | None = None

    def __call__(self) -> object:
        with self._lock:
            if time.monotonic() - self._asked >= SECONDS:
                self._state = self._ask()
                self._asked = time.monotonic()
            return self._state

    def _ask(self) -> str | None:
        """The state now; None where it can't be told, which reading the record will say better."""
        for _ in range(2):
            try:
                self._record = self._record or Record.open(self._address)
                return self._record.store.state()
            except (RecordError, UsageError):
                self._close()
        return None

    def _close(self) -> None:
        if self._record is not None:
            with contextlib.suppress(RecordError):
                self._record.close()
        self._record = None
