"""Pages from the web, politely: robots.txt, pauses, limits of size and time, no cookies, no private networks.

`get` fetches one address; a `Fetcher` many, and remembers how often it has asked whom.
"""

from __future__ import annotations

from demonstrably.fetch.addresses import Guard, parse, site_of
from demonstrably.fetch.clock import Clock, SystemClock
from demonstrably.fetch.errors import (
    AddressError,
    ConnectionFailed,
    FetchError,
    RedirectError,
    RobotsError,
    StatusError,
    TooLarge,
    TooSlow,
)
from demonstrably.fetch.fetcher import Fetcher
from demonstrably.fetch.known_rules import KnownRules, Verdict
from demonstrably.fetch.values import Agent, Exchange, Fetched, Limits

__all__ = [
    "AddressError",
    "Agent",
    "Clock",
    "ConnectionFailed",
    "Exchange",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Guard",
    "KnownRules",
    "Limits",
    "RedirectError",
    "RobotsError",
    "StatusError",
    "SystemClock",
    "TooLarge",
    "TooSlow",
    "Verdict",
    "get",
]


def get(
    url: str,
    *,
    limits: Limits | None = None,
    agent: Agent | None = None,
    guard: Guard | None = None,
    etag: str | None = None,
    modified: str | None = None,
) -> Fetched:
    """One page that the user named himself, be it on his own network. Raises FetchError."""
    chosen = guard or Guard(frozenset({site_of(parse(url))}))
    return Fetcher(limits=limits, agent=agent, guard=chosen).get(url, etag=etag, modified=modified)
