"""X's own archive (tweets.js, note-tweet.js and their parts): each post a document. A repost is its author's.

The archive's posts do not say whose they are: account.js beside them does.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source, passed_over
from demonstrably.ingest.json_stream import JsonText
from demonstrably.ingest.page import clean_line, iso_time
from demonstrably.ingest.post_export import Posting, posting_parts

_OPENING = re.compile(r"window\.YTD\.([\w-]+)\.part\d+\s*=\s*\[")
_HEAD = re.compile(rb"\s*window\.YTD\.[\w-]+\.part\d+\s*=")
_REPOST = re.compile(r"RT @(\w{1,20}): ")
_POSTS = frozenset({"tweet", "tweets", "note_tweet", "community_tweet"})


@dataclass(frozen=True, slots=True)
class Account:
    """Whose archive it is; None where account.js is missing. `handle` has no @."""

    name: str | None = None
    handle: str | None = None


class XReader:
    """One of the archive's files with posts; its other files hold none and are passed over."""

    suffixes = (".js",)
    media_type = "application/vnd.x.archive+javascript"

    def recognises(self, head: bytes) -> bool:
        return bool(_HEAD.match(head))

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        account = account_beside(source.folder) if source.folder else Account()
        yield from archive_parts(source, account, context)


def archive_parts(source: Source, account: Account, context: Context) -> Iterator[Ingested]:
    """The posts of a file of an account's archive."""
    text = JsonText(source.stream, source.location)
    opening = text.find(_OPENING)
    if opening is None:
        raise InputError(source.location, "is JavaScript, but no part of X's archive.", remedy="Give tweets.js.")
    match = _OPENING.search(opening)
    if match is None or match.group(1) not in _POSTS:
        yield passed_over("part of X's archive that holds no posts")
        return
    yield from posting_parts((_posting(item, account) for item in text.items()), source.location, context)


def account_beside(folder: Path) -> Account:
    """The account by the file beside the posts."""
    path = folder / "account.js"
    return account_of(path.read_bytes()[: 1 << 20]) if path.is_file() else Account()


def account_of(payload: bytes) -> Account:
    """The account that account.js tells of; an empty one where it cannot be read."""
    try:
        told = json.loads(payload.decode("utf-8", "replace").partition("=")[2])[0]["account"]
        return Account(clean_line(told.get("accountDisplayName")) or None, clean_line(told.get("username")) or None)
    except (ValueError, LookupError, TypeError, AttributeError):
        return Account()


def _posting(item: Any, account: Account) -> Posting | str:
    inner = item.get("tweet") or item.get("noteTweet") or item if isinstance(item, dict) else None
    if not isinstance(inner, dict):
        return "item of X's archive that is no post"
    text = html.unescape(_text(inner))
    if not text.strip():
        return "post without words"
    name, handle = account.name, account.handle
    repost = _REPOST.match(text)
    if repost:
        text, name, handle = text[repost.end() :], repost.group(1), repost.group(1)
    number = str(inner.get("id_str") or inner.get("id") or "")
    own = account.handle and number.isdigit()
    shown = name or (handle and f"@{handle}")
    return Posting(
        text=text,
        author=shown,
        handle=f"@{handle}" if handle else None,
        posted=_time(inner),
        url=f"https://x.com/{account.handle}/status/{number}" if own else None,
        outlet=shown,
        via=(account.name or account.handle) if repost else None,
        item=item,
    )


def _text(inner: dict[str, Any]) -> str:
    core = inner.get("core")
    told = inner.get("full_text") or inner.get("text") or (core.get("text") if isinstance(core, dict) else None)
    return told if isinstance(told, str) else ""


def _time(inner: dict[str, Any]) -> str | None:
    """A time as X writes it: "Sun May 03 16:20:00 +0000 2020", in notes ISO."""
    written = str(inner.get("created_at") or inner.get("createdAt") or "")
    try:
        return datetime.strptime(written, "%a %b %d %H:%M:%S %z %Y").isoformat()
    except ValueError:
        return iso_time(written)


READER = XReader()
