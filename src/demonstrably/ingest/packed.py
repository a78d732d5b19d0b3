"""Files packed with gzip, bzip2, xz or zstd, read as what they hold; what unpacks without end is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from io import BufferedReader
from typing import Any, BinaryIO

from demonstrably.errors import InputError

HEAD = 64 * 1024
"""Bytes at a file's beginning by which its format is told."""

SWOLLEN, ALLOWED = 200, 200 * 2**20
"""More than that many times the packed size, beyond that many bytes, is no text: the densest JSONL packs by 40."""

_PACKINGS = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
SUFFIXES: Mapping[str, str] = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}


def packing_of(head: bytes) -> str | None:
    """How bytes that begin so are packed, None where they are not."""
    return next((name for signature, name in _PACKINGS if head.startswith(signature)), None)


def unpack(stream: BinaryIO, packing: str, location: str) -> BufferedReader[Any]:
    """The stream's contents. Reading from it raises InputError where they are damaged or far too many."""
    packed = _Counted(stream)
    return BufferedReader(_Unpacked(_OPENERS[packing](BufferedReader(packed)), packed, packing, location), HEAD)


def peek_inside(head: bytes) -> bytes:
    """The first bytes of what is packed with gzip; empty where they cannot be had."""
    try:
        return zlib.decompressobj(31).decompress(head, 1024)
    except zlib.error:
        return b""


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """What a packed stream holds, with errors in our words."""

    def __init__(self, inner: Any, packed: _Counted, packing: str, location: str) -> None:
        self._inner = inner
        self._packed = packed
        self._packing = packing
        self._location = location
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError) as error:
            raise self._error(f"is damaged: its {self._packing} breaks off after {self._given} bytes") from error
        self._given += len(data)
        if self._given > max(ALLOWED, SWOLLEN * self._packed.count):
            raise self._error(f"unpacks to more than {SWOLLEN} times its size")
        buffer[: len(data)] = data
        return len(data)

    def _error(self, told: str) -> InputError:
        return InputError(self._location, f"{told}.", remedy="Get the file again, or unpack it and give what is sound.")


def _zstd(stream: BufferedReader[Any]) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")


_OPENERS: Mapping[str, Callable[[BufferedReader[Any]], Any]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zstd": _zstd,
}
