"""The SQLite engine: one file in WAL mode, one writer beside any number of readers."""

from demonstrably.store.sqlite.engine import SqliteEngine, is_outdated, open_sqlite

__all__ = ["SqliteEngine", "is_outdated", "open_sqlite"]
