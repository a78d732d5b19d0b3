"""A column's kind, and what follows from it: its JSON Schema. The formats read the same kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Scalar = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Items:
    """A list: of scalars, of lists, or of objects with these columns."""

    of: Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A named column. `doc` says what it means, its unit, and what null means where it may be null; `values` are the
    only ones it may hold, where there are such."""

    name: str
    kind: Kind
    doc: str
    nullable: bool = False
    values: tuple[str, ...] = ()


Kind = Scalar | Items | tuple[Column, ...]

Rows = Callable[[Any], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the export: its columns, and how its rows are drawn from a view of the record, in a fixed order."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    rows: Rows


def json_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema of one row of the table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": table.doc,
        **_object_schema(table.columns),
    }


def _object_schema(columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _column_schema(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _column_schema(column: Column) -> dict[str, Any]:
    schema = {"description": column.doc, **_kind_schema(column.kind)}
    if column.values:
        schema["enum"] = [*column.values, *([None] if column.nullable else [])]
    if column.nullable:
        schema["type"] = [schema["type"], "null"]
    return schema


def _kind_schema(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Items):
        return {"type": "array", "items": _kind_schema(kind.of)}
    if isinstance(kind, tuple):
        return _object_schema(kind)
    return {"type": kind}
