"""What a payload really is, whatever its name says."""

from __future__ import annotations

import json
import re

from demonstrably.errors import InputError
from demonstrably.ingest.decode import byte_order

TEXT, HTML, JSONL = "text/plain", "text/html", "application/x-ndjson"

_SIGNATURES = (
    (b"%PDF-", "is a PDF", "Export its text (for instance with pdftotext) and give that."),
    (b"PK\x03\x04", "is a ZIP archive or an office document", "Unpack it, or save it as text or HTML."),
    (b"\x1f\x8b", "is packed twice with gzip", "Unpack it with gunzip first."),
    (b"{\\rtf", "is an RTF document", "Save it as plain text."),
    (b"\xd0\xcf\x11\xe0", "is an old office document", "Save it as text or HTML."),
    (b"SQLite format 3\0", "is an SQLite database", "Export its texts as JSONL."),
    (b"\x89PNG", "is a picture", "Give the page's text or HTML."),
    (b"\xff\xd8\xff", "is a picture", "Give the page's text or HTML."),
    (b"GIF8", "is a picture", "Give the page's text or HTML."),
)
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main)[\s>]", re.IGNORECASE)
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
"""A list of messages is one export, and no row, though it may stand in one line."""

_PAGE = re.compile(
    rb"\s*(?>(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)\s*){0,5}+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"</?(?:p|div|span|h[1-6]|a|ul|li|br|table|section|article|title|meta)\b[^>]{0,500}>", re.IGNORECASE)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b\x00")


def sniff(payload: bytes, location: str, media_type: str) -> str:
    """The media type to read the payload as, starting from the one its name promises.

    Raises InputError, with a remedy, for what is empty or is none of our formats.
    """
    if not payload.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise InputError(location, "is empty.", remedy="Save the page again, or leave the file out.")
    charset = byte_order(payload)
    head = payload[:65536]
    if charset and charset.startswith(("utf-16", "utf-32")):
        head = head.decode(charset, "replace").encode("utf-8", "replace")
    else:
        _refuse_binary(head, location)
    if media_type == JSONL:
        return _check_jsonl(head, location)
    return JSONL if is_jsonl(head) else HTML if _is_html(head, media_type) else _text(head, location)


def is_page(head: bytes) -> bool:
    """Whether what begins so opens as an HTML page, and not only holds one."""
    return bool(_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")))


def _refuse_binary(head: bytes, location: str) -> None:
    for signature, what, remedy in _SIGNATURES:
        if head.startswith(signature):
            raise InputError(location, f"{what}.", remedy=remedy)
    sample = head[:8192]
    control = sum(sample.count(byte) for byte in _CONTROL)
    if control > 0.02 * len(sample) or sample.count(0) > 0.2 * len(sample):
        raise InputError(location, "is no text (binary data).", remedy="Give text, HTML or JSONL.")


def _is_html(head: bytes, media_type: str) -> bool:
    if _HTML.search(head[:16384]):
        return True
    tags = len(_TAG.findall(head))
    return tags >= 1 if media_type == HTML else tags >= 6 and tags * 150 > len(head)


def _first_lines(head: bytes) -> list[bytes]:
    return [line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()][:2]


def is_jsonl(head: bytes) -> bool:
    """Whether what begins so has an object with a text on its first line."""
    if not head.removeprefix(b"\xef\xbb\xbf")[:200].lstrip().startswith(b"{"):
        return False
    lines = _first_lines(head)
    starts = bool(lines) and lines[0].lstrip().startswith(b'{"') and b'"text"' in lines[0]
    return starts and not _MESSAGES.search(lines[0])


def _check_jsonl(head: bytes, location: str) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        raise InputError(location, "is a JSON array.", remedy="Write one object a line: jq -c '.[]' FILE.")
    if start.startswith(b"<"):
        raise InputError(
            location, "is HTML or XML, not JSONL.", remedy="Name it .html, or write one JSON object a line."
        )
    lines = _first_lines(head)
    if start.startswith(b"{") and lines[0].strip() == b"{":
        raise InputError(
            location, "is one JSON object over several lines.", remedy="Write it on one line: jq -c . FILE."
        )
    return JSONL


def _text(head: bytes, location: str) -> str:
    start = head.lstrip()
    if start[:1] in (b"[", b"{") and start.rstrip()[-1:] in (b"]", b"}"):
        try:
            json.loads(head)
        except ValueError:
            return TEXT
        raise InputError(location, "is JSON, not an article.", remedy='Write rows {"id", "text"} one a line as .jsonl.')
    return TEXT
