"""When a page is looked at again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from demonstrably.fetch import FetchError
from demonstrably.fetch.clock import stamp
from demonstrably.fetch.pacing import wait_after

LOOKS = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))
"""How long after one look the next comes, as long as the page stays as it is: articles change most in their first
hours, and hardly ever after a fortnight."""

TRIES = 10
"""Failures in a row after which a page is given up: by then it has been tried for more than half a day."""

TRIES_REFUSED = 3
"""The same where trying again helps but rarely: a page that is not there yet, or holds no article."""


def next_look(looks: int, now: datetime) -> str | None:
    """When a page that was found unchanged so many times is looked at again; None for no more."""
    return stamp(now + LOOKS[looks]) if looks < len(LOOKS) else None


def next_try(failures: int, error: FetchError | None, key: str, now: datetime) -> str | None:
    """When a page that failed so many times in a row is tried again; None where it is given up.

    `error` is None for a page that came but held no article.
    """
    if error is not None and error.transient:
        wait = timedelta(seconds=wait_after(failures, key, error.retry_after))
        return stamp(now + wait) if failures < TRIES else None
    if error is None or error.status == 404:
        return stamp(now + LOOKS[failures - 1]) if failures < TRIES_REFUSED else None
    return None
