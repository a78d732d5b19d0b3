"""Change a record's file behind its back, as somebody would who knows its tables."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path


def tampered(folder: Path, *statements: str) -> None:
    """Change the tables past their guards, and set these up again."""
    with contextlib.closing(sqlite3.connect(folder / "record.sqlite")) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, words in guards:
            connection.execute(words)
        connection.commit()


def cells(folder: Path, table: str) -> list[tuple[int, str, str]]:
    """(number, column, text) of each cell of a table that holds text."""
    with contextlib.closing(sqlite3.connect(folder / "record.sqlite")) as connection:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY seq")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found]
    return [
        (row["seq"], name, value) for row in rows for name, value in row.items() if isinstance(value, str) and value
    ]


def flipped(text: str, chance: random.Random) -> str:
    """The text, as SQL writes it, with one bit of one letter changed."""
    at = chance.randrange(len(text))
    other = text[:at] + chr(ord(text[at]) ^ 1 << chance.randrange(4)) + text[at + 1 :]
    return "'" + other.replace("'", "''") + "'"
