"""The second stage: looking for copies, bucket by bucket, as tasks of the same kind as the shards of the first.

A bucket's file holds the hashes that begin with the same bits, each with the place of its text; what comes of it is a
Parquet file of pairs worth comparing, with a manifest. Below `MANY` texts it is not worth the files: all buckets
together take this process less than ten seconds then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demonstrably.errors import RecordError
from demonstrably.link.buckets import Pair, buckets, candidates, pairs
from demonstrably.scale.engines import Dead, Engine, in_order
from demonstrably.scale.manifests import digest
from demonstrably.store.folder import disk_error

if TYPE_CHECKING:
    from demonstrably.link.shingles import Sketch

Finder = Callable[[Sequence["Sketch"], int], list[Pair]]
"""(sketches in order of age, how many may share a hash) -> pairs of places, sorted: as `link.buckets.candidates`."""

Hire = Callable[[], AbstractContextManager[Engine]]

MANY = 500_000
"""Texts from which buckets are shared out: a month of CC-NEWS has some 300,000 that tell of a gathering."""


@dataclass(frozen=True)
class BucketTask:
    """Find the pairs of the bucket in the file `source`."""

    source: Path
    common: int

    @property
    def parquet(self) -> Path:
        return self.source.with_suffix(".parquet")

    @property
    def manifest(self) -> Path:
        return self.source.with_suffix(".json")

    def __call__(self) -> Path:
        """The Parquet file, made unless it is there for this very bucket. Raises RecordError on a full disk."""
        try:
            made = {"source": digest(self.source), "common": self.common}
            if not self._finished(made):
                self._write()
                self.manifest.write_text(json.dumps({**made, "parquet": digest(self.parquet)}), encoding="utf-8")
        except OSError as error:
            raise disk_error(self.source.parent, error) from error
        return self.parquet

    def _finished(self, made: Mapping[str, object]) -> bool:
        try:
            told = json.loads(self.manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(told == {**made, "parquet": digest(self.parquet)})

    def _write(self) -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.parquet as pq

        with np.load(self.source) as held:
            found = sorted(pairs(held["keys"], held["owners"], self.common))
        columns = {"earlier": [one for one, _ in found], "later": [other for _, other in found]}
        part = self.parquet.with_suffix(".part")
        pq.write_table(pa.table(columns, schema=pa.schema([("earlier", pa.int64()), ("later", pa.int64())])), part)
        part.replace(self.parquet)


def finder(hire: Hire, folder: Path, many: int = MANY) -> Finder:
    """Looks for pairs in this process, or from `many` texts on by the engine that `hire` gives, in `folder`."""

    def find(sketches: Sequence[Sketch], common: int) -> list[Pair]:
        if len(sketches) < many:
            return candidates(sketches, common)
        tasks = list(_tasks(sketches, common, folder))
        with hire() as engine:
            return sorted({pair for made in _made(engine, tasks) for pair in _read(made)})

    return find


def _tasks(sketches: Sequence[Sketch], common: int, folder: Path) -> Iterator[BucketTask]:
    import numpy as np

    for number, (keys, owners) in enumerate(buckets(sketches)):
        path = folder / f"bucket-{number:03}.npz"
        try:
            np.savez(path, keys=keys, owners=owners)
        except OSError as error:
            raise disk_error(folder, error) from error
        yield BucketTask(path, common)


def _made(engine: Engine, tasks: Iterable[BucketTask]) -> Iterator[Path]:
    for task, found in in_order(engine, tasks):
        if isinstance(found, Dead):
            what = f"{task.source.name} could not be looked through for copies ({found.reason})."
            raise RecordError(what, remedy="Run the same command again: what is done stays.")
        yield found


def _read(path: Path) -> Iterator[Pair]:
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    yield from zip(table["earlier"].to_pylist(), table["later"].to_pylist(), strict=True)
