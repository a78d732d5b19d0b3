"""Rows in and out: numbered and sealed on the way in, decoded on the way out, in transactions and snapshots."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from demonstrably.errors import RecordError
from demonstrably.store.base import DAMAGE, VERIFY, Stamp
from demonstrably.store.checks import seal
from demonstrably.store.codec import decode, encode
from demonstrably.store.engine import Engine, Key
from demonstrably.store.log.entries import Act, Added, own_hand
from demonstrably.store.tables import APPEND_ONLY, LOGGED

T = TypeVar("T")
Keys = tuple[Key, ...]
Row = tuple[Keys, str]
"""The keys and the body of a row to be added."""

STANDS = "document_id NOT IN (SELECT document_id FROM withdrawals)"
"""The condition that a row's document was not withdrawn."""

PAGE = 200
"""Documents that are read at a time: few enough to bound the memory, enough that a server is asked seldom."""

AT_ONCE = 500
"""Rows named in one statement: every engine takes that many parameters."""


@dataclass
class Ahead:
    """What was read ahead, or added, in a transaction: documents' hashes (None: not there), the stamps of their newest
    extractions (None: has none) and the texts of new ones."""

    hashes: dict[str, str | None] = field(default_factory=dict)
    stamps: dict[str, Stamp | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


class Rows:
    """What all parts of the store build upon. `undone` is how many transactions were undone so far."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._depth = 0
        self._snapshots = 0
        self.undone = 0
        self._given: dict[str, int] = {}
        self.ahead = Ahead()
        self.hand = own_hand()
        self.added, self.acting = Added(), Act()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is added inside is kept together or not at all; one inside another is part of it."""
        if self._depth:
            yield
            return
        with self.engine.told("written"):
            try:
                self._depth, self._given, self.ahead = 1, {}, Ahead()
                self.added, self.acting = Added(), Act()
                self.engine.begin()
                yield
                self.finish()
                self.engine.commit()
            except BaseException:
                self.undone += 1
                self.engine.rollback()
                raise
            finally:
                self._depth, self.ahead = 0, Ahead()

    def finish(self) -> None:
        """What is done at the end of a transaction, as a part of it."""

    def act(self, act: Act) -> None:
        """Say what the transaction is about, for the log."""
        self.acting = act

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment; inside a transaction it is so anyway."""
        if self._snapshots or self._depth:
            yield
            return
        try:
            with self.engine.told("read"):
                self.engine.begin_reading()
            self._snapshots = 1
            yield
        finally:
            self._snapshots = 0
            self.engine.end_reading()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Tell the engine's errors in our words, and rows that hold no value of ours any more."""
        try:
            with self.engine.told("read"):
                yield
        except DAMAGE as error:
            raise RecordError(f"{self.engine.where} holds a damaged row: {error}.", remedy=VERIFY) from error

    # rows in

    def insert(self, table: str, rows: Iterable[Row]) -> int:
        """Add rows of keys and body at the end of a table; the number of the last one."""
        sealed, seq = [], self._last(table)
        for keys, body in rows:
            seq += 1
            mark = seal(table, keys, body)
            sealed.append((seq, *keys, body, mark))
            if table in LOGGED:
                self.added.row(table, seq, mark)
        if sealed:
            self.engine.insert(table, sealed)
            self._given[table] = seq
        return seq

    def insert_one(self, table: str, keys: Keys, body: str) -> int:
        """Add a row; its number."""
        return self.insert(table, [(keys, body)])

    def insert_parts(self, table: str, keys: Keys, parts: Sequence[Any]) -> None:
        """Add values in their order, each with its position as the last key."""
        self.insert(table, (((*keys, position), encode(part)) for position, part in enumerate(parts)))

    def _last(self, table: str) -> int:
        """The number of the last row, asked once a transaction: nobody else writes meanwhile."""
        if table not in self._given:
            appended = table in APPEND_ONLY
            asked = self.engine.given(table) if appended else self.value(f"SELECT max(seq) FROM {table}")
            self._given[table] = int(asked or 0)
        return self._given[table]

    # rows out

    def value(self, query: str, *parameters: Key) -> Any:
        """The first column of the first row, None without one."""
        row = next(iter(self.engine.execute(query, parameters)), None)
        return row[0] if row else None

    def all(self, cls: type[T], query: str, *parameters: Key) -> tuple[T, ...]:
        """The values in the first column."""
        with self.reading():
            return tuple(decode(cls, row[0]) for row in self.engine.execute(query, parameters))

    def pages(self, query: str) -> Iterator[list[Any]]:
        """The rows of a query in parts. It is to give a document's id first, in order, and to hold `{after}` where the
        condition on that id belongs and `{limit}` at its end."""
        after: str | None = None
        while True:
            condition = "1 = 1" if after is None else "document_id > ?"
            asked = query.format(after=condition, limit=f"LIMIT {PAGE}")
            page = list(self.engine.execute(asked, () if after is None else (after,)))
            if not page:
                return
            if after is not None and page[-1][0] <= after:
                raise ValueError(f"{page[-1][0]!r} is out of order")
            yield page
            if len(page) < PAGE:
                return
            after = page[-1][0]
