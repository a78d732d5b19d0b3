"""WARC archives (CC-NEWS, wget, Browsertrix): each HTML or text answer with a status of 2xx is a page.

A page's capture are its bytes as a browser would get them: the HTTP body after chunks and content encodings are undone.
Its location is "FILE#OFFSET" of the record, its time of retrieval WARC-Date, its address WARC-Target-URI.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source, defect, failed, passed_over
from demonstrably.ingest.encodings import Answer, Broken, parse_answer, without_chunks, without_encoding
from demonstrably.ingest.packed import HEAD, packing_of, peek_inside, unpack
from demonstrably.ingest.page import utc
from demonstrably.ingest.reading import page_parts
from demonstrably.ingest.records import PAGES, Record, packed_as_a_whole, records, records_onward

REMEDY = "The records around it are read; get the archive again if you need it."

_READABLE = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_SILENT = frozenset({"warcinfo", "request", "metadata", "continuation"})
"""Types of record that speak of others: they are no pages, and not counted as passed over."""

_DIGEST = re.compile(r"\s*(sha-?1|sha-?256|md5)\s*:\s*([0-9A-Za-z+/=]+)\s*$", re.IGNORECASE)


class NoPage(Exception):
    """A sound record that holds no page; its text says what it is instead, in words that many records share."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page out of a record. `url`, `charset` and `retrieved_at` are None where the record does not tell."""

    payload: bytes
    media_type: str
    charset: str | None
    url: str | None
    retrieved_at: str | None


class WarcReader:
    """Archives of any size, plain, packed record by record (as they should be) or as a whole."""

    suffixes = (".warc", ".warc.gz", ".wet", ".wet.gz")
    media_type = "application/warc"

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"WARC/") or (packing_of(head) == "gzip" and _holds_record(head))

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        for record in _records(source):
            if record.kind in _SILENT and not record.problem:
                continue
            yield from record_parts(record, f"{source.location}#{record.offset}", context)


def _holds_record(head: bytes) -> bool:
    return peek_inside(head).startswith(b"WARC/")


def _records(source: Source) -> Iterator[Record]:
    if source.packed:
        return records_onward(source.stream)
    if packing_of(source.stream.peek(HEAD)) == "gzip" and packed_as_a_whole(source.stream):
        return records_onward(unpack(source.stream, "gzip", source.location))
    return records(source.stream)


def record_parts(record: Record, location: str, context: Context) -> Iterator[Ingested]:
    """The page of a record, or why there is none."""
    try:
        page = read_record(record)
    except Broken as error:
        yield failed(InputError(location, f"{error}.", remedy=REMEDY))
    except NoPage as error:
        yield passed_over(str(error))
    else:
        yield from _page(page, location, context)


def _page(page: Page, location: str, context: Context) -> Iterator[Ingested]:
    """A page's documents. One that holds no article is none of our failures: archives are full of them."""
    own = context.of_page(page.url, page.charset)
    try:
        reason = context.skim(page.payload, page.charset) if context.skim else None
        if reason is not None:
            yield passed_over(reason)
            return
        for part in page_parts(page.payload, location, own, media_type=page.media_type):
            capture = replace(part.capture, retrieved_at=page.retrieved_at) if part.capture else None
            yield replace(part, capture=capture)
    except InputError as error:
        yield passed_over(error.message.removeprefix(f"{location}: ").rstrip("."))
    except Exception as error:
        yield failed(defect(location, error))


def read_record(record: Record) -> Page:
    """The page that a record holds. Raises Broken for a broken record, NoPage for a sound one without a page."""
    if record.problem:
        raise Broken(record.problem)
    if record.kind not in PAGES:
        raise NoPage(f"a WARC record of type {record.kind[:30]}")
    _check(record.block, record.header("warc-block-digest"), "block")
    written = record.header("content-type").lower()
    if record.kind == "response" and not written.startswith("application/http"):
        raise NoPage(f"a WARC response that is no HTTP ({written.split(';')[0].strip()[:40]})")
    if not written.startswith("application/http"):
        _check(record.block, record.header("warc-payload-digest"), "payload")
        return _made(record, Answer(200, {"content-type": written}, record.block), record.block)
    answer = parse_answer(record.block)
    body = without_chunks(answer)
    payload = without_encoding(body, answer.headers.get("content-encoding", ""))
    if not record.header("warc-block-digest"):
        _check(answer.body, record.header("warc-payload-digest"), "payload", body, payload)
    return _made(record, answer, payload)


def _made(record: Record, answer: Answer, payload: bytes) -> Page:
    if not 200 <= answer.status < 300:
        raise NoPage(f"answered with HTTP status {answer.status}")
    if answer.media_type not in _READABLE:
        raise NoPage(f"a file of type {answer.media_type[:60]}")
    if not payload.strip():
        raise NoPage("an empty page")
    url = record.header("warc-target-uri").strip("<> ") or None
    return Page(payload, answer.media_type, answer.charset, url, utc(record.header("warc-date")))


def _check(data: bytes, digest: str, what: str, *others: bytes) -> None:
    """Raise Broken where a digest that we can reckon fits none of the forms in which crawlers take it."""
    match = _DIGEST.match(digest)
    if match is None:
        return
    name, written = match.group(1).lower().replace("-", ""), match.group(2)
    if not any(_fits(hashlib.new(name, form, usedforsecurity=False).digest(), written) for form in (data, *others)):
        raise Broken(f"does not have its {what} digest: its bytes are not those that were archived")


def _fits(digest: bytes, written: str) -> bool:
    """Whether a digest is the one written, in base 32 (as the standard has it), 16 or 64."""
    forms = (base64.b32encode(digest), binascii.hexlify(digest).upper(), base64.b64encode(digest))
    return written.upper().encode() in forms[:2] or written.encode() == forms[2]


READER = WarcReader()
