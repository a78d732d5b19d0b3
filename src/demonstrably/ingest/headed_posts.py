"""Posts copied with their author in front: "Name @handle 17 Oct 2014 words", or that line alone over the words."""

from __future__ import annotations

import re

from demonstrably.ingest.post_days import DATE, MONTH, day_of
from demonstrably.model import Post

_SIGN = r"[^\S\n]*(?:[·•|,–—-][^\S\n]*)?"
_TIME = r"(?:\d{1,2}:\d\d(?:[^\S\n]?[ap]\.?m\.?)?)?"
_HEAD = re.compile(
    rf"^[^\S\n]*(?P<name>[^\s@(\n][^@(\n]{{0,60}}?)[^\S\n]+\(?(?P<handle>@\w{{2,40}})\)?{_SIGN}{_TIME}{_SIGN}{DATE}"
    rf"{_SIGN}{_TIME}[:]?{_SIGN}(?P<own>\n(?=\S))?(?=\S)",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


_YEARLESS = re.compile(
    rf"^[^\S\n]*(?:[^\s@(\n][^@(\n]{{0,60}}?[^\S\n]+)?\(?@\w{{2,40}}\)?{_SIGN}(?:\((?=[^\n)]*\)))?"
    rf"(?:{MONTH}\s?\d{{1,2}}|\d{{1,2}}\.?\s{MONTH})\b{_SIGN}{_TIME}\)?:?[^\S\n]*(?:\n(?=\S)|(?<=:[ ])(?=\S))",
    re.IGNORECASE | re.MULTILINE,
)
"""The same without a year ("Name @handle · Jan 19"), from which no day is read, over words in lines of their own."""


def headed_spans(text: str) -> list[tuple[int, int]]:
    """Where posts stand in a text with such a head, which is part of the span."""
    heads = list(_YEARLESS.finditer(text)) if "@" in text else []
    ends = (text.find("\n\n", head.end()) for head in heads)
    return [(head.start(), end if end >= 0 else len(text)) for head, end in zip(heads, ends, strict=True)]


def headed_posts(text: str) -> tuple[Post, ...]:
    """The posts of a text whose author, handle and full date stand before their words, if there are any; they end with
    their paragraph, or where the next begins."""
    if "@" not in text:
        return ()
    heads = list(_HEAD.finditer(text))
    floors = [head.start() for head in heads[1:]] + [len(text)] * bool(heads)
    posts = (_post(text, head, floor) for head, floor in zip(heads, floors, strict=True))
    return tuple(post for post in posts if post.start < post.end)


def _post(text: str, head: re.Match[str], floor: int) -> Post:
    """The post below or behind a head, which reaches no farther than a floor."""
    stop = text.find("\n\n" if head["own"] else "\n", head.end(), floor)
    end = stop if stop >= 0 else floor
    last = head.end() + len(text[head.end() : end].rstrip())
    return Post(head.end(), last, head["name"].strip(" -–—"), head["handle"], day_of(head), None)
