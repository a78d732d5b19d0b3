"""Extraction from documents that come one after the other, as in a pipe, on one process or several; the results come in
the order of the documents either way. (`run` sends names of files to its workers instead: `scale/task.py`.)"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demonstrably.model import Document, Extraction
from demonstrably.scale.extracting import Defect, Maker, extract_one

WARM_UP = 16
"""Documents extracted before more processes are started: starting one costs as much as some twenty documents."""

Extracted = tuple[Document, Extraction | Defect]


@dataclass(frozen=True)
class _One:
    """A document to be extracted from."""

    maker: Maker
    document: Document

    def __call__(self) -> Extraction | Defect:
        return extract_one(self.maker, self.document)


def extract_all(documents: Iterable[Document], maker: Maker, workers: int = 1) -> Iterator[Extracted]:
    """Each document with what it says, in order. With one worker, and for the first few documents, in this process."""
    coming = iter(documents)
    alone = coming if workers == 1 else itertools.islice(coming, WARM_UP)
    for document in alone:
        yield document, extract_one(maker, document)
    following = next(coming, None)
    if following is not None:
        yield from _on_processes(itertools.chain([following], coming), maker, workers)


def _on_processes(documents: Iterable[Document], maker: Maker, workers: int) -> Iterator[Extracted]:
    from demonstrably.scale.engines import Dead, Processes, in_order

    engine, ended = Processes(workers), False
    try:
        for task, found in in_order(engine, (_One(maker, document) for document in documents)):
            name = task.document.document_id
            yield task.document, Defect(name, found.reason) if isinstance(found, Dead) else found
        ended = True
    finally:
        engine.close(now=not ended)
