"""The records of a WARC, good and broken ones, whatever stands between them.

fastwarc reads as long as the archive is sound. Where it stops, we look at what it read last, say what is wrong with it
and where, and search on for the next thing that is surely a record; so one broken record costs one record.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BufferedReader
from typing import Any, cast

from demonstrably.ingest.contract import LARGEST, Kept

PAGES = frozenset({"response", "resource", "conversion"})
"""The types of record that can hold a page; of the others only the headers are read."""

LONGEST_HEADER = 64 * 1024
"""Bytes of a record's head, from its version to the empty line."""

MOST_BREAKS = 5_000
"""Places where an archive breaks, beyond which it is made to keep us busy: each may cost reading 20 MB again."""

_GZIP = b"\x1f\x8b\x08"
_PLAIN_START = rb"WARC/\d\.\d+\r?\n(?=(?:WARC|Content)-[A-Za-z-]+:)"
_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|" + _PLAIN_START)
_SWALLOWED = re.compile(rb"\r\n\r\n" + _PLAIN_START)
_VERSION = re.compile(rb"WARC/(\d+\.\d+)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_READ = 64 * 1024
_NEWLINES = 8
"""Bytes of line ends behind a record's block that we take for its end; the standard has 4, some writers 2."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record, or what stands where one should be.

    `offset` is the byte of the file where it begins (in an archive packed as a whole: of the unpacked archive). `kind`
    is its WARC-Type, `headers` its header fields with names in lower case. `block` is empty for types that hold no
    page. `problem` says what is broken, None for a sound record.
    """

    offset: int
    kind: str = ""
    headers: Mapping[str, str] | None = None
    block: bytes = b""
    problem: str | None = None

    def header(self, name: str) -> str:
        """A header field's value, empty where it is missing."""
        return (self.headers or {}).get(name, "")


def records(stream: BufferedReader[Any]) -> Iterator[Record]:
    """All records of an archive in order, plain or packed record by record. `stream` must be able to seek."""
    at = 0
    for _ in range(MOST_BREAKS):
        following = yield from _stretch(stream, at)
        if following is None:
            return
        at = following
    yield Record(at, problem=f"is behind {MOST_BREAKS:,} places where the archive breaks: the rest is not read")


def records_onward(stream: BufferedReader[Any]) -> Iterator[Record]:
    """The records of an archive that is packed as a whole, up to the first that breaks it: what lies behind that cannot
    be found without unpacking."""
    held: Record | None = None
    walked = Kept(_walk(_Onward(stream)))
    try:
        for record in walked:
            if held is not None:
                yield held
            held = record
    except OSError:
        where = held.offset if held else 0
        yield Record(where, problem="is broken; to find what follows, unpack the archive first")
        return
    if held is not None:
        yield held
    walked.give_up()


class _Onward:
    """A stream that cannot seek, as fastwarc asks for it: it only ever wants to know where it stands."""

    def __init__(self, stream: BufferedReader[Any]) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) not in ((0, 1), (self._at, 0)):
            raise OSError("cannot seek")
        return self._at


def packed_as_a_whole(stream: BufferedReader[Any]) -> bool:
    """Whether the first gzip member holds more than one record. Reads from where the stream stands, and goes back."""
    start = stream.tell()
    inflater, data = zlib.decompressobj(31), b""
    try:
        while not inflater.eof and (chunk := stream.read(_READ)):
            data += inflater.decompress(chunk, LARGEST)
            size = _size(data)
            if (size or len(data)) > (LARGEST if size else LONGEST_HEADER):
                return False
            if size is not None and len(data) > size + _NEWLINES:
                return data[size : size + _NEWLINES].lstrip(b"\r\n").startswith(b"WARC")
    except zlib.error:
        return False
    finally:
        stream.seek(start)
    return False


def _stretch(stream: BufferedReader[Any], start: int) -> Generator[Record, None, int | None]:
    """The records from `start` until the archive ends or breaks; returns where the next one begins, None at the end."""
    held: Record | None = None
    try:
        stream.seek(start)
        for record in _walk(stream):
            if held is not None:
                yield held
            held = record
            if not record.headers:
                break
    except OSError:
        pass  # told by what is found where it stopped
    if held is None:
        if not _ends_at(stream, start):
            yield Record(start, problem=_what_is_wrong(stream, start))
        return _next(stream, start + 1)
    problem, end = _end_of(stream, held)
    yield replace(held, block=b"", problem=problem) if problem else held
    following = _next(stream, end)
    if problem is None and following != end and not _blank_until(stream, end, following):
        yield Record(end, problem=_what_is_wrong(stream, end))
    return following


def _ends_at(stream: BufferedReader[Any], start: int) -> bool:
    """Whether nothing is left of a stream from a place on."""
    stream.seek(start)
    return not stream.read(1)


def _walk(stream: BufferedReader[Any] | _Onward) -> Iterator[Record]:
    """The records as fastwarc reads them. Raises OSError where it gives up."""
    from fastwarc.warc import ArchiveIterator

    try:
        for record in ArchiveIterator(cast(Any, stream), parse_http=False):
            yield _read(record)
    except GeneratorExit:
        raise
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # fastwarc's own defects, which are no Exception
            raise OSError(str(error)) from error
        raise


