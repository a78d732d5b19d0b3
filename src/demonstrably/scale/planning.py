"""Inputs -> shards: a big file is one, some small files are one, a long JSONL is cut between its lines.

The plan depends on the inputs alone, never on how many processes there are: so what is finished can be used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from demonstrably.errors import InputError
from demonstrably.ingest import files
from demonstrably.ingest.inputs import is_address
from demonstrably.ingest.readers import reader_of_name
from demonstrably.ingest.readers.jsonl import slices
from demonstrably.ingest.reading import written
from demonstrably.ingest.sniff import JSONL, sniff
from demonstrably.scale.shards import Lines, Piece, Shard

TOGETHER = 16
"""Small files of one shard: about a second's work, so that little is lost where one is stopped."""

BIG = 1024 * 1024
"""Bytes from which a file is a shard of its own."""

STRETCH = 128 * 1024
"""Bytes of a long JSONL's lines that are a shard: some thirty articles."""

STDIN = "-"

Planned = Shard | InputError


def plan(inputs: Sequence[str | Path], stdin: BinaryIO | None, folder: Path) -> Iterator[Planned]:
    """The shards in the inputs' order, and in their places what could not be found. Standard input is kept in `folder`,
    which the shards' readers can reach."""
    waiting: list[Piece] = []
    for piece in _pieces(inputs, stdin, folder):
        alone = isinstance(piece, InputError) or piece.kind != "file" or piece.size >= BIG
        if waiting and (alone or len(waiting) == TOGETHER):
            yield Shard(tuple(waiting))
            waiting = []
        if isinstance(piece, InputError):
            yield piece
        elif alone:
            yield Shard((piece,))
        else:
            waiting.append(piece)
    if waiting:
        yield Shard(tuple(waiting))


def _pieces(inputs: Sequence[str | Path], stdin: BinaryIO | None, folder: Path) -> Iterator[Piece | InputError]:
    for name in map(str, inputs):
        if name == STDIN:
            yield from _spooled(stdin, folder)
        elif is_address(name):
            yield Piece("address", name, name)
        else:
            for found in files([name]):
                yield from [found] if isinstance(found, InputError) else _of_file(found)


def _of_file(path: Path) -> Iterator[Piece]:
    size = 0
    with suppress(OSError):
        size = path.stat().st_size
    reader = reader_of_name(path.name.lower())
    if reader is not None and reader.media_type == JSONL and size > STRETCH:
        ranges = _ranges(path)
        if ranges:
            yield from (Piece("lines", str(path), written(path), part.end - part.start, part) for part in ranges)
            return
    yield Piece("file", str(path), written(path), size)


def _ranges(path: Path) -> list[Lines]:
    """A JSONL's lines in stretches; none where it is no JSONL or has lines without end, which its reader will tell."""
    found: list[Lines] = []
    start, number = 0, 1
    try:
        with path.open("rb") as stream:
            for count, payload in slices(stream):
                if start == 0:
                    sniff(payload, str(path), JSONL)
                if start + len(payload) != stream.tell():
                    return []
                found += stretches(payload, start, number)
                start, number = stream.tell(), number + count
    except (OSError, InputError):
        return []
    return found


def stretches(payload: bytes, offset: int = 0, number: int = 1) -> Iterator[Lines]:
    """A capture's lines in stretches. It begins at byte `offset` of its file, with line `number`."""
    start = 0
    while start < len(payload):
        cut = payload.find(b"\n", start + STRETCH)
        end = len(payload) if cut < 0 else cut + 1
        yield Lines(offset, offset + len(payload), offset + start, offset + end, number)
        number += payload.count(b"\n", start, end)
        start = end


def _spooled(stdin: BinaryIO | None, folder: Path) -> Iterator[Piece | InputError]:
    """Standard input as files in the work folder, one a capture."""
    if stdin is None:
        yield InputError(STDIN, "there is no standard input.", remedy="Pipe JSONL into the command.")
        return
    number = 1
    for count, payload in slices(stdin):
        try:
            if number == 1:
                sniff(payload, STDIN, JSONL)
        except InputError as error:
            yield error
            return
        yield from _kept(payload, number, folder)
        number += count


def _kept(payload: bytes, number: int, folder: Path) -> Iterable[Piece]:
    """A capture of standard input in a file of its own, and its stretches."""
    path = folder / f"stdin-{hashlib.sha256(payload).hexdigest()[:16]}.jsonl"
    path.write_bytes(payload)
    return [Piece("lines", str(path), STDIN, p.end - p.start, p) for p in stretches(payload, 0, number)]
