"""The archive of what was fetched: WARC files, a gzip member a record, synced to the disk before anything rests on it.

It is also the journal: what stands in it behind the position that the state last noted was fetched, but not yet taken
into the record when we were stopped, and is taken from here instead of being fetched again.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import os
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from demonstrably import __version__
from demonstrably.fetch import Clock, Exchange
from demonstrably.store.archives import NAMES, PAGE, Stored, stored
from demonstrably.store.folder import disk_error

LARGEST = 1024**3
"""Bytes after which a new file is begun: what archives' tools are used to."""

SUFFIX = ".warc.gz"

_CRLF = b"\r\n"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the archive: a file's name (names sort by age) and a byte of it."""

    file: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it lies in the archive from `start` to `end`. `payload` is without its content coding."""

    page: str
    url: str
    at: str
    headers: httpx.Headers
    payload: bytes
    start: Position
    end: Position


class Archive:
    """WARC files in a folder. One writer at a time: `store.archives.alone` sees to it."""

    def __init__(self, folder: Path, clock: Clock, agent: str, largest: int = LARGEST) -> None:
        self.folder = folder
        self._clock = clock
        self._agent = agent
        self._largest = largest
        self._file: BinaryIO | None = None
        self._damaged: set[Path] = set()

    def write(self, page: str, exchanges: Sequence[Exchange]) -> tuple[Position, Position]:
        """Append what was sent and answered, redirects first, and sync it: (where the last response begins, where the
        archive ends now). Raises RecordError where the disk gives out."""
        try:
            file = self._open()
            for exchange in exchanges:
                last = exchange is exchanges[-1]
                start = file.tell()
                file.write(_response(exchange, page if last else None))
                file.write(_request(exchange))
            file.flush()
            os.fsync(file.fileno())
            name = Path(file.name).name
            return Position(name, start), Position(name, file.tell())
        except OSError as error:
            raise disk_error(self.folder, error) from error

    def since(self, position: Position) -> Iterator[Kept]:
        """The pages that stand behind a position. What a crash left half-written at the end is cut off; behind what is
        damaged otherwise nothing is written any more."""
        for path in self._files():
            if path.name >= position.file:
                yield from self._in_file(path, position.offset if path.name == position.file else 0)

    def _in_file(self, path: Path, offset: int) -> Iterator[Kept]:
        with path.open("r+b") as file:
            try:
                for record in stored(file, offset):
                    kept = _kept(record, path.name)
                    if kept is not None:
                        yield kept
                file.truncate()
            except zlib.error:
                self._damaged.add(path)

    def close(self) -> None:
        """Let go of the file. What could not be written was told when it was tried."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(NAMES))

    def _open(self) -> BinaryIO:
        """The file to append to: a new one each day, and whenever one is full."""
        today = f"{self._clock.now():%Y%m%d}"
        if self._file is not None and (not _is_of(self._file, today) or self._file.tell() >= self._largest):
            self.close()
        if self._file is None:
            self._file = self._begun(today)
        return self._file

    def _begun(self, today: str) -> BinaryIO:
        self.folder.mkdir(parents=True, exist_ok=True)
        own = [path for path in self._files() if path.name.startswith(f"watch-{today}-")]
        if own and own[-1] not in self._damaged and own[-1].stat().st_size < self._largest:
            return own[-1].open("ab")
        number = int(own[-1].name.removesuffix(SUFFIX).rpartition("-")[2]) + 1 if own else 1
        path = self.folder / f"watch-{today}-{number:05}{SUFFIX}"
        file = path.open("ab")
        file.write(_info(path.name, _utc(self._clock.now().isoformat()), self._agent))
        _sync_folder(self.folder)
        return file


def _is_of(file: BinaryIO, day: str) -> bool:
    return Path(file.name).name.startswith(f"watch-{day}-")


def _sync_folder(folder: Path) -> None:
    """Make a new file's name last, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _response(exchange: Exchange, page: str | None) -> bytes:
    status = b"%s %d %s" % (exchange.version, exchange.status, exchange.reason)
    block = _http(status, exchange.headers) + exchange.body
    fields = {
        "WARC-Target-URI": exchange.url,
        "WARC-Payload-Digest": _digest(exchange.body),
        "WARC-IP-Address": exchange.address,
        "WARC-Truncated": "length" if exchange.cut else None,
        PAGE: page,
        "Content-Type": "application/http; msgtype=response",
    }
    return _record("response", exchange.at, fields, block)


def _request(exchange: Exchange) -> bytes:
    target = httpx.URL(exchange.url).raw_path or b"/"
    fields = {
        "WARC-Target-URI": exchange.url,
        "WARC-Concurrent-To": _name("response", exchange.at, exchange.url),
        "Content-Type": "application/http; msgtype=request",
    }
    return _record("request", exchange.at, fields, _http(b"GET %s HTTP/1.1" % target, exchange.request))


def _info(name: str, at: str, agent: str) -> bytes:
    told = {
        "software": f"demonstrably/{__version__}",
        "format": "WARC File Format 1.1",
        "http-header-user-agent": agent,
        "robots": "obey",
    }
    block = "".join(f"{key}: {value}\r\n" for key, value in told.items()).encode()
    return _record("warcinfo", at, {"WARC-Filename": name, "Content-Type": "application/warc-fields"}, block)


def _http(first: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A message's head. Chunks are undone already, so the header that speaks of them gets another name."""
    lines = [first]
    for name, value in headers:
        renamed = b"X-Archive-Orig-" + name if name.lower() == b"transfer-encoding" else name
        lines.append(renamed + b": " + value)
    return _CRLF.join(lines) + _CRLF * 2


def _record(kind: str, at: str, fields: Mapping[str, str | None], block: bytes) -> bytes:
    """A record as a gzip member of its own, the same bytes for the same content."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": _name(kind, at, fields.get("WARC-Target-URI") or fields.get("WARC-Filename") or ""),
        "WARC-Date": _utc(at),
        **fields,
        "WARC-Block-Digest": _digest(block),
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value is not None)
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + _CRLF + block + _CRLF * 2, 6, mtime=0)


def _name(kind: str, at: str, url: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {at} {url}')}>"


def _digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _utc(at: str) -> str:
    return at[:19] + "Z"


def _kept(record: Stored, file: str) -> Kept | None:
    """The page that a record holds, None where it holds none that was fetched for its own sake."""
    payload = record.payload() if record.page is not None else None
    if record.page is None or payload is None:
        return None
    at = record.fields["warc-date"].replace("Z", "+00:00")
    told = record.answer().headers.items()
    headers = httpx.Headers([(name.encode("latin-1"), value.encode("latin-1")) for name, value in told])
    start, end = Position(file, record.start), Position(file, record.end)
    return Kept(record.page, record.fields["warc-target-uri"], at, headers, payload, start, end)
