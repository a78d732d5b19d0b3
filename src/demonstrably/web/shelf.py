"""The record as it is now, read again when it has changed, for any number of requests at once."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from demonstrably.address import Address
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View
from demonstrably.pages import Catalogue, Filter, Library
from demonstrably.store import Record
from demonstrably.store.record import local_folder
from demonstrably.store.watching import look_at, watch

if TYPE_CHECKING:
    from demonstrably.discretion import Publication

TRIES = 3
"""How often a record that changes while it is read is read again; what was read last is shown then."""

Signature = tuple[object, object]


@dataclass(frozen=True)
class Shown:
    """A record as the pages show it. `token` differs between any two states; `notices` are what every page says."""

    token: str
    library: Library
    catalogue: Catalogue
    notices: tuple[str, ...]


class Shelf:
    """Holds the newest state of a record. A request costs a look at the record's files, or at its state on the server
    where the last look is a while ago; only when these have changed is it read again, while requests wait."""

    def __init__(self, address: Address, *, public: bool = False, publication: Publication | None = None) -> None:
        self.address = address
        self._state = watch(address)
        self._view: Callable[[Record], View] = _published(publication) if public else View.of
        self._people = _people(address, publication) if public else None
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

    def payload(self, sha256: str) -> bytes | None:
        """A capture's bytes, None where they are gone."""
        with Record.open(self.address) as record:
            return record.payload(sha256) if record.captures.holds(sha256) else None

    def _look(self) -> Signature:
        """What tells whether the record has changed, or the list of who is public."""
        return self._state(), look_at(self._people) if self._people else None

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
        with Record.open(self.address) as record:
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
        people = look_at(self._people) if self._people else None
        return hashlib.sha256(repr((record.store.state(), people)).encode()).hexdigest()[:16]


def _people(address: Address, publication: Publication | None) -> Path:
    """The user's list of who is public."""
    from demonstrably.discretion.lists import PEOPLE

    return publication.people if publication and publication.people else local_folder(address) / PEOPLE


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
