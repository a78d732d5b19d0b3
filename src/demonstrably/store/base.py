"""What a record's engine must offer: the `Store` protocol, which the contract tests hold each engine to.

Append-only tables take rows and give them back; nothing edits or deletes one. The derived tables (what link and
reconcile make) are one `Generation` that the next one replaces as a whole, since they can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from demonstrably.model import Assessment, Capture, Document, Event, Extraction


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an extraction was made with: the codebook's digest and the software's version."""

    codebook: str
    software: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or one document of it, that could not be read. `location` is its path, URL or line."""

    location: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """What link and reconcile made of all current extractions.

    `basis` tells which extractions those were (`Store.basis()` at the time). `tallies` are a wave's city figures
    added up, one plain row each. `copies`, `versions` map a document to the one it copies or replaces, `corrections`
    a claim to the claim that corrects it, `voices` a claim to its voice.
    """

    stamp: Stamp
    basis: str
    events: tuple[Event, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    tallies: tuple[Mapping[str, Any], ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `verify` found wrong: where, what, and the remedy."""

    where: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The tombstone of a document that was taken out: nothing but hashes of it.

    `reason` is why, `by` who did it, `at` when (ISO time in UTC). `purged` is true where its text and all that was read
    from it were erased as well; `rows` counts what was erased then, by table.
    """

    document_id: str
    text_sha256: str
    capture_sha256: str | None
    reason: str
    by: str
    at: str
    purged: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it lies in a table, for `verify`: the id it is known by, and whether its seal holds."""

    name: str
    sealed: bool


class Store(Protocol):
    """An engine that holds a record's tables. Every method may raise RecordError."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is added inside is kept together or, when an exception passes through, not at all."""
        ...

    def start_run(self, stamp: Stamp, started_at: str) -> None:
        """Note that a run begins to add to the record."""
        ...

    def add_capture(self, capture: Capture) -> bool:
        """False where its bytes are known already."""
        ...

    def add_document(self, document: Document) -> bool:
        """False where that document is known. Raises InputError where its id stands for another text."""
        ...

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> bool:
        """False where the document's newest extraction has that stamp. Raises ValueError on a broken span."""
        ...

    def add_failure(self, failure: Failure) -> bool:
        """False where that failure is known."""
        ...

    def replace(self, generation: Generation) -> bool:
        """Put it in the place of the generation before; False where that was the same."""
        ...

    def withdraw(self, withdrawal: Withdrawal) -> bool:
        """Take a document out of all that the store gives, and forget the generation, which may rest on it; False
        where it is out already. Raises ValueError for an unknown document."""
        ...

    def purge(self, withdrawal: Withdrawal, captures: Sequence[str]) -> bool:
        """Erase a withdrawn document with all that was read from it, and note that the bytes of these captures are
        erased; False where that was done already."""
        ...

    def add_erasure(self, sha256: str) -> bool:
        """Note that a capture's bytes are not kept; False where that is known."""
        ...

    def scrub(self) -> None:
        """Leave nothing of erased rows in the files. Raises RecordError where another process reads them."""
        ...

    def withdrawals(self) -> Mapping[str, Withdrawal]:
        """The tombstones by document id, of a purged document that of the purge."""
        ...

    def erased(self) -> frozenset[str]:
        """The captures whose bytes were erased."""
        ...

    def stamp_of(self, document_id: str) -> Stamp | None:
        """The stamp of the document's newest extraction, None before the first."""
        ...

    def documents_of(self, capture_sha256: str) -> tuple[Document, ...]:
        """The documents taken from that capture, in the order they came."""
        ...

    def basis(self) -> str:
        """A token that changes whenever an extraction is added or a document withdrawn."""
        ...

    def state(self) -> str:
        """A token that changes whenever what the pages show does: with the generation (before the first: with what
        was read), a withdrawal or a failure. Cheap to ask."""
        ...

    def document(self, document_id: str) -> Document | None:
        """The document of that id; None where there is none or it was withdrawn. So for all that follow."""
        ...

    def text_sha256(self, document_id: str) -> str | None:
        """The hash of the document's text that was stored with it."""
        ...

    def captures(self) -> Iterator[Capture]:
        """All captures, by hash."""
        ...

    def documents(self) -> Iterator[Document]:
        """All documents, by id, with their posts and what was dropped."""
        ...

    def extraction(self, document_id: str) -> Extraction:
        """The newest extraction of the document, an empty one before the first."""
        ...

    def extractions(self) -> Iterator[Extraction]:
        """The newest extraction of every document that has one, by document id."""
        ...

    def failures(self) -> Iterator[Failure]: ...

    def generation(self) -> Generation | None: ...

    def stored(self, table: str) -> Iterator[StoredRow]:
        """The rows of a table as they lie, good or bad."""
        ...

    def check(self) -> Iterator[Finding]:
        """What is wrong with the engine's own structures, guards and counts of rows."""
        ...

    def close(self) -> None: ...
