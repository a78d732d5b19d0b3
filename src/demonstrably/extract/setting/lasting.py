"""Lasting days: those of protests that go on, for totals told of them ("six killed in four days of protests")."""

from __future__ import annotations

from datetime import date, timedelta

from demonstrably.extract.asking import Asked
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.readings import Readings, is_up_to_now
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.model import When

_BACK = 4
"""Sentences before a figure's in which another time may be told that its days are of."""
_JUST_NOW = timedelta(days=2)
"""How long before the day of writing that one lies which a text calls the nth of a wave without naming it."""


class LastingDays:
    """The days of the waves of protests that one document tells of."""

    def __init__(self, words: DayWording, discourse: Discourse, anchors: Anchors, readings: Readings) -> None:
        self._words = words
        self._discourse = discourse
        self._anchors = anchors
        self._readings = readings

    def lasted(self, asked: Asked) -> When | None:
        """The days of a wave that a total is of: those up to the one on which it is told ("six killed in four days of
        protests"), or those told of before ("over the three days"); None where the sentence names another day."""
        anchor = self._anchors.at(asked.sentence.start)
        if asked.figure is None or asked.future or not anchor:
            return None
        sentence = asked.sentence.text
        if not any(unit in sentence for unit in (" days", " nights", " week")):
            return None
        here = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        ended = [e.value for e in here if e.value and self._words.ends_days(self._discourse.text, e)]
        if len(here) > len(ended) and any(not self._readings.worded(e).dates_speech for e in here):
            return None
        if count := self._words.days_in_all(sentence):
            last = self._last_of(count, asked.sentence.start, anchor)
        elif self._is_dated_before(asked):
            return None
        else:
            count = self._words.days_lasted(sentence)
            last = ended[0] if ended else anchor
        if not count or count < 2 or not last:
            return None
        first = date.fromisoformat(last) - timedelta(days=count - 1)
        return When(f"{first.isoformat()}/{last}", "range")

    def of_all_days(self, asked: Asked) -> When | None:
        """The days of a wave for a count since it began or of those hurt or held up to now, where the text tells which
        day it has come to ("the strike entered its sixth day on Wednesday ... 44 have been injured since it began");
        None for all else."""
        anchor, text = self._anchors.at(asked.sentence.start), self._discourse.text
        if asked.figure is None or asked.future or not anchor or self._readings.expressions[asked.index]:
            return None
        toll = asked.attribute != "participants" and is_up_to_now(asked)
        if not toll and self._words.since_began.search(asked.sentence.text) is None:
            return None
        reached = self._discourse.once(("day reached", None), lambda: self._words.reached(text))
        if reached is None:
            return None
        at, rank = reached
        last = self._day_told_at(at, anchor)
        first = date.fromisoformat(last) - timedelta(days=rank - 1)
        return When(f"{first.isoformat()}/{last if toll else anchor}", "range")

    def of_nth(self, asked: Asked) -> When | None:
        """The day of what a sentence tells of one of the nights of a wave ("On the first night 60 were held"), where
        the text tells which it has come to; None where the sentence names a day, and for all else."""
        anchor = self._anchors.at(asked.sentence.start)
        if asked.future or not anchor or any(e.kind != "duration" for e in self._readings.expressions[asked.index]):
            return None
        told = self._words.night_told(self._discourse.text, asked)
        if told is None:
            return None
        at, last, rank = told
        day = date.fromisoformat(self._day_told_at(at, anchor)) - timedelta(days=last - rank)
        return When(day.isoformat(), "day")

    def _is_dated_before(self, asked: Asked) -> bool:
        """Whether one of the sentences before a figure's names another time than the day of writing, which its days
        may be of ("In 1992 riots hit Los Angeles. Some 63 died in six days of rioting")."""
        anchor = self._anchors.at(asked.sentence.start)
        rows = self._readings.expressions[max(0, asked.index - _BACK) : asked.index]
        return any(e.value and e.value != anchor for row in rows for e in row)

    def _last_of(self, count: int, before: int, anchor: str) -> str | None:
        """The last of so many days, the first and last of which are told before an offset; None without such."""
        ends = (end for row in self._readings.expressions for e in row
                if e.start < before and e.value and e.precision in ("day", "range") and not e.ongoing
                for end in (e.value[:10], e.value[-10:]))  # fmt: skip
        told = {end for end in ends if end <= anchor}
        shift = timedelta(days=count - 1)
        pairs = [day for day in (*told, anchor) if (date.fromisoformat(day) - shift).isoformat() in told]
        return max((day for day in pairs if day in told), default=max(pairs, default=None))

    def _day_told_at(self, offset: int, anchor: str) -> str:
        """The day that the sentence at an offset names alone, else the one named last before it of those that just
        went by; that of writing where neither is told."""
        told = self._readings.expressions[: self._discourse.index_at(offset) + 1]
        here = [e.value for e in told[-1] if e.precision == "day"]
        if len(here) == 1 and here[0] and here[0] <= anchor:
            return here[0]
        since = (date.fromisoformat(anchor) - _JUST_NOW).isoformat()
        before = [e.value for row in told[:-1] for e in row if e.precision == "day" and e.value]
        return before[-1] if not here and before and since <= before[-1] <= anchor else anchor
