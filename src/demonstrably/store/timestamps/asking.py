"""Have a record's log timestamped: complete what is pending, then ask for the newest entry."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Protocol

from demonstrably.errors import UsageError
from demonstrably.store.log.entries import LogRow
from demonstrably.store.timestamps.authority import address, ask
from demonstrably.store.timestamps.tokens import Answered, Asked, is_refusal, new_request

Ask = Callable[[Asked, str], bytes]


class Timestamps(Protocol):
    """What asking needs of a store."""

    def log_row(self, seq: int | None = None) -> LogRow | None: ...

    def newest_act(self) -> int:
        """The number of the newest entry that is not about a timestamp; 0 without one."""
        ...

    def requests(self) -> list[tuple[int, Asked]]:
        """The requests that were made, in order, each with its number."""
        ...

    def answers(self) -> list[Answered]:
        """The answers that came, in order."""
        ...

    def add_request(self, asked: Asked) -> int:
        """Keep a request, before it is sent; its number."""
        ...

    def add_answer(self, answered: Answered, asked: Asked) -> None:
        """Keep the answer to a request."""
        ...


def renew(store: Timestamps, url: str, *, ask: Ask = ask) -> int:
    """Complete the requests that this authority has not answered, then ask it for the newest entry, unless nothing but
    timestamps came after what it has signed; how many answers came.

    Each request is kept before it is sent, so that one whose answer is lost stays pending. Raises AuthorityError where
    the authority gives no answer, UsageError for an address that is none or an empty log.
    """
    authority = address(url)
    answered = {answer.asked for answer in store.answers()}
    pending = [pair for pair in store.requests() if pair[1].authority == authority and pair[0] not in answered]
    for seq, request in pending:
        _complete(store, seq, request, url, ask)
    wanted = _wanted(store, authority)
    if wanted is None:
        return len(pending)
    request = new_request(wanted.seq, wanted.body, wanted.hash, authority)
    _complete(store, store.add_request(request), request, url, ask)
    return len(pending) + 1


def _complete(store: Timestamps, seq: int, request: Asked, url: str, ask: Ask) -> None:
    response = ask(request, url)
    store.add_answer(Answered(seq, base64.b64encode(response).decode()), request)


def _wanted(store: Timestamps, authority: str) -> LogRow | None:
    """The newest entry, None where the authority has signed all entries but those about timestamps."""
    signed = {answer.asked for answer in store.answers() if not is_refusal(answer)}
    covered = max(
        (asked.entry for seq, asked in store.requests() if seq in signed and asked.authority == authority), default=0
    )
    newest = store.log_row()
    if newest is None:
        raise UsageError("the record's log is empty.", remedy="Run something into it first.")
    return newest if store.newest_act() > covered else None
