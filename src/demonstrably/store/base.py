"""What a record's engine must offer: the `Store` protocol, which the contract tests hold each engine to.

Append-only tables take rows and give them back; nothing edits or deletes one. The derived tables (what link and
reconcile make) are one `Generation` that the next one replaces as a whole, since they can be made again at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from demonstrably.model import Assessment, Capture, Document, Event, Extraction
from demonstrably.store.log.entries import Act, LogRow
from demonstrably.store.timestamps.tokens import Answered, Asked


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
    a claim to the claim that corrects it, `voices` a claim to its voice. `redirects` map the id of an event that was
    merged into another to that one's id; handed in with "" for an id that stands for an event again.

    A store gives it back in order: events by id, assessments by event, attribute and rule set, tallies by wave and
    attribute.
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
    redirects: Mapping[str, str] = field(default_factory=dict)


DAMAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What reading damaged rows raises."""

RESTORE = "Restore the record from a copy, or make a new one from the inputs."
RECOMPUTE = "Run `demonstrably run` again: events and assessments are made anew."
VERIFY = f"`demonstrably verify` says what is wrong. {RESTORE}"


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
        """All that is added inside is kept together or, when an exception passes through, not at all. Nobody else
        writes meanwhile; one inside another is part of it."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        ...

    def act(self, act: Act) -> None:
        """Say what the transaction is about: the log has an entry for each that adds rows, and for each said act."""
        ...

    def note(self, act: Act) -> None:
        """Put an act that adds no rows into the log, in a transaction of its own."""
        ...

    def start_run(self, stamp: Stamp, started_at: str) -> int:
        """Note that a run begins to add to the record; its number."""
        ...

    def add_capture(self, capture: Capture) -> bool:
        """False where its bytes are known already."""
        ...

    def add_document(self, document: Document) -> bool:
        """False where that document is known. Raises InputError where its id stands for another text or is too long."""
        ...

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> bool:
        """False where the document's newest extraction has that stamp. Raises ValueError on a broken span."""
        ...

    def look_ahead(self, document_ids: Sequence[str]) -> None:
        """Read at once what adding these documents will ask for one by one; inside a transaction."""
        ...

    def add_failure(self, failure: Failure) -> bool:
        """False where that failure is known."""
        ...

    def replace(self, generation: Generation, keep: Collection[str] = frozenset()) -> bool:
        """Put it in the place of the generation before, and write only the rows that differ. Rows of the events and
        waves to `keep` stay as they are: the generation has none for these. False where nothing differs; and where the
        one before rests on a newer basis, or a document has been withdrawn since: then that one stays."""
        ...

    def put_linking(self, rows: Mapping[str, str | None]) -> None:
        """Remember these texts by their names (None: forget), for linking to be faster the next time. A withdrawal
        forgets the one named as the document, and all whose name begins with #."""
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

    def outdated(self, stamp: Stamp) -> Iterator[str]:
        """The documents whose newest extraction has another stamp, by id."""
        ...

    def current(self, stamp: Stamp) -> Iterator[tuple[str, str | None]]:
        """The documents whose newest extraction has that stamp, by id, each with its capture."""
        ...

    def newest(self) -> Iterator[tuple[str, int]]:
        """The documents that have an extraction, by id, each with the number of the newest."""
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

    def text(self, document_id: str) -> str | None:
        """The document's text, of a withdrawn one too; None where there is none or it was purged."""
        ...

    def text_sha256(self, document_id: str) -> str | None:
        """The hash of the document's text that was stored with it."""
        ...

    def text_hashes(self) -> Iterator[tuple[str, str]]:
        """All documents by id, each with that hash."""
        ...

    def captures(self) -> Iterator[Capture]:
        """All captures, by hash."""
        ...

    def spare_captures(self) -> frozenset[str]:
        """The captures that no document was taken from: what they hold was known when they came."""
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

    def known_at(self) -> Iterator[tuple[int, str]]:
        """The numbers of all extractions, each with the time (ISO, UTC) at which it came in, by number. One from before
        there was a log has the time at which the log began; one that was purged may be among them."""
        ...

    def extractions_known(self, at: str) -> Iterator[Extraction]:
        """What `extractions` gave at that time (ISO, UTC, as the log writes it), but for documents withdrawn since."""
        ...

    def log_rows(self, kinds: Sequence[str] = ()) -> Iterator[LogRow]:
        """The log's rows by number; with `kinds` only those."""
        ...

    def log_row(self, seq: int | None = None) -> LogRow | None:
        """The entry of that number, by default the newest; None where there is none."""
        ...

    def newest_act(self) -> int:
        """The number of the newest entry that is not about a timestamp; 0 without one."""
        ...

    def seals(self, table: str) -> Iterator[tuple[int, str]]:
        """(number, seal) of a table's rows by number."""
        ...

    def requests(self) -> list[tuple[int, Asked]]:
        """The timestamps that were asked for, in order, each with the number that its answer refers to."""
        ...

    def answers(self) -> list[Answered]:
        """The answers of timestamping authorities, in order."""
        ...

    def add_request(self, asked: Asked) -> int:
        """Keep a request for a timestamp, before it is sent; its number."""
        ...

    def add_answer(self, answered: Answered, asked: Asked) -> None:
        """Keep the answer to a request."""
        ...

    def failures(self) -> Iterator[Failure]: ...

    def generation(self) -> Generation | None: ...

    def head(self) -> tuple[Stamp, str] | None:
        """The stamp and the basis of the generation, without reading it."""
        ...

    def events(self, ids: Collection[str] | None = None) -> tuple[Event, ...]:
        """The generation's events and waves by id; of the `ids` those that are there."""
        ...

    def links(self) -> Mapping[str, Mapping[str, str]]:
        """The generation's copies, versions, corrections and voices, by these names."""
        ...

    def redirects(self) -> Mapping[str, str]:
        """Old event ids with the newest target of each."""
        ...

    def linking(self) -> Iterator[tuple[str, str]]:
        """What is remembered for linking, by name."""
        ...

    def document_count(self) -> int: ...

    def claim_counts(self) -> Counter[str]:
        """How many claims the newest extractions hold, by attribute."""
        ...

    def event_counts(self) -> Counter[str]:
        """How many events and waves the generation holds, by level."""
        ...

    def conflicts(self, rule_set: str) -> list[tuple[str, str]]:
        """Event and attribute of each assessment under that rule set that its sources disagree on."""
        ...

    def stored(self, table: str) -> Iterator[StoredRow]:
        """The rows of a table as they lie, good or bad."""
        ...

    def check(self) -> Iterator[Finding]:
        """What is wrong with the engine's own structures, guards and counts of rows."""
        ...

    def close(self) -> None: ...
