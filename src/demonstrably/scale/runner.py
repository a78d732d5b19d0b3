"""The main job: inputs -> documents -> what they say -> events and assessments, into a record.

Each input is kept as a whole or not at all, so a run can be stopped at any moment and simply started again.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from demonstrably import __version__
from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.ingest import Ingested, read_inputs
from demonstrably.ingest.sniff import JSONL
from demonstrably.model import Document, Extraction
from demonstrably.scale.deriving import DEFAULT_RULE_SET, derive
from demonstrably.scale.pool import Defect, ExtractorMaker, Maker, Pool
from demonstrably.scale.report import RunReport
from demonstrably.store import Failure, Generation, Record, Stamp

Progress = Callable[[str, int], None]
"""Told the stage's name and how many documents it has done."""

BATCH = 50
"""Documents of one transaction: a long JSONL is kept in batches, so that a stopped run loses little."""


def stamp_of(codebook: Codebook) -> Stamp:
    """What extractions made now are stamped with."""
    return Stamp(codebook.digest(), __version__)


def run(
    inputs: Sequence[str | Path],
    record: Record,
    codebook: Codebook,
    *,
    workers: int = 1,
    stdin: BinaryIO | None = None,
    progress: Progress = lambda stage, done: None,
    maker: Maker | None = None,
) -> RunReport:
    """Take the inputs into the record, then link and reconcile all of it.

    The result does not depend on `workers`. Inputs that could not be read are in the report's failures. Ctrl-C ends
    it after what is under way has been kept or left out, with `interrupted` set; running it again completes it.
    Raises RecordError where the disk or the record gives out.
    """
    job = _Job(record, codebook, stamp_of(codebook), progress)
    try:
        with Pool(maker or ExtractorMaker(codebook.directory), workers) as pool:
            job.take(read_inputs(inputs, stdin=stdin, codebook=codebook), pool)
            job.extract_anew(pool)
        job.derive()
    except KeyboardInterrupt:
        job.report.interrupted = True
    job.sum_up()
    return job.report


def relink(record: Record, codebook: Codebook) -> None:
    """Link and reconcile what the record holds now, unless that was done last."""
    _Job(record, codebook, stamp_of(codebook), lambda stage, done: None).derive()


@dataclass(frozen=True)
class _Batch:
    """Documents of one input that are kept together; `missing` are those that have yet to be extracted."""

    ingested: Ingested
    documents: tuple[Document, ...]
    missing: tuple[Document, ...]


