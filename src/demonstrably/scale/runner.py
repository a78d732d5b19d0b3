"""The main job: inputs -> shards -> tasks -> record -> events and assessments.

Each shard is done on its own, by whatever engine, and taken into the record here, in the order of the inputs. A run can
be stopped at any moment and simply started again: what the record has is not extracted again, and shards that were
finished are found in the work folder.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from demonstrably import __version__
from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.ingest import Ingested
from demonstrably.model import Event, content_id
from demonstrably.scale import batches, deriving
from demonstrably.scale.batches import Batch
from demonstrably.scale.bucketing import Finder, finder
from demonstrably.scale.deriving import DEFAULT_RULE_SET
from demonstrably.scale.engines import TRIES, Dead, Engine, Here, Processes, RayCluster, in_order
from demonstrably.scale.extracting import ExtractorMaker, Maker
from demonstrably.scale.keeper import Keeper, Progress, no_progress
from demonstrably.scale.known import write_known
from demonstrably.scale.manifests import Made, Manifest
from demonstrably.scale.planning import BIG, Planned, plan
from demonstrably.scale.reading import BATCH, failure_of, tell
from demonstrably.scale.report import RunReport
from demonstrably.scale.shards import Piece, Shard
from demonstrably.scale.task import Means, Task
from demonstrably.scale.workfolder import clear, work_folder
from demonstrably.store import Failure, Record, Stamp

LIGHT = 3
"""Small shards up to which a run is done in this process: starting others costs as much as some forty documents."""


def stamp_of(codebook: Codebook) -> Stamp:
    """What extractions made now are stamped with."""
    return Stamp(codebook.digest(), __version__)


@dataclass(frozen=True)
class Crew:
    """Who does the tasks: `workers` processes of this machine, or with `engine` "ray" the cluster at `address` (None:
    the one that RAY_ADDRESS names, or `workers` processors here)."""

    workers: int = 1
    engine: str = "processes"
    address: str | None = None


@contextlib.contextmanager
def hired(crew: Crew, light: bool) -> Iterator[Engine]:
    """The engine for a stage of a run that is `light` or not; where it breaks off, what is under way is ended."""
    engine, whole = _engine(crew, light), False
    try:
        yield engine
        whole = True
    finally:
        engine.close(now=not whole)


def _engine(crew: Crew, light: bool) -> Engine:
    if crew.engine == "ray":
        return RayCluster(crew.workers, crew.address)
    return Here() if light or crew.workers == 1 else Processes(crew.workers)


def run(
    inputs: Sequence[str | Path],
    record: Record,
    codebook: Codebook,
    *,
    crew: Crew | None = None,
    workers: int = 1,
    stdin: BinaryIO | None = None,
    progress: Progress = no_progress,
    maker: Maker | None = None,
    work: Path | None = None,
    columns: Mapping[str, str] | None = None,
    contact: str | None = None,
) -> RunReport:
    """Take the inputs into the record, then link and reconcile all of it.

    The result does not depend on the crew (`workers` is short for that many processes). Finished shards are kept in
    `work` (None: in the record's folder) until the run is through. Inputs that could not be read are in the report's
    failures. `columns` are the user's names of a table's columns, `contact` is told to sites that a page is fetched
    from. Ctrl-C ends it after what is under way has been kept or left out, with `interrupted` set; running it again
    completes it. Raises RecordError where the disk or the record gives out.
    """
    stamp, maker = stamp_of(codebook), maker or ExtractorMaker(codebook.directory)
    keeper = Keeper(record, stamp, progress)
    with work_folder(record, work) as folder:
        named = tuple(sorted((columns or {}).items()))
        made = Made(stamp, " ".join([repr(maker), *map(repr, named)]))
        means = Means(made, maker, codebook.directory, columns=named, contact=contact)
        job = _Job(keeper, means, crew or Crew(workers), folder)
        try:
            job.extract_anew(record.store.outdated(stamp))
            job.take(inputs, stdin)
            job.extract_anew(keeper.behind)
            keeper.report.recomputed = deriving.relink(record, codebook, stamp, progress, job.finder())
            clear(folder)
        except KeyboardInterrupt:
            keeper.report.interrupted = True
    _sum_up(keeper.report, record)
    return keeper.report


def _sum_up(report: RunReport, record: Record) -> None:
    """What the record holds now."""
    store = record.store
    report.claims = store.claim_counts()
    levels = store.event_counts()
    report.events, report.waves = levels["event"], levels["wave"]
    report.conflicts = store.conflicts(DEFAULT_RULE_SET)


def relink(record: Record, codebook: Codebook, left: Sequence[Event] = ()) -> bool:
    """Link and reconcile what the record holds now, unless that was done last; whether there was anything to do. `left`
    are the events that it held before a withdrawal: ids that are no more lead on."""
    return deriving.relink(record, codebook, stamp_of(codebook), no_progress, left=left)


def take(
    ingested: Iterable[Ingested],
    record: Record,
    codebook: Codebook,
    *,
    maker: Maker | None = None,
    progress: Progress = no_progress,
) -> RunReport:
    """Keep what was read already, with what it says, each part in the order given and as a whole or not at all. What
    follows from it is for `relink` to work out, when the last has come."""
    stamp = stamp_of(codebook)
    keeper = Keeper(record, stamp, progress)
    keeper.tell(tell(ingested, maker or ExtractorMaker(codebook.directory), _Extracted(record, stamp)))
    return keeper.report


@dataclass(frozen=True)
class _Extracted:
    """The documents that the record has, with what they say as we read them now."""

    record: Record
    stamp: Stamp

    def __contains__(self, name: object) -> bool:
        return self.record.store.stamp_of(str(name)) == self.stamp


@dataclass(frozen=True)
class _Absent:
    """What was to be read and is not there, in its place among the tasks."""

    error: InputError

    def __call__(self) -> None:
        """There is nothing to do."""


@dataclass
class _Job:
    """A run over shards in a work folder."""

    keeper: Keeper
    means: Means
    crew: Crew
    folder: Path

    def take(self, inputs: Sequence[str | Path], stdin: BinaryIO | None) -> None:
        """Do the inputs' shards, and take each into the record."""
        means = dataclasses.replace(self.means, known=write_known(self._known(), self.folder))
        for task, manifest in self._done(plan(inputs, stdin, self.folder), means):
            self.keeper.take(task, manifest)

    def _known(self) -> Iterator[str]:
        """What need not be extracted again: documents, with the pages that they are of, and withdrawn ones."""
        for document_id, capture in self.keeper.record.store.current(self.keeper.stamp):
            yield document_id
            if capture:
                yield capture
        yield from self.keeper.record.store.withdrawals()

    def extract_anew(self, names: Iterable[str]) -> None:
        """Extract from documents that the record has: under another codebook or version claims of both stay in it."""
        for task, _ in self._done(self._stored(names), self.means):
            self.keeper.renew(task)

    def _stored(self, names: Iterable[str]) -> Iterator[Shard]:
        """Shards of documents of the record, which are put into files for it."""
        coming = iter(names)
        while chunk := list(itertools.islice(coming, BATCH)):
            found = filter(None, map(self.keeper.record.store.document, chunk))
            path = self.folder / f"{content_id('stored', *chunk)}.stored"
            batches.write([Batch(None, None, tuple(found))], path)
            yield Shard((Piece("stored", str(path), "record", path.stat().st_size),))

    def _done(self, planned: Iterable[Planned], means: Means) -> Iterator[tuple[Task, Manifest]]:
        """Each shard's task and manifest, in order. What is not there is told, and so is a shard that is left aside."""
        coming = iter(planned)
        first = list(itertools.islice(coming, LIGHT + 1))
        light = len(first) <= LIGHT and all(isinstance(item, InputError) or item.size < BIG for item in first)
        tasks = (self._task(item, means) for item in itertools.chain(first, coming))
        with hired(self.crew, light) as engine:
            for task, found in in_order(engine, tasks):
                if isinstance(task, _Absent):
                    self.keeper.note(failure_of(task.error))
                else:
                    yield from self._settled(engine, task, found)

    def finder(self) -> Finder:
        """Looks for copies, by the crew where there are very many documents."""
        return finder(lambda: hired(self.crew, light=False), self.folder)

    def _task(self, item: Planned, means: Means) -> Task | _Absent:
        return _Absent(item) if isinstance(item, InputError) else Task(item, means, self.folder)

    def _settled(self, engine: Engine, task: Task, found: Manifest | Dead[Task]) -> Iterator[tuple[Task, Manifest]]:
        """The task with its manifest. Where it was lost time and again, each of its pieces is done alone, and the one
        that it is lost over is left aside."""
        if isinstance(found, Manifest):
            yield task, found
        elif len(task.shard.pieces) > 1:
            for single, result in in_order(engine, [dataclasses.replace(task, shard=s) for s in task.shard.single()]):
                yield from self._settled(engine, single, result)
        else:
            remedy = "Everything else was done. Take it out, or report what it holds."
            self.keeper.note(Failure(task.shard.told, f"is left aside: {found.reason}, {TRIES} times.", remedy))
