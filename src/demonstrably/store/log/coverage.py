"""How far a record's log goes, and which of its entries a timestamp speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from demonstrably.store.base import Finding
from demonstrably.store.log.entries import BEFORE_THE_FIRST
from demonstrably.store.log.walk import Ledger
from demonstrably.store.timestamps.tokens import Answered, Asked, State, Timestamp, installed, judged

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_RESTORE = "Restore the record from a copy that holds it."

_WORTH: tuple[State, ...] = ("wrong", "refused", "pending", "received", "confirmed")
"""The states from the least to the most that a timestamp can be worth."""


class Stamped(Ledger, Protocol):
    """A store with a log and its timestamps."""

    def requests(self) -> list[tuple[int, Asked]]: ...

    def answers(self) -> list[Answered]: ...


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many entries the log has, the hash of the last (64 zeros before the first), and the timestamp that is worth
    most and goes furthest; None where there is none, or where they are `unread` for want of the extra `timestamps`."""

    entries: int
    head: str
    timestamp: Timestamp | None
    unread: bool = False


def coverage(store: Stamped, certificates: Sequence[Certificate] = ()) -> Coverage:
    newest = store.log_row()
    entries, head = (newest.seq, newest.hash) if newest else (0, BEFORE_THE_FIRST)
    requests = store.requests()
    if requests and not installed():
        return Coverage(entries, head, None, unread=True)
    found = judged(requests, store.answers(), certificates)
    best = max(found, key=lambda each: (_WORTH.index(each.state), each.entry), default=None)
    return Coverage(entries, head, best)


def timestamp_findings(store: Stamped) -> Iterator[Finding]:
    """Timestamps that are not for the entry they name: then the log was cut, or written anew, after it was signed."""
    requests = store.requests()
    for _, asked in requests:
        entry = store.log_row(asked.entry)
        if entry is None or entry.hash != asked.hash:
            what = "has another hash" if entry else "is gone"
            by = f"since {asked.authority} was asked to sign it: the log was cut or written anew"
            yield Finding(f"log entry {asked.entry}", f"{what} {by}", _RESTORE)
    for found in judged(requests, store.answers()) if installed() else ():
        if found.state == "wrong":
            yield Finding(f"timestamp of log entry {found.entry}", f"does not hold: {found.why}", _RESTORE)
