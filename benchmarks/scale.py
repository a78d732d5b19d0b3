"""An archive through to claims: pages a second, beside trafilatura alone over the same pages; workers; Ray; memory.

The archive is made up (`warcs.py`): one page in fifty tells of a gathering, three in five are in other languages, and
some records are broken. Ours is the whole task: reading the archive, the quick look, the full reading and extraction of
what passes it, the Parquet file. The peer is given the pages' bytes in memory. Both are warm. Workers, too, have done
one small archive before they are timed; what they then share out are several archives of the same size.

    python -m benchmarks.scale [--long]      # long: 20,000 pages for memory, 8,000 for the workers; ten minutes
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import gatherings, warcs
from benchmarks.archive import peak_megabytes
from benchmarks.layouts import LAYOUTS, Article
from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract.skim import Skim
from demonstrably.ingest.readers.warc import NoPage, read_record
from demonstrably.ingest.records import records
from demonstrably.scale import ExtractorMaker, stamp_of
from demonstrably.scale.engines import Engine, Processes, RayCluster, in_order
from demonstrably.scale.manifests import Made, Manifest
from demonstrably.scale.shards import Piece, Shard
from demonstrably.scale.task import Means, Task

NEEDS = warcs.NEEDS
OF = "made-up WARC"
ROUNDS = 2
WORKERS = 2


def run(data: Path, pages: int = 1_000, memory: tuple[int, int] = (300, 3_000)) -> list[Row]:
    """`pages` are those of the archives that are timed, `memory` the sizes of the two that memory is compared on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archives, _ = warcs.write_warcs(folder / "archives", data, pages, files=8)
        return [
            *_race(archives[:4], folder),
            *_shared_out(archives, folder),
            *_memory_rows(data, folder, *memory),
            *skim_rows(data),
        ]


def task_of(path: Path, folder: Path) -> Task:
    """The task of an archive; its results go to a folder of their own, so that none is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    maker = ExtractorMaker()
    means = Means(Made(stamp_of(Codebook()), repr(maker)), maker)
    return Task(Shard((Piece("file", str(path), str(path), path.stat().st_size),)), means, folder)


def _race(archives: Sequence[Path], folder: Path) -> list[Row]:
    """One core, in this process, by the processor's time: what else the machine does makes no difference then."""
    payloads = [payload for path in archives for payload in payloads_of(path)]
    task_of(archives[0], folder / "warm")()
    ours = min(_processor(lambda: _all(archives, folder / f"race{n}")) for n in range(ROUNDS))  # noqa: B023
    peer = _processor(lambda: list(map(_trafilatura, payloads)))
    count = len(payloads)
    note = f"{count:,} pages, {sum(map(len, payloads)) // count // 1000} KB on average"
    return [
        Row("scale", OF, "times trafilatura alone", peer / ours, "1 (trafilatura alone)", note, 0.7, 0.25),
        Row("scale", OF, "pages a second a core", count / ours, f"{count / peer:.0f} (trafilatura alone)", slack=None),
    ]


def _all(archives: Sequence[Path], folder: Path) -> None:
    for path in archives:
        task_of(path, folder)()


def payloads_of(path: Path) -> list[bytes]:
    """The pages of an archive as they are."""
    found = []
    with path.open("rb") as stream:
        for record in records(stream):
            try:
                found.append(read_record(record).payload)
            except Exception as error:
                if not isinstance(error, NoPage) and not record.problem:
                    print(f"{path.name}#{record.offset}: {error}", file=sys.stderr)
    return found


