"""The record as it is now, read again when it has changed, for any number of requests at once."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View
from demonstrably.pages import Catalogue, Filter, Library
from demonstrably.store import Record
from demonstrably.store.record import DATABASE

if TYPE_CHECKING:
    from demonstrably.discretion import Publication

TRIES = 3
"""How often a record that changes while it is read is read again; what was read last is shown then."""

Signature = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Shown:
    """A record as the pages show it. `token` differs between any two states; `notices` are what every page says."""

    token: str
    library: Library
    catalogue: Catalogue
    notices: tuple[str, ...]


class Shelf:
    """Holds the newest state of the record in a folder. A request costs a look at the folder's files; only when these
    have changed is the record asked, and only when that has changed is it read again, while requests wait."""

    def __init__(self, folder: Path, *, public: bool = False, publication: Publication | None = None) -> None:
        self.folder = folder
        self._view: Callable[[Record], View] = _published(publication) if public else View.of
        self._people = _people(folder, publication) if public else None
        self._lock = Lock()
        self._signature: Signature | None = None
        self._shown: Shown | None = None

    def shown(self) -> Shown:
        """The record as it is now. Raises RecordError where there is none, or none that can be read."""
        shown, signature = self._shown, self._look()
        if shown is not None and signature == self._signature:
            return shown
        with self._lock:
            if self._shown is None or signature != self._signature:
                self._renew()
            assert self._shown is not None
            return self._shown

    def _look(self) -> Signature:
        """The files that make up the record's state, and the list of who is public: their inodes, sizes and times.
        An empty log says nothing: every reader makes one."""
        database = self.folder / DATABASE
        watched = (database, database.with_name(f"{DATABASE}-wal"), self._people)
        found = (_look_at(path) for path in watched if path is not None)
        return tuple(each for each in found if each and each[2])

    def _renew(self) -> None:
        """Read what there is now; what was there before is not shown once the record can't be read."""
        signature = self._look()
        try:
            fresh = self._read()
        except UsageError as error:
            self._shown = None
            raise RecordError(error.message, remedy=error.remedy) from error
        except RecordError:
            self._shown = None
            raise
        self._shown, self._signature = fresh, signature

    def _read(self) -> Shown:
        with Record.open(self.folder) as record:
            before = self._shown
            for _ in range(TRIES):
                token = self._token(record)
                if before is not None and before.token == token:
                    return before
                view = self._view(record)
                failures = () if self._people else tuple(record.store.failures())
                if self._token(record) == token:
                    break
        shown = _made(token, view, Library(view, failures))
        _settle()
        return shown

    def _token(self, record: Record) -> str:
        """The state of the record, and of the list of who is public where that matters."""
        people = _look_at(self._people) if self._people else None
        return hashlib.sha256(repr((record.store.state(), people)).encode()).hexdigest()[:16]


def _look_at(path: Path) -> tuple[str, int, int, int] | None:
    """A file's name, inode, size in bytes and time of change in nanoseconds; None where it isn't there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_ino, found.st_size, found.st_mtime_ns


def _people(folder: Path, publication: Publication | None) -> Path:
    """The user's list of who is public."""
    from demonstrably.discretion.lists import PEOPLE

    return publication.people if publication and publication.people else folder / PEOPLE


def _made(token: str, view: View, library: Library) -> Shown:
    """The state with what every page needs worked out already, so that no reader waits for it."""
    catalogue = Catalogue(library)
    catalogue.listing(Filter(q="a"))
    return Shown(token, library, catalogue, view.notices)


def _published(publication: Publication | None) -> Callable[[Record], View]:
    def view(record: Record) -> View:
        from demonstrably.discretion import published

        return published(record, publication)

    return view


def _settle() -> None:
    """Keep the collector from walking through the whole record again and again: half a second each time for 5,000
    documents. What of an older state hangs together in circles is collected first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
