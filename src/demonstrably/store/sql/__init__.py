"""The record's tables in SQL, the same on every engine: same rows, same numbers, same seals."""

from demonstrably.store.sql.store import DAMAGE, SqlStore

__all__ = ["DAMAGE", "SqlStore"]
