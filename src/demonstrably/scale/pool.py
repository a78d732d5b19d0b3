"""Extraction on one process or several; the results come in the order of the documents either way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError
from demonstrably.model import Document, Extraction

Extract = Callable[[Document], Extraction]
Item = TypeVar("Item")

WARM_UP = 16
"""Documents extracted before more processes are started: starting one costs as much as some twenty documents."""

AHEAD = 4
"""Batches a worker may be ahead of what is written: enough to keep it busy, few enough to bound the memory."""


@dataclass(frozen=True)
class ExtractorMaker:
    """How to make the extractor, in this process or another: the user's codebook folder, the spaCy pipeline's name
    (None for ours)."""

    codebook: Path | None = None
    pipeline: str | None = None

    def __call__(self) -> Extract:
        from demonstrably.extract import Extractor
        from demonstrably.language.english import EnglishAnalyser

        analyser = EnglishAnalyser(self.pipeline) if self.pipeline else None
        return Extractor(Codebook(self.codebook), analyser=analyser).extract


Maker = Callable[[], Extract]


@cache
def _made(maker: Maker) -> Extract:
    return maker()


@dataclass(frozen=True, slots=True)
class Defect:
    """A document that our extraction failed on, and how: it is told and passed over, never the end of a run."""

    document_id: str
    problem: str


def extract_one(maker: Maker, document: Document) -> Extraction | Defect:
    """What the document says. Our own errors, and an extractor that can't be made, end the run."""
    extract = _made(maker)
    try:
        return extract(document)
    except DemonstrablyError:
        raise
    except Exception as error:
        return Defect(document.document_id, f"{type(error).__name__}: {error}")


class Pool:
    """Extracts documents. With one worker, or for the first few documents, in this process."""

    def __init__(self, maker: Maker, workers: int = 1) -> None:
        self._maker = maker
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._seen = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def map(
        self, batches: Iterable[tuple[Item, Sequence[Document]]]
    ) -> Iterator[tuple[Item, list[Extraction | Defect]]]:
        """Each item with what its documents say, in order; at most a few batches are under way at a time."""
        waiting: list[tuple[Item, list[Future[Extraction | Defect]]]] = []
        for item, documents in batches:
            waiting.append((item, [self._submit(document) for document in documents]))
            if self._executor is None or len(waiting) > AHEAD * self._workers:
                yield _results(*waiting.pop(0))
        while waiting:
            yield _results(*waiting.pop(0))

    def _submit(self, document: Document) -> Future[Extraction | Defect]:
        self._seen += 1
        if self._workers > 1 and self._seen > WARM_UP:
            return self._started().submit(extract_one, self._maker, document)
        future: Future[Extraction | Defect] = Future()
        future.set_result(extract_one(self._maker, document))
        return future

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self._workers, mp_context=context, initializer=settle_worker)
        return self._executor


def _results(item: Item, futures: list[Future[Extraction | Defect]]) -> tuple[Item, list[Extraction | Defect]]:
    try:
        return item, [future.result() for future in futures]
    except BrokenProcessPool as error:
        raise DemonstrablyError(
            "a worker process died (out of memory, most likely).",
            remedy="Run the same command again with --workers 1: what is done stays.",
        ) from error


def settle_worker() -> None:
    """A worker leaves Ctrl-C to the parent, and ends when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
