"""Archives that are broken in the ways in which archives are, each around three sound pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Mapping

from samples import answer, digest, packed, page, record, response

ONE, TWO, THREE = (response(number) for number in (1, 2, 3))
PAGE = page(9).encode()
URL = "https://courier.example/9"


def broken(block: bytes, kind: str = "response", version: str = "1.0", **fields: str | None) -> bytes:
    return record(block, kind, version, **{"WARC_Target_URI": URL, **fields})


def around(middle: bytes) -> bytes:
    """An archive packed record by record, a broken one before the last."""
    return packed(ONE, TWO, middle, THREE)


def around_packed(middle: bytes) -> bytes:
    return packed(ONE, TWO) + middle + packed(THREE)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def chunked(body: bytes, size: int = 400) -> bytes:
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


WHOLE = answer(PAGE)
MEMBER = gzip.compress(broken(WHOLE), mtime=0)
CHUNKS = "Transfer-Encoding: chunked\r\n"
OTHER = "sha256:" + base64.b32encode(hashlib.sha256(b"another page").digest()).decode()

BROKEN: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "cut off in the middle of its last record": ("a.warc", lambda: ONE + TWO + THREE + broken(WHOLE)[:700]),
    "cut off inside its last gzip member": ("a.warc.gz", lambda: packed(ONE, TWO, THREE) + MEMBER[:-200]),
    "cut off inside a record, and written on behind it": ("a.warc", lambda: ONE + TWO + broken(WHOLE)[:700] + THREE),
    "cut off inside a gzip member, and written on behind it": ("a.warc.gz", lambda: around_packed(MEMBER[:-200])),
    "garbage between records": ("a.warc", lambda: ONE + TWO + b"\0\1 not a record \xff\r\n" + THREE),
    "garbage between gzip members": ("a.warc.gz", lambda: around_packed(b"\0\1 not a record \xff\r\n")),
    "a Content-Length that is too long": ("a.warc", lambda: ONE + TWO + broken(WHOLE, Content_Length="1000") + THREE),
    "a Content-Length that is too short": ("a.warc.gz", lambda: around(broken(WHOLE, Content_Length="300"))),
    "no Content-Length": ("a.warc.gz", lambda: around(broken(WHOLE, Content_Length=None))),
    "no WARC-Type": ("a.warc.gz", lambda: around(broken(WHOLE, WARC_Type=None))),
    "no WARC-Target-URI, and a date that is none": (
        "a.warc.gz",
        lambda: around(broken(WHOLE, WARC_Target_URI=None, WARC_Date="last week")),
    ),
    "an unknown WARC version": ("a.warc.gz", lambda: around(broken(WHOLE, version="7.1"))),
    "two versions of WARC": ("a.warc.gz", lambda: around(broken(WHOLE, version="1.1"))),
    "plain records after packed ones": ("a.warc.gz", lambda: packed(ONE, TWO) + broken(WHOLE) + THREE),
    "an answer that is no HTTP": ("a.warc.gz", lambda: around(broken(b"220 ftp.example ready\r\n\r\n" + PAGE))),
    "a bad HTTP status line": ("a.warc.gz", lambda: around(broken(answer(PAGE, status="fine")))),
    "broken chunks": (
        "a.warc.gz",
        lambda: around(broken(answer(chunked(PAGE, 200).replace(b"\r\nc8\r\n", b"\r\nzz\r\n"), head=CHUNKS))),
    ),
    "a last chunk that is cut off": ("a.warc.gz", lambda: around(broken(answer(chunked(PAGE)[:600], head=CHUNKS)))),
    "chunks claimed, and none there": ("a.warc.gz", lambda: around(broken(answer(PAGE, head=CHUNKS)))),
    "a content encoding claimed, and not there": (
        "a.warc.gz",
        lambda: around(broken(answer(PAGE, head="Content-Encoding: gzip\r\n"))),
    ),
    "a damaged content encoding": (
        "a.warc.gz",
        lambda: around(broken(answer(gzip.compress(PAGE, mtime=0)[:-300], head="Content-Encoding: gzip\r\n"))),
    ),
    "an unknown content encoding": (
        "a.warc.gz",
        lambda: around(broken(answer(b"\x01\x02\x03" + PAGE, head="Content-Encoding: loom\r\n"))),
    ),
    "a block digest that differs": ("a.warc.gz", lambda: around(broken(WHOLE, WARC_Block_Digest=digest(b"another")))),
    "a payload digest that differs": ("a.warc.gz", lambda: around(broken(WHOLE, WARC_Payload_Digest=OTHER))),
    "a wrong checksum of a gzip member": ("a.warc.gz", lambda: around_packed(flipped(MEMBER, -6 % len(MEMBER)))),
    "a flipped byte inside a gzip member": ("a.warc.gz", lambda: around_packed(flipped(MEMBER, len(MEMBER) // 2))),
    "one gzip stream around all records": ("a.warc.gz", lambda: gzip.compress(ONE + TWO + THREE, mtime=0)),
    "one gzip stream around all records, with a broken one": (
        "a.warc.gz",
        lambda: gzip.compress(ONE + TWO + broken(WHOLE, Content_Length="300") + THREE, mtime=0),
    ),
    "a record of more than 20 MB": ("a.warc.gz", lambda: around(broken(answer(b"<p>" + b"word " * (5 * 2**20))))),
    "a page that unpacks to more than 20 MB": (
        "a.warc.gz",
        lambda: around(broken(answer(gzip.compress(bytes(30 * 2**20), mtime=0), head="Content-Encoding: gzip\r\n"))),
    ),
    "an empty file": ("a.warc.gz", lambda: b""),
    "no records at all": ("a.warc", lambda: b"These are notes about an archive.\n"),
    "a page under the name of an archive": ("a.warc.gz", lambda: gzip.compress(PAGE, mtime=0)),
    "an archive under the name of a page": ("a.html", lambda: packed(ONE, TWO, THREE)),
}
"""What is wrong, in the words of docs/sources.md: the file's name, and how it is made."""
