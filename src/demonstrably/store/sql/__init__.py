"""The record's tables in SQL, the same on every engine: same rows, same numbers, same seals."""

from demonstrably.store.sql.store import SqlStore

__all__ = ["SqlStore"]
