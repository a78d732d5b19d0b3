"""Telegram Desktop's export of a channel or group (result.json): each message with words is a post.

Only what was public, or broadcast to a channel's readers, is read; people's own chats are passed over, and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.json_stream import JsonText
from demonstrably.ingest.page import clean_line, iso_time
from demonstrably.ingest.post_export import Posting, posting_parts

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.){0,500}"|null)')
_TYPE = re.compile(r'"type"\s*:\s*"(\w{1,40})"')
_HEAD = re.compile(
    rb'\s*(?:\xef\xbb\xbf)?\{\s*"(?:name"\s*:.{0,2000}?"type"\s*:\s*"\w+_(?:channel|group|supergroup|chat)"|about"\s*:.{0,4000}?"(?:chats|messages)")',
    re.DOTALL,
)
_ADDRESS = re.compile(r"https?://t\.me/([A-Za-z]\w{3,31})(?:/|$)")

_OPEN = frozenset({"public_channel", "private_channel", "public_supergroup"})


@dataclass(frozen=True, slots=True)
class Chat:
    """What stands above a chat's messages. `kind` is Telegram's word for it."""

    name: str | None
    kind: str


class TelegramReader:
    """One chat's export, or that of a whole account."""

    suffixes = (".json",)
    media_type = "application/vnd.telegram.export+json"

    def recognises(self, head: bytes) -> bool:
        return bool(_HEAD.match(head))

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        text = JsonText(source.stream, source.location)
        chats = 0
        while (before := text.find(_MESSAGES)) is not None:
            chats += 1
            chat = _chat(before)
            postings = (_posting(item, chat) for item in text.items())
            location = source.location if chats == 1 else f"{source.location}#{chats}"
            yield from posting_parts(postings, location, context)
        if not chats:
            told = "is JSON, but no export of Telegram's."
            raise InputError(source.location, told, remedy="Write one object a line: jq -c '.[]' FILE.")


def _chat(before: str) -> Chat:
    """The chat whose messages come next, from the last name and type above them."""
    names, kinds = _NAME.findall(before), _TYPE.findall(before)
    return Chat(clean_line(_string(names[-1])) or None if names else None, kinds[-1] if kinds else "")


def _string(written: str) -> Any:
    """A string as JSON writes it; None where it is broken."""
    try:
        return json.JSONDecoder(strict=False).decode(written)
    except ValueError:
        return None


def _posting(item: Any, chat: Chat) -> Posting | str:
    if chat.kind not in _OPEN:
        return "message of a private chat"
    if not isinstance(item, dict) or item.get("type") != "message":
        return "note of Telegram's own, no message"
    text = _words(item.get("text"))
    if not text.strip():
        return "post without words"
    author = clean_line(item.get("forwarded_from")) or clean_line(item.get("from")) or chat.name
    forwarded = bool(clean_line(item.get("forwarded_from")))
    return Posting(
        text=text,
        author=author,
        handle=None,
        posted=_time(item),
        url=None,
        outlet=author if forwarded else chat.name,
        via=chat.name if forwarded and author != chat.name else None,
        item={"chat": chat.name, **item},
    )


def _words(text: Any) -> str:
    """A message's text, which is a string, or a list of strings and of marked parts."""
    if isinstance(text, list):
        return "".join(map(_words, text))
    return str(text.get("text") or "") if isinstance(text, dict) else str(text or "")


def _time(item: dict[str, Any]) -> str | None:
    """When it was posted: in UTC where the export says so, else on the exporter's own clock."""
    stamp = str(item.get("date_unixtime") or "")
    if stamp.isdigit() and len(stamp) <= 11:
        return datetime.fromtimestamp(int(stamp), UTC).isoformat()
    return iso_time(item.get("date"))


READER = TelegramReader()
