"""Time as the fetcher sees it, so that tests can let hours pass at once."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let that much time pass; ends early when `wake` is called."""
        ...

    def wake(self) -> None:
        """End all sleeping, now and from now on: we are stopping."""
        ...


class SystemClock:
    """The machine's own time."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        self._woken.wait(seconds)

    def wake(self) -> None:
        self._woken.set()


def stamp(moment: datetime) -> str:
    """A moment as an ISO time in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
