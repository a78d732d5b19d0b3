"""What a task does with each part of its inputs: read it, extract from it, and say what became of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from demonstrably.errors import InputError
from demonstrably.ingest import Ingested
from demonstrably.model import Document, Extraction
from demonstrably.scale.batches import Batch, Result
from demonstrably.scale.extracting import Maker, extract_one
from demonstrably.scale.limits import PAGE_SECONDS, limited
from demonstrably.scale.report import passed_over
from demonstrably.store import Failure

BATCH = 50
"""Documents of one transaction: a long JSONL is kept in batches, so that a stopped run loses little."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page of an archive that is not kept, and why; `reason` None for one that the record has already."""

    reason: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """What people may not expect of a part that was read."""

    note: str


Told = Batch | Failure | PassedOver | Noted
"""What became of a part of an input."""


def tell(ingested: Iterable[Ingested], maker: Maker, known: Container[str], *, archive: bool = False) -> Iterator[Told]:
    """What becomes of each part, in order. Documents in `known` are not extracted again. Of an `archive` only pages
    that tell of a gathering are handed on: the archive itself is the capture of the rest."""
    for part in _in_time(ingested):
        if part.note:
            yield Noted(part.note)
        if part.error is not None:
            yield failure_of(part.error)
        elif part.passed_over is not None:
            yield PassedOver(None if part.passed_over == KNOWN else part.passed_over)
        else:
            batches = _batches(part, maker, known)
            yield from _telling(batches) if archive else batches


def _in_time(ingested: Iterable[Ingested]) -> Iterator[Ingested]:
    """The parts. One that takes too long to read fails where its reader takes failures, as that page, row or file."""
    coming = iter(ingested)
    while True:
        with limited(PAGE_SECONDS):
            part = next(coming, None)
        if part is None:
            return
        yield part


KNOWN = "known"
"""What the skim says of a page whose documents the record has, with all that they say."""


def failure_of(error: InputError) -> Failure:
    """The error as the record keeps it."""
    return Failure(error.location, error.message.removeprefix(f"{error.location}: "), error.remedy)


def _batches(part: Ingested, maker: Maker, known: Container[str]) -> Iterator[Batch]:
    """A part's documents, some at a time, each with what it says."""
    for first in range(0, len(part.documents), BATCH):
        documents = part.documents[first : first + BATCH]
        payload = part.payload if first == 0 and part.payload else None
        yield Batch(part.capture, payload, documents, results(documents, maker, known))


def results(documents: Sequence[Document], maker: Maker, known: Container[str]) -> tuple[Result, ...]:
    """What each document says, None for those in `known`."""
    return tuple(None if d.document_id in known else extract_one(maker, d) for d in documents)


def _telling(batches: Iterable[Batch]) -> Iterator[Batch | PassedOver]:
    """Without the batches in which no document says anything, which are counted."""
    for batch in batches:
        reasons = [_reason(*pair) for pair in zip(batch.documents, batch.results, strict=True)]
        if None in reasons:
            yield batch
        else:
            yield from map(PassedOver, reasons)


def _reason(document: Document, result: Result) -> str | None:
    """Why a document of an archive is not kept, None where it is: a known one or one that failed is."""
    return passed_over(document, result) if isinstance(result, Extraction) else None
