"""Dates: the day or interval that a figure or a gathering in the text is about."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Chooser, Options
from demonstrably.extract.counting.lists import Lists
from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.backdrops import LATELY, Backdrops, days_between
from demonstrably.extract.setting.chronicle import Chronicle
from demonstrably.extract.setting.comparisons import has_comparison_before, is_compared, is_set_against
from demonstrably.extract.setting.date_features import DateFeatures, Day, Named
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.expressions import Expressions
from demonstrably.extract.setting.nearby import Nearby
from demonstrably.extract.setting.occasions import Mark, Occasions
from demonstrably.extract.setting.outright import Outright
from demonstrably.extract.setting.readings import Readings, is_stretch
from demonstrably.extract.setting.spans import explains
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.extract.setting.wording import Wording
from demonstrably.model import When

_BACK_IN_ENTRY = 2
"""Sentences of one entry before a figure's within which a day is told for it."""
_REACH = 110
"""Characters before a day in which it is said to be that of a disaster."""
_IN_COURT = 6
"""Sentences behind that on a hearing in which what was heard there is told."""
_CALLED_OFF = 400
"""Characters before a sentence in which a gathering is said to be called off."""
_JUST_GONE = timedelta(days=120)
"""How long before the day of writing a plan's day may lie that is told without its year."""
_DAYS = frozenset({"absolute", "partial", "weekday"})
"""Kinds of expressions that name a day."""
_TOLD = _DAYS | {"deictic", "relative", "holiday"}
"""Those that tell one."""


