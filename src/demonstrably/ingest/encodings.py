"""A page's bytes out of an HTTP answer: transfer- and content-encoding undone, as far as they are what they claim."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from demonstrably.ingest.contract import LARGEST

_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t][^\r\n]*)?$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)

_TOO_MUCH = f"unpacks to more than {LARGEST // 2**20} MB"


class Broken(ValueError):
    """What is wrong with an answer, as the end of a sentence that begins with its place."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. `headers` have names in lower case; `body` is as it came, with its encodings."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type in lower case without its parameters, empty where the answer names none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header as written, None where it names none."""
        match = _CHARSET.search(self.headers.get("content-type", ""))
        return match.group(1) if match else None


def parse_answer(block: bytes) -> Answer:
    """An answer's status, headers and body. Raises Broken for what is no HTTP answer."""
    end = _HEAD_END.search(block)
    first, *lines = block[: end.start() if end else len(block)].splitlines() or [b""]
    status = _STATUS.match(first)
    if not first.startswith(b"HTTP/"):
        raise Broken("holds no HTTP answer")
    if status is None:
        raise Broken("has a bad HTTP status line")
    fields = (line.decode("latin-1").partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Answer(int(status.group(1)), headers, block[end.end() :] if end else b"")


def without_chunks(answer: Answer) -> bytes:
    """The body without its transfer encoding. Many archives keep the header of chunks that they have undone: a body
    that does not begin with a chunk's size is taken as it is. Raises Broken for chunks that break off."""
    body = answer.body
    if "chunked" not in answer.headers.get("transfer-encoding", "").lower() or not _CHUNK.match(body):
        return body
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size.group(1), 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        if at > len(body):
            raise Broken("has its last chunk cut off")
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    raise Broken("has broken chunks")


def without_encoding(body: bytes, written: str) -> bytes:
    """The body without its content encodings, the last applied first. A plain page under a wrong claim stays as it is.

    Raises Broken for an encoding that we do not know, that is damaged, or that unpacks to more than `LARGEST` bytes.
    """
    names = [name.strip().lower().removeprefix("x-") for name in written.split(",")]
    for name in reversed([name for name in names if name not in ("", "identity", "none", "utf-8")]):
        if name not in _DECODERS and not _is_plain(body):
            raise Broken(f"has the content encoding {name[:20]!r}, which we do not read")
        body = _unpacked(body, name) if name in _DECODERS else body
    return body


def _unpacked(body: bytes, name: str) -> bytes:
    try:
        unpacked = _DECODERS[name](body)
    except Broken:
        raise
    except (OSError, EOFError, ValueError):
        if _is_plain(body):
            return body
        raise Broken(f"is damaged in its content encoding ({name})") from None
    if len(unpacked) > LARGEST:
        raise Broken(_TOO_MUCH)
    return unpacked


def _is_plain(body: bytes) -> bool:
    """Whether a body is text as it stands: its head has no control characters, as anything packed has."""
    head = body[:1024]
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def _inflated(coding: str) -> Callable[[bytes], bytes]:
    """What undoes gzip or deflate just as `watch` did when it fetched the page: a purge finds it by these bytes."""

    def inflate(body: bytes) -> bytes:
        from demonstrably.fetch.coding import Decoder, TooMuch  # its package loads httpx, which files do not need

        decoder = Decoder(coding, LARGEST)
        try:
            unpacked = decoder.feed(body)
        except TooMuch:
            raise Broken(_TOO_MUCH) from None
        decoder.finish()
        return unpacked

    return inflate


def _brotli(body: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    return _read_out(BrotliReader(io.BytesIO(body)))


def _zstd(body: bytes) -> bytes:
    from fastwarc.stream_io import ZstdReader

    return _read_out(ZstdReader(io.BytesIO(body)))


def _read_out(reader: Any) -> bytes:
    """All that a stream holds, up to a byte more than we take; one read may give less than it was asked for."""
    parts: list[bytes] = []
    while sum(map(len, parts)) <= LARGEST and (part := reader.read(LARGEST + 1)):
        parts.append(part)
    return b"".join(parts)


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": _inflated("gzip"),
    "deflate": _inflated("deflate"),
    "br": _brotli,
    "zstd": _zstd,
}
