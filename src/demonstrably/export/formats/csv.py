"""CSV that a spreadsheet opens without harm: UTF-8 with a byte order mark, CRLF, nested values as JSON, null empty.

A spreadsheet runs a cell that begins with = + - or @ as a formula, so such a text gets an apostrophe before it; so does
one that would look guarded already, so that taking one apostrophe away gives every text back (`bare`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demonstrably.export.columns import Table
from demonstrably.jsonlines import dump, mend

_GUARDED = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that spreadsheets act on, or that our guard made of one. The wide letters are those of East Asian
keyboards, which some programs take for the narrow ones; a leading white space hides one of the others from the eye."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
"""A plain number kept as text, such as a coordinate in a statement: no formula, and not to be spoilt."""


class CommaSeparated:
    """`marked` is whether the file begins with the byte order mark by which spreadsheets know UTF-8."""

    name, suffix = "csv", "csv"
    tables: tuple[str, ...] | None = None

    def __init__(self, *, marked: bool = True) -> None:
        self._encoding = "utf-8-sig" if marked else "utf-8"

    def write(self, table: Table, rows: Iterable[dict[str, Any]], path: Path) -> None:
        with path.open("w", encoding=self._encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            writer.writerows([cell(row[column.name]) for column in table.columns] for row in rows)


def cell(value: Any) -> str | int | float | None:
    """A value as a cell: texts guarded, booleans as true and false, lists and objects as JSON, numbers as they are."""
    if isinstance(value, str):
        return mend(guarded(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return dump(value) if isinstance(value, list | dict) else value


def guarded(text: str) -> str:
    """The text as no spreadsheet runs it."""
    return f"'{text}" if _GUARDED.match(text) and not _NUMBER.match(text) else text


def bare(cell: str) -> str:
    """The text that a cell was written from."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


EXPORTER = CommaSeparated()
