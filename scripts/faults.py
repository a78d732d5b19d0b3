"""Kill a run in every way at random moments, and see that nothing is lost, nothing is doubled, and the record verifies.

    python scripts/faults.py [--times 50] [--seed 1] [--kinds worker,parent,connection,disk] [--keep FOLDER]

worker      kill -9 of a process that does shards: the run is to go on and end well by itself
parent      kill -9 of the run
connection  the server ends our sessions (a record in PostgreSQL; a server of the script's own)
disk        the disk is full: a small tmpfs for root, a limit on the size of files for others

After each the record must verify. Running the same command again must end well, and then the exports must be, byte for
byte, those of a run that nobody disturbed, with as many rows in the record. The inputs are made up: the demo's reports
as files, as rows and as pages of archives among pages about something else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.layouts import Article, page_of  # noqa: E402
from benchmarks.warcs import write_pages  # noqa: E402

from demonstrably.errors import DemonstrablyError  # noqa: E402
from demonstrably.export import View, export  # noqa: E402
from demonstrably.ingest import read_inputs  # noqa: E402
from demonstrably.store import Record, verify  # noqa: E402

KINDS = ("worker", "parent", "connection", "disk")
TABLES = ("documents", "captures", "extractions", "claims", "mentions", "failures")
PATIENCE = 300
"""Seconds that a run may take on a busy machine before it counts as hanging."""

END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)

Command = Callable[[str], list[str]]
"""The line that runs the main job into a record."""


class Wrong(Exception):
    """The record is not as it has to be."""


@dataclass
class Ground:
    """Where trials take place: a folder, the command, and what an undisturbed run of it makes in so many seconds."""

    folder: Path
    command: Command
    rng: random.Random
    wanted: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    size: int = 0

    def prepare(self) -> None:
        """Run once without a fault."""
        record = self.folder / "undisturbed"
        began = time.monotonic()
        code, said = finished(self.start(str(record)))
        self.seconds = time.monotonic() - began
        if code != 0:
            raise Wrong(f"the undisturbed run ends with {code}: {said}")
        self.wanted = content(str(record), self.folder / "wanted")
        self.size = sum(path.stat().st_size for path in record.rglob("*") if path.is_file())

    def start(self, record: str, **how: Any) -> subprocess.Popen[str]:
        """The run, begun."""
        line = self.command(record)
        return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)

    def moment(self) -> float:
        """Seconds into a run."""
        return self.rng.uniform(0.05, 1.0) * self.seconds

    def check(self, record: str, tag: str) -> None:
        """The record verifies as it is; running again completes it. Raises Wrong."""
        sound(record)
        code, said = finished(self.start(record))
        if code != 0:
            raise Wrong(f"running again ends with {code}: {said}")
        sound(record)
        found = content(record, self.folder / f"found-{tag}")
        shutil.rmtree(self.folder / f"found-{tag}")
        for name, wanted in self.wanted.items():
            if found.get(name) != wanted:
                raise Wrong(f"{name} is not what an undisturbed run makes")


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the end of what was said; kills what hangs."""
    try:
        _, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Wrong("it hangs") from None
    return process.returncode, said[-400:]


def sound(record: str) -> None:
    """Raises Wrong where `verify` finds anything. A record that was not begun yet has nothing to be found."""
    try:
        opened = Record.open(record)
    except DemonstrablyError as error:
        if "no record" in error.message or "is empty" in error.message:
            return
        raise Wrong(f"it cannot be opened: {error}") from error
    with opened:
        for finding in verify(opened):
            raise Wrong(f"verify: {finding.where}: {finding.what}")


def content(record: str, out: Path) -> dict[str, bytes]:
    """The exports' bytes by name, and the number of rows of each table."""
    with Record.open(record) as opened:
        export(View.of(opened), ["jsonl"], out)
        rows = {table: sum(1 for _ in opened.store.stored(table)) for table in TABLES}
    exports = {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}
    return {**exports, "rows": json.dumps(rows).encode()}


# the faults: each runs until it has struck, and returns what became of the run


def strike_worker(ground: Ground, record: str) -> str:
    process, moment = ground.start(record), ground.moment()
    time.sleep(moment)
    while process.poll() is None:
        victims = workers_of(process.pid)
        if victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(ground.rng.choice(victims), signal.SIGKILL)
                code, said = finished(process)
                if code != 0:
                    raise Wrong(f"the run ends with {code}: {said}")
                return "went on"
        time.sleep(0.01)
    finished(process)
    return ""


