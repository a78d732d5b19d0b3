"""Posts copied with their author in front: "Name @handle 17 Oct 2014 words", or that line alone over the words."""

from __future__ import annotations

import re
from datetime import date

from demonstrably.model import Post

_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.?\s{_MONTH.format('m1')},?\s(?P<y1>20\d\d)"
    rf"|{_MONTH.format('m2')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>20\d\d)"
    r"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))"
)
_SIGN = r"[^\S\n]*(?:[·•|,–—-][^\S\n]*)?"
_TIME = r"(?:\d{1,2}:\d\d(?:[^\S\n]?[ap]\.?m\.?)?)?"
_HEAD = re.compile(
    rf"^[^\S\n]*(?P<name>[^\s@(\n][^@(\n]{{0,60}}?)[^\S\n]+\(?(?P<handle>@\w{{2,40}})\)?{_SIGN}{_TIME}{_SIGN}{_DATE}"
    rf"{_SIGN}{_TIME}[:]?{_SIGN}(?P<own>\n(?=\S))?(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def headed_posts(text: str) -> tuple[Post, ...]:
    """The posts of a text whose author, handle and full date stand before their words; they end with their paragraph,
    or where the next begins."""
    if "@" not in text:
        return ()
    heads = list(_HEAD.finditer(text))
    floors = [head.start() for head in heads[1:]] + [len(text)] * bool(heads)
    return tuple(_post(text, head, floor) for head, floor in zip(heads, floors, strict=True))


def _post(text: str, head: re.Match[str], floor: int) -> Post:
    """The post below or behind a head, which reaches no farther than a floor."""
    stop = text.find("\n\n" if head["own"] else "\n", head.end(), floor)
    end = stop if stop >= 0 else floor
    return Post(head.end(), len(text[:end].rstrip()), head["name"].strip(" -–—"), head["handle"], _day(head), None)


def _day(head: re.Match[str]) -> str | None:
    """The ISO day of a head; None where the calendar has no such day."""
    year, month, day = next((head[f"y{k}"], head[f"m{k}"], head[f"d{k}"]) for k in "123" if head[f"y{k}"] is not None)
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
