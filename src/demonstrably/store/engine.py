"""The seam between a record's SQL and the database under it: what `SqlStore` needs of one, and no more.

Queries are written with `?` for a parameter, in the words that all engines share; where they differ, there is a method.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from demonstrably.errors import RecordError
from demonstrably.store.base import Finding

APPLICATION_ID = 0x44454D4F
"""Marks what is ours ("DEMO"): the SQLite file, so that a stranger's is never taken for a record, and our locks."""

Key = str | int | None
Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row's bytes as they lie in the table, good or bad."""

    seq: int
    keys: tuple[bytes | None, ...]
    body: bytes | None
    seal: bytes | None


class OutdatedError(RecordError):
    """The record has an older schema, and was opened for reading only."""


class Engine(Protocol):
    """One connection to a database that holds a record. Its own errors pass through `told`, which makes them ours."""

    where: str
    """The record as people are shown it: a file's path, a server's address without its password."""

    def execute(self, query: str, parameters: Sequence[Key] = ()) -> Iterable[Values]:
        """The rows that the query gives."""
        ...

    def insert(self, table: str, rows: Sequence[Sequence[Key]]) -> None:
        """Add rows of all columns, the number `seq` first; inside a transaction."""
        ...

    def given(self, table: str) -> int:
        """The highest number that a row of that append-only table ever got, whether it is there yet or was purged."""
        ...

    def set_given(self, table: str, number: int) -> None:
        """Set that, for a copy of a record of which rows were purged; inside a transaction."""
        ...

    def begin(self) -> None:
        """Begin to write: from here to the end no other process writes to the record. One that fails is to be rolled
        back."""
        ...

    def commit(self) -> None: ...

    def rollback(self) -> None:
        """Undo what was written since `begin`; quiet where the connection is gone, which undoes it too."""
        ...

    def begin_reading(self) -> None:
        """From here on the same state is read, whatever others write."""
        ...

    def end_reading(self) -> None: ...

    def told(self, what: str) -> AbstractContextManager[None]:
        """Raise the engine's errors as RecordError: the record "could not be" `what`, with the remedy."""
        ...

    def field(self, name: str) -> str:
        """The SQL that gives a field of plain letters of the value in `body`."""
        ...

    def erase(self, table: str, where: str, parameters: Sequence[Key]) -> int:
        """Delete rows of an append-only table, whose guard is lifted meanwhile; how many. Inside a transaction."""
        ...

    def scrub(self) -> None:
        """Leave nothing of erased rows in the files. Raises RecordError where another process reads them."""
        ...

    def count(self, table: str) -> int:
        """How many rows the table itself holds, past any index."""
        ...

    def raw(self, table: str) -> Iterator[RawRow]:
        """The rows as they lie, by number."""
        ...

    def check(self) -> Iterator[Finding]:
        """What is wrong with the database's own structures and guards."""
        ...

    def close(self) -> None: ...
