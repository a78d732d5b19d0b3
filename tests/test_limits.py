"""What one page may cost: beyond that it is told as that page's failure, and the rest goes on."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from demonstrably.codebook import Codebook
from demonstrably.model import Document, Extraction
from demonstrably.scale import extracting, limits, run
from demonstrably.scale.engines import Dead, Processes, in_order
from demonstrably.scale.limits import TooLong, limited
from demonstrably.store import Record
from made_reports import Maker, report, write_reports

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such timers")

SHORT = 0.05


def spin(seconds: float = 20.0) -> int:
    """Keep the processor busy, unless somebody objects."""
    rounds, end = 0, time.process_time() + seconds
    while time.process_time() < end:
        rounds += 1
    return rounds


def test_what_takes_too_long_fails_and_leaves_the_clock_as_it_was() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(TooLong, match="it takes more than 0 seconds"), limited(SHORT):
        spin()
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert spin(2 * SHORT)


def test_a_library_that_takes_it_for_an_error_of_its_own_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AGAIN", SHORT)
    with pytest.raises(TooLong), limited(SHORT):
        for _ in range(2):
            with contextlib.suppress(Exception):
                spin()
        spin()


def test_other_threads_know_no_limit() -> None:
    done: list[int] = []

    def work() -> None:
        with limited(SHORT):
            done.append(spin(3 * SHORT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def test_a_text_that_hangs_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [report(f"p{n}", f"Police said {n + 2} detained in Rivertown on 2031-05-04.") for n in range(3)]
    monkeypatch.setattr(extracting, "enough_for", lambda text: SHORT)
    with Record.create(tmp_path / "record") as record:
        told = run([write_reports(tmp_path / "r.jsonl", rows)], record, Codebook(), maker=Hanging("p1"))
        assert [said.document_id for said in record.store.extractions()] == ["p0", "p2"]
    (failure,) = told.failures
    assert "p1" in failure.location
    assert "takes more than" in failure.message
    assert (told.documents, told.new) == (3, 3)


@dataclass(frozen=True)
class Hanging:
    """Makes an extractor that hangs over one document."""

    name: str

    def __call__(self) -> Callable[[Document], Extraction]:
        made = Maker()()

        def hang(document: Document) -> Extraction:
            if document.document_id == self.name:
                spin()
            return made(document)

        return hang


def test_a_longer_text_may_take_longer() -> None:
    assert limits.enough_for("") == limits.PAGE_SECONDS
    assert limits.enough_for("word " * 100_000) == limits.PAGE_SECONDS + 100


# -- in a worker ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Greedy:
    """A task that asks for more than a worker may have."""

    what: str

    def __call__(self) -> int:
        if self.what == "memory":
            return len(bytearray(limits.MEMORY + 2**20))
        if self.what == "time":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])  # as a loop in C, which asks for no signals
            with limited(SHORT):
                time.sleep(30)
        return 1


def test_a_worker_that_heeds_nothing_is_ended_and_one_that_wants_all_memory_is_refused() -> None:
    engine = Processes(1)
    try:
        tasks = [Greedy("time"), Greedy("nothing"), Greedy("memory"), Greedy("nothing")]
        slow, well, large, again = (result for _, result in in_order(engine, tasks))
    finally:
        engine.close(now=True)
    assert isinstance(slow, Dead)
    assert "one page took far too long" in slow.reason
    assert (well, again) == (1, 1)
    if sys.platform == "linux":
        assert isinstance(large, Dead)
        assert "MemoryError" in large.reason
