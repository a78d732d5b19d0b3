"""The log: an entry for each act on a record, chained to the one before by its hash.

The rule, so that a stranger can recompute it with `sha256sum` and `jq`:

- An entry is one JSON object with the fields `seq, kind, at, actor, software, inputs, outputs, previous`, in that
  order, written without spaces and in ASCII: every other character as `\\uXXXX` in lower case, beyond U+FFFF as two of
  them. These are the bytes of `json.dumps(entry, separators=(",", ":"))` in Python and of `jq -ca .`.
- An entry's hash is the SHA-256 of these bytes, without a line end, in lower-case hexadecimal.
- `seq` counts from 1 without a gap; `previous` is the hash of the entry before, 64 zeros in the first.
- `outputs.rows` has, for each append-only table that the act added to, `[first, last, digest]`: the numbers (`seq`) of
  the first and the last row, and the SHA-256 over the seals of these rows by number, each followed by a line end.
- `outputs.derived` has, where the act replaced what is derived, `[count, digest]` for each derived table that holds
  rows: how many, and the same digest over their seals. A derived table that it does not name is empty from then on.
- `outputs.erased` has, for each table that a purge erased rows of, `[seq, seal]` of each: in the digest of the range
  that it lay in, an erased row goes on counting with that seal. A seal of null: erased before there was a log, and
  no part of any digest.
- `outputs.files` has, for each file that was written, its name and SHA-256; where there are more than `MOST_FILES`,
  `outputs.listing` has `[count, digest]` instead: the SHA-256 over the lines `sha256sum` prints, sorted by name.

A record's rows have seals (`store.checks.seal`), so that the chain holds the tables as well as itself. Whoever can
rewrite the whole file can rewrite the whole chain: only a timestamp by somebody else, or a copy of the head's hash kept
elsewhere, shows that, or that the log was cut off at its end.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from demonstrably import __version__
from demonstrably.jsonlines import mend
from demonstrably.store.captures import digest_of

FIELDS = ("seq", "kind", "at", "actor", "software", "inputs", "outputs", "previous")
BEFORE_THE_FIRST = "0" * 64
"""What stands for the hash of an entry before the first."""

MOST_FILES = 500
"""Files whose hashes an entry names one by one; a report of a large record has a page for each document."""

SOFTWARE = f"demonstrably {__version__}"


_KINDS: Mapping[str, str] = MappingProxyType({
    "captures": "capture",
    "documents": "capture",
    "extractions": "extraction",
    "failures": "failure",
    "withdrawals": "withdrawal",
    "erasures": "erasure",
    "timestamps": "timestamp",
    "runs": "run",
})  # fmt: skip
"""What an act is called that added rows to a table, where nobody said; the first table counts."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is being done to a record. An empty `kind` is that of the rows it adds, and no act without any. `inputs`
    are hashes and settings of what it was done with, `outputs` what is known of its result beside rows. Neither may
    hold words of a source: a purge leaves the log as it is."""

    kind: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, with which software; `clock` tells the time as ISO text in UTC, to the second."""

    actor: str
    software: str
    clock: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log; the module says what each field means."""

    seq: int
    kind: str
    at: str
    actor: str
    software: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    previous: str

    @property
    def line(self) -> str:
        """The entry in the form that is hashed."""
        return json.dumps({name: getattr(self, name) for name in FIELDS}, separators=(",", ":"))

    @property
    def hash(self) -> str:
        return digest(self.line)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the log as it lies in its table."""

    seq: int
    kind: str
    hash: str
    body: str


def digest(line: str) -> str:
    """The SHA-256 of a line's bytes, in hexadecimal."""
    return hashlib.sha256(line.encode()).hexdigest()


def read(line: str) -> Entry:
    """The entry that a line holds. Raises ValueError on anything but an entry in the form that is hashed."""
    data = json.loads(line)
    if not isinstance(data, dict) or tuple(data) != FIELDS:
        raise ValueError("no entry of a log")
    entry = Entry(**data)
    kinds = [type(getattr(entry, name)) for name in FIELDS]
    if kinds != [int, str, str, str, str, dict, dict, str]:
        raise ValueError("an entry of a log with a field of another type")
    if entry.line != line:
        raise ValueError("an entry that is not in the form that is hashed")
    return entry


def after(seq: int, head: str, act: Act, hand: Hand) -> Entry:
    """The entry of an act that comes next in a log of `seq` entries whose last has the hash `head`."""
    actor, software = mend(hand.actor), mend(hand.software)
    return Entry(seq + 1, act.kind, hand.clock(), actor, software, dict(act.inputs), dict(act.outputs), head)


def own_hand(actor: str | None = None) -> Hand:
    """Who we are: the actor given, or DEMONSTRABLY_ACTOR, or login and host."""
    return Hand(actor or os.environ.get("DEMONSTRABLY_ACTOR") or _login_at_host(), SOFTWARE, now)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _login_at_host() -> str:
    try:
        login = getpass.getuser()
    except (ImportError, KeyError, OSError):
        login = "unknown"
    return f"{login}@{socket.gethostname()}"


class Seals:
    """A digest over the seals of rows, in order."""

    def __init__(self) -> None:
        self.count = 0
        self._sha256 = hashlib.sha256()

    def add(self, seal: str) -> None:
        self.count += 1
        self._sha256.update(seal.encode("utf-8", "surrogatepass") + b"\n")

    @property
    def digest(self) -> str:
        return self._sha256.hexdigest()


class Added:
    """The rows that a transaction has added to append-only tables so far."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._seals: dict[str, Seals] = {}

    def __bool__(self) -> bool:
        return bool(self._seals)

    def row(self, table: str, seq: int, seal: str) -> None:
        """Count a row; a table's rows come by rising number."""
        self._first.setdefault(table, seq)
        self._last[table] = seq
        self._seals.setdefault(table, Seals()).add(seal)

    def take(self, table: str) -> Added:
        """The rows of one table, which are counted here no more."""
        taken = Added()
        for ours, theirs in ((self._first, taken._first), (self._last, taken._last)):
            if table in ours:
                theirs[table] = ours.pop(table)
        if table in self._seals:
            taken._seals[table] = self._seals.pop(table)
        return taken

    @property
    def kind(self) -> str:
        """What a transaction that added these rows was about."""
        return next((kind for table, kind in _KINDS.items() if table in self._seals), "addition")

    def ranges(self) -> dict[str, list[Any]]:
        """`outputs.rows` of an entry."""
        return {table: [self._first[table], self._last[table], seals.digest] for table, seals in self._seals.items()}


def of_files(folder: Path, paths: Iterable[Path]) -> dict[str, Any]:
    """`outputs.files` or `outputs.listing` of an act that wrote these files under a folder."""
    hashes = {mend(path.relative_to(folder).as_posix()): digest_of(path) for path in sorted(set(paths))}
    if len(hashes) <= MOST_FILES:
        return {"files": dict(sorted(hashes.items()))}
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    return {"listing": [len(hashes), digest(lines)]}
