"""Whether bytes that were captured hold a document that was withdrawn."""

from __future__ import annotations

import email
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from demonstrably.ingest.decode import decode, tidy
from demonstrably.model import Capture
from demonstrably.store.base import Withdrawal
from demonstrably.store.checks import text_digest

_MAILS = ("message/rfc822", "multipart/related")
_OF_MANY = ("json", "csv", "rss")
"""Parts of the media types whose captures hold many documents."""

_TAG = re.compile(r"<[^<>]{0,5000}>")
_NO_LETTERS = re.compile(r"[\W_]+")

_SHORT = 20
"""Letters of a line that many texts may have: bylines, headings."""


def has_rows(capture: Capture) -> bool:
    """Whether a capture is a file of rows in JSON."""
    return "json" in capture.media_type


def has_many(capture: Capture) -> bool:
    """Whether a capture holds many documents: rows, or the entries of a feed."""
    return any(part in capture.media_type for part in _OF_MANY)


def holds(lines: Iterable[bytes], withdrawals: Sequence[Withdrawal]) -> bool:
    """Whether one of the lines is a row with the id or the text of one of the documents."""
    ids = {withdrawal.document_id for withdrawal in withdrawals}
    texts = {withdrawal.text_sha256 for withdrawal in withdrawals}
    return any(_is_row_of(line, ids, texts) for line in lines)


def _is_row_of(line: bytes, ids: set[str], texts: set[str]) -> bool:
    row = _row(line)
    if not isinstance(row, dict):
        return False
    text = row.get("text")
    return str(row.get("id")) in ids or (isinstance(text, str) and text_digest(text) in texts)


def _row(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def holds_words(payload: bytes, media_type: str, text: str) -> bool:
    """Whether at least half of a text stands in the bytes, line by line, whatever the markup or the coding around it.

    It rather says yes: what it is asked about are bytes that no other document needs.
    """
    written = "\n".join(_letters(part) for part in _written(payload, media_type))
    lines = [_letters(line) for line in text.split("\n")]
    telling = [line for line in lines if len(line) >= _SHORT] or ["".join(lines)]
    found = sum(len(line) for line in telling if line in written)
    return found * 2 >= sum(map(len, telling)) > 0


def _letters(text: str) -> str:
    """Letters and digits alone, in one case: what stays the same in a page, a feed, a table and a mail."""
    plain = _TAG.sub("", html.unescape(text))
    return _NO_LETTERS.sub("", tidy(html.unescape(plain))).casefold()


def _written(payload: bytes, media_type: str) -> Iterator[str]:
    """What is written in the bytes, decoded: the parts of a mail, the strings of rows in JSON, anything else as it
    is."""
    if media_type in _MAILS:
        for part in email.message_from_bytes(payload).walk():
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and part.get_content_maintype() == "text":
                yield decode(body, part.get_content_charset()).text
    elif "json" in media_type:
        yield from (" ".join(_strings(_row(line))) for line in payload.splitlines())
    else:
        yield decode(payload).text


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a value of JSON, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