def _read(record: Any) -> Record:
    headers = {name.lower(): value for name, value in record.headers.items()}
    kind, length, problem, block = headers.get("warc-type", "").lower(), record.content_length, None, b""
    if not kind:
        problem = "has no WARC-Type"
    elif "content-length" not in headers:
        problem = "has no Content-Length"
    elif kind in PAGES and length > LARGEST:
        problem = f"is larger than {LARGEST // 2**20} MB"
    elif kind in PAGES:
        block = record.reader.read()
        if len(block) < length:
            problem = f"is cut off after {len(block)} of {length} bytes"
    return Record(record.stream_pos, kind, headers, block, problem)


def _size(data: bytes) -> int | None:
    """Bytes of the record that begins here, without the line ends behind it; None where its head does not tell."""
    end = _HEAD_END.search(data, 0, LONGEST_HEADER)
    length = _LENGTH.search(data, 0, end.end()) if end else None
    return end.end() + int(length.group(1)) if end and length else None


def _end_of(stream: BufferedReader[Any], record: Record) -> tuple[str | None, int]:
    """(what is wrong with a record that was read, where to search for the next)."""
    stream.seek(record.offset)
    head = stream.read(len(_GZIP))
    problem, end = (_end_in_gzip if head == _GZIP else _end_in_plain)(stream, record.offset)
    return problem or record.problem, end


def _end_in_gzip(stream: BufferedReader[Any], offset: int) -> tuple[str | None, int]:
    data, unpacked, end, problem = _member(stream, offset)
    size = _size(data)
    if problem is None and size is None:
        problem = "has no Content-Length"
    elif problem is None and not 0 <= unpacked - (size or 0) <= _NEWLINES:
        problem = "has a wrong Content-Length"
    return problem, end


def _member(stream: BufferedReader[Any], offset: int) -> tuple[bytes, int, int, str | None]:
    """(the beginning, bytes unpacked, where it ends, what is wrong) of the gzip member at a place."""
    inflater, data, unpacked = zlib.decompressobj(31), b"", 0
    stream.seek(offset)
    try:
        while not inflater.eof:
            chunk = inflater.unconsumed_tail or stream.read(_READ)
            if not chunk:
                return data, unpacked, offset + 1, "is cut off inside its gzip member"
            part = inflater.decompress(chunk, LONGEST_HEADER)
            data += part if len(data) < LONGEST_HEADER else b""
            unpacked += len(part)
    except zlib.error:
        return data, unpacked, offset + 1, "is in a damaged gzip member"
    return data, unpacked, stream.tell() - len(inflater.unused_data), None


def _end_in_plain(stream: BufferedReader[Any], offset: int) -> tuple[str | None, int]:
    stream.seek(offset)
    data = stream.read(LONGEST_HEADER)
    size, head_end = _size(data), _HEAD_END.search(data)
    inside = offset + (head_end.end() if head_end else 1)
    if size is None:
        return "has no Content-Length", inside
    if size > LARGEST:
        return None, min(offset + size, stream.seek(0, 2))
    stream.seek(inside)
    block, behind = stream.read(offset + size - inside), stream.read(_NEWLINES)
    if inside + len(block) < offset + size:
        return "is cut off, or its Content-Length is too long", inside
    ends = len(behind) - len(behind.lstrip(b"\r\n"))
    if (behind and not ends) or _SWALLOWED.search(block):
        return "has a wrong Content-Length", inside
    return None, offset + size + ends


def _what_is_wrong(stream: BufferedReader[Any], offset: int) -> str:
    """Why fastwarc could not read what stands at a place."""
    stream.seek(offset)
    data = stream.read(LONGEST_HEADER)
    if data.startswith(_GZIP):
        data, _, _, problem = _member(stream, offset)
        if problem:
            return problem
    version = _VERSION.match(data)
    if version is None:
        return "is no WARC record"
    if version.group(1) not in (b"1.0", b"1.1", b"0.18", b"0.17"):
        return f"is of an unknown WARC version ({version.group(1).decode()})"
    return "has no Content-Length" if _size(data) is None else "has a head that cannot be read"


def _next(stream: BufferedReader[Any], start: int) -> int | None:
    """Where the next record begins, from a place on; None where there is none."""
    stream.seek(start)
    tail, at = b"", start
    while chunk := stream.read(_READ):
        data = tail + chunk
        for match in _START.finditer(data):
            if at == start or match.start() > 0:
                found = at + match.start()
                if match.group()[:1] == b"W" or _unpacks_to_record(stream, found):
                    return found
        stream.seek(at + len(data))
        tail = data[-256:]
        at += len(data) - len(tail)
    return None


def _unpacks_to_record(stream: BufferedReader[Any], offset: int) -> bool:
    """Whether the gzip member at a place begins like a record; three bytes alone occur by chance in any archive."""
    stream.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(stream.read(1024), 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _blank_until(stream: BufferedReader[Any], start: int, end: int | None) -> bool:
    """Whether there is nothing but line ends and NULs (which some writers pad with) up to a place, or the end."""
    stream.seek(start)
    data = stream.read(_READ if end is None else min(_READ, end - start))
    return not data.strip(b"\r\n\0 ")
