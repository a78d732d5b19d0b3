"""Parquet: a row an article, read by row groups. Which column holds what its schema tells, or the user (`--columns`).

Rows have no bytes of their own in a Parquet file, so a slice's capture are its rows as JSON Lines, the columns that are
read and no others: the same file gives the same bytes. A slice's location is "FILE:ROW" of its first row, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.rows import as_text, columns_of
from demonstrably.ingest.sniff import JSONL
from demonstrably.ingest.tables import Row, Table
from demonstrably.jsonlines import dump

BATCH = 64
"""Rows decoded at a time: articles are long, and a batch of them is what is held in memory."""


class ParquetReader:
    """Tables with a text column, of any size."""

    suffixes = (".parquet", ".pq")
    media_type = "application/vnd.apache.parquet"

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"PAR1")

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        file = _opened(source)
        columns = columns_of(_names(file.schema_arrow), source.location, context)
        yield from Table(source.location, JSONL, context).slices(_rows(file, columns, source.location))


def _names(fields: Any, above: str = "") -> list[str]:
    """The columns that can hold a cell's words; those inside another by both names ("article.text")."""
    import pyarrow.types as kinds

    found: list[str] = []
    for field in fields:
        if kinds.is_struct(field.type):
            found += _names(field.type, f"{above}{field.name}.")
        elif not kinds.is_nested(field.type) or _is_plain_list(field.type):
            found.append(above + field.name)
    return found


def _is_plain_list(kind: Any) -> bool:
    import pyarrow.types as kinds

    return (kinds.is_list(kind) or kinds.is_large_list(kind)) and not kinds.is_nested(kind.value_type)


def _cell(row: Mapping[str, Any], name: str) -> Any:
    """A row's value in a column; None where the column around it is empty."""
    outer, dot, inner = name.partition(".")
    if name in row or not dot:
        return row.get(name)
    return _cell(row.get(outer) or {}, inner)


def _opened(source: Source) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if source.packed:
        raise InputError(source.location, "is a packed Parquet file.", remedy="Unpack it first: it is packed inside.")
    try:
        return pq.ParquetFile(source.stream, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(source.location, error) from error


def _damaged(location: str, error: Exception) -> InputError:
    said = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return InputError(location, f"is a damaged Parquet file ({said}).", remedy="Write it again.")


def _rows(file: Any, columns: Mapping[str, str], location: str) -> Iterator[Row]:
    """The rows by our names of the columns. Raises InputError where the file breaks off."""
    import pyarrow as pa

    number = 0
    try:
        for batch in file.iter_batches(batch_size=BATCH, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                number += 1
                cells = {field: as_text(_cell(row, name)) for field, name in columns.items()}
                yield Row(number, (dump(cells) + "\n").encode(), cells)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(location, error) from error


READER = ParquetReader()
