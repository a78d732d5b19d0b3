"""Documents that were taken out: their tombstones, and what a purge erases."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.store.base import Withdrawal
from demonstrably.store.codec import encode
from demonstrably.store.log.entries import Act
from demonstrably.store.sql.documents import Documents
from demonstrably.store.sql.generations import Generations
from demonstrably.store.tables import OF_DOCUMENT


class Withdrawals(Documents, Generations):
    """The tombstones, and the erasing of rows."""

    def withdraw(self, withdrawal: Withdrawal) -> bool:
        document_id = withdrawal.document_id
        with self.transaction():
            if document_id in self.withdrawals():
                return False
            if self.text_sha256(document_id) is None:
                raise ValueError(f"{document_id} is not in the record")
            self.act(Act("withdrawal", {"text": withdrawal.text_sha256}, {"derived": {}}))
            self.insert_one("withdrawals", (document_id, "withdrawn"), encode(withdrawal))
            self._forget_all(document_id)
        return True

    def purge(self, withdrawal: Withdrawal, captures: Sequence[str]) -> bool:
        document_id = withdrawal.document_id
        with self.transaction():
            if self.withdrawals()[document_id].purged:
                return False
            self._forget_all(document_id)
            erased = self._erase(document_id, captures)
            self.act(Act("purge", {"text": withdrawal.text_sha256}, {"erased": erased, "derived": {}}))
            rows = {table: len(gone) for table, gone in erased.items()}
            done = dataclasses.replace(withdrawal, purged=True, rows=rows)
            self.insert_one("withdrawals", (document_id, "purged"), encode(done))
            for sha256 in captures:
                self.add_erasure(sha256)
        return True

    def add_erasure(self, sha256: str) -> bool:
        if self.value("SELECT 1 FROM erasures WHERE sha256 = ?", sha256):
            return False
        self.insert_one("erasures", (sha256,), "{}")
        return True

    def withdrawals(self) -> Mapping[str, Withdrawal]:
        found = self.all(Withdrawal, "SELECT body FROM withdrawals ORDER BY seq")
        return {withdrawal.document_id: withdrawal for withdrawal in found}

    def erased(self) -> frozenset[str]:
        with self.reading():
            return frozenset(row[0] for row in self.engine.execute("SELECT sha256 FROM erasures"))

    def scrub(self) -> None:
        with self.engine.told("scrubbed"):
            self.engine.scrub()

    def _forget_all(self, document_id: str) -> None:
        """What was made of all documents, and what is remembered of this one."""
        self.forget()
        self.engine.execute("DELETE FROM linking WHERE name = ? OR name LIKE '#%'", (document_id,))

    def _erase(self, document_id: str, captures: Sequence[str]) -> dict[str, list[list[Any]]]:
        """Erase a document's rows, and those of the captures that no other document came from; their numbers and seals
        by table."""
        erased: dict[str, list[list[Any]]] = defaultdict(list)
        for table in OF_DOCUMENT:
            erased[table] = self._erase_rows(table, "document_id = ?", document_id)
        for sha256 in captures:
            unused = "sha256 = ? AND sha256 NOT IN (SELECT capture FROM documents WHERE capture IS NOT NULL)"
            erased["captures"] += self._erase_rows("captures", unused, sha256)
        return {table: rows for table, rows in erased.items() if rows}

    def _erase_rows(self, table: str, where: str, value: str) -> list[list[Any]]:
        found = self.engine.execute(f"SELECT seq, seal FROM {table} WHERE {where} ORDER BY seq", (value,))
        rows = [[seq, sealed] for seq, sealed in found]
        self.engine.erase(table, where, (value,))
        return rows
