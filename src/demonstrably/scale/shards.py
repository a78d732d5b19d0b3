"""What a run is divided into. Only these values, which are names of files and places in them, go to other processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from demonstrably.model import content_id

Kind = Literal["file", "lines", "address", "stored"]
"""How a piece is read: a file as a whole, lines of a long JSONL, a web page, or documents that the record has."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a JSONL, from byte `start` up to `end`. They belong to one capture, which is the file's bytes from
    `capture_start` to `capture_end`; `number` is the first line's number in the file, from 1."""

    capture_start: int
    capture_end: int
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What is read in one go. `path` is where its bytes are, `location` what it is called in the record (of standard
    input "-"), `size` its bytes, 0 where that is not known."""

    kind: Kind
    path: str
    location: str
    size: int = 0
    lines: Lines | None = None


@dataclass(frozen=True)
class Shard:
    """Pieces that are done together: a big file, or some small ones."""

    pieces: tuple[Piece, ...]

    @cached_property
    def name(self) -> str:
        """The same for the same pieces, in any run: its finished results are found by it."""
        return content_id("shard", *(f"{p.kind} {p.path} {p.location} {p.lines}" for p in self.pieces))

    @property
    def size(self) -> int:
        """Bytes of all pieces."""
        return sum(piece.size for piece in self.pieces)

    @property
    def told(self) -> str:
        """Its name for people: the first piece, and how many follow."""
        first, further = self.pieces[0], len(self.pieces) - 1
        where = f"{first.location}:{first.lines.number}" if first.lines else first.location
        return f"{where} (and {further} more)" if further else where

    def single(self) -> list[Shard]:
        """A shard for each of its pieces."""
        return [Shard((piece,)) for piece in self.pieces]
