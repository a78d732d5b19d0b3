"""A file's bytes to what they hold: by what they surely are, whatever their name; by their name else."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Any

from demonstrably.errors import DemonstrablyError, InputError
from demonstrably.ingest.contract import (
    LARGEST,
    Context,
    Ingested,
    PageReader,
    Reader,
    Source,
    defect,
    failed,
    passed_over,
)
from demonstrably.ingest.outlets import without_login
from demonstrably.ingest.packed import HEAD, SUFFIXES, packing_of, peek_inside, unpack
from demonstrably.ingest.readers import reader_of_name, reader_of_type, readers
from demonstrably.ingest.sniff import HTML, JSONL, TEXT, is_page, sniff
from demonstrably.model import Capture, Document

_OF_THE_WEB = frozenset({HTML, TEXT, "multipart/related", "application/rss+xml", "application/sitemap+xml"})
"""What a page can be that came from the web by itself."""

_MEDIA = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".avif", ".heic", ".tgs", ".webm", ".mp4", ".mov", ".m4v",
    ".avi", ".mkv", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".css", ".woff", ".woff2", ".ttf",
)  # fmt: skip
"""Endings of what lies beside texts in folders that browsers save and networks export, and never holds one."""


def read_file(path: Path, context: Context) -> Iterator[Ingested]:
    """What a file holds, part by part; whatever goes wrong inside is told as this file's failure."""
    yield from guarded(written(path), _read_path(path, context))


def read_page(
    payload: bytes,
    location: str,
    context: Context,
    *,
    url: str | None = None,
    retrieved_at: str | None = None,
    charset: str | None = None,
    media_type: str | None = None,
) -> Iterator[Ingested]:
    """What a fetched page holds, failures included. `url` is its document's where the page itself names none.

    `retrieved_at` is an ISO time in UTC, `charset` and `media_type` are those of the HTTP header, None where it has
    none; the bytes themselves are believed first.
    """
    page = page_parts(payload, location, context.of_page(url, charset), media_type=media_type)
    for part in guarded(location, page):
        capture = replace(part.capture, retrieved_at=retrieved_at) if part.capture else None
        yield replace(part, capture=capture)


def page_parts(payload: bytes, location: str, context: Context, *, media_type: str | None = None) -> Iterator[Ingested]:
    """As `read_page`, with the page's address in the context. Raises InputError for what cannot be read, archives
    among it: a page that is an archive of pages could hold itself."""
    name = "page.txt" if (media_type or "").startswith(TEXT) else "page.html"
    reader = choose(payload[:HEAD], name, location)
    if reader.media_type not in _OF_THE_WEB:
        raise InputError(location, f"is no page ({reader.media_type}).", remedy="Save it, and give its path.")
    source = Source(BufferedReader(io.BytesIO(payload), HEAD), location, name)
    for part in reader.parts(source, context):
        documents = tuple(replace(document, url=document.url or context.url) for document in part.documents)
        yield replace(part, documents=documents)


def guarded(location: str, parts: Iterator[Ingested]) -> Iterator[Ingested]:
    """The parts, with what goes wrong between them told as a failure, so that the next input is read. Errors in the
    codebook and the like, which every input would meet, end all reading."""
    try:
        yield from parts
    except InputError as error:
        yield failed(error)
    except DemonstrablyError:
        raise
    except OSError as error:
        yield failed(unreadable(location, error))
    except Exception as error:
        yield failed(defect(location, error))


def unreadable(location: str, error: Exception) -> InputError:
    """The system's error in our words."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(location, f"cannot be read: {said}.", remedy="Check its name and permissions.")


def written(path: Path) -> str:
    """The path as text that UTF-8 can hold, the same in any locale."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_path(path: Path, context: Context) -> Iterator[Ingested]:
    location = written(path)
    if path.exists() and not path.is_file():
        raise InputError(location, "is no regular file.", remedy="Give a file; pipe JSONL into - instead.")
    with BufferedReader(path.open("rb", buffering=0), HEAD) as stream:
        yield from read_stream(stream, location, path.name, context, folder=path.parent)


def read_stream(
    stream: BufferedReader[Any], location: str, name: str, context: Context, *, folder: Path | None = None
) -> Iterator[Ingested]:
    """What a stream holds. `name` promises a format; one that it surely has wins. A packing is undone first, but that
    of an archive of pages, whose records are found in the packed file."""
    head = _peek(stream)
    packing, name, packed = packing_of(head), name.lower(), False
    if packing and not (packing == "gzip" and peek_inside(head).startswith(b"WARC/")):
        stream, name, packed = unpack(stream, packing, location), _without_packing(name), True
        head = _peek(stream)
    if name.endswith(_MEDIA) and not any(reader.recognises(head) for reader in readers()):
        yield passed_over("a picture, a sound, a film or a part of a page's looks")
        return
    yield from choose(head, name, location).parts(Source(stream, location, name, packed, folder), context)


def _peek(stream: BufferedReader[Any]) -> bytes:
    return stream.peek(HEAD)[:HEAD]


def _without_packing(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def choose(head: bytes, name: str, location: str) -> Reader:
    """The reader for a file that begins so. Raises InputError, with a remedy, where there is none."""
    certain = next((reader for reader in readers() if reader.recognises(head)), None)
    if certain is not None:
        return certain
    named = reader_of_name(name)
    if named is None:
        raise _unknown(name, location)
    if named.media_type in (HTML, TEXT, JSONL):
        return reader_of_type(sniff(head, location, named.media_type))
    if not head:
        raise InputError(location, "is empty.", remedy="Get it again, or leave it out.")
    return reader_of_type(HTML) if is_page(head) else named


def _unknown(name: str, location: str) -> InputError:
    known = ", ".join(sorted(suffix for reader in readers() for suffix in reader.suffixes))
    suffix = Path(name).suffix
    return InputError(location, f"has an unknown ending {suffix!r}.", remedy=f"Known: {known}.")


def whole(reader: PageReader, source: Source, context: Context) -> Iterator[Ingested]:
    """A file that is one capture. Raises InputError where it is larger than any article."""
    payload = source.stream.read(LARGEST + 1)
    if len(payload) > LARGEST:
        raise InputError(
            source.location,
            f"is larger than {LARGEST // 2**20} MB.",
            remedy="No article is that long: split it, or give its articles as JSONL.",
        )
    yield from documents_of(payload, source.location, reader, context)


def documents_of(payload: bytes, location: str, reader: PageReader, context: Context) -> Iterator[Ingested]:
    """One capture's documents, then what of it could not be read."""
    yield from captured(payload, location, reader.media_type, reader.read(payload, location, context))


def captured(
    payload: bytes,
    location: str,
    media_type: str,
    parts: list[Document | InputError],
    *,
    retrieved_at: str | None = None,
    note: str | None = None,
) -> Iterator[Ingested]:
    """A capture with the documents among `parts`, if there are any, then the failures among them, each by itself."""
    capture = Capture(hashlib.sha256(payload).hexdigest(), media_type, location, len(payload), retrieved_at)
    read = (part for part in parts if not isinstance(part, InputError))
    documents = tuple(replace(d, capture_sha256=capture.sha256, url=without_login(d.url)) for d in read)
    if documents:
        yield Ingested(capture, payload, documents, note=note)
    yield from (failed(part) for part in parts if isinstance(part, InputError))