@dataclass
class _Job:
    record: Record
    codebook: Codebook
    stamp: Stamp
    progress: Progress
    report: RunReport = field(default_factory=RunReport)

    def take(self, inputs: Iterator[Ingested], pool: Pool) -> None:
        """Read, extract and keep, input by input."""
        batches = (batch for ingested in inputs for batch in self._batches(ingested))
        for batch, results in pool.map((batch, batch.missing) for batch in batches):
            self._keep(batch, results)
            self.progress("reading", self.report.documents)

    def _batches(self, ingested: Ingested) -> Iterator[_Batch]:
        """The input in parts of `BATCH` documents; an input that could not be read gives none."""
        if ingested.error is not None:
            self._failed(ingested.error)
            return
        documents = self._standing(self._as_known(ingested))
        for first in range(0, len(documents), BATCH):
            part = documents[first : first + BATCH]
            missing = tuple(d for d in part if self.record.store.stamp_of(d.document_id) != self.stamp)
            yield _Batch(ingested, part, missing)

    def _as_known(self, ingested: Ingested) -> tuple[Document, ...]:
        """A page that the record has read already stays as it was read then, even if we would read it otherwise now:
        spans and decisions refer to that text."""
        capture = ingested.capture
        if capture is None or capture.media_type == JSONL:
            return ingested.documents
        return self.record.store.documents_of(capture.sha256) or ingested.documents

    def _standing(self, documents: Sequence[Document]) -> tuple[Document, ...]:
        """The documents without those that were withdrawn from the record, which are told."""
        standing = []
        for document in documents:
            tombstone = self.record.withdrawn(document)
            if tombstone is None:
                standing.append(document)
            else:
                self.report.passed_over[f"withdrawn from the record on {tombstone.at[:10]}"] += 1
                self.report.documents += 1
        return tuple(standing)

    def _keep(self, batch: _Batch, results: list[Extraction | Defect]) -> None:
        extractions = [result for result in results if isinstance(result, Extraction)]
        stamps = [self.record.store.stamp_of(document.document_id) for document in batch.missing]
        self.report.anew += sum(stamp not in (None, self.stamp) for stamp in stamps)
        ingested = batch.ingested
        new, failures = self.record.add(ingested.capture, ingested.payload, batch.documents, extractions, self.stamp)
        self.report.new += new
        for failure in failures:
            self.report.failed(failure)
        self._tell_defects(batch.documents, results)
        said = {result.document_id: result for result in results}
        for document in batch.documents:
            found = said.get(document.document_id) or self.record.store.extraction(document.document_id)
            self.report.saw(document, found if isinstance(found, Extraction) else None)

    def _tell_defects(self, documents: Sequence[Document], results: Sequence[Extraction | Defect]) -> None:
        paths = {document.document_id: document.path for document in documents}
        for result in results:
            if isinstance(result, Defect):
                where = f"{paths[result.document_id] or '-'}: {result.document_id}"
                remedy = "This is a defect of ours: please report it."
                self._note(Failure(where, f"could not be extracted ({result.problem})", remedy))

    def _failed(self, error: InputError) -> None:
        self._note(Failure(error.location, error.message.removeprefix(f"{error.location}: "), error.remedy))

    def _note(self, failure: Failure) -> None:
        self.report.failed(failure)
        self.record.add_failures([failure], self.stamp)

    def extract_anew(self, pool: Pool) -> None:
        """Extract again what was extracted under another codebook or version: claims of both stay in the record."""
        store = self.record.store
        names = [document.document_id for document in store.documents()]
        outdated = (name for name in names if store.stamp_of(name) not in (None, self.stamp))
        documents = (document for name in outdated if (document := store.document(name)))
        for _, results in pool.map((document.document_id, [document]) for document in documents):
            for result in results:
                if isinstance(result, Extraction):
                    self.record.add_extraction(result, self.stamp)
                    self.report.anew += 1
                    self.progress("extracting anew", self.report.anew)

    def derive(self) -> None:
        """Link and reconcile, unless nothing has changed since that was done last."""
        store = self.record.store
        last, basis = store.generation(), store.basis()
        if last is not None and (last.stamp, last.basis) == (self.stamp, basis):
            return
        self.progress("linking", self.report.documents)
        extractions = [found for found in store.extractions() if found != Extraction(found.document_id)]
        store.replace(derive(self._telling(extractions), extractions, self.codebook, self.stamp, basis))
        self.report.recomputed = True

    def _telling(self, extractions: Sequence[Extraction]) -> list[Document]:
        """The documents that say something, without what was dropped from them: in an archive nearly all tell of no
        gathering, and all their texts would not fit into memory."""
        names = {extraction.document_id for extraction in extractions}
        documents = (d for d in self.record.store.documents() if d.document_id in names)
        return [dataclasses.replace(document, dropped=()) for document in documents]

    def sum_up(self) -> None:
        """What the record holds now."""
        store = self.record.store
        self.report.claims = Counter(claim.attribute for e in store.extractions() for claim in e.claims)
        generation = store.generation() or Generation(self.stamp, "")
        self.report.events = sum(event.level == "event" for event in generation.events)
        self.report.waves = len(generation.events) - self.report.events
        self.report.conflicts = [
            (a.event_id, a.attribute) for a in generation.assessments if a.conflict and a.rule_set == DEFAULT_RULE_SET
        ]