def _trafilatura(payload: bytes) -> Any:
    from trafilatura import extract

    return extract(payload)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _processor(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _shared_out(archives: Sequence[Path], folder: Path) -> list[Row]:
    """The same archives with one worker and with two, and with two of Ray's."""
    one = _best(lambda: Processes(1), 1, archives, folder / "one")
    two = _best(lambda: Processes(WORKERS), WORKERS, archives, folder / "two")
    note = f"{len(archives)} archives; {one:.1f} s with one process"
    rows = [Row("scale", OF, "two processes over one", one / two, note=note, bar=1.8, slack=0.25)]
    if importlib.util.find_spec("ray"):
        rays = _best(lambda: RayCluster(WORKERS), WORKERS, archives, folder / "ray")
        rows.append(Row("scale", OF, "two Ray workers over one process", one / rays, note=note, bar=1.8, slack=None))
    return rows


def _best(hire: Callable[[], Engine], workers: int, archives: Sequence[Path], folder: Path) -> float:
    """Best seconds in which an engine does all archives, its workers warm."""
    engine = hire()
    try:
        for number in range(ROUNDS):
            _do(engine, [task_of(path, folder / f"warm{number}-{n}") for n, path in enumerate(archives[:1] * workers)])
        rounds = [[task_of(path, folder / str(number)) for path in archives] for number in range(ROUNDS)]
        return min(_seconds(lambda: _do(engine, tasks)) for tasks in rounds)  # noqa: B023
    finally:
        engine.close(now=False)


def _do(engine: Engine, tasks: Sequence[Task]) -> None:
    for _, found in in_order(engine, tasks):
        if not isinstance(found, Manifest):
            raise RuntimeError(f"a task was lost: {found}")


def _memory_rows(data: Path, folder: Path, small: int, big: int) -> list[Row]:
    """The most memory of a process that does one archive, for a small and a big one. Both begin with every text that
    tells of a gathering and every real page, so that the longest, which sets the least that is needed, is in both."""
    peaks = []
    for pages in (small, big):
        path = folder / f"{pages}.warc.gz"
        warcs.write_pages(path, warcs.all_and(data, pages, seed=7), random.Random(7))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", "--one", str(path)],
            check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
        )  # fmt: skip
        peaks.append(float(done.stdout))
    note = f"{peaks[0]:.0f} MB with {small:,} pages in the archive, this with {big:,}"
    return [
        Row("scale", "one worker", "peak memory, MB", peaks[1], note=note, bar=700, slack=0.1, better="lower"),
        Row("scale", "one worker", "memory growth", peaks[1] / peaks[0], note=note, bar=1.1, slack=0.1, better="lower"),
    ]


def skim_rows(data: Path) -> list[Row]:
    """How many of the texts that the gate lets through pass the quick look on every layout's pages, and how many pages
    of agency articles about something else are passed over."""
    skim = Skim.packaged(Codebook())
    telling = [text.text for text in gatherings.of_gold(data) if text.tells]
    others = [text.text for text in gatherings.of_articles(data) if text.label == "no"][::4]
    note = f"on pages of {len(LAYOUTS)} layouts; {len(telling)} gold texts, {len(others)} agency articles"
    kept, passed = _share_kept(skim, telling), 1 - _share_kept(skim, others)
    return [
        Row("scale", "gold texts as pages", "kept by the quick look", kept, note=note, bar=0.98),
        Row("scale", "agency articles as pages", "passed over by it", passed, bar=0.9),
    ]


def _share_kept(skim: Skim, texts: Sequence[str]) -> float:
    pages = [_wrapped(text, number, at) for number, text in enumerate(texts) for at in range(len(LAYOUTS))]
    return sum(skim(page, "utf-8") is None for page in pages) / len(pages)


def _wrapped(text: str, number: int, layout: int) -> bytes:
    article = Article(" ".join(text.split()[:9]), text, "en", "2021-01-31", "Harbour Post")
    return LAYOUTS[layout](article, random.Random(number)).encode()


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--one"]:
        with tempfile.TemporaryDirectory() as name:
            task = task_of(Path(arguments[1]), Path(name))
            task()
        print(peak_megabytes())
        return 0
    from benchmarks.__main__ import DATA, table

    rows = run(DATA, 8_000, (2_000, 20_000)) if "--long" in arguments else run(DATA)
    print("\n".join(table(rows)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
