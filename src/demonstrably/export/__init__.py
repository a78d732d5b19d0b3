"""Exports: the record's tables in the formats people work with, the same bytes for the same record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from demonstrably.codebook import Codebook
from demonstrably.errors import RecordError, UsageError
from demonstrably.export.columns import Table, json_schema
from demonstrably.export.dictionary import data_dictionary
from demonstrably.export.formats import Exporter, exporters
from demonstrably.export.formats.csv import CommaSeparated
from demonstrably.export.moments import Moment, Then, moment
from demonstrably.export.schemes import Reading, Scheme, schemes
from demonstrably.export.schemes.guide import section
from demonstrably.export.tables import TABLES, table
from demonstrably.export.view import View

__all__ = [
    "TABLES", "Moment", "Then", "View", "data_dictionary", "export", "exporters", "json_schema", "moment", "schemes",
    "table",
]  # fmt: skip


def export(
    view: View,
    names: Sequence[str],
    folder: Path,
    *,
    codebook: Codebook | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the view in the named formats and schemes; the files written.

    With a format come the tables' JSON Schemas and the data dictionary, with a scheme its own schema and how our nouns
    map to it. `tell` gets a sentence for each scheme that leaves events out. Each file is whole or not there. Raises
    UsageError for an unknown name, RecordError where the disk gives out.
    """
    formats = [exporters()[name] for name in _known(names) if name in exporters()]
    foreign = [schemes()[name] for name in _known(names) if name in schemes()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write(exporter, table, view, folder) for exporter in formats for table in _held(exporter)]
        written += _describe(folder, view) if formats else []
        reading = Reading(view, codebook)
        for scheme in foreign:
            written += _write_scheme(scheme, reading, folder, tell or (lambda sentence: None))
    except OSError as error:
        message = f"{folder} could not be written: {error.strerror or error}."
        raise RecordError(message, remedy="Free some space or give another --out.") from error
    return written


def _known(names: Sequence[str]) -> list[str]:
    """The names, each once. Raises UsageError for an unknown one."""
    known = [*exporters(), *schemes()]
    for name in names:
        if name not in known:
            raise UsageError(f"no export format {name!r}.", remedy=f"Known: {', '.join(known)}.")
    return list(dict.fromkeys(names))


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


def _write_scheme(scheme: Scheme, reading: Reading, folder: Path, tell: Callable[[str], None]) -> Iterator[Path]:
    """A scheme's file, its JSON Schema and its mapping, with what this record leaves out of it."""
    drawn = scheme.draw(reading)
    drawn_table = scheme.table(drawn)
    unmarked: Exporter = CommaSeparated(marked=False)
    exporter = exporters()[scheme.suffix] if scheme.marked else unmarked
    yield _write(exporter, drawn_table, reading.view, folder)
    yield _write_schema(drawn_table, folder)
    left = ", ".join(f"{count} {reason}" for reason, count in drawn.left_out.items())
    sentence = f"{scheme.name} has no row for {sum(drawn.left_out.values())} of the record's events: {left}."
    if left:
        tell(sentence)
    notices = [*reading.view.notices, *([sentence] if left else [])]
    mapping = folder / f"{scheme.name}.md"
    told = "".join(f"- {notice}\n" for notice in notices)
    mapping.write_text(section(scheme) + (f"\nThis export:\n\n{told}" if told else ""), encoding="utf-8", newline="\n")
    yield mapping


def _write_schema(described: Table, folder: Path) -> Path:
    path = folder / "schemas" / f"{described.name}.schema.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(json_schema(described), indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def _describe(folder: Path, view: View) -> Iterator[Path]:
    for each in TABLES:
        yield _write_schema(each, folder)
    dictionary = folder / "data-dictionary.md"
    dictionary.write_text(data_dictionary(view.notices), encoding="utf-8", newline="\n")
    yield dictionary
