"""Expressions: the dates that a document names, each read against the day of the voice it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise

from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.stamps import Anchors, is_stamp


class Expressions:
    """The date expressions of one document."""

    def __init__(self, grammar: DateGrammar, discourse: Discourse, anchors: Anchors) -> None:
        self._grammar = grammar
        self._discourse = discourse
        self._anchors = anchors

    @cached_property
    def by_sentence(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        text = self._discourse.text
        found: list[list[DateExpression]] = [[] for _ in self._discourse.spans]
        for anchor, start, end in self._voices():
            for expression in self._grammar.find(text, anchor, start, end, year=self._year(anchor)):
                found[self._discourse.index_at(expression.start)].append(expression)
        return [[self._counted_back(e, found) for e in told if not is_stamp(text, e)] for told in found]

    def _year(self, anchor: str | None) -> int | None:
        """The year of days and months in a passage without an anchor."""
        return None if anchor else self._only_year

    @cached_property
    def _only_year(self) -> int | None:
        """The year of all full dates of the text, where they share one and none later is named."""
        found = self._grammar.find(self._discourse.text, None)
        told = [e for e in found if e.value and e.kind in ("absolute", "partial")]
        days = {(e.value or "")[:4] for e in told if e.precision == "day"}
        return int(days.pop()) if len(days) == 1 and days == {max((e.value or "")[:4] for e in told)} else None

    def _counted_back(self, expression: DateExpression, told: list[list[DateExpression]]) -> DateExpression:
        """ "A day earlier" after "next Tuesday's primary" counts from the last day before that had come."""
        anchor = self._anchors.at(expression.start)
        if not anchor or expression.kind != "relative" or not expression.value or expression.value <= anchor:
            return expression
        past = [e.value for row in told for e in row
                if e.start < expression.start and e.precision == "day" and e.value and e.value <= anchor]  # fmt: skip
        context = date.fromisoformat(past[-1]) if past else None
        again = self._grammar.find(self._discourse.text, anchor, expression.start, expression.end, context=context)
        return again[0] if past and again else expression

    def _voices(self) -> Iterator[tuple[str | None, int, int]]:
        """The stretches of the text that share a day of writing: (that day, start, end)."""
        posts = (e for p in self._discourse.document.posts for e in (p.start, p.end))
        edges = sorted({0, len(self._discourse.text), *posts, *self._anchors.turns})
        for start, end in pairwise(edges):
            yield self._anchors.at(start), start, end
