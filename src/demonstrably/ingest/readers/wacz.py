"""WACZ, and the ZIP that X sends its users: archives in a ZIP, read where they lie and never unpacked to a path.

A WACZ's WARC files are held against the hashes of its datapackage.json first: one that differs is told and not read. A
page's location is "FILE!archive/data.warc.gz#OFFSET".
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any, BinaryIO, cast

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Source
from demonstrably.ingest.packed import ALLOWED, HEAD, SWOLLEN
from demonstrably.ingest.readers import reader_of_type
from demonstrably.ingest.readers.x import Account, account_of, archive_parts
from demonstrably.ingest.reading import guarded

_WARC = "application/warc"
_MEMBERS = 10_000
"""Files in a ZIP beyond which it is none of ours."""


class WaczReader:
    """What Browsertrix and ArchiveWeb.page save, and X's archive."""

    suffixes = (".wacz", ".zip")
    media_type = "application/wacz"

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04")

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        if source.packed:
            raise InputError(source.location, "is a packed ZIP.", remedy="Unpack it first: it is packed inside.")
        with _opened(source) as archive:
            names = {info.filename: info for info in archive.infolist()}
            if len(names) > _MEMBERS:
                raise InputError(source.location, "is a ZIP of too many files.", remedy="Unpack it.")
            warcs = [n for n in names if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
            posts = [n for n in names if n.startswith("data/") and _is_posts(n)]
            if not warcs and not posts:
                told = "is a ZIP archive or an office document."
                raise InputError(source.location, told, remedy="Unpack it, or save it as text or HTML.")
            yield from _warcs(archive, sorted(warcs), source, context)
            yield from _posts(archive, sorted(posts), source, context)


def _is_posts(name: str) -> bool:
    stem = name.removeprefix("data/")
    return stem.endswith(".js") and stem.startswith(("tweets", "note-tweet", "community-tweet", "tweet.js"))


def _opened(source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source.stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(source.location, error) from error


def _damaged(location: str, error: Exception) -> InputError:
    return InputError(location, f"is a damaged ZIP archive ({error}).", remedy="Get it again.")


def _warcs(archive: zipfile.ZipFile, names: list[str], source: Source, context: Context) -> Iterator[Ingested]:
    hashes = _hashes(archive)
    for name in names:
        location = f"{source.location}!{name}"
        yield from guarded(location, _warc(archive, name, hashes.get(name), location, source, context))


def _warc(
    archive: zipfile.ZipFile, name: str, digest: str | None, location: str, source: Source, context: Context
) -> Iterator[Ingested]:
    with _member(archive, archive.getinfo(name), source, location) as stream:
        if digest and _digest(stream, digest.partition(":")[0]) != digest:
            told = "does not have the hash that its datapackage.json says: it was changed, or damaged."
            raise InputError(location, told, remedy="Get the archive again.")
        stream.seek(0)
        inner = Source(BufferedReader(cast(Any, stream), HEAD), location, name)
        yield from reader_of_type(_WARC).parts(inner, context)


def _digest(stream: BinaryIO, name: str) -> str | None:
    """A stream's hash as datapackage.json writes it, None for an algorithm that we do not know."""
    if name not in ("sha256", "sha1", "md5"):
        return None
    return f"{name}:{hashlib.file_digest(cast(Any, stream), name).hexdigest()}"


def _hashes(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Paths with their hashes by datapackage.json; none where it is missing or unreadable."""
    try:
        with archive.open("datapackage.json") as stream:
            told = json.loads(stream.read(LARGEST))
        rows = [row for row in told["resources"] if isinstance(row, dict)]
        return {str(row["path"]): str(row["hash"]) for row in rows if "path" in row and ":" in str(row.get("hash"))}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, RecursionError):
        return {}


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, location: str) -> BinaryIO:
    """A member as a stream that can seek: where it lies if it is stored as it is, as a WACZ should, else unpacked."""
    if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1:
        return cast(BinaryIO, _Window(source.stream, _begins(source.stream, info, location), info.file_size))
    if info.file_size > max(ALLOWED, SWOLLEN * info.compress_size):
        raise InputError(location, f"unpacks to more than {SWOLLEN} times its size.", remedy="Get the archive again.")
    return _unpacked(archive, info, location)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, location: str) -> BinaryIO:
    """A member in a file without a name, which is gone when it is closed."""
    unpacked = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
    try:
        with archive.open(info) as packed:
            shutil.copyfileobj(packed, unpacked)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        unpacked.close()
        raise _damaged(location, error) from error
    unpacked.seek(0)
    return cast(BinaryIO, unpacked)


def _begins(stream: BufferedReader[Any], info: zipfile.ZipInfo, location: str) -> int:
    """Where a stored member's bytes begin: behind its local header, whose fields have lengths of their own."""
    stream.seek(info.header_offset)
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise InputError(location, "is not where the ZIP archive says.", remedy="Get the archive again.")
    name, extra = struct.unpack("<HH", header[26:30])
    return info.header_offset + 30 + int(name) + int(extra)


class _Window(io.RawIOBase):
    """A stretch of a stream as a stream of its own."""

    def __init__(self, stream: BufferedReader[Any], begins: int, size: int) -> None:
        self._stream = stream
        self._begins = begins
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._stream.seek(self._begins + self._at)
        data = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _posts(archive: zipfile.ZipFile, names: list[str], source: Source, context: Context) -> Iterator[Ingested]:
    account = _account(archive)
    for name in names:
        location = f"{source.location}!{name}"
        with _member(archive, archive.getinfo(name), source, location) as stream:
            inner = Source(BufferedReader(cast(Any, stream), HEAD), location, name)
            yield from guarded(location, archive_parts(inner, account, context))


def _account(archive: zipfile.ZipFile) -> Account:
    """Whose archive it is."""
    try:
        with archive.open("data/account.js") as stream:
            return account_of(stream.read(1 << 20))
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return Account()


READER = WaczReader()
