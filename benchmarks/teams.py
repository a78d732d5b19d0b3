"""Many at once on one record: writers that add and link, readers that look and verify, and are the counts exact.

    python -m benchmarks.teams [--seconds 60] [--server postgresql://...]

8 writers and 20 readers on PostgreSQL (a server of its own unless one is named), then 1 writer and 20 readers on
SQLite, each a process. What is added is made up: two claims a document, and in every batch documents that all writers
add. At any moment a reader has to see twice as many claims as documents, and a generation that fits itself; in the end
there is every document that a writer was told is kept, once. Exit code 1 where anything is not so.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.synchronize import Event as Bell
from pathlib import Path
from queue import Empty
from statistics import quantiles
from typing import Any

from demonstrably.address import Address
from demonstrably.model import Claim, Document, Event, Extraction, When
from demonstrably.store import Generation, Record, Stamp, verify

STAMP = Stamp("made up", "1")
BATCH = 20
"""Documents of a transaction that are a writer's own; as many again are shared by all."""

LINKED_EVERY = 25
"""Batches after which a writer makes a generation."""

READ = 100
"""Documents that a reader reads in full at each look."""

PATIENCE = 120
"""Seconds that a process may take to end once it is asked to."""


@dataclass
class Told:
    """What a process did: the names that are kept, how often it did what, seconds of each batch or look."""

    kept: set[str] = field(default_factory=set)
    done: int = 0
    generations: int = 0
    verified: int = 0
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Result:
    """A trial. `lost` and `doubled` are documents, `wrong` says what else was not exact."""

    engine: str
    writers: list[Told]
    readers: list[Told]
    documents: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        told = [error for each in (*self.writers, *self.readers) for error in each.errors]
        counts = [f"{self.lost} documents lost"] * bool(self.lost) + [f"{self.doubled} doubled"] * bool(self.doubled)
        return [*told, *counts, *self.wrong]


def trial(engine: str, address: Address, seconds: float, writers: int, readers: int) -> Result:
    """So many writers and readers at work on the record at that address for a while, and what came of it."""
    Record.create(address).close()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ended, results = context.Event(), context.Queue()
    jobs = [(write, number) for number in range(writers)] + [(read, number) for number in range(readers)]
    started = [context.Process(target=_work, args=(job, address, number, ended, results)) for job, number in jobs]
    for process in started:
        process.start()
    time.sleep(seconds)
    ended.set()
    told = list(_collected(results, len(started)))
    for process in started:
        process.join(PATIENCE)
        process.kill()
    result = Result(engine, *([each for kind, each in told if kind == job.__name__] for job in (write, read)))
    if len(told) < len(started):
        result.wrong.append(f"{len(started) - len(told)} processes did not end")
    _check(address, result)
    return result


def _collected(results: Any, count: int) -> Iterator[tuple[str, Told]]:
    with contextlib.suppress(Empty):
        for _ in range(count):
            yield results.get(timeout=PATIENCE)


Job = Callable[[Address, int, Bell, Told], None]


def _work(job: Job, address: Address, number: int, ended: Bell, results: Any) -> None:
    told = Told()
    try:
        job(address, number, ended, told)
    except BaseException as error:
        told.errors.append(f"{job.__name__} {number}: {type(error).__name__}: {error}")
    results.put((job.__name__, told))


# writers


def write(address: Address, number: int, ended: Bell, told: Told) -> None:
    """Add batch after batch, and make a generation now and then and at the end."""
    with Record.create(address) as record:
        while not ended.is_set():
            names = [f"{kind}-{told.done}-{i}" for kind in (f"writer-{number}", "shared") for i in range(BATCH)]
            documents = [made_document(name) for name in names]
            began = time.perf_counter()
            _, failures = record.add(None, b"", documents, [made_extraction(d) for d in documents], STAMP)
            told.seconds.append(time.perf_counter() - began)
            told.errors += [failure.message for failure in failures]
            told.kept.update(names)
            told.done += 1
            if told.done % LINKED_EVERY == 0:
                told.generations += link(record)
        told.generations += link(record)


