"""What a task hands back, in a Parquet file: documents with what they say, a few at a time, and their captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demonstrably.model import Capture, Document, Extraction
from demonstrably.scale.extracting import Defect
from demonstrably.store.codec import decode, encode

AT_ONCE = 1024 * 1024
"""Bytes of captures that are written together: pages of an archive would not all fit into memory."""

ROWS = 64
"""Batches that are written together at most, and read again."""


Result = Extraction | Defect | None
"""What became of a document; None where it was not extracted, as the record knows what it says."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of one capture that are kept together, each with its result. `payload` are the capture's bytes, None
    where they are those of the batch before or, in a long JSONL, to be had from the file; `capture` is None for
    documents that the record gave us."""

    capture: Capture | None
    payload: bytes | None
    documents: tuple[Document, ...]
    results: tuple[Result, ...] = ()


def write(batches: Iterable[Batch], path: Path) -> int:
    """Write the batches; how many documents they hold. Raises OSError on a full disk."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = pa.list_(pa.field("item", pa.large_string()))
    schema = pa.schema(
        [("capture", pa.large_string()), ("payload", pa.large_binary()), ("documents", texts), ("extractions", texts),
         ("defects", texts)]
    )  # fmt: skip
    documents = 0
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False) as writer:
        for group in _groups(batches):
            writer.write_table(pa.Table.from_pylist(list(map(_row, group)), schema))
            documents += sum(len(batch.documents) for batch in group)
    return documents


def _groups(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    group: list[Batch] = []
    size = 0
    for batch in batches:
        group.append(batch)
        size += len(batch.payload or b"")
        if len(group) == ROWS or size >= AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _row(batch: Batch) -> dict[str, Any]:
    results = batch.results or (None,) * len(batch.documents)
    return {
        "capture": encode(batch.capture) if batch.capture else None,
        "payload": batch.payload,
        "documents": list(map(encode, batch.documents)),
        "extractions": [encode(result) if isinstance(result, Extraction) else None for result in results],
        "defects": [result.problem if isinstance(result, Defect) else None for result in results],
    }


def read(path: Path) -> Iterator[Batch]:
    """The batches that were written, in order; few are in memory at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            yield from map(_batch, file.read_row_group(group).to_pylist())


def _batch(row: dict[str, Any]) -> Batch:
    documents = tuple(decode(Document, text) for text in row["documents"])
    names = [document.document_id for document in documents]
    return Batch(
        capture=decode(Capture, row["capture"]) if row["capture"] else None,
        payload=row["payload"],
        documents=documents,
        results=tuple(map(_result, names, row["extractions"], row["defects"])),
    )


def _result(name: str, extraction: str | None, defect: str | None) -> Result:
    if defect is not None:
        return Defect(name, defect)
    return decode(Extraction, extraction) if extraction is not None else None
