"""CSV that a spreadsheet opens without harm: UTF-8 with a byte order mark, CRLF, nested values as JSON, null empty.

A spreadsheet runs a cell that begins with = + - or @ as a formula, so such a text gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demonstrably.export.columns import Table
from demonstrably.jsonlines import dump, mend

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that spreadsheets act on; a leading white space hides one of the others from the eye."""


class CommaSeparated:
    name, suffix, tables = "csv", "csv", None

    def write(self, table: Table, rows: Iterable[dict[str, Any]], path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            writer.writerows([cell(row[column.name]) for column in table.columns] for row in rows)


def cell(value: Any) -> str | int | float | None:
    """A value as a cell: texts guarded, booleans as true and false, lists and objects as JSON."""
    if isinstance(value, str):
        return mend(f"'{value}" if value.startswith(FORMULA) else value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return dump(value) if isinstance(value, list | dict) else value


EXPORTER = CommaSeparated()
