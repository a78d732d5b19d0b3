"""The record: a folder with `record.sqlite` and the captures, which can be copied, zipped and opened elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from demonstrably.errors import InputError, RecordError, UsageError
from demonstrably.model import Capture, Document, Extraction
from demonstrably.store.base import Failure, Stamp, Store, Withdrawal
from demonstrably.store.captures import Captures
from demonstrably.store.sqlite import SqliteStore, is_outdated
from demonstrably.store.tombstones import has_rows, holds

DATABASE = "record.sqlite"
CAPTURES = "captures"
LOCK = "record.lock"
PENDING = "purge.pending"
"""A file that is there while a purge is under way."""
DERIVED_FILES = ("people.sqlite", "people.sqlite-journal")
"""Files in the folder that are made from texts, and made anew where they are missing."""


class Record:
    """A record on disk. Use `Record.open` or `Record.create` as a context manager."""

    def __init__(self, folder: Path, store: Store, *, lock: contextlib.ExitStack | None = None) -> None:
        self.folder = folder
        self.store = store
        self.captures = Captures(folder / CAPTURES)
        self._lock = lock or contextlib.ExitStack()
        self._running: Stamp | None = None

    @classmethod
    def open(cls, folder: Path) -> Record:
        """An existing record, for reading; one with an older schema is brought up to date first.

        Raises UsageError where there is none, RecordError where it is damaged.
        """
        if not (folder / DATABASE).is_file():
            raise UsageError(f"there is no record in {folder}.", remedy="Make one: demonstrably run INPUT --record DIR")
        if os.access(folder, os.W_OK) and is_outdated(folder / DATABASE):
            cls.create(folder).close()
        return cls(folder, SqliteStore(folder / DATABASE, write=False))

    @classmethod
    def create(cls, folder: Path) -> Record:
        """An existing record or a new one, for writing; the folder is locked against other writers meanwhile."""
        with contextlib.ExitStack() as stack:
            try:
                (folder / CAPTURES).mkdir(parents=True, exist_ok=True)
                stack.enter_context(_locked(folder / LOCK))
            except OSError as error:
                raise disk_error(folder, error) from error
            record = cls(folder, SqliteStore(folder / DATABASE, write=True), lock=stack.pop_all())
        try:
            record.captures.clean()
            if (folder / PENDING).exists():
                record.complete_purge()
        except OSError as error:
            record.close()
            raise disk_error(folder, error) from error
        return record

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()
        self._lock.close()

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
        standing = [document for document in documents if self.withdrawn(document) is None]
        if documents and not standing:
            return 0, []
        if capture is not None and not self._is_purged(capture, payload):
            self._keep(capture, payload)
        said = {extraction.document_id: extraction for extraction in extractions}
        new, failures = 0, []
        with self.store.transaction():
            if capture is not None and self.store.add_capture(capture):
                self._start(stamp)
            for document in standing:
                try:
                    new += self._add_document(document, said.get(document.document_id), stamp)
                except (InputError, ValueError) as error:
                    failures.append(_failure(document, error))
            self._add_failures(failures, stamp)
        return new, failures

    def add_failures(self, failures: Sequence[Failure], stamp: Stamp) -> None:
        """Note inputs that could not be read, once each."""
        with self.store.transaction():
            self._add_failures(failures, stamp)

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> None:
        """What a known document says, as another codebook or version of the software reads it."""
        with self.store.transaction():
            if self.store.add_extraction(extraction, stamp):
                self._start(stamp)

    def withdrawn(self, document: Document) -> Withdrawal | None:
        """The tombstone that keeps the document out, None where it may come in. A page is known by its bytes too: we
        might read it otherwise today, and give it another id."""
        found = self.store.withdrawals()
        if document.document_id in found or not found:
            return found.get(document.document_id)
        pages = (w for w in found.values() if w.capture_sha256 and w.capture_sha256 == document.capture_sha256)
        return next((w for w in pages if not self.store.documents_of(w.capture_sha256 or "")), None)

    def complete_purge(self) -> None:
        """Remove the bytes of erased captures and what is derived from texts, and scrub the database: the end of a
        purge, which may be done at any time. Raises RecordError where another process reads the record."""
        for sha256 in sorted(self.store.erased()):
            self.captures.remove(sha256)
        self.captures.clean()
        for name in DERIVED_FILES:
            (self.folder / name).unlink(missing_ok=True)
        self.store.scrub()
        (self.folder / PENDING).unlink(missing_ok=True)

    def _is_purged(self, capture: Capture, payload: bytes) -> bool:
        """Whether a capture's bytes are not to be kept: they were erased, or hold a row that was."""
        if capture.sha256 in self.store.erased():
            return True
        purged = [withdrawal for withdrawal in self.store.withdrawals().values() if withdrawal.purged]
        if not purged or not has_rows(capture) or not holds(payload.splitlines(), purged):
            return False
        with self.store.transaction():
            self.store.add_erasure(capture.sha256)
        return True

    def payload(self, sha256: str) -> bytes:
        """A capture's bytes. Raises RecordError where they are gone."""
        try:
            return self.captures.path(sha256).read_bytes()
        except OSError as error:
            raise disk_error(self.folder, error) from error

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
            self.store.start_run(stamp, datetime.now(UTC).isoformat(timespec="seconds"))
            self._running = stamp

    def _keep(self, capture: Capture, payload: bytes) -> None:
        try:
            self.captures.put(capture.sha256, payload)
        except OSError as error:
            raise disk_error(self.folder, error) from error


def _failure(document: Document, error: InputError | ValueError) -> Failure:
    if isinstance(error, InputError):
        return Failure(error.location, error.message.removeprefix(f"{error.location}: "), error.remedy)
    where = f"{document.path or '-'}: {document.document_id}"
    return Failure(where, f"could not be extracted: {error}", "This is a defect of ours: please report it.")


def disk_error(folder: Path, error: OSError) -> RecordError:
    """An error of the disk in our words."""
    return RecordError(
        f"{folder} could not be written: {error.strerror or error}.",
        remedy="Free some space or check its permissions, then run the same command again: what is done stays.",
    )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the record against other writers; the system lets go of it however this process ends.

    On Windows, where there is no flock, the database's own locks keep single transactions apart.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RecordError(
                f"another process is writing to {path.parent}.",
                remedy="Wait for it to end, then run the command again.",
            ) from None
        yield
