"""What a record is made of, wherever it lies."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from demonstrably.store.captures import Captures
from demonstrably.store.sql import SqlStore

DERIVED_FILES = ("people.sqlite", "people.sqlite-journal")
"""Files in a record's folder that are made from texts, and made anew where they are missing."""


@dataclass(frozen=True)
class Parts:
    """The tables, the captures' bytes, the folder on this machine for what stays here (the key of pseudonyms, lists,
    caches), the record as people are shown it, its short name, and the lock that is let go of at the end."""

    store: SqlStore
    captures: Captures
    folder: Path
    where: str
    name: str
    lock: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        self.store.close()
        self.lock.close()
