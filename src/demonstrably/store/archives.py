"""The WARCs that `watch` keeps beside a record: how their records are found, and how a purge reaches into them.

An erased page is blanked: a record of blanks takes its place, of the same length to the byte, so that every other
record stays where captures say it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from demonstrably.errors import RecordError
from demonstrably.ingest.encodings import Answer, Broken, parse_answer, without_encoding
from demonstrably.store.folder import disk_error, locked

FOLDER = "warc"
"""The folder in a record's own where `watch` puts them, unless it is told another."""

NAMES = "watch-????????-?????.warc.gz"

PART = ".part"
"""What the name of a file ends in that is being written anew; one that is found was never finished."""

PAGE = "Demonstrably-Page"
"""The field of a response's record that names the page it was fetched for; other readers pass it over."""

LOCK = ".lock"
"""The file in the folder by which writers keep apart; hidden, so that no reader of the folder minds it."""

_CRLF = b"\r\n"
_BLOCK = 0xFFFF
"""Bytes that an uncompressed block of deflate holds at most."""

_GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_GZIP_SIZE = len(_GZIP_HEAD) + 8


@dataclass(frozen=True)
class Stored:
    """A record as it lies in its file from byte `start` to `end`, unpacked."""

    start: int
    end: int
    data: bytes

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Its header, names in lower case."""
        head = self.data.partition(_CRLF * 2)[0].decode("utf-8", "replace")
        lines = (line.partition(": ") for line in head.split("\r\n")[1:])
        return {name.lower(): value for name, _, value in lines}

    @property
    def page(self) -> str | None:
        """The page that it was fetched for, None where it holds none that was fetched for its own sake."""
        return self.fields.get(PAGE.lower())

    def answer(self) -> Answer:
        """The HTTP answer. Raises Broken for what is none."""
        rest = self.data.partition(_CRLF * 2)[2]
        return parse_answer(rest[: int(self.fields["content-length"])])

    def payload(self) -> bytes | None:
        """The page's bytes without their content coding, None where there are none."""
        try:
            answer = self.answer()
            return without_encoding(answer.body, answer.headers.get("content-encoding", ""))
        except (Broken, KeyError, ValueError):
            return None


def stored(file: BinaryIO, offset: int = 0) -> Iterator[Stored]:
    """The whole records of a file from a place on, up to one that is unfinished (there the file stands then).

    Raises zlib.error where one is damaged otherwise.
    """
    while True:
        file.seek(offset)
        data, end = _member(file)
        if data is None:
            file.seek(offset)
            return
        yield Stored(offset, end, data)
        offset = end


def _member(file: BinaryIO) -> tuple[bytes | None, int]:
    """(what the gzip member at the file's place holds, where it ends); None where it is not whole."""
    inflate, parts = zlib.decompressobj(31), []
    while not inflate.eof and (chunk := file.read(1 << 16)):
        parts.append(inflate.decompress(chunk))
    return (b"".join(parts) if inflate.eof else None), file.tell() - len(inflate.unused_data)


def blank_pages(folder: Path, erased: Collection[str]) -> int:
    """Blank the pages whose bytes have one of these hashes, with their requests and redirects; how many files held one.

    A file is replaced as a whole, so that a crash leaves the old one or the new. Raises OSError, and RecordError while
    `watch` is writing there or where a file is damaged.
    """
    if not erased or not any(folder.glob(NAMES)):
        return 0

    def is_erased(record: Stored) -> bool:
        payload = record.payload()
        return payload is not None and hashlib.sha256(payload).hexdigest() in erased

    with alone(folder):
        for part in folder.glob(NAMES + PART):
            part.unlink()
        return sum(_blank_in(path, is_erased) for path in sorted(folder.glob(NAMES)))


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold an archive's folder, which is made where it is missing, against others who would write there. Raises
    RecordError where somebody does."""
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / LOCK))
        except OSError as error:
            raise disk_error(folder, error) from error
        yield


def _blank_in(path: Path, is_erased: Callable[[Stored], bool]) -> bool:
    try:
        with path.open("rb") as file:
            gone = [(s.start, s.end) for group in _fetches(stored(file)) if is_erased(group[0]) for s in group[1]]
    except zlib.error as error:
        raise RecordError(
            f"{path} is damaged ({error}): it can't be searched for what was purged.",
            remedy="Move it out of the record or erase it, then run the same command again.",
        ) from error
    if not gone:
        return False
    other = path.with_name(path.name + PART)
    with path.open("rb") as file, other.open("wb") as made:
        for start, end in gone:
            _copy(file, made, start)
            made.write(blank(end - start))
            file.seek(end)
        _copy(file, made, None)
        made.flush()
        os.fsync(made.fileno())
    other.replace(path)
    return True


def _fetches(records: Iterator[Stored]) -> Iterator[tuple[Stored, Sequence[Stored]]]:
    """(a page's response, all records of its fetch): redirects stand before it, its request behind it."""
    group: list[Stored] = []
    page: Stored | None = None
    for record in records:
        if record.fields.get("warc-type") not in ("response", "request"):
            continue
        group.append(record)
        if page is not None:
            yield page, group
            group, page = [], None
        elif record.page is not None:
            page = record
    if page is not None:
        yield page, group


def _copy(file: BinaryIO, made: BinaryIO, end: int | None) -> None:
    """Copy from where a file stands to a place in it, None for its end."""
    while end is None or file.tell() < end:
        chunk = file.read(1 << 20 if end is None else min(1 << 20, end - file.tell()))
        if not chunk:
            return
        made.write(chunk)


def blank(length: int) -> bytes:
    """A gzip member of exactly so many bytes, with a record that says that a page was erased. `length` is that of any
    record of ours, which has more than the record's head."""
    blocks = 1
    while length - _GZIP_SIZE - 5 * blocks > _BLOCK * blocks:
        blocks += 1
    content = _blank_record(length - _GZIP_SIZE - 5 * blocks)
    parts = [content[i * _BLOCK : (i + 1) * _BLOCK] for i in range(blocks)]
    deflated = b"".join(
        struct.pack("<BHH", i == blocks - 1, len(part), len(part) ^ 0xFFFF) + part for i, part in enumerate(parts)
    )
    return _GZIP_HEAD + deflated + struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)


def _blank_record(length: int) -> bytes:
    """A record of so many bytes; one that is too short for a record's head is nothing but blanks."""
    head = (
        b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:erased>\r\nWARC-Date: 1970-01-01T00:00:00Z\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %010d\r\n\r\n"
    )
    filling = length - len(head % 0) - 4
    if filling < 0:
        return b"\r\n" * (length // 2) + b"\n" * (length % 2)
    return head % filling + b" " * filling + _CRLF * 2
