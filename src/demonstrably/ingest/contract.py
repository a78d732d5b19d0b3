"""What the ingest stage hands on, and what every reader of a format must offer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BufferedReader
from pathlib import Path
from typing import Any, Protocol, TypeVar

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.ingest.lexicon import Lexicon
from demonstrably.ingest.outlets import Outlets, without_login
from demonstrably.model import Capture, Document

LARGEST = 20 * 1024 * 1024
"""Bytes of one page, one mail or one row, never of a whole archive. The longest live blogs have some 5 MB; more is not
an article."""

SLICE = 4 * 1024 * 1024
"""Bytes of rows (JSONL, CSV, Parquet, posts) that make one capture: longer files are read and kept in such slices."""

Item = TypeVar("Item")

Skim = Callable[[bytes, str | None], str | None]
"""(page's bytes, its declared charset) -> why it is passed over unread, or None: read it."""


@dataclass(frozen=True)
class Ingested:
    """One part of an input: a page, a record of an archive, a mail, a slice of rows, with what was read from it.

    `payload` are the capture's bytes. What could not be read has no capture, no documents and an `error`; a bad line of
    a JSONL is an Ingested of its own (location "file:line") beside the good rows. What is sound but no article (a
    picture in an archive, an answer 404, what `Context.skim` said no to) has neither, and `passed_over` says why, in
    words that many parts share, to be counted. `note` tells people what they may not expect of a part that was read.
    """

    capture: Capture | None
    payload: bytes
    documents: tuple[Document, ...]
    error: InputError | None = None
    passed_over: str | None = None
    note: str | None = None


def failed(error: InputError) -> Ingested:
    """What stands in the place of a part that could not be read."""
    return Ingested(None, b"", (), error)


def passed_over(reason: str) -> Ingested:
    """What stands in the place of a part that is sound, but nothing to read."""
    return Ingested(None, b"", (), passed_over=reason)


def defect(location: str, error: Exception) -> InputError:
    """An error that we did not foresee, as that input's failure: one page never stops a run."""
    if isinstance(error, RecursionError):
        return too_deep(location)
    told = f"could not be read ({type(error).__name__}: {error})."
    return InputError(location, told, remedy="This is a defect of ours: please report it.")


def too_deep(location: str) -> InputError:
    """What is read from the outside in, and goes on inwards for longer than any article does."""
    told = "is nested too deep to be read: a list within a list, hundreds of times."
    return InputError(location, told, remedy="Leave that part out, or save the article's text as .txt.")


class Kept(Iterable[Item]):
    """Items up to the first InputError among them, which waits until `give_up`: what was read before it is not lost."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._error: InputError | None = None

    def __iter__(self) -> Iterator[Item]:
        try:
            yield from self._items
        except InputError as error:
            self._error = error

    def give_up(self) -> None:
        """Raise the error that ended the items, if one did."""
        if self._error is not None:
            raise self._error


@dataclass
class Context:
    """What readers share: the codebook's tables, compiled once, and what is known of the payload at hand.

    `first_line` is the 1-based number of the payload's first line in its file (more than 1 only for a later slice of
    rows). `url` and `charset` are what came with a page (the address it was fetched from, the charset of its HTTP
    header), None where nothing did. `skim`, where given, is asked by archives of pages before a page is read in full.
    `columns` maps our names to those of the user's table ({"text": "body"}). `contact` is what sites are told of who
    asks for a web address among the inputs.
    """

    codebook: Codebook = field(default_factory=Codebook)
    first_line: int = 1
    url: str | None = None
    charset: str | None = None
    skim: Skim | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None

    def at_line(self, first_line: int) -> Context:
        """The same context, tables included, for a payload that begins at another line of its file."""
        other = copy.copy(self)
        other.first_line = first_line
        return other

    def of_page(self, url: str | None, charset: str | None) -> Context:
        """The same context, tables included, for a page that came from an address with a charset."""
        self.lexicon, self.outlets  # noqa: B018  compiled before the copy, so that the copies share them
        other = copy.copy(self)
        other.url, other.charset = without_login(url), charset
        return other

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.from_table(self.codebook.table("cleaning"))

    @cached_property
    def outlets(self) -> Outlets:
        return Outlets.from_table(self.codebook.table("outlets"))


@dataclass(frozen=True)
class Source:
    """A file, or bytes that are read like one, from its beginning.

    `location` is how it is named in captures and messages, `name` its last part in lower case, without the ending of a
    packing that was undone. `packed` is true where `stream` unpacks as it goes, so that looking back in it is dear.
    `folder` is where its neighbours lie, None for what is no file.
    """

    stream: BufferedReader[Any]
    location: str
    name: str
    packed: bool = False
    folder: Path | None = None


class Reader(Protocol):
    """One format. A module in `ingest/readers` that has a `READER` is found by itself.

    `suffixes` are the endings that promise the format; a longer one (".warc.gz") goes before a shorter.
    """

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def media_type(self) -> str: ...

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so is surely of this format, whatever its name."""
        ...

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        """What the file holds, part by part, in order; a part that could not be read stands as an error in its place.

        Raises InputError where nothing (more) of it can be read.
        """
        ...


class PageReader(Reader, Protocol):
    """A format of which one payload is one capture."""

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        """The payload's documents in order; a part that could not be read stands as an InputError in its place.

        Raises InputError where nothing of the payload can be read.
        """
        ...
