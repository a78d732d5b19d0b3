"""Limits on what one page may cost: what goes beyond is told as that page's failure, and the rest goes on.

Time is that of the processor, so that a busy machine or one that was asleep makes no difference. Our own code and most
of what it stands on heeds the limit and fails with `TooLong`. A worker that doesn't (a loop in somebody's C) is ended
by the system after `PATIENCE` times as long, by the clock: its task is lost like that of any worker that dies.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

PAGE_SECONDS = 60.0
"""Seconds of the processor that reading a page may take: pages made to hurt took 26 once, real ones take 0.05."""

TEXT_SECONDS = 1 / 5000
"""Seconds more for each character of a text that is extracted from: twenty times what it takes."""

PATIENCE = 10.0

AGAIN = 5.0
"""Seconds after which it is told once more: a library may take our error for one of its own, and go on."""

MEMORY = 4 * 1024**3
"""Bytes that a worker may hold: ten times what the largest was seen to need. What asks for more fails, alone."""

WORKER = "demonstrably-worker"
"""The name of our worker processes: only they may be ended."""


class TooLong(Exception):
    """A page took longer than it may."""


def enough_for(text: str) -> float:
    """Seconds that extraction from a text may take."""
    return PAGE_SECONDS + len(text) * TEXT_SECONDS


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """What is done inside may take so long, and fails with TooLong otherwise. Threads other than the main one, and
    systems without such timers, know no limit."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"it takes more than {seconds:.0f} seconds")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    if multiprocessing.current_process().name == WORKER:
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """Let this process hold no more than `MEMORY`."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
