"""How often a site is asked: one request at a time, a pause between two, and longer waits after failures."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Hashable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from demonstrably.fetch.clock import Clock

FIRST_WAIT = 60.0
"""Seconds to stay away after the first failure; they double with each further one."""

LONGEST_WAIT = 6 * 3600.0
"""Seconds to stay away at most, where the server itself does not ask for more."""

LONGEST_ASKED = 24 * 3600.0
"""Seconds that a server's Retry-After is believed up to."""

JITTER = 0.25
"""Share of a wait that is added by chance, so that what failed together does not come back together."""


class Paces:
    """Keeps requests to one site apart. Safe to use from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._own = threading.Lock()
        self._turns: dict[Hashable, threading.Lock] = {}
        self._free: dict[Hashable, float] = {}

    @contextlib.contextmanager
    def turn(self, site: Hashable, pause: float) -> Iterator[None]:
        """Wait for our turn at the site; the next begins `pause` seconds after this one has ended."""
        with self._own:
            lock = self._turns.setdefault(site, threading.Lock())
        with lock:
            wait = self._free.get(site, 0.0) - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                self._free[site] = self._clock.monotonic() + pause


def wait_after(failures: int, key: str, asked: float | None = None) -> float:
    """Seconds to stay away after so many failures in a row. `asked` is the server's own wish (Retry-After).

    The jitter comes from a hash of `key` (the site) and the count: another site waits otherwise, a repetition alike.
    """
    doubled: float = FIRST_WAIT * 2 ** min(failures - 1, 30)
    wait = max(min(doubled, LONGEST_WAIT), asked or 0.0)
    digest = hashlib.sha256(f"{key} {failures}".encode()).digest()
    return wait * (1 + JITTER * int.from_bytes(digest[:4], "big") / 2**32)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date; None where it says nothing we understand."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return min(float(value), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=now.tzinfo)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_ASKED)
