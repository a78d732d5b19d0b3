"""What sites' robots.txt said, for a day: asked once, and kept between passes by whoever wants to."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from demonstrably.fetch.robots import Rules, parse

KEPT = timedelta(hours=24)
"""How long a robots.txt holds: RFC 9309 asks for no more than that."""

ASKED_AGAIN = timedelta(minutes=10)
"""When one that could not be read is asked for again: before the next pass, which a moment without a network must not
cost."""


@dataclass(frozen=True)
class Verdict:
    """A robots.txt as it was `at` an ISO time in UTC: its bytes (empty where the site has none), or why it was
    `unreachable`."""

    at: str
    payload: bytes = b""
    unreachable: str | None = None

    @cached_property
    def rules(self) -> Rules:
        return parse(self.payload)

    def holds(self, now: datetime) -> bool:
        age = now - datetime.fromisoformat(self.at)
        return timedelta(0) <= age < (ASKED_AGAIN if self.unreachable else KEPT)


class KnownRules:
    """Verdicts by origin (scheme, host and port). Safe to use from several threads."""

    def __init__(self, verdicts: dict[str, Verdict] | None = None) -> None:
        self._lock = threading.Lock()
        self._verdicts = dict(verdicts or {})
        self._new: set[str] = set()

    def get(self, origin: str, now: datetime) -> Verdict | None:
        """The verdict, None where there is none that still holds."""
        with self._lock:
            found = self._verdicts.get(origin)
        return found if found and found.holds(now) else None

    def put(self, origin: str, verdict: Verdict) -> None:
        with self._lock:
            self._verdicts[origin] = verdict
            self._new.add(origin)

    def take_new(self) -> dict[str, Verdict]:
        """The verdicts that came since this was last called, for keeping."""
        with self._lock:
            new = {origin: self._verdicts[origin] for origin in sorted(self._new)}
            self._new.clear()
        return new
