"""Social posts flattened into a text: found by their signature lines, with the words that are theirs.

A signature ("— Name (@handle) January 31, 2021") stands after a post's first paragraph. Where the post has had no
media link yet, what follows the signature, up to and including the line with such a link, is the same post going on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from demonstrably.ingest.headed_posts import headed_posts
from demonstrably.ingest.post_days import DATE, day_of
from demonstrably.model import Post

_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4}\b)?)?"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_NETWORK = r"(?:twitter|x|facebook|telegram|instagram|bluesky|threads|vk|vkontakte|mastodon|tiktok|youtube)"
_NAME = r"(?!(?:a[ ]post|posted|photo|video)\b)[^\s()\n—–|][^()\n—–|]{0,60}?"

_SIGNATURES = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE | re.MULTILINE)
    for pattern in (
        # — Name (@handle) January 31, 2021; Name (@handle) 31 Jan 2021; Name (@handle) on Twitter, 31 Jan 2021
        rf"""(?:(?:^[^\S\n]*|[^\S\n]*)(?P<dash>[—–]|--?(?=\s))[^\S\n]*|^[^\S\n]*)(?P<name>{_NAME})[^\S\n]*
             \((?P<handle>@[\w.@-]{{2,60}})\)
             (?:[^\S\n]+(?:on|via)[^\S\n]+{_NETWORK}\b)?(?:[^\S\n]|[,:·•|–—-])*(?:(?:on\s+)?{_DAY}{DATE}{_TIME})?""",
        # — Name on Telegram, January 31, 2021; — Name (Telegram) 31 Jan 2021; — Name / Facebook, 31 Jan 2021
        rf"""(?:^[^\S\n]*|[^\S\n]*)(?P<dash>[—–]|--?(?=\s))[^\S\n]*(?P<name>{_NAME})[^\S\n]*
             (?:[,/(]|\bon\b|\bvia\b)[^\S\n]*{_NETWORK}\b\)?(?:[^\S\n]|[,:·•|–—-])*(?:on\s+)?{_DAY}{DATE}{_TIME}""",
        # Posted by Name on Sunday, January 31, 2021; A post shared by Name (@handle) on Jan 31, 2021 at 3:04pm PST
        rf"""^[^\S\n]*(?:posted[ ]by|a[ ]post[ ]shared[ ]by|(?:photo|video)[ ]posted[ ]by|post[ ]by)[^\S\n]+
             (?P<dash>)(?P<name>{_NAME})[^\S\n]*(?:\((?P<handle>@[\w.@-]{{2,60}})\)[^\S\n]*)?
             on[ ]{_DAY}{DATE}{_TIME}""",
    )
)
_LINK = re.compile(r"(?:pic\.twitter\.com/|pic\.x\.com/|https?://t\.co/|\bt\.co/|https?://t\.me/)\w+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:twitter\.com|x\.com|t\.me|facebook\.com|instagram\.com)/\S+", re.IGNORECASE
)

CONTINUES = 3
"""Lines after a signature among which the link that ends a post must stand; beyond that it is another's."""


@dataclass(frozen=True)
class Signature:
    """Where a signature stands, and what it says. `posted` is an ISO day or None."""

    start: int
    end: int
    author: str
    handle: str | None
    posted: str | None


def has_media_link(line: str) -> bool:
    """Whether a line bears one of the short links with which posts end."""
    return bool(_LINK.search(line))


def signatures(text: str) -> list[Signature]:
    """All signatures in order. A handle in brackets needs a dash or a date beside it: "Jane (@jane) said" is prose."""
    found = [_signature(m) for pattern in _SIGNATURES for m in pattern.finditer(text) if _counts(m, text)]
    found.sort(key=lambda s: (s.start, -s.end))
    apart: list[Signature] = []
    for signature in found:
        if not apart or signature.start >= apart[-1].end:
            apart.append(signature)
    return apart


def _counts(match: re.Match[str], text: str) -> bool:
    dated = any(match.group(key) for key in ("y1", "y2", "y3"))
    ends_line = (
        text[match.end() : match.end() + 1] in ("", "\n", "\r") or not text[match.end() :].split("\n")[0].strip()
    )
    return dated or bool(match.group("dash") and ends_line)


def _signature(match: re.Match[str]) -> Signature:
    groups = match.groupdict()
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Signature(start, match.end(), groups["name"].strip(" ,-"), groups.get("handle"), day_of(match))


def find_posts(text: str) -> tuple[Post, ...]:
    """The posts of a text in order; each spans its words from first to last, its signature between where it goes on."""
    signed = signatures(text)
    posts: list[Post] = []
    floor = 0
    for index, signature in enumerate(signed):
        start = _first_word(text, signature.start, floor)
        end = _last_word(text, start, signature.start)
        if start < end:
            ceiling = _ceiling(text, signed, index)
            end = _continued(text, start, end, signature, ceiling)
            address = _ADDRESS.search(text, start, end)
            posts.append(
                Post(start, end, signature.author, signature.handle, signature.posted, address and address.group())
            )
        floor = max(end, signature.end)
    return tuple(posts) or headed_posts(text)


def _first_word(text: str, signature: int, floor: int) -> int:
    """Where the paragraph right before a signature begins: on the same line, or the last line above with words."""
    end = _last_word(text, floor, signature)
    start = max(floor, text.rfind("\n", 0, end) + 1)
    while start < end and text[start].isspace():
        start += 1
    return start


def _last_word(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _ceiling(text: str, signed: list[Signature], index: int) -> int:
    """Where the next post's first paragraph begins, which the post before cannot reach into."""
    if index + 1 == len(signed):
        return len(text)
    return max(signed[index].end, _first_word(text, signed[index + 1].start, signed[index].end))


def _continued(text: str, start: int, end: int, signature: Signature, ceiling: int) -> int:
    """The end of the post: after the link that closes it beyond its signature, or its first paragraph's end."""
    if has_media_link(text[start:end]):
        return end
    for line_end in _line_ends(text, signature.end, ceiling):
        link = _LINK.search(text, signature.end, line_end)
        if link:
            return _last_word(text, signature.end, line_end)
    return end


def _line_ends(text: str, start: int, ceiling: int) -> Iterator[int]:
    """The ends of the first few lines with words after a signature."""
    given, position = 0, start
    while position < ceiling and given < CONTINUES:
        stop = text.find("\n", position, ceiling)
        stop = ceiling if stop < 0 else stop
        if text[position:stop].strip():
            given += 1
            yield stop
        position = stop + 1
