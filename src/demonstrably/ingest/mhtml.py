"""A page that a browser saved as one file (MHTML): the page among its pictures, its address and the day of saving."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass

from demonstrably.ingest.page import utc

_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"\s*[A-Za-z][\w-]{0,60}:")
_SIGNS = (b"saved by", b"snapshot-content-location", b'text/html"')


@dataclass(frozen=True)
class SavedPage:
    """The page's bytes as the browser had them; the rest is None where the file does not tell."""

    payload: bytes
    charset: str | None
    url: str | None
    saved_at: str | None


def is_mhtml(head: bytes) -> bool:
    """Whether bytes begin like a page saved by a browser."""
    if not _FIELD.match(head[:80]):
        return False
    top = re.split(rb"\r?\n\r?\n", head[:8192].lstrip(), maxsplit=1)[0]
    return bool(_RELATED.search(top)) and any(sign in top.lower() for sign in _SIGNS)


def saved_page(payload: bytes) -> SavedPage | None:
    """The first HTML part, None where there is none."""
    message = email.message_from_bytes(payload, policy=email.policy.compat32)
    for part in message.walk():
        body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(body, bytes):
            url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
            web = url if url.startswith(("http://", "https://")) else None
            charset = part.get_content_charset()
            return SavedPage(body, str(charset) if charset else None, web, utc(str(message.get("Date", ""))))
    return None
