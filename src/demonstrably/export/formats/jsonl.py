"""JSON Lines: a row a line, nested values as they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demonstrably.export.columns import Table
from demonstrably.jsonlines import dump


class JsonLines:
    name, suffix, tables = "jsonl", "jsonl", None

    def write(self, table: Table, rows: Iterable[dict[str, Any]], path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{dump(row)}\n" for row in rows)


EXPORTER = JsonLines()