class Dates:
    """The dates of one document."""

    def __init__(
        self,
        grammar: DateGrammar,
        wording: Wording,
        day_words: DayWording,
        discourse: Discourse,
        is_gathering: Callable[[int], bool],
        planning: Container[str],
        lists: Lists,
        occasions: Occasions,
        chooser: Chooser,
    ) -> None:
        """`planning` are the verbs whose past tense leaves a plan in the future; `lists` finds what heads lists,
        `occasions` the gatherings that the text sets apart."""
        self._words = day_words
        self._discourse = discourse
        self._anchors = Anchors(grammar, discourse)
        self._features = DateFeatures(wording, discourse, is_gathering, self._anchors.at)
        expressions = Expressions(grammar, day_words, discourse, self._anchors)
        chronicle = Chronicle(discourse, expressions)
        self._readings = Readings(day_words, discourse, self._anchors, expressions, self._features, chronicle)
        self._outright = Outright(day_words, discourse, self._anchors, self._readings, chronicle)
        self._nearby = Nearby(day_words, discourse, self._anchors, self._readings, is_gathering)
        self._backdrops = Backdrops(day_words, discourse, self._anchors, self._readings, is_gathering)
        self._planning = planning
        self._entries = Entries.of(discourse)
        self._lists = lists
        self._occasions = occasions
        self._chooser = chooser

    @property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence."""
        return self._readings.expressions

    # -- what something is of -----------------------------------------------------------------------------------

    def when(self, asked: Asked) -> When:
        """The day or interval that a figure or a gathering is of; unknown where the text tells none. What is still to
        come is of a day to come only, what has been of none that is."""
        if asked.future and self._is_gone_by(asked):
            asked = replace(asked, future=False)
        if told := self._outright.when(asked) or self._nearby.when(asked) or self._of_occasion(asked):
            return told
        options = None if self._is_unread(asked) else self.options(asked)
        return self._chooser.best(options).when if options else When()

    def names_occasion(self, index: int) -> bool:
        """Whether a sentence speaks of a gathering of a kind that the text sets apart by its day."""
        return bool(self._days_of_kinds.keys() & self._occasions.known_in(*self._discourse.spans[index]))

    def _of_occasion(self, asked: Asked) -> When | None:
        """The day of the gathering that a figure's sentence speaks of, where the text sets it apart from others by its
        kind and the sentence names no day; None for all else."""
        if asked.figure is None or asked.future or not self._days_of_kinds or self.names_day(asked.index):
            return None
        told = self._days_of_kinds.get(self._occasions.kind_of(asked) or "")
        return told if told and told.date else None

    @cached_property
    def _days_of_kinds(self) -> Mapping[str, When]:
        """The day of each kind of gathering that the text sets apart; unknown where it only began on the day told."""
        begun = ((mark, self._features.begins(e)) for mark, e in self._told)
        return self._occasions.of_kinds([mark._replace(value=When()) if began else mark for mark, began in begun])

    @cached_property
    def _told(self) -> Sequence[tuple[Mark[When], DateExpression]]:
        """The days on which the text tells that something was."""
        days = (e for row in self.expressions for e in row if e.value and e.kind in _TOLD and e.precision == "day")
        read = ((e, self._readings.read(e, future=False)) for e in days if not self._features.worded(e).of_speech)
        return [(Mark(e.start, e.end, day), e) for e, day in read if day.precision == "day"]

    def told_of_late(self) -> list[Mark[When]]:
        """The days shortly before the day of writing on which the text tells that something was."""
        return [mark for mark, _ in self._told if self._is_recent(mark)]

    def _is_recent(self, mark: Mark[When]) -> bool:
        anchor, day = self._anchors.at(mark.start), mark.value.date
        return bool(anchor and day and timedelta(0) <= days_between(day, anchor) <= LATELY)

    def is_of_writing(self, asked: Asked, when: When) -> bool:
        """Whether a day is the one on which a figure's sentence was written."""
        return when.date == self._anchors.at(asked.sentence.start)

    def names_day(self, index: int) -> bool:
        """Whether a sentence names a day itself."""
        return any(e.kind in _TOLD for e in self.expressions[index])

    def _is_unread(self, asked: Asked) -> bool:
        """Whether a sentence tells a day that can't be told without its year or the day of writing, or no more than a
        stretch ("in the past few weeks"), and no other."""
        told = [e for e in self.expressions[asked.index] if e.kind in _DAYS or is_stretch(e)]
        return bool(told) and not any(e.value or e.future for e in told)

    def options(self, asked: Asked) -> Options[Day]:
        """The days that a figure or a gathering may be of, with their features."""
        anchor = self._anchors.at(asked.sentence.start)
        future = asked.future and not self._is_past_plan(asked)
        named = self._meant(asked, self._of_voice(asked.sentence.start, self._readings.named(future)))
        days = [d for d in named if self._fits(d, anchor, future=future)]
        if listed := self._of_list(asked, days):
            return self._features.of(asked, [listed])
        if future and not days and _is_foreseen(asked):
            return self.options(replace(asked, future=False))
        in_entry = self._entries.at(asked.sentence.start)
        heard = days and not in_entry and self._is_told_in_court(asked)
        if anchor and (in_entry or not future) and not heard and all(d.when.date != anchor for d in days):
            days.append(Day(When(anchor, "day"), ()))
        if anchor and in_entry:
            days = [d for d in days if d.when.date == anchor or any(self._is_of_entry(asked, n) for n in d.named)]
        elif anchor and (turn := self._anchors.turn(asked.sentence.start)):
            days = [d for d in days if not d.named or any(self._is_of_turn(n, turn) for n in d.named)]
        stretches = [] if future else list(self._stretches(asked, days, anchor))
        if stretches and self._words.since_began.search(asked.sentence.text):
            return self._features.of(asked, stretches)
        return self._features.of(asked, self._unsaid(asked, days) + stretches)

    def _is_of_entry(self, asked: Asked, named: Named) -> bool:
        """Whether a day is named in a figure's sentence or right before it in the same entry of a live blog ("Last
        Sunday the minister was pelted with mud. Two guards were hurt")."""
        if named.index == asked.index:
            return True
        near = 0 < asked.index - named.index <= _BACK_IN_ENTRY
        return near and "\n" not in self._discourse.text[named.expression.end : asked.sentence.start]

    def _is_of_turn(self, named: Named, turn: int) -> bool:
        """Whether a day is named in a passage under a day of its own, or before the first of them."""
        return self._anchors.turn(named.expression.start) in (0, turn)

    def _unsaid(self, asked: Asked, days: list[Day]) -> list[Day]:
        """The days without that on which a figure was only told, where its sentence names another ("1,723 arrests on
        Saturday, the ministry said on Sunday")."""
        here = [(day, n.expression) for day in days for n in day.named if n.index == asked.index]
        if len(here) < 2:
            return days
        said = [day for day, e in here if self._features.worded(e).dates_speech]
        told = [day for day, e in here if day not in said and self._readings.tells(e)]
        return [day for day in days if day not in said] if said and told else days

    def _of_list(self, asked: Asked, days: Sequence[Day]) -> Day | None:
        """The only day that the lead of a figure's list names, or the text's title where the lead names none; None
        outside lists and of a row that names a day itself."""
        text, at = self._discourse.text, asked.point.start
        lead = self._lists.lead_at(text, at) if asked.figure is not None else None
        if lead is None or any(n.index == asked.index for d in days for n in d.named):
            return None
        title = len(text) - len(text.lstrip())
        for start, end in ((lead.start, lead.start + len(lead.text)), (title, text.find("\n", title))):
            named = [d for d in days if any(start <= n.expression.start < end for n in d.named)]
            if named:
                return named[0] if len(named) == 1 else None
        return None

    def _stretches(self, asked: Asked, days: Sequence[Day], anchor: str | None) -> Iterator[Day]:
        """The stretches from a day that the text says something began on to that of writing, or to one that the
        sentence names: what a running count is of ("56 have been killed since")."""
        known = {d.when.date for d in days}
        singles = [d for d in days if d.first == d.last or d.when.precision == "month"]
        here = {d.when.date for d in singles if d.first == d.last and any(n.index == asked.index for n in d.named)}
        ends = sorted(day for day in {anchor, *here} if day)
        for day in singles:
            begun = tuple(n for n in day.named if self._features.begins(n.expression))
            for end in ends if begun else ():
                value = f"{day.first.isoformat()}/{end}"
                if day.last.isoformat() < end and value not in known:
                    yield Day(When(value, "range"), begun, stretch=True)

    def _is_past_plan(self, asked: Asked) -> bool:
        """Whether a plan is told as past ("it had been authorised for 5,000"), so that its day has come."""
        sentence, focus = asked.sentence, asked.focus
        if any(e.quote.lower().startswith(("next", "tomorrow")) for e in self.expressions[asked.index]):
            return False
        if self._has_come(asked):
            return True
        passive = any(t.lower in ("was", "were") for t in sentence.children(focus, "auxpass"))
        if passive and focus.lemma not in self._planning:
            return True
        root = next((t for t in sentence.tokens if t.head == t.i and t.pos in ("VERB", "AUX")), None)
        if root is None or root.lemma in self._planning:
            return False
        return root.tag == "VBD" or any(t.lower == "had" for t in sentence.children(root, "aux"))

    def _has_come(self, asked: Asked) -> bool:
        """Whether a figure had been expected of a day ("organisers, who had banked on 1,000") that is not worded as one
        to come, nor its gathering as called off."""
        if self._words.foreseen.search(asked.sentence.text) is None:
            return False
        before = max(0, asked.sentence.start - _CALLED_OFF)
        off = self._words.called_off.search(self._discourse.text, before, asked.sentence.end)
        return off is None and not any(self._is_ahead(e) for e in self.expressions[asked.index])

    def _is_gone_by(self, asked: Asked) -> bool:
        """Whether the days that a plan's sentence names without their year have only just gone by, and would come again
        in most of a year."""
        days = [e for e in self.expressions[asked.index] if e.kind in _DAYS]
        return bool(days) and all(self._is_just_gone(e) for e in days)

    def _is_just_gone(self, expression: DateExpression) -> bool:
        anchor, past, future = self._anchors.at(expression.start), expression.value, expression.future
        if expression.precision != "day" or not (anchor and past and future and past < anchor < future):
            return False
        return days_between(past, anchor) < _JUST_GONE and days_between(anchor, future) > 2 * _JUST_GONE

    def _is_ahead(self, expression: DateExpression) -> bool:
        """Whether a day is worded as one to come ("next Friday", "set for Thursday")."""
        text = self._discourse.text
        worded = expression.quote.lower().startswith("next") or text.endswith(" for ", 0, expression.start)
        return (worded and expression.kind != "absolute") or self._words.lies_ahead(
            text, expression, self._anchors.at(expression.start)
        )

    @staticmethod
    def _fits(day: Day, anchor: str | None, *, future: bool) -> bool:
        """Whether what is still to come, or what has been, can be of a day, told on `anchor`. Where that is unknown,
        what is to come is of a single day only: a text's years are those of its history."""
        if anchor is None:
            return not future or day.first == day.last
        written = date.fromisoformat(anchor)
        return day.last >= written if future else day.first <= written

    def _of_voice(self, offset: int, days: Sequence[Day]) -> Sequence[Day]:
        """The days as the voice at an offset names them: a post's are not the article's, nor the other way round."""
        if not self._discourse.document.posts:
            return days
        voice = self._discourse.post_at(offset)
        return _named_where(days, lambda n: self._discourse.post_at(n.expression.start) is voice)

    def _meant(self, asked: Asked, days: Sequence[Day]) -> Sequence[Day]:
        """The days without those that the text names only to compare something with them, or for something else than
        a gathering in another sentence."""
        text = self._discourse.text
        against = [
            d for d in days if any(n.index == asked.index and is_set_against(text, n.expression) for n in d.named)
        ]
        return _named_where([d for d in days if d not in against], lambda n: not self._is_beside(asked, n))

    def _is_beside(self, asked: Asked, named: Named) -> bool:
        text, day = self._discourse.text, named.expression
        after = self._discourse.once(("aftermath", day), lambda: self._words.is_of_aftermath(text, day))
        if (
            after
            or self._is_of_hearing(asked, day)
            or self._is_of_disaster(asked, named)
            or self._explains(asked, named)
        ):
            return True
        if self._words.is_commemorated(text, day) or self._is_compared(asked, named):
            return True
        if named.index < asked.index and self._backdrops.holds(asked, named):
            return True
        if named.index == asked.index:
            words = self._words
            if words.is_of_others(text, asked, day) or words.is_of_town(asked, day):
                return True
            if words.is_of_part(text, asked, day) or self._readings.is_counted_from(day, asked.point.start):
                return True
        elif named.index < asked.index and (self._is_of_before(asked, day) or self._backdrops.is_left(asked, day)):
            return True
        cause = self._discourse.once(("cause", day), lambda: self._words.told_of_cause(text, day))
        if self._words.is_of_cause(cause, text, asked, day):
            return True
        # "the day before" counts from the day of what has been told
        back = named.index > asked.index and self._words.counts_back.fullmatch(day.quote) is not None
        if back:
            return back
        if named.index == asked.index and not any(self._is_told_on(asked, e) for e in self._beside(named)):
            return False
        return self._discourse.once(("another", day), lambda: self._words.is_of_another(text, day))

    def _is_of_hearing(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a day is that of a hearing, and a figure not of those who came to the court."""
        return (self._is_appeared_on(day) or self._is_heard_on(day)) and not self._is_outside_court(asked)

    def _is_appeared_on(self, day: DateExpression) -> bool:
        text, before = self._discourse.text, max(0, day.start - _REACH)
        return day.kind != "deictic" and self._discourse.once(
            ("appeared", day), lambda: bool(self._words.appeared.search(text, before, day.start))
        )

    def _is_heard_on(self, day: DateExpression) -> bool:
        return self._discourse.once(("hearing", day), lambda: self._words.is_of_hearing(self._discourse.text, day))

    def _is_outside_court(self, asked: Asked) -> bool:
        return bool(self._words.outside_court.search(asked.sentence.text))

    def _is_of_disaster(self, asked: Asked, named: Named) -> bool:
        """Whether a day is that of a disaster that people came out over, and a figure not of its own victims."""
        text, day = self._discourse.text, named.expression
        if named.index == asked.index and asked.attribute in ("killed", "injured"):
            return False
        before = max(0, day.start - _REACH)
        return self._discourse.once(
            ("disaster", day), lambda: bool(self._words.disaster.search(text, before, day.start))
        )

    def _is_told_in_court(self, asked: Asked) -> bool:
        """Whether a report on a hearing has begun before a figure, which then is of no day of writing."""
        if asked.figure is None or self._is_outside_court(asked):
            return False
        near = self.expressions[max(0, asked.index - _IN_COURT) : asked.index + 1]
        return any(self._is_heard_on(day) for row in near for day in row)

    def _is_told_on(self, asked: Asked, day: DateExpression) -> bool:
        """Whether the clause of a figure goes on to a day that something took place on."""
        behind = asked.point.end < day.start and "," not in self._discourse.text[asked.point.end : day.start]
        return behind and self._readings.tells(day)

    def _beside(self, named: Named) -> Iterator[DateExpression]:
        """The other days of a day's sentence."""
        return (e for e in self.expressions[named.index] if e is not named.expression and e.value)

    def _is_of_before(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a day is that of an earlier gathering than the one that a sentence turns to ("This year's march")."""
        anchor = self._anchors.at(asked.sentence.start)
        if not anchor or not day.value or not self._words.is_now_again(asked):
            return False
        return days_between(day.value[-10:], anchor) > LATELY

    def _explains(self, asked: Asked, named: Named) -> bool:
        """Whether a day counted from another only explains the one before it ("on Monday, two days after the vote, 300
        marched"), and the figure is not of what it is counted from."""
        text, day, at = self._discourse.text, named.expression, asked.point.start
        if day.kind != "relative" or (named.index == asked.index and day.end < at and "," not in text[day.end : at]):
            return False
        return any(explains(text, e, day) for e in self.expressions[named.index] if e.end <= day.start)

    def _is_compared(self, asked: Asked, named: Named) -> bool:
        text, expression = self._discourse.text, named.expression
        if named.index == asked.index:
            return is_compared(text, asked, expression)
        return self._discourse.once(("compared", expression), lambda: has_comparison_before(text, expression))


def _named_where(days: Sequence[Day], keep: Callable[[Named], bool]) -> list[Day]:
    """The days with only those namings that hold something; one that has none left is not among them."""
    kept = [(day, tuple([n for n in day.named if keep(n)])) for day in days]
    return [day if len(named) == len(day.named) else replace(day, named=named) for day, named in kept if named]


def _is_foreseen(asked: Asked) -> bool:
    """Whether a figure was expected before what is told ("they had predicted 15,000"): its day may have come."""
    return any(t.lower == "had" for t in asked.sentence.children(asked.focus, "aux"))
