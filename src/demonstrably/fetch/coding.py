"""Content codings taken off as the bytes come, to a limit: a bomb is noticed before it goes off."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
"""What we announce: both are in the standard library, and every server speaks them."""

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits: gzip only; zlib or gzip by its header."""

_PIECE = 16 * 1024
"""Bytes unpacked at a time: what stands behind a member's end is copied for each member, of which a bomb has a million.
"""


class CodingError(ValueError):
    """The bytes are not what their Content-Encoding says."""


class TooMuch(ValueError):
    """More than the limit comes out."""


class Decoder:
    """Undoes one content coding. `limit` bytes may come out, over all calls."""

    def __init__(self, coding: str, limit: int) -> None:
        self._windows = _windows(coding)
        self._limit = limit
        self._given = 0
        self._inflate = zlib.decompressobj(self._windows) if self._windows else None
        self._raw_deflate = False
        self._begun = False
        self._behind = False
        """Whether what comes stands behind the last member of a gzip: some servers pad."""

    def feed(self, chunk: bytes) -> bytes:
        """What the next bytes unpack to. Raises TooMuch past the limit, CodingError for bytes that are no such code."""
        return b"".join(self._fed(chunk[at : at + _PIECE]) for at in range(0, len(chunk), _PIECE))

    def finish(self) -> None:
        """Raises CodingError where the code breaks off."""
        if self._inflate and self._begun and not self._inflate.eof:
            raise CodingError("breaks off")

    def _fed(self, piece: bytes) -> bytes:
        self._begun = True
        out = self._unpacked(piece) if self._inflate else piece
        self._given += len(out)
        if self._given > self._limit:
            raise TooMuch
        return out

    def _unpacked(self, chunk: bytes) -> bytes:
        parts = []
        room = self._limit - self._given + 1
        while chunk and room > 0 and not self._behind:
            inflate, is_next = self._ready()
            try:
                part = inflate.decompress(chunk, room)
            except zlib.error as error:
                self._behind = is_next
                if not is_next:
                    self._try_raw(error)
                continue
            self._inflate = inflate
            parts.append(part)
            room -= len(part)
            chunk = inflate.unconsumed_tail or inflate.unused_data.lstrip(b"\0")
        return b"".join(parts)

    def _ready(self) -> tuple[zlib._Decompress, bool]:
        """The decompressor, and whether it is a new one because a member has ended: gzip files may have several."""
        assert self._inflate is not None
        is_next = self._inflate.eof
        return (zlib.decompressobj(self._windows) if is_next else self._inflate), is_next

    def _try_raw(self, error: zlib.error) -> None:
        """Some servers send bare deflate without zlib's header: taken once, at the beginning."""
        if self._windows != _WINDOWS["deflate"] or self._given or self._raw_deflate:
            raise CodingError(str(error)) from None
        self._raw_deflate = True
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)


def _windows(coding: str) -> int:
    """zlib's window bits for a Content-Encoding, 0 for none. Raises CodingError for one that we did not ask for."""
    name = coding.strip().lower()
    if name in ("", "identity", "none"):
        return 0
    if name not in _WINDOWS:
        raise CodingError(f"comes in a coding that we did not ask for ({name[:40]})")
    return _WINDOWS[name]
