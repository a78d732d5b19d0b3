"""Entries: the paragraphs of a live blog, each under the time of a clock, and the lines that tell their days
("Friday 19 July", "20 July, 14:05")."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from demonstrably.extract.discourse import Discourse

_TIME = re.compile(
    r"^[ \t*•–-]*(?:(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?),?[ \t]+)?"
    r"(?:[01]?\d|2[0-3])"
    r"(?:[:.h][0-5]\d(?:\s*[AaPp]\.?[Mm]\b\.?)?|\s*[AaPp]\.?[Mm]\b\.?|(?<=\d\d)[0-5]\d(?=\s+(?:GMT|UTC)\b))"
    r"(?:\s*\([^)\n]{1,20}\)|\s+[A-Z]{3,4}\b)?[\s:|–—-]",
    re.MULTILINE,
)
"""What opens an entry: "21:00", "5.10pm", "14:05 GMT –", "1922 GMT:", "Tue 21:10"."""
_DATED = (
    r"(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?)[ ,]*)?"
    r"(?:(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Za-z]{3,9}\b\.?|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?\b"
    r"|\d{4}-\d\d-\d\d)?(?:,? (?:19|20)\d\d\b)?"
)
_DAY_LINE = re.compile(
    rf"^[ \t*•#=–—-]*(?:(?:[Dd]ay|DAY) [\w-]{{1,7}}[ :,.|–—-]+)?(?=[A-Z0-9])(?P<day>{_DATED})(?<=\w)"
    r"(?=[ \t.:*#=–—-]*$|[ \t,:|–—-]+(?:at )?(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|\s*[AaPp]\.?[Mm]\b))",
    re.MULTILINE,
)
"""A line that is no more than a day, or opens with a day and the time of an entry."""
_CLOCK_DAY = re.compile(
    r"^[ \t*•#–—-]*(?:(?:[Pp]osted|[Pp]ublished|[Uu]pdated|[Ff]iled)\s+)?(?:at\s+)?"
    r"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?:\s*[AaPp]\.?[Mm]\b\.?)?|\s*[AaPp]\.?[Mm]\b\.?)(?:\s+[A-Z]{3,4}\b)?"
    rf"[ \t,|–—-]+(?:on\s+)?(?=[A-Z0-9])(?P<day>{_DATED})(?<=\w)(?=[ \t.]*$)",
    re.MULTILINE,
)
"""A line that is the time of an entry and its day ("Posted at 20:31 on 14 June", "19:40 - 14 Jun 2026")."""
_A_TIME = re.compile(r"\d[:.h]\d\d\b|\d\s?[AaPp]\.?[Mm]\b|\b\d{4} (?:GMT|UTC)\b")
"""Without which no line is of an entry."""
_REST = re.compile(r"[ \t.:*#=–—-]*(?:\n[ \t\n]*|\Z)")
"""From a day that fills its line to the next line with words."""
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
        """Whether an offset lies in an entry, or behind the first."""
        return bool(self._times) and offset >= self._times[0][0]

    @cached_property
    def days(self) -> list[tuple[int, int]]:
        """The spans of the days that head entries, in order; in texts that are no live blog those beside a time."""
        if not self._times and _A_TIME.search(self._text) is None:
            return []
        lines = [m for m in _DAY_LINE.finditer(self._text) if self._times or self._is_of_entry(m)]
        return sorted(m.span("day") for m in (*lines, *_CLOCK_DAY.finditer(self._text)))

    def _is_of_entry(self, day: re.Match[str]) -> bool:
        """Whether a day in a line of its own stands beside the time of an entry, or right above one."""
        rest = _REST.match(self._text, day.end())
        return rest is None or _TIME.match(self._text, rest.end()) is not None
