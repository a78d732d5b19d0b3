"""The captures' bytes in a table on the server; their hashes are worked out there, so that checking moves no bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from demonstrably.errors import RecordError
from demonstrably.store.captures import RERUN_INPUT, difference
from demonstrably.store.postgres.engine import PostgresEngine


class TableCaptures:
    """`Captures` in the table `payloads`, whose guard is lifted to erase bytes or to put sound ones in their place."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine

    def put(self, sha256: str, payload: bytes) -> bool:
        with self._engine.told("written"):
            found = self._look(sha256)
            if found == (sha256, len(payload)):
                return False
            with self._writing():
                if found is not None:
                    self._erase(sha256)
                self._engine.db.execute("INSERT INTO payloads (sha256, bytes) VALUES (%s, %b)", (sha256, payload))
        return True

    def read(self, sha256: str) -> bytes:
        with self._engine.told("read"):
            query = "SELECT bytes FROM payloads WHERE sha256 = %s"
            row = self._engine.db.execute(query, (sha256,), binary=True).fetchone()
        if row is None:
            raise RecordError(f"{self.where(sha256)} is gone.", remedy=RERUN_INPUT)
        return bytes(row[0])

    def holds(self, sha256: str) -> bool:
        with self._engine.told("read"):
            return bool(self._engine.db.execute("SELECT 1 FROM payloads WHERE sha256 = %s", (sha256,)).fetchone())

    def remove(self, sha256: str) -> None:
        if self.holds(sha256):
            with self._engine.told("written"), self._writing():
                self._erase(sha256)

    def names(self) -> Iterator[str]:
        with self._engine.told("read"):
            yield from [str(row[0]) for row in self._engine.db.execute("SELECT sha256 FROM payloads").fetchall()]

    def clean(self) -> int:
        """Bytes are kept with their row or not at all: nothing is ever left half-written."""
        return 0

    def where(self, sha256: str) -> str:
        return f"{self._engine.where}: capture {sha256}"

    def problem(self, sha256: str, size: int) -> str | None:
        with self._engine.told("read"):
            found = self._look(sha256)
        return "cannot be read: it is gone" if found is None else difference(sha256, size, *found)

    def _look(self, sha256: str) -> tuple[str, int] | None:
        """The hash and the size of the bytes that are there."""
        query = "SELECT encode(sha256(bytes), 'hex'), octet_length(bytes) FROM payloads WHERE sha256 = %s"
        row = self._engine.db.execute(query, (sha256,)).fetchone()
        return (str(row[0]), int(row[1])) if row else None

    def _erase(self, sha256: str) -> None:
        self._engine.erase("payloads", "sha256 = ?", (sha256,))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """The transaction that is under way, or one of our own."""
        if self._engine.is_writing:
            yield
            return
        try:
            self._engine.begin()
            yield
            self._engine.commit()
        except BaseException:
            self._engine.rollback()
            raise
