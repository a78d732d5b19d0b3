"""What relinking remembers from one time to the next, in the record's `linking` table.

A row for each document holds what linking needs of it (`link.Prepared`), headed by the version of the extraction that
it was made from. Rows of our own, whose names begin with #, tell what the generation in the store was made of, so that
what rests on nothing new is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from demonstrably.jsonlines import dump
from demonstrably.link import Prepared
from demonstrably.scale.assessing import Figure
from demonstrably.store import Stamp

MADE = "#made"
OVERLAPS = "#overlaps"

FORMAT = 2
"""Of the rows of documents; those of another number are made anew."""

Name = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What an event in the store was made of (`key`), and its figures by attribute."""

    key: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """What a generation was made of: the keys of its documents; the names and the ids of each cause's events, by the
    cause's key; and each event."""

    documents: Mapping[str, str] = field(default_factory=dict)
    causes: Mapping[str, tuple[tuple[Name, ...], tuple[str, ...]]] = field(default_factory=dict)
    events: Mapping[str, Told] = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """What the table holds: `prepared` by document with its version, None of a document that says nothing; how many
    shingles pairs of texts share; and what the generation was made of, None where that isn't known any more."""

    prepared: dict[str, tuple[str, Prepared | None]] = field(default_factory=dict)
    overlaps: dict[tuple[str, str], int] = field(default_factory=dict)
    made: Made | None = None


def version_of(stamp: Stamp, number: int) -> str:
    """What a prepared document depends on: the extraction with that number, the codebook, and our own code."""
    return f"{number} {_means(stamp)}"


def _means(stamp: Stamp) -> str:
    return f"{stamp.codebook} {stamp.software} {FORMAT}"


def read_memory(rows: Iterable[tuple[str, str]], stamp: Stamp, head: tuple[Stamp, str] | None) -> Memory:
    """What the rows tell, as far as they were made with this stamp: another version may write them otherwise. Of other
    documents only the names are remembered. `head` is the stamp and basis of the generation in the store, None where
    there is none."""
    memory, means = Memory(), _means(stamp)
    for name, text in rows:
        first, _, body = text.partition("\n")
        if name == OVERLAPS:
            memory.overlaps = _overlaps(body) if first == means else {}
        elif name == MADE:
            memory.made = _made(json.loads(body)) if head == (stamp, first) else None
        elif not name.startswith("#"):
            ours = body and first.partition(" ")[2] == means
            memory.prepared[name] = first, Prepared.decode(name, body) if ours else None
    return memory


def document_row(version: str, prepared: Prepared | None) -> str:
    return f"{version}\n{prepared.encode() if prepared else ''}"


def overlaps_row(stamp: Stamp, overlaps: Mapping[tuple[str, str], int]) -> str:
    return f"{_means(stamp)}\n{dump([[*pair, shared] for pair, shared in sorted(overlaps.items())])}"


def made_row(basis: str, made: Made) -> str:
    events = [[name, told.key, dict(told.figures)] for name, told in sorted(made.events.items())]
    causes = [[key, [_short(name) for name in names], ids] for key, (names, ids) in sorted(made.causes.items())]
    return f"{basis}\n{dump([dict(sorted(made.documents.items())), causes, events])}"


def _made(data: list[Any]) -> Made:
    documents, causes, events = data
    return Made(
        documents,
        {key: (tuple(map(_long, names)), tuple(ids)) for key, names, ids in causes},
        {name: Told(key, {attribute: tuple(f) for attribute, f in found.items()}) for name, key, found in events},
    )


def _short(name: Name) -> Any:
    return name[0] if name[1] == 1 else list(name)


def _long(name: Any) -> Name:
    return (name, 1) if isinstance(name, str) else (name[0], name[1])


def _overlaps(body: str) -> dict[tuple[str, str], int]:
    return {(one, other): shared for one, other, shared in json.loads(body)}
