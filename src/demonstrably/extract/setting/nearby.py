"""Nearby: days of a figure that the sentences around its own tell by themselves, with nothing to weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.readings import Readings, is_up_to_now
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.model import When

_BEHIND = 2
"""Sentences behind a figure's in which the day of what it tells may follow."""
_BACK = 2
"""Sentences before a figure's in which another time is told that it is of."""
_OF, _THEM = 4, 9
"""Characters before and behind the word of a figure in which it is said to be a part ("fifty of them")."""
_OPENS = 30
"""Characters before the word of a figure that opens its sentence ("When about fifty of them")."""
_COARSE = frozenset({"week", "month", "year", "range"})


class Nearby:
    """The days of one document's figures that the sentences before and behind tell; `is_gathering` is whether one
    speaks of a gathering."""

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

    def when(self, asked: Asked) -> When | None:
        """The day or interval that a sentence nearby tells; None where days must be weighed."""
        if asked.figure is None or asked.future:
            return None
        return (
            self._back_then(asked)
            or self._taken_up(asked)
            or self._of_background(asked)
            or self._of_statement(asked)
            or self._of_appearance(asked)
        )

    def _back_then(self, asked: Asked) -> When | None:
        """The day told before a sentence that speaks on of it ("The first rally was on 7 May. At the time the police
        spoke of 6,000"), or of a part of a figure told there; None for all else."""
        text, start = self._discourse.text, asked.sentence.start
        then = self._words.back_then.search(asked.sentence.text)
        told = [e for e in self._readings.expressions[asked.index] if not self._words.points_back(e)]
        if then and told and asked.point.end <= start + then.start() < told[0].start:
            told = [] if not self._words.figure.search(text, asked.point.end, start + then.start()) else told
        opens = asked.point.start - start < _OPENS
        around = max(start, asked.point.start - _OF), asked.point.end + _THEM
        part = opens and then is None and self._words.of_them.search(text, *around) is not None
        if told or not (then or part):
            return None
        rows = ([e for e in row if not self._is_beside(e)] for row in self._rows_before(asked))
        before: list[DateExpression] = next((row for row in rows if row), [])
        one = before[-1:] if then and then["that"] else before
        day = one[0] if len(one) == 1 and not one[0].ongoing and one[0].kind != "duration" else None
        if day is None or (part and not self._readings.tells(day)):
            return None
        told_of = self._readings.read(day, future=False) if then and then["that"] else When(day.value, day.precision)
        return told_of if told_of.date else None

    def _is_beside(self, day: DateExpression) -> bool:
        """Whether a day is that of a statement, or of something else than the gathering."""
        text = self._discourse.text
        later = self._words.is_of_aftermath(text, day) or self._words.put_for.search(text, 0, day.start) is not None
        return later or self._readings.worded(day).dates_speech or self._readings.is_of_else(day)

    def _rows_before(self, asked: Asked) -> Iterator[list[DateExpression]]:
        """The times of the sentences before a figure's, the last first."""
        yield from (self._readings.expressions[i] for i in range(asked.index - 1, max(-1, asked.index - 1 - _BACK), -1))

    def _taken_up(self, asked: Asked) -> When | None:
        """The day told right behind a lead that names none ("Hundreds have marched in Leeds over cuts. The march on
        Saturday was called by the trades council"); None for all else."""
        told, spans = self._readings.expressions, self._discourse.spans
        start = asked.sentence.start
        if any(told[: asked.index + 1]) or self._anchors.turn(start):
            return None
        if Entries.of(self._discourse).start(start) is not None:
            return None
        for index in range(asked.index + 1, min(asked.index + 1 + _BEHIND, len(told))):
            if told[index]:
                day = told[index][0]
                past = day.precision == "day" and (day.value or "") <= (self._anchors.at(spans[index][0]) or "")
                taken = past and day.value and self._words.takes_up(self._discourse.text, spans[index][0], day)
                return When(day.value, "day") if taken else None
        return None

    def _of_background(self, asked: Asked) -> When | None:
        """The month, year or other stretch that a sentence on an earlier gathering opens with, for what is told right
        behind it ("Last month residents blocked the road. Four were arrested"); None for all else."""
        if self._readings.expressions[asked.index] or is_up_to_now(asked):
            return None
        opening = self._opening_before(asked)
        if opening is None or self._words.turns_back(self._discourse.text, asked, opening):
            return None
        when = self._readings.read(opening, future=False)
        return when if when.date else None

    def _opening_before(self, asked: Asked) -> DateExpression | None:
        """The only time of the sentence right before in the paragraph, where that opens with it and tells of unrest."""
        index, row = next(self._before(asked), (0, []))
        times = [e for e in row if e.kind != "duration"]
        if len(times) != 1 or times[0].ongoing or times[0].precision not in _COARSE:
            return None
        opens = self._words.opens(self._discourse.text, self._discourse.spans[index][0], times[0])
        return times[0] if opens and self._tells_of_unrest(index) and not self._words.points_back(times[0]) else None

    def _before(self, asked: Asked) -> Iterator[tuple[int, list[DateExpression]]]:
        """The sentences before a figure's in its paragraph, the last first, with their times."""
        for index in range(asked.index - 1, max(-1, asked.index - 1 - _BACK), -1):
            if "\n" in self._discourse.text[self._discourse.spans[index][0] : asked.sentence.start]:
                return
            yield index, self._readings.expressions[index]

    def _of_statement(self, asked: Asked) -> When | None:
        """The day told of a gathering before a statement made later on what had happened at it ("Thousands marched on
        Friday. On Sunday the ministry said 25 had been arrested"); None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        had = any(t.lower == "had" for t in asked.sentence.children(asked.focus, "aux"))
        if len(told) != 1 or told[0].precision != "day" or not had or asked.attribute == "places":
            return None
        said = told[0]
        if said.start > asked.point.start or not self._readings.is_of_statement(said, asked.point.start):
            return None
        for index, row in self._before(asked):
            days = [e for e in row if e.precision == "day" and e.value and self._readings.tells(e)]
            if days:
                earlier = len(days) == 1 and (days[0].value or "") < (said.value or "") and self._tells_of_unrest(index)
                return When(days[0].value, "day") if earlier else None
        return None

    def _of_appearance(self, asked: Asked) -> When | None:
        """The day told of a gathering before somebody spoke or went there of whose words the figure is ("Thousands
        marched on Friday. On Sunday the president visited the injured. He said 25 were hurt"); None for all else."""
        text, told = self._discourse.text, self._readings.expressions
        if not asked.index or told[asked.index] or not self._words.goes_on.search(asked.sentence.text):
            return None
        said = [e for e in told[asked.index - 1] if e.kind != "duration"]
        if len(said) != 1 or said[0].precision != "day" or "\n" in text[said[0].end : asked.sentence.start]:
            return None
        if self._words.dealt_with.search(text, *self._discourse.spans[asked.index - 1]) is None:
            return None
        for index in range(asked.index - 2, max(-1, asked.index - 2 - _BACK), -1):
            days = [e for e in told[index] if e.precision == "day" and e.value and self._readings.tells(e)]
            if days:
                earlier = len(days) == 1 and (days[0].value or "") < (said[0].value or "")
                return When(days[0].value, "day") if earlier and self._tells_of_unrest(index) else None
        return None

    def _tells_of_unrest(self, index: int) -> bool:
        start, end = self._discourse.spans[index]
        return self._is_gathering(index) or self._words.tells_of_unrest(self._discourse.text, start, end)
