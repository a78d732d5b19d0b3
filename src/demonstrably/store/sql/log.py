"""The log's table: an entry for each transaction that adds rows and for acts that add none; what it tells of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from demonstrably.store.codec import decode, encode
from demonstrably.store.engine import Key, Values
from demonstrably.store.log.entries import BEFORE_THE_FIRST, Act, Added, LogRow, Seals, after
from demonstrably.store.sql.rows import Rows
from demonstrably.store.tables import DERIVED, LOGGED
from demonstrably.store.timestamps.tokens import Answered, Asked

AT_ONCE = 2000
"""Rows that are read at a time."""


class Log(Rows):
    """The chain of entries, and the timestamps of it."""

    # writing

    def finish(self) -> None:
        kind = self.acting.kind or (self.added.kind if self.added else "")
        if kind:
            self.enter(Act(kind, self.acting.inputs, self.acting.outputs), self.added)

    def enter(self, act: Act, added: Added) -> None:
        """Put an entry at the end of the log; inside a transaction."""
        rows = {"rows": added.ranges()} if added else {}
        head = self.value("SELECT hash FROM log ORDER BY seq DESC LIMIT 1") or BEFORE_THE_FIRST
        told = Act(act.kind, act.inputs, {**rows, **act.outputs})
        entry = after(self.engine.given("log"), head, told, self.hand)
        self.insert_one("log", (entry.kind, entry.hash), entry.line)

    def note(self, act: Act) -> None:
        with self.transaction():
            self.act(act)

    @property
    def unlogged(self) -> bool:
        """Whether there are rows of a time before there was a log."""
        with self.reading(), self.snapshot():
            return not self.engine.given("log") and any(map(self.engine.given, LOGGED))

    def begin_log(self) -> None:
        """Make one entry for all that was in the record before it had a log."""
        if self.unlogged:
            with self.transaction():
                if self.unlogged:
                    self._adopt()

    def _adopt(self) -> None:
        added, erased = Added(), {}
        for table in LOGGED:
            present = set()
            for seq, seal in self.seals(table):
                added.row(table, seq, seal)
                present.add(seq)
            gone = [seq for seq in range(min(present, default=1), max(present, default=0)) if seq not in present]
            if gone:
                erased[table] = [[seq, None] for seq in gone]
        if added:
            outputs = {"erased": erased} if erased else {}
            self.enter(Act("adopted", outputs={**outputs, "derived": self.made()}), added)

    def made(self) -> dict[str, list[Any]]:
        """`outputs.derived` of an entry: what the derived tables hold now."""
        found = {}
        for table in DERIVED:
            seals = Seals()
            for _, seal in self.seals(table):
                seals.add(seal)
            if seals.count:
                found[table] = [seals.count, seals.digest]
        return found

    # reading

    def log_rows(self, kinds: Sequence[str] = ()) -> Iterator[LogRow]:
        chosen = f"kind IN ({', '.join('?' * len(kinds))})" if kinds else "1 = 1"
        with self.reading():
            for row in self._by_number(f"SELECT seq, kind, hash, body FROM log WHERE {chosen}", *kinds):
                yield LogRow(*row)

    def log_row(self, seq: int | None = None) -> LogRow | None:
        query = "SELECT seq, kind, hash, body FROM log WHERE seq = coalesce(?, (SELECT max(seq) FROM log))"
        with self.reading():
            return next((LogRow(*row) for row in self.engine.execute(query, (seq,))), None)

    def newest_act(self) -> int:
        with self.reading():
            return int(self.value("SELECT max(seq) FROM log WHERE kind <> 'timestamp'") or 0)

    def seals(self, table: str) -> Iterator[tuple[int, str]]:
        with self.reading():
            for seq, seal in self._by_number(f"SELECT seq, seal FROM {table} WHERE 1 = 1"):
                yield seq, str(seal)

    def _by_number(self, query: str, *parameters: Key) -> Iterator[Values]:
        """The rows of a query, which gives the number first, in parts: a whole table may not fit into memory."""
        after: int | None = None
        while True:
            further = "" if after is None else f"AND seq > {after}"
            page = list(self.engine.execute(f"{query} {further} ORDER BY seq LIMIT {AT_ONCE}", parameters))
            yield from page
            if len(page) < AT_ONCE:
                return
            if after is not None and page[-1][0] <= after:
                raise ValueError(f"row {page[-1][0]} is out of order")
            after = page[-1][0]

    # timestamps

    def requests(self) -> list[tuple[int, Asked]]:
        with self.reading():
            query = "SELECT seq, body FROM timestamps WHERE state = 'asked' ORDER BY seq"
            return [(int(seq), decode(Asked, body)) for seq, body in self.engine.execute(query)]

    def answers(self) -> list[Answered]:
        return list(self.all(Answered, "SELECT body FROM timestamps WHERE state = 'answered' ORDER BY seq"))

    def add_request(self, asked: Asked) -> int:
        return self._add_timestamp("asked", asked, encode(asked))

    def add_answer(self, answered: Answered, asked: Asked) -> None:
        self._add_timestamp("answered", asked, encode(answered))

    def _add_timestamp(self, state: str, asked: Asked, body: str) -> int:
        inputs = {"entry": asked.entry, "hash": asked.hash, "authority": asked.authority, "state": state}
        with self.transaction():
            self.act(Act(inputs=inputs))
            return self.insert_one("timestamps", (asked.entry, state), body)
