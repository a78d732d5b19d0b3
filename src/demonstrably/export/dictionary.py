"""The data dictionary, made from the tables' own columns (`docs/data-dictionary.md`; a test holds the two equal)."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.export.columns import Column, Items, Kind
from demonstrably.export.tables import TABLES

_PREFACE = """# Data dictionary

What `demonstrably export` writes: one file a table. Made from the code; change the columns there.

- Offsets are Unicode code points of the document's text, the end exclusive. Ids are content hashes.
- JSONL and Parquet keep nested values as they are; CSV writes them as JSON, null as an empty cell, and puts an
  apostrophe before a text that a spreadsheet would run as a formula (one that begins with `=`, `+`, `-` or `@`).
- GeoJSON holds the events only: a point for a town or venue, no geometry for the rest.
- `schemas/TABLE.schema.json` in the export is the JSON Schema of a row.
"""


def data_dictionary() -> str:
    """The dictionary as Markdown."""
    parts = [_PREFACE]
    for table in TABLES:
        parts.append(f"## {table.name}\n\n{table.doc}\n\n| column | type | meaning |\n|---|---|---|")
        parts.append("\n".join(_lines(table.columns)) + "\n")
    return "\n".join(parts)


def _lines(columns: tuple[Column, ...], prefix: str = "") -> Iterator[str]:
    for column in columns:
        name = prefix + column.name
        values = f" One of: {', '.join(column.values)}." if column.values else ""
        null = ", or null" if column.nullable else ""
        yield f"| {name} | {_kind(column.kind)}{null} | {column.doc.replace('|', chr(92) + '|')}{values} |"
        if isinstance(column.kind, Items) and isinstance(column.kind.of, tuple):
            yield from _lines(column.kind.of, f"{name}[].")


def _kind(kind: Kind) -> str:
    if isinstance(kind, Items):
        return f"list of {_kind(kind.of)}"
    return "object" if isinstance(kind, tuple) else kind
