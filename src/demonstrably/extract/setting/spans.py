"""Spans: words that count a day from one told elsewhere ("a week after", "two days earlier")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from demonstrably.extract.dates import DateExpression
from demonstrably.extract.dates import calendar as cal
from demonstrably.model import When

_SPAN = re.compile(
    r"(?P<n>an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+"
    r"(?:(?P<unit>day|week)s?\s+(?P<word>after|earlier|before)|(?P<long>month|year)s?\s+after)",
    re.IGNORECASE,
)
"""What counts from a day told elsewhere."""
_CLOSED = re.compile(r"[,;.)]| (?:it|there) (?:was|were|had been) (?=\d|only|just|about|some|around|nearly)")
"""Behind "the week before" with nothing that it is before ("The week before it was 900")."""
_BESIDE = 5
"""Characters between a day and what explains it, at most."""
_APPOSED = re.compile(r"(?:,\s+|\s+[–—-]\s+|\s\()[^,;.]*\b(?:after|before)", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, weeks, months or years."""

    number: int
    unit: str

    def from_day(self, iso: str, sign: int = -1) -> When:
        """What lies so far from a day: another day, for months and years the month or year; unknown where no calendar
        reaches."""
        day, count = date.fromisoformat(iso), self.number * sign
        try:
            if self.unit in ("month", "year"):
                stretch = cal.unit_from(day, self.unit, count)
                return When(stretch.iso, "month" if self.unit == "month" else "year")
            return When((day + timedelta(days=count * (7 if self.unit == "week" else 1))).isoformat(), "day")
        except ValueError:
            return When()


def span_before(text: str, expression: DateExpression) -> Span | None:
    """The length of "a week after", "two weeks earlier" or "a week before" with nothing behind it; None for other
    words."""
    matched = _SPAN.fullmatch(expression.quote)
    if matched is None:
        return None
    if matched["long"]:
        long = None if matched["n"].lower() == "the" else matched["long"].lower()  # "The year after, the valley walked"
        return Span(_number(matched["n"]), long) if long else None
    if matched["word"].lower() == "before" and _CLOSED.match(text, expression.end) is None:
        return None
    return Span(_number(matched["n"]), matched["unit"].lower())


def _number(written: str) -> int:
    return _NUMBERS.get(written.lower()) or int(written)


def explains(text: str, day: DateExpression, expression: DateExpression) -> bool:
    """Whether an expression only tells how a day beside it lies to another ("on Monday, two days after the vote")."""
    beside = expression.kind == "relative" and day.precision == "day" and expression.start - day.end < _BESIDE
    return beside and _APPOSED.fullmatch(text, day.end, expression.end) is not None
