"""A record in a folder: `record.sqlite` and the captures, which can be copied, zipped and opened elsewhere."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from demonstrably.address import title
from demonstrably.errors import RecordError, UsageError
from demonstrably.store.captures import FolderCaptures
from demonstrably.store.parts import Parts
from demonstrably.store.sql import SqlStore
from demonstrably.store.sqlite import is_outdated, open_sqlite

DATABASE = "record.sqlite"
CAPTURES = "captures"
LOCK = "record.lock"

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a full disk, a full quota and a limit on files say."""


def is_record(folder: Path) -> bool:
    """Whether there is a record in that folder. Raises RecordError where we may not look."""
    try:
        return (folder / DATABASE).is_file()
    except OSError as error:
        said = error.strerror or error
        raise RecordError(f"{folder} could not be read: {said}.", remedy="Check its name and permissions.") from error


def open_folder(folder: Path) -> Parts:
    """An existing record, for reading; one with an older schema is brought up to date first.

    Raises UsageError where there is none, RecordError where it is damaged.
    """
    if not is_record(folder):
        raise UsageError(f"there is no record in {folder}.", remedy="Make one: demonstrably run INPUT --record DIR")
    if os.access(folder, os.W_OK) and is_outdated(folder / DATABASE):
        create_folder(folder).close()
    store = open_sqlite(folder / DATABASE, write=False)
    if os.access(folder, os.W_OK) and _is_unlogged(store):
        create_folder(folder).close()
        store = open_sqlite(folder / DATABASE, write=False)
    return Parts(store, FolderCaptures(folder / CAPTURES), folder, str(folder), title(folder))


def _is_unlogged(store: SqlStore) -> bool:
    """Whether the record has yet to begin its log; then, and where that can't be told, the store is closed."""
    unlogged = True
    try:
        unlogged = store.unlogged
    finally:
        if unlogged:
            store.close()
    return unlogged


def create_folder(folder: Path) -> Parts:
    """An existing record or a new one, for writing; the folder is locked against other writers meanwhile."""
    with contextlib.ExitStack() as stack:
        try:
            (folder / CAPTURES).mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / LOCK))
        except OSError as error:
            raise disk_error(folder, error) from error
        store = open_sqlite(folder / DATABASE, write=True)
        return Parts(store, FolderCaptures(folder / CAPTURES), folder, str(folder), title(folder), stack.pop_all())


def disk_error(folder: Path | str, error: OSError) -> RecordError:
    """An error of the disk in our words."""
    mend = "Free some space" if error.errno in _FULL else "Check its name and permissions"
    return RecordError(
        f"{folder} could not be written: {error.strerror or error}.",
        remedy=f"{mend}, then run the same command again: what is done stays.",
    )


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a folder against other writers; the system lets go of it however this process ends.

    On Windows, where there is no flock, the database's own locks keep single transactions apart.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RecordError(
                f"another process is writing to {path.parent}.",
                remedy="Wait for it to end, then run the command again.",
            ) from None
        yield
