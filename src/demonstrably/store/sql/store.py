"""The store over any engine: its parts together, and what `verify` asks of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from demonstrably.errors import RecordError
from demonstrably.store.base import DAMAGE, RECOMPUTE, RESTORE, Finding, StoredRow
from demonstrably.store.checks import seal_bytes
from demonstrably.store.engine import RawRow
from demonstrably.store.sql.history import History
from demonstrably.store.sql.withdrawals import Withdrawals
from demonstrably.store.tables import APPEND_ONLY, KEYS


class SqlStore(Withdrawals, History):
    """`Store` over a database. Open it through `Record`."""

    def stored(self, table: str) -> Iterator[StoredRow]:
        keys = KEYS[table]
        identity = next((i for i in reversed(range(len(keys))) if keys[i].endswith("_id")), 0)
        named = keys and table not in ("log", "timestamps")
        with self.engine.told("read"):
            for row in self.engine.raw(table):
                name = (row.keys[identity] or b"").decode("utf-8", "replace") if named else f"row {row.seq}"
                yield StoredRow(name, _holds(table, row))

    def check(self) -> Iterator[Finding]:
        for findings in (self.engine.check(), self._missing_rows(), self._missing_derived()):
            try:
                with self.engine.told("read"):
                    yield from findings
            except (RecordError, *DAMAGE) as error:
                yield Finding(self.engine.where, f"cannot be read: {error}", RESTORE)

    def _missing_rows(self) -> Iterator[Finding]:
        """Rows that someone took out leave a gap: the highest number ever given is remembered."""
        purged = self._purged()
        for table in APPEND_ONLY:
            count, given = self.engine.count(table) + purged[table], self.engine.given(table)
            if count != given:
                yield Finding(table, f"holds {count} rows where {given} were added", RESTORE)

    def _purged(self) -> Counter[str]:
        """Rows that purges erased, by table, as their tombstones tell."""
        rows: Counter[str] = Counter()
        for (body,) in self.engine.execute("SELECT body FROM withdrawals WHERE kind = 'purged'"):
            rows.update(json.loads(body)["rows"])
        return rows

    def _missing_derived(self) -> Iterator[Finding]:
        """The derived tables are replaced together, with a note of how many rows each has."""
        head = self._head()
        for table, expected in (head["rows"] if head else {}).items():
            count = self.engine.count(table)
            if count != expected:
                yield Finding(table, f"holds {count} rows where {expected} were written", RECOMPUTE)

    def close(self) -> None:
        self.engine.close()


def _holds(table: str, row: RawRow) -> bool:
    """Whether a row's seal holds."""
    return row.seal == seal_bytes(table, row.keys, row.body or b"").encode()
