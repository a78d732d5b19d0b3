"""The report of a record of some 200 events, with its pictures and dossiers, on two processes: from opening the record
to the finished folder. The record is made up (`bigrecord`), with the figures, copies and languages of a large one.

Seconds depend on the machine and on what else it does, so beside them stand the seconds of processor that it took, in
this process and in the two that draw: this one's and half of the others' is what two idle cores need at most.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from benchmarks import bigrecord
from benchmarks.shape import Row
from demonstrably.discretion import published
from demonstrably.report import Edition, Written, report
from demonstrably.store import Record

NEEDS: tuple[str, ...] = ()
DOCUMENTS = 900
"""Documents that tell of some 200 events."""

WORKERS = 2
SECONDS = 60.0
"""What a report may take."""


def run(data: Path) -> list[Row]:
    """The report's row; nothing of the data folder is read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bigrecord.build(folder / "record", DOCUMENTS)
        began, own, others = time.perf_counter(), _used(resource.RUSAGE_SELF), _used(resource.RUSAGE_CHILDREN)
        written = _reported(folder)
        seconds = time.perf_counter() - began
        own, others = _used(resource.RUSAGE_SELF) - own, _used(resource.RUSAGE_CHILDREN) - others
    of = f"made up, {DOCUMENTS} documents"
    note = f"{written.events} events, {written.waves} waves, {written.dossiers} dossiers, pictures: {written.pictures}"
    apart = f"{own:.0f} in this process, {others:.0f} in the {WORKERS} that draw"
    return [
        Row("report", of, "seconds", seconds, note=note, bar=SECONDS, slack=None, better="lower"),
        Row("report", of, "seconds of processor", own + others, note=apart, slack=None, better="lower"),
    ]


def _reported(folder: Path) -> Written:
    with Record.open(folder / "record") as record:
        view = published(record)
    return report(view, (), folder / "report", Edition(workers=WORKERS))


def _used(whose: int) -> float:
    """Seconds of processor: this process's, or those of the ones that it waited for."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime
