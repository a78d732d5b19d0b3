"""Backdrops: days that a report names beside its own: how it all began, what it looks back to, what it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.date_features import Named
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.readings import Readings
from demonstrably.extract.setting.stamps import Anchors

LATELY, _LONG_AGO = timedelta(days=10), timedelta(days=200)
"""How long before the day of writing a report's own gathering may have been, and what it looks back to."""
_BACK_TO_NEWS = 4
"""Sentences before one on how it all began in which the day of the news is told."""
_WEEKS = timedelta(days=31)
"""How long before the day of writing that of what brought people out may be where another paragraph tells it."""


class Backdrops:
    """The backdrop of one document; `is_gathering` is whether a sentence speaks of a gathering."""

    def __init__(
        self,
        words: DayWording,
        discourse: Discourse,
        anchors: Anchors,
        readings: Readings,
        is_gathering: Callable[[int], bool],
    ) -> None:
        self._words = words
        self._discourse = discourse
        self._anchors = anchors
        self._readings = readings
        self._is_gathering = is_gathering

    def holds(self, asked: Asked, named: Named) -> bool:
        """Whether a day is only told, behind that of a gathering of late, of how it all began, of what brought people
        out or of what had been before ("Thousands marched on Sunday. The protests began in May. Police held 30")."""
        text, day = self._discourse.text, named.expression
        had = any(t.lower == "had" for t in asked.sentence.children(asked.focus, "aux"))

        def only_told() -> bool:
            return self._readings.is_backdrop(day)

        if not self._discourse.once(("backdrop", day), only_told):
            before = not had and self._words.had_told.search(text, self._discourse.spans[named.index][0], day.start)
            if not before:
                return False
        start = text.rfind("\n", 0, day.start) + 1
        recent = self._lately_before(day)
        return recent is not None and (recent.start >= start or self._is_lately(day))

    def _is_lately(self, day: DateExpression) -> bool:
        """Whether a day is one of the last weeks."""
        anchor = self._anchors.at(day.start)
        return bool(anchor and day.value and days_between(day.value[-10:], anchor) <= _WEEKS)

    def _lately_before(self, day: DateExpression) -> DateExpression | None:
        """The day of a gathering of late that was told last before an earlier one; None without such."""
        anchor, index = self._anchors.at(day.start), self._discourse.index_at(day.start)
        if not anchor or not day.value:
            return None
        for i in range(index, max(-1, index - _BACK_TO_NEWS), -1):
            days = (
                e for e in self._readings.expressions[i] if e.start < day.start and self._readings.tells(e) and e.value
            )
            late = [e for e in days if timedelta(0) <= days_between(e.value or "", anchor) <= LATELY]
            unrest = self._words.tells_of_unrest(self._discourse.text, *self._discourse.spans[i])
            if late and (unrest or self._is_gathering(i)):
                return late[-1] if (late[-1].value or "") > (day.value or "")[-10:] else None
        return None

    def is_left(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a day long past was told in an earlier paragraph that began with the days of the report itself, which
        the text then goes on with."""
        text = self._discourse.text
        paragraph = text.rfind("\n", 0, asked.sentence.start) + 1
        if asked.attribute in ("participants", "detained", "injured") and self._is_outdated(asked, day):
            return True
        if paragraph < day.end or self._words.tells_on.match(text, paragraph):
            return False
        return self._discourse.once(("told aside", day), lambda: self._is_told_aside(day))

    def _is_outdated(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a report has come from a day long past to one of late on which people gathered, and named no other
        time since ("57 died on February 28, 2023. On Saturday thousands marched. Five were hurt")."""
        anchor, told = self._anchors.at(day.start), self._readings.expressions[: asked.index + 1]
        if not anchor or not day.value or day.ongoing or days_between(day.value[-10:], anchor) < _LONG_AGO:
            return False
        since = [e for row in told for e in row if day.start < e.start < asked.sentence.end and e.kind != "duration"]
        if not since or self._words.tells_on.match(asked.sentence.text):
            return False
        start = self._discourse.spans[self._discourse.index_at(since[0].start)][0]
        of_late = range(self._discourse.index_at(since[-1].start), asked.index + 1)
        return all(not e.value or days_between(e.value[-10:], anchor) <= LATELY for e in since) and any(
            self._is_of_late(index, anchor, start, asked.sentence.start) for index in of_late
        )

    def _is_told_aside(self, day: DateExpression) -> bool:
        """Whether a paragraph that has begun with a gathering of the last days goes on to a day of years before
        ("Thousands marched in Athens on Tuesday to mark the rising. Some 24 were killed on 17 November 1973")."""
        text, anchor = self._discourse.text, self._anchors.at(day.start)
        if not anchor or not day.value or day.ongoing or days_between(day.value[-10:], anchor) < _LONG_AGO:
            return False
        start = text.rfind("\n", 0, day.start) + 1
        if self._words.in_court.search(text, start, day.start):
            return False
        told = range(self._discourse.index_at(start), self._discourse.index_at(day.start) + 1)
        return any(self._is_of_late(index, anchor, start, day.start) for index in told)

    def _is_of_late(self, index: int, anchor: str, start: int, end: int) -> bool:
        """Whether a sentence tells of a gathering, and between two offsets of a day of those right before a day."""
        if not self._is_gathering(index):
            return False
        days = (e.value for e in self._readings.expressions[index] if start <= e.start < end and e.precision == "day")
        return any(day and timedelta(0) <= days_between(day, anchor) <= LATELY for day in days)


def days_between(one: str, other: str) -> timedelta:
    """How long another day is behind one."""
    return date.fromisoformat(other[:10]) - date.fromisoformat(one)
