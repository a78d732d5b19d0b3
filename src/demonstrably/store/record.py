"""The record: what came in, what it says and what was made of it, in a folder or on a server."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from demonstrably.address import Address, is_server
from demonstrably.errors import InputError, RecordError
from demonstrably.model import Capture, Document, Extraction
from demonstrably.store.archives import FOLDER, blank_pages
from demonstrably.store.base import Failure, Stamp, Withdrawal
from demonstrably.store.captures import RERUN_INPUT
from demonstrably.store.folder import create_folder, disk_error, locked, open_folder
from demonstrably.store.log.entries import Act, now, own_hand
from demonstrably.store.parts import DERIVED_FILES, Parts
from demonstrably.store.tombstones import has_rows, holds

PENDING = "purge.pending"
"""A file that is there while a purge is under way."""
WORK = "work"
"""The folder of shards under way, which hold texts as well."""


def local_folder(address: Address) -> Path:
    """The folder on this machine for what does not belong into a database: the record's own, or for a record on a
    server one in the user's data folder."""
    if is_server(address):
        from demonstrably.store.server import server_folder

        return server_folder(str(address))
    return Path(address)


class Record:
    """A record. Use `Record.open` or `Record.create` as a context manager.

    `address` is where it was found, `where` names it to people and `name` in a word. `folder` is the folder on this
    machine for what does not belong into a database, see `local_folder`.
    """

    def __init__(self, parts: Parts, address: Address) -> None:
        self.address = address
        self.store = parts.store
        self.captures = parts.captures
        self.folder = parts.folder
        self.where = parts.where
        self.name = parts.name
        self._parts = parts
        self._running: Stamp | None = None
        self._last: str | None = None
        self._barred: set[str] = set()
        self._run: int | None = None
        self._undone = 0

    @classmethod
    def open(cls, address: Address) -> Record:
        """An existing record, for reading; one with an older schema is brought up to date first.

        Raises UsageError where there is none, RecordError where it is damaged or its server can't be reached.
        """
        if is_server(address):
            from demonstrably.store.server import open_server

            return cls(open_server(str(address)), address)
        return cls(open_folder(Path(address)), address)

    @classmethod
    def create(cls, address: Address, *, actor: str | None = None) -> Record:
        """An existing record or a new one, for writing. A folder is locked against other writers meanwhile; on a
        server any number write, a transaction at a time. The log says that `actor` does it (None: login and host)."""
        if is_server(address):
            from demonstrably.store.server import create_server

            record = cls(create_server(str(address)), address)
        else:
            record = cls(create_folder(Path(address)), address)
        record.store.hand = own_hand(actor)
        try:
            record._settle()
        except OSError as error:
            record.close()
            raise disk_error(record.folder, error) from error
        except BaseException:
            record.close()
            raise
        return record

    def _settle(self) -> None:
        """Tidy up after a run or a purge that was stopped."""
        self.captures.clean()
        if (self.folder / PENDING).exists():
            self.complete_purge()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._run = None
        self.close()

    def close(self) -> None:
        """A run that was noted is noted as ended; one that an exception ended has no such entry."""
        self._forget_undone()
        try:
            if self._run is not None:
                with contextlib.suppress(RecordError):
                    self.store.note(Act("run-end", {"run": self._run}))
        finally:
            self._parts.close()

    def add(
        self,
        capture: Capture | None,
        payload: bytes,
        documents: Sequence[Document],
        extractions: Sequence[Extraction],
        stamp: Stamp,
    ) -> tuple[int, list[Failure]]:
        """Keep an input: capture, documents and what they say, all of it or nothing.

        Returns how many of the documents are new, and what was wrong with single ones (the others are kept).
        """
        said = {extraction.document_id: extraction for extraction in extractions}
        new, failures = 0, []
        with self._adding(stamp, capture=capture.sha256 if capture else None):
            tombstones = self.store.withdrawals()
            standing = [document for document in documents if self._tombstone(document, tombstones) is None]
            if documents and not standing:
                return 0, []
            self.store.look_ahead([document.document_id for document in standing])
            if capture is not None and capture.sha256 != self._last:
                self._add_capture(capture, payload, stamp)
            for document in standing:
                try:
                    new += self._add_document(document, said.get(document.document_id), stamp)
                except (InputError, ValueError) as error:
                    failures.append(_failure(document, error))
            self._add_failures(failures, stamp)
        self._last = capture.sha256 if capture else None
        return new, failures

    def add_failures(self, failures: Sequence[Failure], stamp: Stamp) -> None:
        """Note inputs that could not be read, once each."""
        with self._adding(stamp):
            self._add_failures(failures, stamp)

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> None:
        """What a known document says, as another codebook or version of the software reads it."""
        with self._adding(stamp, text=self.store.text_sha256(extraction.document_id)):
            if self.store.add_extraction(extraction, stamp):
                self._start(stamp)

    def withdrawn(self, document: Document) -> Withdrawal | None:
        """The tombstone that keeps the document out, None where it may come in. A page is known by its bytes too: we
        might read it otherwise today, and give it another id. Bytes that hold a purged one are not kept."""
        found = self._tombstone(document, self.store.withdrawals())
        if found is not None and found.purged and document.capture_sha256:
            self._keep_out(document.capture_sha256)
        return found

    def _keep_out(self, sha256: str) -> None:
        """Leave a capture's bytes out, and erase them where they came in with another of its documents."""
        self._barred.add(sha256)
        if self.captures.holds(sha256):
            with self.store.transaction():
                self.store.add_erasure(sha256)
                self.captures.remove(sha256)

    def _tombstone(self, document: Document, found: Mapping[str, Withdrawal]) -> Withdrawal | None:
        if document.document_id in found or not found:
            return found.get(document.document_id)
        pages = (w for w in found.values() if w.capture_sha256 and w.capture_sha256 == document.capture_sha256)
        return next((w for w in pages if not self.store.documents_of(w.capture_sha256 or "")), None)

    def complete_purge(self) -> None:
        """Remove the bytes of erased captures and what is derived from texts, and scrub the database: the end of a
        purge, which may be done at any time. Raises RecordError where another process reads the record."""
        self.remove_strays()
        self.captures.clean()
        blank_pages(self.folder / FOLDER, self.store.erased())
        for name in DERIVED_FILES:
            (self.folder / name).unlink(missing_ok=True)
        self._clear_work()
        self.store.scrub()
        (self.folder / PENDING).unlink(missing_ok=True)

    def _clear_work(self) -> None:
        """Remove what stopped runs left. What another run on this machine has under way stays: it takes in nothing that
        was withdrawn, and clears up at its end."""
        for folder in filter(Path.is_dir, (self.folder / WORK).glob("*")):
            with contextlib.suppress(RecordError), locked(folder.with_name(f"{folder.name}.lock")):
                shutil.rmtree(folder, ignore_errors=True)

    def remove_strays(self) -> None:
        """Remove bytes that no capture of the record stands for: erased ones, and those of a run or a copy that was
        stopped before it kept its rows."""
        there = list(self.captures.names())
        kept = {capture.sha256 for capture in self.store.captures()} - self.store.erased()
        for sha256 in sorted(set(there) - kept):
            self.captures.remove(sha256)

    def _is_purged(self, capture: Capture, payload: bytes) -> bool:
        """Whether a capture's bytes are not to be kept: they were erased, or hold a row that was."""
        if capture.sha256 in self.store.erased():
            return True
        purged = [withdrawal for withdrawal in self.store.withdrawals().values() if withdrawal.purged]
        rows = payload.splitlines() if purged and has_rows(capture) else []
        if capture.sha256 not in self._barred and not holds(rows, purged):
            return False
        self.store.add_erasure(capture.sha256)
        return True

    def payload(self, sha256: str) -> bytes:
        """A capture's bytes. Raises RecordError where they are gone, or are not those that were captured."""
        payload = self.captures.read(sha256)
        if hashlib.sha256(payload).hexdigest() != sha256:
            raise RecordError(f"{self.captures.where(sha256)} was changed.", remedy=RERUN_INPUT)
        return payload

    @contextlib.contextmanager
    def _adding(self, stamp: Stamp, **hashes: str | None) -> Iterator[None]:
        """A transaction that begins to note the run anew where it was undone. `hashes` are of what is read."""
        inputs = {name: sha256 for name, sha256 in hashes.items() if sha256 is not None}
        self._forget_undone()
        with self.store.transaction():
            self.store.act(Act(inputs={**inputs, "codebook": stamp.codebook}))
            yield

    def _forget_undone(self) -> None:
        """The run that was noted, and the capture that was kept, are not there where their transaction was undone."""
        if self.store.undone != self._undone:
            self._running = self._run = self._last = None
            self._undone = self.store.undone

    def _add_capture(self, capture: Capture, payload: bytes, stamp: Stamp) -> None:
        if not self._is_purged(capture, payload):
            self._keep(capture, payload)
        if self.store.add_capture(capture):
            self._start(stamp)

    def _add_document(self, document: Document, extraction: Extraction | None, stamp: Stamp) -> int:
        new = self.store.add_document(document)
        if extraction is not None and self.store.add_extraction(extraction, stamp):
            self._start(stamp)
        return int(new)

    def _add_failures(self, failures: Sequence[Failure], stamp: Stamp) -> None:
        for failure in failures:
            if self.store.add_failure(failure):
                self._start(stamp)

    def _start(self, stamp: Stamp) -> None:
        """Note the run with the first thing it adds: a run that adds nothing leaves no trace."""
        if self._running != stamp:
            self._run = self.store.start_run(stamp, now())
            self._running = stamp

    def _keep(self, capture: Capture, payload: bytes) -> None:
        try:
            self.captures.put(capture.sha256, payload)
        except OSError as error:
            raise disk_error(self.where, error) from error


def _failure(document: Document, error: InputError | ValueError) -> Failure:
    if isinstance(error, InputError):
        return Failure(error.location, error.message.removeprefix(f"{error.location}: "), error.remedy)
    where = f"{document.path or '-'}: {document.document_id}"
    return Failure(where, f"could not be extracted: {error}", "This is a defect of ours: please report it.")
