"""Write a line into a record's log from beside it: what was exported, and what an authority signed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from demonstrably.address import Address, is_server
from demonstrably.errors import UsageError
from demonstrably.store.folder import DATABASE, is_record
from demonstrably.store.log.entries import own_hand
from demonstrably.store.sql import SqlStore
from demonstrably.store.sqlite import open_sqlite


@contextlib.contextmanager
def noting(address: Address, actor: str | None = None) -> Iterator[SqlStore]:
    """The tables of an existing record, for short transactions beside whoever else writes: the record's lock is not
    taken. Raises UsageError where there is no record, RecordError where it can't be written."""
    store = _opened(address)
    try:
        store.hand = own_hand(actor)
        yield store
    finally:
        store.close()


def _opened(address: Address) -> SqlStore:
    if is_server(address):
        from demonstrably.store.server import create_server

        return create_server(str(address)).store
    folder = Path(address)
    if not is_record(folder):
        raise UsageError(f"there is no record in {folder}.", remedy="Make one: demonstrably run INPUT --record DIR")
    return open_sqlite(folder / DATABASE, write=True)
