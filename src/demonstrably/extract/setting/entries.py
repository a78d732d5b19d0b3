"""Entries: the paragraphs of a live blog, each under the time of a clock, all of one day."""

from __future__ import annotations

import re
from functools import cached_property

_TIME = re.compile(
    r"^[ \t*•–-]*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?:\s*[AaPp]\.?[Mm]\b\.?)?|\s*[AaPp]\.?[Mm]\b\.?)"
    r"(?:\s*\([^)\n]{1,20}\)|\s+[A-Z]{3,4}\b)?[\s:|–—-]",
    re.MULTILINE,
)
"""What opens an entry: "21:00", "5.10pm", "14:05 GMT –"."""
_DAY = re.compile(
    r"^[ \t*•#–-]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2} [A-Z][a-z]{2,}|[A-Z][a-z]{2,8}\.? \d{1,2}\b)"
    r"[^\n]{0,30}$",
    re.MULTILINE,
)
"""A line that is no more than a day."""
_FEW = 3
"""Entries from which a text is a live blog."""


class Entries:
    """The entries of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _first(self) -> int | None:
        """Where the first entry of a live blog of one day begins; None in other texts."""
        times = [m.start() for m in _TIME.finditer(self._text)]
        if len(times) < _FEW:
            return None
        return None if _DAY.search(self._text, times[0]) else times[0]

    def at(self, offset: int) -> bool:
        """Whether an offset lies in an entry."""
        return self._first is not None and offset >= self._first
