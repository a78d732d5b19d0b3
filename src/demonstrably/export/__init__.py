"""Exports: the record's tables in the formats people work with, the same bytes for the same record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from demonstrably.errors import RecordError, UsageError
from demonstrably.export.columns import Table, json_schema
from demonstrably.export.dictionary import data_dictionary
from demonstrably.export.formats import Exporter, exporters
from demonstrably.export.tables import TABLES, table
from demonstrably.export.view import View

__all__ = ["TABLES", "View", "data_dictionary", "export", "exporters", "json_schema", "table"]


def export(view: View, names: Sequence[str], folder: Path) -> list[Path]:
    """Write the tables in the named formats, with their JSON Schemas and the data dictionary; the files written.

    Each file is whole or not there. Raises UsageError for an unknown format, RecordError where the disk gives out.
    """
    chosen = [_exporter(name) for name in names]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write(exporter, table, view, folder) for exporter in chosen for table in _held(exporter)]
        return [*written, *_describe(folder)]
    except OSError as error:
        message = f"{folder} could not be written: {error.strerror or error}."
        raise RecordError(message, remedy="Free some space or give another --out.") from error


def _exporter(name: str) -> Exporter:
    known = exporters()
    if name not in known:
        raise UsageError(f"no export format {name!r}.", remedy=f"Known: {', '.join(known)}.")
    return known[name]


def _held(exporter: Exporter) -> Iterator[Table]:
    return (table for table in TABLES if exporter.tables is None or table.name in exporter.tables)


def _write(exporter: Exporter, table: Table, view: View, folder: Path) -> Path:
    path = folder / f"{table.name}.{exporter.suffix}"
    part = path.with_name(f".{path.name}.part")
    try:
        exporter.write(table, table.rows(view), part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _describe(folder: Path) -> Iterator[Path]:
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for each in TABLES:
        path = schemas / f"{each.name}.schema.json"
        path.write_text(json.dumps(json_schema(each), indent=1) + "\n", encoding="utf-8", newline="\n")
        yield path
    dictionary = folder / "data-dictionary.md"
    dictionary.write_text(data_dictionary(), encoding="utf-8", newline="\n")
    yield dictionary
