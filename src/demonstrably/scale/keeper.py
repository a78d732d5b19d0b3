"""Takes what the tasks found into the record, in the order of the inputs, and counts it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from demonstrably.errors import InputError
from demonstrably.ingest.sniff import JSONL
from demonstrably.model import Capture, Document, Extraction
from demonstrably.scale import batches
from demonstrably.scale.batches import Batch
from demonstrably.scale.extracting import Defect
from demonstrably.scale.manifests import Manifest
from demonstrably.scale.reading import BATCH, Noted, PassedOver, Told, failure_of
from demonstrably.scale.report import RunReport
from demonstrably.scale.task import Task, capture_of
from demonstrably.store import Failure, Record, Stamp

Progress = Callable[[str, int], None]
"""Told the stage's name and how many documents it has done."""


def no_progress(stage: str, done: int) -> None:
    """Tells nobody."""


@dataclass
class Keeper:
    """Each batch is kept as a whole or not at all, so a run can be stopped at any moment and simply started again.

    `behind` are documents that the inputs hold and the record does too, without what they say: they are extracted at
    the end, from the record's own text.
    """

    record: Record
    stamp: Stamp
    progress: Progress = no_progress
    report: RunReport = field(default_factory=RunReport)
    behind: list[str] = field(default_factory=list)
    _bytes: tuple[str, bytes] = ("", b"")

    def take(self, task: Task, manifest: Manifest) -> None:
        """Keep a finished shard, some fifty documents in a transaction."""
        for group in _groups(batches.read(task.parquet)):
            with self._together():
                for batch in group:
                    self._keep_or_tell(batch, task)
            self.progress("reading", self.report.documents)
        self._count(manifest)

    @contextlib.contextmanager
    def _together(self) -> Iterator[None]:
        """Keep all that is kept inside, or nothing of it, and then count none of it."""
        before, behind = self.report.copy(), list(self.behind)
        try:
            with self.record.store.transaction():
                yield
        except BaseException:
            self.report, self.behind = before, behind
            raise

    def _keep_or_tell(self, batch: Batch, task: Task) -> None:
        try:
            self.keep(batch, task)
        except InputError as error:
            self.note(failure_of(error))

    def tell(self, told: Iterable[Told]) -> None:
        """Keep what is told one by one, as it comes."""
        for item in told:
            if isinstance(item, Batch):
                self.keep(item)
                self.progress("reading", self.report.documents)
            elif isinstance(item, Failure):
                self.note(item)
            elif isinstance(item, Noted):
                self.report.notes[item.note] += 1
            elif isinstance(item, PassedOver):
                self.report.passed(item.reason)

    def _count(self, manifest: Manifest) -> None:
        """What a shard's manifest tells beside its documents."""
        for failure in manifest.failures:
            self.note(failure)
        for reason, count in manifest.passed_over.items():
            self.report.passed(reason, count)
        self.report.passed(None, manifest.spared)
        self.report.notes.update(manifest.notes)
        self.progress("reading", self.report.documents)

    def keep(self, batch: Batch, task: Task | None = None) -> None:
        """Keep some documents of one capture with what they say."""
        documents = self._standing(self._as_known(batch))
        if not documents:
            return
        said = {result.document_id: result for result in batch.results if isinstance(result, Extraction)}
        fresh = [said[d.document_id] for d in documents if d.document_id in said]
        payload = self._payload(batch, task)
        new, failures = self.record.add(batch.capture, payload, documents, fresh, self.stamp)
        self.report.new += new
        for failure in failures:
            self.report.failed(failure)
        self._tell_defects(documents, batch)
        self._see(documents, batch, said)

    def _as_known(self, batch: Batch) -> tuple[Document, ...]:
        """A page that the record has read already stays as it was read then, even if we would read it otherwise now:
        spans and decisions refer to that text."""
        capture = batch.capture
        if capture is None or capture.media_type == JSONL:
            return batch.documents
        return self.record.store.documents_of(capture.sha256) or batch.documents

    def _standing(self, documents: Sequence[Document]) -> tuple[Document, ...]:
        """The documents without those that were withdrawn from the record, which are told."""
        standing = []
        for document in documents:
            tombstone = self.record.withdrawn(document)
            if tombstone is None:
                standing.append(document)
            else:
                self.report.passed(f"withdrawn from the record on {tombstone.at[:10]}")
        return tuple(standing)

    def _payload(self, batch: Batch, task: Task | None) -> bytes:
        """The capture's bytes. Raises InputError where the file is another by now."""
        if batch.capture is None:
            return b""
        if batch.payload is not None:
            self._bytes = (batch.capture.sha256, batch.payload)
        elif self._bytes[0] != batch.capture.sha256 and task is not None:
            self._bytes = (batch.capture.sha256, _from_file(task, batch.capture))
        return self._bytes[1]

    def _tell_defects(self, documents: Sequence[Document], batch: Batch) -> None:
        paths = {document.document_id: document.path for document in documents}
        for result in batch.results:
            if isinstance(result, Defect):
                where = f"{paths.get(result.document_id) or '-'}: {result.document_id}"
                remedy = "This is a defect of ours: please report it."
                self.note(Failure(where, f"could not be extracted ({result.problem})", remedy))

    def _see(self, documents: Sequence[Document], batch: Batch, said: dict[str, Extraction]) -> None:
        """Count the documents; those of which nobody knows what they say are left for the end."""
        failed = {result.document_id for result in batch.results if isinstance(result, Defect)}
        for document in documents:
            name = document.document_id
            found = said.get(name) or (None if name in failed else self.record.store.extraction(name))
            if name not in said and name not in failed and self.record.store.stamp_of(name) != self.stamp:
                self.behind.append(name)
            self.report.saw(document, found)

    def note(self, failure: Failure) -> None:
        """Tell of something that could not be read, and keep that it could not."""
        self.report.failed(failure)
        self.record.add_failures([failure], self.stamp)

    def renew(self, task: Task) -> None:
        """Keep what documents of the record say, as they are read now."""
        for batch in batches.read(task.parquet):
            for result in batch.results:
                if isinstance(result, Extraction):
                    renewed = self.record.store.stamp_of(result.document_id) is not None
                    self.record.add_extraction(result, self.stamp)
                    self.report.anew += renewed
            self._tell_defects(batch.documents, batch)
            self.progress("extracting anew", self.report.anew)


def _groups(coming: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Batches that are kept together: a transaction waits for the disk, and an archive's pages are a batch each."""
    group: list[Batch] = []
    for batch in coming:
        if group and sum(len(b.documents) for b in group) + len(batch.documents) > BATCH:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def _from_file(task: Task, capture: Capture) -> bytes:
    """The capture's bytes from the file that its lines were read from."""
    piece = task.shard.pieces[0]
    payload = capture_of(piece.path, piece.lines) if piece.lines else b""
    if hashlib.sha256(payload).hexdigest() != capture.sha256:
        raise InputError(piece.location, "has changed while it was read.", remedy="Run the same command again.")
    return payload