def workers_of(parent: int) -> list[int]:
    """The processes that it started for shards."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            line = path.with_name("cmdline").read_bytes()
            if int(fields[1]) == parent and fields[0] != "Z" and b"spawn_main" in line:
                found.append(int(path.parent.name))
    return sorted(found)


def strike_parent(ground: Ground, record: str) -> str:
    process = ground.start(record)
    time.sleep(ground.moment())
    if process.poll() is not None:
        finished(process)
        return ""
    process.kill()
    finished(process)
    return "killed"


def strike_disk(ground: Ground, record: str) -> str:
    limit = int(ground.rng.uniform(0.02, 0.95) * ground.size)
    if limit >= ground.size:
        return ""
    with small_disk(Path(record), limit) as how:
        code, said = finished(ground.start(record, **how))
    if code == 0:
        return ""
    if code != 1 or not any(word in said for word in ("space", "full", "written")):
        raise Wrong(f"a full disk ends it with {code}: {said}")
    return "told"


@contextlib.contextmanager
def small_disk(folder: Path, limit: int) -> Iterator[dict[str, Any]]:
    """So many bytes for a record's folder; more of them afterwards."""
    if not can_mount():
        yield {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit // 4, limit // 4))}
        return
    folder.mkdir()
    mounted = str(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={max(limit, 16_384)}", "tmpfs", mounted], check=True)
    yield {}
    subprocess.run(["mount", "-o", "remount,size=1g", mounted], check=True)


def can_mount() -> bool:
    """Whether we may make a disk in memory."""
    if os.geteuid() != 0 or sys.platform != "linux":
        return False
    with tempfile.TemporaryDirectory() as name:
        made = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", name], check=False, stderr=subprocess.DEVNULL)
        if made.returncode == 0:
            subprocess.run(["umount", name], check=True)
        return made.returncode == 0


def strike_connection(ground: Ground, record: str, cluster: Any) -> str:
    process = ground.start(record)
    time.sleep(ground.moment())
    while process.poll() is None:
        if any(row[0] for row in cluster.execute(END_SESSIONS)):
            code, said = finished(process)
            if code not in (0, 1) or "Traceback" in said:
                raise Wrong(f"a lost connection ends it with {code}: {said}")
            return "told" if code else "went on"
        time.sleep(0.01)
    finished(process)
    return ""


# trials


@dataclass
class Tally:
    """Of one kind: how often it struck, what became of the runs, and what was wrong."""

    struck: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def trial(kind: str, ground: Ground, number: int, cluster: Any) -> str:
    """One fault and what follows; "" where it came too late. Raises Wrong."""
    if kind == "connection":
        with cluster.schema() as address:
            outcome = strike_connection(ground, address, cluster)
            if outcome:
                ground.check(address, f"{kind}-{number}")
            return outcome
    record = ground.folder / f"{kind}-{number}"
    strike = {"worker": strike_worker, "parent": strike_parent, "disk": strike_disk}[kind]
    try:
        outcome = strike(ground, str(record))
        if outcome:
            ground.check(str(record), f"{kind}-{number}")
        return outcome
    finally:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            if os.path.ismount(record):
                subprocess.run(["umount", "--lazy", str(record)], check=True)
        shutil.rmtree(record, ignore_errors=True)


def trials(
    kinds: Sequence[str], times: int, ground: Ground, cluster: Any, told: Callable[[str], None]
) -> dict[str, Tally]:
    """So many faults in all kinds, in turn; one that comes too late is done again."""
    tallies = {kind: Tally() for kind in kinds}
    number = 0
    while sum(tally.struck for tally in tallies.values()) < times:
        kind = min(kinds, key=lambda kind: (tallies[kind].struck, kinds.index(kind)))
        number += 1
        try:
            outcome = trial(kind, ground, number, cluster)
        except Wrong as wrong:
            outcome = "wrong"
            tallies[kind].wrong.append(str(wrong))
        tallies[kind].struck += bool(outcome)
        tallies[kind].outcomes[outcome or "came too late, done again"] += 1
        told(f"{number}: {kind}: {outcome or 'too late'}")
    return tallies


def table(tallies: dict[str, Tally]) -> list[str]:
    rows = [f"{'kind':<12}{'times':>6}  {'record and claims':<20} what became of the run"]
    for kind, tally in tallies.items():
        state = f"{len(tally.wrong)} WRONG" if tally.wrong else "all as they must be"
        became = ", ".join(f"{name} {count}" for name, count in sorted(tally.outcomes.items()))
        rows.append(f"{kind:<12}{tally.struck:>6}  {state:<20} {became}")
        rows += [f"    {wrong}" for wrong in tally.wrong]
    return rows


# inputs

DULL = (
    "The bakery on the market square opens again in spring. The new tenant wants to sell bread from the valley. ",
    "Knead the dough for ten minutes and let it rest. Bake the loaf until the crust is brown, and let it cool. ",
    "The second half brought no goals. The visitors kept the ball and the home side waited for a chance to come. ",
)


def write_inputs(folder: Path, rng: random.Random) -> Path:
    """The demo's reports in three forms, among pages about something else: some eight shards."""
    packaged = Path(str(resources.files("demonstrably") / "demo" / "articles"))
    shutil.copytree(packaged, folder / "files")
    texts = [document.text for part in read_inputs([packaged]) for document in part.documents]
    rows = [{"id": f"row-{n}", "text": text, "published": "2021-02-01"} for n, text in enumerate(texts)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for number in range(4):
        pages = (page_of(article, rng).encode() for article in _articles(texts[number::8], rng))
        write_pages(folder / f"pages-{number}.warc.gz", pages, rng)
    return folder


def _articles(texts: Sequence[str], rng: random.Random) -> Iterator[Article]:
    for text in texts:
        yield Article("A report", text, "en", "2021-02-01", "Harbour Post")
        for _ in range(3):
            dull = "".join(rng.choices(DULL, k=8))
            yield Article("A story", f"{dull}Number {rng.random()}.", "en", "2021-02-01", "Harbour Post")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    options = parser.parse_args(arguments)
    kinds, rng = options.kinds.split(","), random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="faults-") as name, contextlib.ExitStack() as stack:
        inputs = write_inputs(Path(name) / "inputs", rng)
        cluster = None
        if "connection" in kinds:
            from servers import cluster as started

            cluster = stack.enter_context(started())

        def command(record: str) -> list[str]:
            return [sys.executable, "-m", "demonstrably", "run", str(inputs), "--record", record, "--workers", "2"]

        ground = Ground(Path(name), command, rng)
        ground.prepare()
        print(f"undisturbed: {ground.seconds:.1f} s", file=sys.stderr)
        tallies = trials(kinds, options.times, ground, cluster, lambda line: print(line, file=sys.stderr, flush=True))
    print("\n".join(table(tallies)))
    return int(any(tally.wrong for tally in tallies.values()))


if __name__ == "__main__":
    raise SystemExit(main())
