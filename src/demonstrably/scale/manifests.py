"""A shard's manifest: what was read, with what, and what came of it. With it, a finished shard can be used again."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from demonstrably.jsonlines import dump
from demonstrably.scale.shards import Piece, Shard
from demonstrably.store import Failure, Stamp
from demonstrably.store.codec import decode

FORMAT = 1
"""Of the manifest and the Parquet file beside it; another number makes finished shards stale."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that were read: of the file `path` those from `start` up to `end` (None: to its end), with their hash,
    which is None for what could not be read or is no file."""

    path: str
    start: int
    end: int | None
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """With what a task works: the codebook and version, and the extractor, as its maker is written, with the names
    of a table's columns. A finished shard that was made with anything else is stale."""

    stamp: Stamp
    maker: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a task made of a shard.

    `known` is the digest of the list of what the record had (`scale/known.py`), None where nothing was spared by it;
    `spared` counts an archive's pages that were. `documents` are those in the Parquet file, whose hash is `parquet`.
    `passed_over` counts an archive's pages that are not kept, by reason; `notes` what people
    are to be told of parts that were read. `failures` say where and why.
    """

    shard: str
    sources: tuple[Source, ...]
    made: Made
    known: str | None
    parquet: str
    documents: int
    spared: int = 0
    passed_over: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


def sources_of(shard: Shard) -> tuple[Source, ...]:
    """The shard's inputs as they are now."""
    return tuple(map(_source, shard.pieces))


def _source(piece: Piece) -> Source:
    start, end = (piece.lines.start, piece.lines.end) if piece.lines else (0, None)
    if piece.kind == "address":
        return Source(piece.path, 0, None, 0, None)
    try:
        with Path(piece.path).open("rb") as file:
            if end is None:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                return Source(piece.path, 0, None, file.tell(), sha256)
            file.seek(start)
            return Source(piece.path, start, end, end - start, hashlib.sha256(file.read(end - start)).hexdigest())
    except OSError:
        return Source(piece.path, start, end, 0, None)


def save(manifest: Manifest, path: Path) -> None:
    """Write it under its name in one step: a manifest that is there is whole."""
    part = path.with_name(f".{path.name}.{manifest.parquet[:8]}")
    part.write_text(dump(dataclasses.asdict(manifest)) + "\n", encoding="utf-8")
    part.replace(path)


def load(path: Path) -> Manifest | None:
    """The manifest; None where there is none that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return decode(Manifest, path.read_text(encoding="utf-8"))
    return None


def holds(manifest: Manifest, sources: tuple[Source, ...], made: Made, known: str | None, parquet: Path) -> bool:
    """Whether it tells of these inputs as they are now, made with the same means, and its Parquet file is whole."""
    if manifest.made != made or manifest.sources != sources or any(s.sha256 is None for s in sources):
        return False
    if manifest.known not in (None, known):
        return False
    return digest(parquet) == manifest.parquet


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
