"""Which documents hold the words that a reader looks for, in any script."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from threading import Lock

from demonstrably.model import Document
from demonstrably.wording import named

_WORDS = re.compile(r"\w+")


class Search:
    """An index in memory over titles and texts (SQLite FTS5; words without their accents, in any script)."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._lock = Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE texts USING fts5 (document_id UNINDEXED, words, tokenize = 'unicode61')"
        )
        rows = ((d.document_id, f"{named(d)}\n{d.outlet or ''}\n{d.text}") for d in documents)
        self._index.executemany("INSERT INTO texts VALUES (?, ?)", rows)

    def documents(self, words: str) -> frozenset[str]:
        """The ids of the documents that hold all the words, the last one as a beginning; words in quotation marks
        stand side by side. Nothing is an operator, so nothing is an error; without a word no document is found."""
        query = _query(words)
        if not query:
            return frozenset()
        with self._lock:
            rows = self._index.execute("SELECT document_id FROM texts WHERE texts MATCH ?", (query,)).fetchall()
        return frozenset(row[0] for row in rows)


def _query(words: str) -> str:
    """Every word quoted for FTS5, phrases kept together, and the last word as a prefix."""
    parts: list[str] = []
    for number, piece in enumerate(words.split('"')):
        found = _WORDS.findall(piece)
        parts.extend([" ".join(found)] if number % 2 and found else found)
    quoted = [f'"{part}"' for part in parts]
    return " ".join(quoted) + ("*" if quoted and not words.rstrip().endswith('"') else "")
