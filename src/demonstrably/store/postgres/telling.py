"""PostgreSQL's errors in our words, each with the remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg

from demonstrably.errors import RecordError, ServerError
from demonstrably.store.base import VERIFY

AGAIN = "What was kept stays: run the same command again when the server is there."
PASSWORD = "Put the password into ~/.pgpass or PGPASSWORD, and check the user's name."
GRANT = "Ask the owner of the record for the right (see docs/how-to/team.md)."


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words of libpq's error at connecting (a pattern), and what they mean."""

    words: str
    what: str
    remedy: str


_REFUSALS = (
    _Reading("password authentication failed", "refused the password", PASSWORD),
    _Reading("no password supplied", "asks for a password", PASSWORD),
    _Reading("no pg_hba.conf entry", "lets nobody in from here", "Ask whoever runs it for an entry in pg_hba.conf."),
    _Reading('role ".*" does not exist', "does not know this user", "Check the user's name in the address."),
    _Reading('database ".*" does not exist', "has no such database", "Make it once: createdb NAME."),
    _Reading("starting up|shutting down|recovery mode", "is not ready", "Wait a moment, then run the command again."),
    _Reading("too many", "has no connection left", "Wait, or have max_connections raised."),
    _Reading("connection refused", "does not answer", "Check that it runs, and the host and port in the address."),
    _Reading("timeout", "does not answer in time", "Check the host in the address, and the network."),
    _Reading("no such file or directory", "does not answer", "Check that it runs, and the folder of its socket."),
    _Reading("resolve|host name", "can't be found", "Check the host in the address."),
)  # fmt: skip
"""Read in this order; the more special words first."""


def refused(error: psycopg.Error, where: str) -> ServerError:
    """Why no connection came about."""
    said = str(error).lower()
    for reading in _REFUSALS:
        if re.search(reading.words, said):
            return ServerError(f"the server of {where} {reading.what}.", remedy=reading.remedy)
    return ServerError(f"{where} could not be reached: {_line(error)}.", remedy="Check the address and the network.")


_STATES = {
    "53100": ("the server's disk is full", "Have space made there, then run the same command again."),
    "42501": ("permission denied", GRANT),
    "55P03": ("others have held it for too long", "Wait for them to end, then run the command again."),
    "25006": ("the server only reads (a standby?)", "Name the server that takes writes."),
    "53200": ("the server is out of memory", AGAIN),
}
"""SQLSTATE -> what happened, the remedy."""

_LOST = ("08", "57P")
"""Beginnings of the states in which the connection is gone."""


def told(error: psycopg.Error, where: str, what: str, *, gone: bool) -> RecordError:
    """What went wrong with a statement; `gone` where the connection is closed."""
    state = error.sqlstate or ""
    if gone or state.startswith(_LOST):
        return ServerError(f"the connection to {where} was lost: {_line(error)}.", remedy=AGAIN)
    reason, remedy = _STATES.get(state, (_line(error), VERIFY))
    return RecordError(f"{where} could not be {what}: {reason}.", remedy=remedy)


def _line(error: psycopg.Error) -> str:
    """The first line of what the server said."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
