"""Spans: words that count a day from one told elsewhere ("a week after", "two days earlier")."""

from __future__ import annotations

import re
from datetime import timedelta

from demonstrably.extract.dates import DateExpression

_SPAN = re.compile(
    r"(?P<n>an?|the|one|two|three|four|five|\d{1,2})\s+(?P<unit>day|week)s?\s+(?P<word>after|earlier|before)",
    re.IGNORECASE,
)
"""What counts from a day told elsewhere."""
_BESIDE = 5
"""Characters between a day and what explains it, at most."""
_APPOSED = re.compile(r"(?:,\s+|\s+[–—-]\s+|\s\()[^,;.]*\b(?:after|before)", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def span_before(text: str, expression: DateExpression) -> timedelta | None:
    """The length of "a week after", "two weeks earlier" or "a week before" with nothing behind it; None for other
    words."""
    matched = _SPAN.fullmatch(expression.quote)
    if matched is None:
        return None
    if matched["word"].lower() == "before" and text[expression.end : expression.end + 1] not in {*",;.)"}:
        return None
    count = _NUMBERS.get(matched["n"].lower()) or int(matched["n"])
    return timedelta(days=count * (7 if matched["unit"].lower() == "week" else 1))


def explains(text: str, day: DateExpression, expression: DateExpression) -> bool:
    """Whether an expression only tells how a day beside it lies to another ("on Monday, two days after the vote")."""
    beside = expression.kind == "relative" and day.precision == "day" and expression.start - day.end < _BESIDE
    return beside and _APPOSED.fullmatch(text, day.end, expression.end) is not None
