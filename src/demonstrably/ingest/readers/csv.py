"""CSV and TSV: a row an article, in any dialect and charset, however long. Which column holds what its head tells, or
the user (`--columns`). A slice's location is "FILE:ROW" of its first row; the head is row 1."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedReader
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Source
from demonstrably.ingest.decode import byte_order, decode
from demonstrably.ingest.packed import HEAD
from demonstrably.ingest.rows import columns_of
from demonstrably.ingest.tables import Row, Table

DELIMITERS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


class CsvReader:
    """Tables with a head. Quotes as in any spreadsheet; a field may hold line ends and be as large as an article."""

    suffixes = (".csv", ".tsv", ".tab")
    media_type = "text/csv"

    def recognises(self, head: bytes) -> bool:
        return False  # any text can have commas: its name tells

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        lines = _Lines(source.stream)
        csv.field_size_limit(LARGEST)  # the module's own limit cuts off long articles; it knows no other way
        rows = enumerate(_rows(lines, _delimiter(lines.head)), 1)
        names = next(([cell.strip() for cell in row] for _, (row, _) in rows if row and _is_head(row)), [])
        if not names:
            raise InputError(source.location, "is empty.", remedy="Export the table again.")
        columns = columns_of(names, source.location, context)
        table = Table(source.location, self.media_type, context)
        yield from table.slices(_named(row, number, names, columns, source.location) for number, row in rows)


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row can be a table's head: neither blank nor Excel's line that says the delimiter ("sep=;")."""
    return any(cells) and cells[0].lower() != "sep="


def _named(
    row: tuple[list[str] | None, bytes], number: int, names: Sequence[str], columns: Mapping[str, str], location: str
) -> Row:
    """A row by our names of its columns."""
    cells, raw = row
    if cells is None:
        remedy = "Close its quotes, or split it."
        told = f"cannot be parsed, or has a field of more than {LARGEST // 2**20} MB."
        return Row(number, raw, InputError(f"{location}:{number}", told, remedy=remedy))
    if not any(cell.strip() for cell in cells):
        return Row(number, raw, None)
    if any(cell.strip() for cell in cells[len(names) :]):
        told = f"has {len(cells)} fields, and the head {len(names)}."
        remedy = "Quote fields that hold the delimiter or line ends."
        return Row(number, raw, InputError(f"{location}:{number}", told, remedy=remedy))
    named = dict(zip(names, cells, strict=False))
    return Row(number, raw, {what: named.get(name) for what, name in columns.items()})


class _Lines:
    """A file's lines as text, which remembers the bytes of those that were handed out."""

    def __init__(self, stream: BufferedReader[Any]) -> None:
        head = stream.peek(HEAD)[:HEAD]
        self._stream = stream
        self._charset = byte_order(head) or ("utf-8" if _is_utf8(head) else decode(head).charset)
        self._wide = self._charset.startswith(("utf-16", "utf-32"))
        self._taken: deque[bytes] = deque()
        self.head = head.decode(self._charset, "replace").removeprefix("\ufeff")

    def __iter__(self) -> Iterator[str]:
        lines = self._wide_lines() if self._wide else self._plain_lines()
        for number, (text, raw) in enumerate(lines):
            self._taken.append(raw)
            yield (text.removeprefix("\ufeff") if not number else text).replace("\0", "")

    def taken(self) -> bytes:
        """The bytes of all lines since this was asked last."""
        data = b"".join(self._taken)
        self._taken.clear()
        return data

    def _plain_lines(self) -> Iterator[tuple[str, bytes]]:
        while raw := self._stream.readline(LARGEST):
            yield raw.decode(self._charset, "replace"), raw

    def _wide_lines(self) -> Iterator[tuple[str, bytes]]:
        """UTF-16 and UTF-32, where a line end is more than one byte."""
        rest, decoder = "", codecs.getincrementaldecoder(self._charset)("replace")
        while data := self._stream.read(HEAD):
            *lines, rest = (rest + decoder.decode(data)).split("\n")
            yield from ((f"{line}\n", f"{line}\n".encode(self._charset, "replace")) for line in lines)
        if rest:
            yield rest, rest.encode(self._charset, "replace")


def _is_utf8(head: bytes) -> bool:
    """Whether a file's head is UTF-8, but for a letter that its end may cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(head: str) -> str:
    """The one that Excel declares, or the sign that stands most often in the head's line, outside of quotes."""
    if declared := _DECLARED.match(head):
        return declared[1]
    first = next((line for line in head.splitlines() if line.strip()), "")
    outside = "".join(part for i, part in enumerate(first.split('"')) if i % 2 == 0)
    return max(DELIMITERS, key=outside.count)


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[list[str] | None, bytes]]:
    """(cells, bytes) of each row; None for cells that cannot be parsed."""
    reader = csv.reader(_untangled(lines), delimiter=delimiter)
    while True:
        try:
            yield next(reader), lines.taken()
        except StopIteration:
            return
        except csv.Error:
            yield None, lines.taken()


def _untangled(lines: Iterable[str]) -> Iterator[str]:
    """Lines with line ends as csv takes them: a bare carriage return outside of quotes is an error to it."""
    for line in lines:
        yield line.replace("\r\n", "\n").replace("\r", "\n")


READER = CsvReader()
