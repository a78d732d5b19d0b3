"""Expressions: the dates that a document names, each read against the day of the voice it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise, zip_longest

from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.stamps import Anchors, is_stamp, page_date
from demonstrably.extract.tense import tense_is_future

_MONTH_LINE = re.compile(
    r"^[ \t#*=]*(?P<month>[A-Za-z]{3,9})\.?,?(?: (?P<year>(?:19|20)\d\d))?[ \t:#*=]*$", re.MULTILINE
)
"""A line that may hold nothing but a month."""
_DAY_ENTRY = re.compile(r"^[ \t]*[-–•*][ \t]*(?P<day>\d{1,2}(?:[ \t]?[-–][ \t]?\d{1,2})?)(?=:[ \t])", re.MULTILINE)
"""An entry under such a line, with its day of the month ("- 15: Silent protest in the capital")."""
_ON = ("on", "of")
_SOON = timedelta(days=7)
"""How far ahead a day may lie that is rather one to come, or a wrong day of writing, than one of the year before."""
_FEW = 3
"""Entries from which the lines are a timeline."""


class Expressions:
    """The date expressions of one document."""

    def __init__(self, grammar: DateGrammar, words: DayWording, discourse: Discourse, anchors: Anchors) -> None:
        self._grammar = grammar
        self._words = words
        self._discourse = discourse
        self._anchors = anchors

    @cached_property
    def by_sentence(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        text = self._discourse.text
        found: list[list[DateExpression]] = [[] for _ in self._discourse.spans]
        for anchor, start, end in self._voices():
            for expression in self._told(anchor, start, end):
                found[self._discourse.index_at(expression.start)].append(expression)
        for expression in self._of_timeline():
            found[self._discourse.index_at(expression.start)].insert(0, expression)
        page = page_date(text, [e for told in found for e in told], self._anchors.at(0))
        return [
            [self._come(self._counted_back(e, found)) for e in told if e is not page and not is_stamp(text, e)]
            for told in found
        ]

    def _come(self, expression: DateExpression) -> DateExpression:
        """The same, of the year before where a day without its year would lie ahead and its clause tells of the past
        ("On 10 February some 1,800 marched", "had marched on February 1", in December)."""
        anchor, value = self._anchors.at(expression.start), expression.value
        if not anchor or not value or value <= anchor or expression.kind != "absolute" or expression.precision != "day":
            return expression
        if date.fromisoformat(value) - date.fromisoformat(anchor) <= _SOON:
            return expression
        if value[:4] in expression.quote or value.endswith("02-29") or not self._is_over(expression):
            return expression
        return replace(expression, value=f"{int(value[:4]) - 1}{value[4:]}")

    def _is_over(self, expression: DateExpression) -> bool:
        """Whether a day is told of in the pluperfect, or with a verb in the past that it hangs on ("On 10 February some
        1,800 marched"), by which nothing was planned."""
        if self._words.had_been_before(self._discourse.text, expression):
            return True
        index = self._discourse.index_at(expression.start)
        sentence = self._discourse.sentence(index) if self._discourse.is_parsed(index) else None
        tokens = sentence.at(expression.start, expression.end) if sentence else []
        if sentence is None or not tokens:
            return False
        top = sentence.top(tokens)
        link = sentence.head(top)
        verb = sentence.head(link) if top.dep == "pobj" and link.lower in _ON else link
        helpers = sentence.children(verb, "aux", "auxpass")
        told = verb.tag == "VBD" or (verb.tag == "VBN" and any(h.tag == "VBD" for h in helpers))
        return told and not tense_is_future(sentence, top) and verb.lemma not in self._words.deferring

    def _of_timeline(self) -> list[DateExpression]:
        """The days of a timeline whose months stand in lines of their own ("MARCH", then "- 15: Silent protest")."""
        text, found = self._discourse.text, []
        months = list(_MONTH_LINE.finditer(text)) if _DAY_ENTRY.search(text) else []
        for month, following in zip_longest(months, months[1:]):
            end = following.start() if following else len(text)
            for entry in _DAY_ENTRY.finditer(text, month.end(), end):
                anchor = self._anchors.at(entry.start())
                phrase = f"{entry['day']} {month['month'].title()} {month['year'] or ''}".strip()
                read = self._grammar.find(phrase, anchor, year=self._year(anchor))
                if len(read) == 1 and read[0].value and read[0].kind == "absolute":
                    start, end_of_day = entry.span("day")
                    found.append(replace(read[0], start=start, end=end_of_day, quote=entry["day"]))
        return found if len(found) >= _FEW else []

    def _told(self, anchor: str | None, start: int, end: int) -> list[DateExpression]:
        """What a voice tells, read against its day."""
        year, text = self._year(anchor), self._discourse.text
        if anchor is None and year is None and (start, end) == (0, len(text)):
            return self._undated
        return self._grammar.find(text, anchor, start, end, year=year)

    @cached_property
    def _undated(self) -> list[DateExpression]:
        """The whole text, read against no day."""
        return self._grammar.find(self._discourse.text, None)

    def _year(self, anchor: str | None) -> int | None:
        """The year of days and months in a passage without an anchor."""
        return None if anchor else self._only_year

    @cached_property
    def _only_year(self) -> int | None:
        """The year of all full dates of the text, where they share one and none later is named."""
        told = [e for e in self._undated if e.value and e.kind in ("absolute", "partial")]
        days = {(e.value or "")[:4] for e in told if e.precision == "day"}
        return int(days.pop()) if len(days) == 1 and days == {max((e.value or "")[:4] for e in told)} else None

    def _counted_back(self, expression: DateExpression, told: list[list[DateExpression]]) -> DateExpression:
        """ "A day earlier" after "next Tuesday's primary" counts from the last day before that had come."""
        anchor = self._anchors.at(expression.start)
        if not anchor or expression.kind != "relative" or not expression.value:
            return expression
        days = [e for row in told for e in row if e.start < expression.start and e.precision == "day" and e.value]
        ahead = [self._words.lies_ahead(self._discourse.text, e, anchor) for e in days]
        if expression.value <= anchor and not any(ahead[-1:]):
            return expression
        values = [e.value or "" for e, is_ahead in zip(days, ahead, strict=True) if not is_ahead]
        past = [value for value in values if value <= anchor]
        context = date.fromisoformat(past[-1]) if past else None
        again = self._grammar.find(self._discourse.text, anchor, expression.start, expression.end, context=context)
        return again[0] if past and again else expression

    def _voices(self) -> Iterator[tuple[str | None, int, int]]:
        """The stretches of the text that share a day of writing: (that day, start, end)."""
        posts = (e for p in self._discourse.document.posts for e in (p.start, p.end))
        edges = sorted({0, len(self._discourse.text), *posts, *self._anchors.turns})
        for start, end in pairwise(edges):
            yield self._anchors.at(start), start, end
