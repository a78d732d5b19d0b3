"""What the ingest stage hands on, and what every reader of a format must offer."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.ingest.lexicon import Lexicon
from demonstrably.ingest.outlets import Outlets
from demonstrably.model import Capture, Document

LARGEST = 20 * 1024 * 1024
"""Bytes of one page or one JSONL row. The longest live blogs have some 5 MB; more is not an article."""


@dataclass(frozen=True)
class Ingested:
    """One input, or one slice of a long JSONL, with what was read from it.

    `payload` are the capture's bytes. An input that could not be read has no capture, no documents and an `error`;
    a bad line of a JSONL is an Ingested of its own (location "file:line") beside the good rows.
    """

    capture: Capture | None
    payload: bytes
    documents: tuple[Document, ...]
    error: InputError | None = None


def defect(location: str, error: Exception) -> InputError:
    """An error that we did not foresee, as that input's failure: one page never stops a run."""
    told = f"could not be read ({type(error).__name__}: {error})."
    return InputError(location, told, remedy="This is a defect of ours: please report it.")


@dataclass
class Context:
    """What readers share: the codebook's tables, compiled once. `first_line` is the 1-based number of the payload's
    first line in its file (more than 1 only for a later slice of a JSONL)."""

    codebook: Codebook = field(default_factory=Codebook)
    first_line: int = 1

    def at_line(self, first_line: int) -> Context:
        """The same context, tables included, for a payload that begins at another line of its file."""
        other = copy.copy(self)
        other.first_line = first_line
        return other

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.from_table(self.codebook.table("cleaning"))

    @cached_property
    def outlets(self) -> Outlets:
        return Outlets.from_table(self.codebook.table("outlets"))


class Reader(Protocol):
    """One format. A module in `ingest/readers` that has a `READER` is found by itself."""

    suffixes: tuple[str, ...]
    media_type: str

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        """The payload's documents in order; a part that could not be read stands as an InputError in its place.

        Raises InputError where nothing of the payload can be read.
        """
        ...