def link(record: Record) -> bool:
    """A made-up generation of all that is there: an event for so many documents, and a tally that counts them."""
    with record.store.snapshot():
        basis, documents = record.store.basis(), record.store.document_count()
    events = tuple(
        Event(f"event-{number:06}", "event", "rally", "occurred", When("2031-05-04", "day"), None)
        for number in range(documents // BATCH)
    )
    tally = {"wave_id": "all", "attribute": "detained", "events": len(events), "documents": documents}
    return record.store.replace(Generation(STAMP, basis, events, tallies=(tally,)))


_SAID = ("Police said 40 detained in Rivertown.", "Monitors said 90 detained in Rivertown.")


def made_document(name: str) -> Document:
    return Document(name, f"{' '.join(_SAID)} This is {name}.", "en", None, None, published="2031-05-04")


def made_extraction(document: Document) -> Extraction:
    """Two claims, each a sentence of the text."""
    claims = []
    for number, sentence in enumerate(_SAID):
        start = document.text.index(sentence)
        claims.append(
            Claim(
                f"{document.document_id}-{number}", document.document_id, "detained", sentence, start,
                start + len(sentence), 40, 40, "exact", "occurred", "40",
            )
        )  # fmt: skip
    return Extraction(document.document_id, claims=tuple(claims))


# readers


def read(address: Address, number: int, ended: Bell, told: Told) -> None:
    """Look again and again, each time at one moment of the record; verify the first moment."""
    seen = 0
    while not ended.is_set():
        began = time.perf_counter()
        with Record.open(address) as record:
            if not told.verified:
                told.errors += [f"{finding.where}: {finding.what}" for finding in verify(record)]
                told.verified = 1
            seen = look(record, seen, told)
        told.seconds.append(time.perf_counter() - began)
        told.done += 1


def look(record: Record, seen: int, told: Told) -> int:
    """Read what a page would, and say what does not fit; how many documents there are."""
    store = record.store
    with store.snapshot():
        documents, claims = store.document_count(), store.claim_counts().total()
        generation = store.generation()
        for document, said in islice(zip(store.documents(), store.extractions(), strict=True), READ):
            if said.document_id != document.document_id or len(said.claims) != len(_SAID):
                told.errors.append(f"{document.document_id} has not its claims")
    if claims != len(_SAID) * documents:
        told.errors.append(f"{claims} claims of {documents} documents")
    if documents < seen:
        told.errors.append(f"{documents} documents where there were {seen}")
    if generation and generation.tallies[0]["events"] != len(generation.events):
        told.errors.append(f"{len(generation.events)} events where {generation.tallies[0]['events']} were written")
    return documents


# the end


def _check(address: Address, result: Result) -> None:
    """Hold what is there against what the writers were told is kept."""
    expected = set().union(*(told.kept for told in result.writers))
    with Record.open(address) as record:
        store = record.store
        rows = [row.name for row in store.stored("documents")]
        result.documents, result.doubled = len(rows), len(rows) - len(set(rows))
        result.lost = len(expected - set(rows))
        claims = sum(1 for _ in store.stored("claims"))
        generation = store.generation()
        if set(rows) - expected:
            result.wrong.append(f"{len(set(rows) - expected)} documents that nobody was told are kept")
        if claims != len(_SAID) * len(rows):
            result.wrong.append(f"{claims} claims of {len(rows)} documents")
        if generation is None or (generation.basis, generation.tallies[0]["documents"]) != (store.basis(), len(rows)):
            result.wrong.append("the generation is not of all documents")
        result.wrong += [f"{finding.where}: {finding.what}" for finding in verify(record)]


def table(results: list[Result]) -> Iterator[str]:
    """A line a trial."""
    names = f"{'store':<11} {'writers':>7} {'readers':>7} {'batches':>8} {'documents':>10} {'looks':>7} {'verified':>8}"
    yield f"{names} {'batch ms (median, 95 %)':>24} {'lost':>5} {'doubled':>7} {'errors':>6}"
    for result in results:
        batches = sum(told.done for told in result.writers)
        looks, verified = (sum(getattr(told, name) for told in result.readers) for name in ("done", "verified"))
        waits = quantiles([1000 * s for told in result.writers for s in told.seconds] or [0.0, 0.0], n=20)
        yield (
            f"{result.engine:<11} {len(result.writers):>7} {len(result.readers):>7} {batches:>8,} "
            f"{result.documents:>10,} {looks:>7,} {verified:>8} {waits[9]:>15.0f} {waits[18]:>8.0f} "
            f"{result.lost:>5} {result.doubled:>7} {len(result.errors):>6}"
        )


@contextlib.contextmanager
def _server(address: str | None) -> Iterator[str]:
    if address:
        yield address
        return
    from tests.servers import cluster

    with cluster() as running, running.schema() as made:
        yield made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--server", help="a schema on a server, which must not be there yet")
    options = parser.parse_args()
    with _server(options.server) as address, tempfile.TemporaryDirectory() as folder:
        results = [
            trial("PostgreSQL", address, options.seconds, 8, 20),
            trial("SQLite", Path(folder) / "record", options.seconds, 1, 20),
        ]
    print("\n".join(table(results)))
    for result in results:
        for error in result.errors[:10]:
            print(f"{result.engine}: {error}", file=sys.stderr)
    return int(any(result.errors for result in results))


if __name__ == "__main__":
    sys.exit(main())
