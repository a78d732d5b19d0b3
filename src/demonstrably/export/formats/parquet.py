"""Parquet, for exchange: typed columns, nested values as lists and structs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demonstrably.export.columns import Column, Items, Kind, Table
from demonstrably.jsonlines import mend

if TYPE_CHECKING:
    import pyarrow

LARGEST = 2**63 - 1
"""Parquet's greatest integer. A figure beyond it counts nobody; it is given as this one."""


class Parquet:
    name, suffix, tables = "parquet", "parquet", None

    def write(self, table: Table, rows: Iterable[dict[str, Any]], path: Path) -> None:
        import pyarrow
        from pyarrow import parquet

        schema = pyarrow.schema([_field(column) for column in table.columns])
        held = pyarrow.Table.from_pylist([_fit(row) for row in rows], schema=schema)
        parquet.write_table(held, path, compression="zstd", version="2.6", write_statistics=True)


def _field(column: Column) -> pyarrow.Field:
    import pyarrow

    return pyarrow.field(column.name, _type(column.kind), nullable=column.nullable)


def _type(kind: Kind) -> pyarrow.DataType:
    import pyarrow

    if isinstance(kind, Items):
        return pyarrow.list_(_type(kind.of))
    if isinstance(kind, tuple):
        return pyarrow.struct([_field(column) for column in kind])
    names = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}
    return getattr(pyarrow, names[kind])()


def _fit(value: Any) -> Any:
    """A value that Parquet can hold."""
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, dict):
        return {name: _fit(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_fit(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-LARGEST, min(LARGEST, value))
    return value


EXPORTER = Parquet()
