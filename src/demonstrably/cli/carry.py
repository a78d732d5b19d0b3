"""What flows through the pipe from verb to verb: JSON Lines of documents, then documents with what they say, then the
links. Plain rows, as DESIGN section 4 has them, can be put in at the start and taken out at each end."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from demonstrably.cli.common import lines_of, say
from demonstrably.codebook import Codebook
from demonstrably.errors import InputError, UsageError
from demonstrably.ingest.contract import Context
from demonstrably.ingest.readers.jsonl import READER
from demonstrably.model import Document, Extraction

if TYPE_CHECKING:
    from demonstrably.link import Linked


class Failures:
    """Lines that could not be read: told on stderr as they come, counted for the exit code."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, error: InputError) -> None:
        self.count += 1
        say(f"passed over: {error}", err=True)


def document_row(document: Document) -> dict[str, Any]:
    """A document as `ingest` writes it and `extract` reads it: its id is called id, as in anyone's rows."""
    row = dataclasses.asdict(document)
    return {"id": row.pop("document_id"), **row}


def read_documents(source: str, codebook: Codebook, failures: Failures) -> Iterator[Document]:
    """The documents of a JSONL file or standard input: rows of `ingest`, or anyone's with an id and a text."""
    context = Context(codebook)
    for number, (where, line) in enumerate(lines_of(source), 1):
        ours = _own_document(line)
        parts = [ours] if ours else READER.read(line, source, context.at_line(_line_number(where, number)))
        for part in parts:
            if isinstance(part, InputError):
                failures.tell(part)
            else:
                yield part


def _line_number(where: str, number: int) -> int:
    last = where.rpartition(":")[2]
    return int(last) if last.isdigit() else number


def _own_document(line: bytes) -> Document | None:
    """A row that `ingest` wrote, with its posts and all; None for any other."""
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or "posts" not in row or "published_from" not in row:
            return None
        from demonstrably.store.codec import build  # comes with the whole record, which anyone's rows do not need

        return build(Document, {"document_id": row.pop("id"), **row})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def carried(document: Document, extraction: Extraction) -> dict[str, Any]:
    """A document with what it says, as `extract --carry` writes it."""
    return {"document": dataclasses.asdict(document), "extraction": dataclasses.asdict(extraction)}


def carried_links(linked: Linked) -> dict[str, Any]:
    """The links, as `link --carry` writes them after the documents."""
    return {"linked": dataclasses.asdict(linked)}


@dataclasses.dataclass
class Load:
    """What came through the pipe. `linked` is None before `link`."""

    documents: list[Document]
    extractions: list[Extraction]
    linked: Linked | None = None


def read_load(source: str) -> Load:
    """What `extract --carry` or `link --carry` wrote. Raises UsageError for anything else."""
    load = Load([], [])
    for where, line in lines_of(source):
        try:
            _take(load, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"{where}: not a line of `extract --carry` or `link --carry`.",
                remedy="Pipe: demonstrably extract FILE.jsonl --carry | demonstrably link - --carry",
            ) from error
    return load


def _take(load: Load, row: dict[str, Any]) -> None:
    from demonstrably.link import Linked
    from demonstrably.store.codec import build

    if "linked" in row:
        load.linked = build(Linked, row["linked"])
        return
    load.documents.append(build(Document, row["document"]))
    load.extractions.append(build(Extraction, row["extraction"]))


def table_rows(extraction: Extraction, tables: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of further tables, each with its table's name."""
    for name in tables:
        for value in getattr(extraction, name):
            yield {"table": name, **dataclasses.asdict(value)}
