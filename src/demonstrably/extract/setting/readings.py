"""Readings: each date expression of a document as the day or interval that it means where it stands."""

from __future__ import annotations

import re
from datetime import date, timedelta

from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.chronicle import Chronicle
from demonstrably.extract.setting.date_features import DateFeatures, Day, Named, Worded
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.expressions import Expressions
from demonstrably.extract.setting.spans import Span, span_before
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.model import When

OPENS = 6
"""Characters before a day that opens its sentence ("On ", a quotation mark)."""
_LEEWAY = timedelta(days=3)
"""How far a named day may lie outside "a week ago" and still be meant by it."""
_BACK = 4
"""Sentences before one that tells what a count has come to, in which the day of the last of it is told."""
_SPOKEN = 3
"""Sentences before a quotation in which the gathering that it was spoken at is told of."""
_RECENTLY = timedelta(days=7)
"""How long before the day of writing that may have been."""
_LEAD = 110
"""Characters before a day in which it is said to be of how it all began."""
_ENDS_CLAUSE = re.compile(r"[,.](?!\d|\s+(?:in which|during which|when|where)\b)|[;:!?\n]")
_RECENT = re.compile(r"\b(?:past|last|recent|previous)\b", re.IGNORECASE)
_NTH = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)


class Readings:
    """The days that one document names, each read where it stands."""

    def __init__(
        self,
        words: DayWording,
        discourse: Discourse,
        anchors: Anchors,
        expressions: Expressions,
        features: DateFeatures,
        chronicle: Chronicle,
    ) -> None:
        """`features` tell what the words around a day say of it, `chronicle` the passages that are each under a day."""
        self._words = words
        self._discourse = discourse
        self._anchors = anchors
        self._expressions = expressions
        self._features = features
        self._chronicle = chronicle

    @property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence."""
        return self._expressions.by_sentence

    def named(self, future: bool) -> list[Day]:
        """The days and intervals that the text names, in the order of first mention."""
        return self._discourse.once(("days", future), lambda: self._read_all(future=future))

    def _read_all(self, *, future: bool) -> list[Day]:
        named: dict[When, list[Named]] = {}
        for index, told in enumerate(self.expressions):
            for expression in told:
                when = self.read(expression, future=future) if _tells_when(expression) else When()
                if when.date:
                    named.setdefault(when, []).append(Named(expression, index))
        return [Day(when, tuple(told)) for when, told in named.items()]

    def read(self, expression: DateExpression, *, future: bool) -> When:
        """An expression as the day or interval that it means here."""
        if future:
            return When(expression.future, expression.precision if expression.future else "unknown")
        if self._words.lies_ahead(self._discourse.text, expression, self._anchors.at(expression.start)):
            return When()
        if expression.ongoing:
            opens = expression.start - self._discourse.spans[self._discourse.index_at(expression.start)][0] < OPENS
            if expression.value and not opens and self._words.when.match(self._discourse.text, expression.end):
                return When(expression.value, expression.precision)  # "the first since Monday, when two were shot"
            last = self._nth_day(expression) or self.told_on(expression) or self._anchors.at(expression.start)
            return _since(expression, last)
        if span := span_before(self._discourse.text, expression):
            return self._counted_from(expression, span)
        if spoken := self._spoken_on(expression):
            return When(spoken, "day")
        if self._is_some_week(expression) and (day := self._day_of_week(expression)):
            return day
        return When(self._up_to_now(expression), expression.precision if expression.value else "unknown")

    def _up_to_now(self, expression: DateExpression) -> str | None:
        """The days of an expression; those of a week that is not over go as far as the day of writing ("this week")."""
        value, anchor = expression.value, self._anchors.at(expression.start)
        if expression.precision != "week" or not value or not anchor or not value[:10] < anchor < value[-10:]:
            return value
        return f"{value[:10]}/{anchor}"

    def worded(self, expression: DateExpression) -> Worded:
        """What the words around a date tell."""
        return self._features.worded(expression)

    def tells(self, expression: DateExpression) -> bool:
        """Whether an expression is a day that something took place on, as far as the words around it tell."""
        worded = self._features.worded(expression)
        plain = not (worded.aside or worded.of_speech or expression.ongoing)
        return plain and expression.precision == "day" and not self._features.begins(expression)

    def is_of_statement(self, day: DateExpression, at: int) -> bool:
        """Whether a day is that on which something at an offset was told, also where it stands before the verb ("On
        Sunday the ministry said 25", "Police on Sunday said 25")."""
        text, (start, _) = self._discourse.text, self._discourse.spans[self._discourse.index_at(day.start)]
        before = self._words.opens(text, start, day) or self._words.said_next.match(text, day.end)
        return bool(before and self._words.says(text, day, at)) or self._features.worded(day).dates_speech

    def told_on(self, expression: DateExpression) -> str | None:
        """The day on which a count since another was told ("said on Friday that 19 had died since"), or to which it was
        kept ("rose to 72 by Tuesday"), or that heads its passage, or of what was last added to it."""
        told = self.expressions[self._discourse.index_at(expression.start)]
        since = (expression.value or "")[-10:]
        days = [e for e in told if e.precision == "day" and (e.value or "") > since and not e.ongoing]
        text = self._discourse.text
        said = {e.value for e in days if self._features.worded(e).dates_speech or self._words.reaches_to(text, e)}
        head = self._chronicle.head_of(expression.start) if not said else None
        on = said.pop() if len(said) == 1 else head.value if head else self._added_on(expression)
        return on if on and on > since else None

    def _nth_day(self, expression: DateExpression) -> str | None:
        """The day told right before, in the paragraph, of what goes on elsewhere "for a third day"."""
        if _NTH.search(expression.quote) is None:
            return None
        text, index = self._discourse.text, self._discourse.index_at(expression.start)
        anchor = self._anchors.at(expression.start)
        for row in reversed(self.expressions[max(0, index - _SPOKEN) : index + 1]):
            days = [e.value for e in row if e is not expression and e.value and self.tells(e)]
            days = [day for day in days if anchor and _shifted(anchor, -_RECENTLY) <= day <= anchor]
            if days or (row and "\n" in text[row[0].start : expression.start]):
                near = row and "\n" not in text[row[0].start : expression.start]
                return days[-1] if near and len(set(days)) == 1 else None
        return None

    def _spoken_on(self, expression: DateExpression) -> str | None:
        """The day that somebody means by "today" who speaks at a gathering told of right before on a day that has gone
        by ("Teachers rallied on Friday. 'There are 700 people here today,' said"); None for other days."""
        anchor, index = self._anchors.at(expression.start), self._discourse.index_at(expression.start)
        if expression.kind != "deictic" or expression.precision != "day" or expression.value != anchor:
            return None
        if self._discourse.quotation_at(expression.start) is None:
            return None
        near = [e for row in self.expressions[max(0, index - _SPOKEN) : index + 1] for e in row if e is not expression]
        days = [e for e in near if e.precision == "day" and e.value and not e.ongoing]
        if any(e.value == anchor and self._discourse.quotation_at(e.start) is None for e in days):
            return None
        told = [e.value for e in days if e.start < expression.start and e.value and self.tells(e)]
        told = [day for day in told if anchor and _shifted(anchor, -_RECENTLY) <= day < anchor]
        return told[-1] if len(set(told)) == 1 else None

    def _added_on(self, expression: DateExpression) -> str | None:
        """The latest day told before of what brought a count to where it stands ("Four were killed on Sunday. This
        brings the number since Friday to seven"); None for other counts."""
        index, anchor = self._discourse.index_at(expression.start), self._anchors.at(expression.start)
        if not self._words.adds.search(self._discourse.text, *self._discourse.spans[index]):
            return None
        near = range(max(0, index - _BACK), index)
        if not any(self._words.harm.search(self._discourse.text, *self._discourse.spans[i]) for i in near):
            return None
        before = (e for i in near for e in self.expressions[i])
        days = (e.value for e in before if e.value and e.precision == "day" and not e.ongoing)
        return max((day for day in days if not anchor or day <= anchor), default=None)

    def _counted_from(self, expression: DateExpression, span: Span) -> When:
        """The day of an event that a day is counted from ("a week after a woman was killed"), or that lies as long
        before ("57 a week earlier"): counted from the day told last, else from that of writing. What its clause goes
        on to tell the day of is counted on from instead ("held a day after 40 marched on 1 March")."""
        if event := self.event_of(expression):
            return span.from_day(event.value or "", -1 if expression.quote.endswith("before") else 1)
        if event := self.counted_on(expression):
            return span.from_day(event.value or "", 1)
        told = [e for row in self.expressions for e in row
                if e.start < expression.start and e.precision == "day" and e.value and not e.ongoing]  # fmt: skip
        own = [e for e in told if not self.is_of_else(e)]
        base = (own or told)[-1].value if told else self._anchors.at(expression.start)
        return span.from_day(base) if base else When()

    def is_of_else(self, day: DateExpression) -> bool:
        """Whether a day is still to come, or told of what brought people out or befell one whom they gather for."""
        text = self._discourse.text
        ahead = self._words.lies_ahead(text, day, self._anchors.at(day.start))
        return ahead or self.is_backdrop(day) or self._words.is_of_another(text, day)

    def is_backdrop(self, day: DateExpression) -> bool:
        """Whether a day is only told of how it all began, of what brought people out, or of what befell those for whom
        they did."""
        text = self._discourse.text
        begun = self._words.backdrop.search(text, max(0, day.start - _LEAD), day.start) is not None
        return begun or bool(self._words.told_of_cause(text, day))

    def counted_on(self, expression: DateExpression) -> DateExpression | None:
        """The day of what the sentences before tell, from which a sentence opens by counting on ("resigned on 29 March.
        The day after, 300", "was arrested on 29 March. Two days after the arrest 300"); None for all else."""
        index = self._discourse.index_at(expression.start)
        if not expression.quote.endswith("after") or expression.start - self._discourse.spans[index][0] > OPENS:
            return None
        before = [(i, e) for i in range(max(0, index - 2), index) for e in self.expressions[i]]
        days = [(i, e) for i, e in before if e.precision == "day" and e.value and not e.ongoing]
        told = (e for i, e in reversed(days)
                if self._words.is_after(self._discourse.text, expression, *self._discourse.spans[i]))  # fmt: skip
        return next(told, None)

    def event_of(self, expression: DateExpression) -> DateExpression | None:
        """The day of the event behind a count of days in its clause ("a day after 40 marched on 1 March"); None behind
        all else."""
        if span_before(self._discourse.text, expression) is None:
            return None
        row = self.expressions[self._discourse.index_at(expression.start)]
        behind = next((e for e in row if e.start >= expression.end), None)
        if behind is None or behind.precision != "day" or not behind.value or behind.ongoing:
            return None
        if self._words.is_commemorated(self._discourse.text, behind):
            return None
        return behind if _ENDS_CLAUSE.search(self._discourse.text, expression.end, behind.start) is None else None

    def is_counted_from(self, expression: DateExpression, at: int) -> bool:
        """Whether something at an offset is told after an event that its sentence counts from, and that is no gathering
        told before ("A year after the coup, 300 marched")."""
        after = expression.quote.endswith("after") and span_before(self._discourse.text, expression) is not None
        if not after or self._words.event_behind.match(self._discourse.text, expression.end) is None:
            return False
        if self.counted_on(expression):
            return False
        return self.event_of(expression) is None and not self.is_event_at(expression, at)

    def is_event_at(self, expression: DateExpression, at: int) -> bool:
        """Whether what stands at an offset is told in the clause of an event that days are counted after ("two days
        after 40 marched")."""
        counted = span_before(self._discourse.text, expression) is not None
        return counted and _ENDS_CLAUSE.search(self._discourse.text, expression.end, at) is None

    def _is_some_week(self, expression: DateExpression) -> bool:
        """Whether an expression is a week counted from the day of writing, and no day of it is told beside ("on Sunday,
        and in Faro last week")."""
        if not expression.value or expression.precision != "week" or expression.kind == "relative":
            return False
        first, last = expression.value[:10], expression.value[-10:]
        beside = self.expressions[self._discourse.index_at(expression.start)]
        return not any(e.precision == "day" and e.value and first <= e.value <= last for e in beside)

    def _day_of_week(self, expression: DateExpression) -> When | None:
        """The day that "a week ago" or "last week" means where the document names just one such day elsewhere."""
        first, last = (date.fromisoformat(d) for d in ((expression.value or "").split("/") * 2)[:2])
        if expression.quote.endswith("ago"):
            anchor = date.fromisoformat(self._anchors.at(expression.start) or first.isoformat())
            middle = first + timedelta(days=(anchor - first).days % 7)
            first, last = middle - _LEEWAY, middle + _LEEWAY
        named = {e.value for told in self.expressions for e in told if e.value and e.precision == "day"}
        near = {day for day in named if first <= date.fromisoformat(day) <= last}
        return When(near.pop(), "day") if len(near) == 1 else None


def _shifted(day: str, span: timedelta) -> str:
    return (date.fromisoformat(day) + span).isoformat()


def _tells_when(expression: DateExpression) -> bool:
    """ "In over a decade" tells how long, "in the past few weeks" when, though no day."""
    return expression.ongoing or expression.kind != "duration" or is_stretch(expression)


def is_stretch(expression: DateExpression) -> bool:
    """Whether an expression is a length of time up to the day of writing ("in the past three days")."""
    return expression.kind == "duration" and bool(_RECENT.search(expression.quote))


def _since(expression: DateExpression, anchor: str | None) -> When:
    """ "since March 6": from that day to the day of writing; "for the second night" is that night alone."""
    if not expression.value or not anchor:
        return When()
    if _NTH.search(expression.quote):
        return When(anchor, "day")
    first = expression.value.split("/")[0]
    return When(f"{first}/{anchor}", "range") if first < anchor else When(first, "day")


def is_up_to_now(asked: Asked) -> bool:
    """Whether a figure's clause is in the present perfect ("83 have been killed and some 1,800 wounded")."""
    verbs = [asked.focus] if asked.focus.dep != "conj" else [asked.focus, asked.sentence.head(asked.focus)]
    return any(t.lower in ("has", "have") for v in verbs for t in asked.sentence.children(v, "aux"))
