"""The data dictionary, made from the tables' own columns (`docs/data-dictionary.md`; a test holds the two equal)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demonstrably.export.columns import Column, Items, Kind
from demonstrably.export.tables import TABLES

_PREFACE = """# Data dictionary

What `demonstrably export` writes: one file a table. Made from the code; change the columns there.

- Offsets are Unicode code points of the document's own text in the record, the end exclusive. Ids are content hashes.
- Names and accounts of people without a public role are pseudonyms ("Person 4kx9v2", the same for the same person),
  inside quotes too, unless it was made with `--with-names`. `quote_sha256` is the hash of the true words.
- JSONL and Parquet keep nested values as they are; CSV writes them as JSON, null as an empty cell, and puts an
  apostrophe before a text that a spreadsheet would run as a formula: one that begins with `=`, `+`, `-`, `@`, a tab or
  a line break, or with apostrophes before one of these. Take one apostrophe away from such a cell to read the text
  back. Numbers are left as they are.
- GeoJSON holds the events only: a point for a town or venue, no geometry for the rest.
- `schemas/TABLE.schema.json` in the export is the JSON Schema of a row.
"""


def data_dictionary(notices: Sequence[str] = ()) -> str:
    """The dictionary as Markdown, with what one export changed or left out."""
    parts = [_PREFACE]
    if notices:
        parts.append("## This export\n\n" + "".join(f"- {notice}\n" for notice in notices))
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
