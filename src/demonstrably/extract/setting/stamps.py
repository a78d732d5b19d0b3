"""Stamps: dates that tell when a report or an entry was written, not when anything took place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.entries import Entries

_OPENING = re.compile(r"[\s•*#]*(?:[A-Z][\w.'’/-]*[\s,(–—]+(?:(?:de|da|of|el|al|del) )?){0,8}\Z")
"""What stands between the start of a line and the date of a dateline: names only ("LA PAZ, Bolivia,")."""
_AFTER_DATELINE = re.compile(r"\.?,?\s*(?:\d{4}\s*)?(?:\([^)\n]{2,40}\)\s*|/[A-Z]+/\s*)?(?:[-–—:]|\.[-–—])")
_SHOUTED = re.compile(r"\s*(?:[A-Z][A-Z.'’-]+[\s,]+){1,4}\Z")
"""The towns of a dateline whose agency and dash are lost: "BEIJING, April 3 Reports that"."""
_SIGNED = re.compile(r"[—–-] [^\n]{0,60}\(@\w+\) \Z")
"""What stands before the day of an embedded post's signature: "— Marina Velo (@mvelo) March 20"."""
_PAGE = re.compile(r",\s*(?:page|p\.?)\s*\d", re.IGNORECASE)
"""What follows the day of a paper that is referred to: "(2 May, page 1)"."""
_CLOCK_BEFORE = re.compile(
    r"\W*(?:(?:posted|published|updated|filed)\s+)?(?:at\s+)?\d{1,2}[:.h]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{3,4}\b)?"
    r"[\s,|–-]+(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.IGNORECASE,
)
"""What opens the line that tells when an entry was written ("Posted at 20:31 on 14 June")."""
_CLOCK = re.compile(r"[\s,|–-]*(?:at\s+)?\d{1,2}[:.]\d\d\b")
_TOPIC = re.compile(r"(?: [\w'’-]+){0,3} (?:protests|demonstrations|riots|unrest|uprising|strikes|clashes)\s*:")
"""What follows the month in the name of a wave that heads its line: "March 2031 Ruritanian protests:"."""
_LABEL = re.compile(
    r"^[ \t•*#–-]*(?:[A-Z][\w.'’-]*,? ){0,5}[A-Z][\w.'’-]*, (?:[A-Z][a-z]+\.?,? ?|\d{1,4},? ?){1,4}:", re.MULTILINE
)
"""A town and a day before a colon."""
_TOP = 600
"""Characters from the start within which the dateline stands."""
_LATE = 3
"""Days that a report may be published after its dateline."""
_LONGEST = 80
"""Characters of a dateline before its date."""


def is_stamp(text: str, expression: DateExpression) -> bool:
    """Whether a date belongs to a dateline ("LIMA, Oct. 24 (Wire) -") or to a post's signature, is that of a paper that
    is referred to, or opens a line with a clock time, as the entries of live blogs do."""
    start = text.rfind("\n", 0, expression.start) + 1
    before = text[start : expression.start]
    if _SIGNED.search(before) or _PAGE.match(text, expression.end):
        return True
    if _CLOCK_BEFORE.fullmatch(before):
        return not text[expression.end :].partition("\n")[0].strip(" .")
    if not before.strip():
        return bool(_CLOCK.match(text, expression.end) or _TOPIC.match(text, expression.end))
    if start == 0 and before.rstrip()[-1:] in ",—–-|" and text[expression.end : expression.end + 1] == "\n":
        return True  # "Questions for oral answer, 22 January"
    if _SHOUTED.fullmatch(before) and before.rstrip().endswith(",") and re.match(r" [A-Z“\"]", text[expression.end :]):
        return True
    dateline = len(before) <= _LONGEST and before.rstrip()[-1:] in ",(/-–—" and _OPENING.fullmatch(before)
    return bool(dateline and _AFTER_DATELINE.match(text, expression.end) and not is_label(text, expression))


def is_label(text: str, expression: DateExpression) -> bool:
    """Whether a date stands with a town before the colon of one of several lines ("Nis, Saturday: A gathering with"):
    what the line tells is of that day."""
    if not text.startswith(":", expression.end):
        return False
    lines = {m.start(): m.end() for m in _LABEL.finditer(text)}
    return len(lines) > 1 and lines.get(text.rfind("\n", 0, expression.start) + 1) == expression.end + 1


def page_date(text: str, told: Sequence[DateExpression], anchor: str | None) -> DateExpression | None:
    """The date of the page itself among its dates: the only one near the top that fills its line, where it is the day
    of writing ("World in brief", then "Monday, February 2"); None where there is none."""
    lines = [e for e in told if _fills_line(text, e)]
    top = lines[0] if len(lines) == 1 and anchor else None
    return top if top and top.start < _TOP and top.value == (anchor or "")[:10] else None


def _fills_line(text: str, expression: DateExpression) -> bool:
    end = text.find("\n", expression.end)
    rest = text[text.rfind("\n", 0, expression.start) + 1 : expression.start] + text[expression.end : max(end, 0)]
    return end >= 0 and not rest.strip(" \t\r.:*#=–—-")


class Anchors:
    """The days that the passages of one document are read against."""

    def __init__(self, grammar: DateGrammar, discourse: Discourse) -> None:
        self._grammar = grammar
        self._discourse = discourse

    def at(self, offset: int) -> str | None:
        """The ISO day of the voice at an offset: its post's, otherwise that of its entry in a live blog, the dateline's
        or the document's."""
        if self._discourse.post_at(offset) is not None:
            return self._discourse.anchor_at(offset)
        turn = self.turn(offset)
        return self._of_entries[turn - 1][1] if turn else self._dateline or self._discourse.anchor_at(offset)

    @cached_property
    def turns(self) -> list[int]:
        """Where the passages of a live blog begin that are each of one day, told in a line before them."""
        return [start for start, _ in self._of_entries]

    def turn(self, offset: int) -> int:
        """The number of the passage of an offset, from 1 on; 0 before the first and in other texts."""
        return bisect_right(self.turns, offset)

    @cached_property
    def _of_entries(self) -> list[tuple[int, str]]:
        """Those passages, each with its day."""
        published, text = self._discourse.published, self._discourse.text
        days = Entries.of(self._discourse).days
        told = [(start, self._grammar.find(text, published, start, end)) for start, end in days]
        return [(start, e[0].value) for start, e in told if len(e) == 1 and e[0].value and e[0].precision == "day"]

    @cached_property
    def _dateline(self) -> str | None:
        """The day of a dateline near the top, where the text was published within a few days of it."""
        published, text = self._discourse.published, self._discourse.text
        if not published:
            return None
        for e in self._grammar.find(text, published[:10], 0, min(_TOP, len(text))):
            if e.value and e.precision == "day" and is_stamp(text, e) and not _CLOCK.match(text, e.end):
                late = (date.fromisoformat(published[:10]) - date.fromisoformat(e.value)).days
                return e.value if 0 <= late <= _LATE else None
        return None
