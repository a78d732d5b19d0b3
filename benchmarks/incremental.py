"""What adding to a record costs beside building it, with and without extraction.

    python -m benchmarks.incremental [DOCUMENTS [LATE]] [--check]

The record: a real one in SQLite, of the synthetic reports of `benchmarks.linking`, which come in any order. It is built
from all but the LATE ones, then these are added; each in a process of its own, so that nothing is left in memory and
the peak is its own: linking, reconciling and writing are measured, extraction is reckoned with what it takes on the
demo corpus. Ratios are those of the processor's seconds. `--check` builds a second record from all documents
at once and compares everything that was derived, row by row.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import demonstrably
from benchmarks.linking import record as synthetic
from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.ingest import read_inputs
from demonstrably.model import Document, Extraction
from demonstrably.scale.deriving import relink
from demonstrably.store import Generation, Record, Stamp

NEEDS: tuple[str, ...] = ()
SIZES = (4000, 100)
STAMP = Stamp("incremental", "1")

Cost = tuple[float, float, float]
"""Seconds by the clock, seconds of the processor, peak memory in MB."""


def run(data: Path) -> list[Row]:
    """A small record; nothing of the data folder is read."""
    documents, late = SIZES
    (_, build, _), (_, add, _) = measured(documents, late)
    each, of = extraction(), f"synthetic, {documents:,} + {late}"
    whole = whole_ratio(documents, late, build, add, each)
    note = "the whole of it; of linking the record alone below"
    return [
        Row("incremental", of, "cost of adding", whole, note=note, bar=0.1, slack=0.03, better="lower"),
        Row("incremental", of, "cost of linking", add / build, slack=0.1, better="lower"),
    ]


def whole_ratio(documents: int, late: int, build: float, add: float, each: float) -> float:
    """What adding costs of building, at so many seconds of extraction for each document."""
    return (add + late * each) / (build + (documents - late) * each)


def extraction() -> float:
    """Seconds of the processor that extracting a document of the demo corpus takes."""
    articles = Path(demonstrably.__file__).with_name("demo") / "articles"
    documents = [d for read in read_inputs([articles], codebook=Codebook()) for d in read.documents]
    extract = Extractor(Codebook()).extract
    extract(documents[0])
    began = time.process_time()
    for document in documents:
        extract(document)
    return (time.process_time() - began) / len(documents)


def main(arguments: Sequence[str]) -> int:
    sizes = [int(a) for a in arguments if a.isdecimal()]
    documents, late = [*sizes, *(20_000, 100)[len(sizes) :]]
    build, add = measured(documents, late, check="--check" in arguments)
    print(f"{'':24} {'seconds':>8} {'processor':>10} {'peak MB':>8}")
    print(f"{f'building of {documents - late:,}':24} {build[0]:8.2f} {build[1]:10.2f} {build[2]:8.0f}")
    print(f"{f'adding {late:,}':24} {add[0]:8.2f} {add[1]:10.2f} {add[2]:8.0f}")
    print(f"adding costs {add[1] / build[1]:.3f} of linking it all ({add[0] / build[0]:.3f} by the clock)")
    each = extraction()
    whole = whole_ratio(documents, late, build[1], add[1], each)
    print(
        f"with {1000 * each:.1f} ms of extraction a document, as in the demo corpus, {whole:.3f} of building the record"
    )
    return 0


def measured(documents: int, late: int, *, check: bool = False) -> tuple[Cost, Cost]:
    """What building and adding cost."""
    reports = list(zip(*synthetic(2 * documents), strict=True))
    random.Random(5).shuffle(reports)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record"
        keep(path, reports[: documents - late])
        build = apart(path)
        keep(path, reports[documents - late :])
        add = apart(path)
        if check:
            keep(Path(folder) / "other", reports)
            apart(Path(folder) / "other")
            if derived(path) != derived(Path(folder) / "other"):
                raise AssertionError("the record grown and the record built at once differ")
    return build, add


def keep(path: Path, reports: Sequence[tuple[Document, Extraction]]) -> None:
    """Put reports into the record."""
    with Record.create(path) as record, record.store.transaction():
        for document, extraction in reports:
            record.store.add_document(document)
            record.store.add_extraction(extraction, STAMP)


def apart(path: Path) -> Cost:
    """What linking the record costs in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(linked, (path,))


def linked(path: Path) -> Cost:
    with Record.create(path) as record:
        began, worked = time.perf_counter(), time.process_time()
        relink(record, Codebook(), STAMP, lambda stage, done: None)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return time.perf_counter() - began, time.process_time() - worked, peak


def derived(path: Path) -> Generation:
    """All that was derived, but for what tells of history."""
    with Record.open(path) as record:
        generation = record.store.generation()
    if generation is None:
        raise AssertionError("nothing was derived")
    return replace(generation, basis="", redirects={})


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
