"""Comparisons: days that a text names only to set a figure against another ("up from 480,000 on 15 March")."""

from __future__ import annotations

import re

from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.setting.clauses import segment
from demonstrably.language.analysis import Sentence
from demonstrably.language.wordings import Wordings

THAN = r"(?:(?<!more )(?<!fewer )(?<!less )than|than (?=on|in|at|last))"
""" "than" that compares with another day, not "more than 100"."""
_ON = r"(?:[^.;,]|(?<=\d)[.,](?=\d)){0,40}"
"""Words on the way to a day, and figures such as "480,000" among them."""
COMPARED = Wordings(
    rf"\b(?:{THAN}|as (?:many|much|few|large|big|high) as|ahead of|prior to|compared (?:to|with)|unlike)\b{_ON}\Z",
)
_THAN_THEN = Wordings(rf"\b(?:{THAN}|up from|down from|compared (?:to|with)|unlike)\b{_ON}\Z")
_THAN_ON = Wordings(r"\b(?:than|as (?:many|large|big|high|strong) as)\s+(?:(?:on|in|at|during|the)\s+)*\Z")
"""What stands right before a day that a figure is set against ("fewer than last week", "twice as many as on 5 May")."""
_LIKE_THEN = Wordings(r"\b(?:as|like)\s+(?:(?:on|in|at|during)\s+)?\Z")
"""What stands before a day that a figure is likened to, where nothing is told of it ("39,000, as the week before,")."""
_NOTHING_TOLD = re.compile(r"\s*(?:[.,;:)–—\n]|\Z)")
_COMPARISON = Wordings(
    rf"(?:,\s*|\s)(?:against|up from|down from|compared (?:to|with)|versus|unlike|{THAN})\s+"
    r"(?=(?:(?:about|some|around|just|only|an estimated|nearly|at least)\s+)*(?:\d|dozens|hundreds|thousands|tens))",
)
"""Where a figure of another day is told for comparison: its date is no other figure's."""
EARLIER = re.compile(r"\b(?:earlier|before|previous(?:ly)?|ago|last)\b", re.IGNORECASE)


def has_comparison_before(text: str, expression: DateExpression) -> bool:
    """Whether something is compared with a day: "calmer than on 23 January", "up from seven on
    Wednesday", "as the week before"; not "more than in the capital this Saturday"."""
    if is_set_against(text, expression):
        return True
    before = text[max(0, expression.start - 50) : expression.start]
    return not expression.quote.lower().startswith("this ") and _THAN_THEN.search(before) is not None


def is_set_against(text: str, expression: DateExpression) -> bool:
    """Whether a figure is set against a day, so that it is of another ("fewer than last week")."""
    before = text[max(0, expression.start - 25) : expression.start]
    if _LIKE_THEN.search(before) and _NOTHING_TOLD.match(text, expression.end):
        return True
    return _THAN_ON.search(before) is not None


def is_compared(text: str, asked: Asked, expression: DateExpression) -> bool:
    """Whether a sentence names a day only to compare with what is asked for: "smaller than last week's", "at 2,000,
    while a week ago it was 4,000", "412, against 57 on Friday"."""
    sentence, at = asked.sentence, asked.point.start
    if turns(sentence, at) < turns(sentence, expression.start):
        return True
    before = [text[max(sentence.start, offset - 50) : offset] for offset in (expression.start, at)]
    if COMPARED.search(before[0]) and not COMPARED.search(before[1]) and expression.start < at:
        return True
    apart = segment(sentence, at) < segment(sentence, expression.start)
    return apart and bool(EARLIER.search(expression.quote))


def turns(sentence: Sentence, offset: int) -> int:
    """How many comparisons of figures a sentence turns to before an offset."""
    return sum(m.end() + sentence.start <= offset for m in _COMPARISON.finditer(sentence.text))
