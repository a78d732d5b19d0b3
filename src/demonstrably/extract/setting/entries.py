"""Entries: the paragraphs of a live blog, each under the time of a clock, all of one day."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from demonstrably.extract.discourse import Discourse

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
_HEAD = re.compile(r"\s*(?P<head>[^\n]{2,80}?)(?:\.\s|\n|\s[–—-]\s)")
"""What an entry begins with, where that is short: its title or its first words ("13:40 Zugdidi. The local ...")."""


class Entries:
    """The entries of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @staticmethod
    def of(discourse: Discourse) -> Entries:
        """Those of a document, found once whoever asks."""
        return discourse.once(Entries, lambda: Entries(discourse.text))

    @cached_property
    def _times(self) -> list[tuple[int, int]]:
        """The spans of the times that open the entries of a live blog; none in other texts."""
        times = [m.span() for m in _TIME.finditer(self._text)]
        return times if len(times) >= _FEW else []

    @cached_property
    def _first(self) -> int | None:
        """Where the first entry of a live blog of one day begins; None in other texts."""
        if not self._times:
            return None
        return None if _DAY.search(self._text, self._times[0][0]) else self._times[0][0]

    @property
    def starts(self) -> list[int]:
        """Where each entry of a live blog begins; [] for other texts."""
        return [start for start, _ in self._times]

    def start(self, offset: int) -> int | None:
        """Where the entry of an offset begins; None outside any."""
        time = self._time(offset)
        return time[0] if time is not None else None

    def head(self, offset: int) -> tuple[int, int] | None:
        """The span of the short title or the first words of the entry that an offset lies behind in; None in other
        texts."""
        time = self._time(offset)
        head = _HEAD.match(self._text, time[1] - 1) if time is not None else None
        return head.span("head") if head is not None and head.end("head") <= offset else None

    def _time(self, offset: int) -> tuple[int, int] | None:
        """The span of the time that opens the entry of an offset; None outside any."""
        at = bisect_right(self._times, (offset, len(self._text))) - 1 if self._times else -1
        return self._times[at] if at >= 0 else None

    def at(self, offset: int) -> bool:
        """Whether an offset lies in an entry."""
        return self._first is not None and offset >= self._first
