"""A record on a PostgreSQL server: its tables and the captures' bytes there, what stays on this machine in a folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from types import ModuleType

from demonstrably.address import title
from demonstrably.errors import RecordError, UsageError
from demonstrably.store.archives import FOLDER as ARCHIVE
from demonstrably.store.archives import blank_pages
from demonstrably.store.engine import OutdatedError
from demonstrably.store.parts import DERIVED_FILES, Parts
from demonstrably.store.sql import SqlStore

PURGES = "purges"
"""A file that holds how many documents had been purged when this machine last looked."""


def open_server(address: str) -> Parts:
    """An existing record, for reading; one with an older schema is brought up to date first, where we may.

    Raises UsageError where there is none, ServerError where the server can't be reached.
    """
    try:
        return _parts(address, write=False)
    except OutdatedError:
        create_server(address).close()
        return _parts(address, write=False)


def create_server(address: str) -> Parts:
    """An existing record or a new one, for writing."""
    return _parts(address, write=True)


def server_folder(address: str) -> Path:
    """The folder on this machine for what belongs to the record and not on a server: the key of pseudonyms, lists of
    people, caches of names. For its user's eyes only."""
    place = _postgres().place_of(address)
    digest = hashlib.sha256(place.identity.encode()).hexdigest()[:12]
    folder = data_folder() / "demonstrably" / f"{place.parameters.get('dbname', 'record')}-{place.schema}-{digest}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _parts(address: str, *, write: bool) -> Parts:
    postgres = _postgres()
    place = postgres.place_of(address)
    engine = postgres.PostgresEngine(place, write=write)
    store, folder = SqlStore(engine), server_folder(address)
    try:
        if write:
            store.begin_log()
        _forget_purged(store, folder)
    except BaseException:
        store.close()
        raise
    return Parts(store, postgres.TableCaptures(engine), folder, place.where, title(address))


def _forget_purged(store: SqlStore, folder: Path) -> None:
    """Remove what is derived from texts on this machine, and blank pages in its archive, when another one has purged a
    document since; as long as `watch` writes there, the next time."""
    noted, count = folder / PURGES, str(sum(found.purged for found in store.withdrawals().values()))
    with contextlib.suppress(OSError, RecordError):
        if (noted.read_text() if noted.exists() else "0") != count:
            for name in DERIVED_FILES:
                (folder / name).unlink(missing_ok=True)
            blank_pages(folder / ARCHIVE, store.erased())
            noted.write_text(count)


def _postgres() -> ModuleType:
    try:
        from demonstrably.store import postgres
    except ImportError as error:
        raise UsageError(
            "a record on a server needs psycopg, which is not installed.",
            remedy="pip install 'demonstrably[postgres]'",
        ) from error
    return postgres


def data_folder() -> Path:
    """Where the system keeps a user's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
