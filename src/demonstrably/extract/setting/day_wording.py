"""The wording of days: what stands around a date that tells whose day it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.setting.wording import either

_REACH = 110
"""Characters before a date in which it is said that it lies ahead."""

_STEM = 5
"""Letters that a noun shares with the verb of the same deed ("clashes", "clashed")."""

_NOUN = 20
"""Characters behind a number in which what it counts stands."""

_ROW = 25
"""Characters before a day in which its row opens (", and on")."""


@dataclass(frozen=True, slots=True)
class DayWording:
    """The patterns of one language; the codebook's table "<language>/setting" says what each of them finds."""

    put_for: re.Pattern[str]
    ahead: re.Pattern[str]
    led_to: re.Pattern[str]
    of_another: re.Pattern[str]
    decided: re.Pattern[str]
    decider: re.Pattern[str]
    decides: re.Pattern[str]
    cause: re.Pattern[str]
    caused: re.Pattern[str]
    came_before: re.Pattern[str]
    cause_of: re.Pattern[str]
    caused_harm: re.Pattern[str]
    aftermath: re.Pattern[str]
    of_part: re.Pattern[str]
    told_of_town: re.Pattern[str]
    harm_told: re.Pattern[str]
    event_behind: re.Pattern[str]
    event_told: re.Pattern[str]
    hearing: re.Pattern[str]
    heard: re.Pattern[str]
    appeared: re.Pattern[str]
    outside_court: re.Pattern[str]
    of_them: re.Pattern[str]
    amid: re.Pattern[str]
    since_then: re.Pattern[str]
    backdrop: re.Pattern[str]
    disaster: re.Pattern[str]
    had_told: re.Pattern[str]
    dealt_with: re.Pattern[str]
    goes_on: re.Pattern[str]
    tells_on: re.Pattern[str]
    in_court: re.Pattern[str]
    right_on: re.Pattern[str]
    now_again: re.Pattern[str]
    row_opens: re.Pattern[str]
    foreseen: re.Pattern[str]
    called_off: re.Pattern[str]
    own_march: re.Pattern[str]
    own_gathering: re.Pattern[str]
    ahead_of: re.Pattern[str]
    at_gathering: re.Pattern[str]
    gathering_of: re.Pattern[str]
    opening: re.Pattern[str]
    resumed: re.Pattern[str]
    when: re.Pattern[str]
    taken_up: re.Pattern[str]
    where_told: re.Pattern[str]
    against: re.Pattern[str]
    lasting: re.Pattern[str]
    ended_on: re.Pattern[str]
    lasted_in_all: re.Pattern[str]
    since_began: re.Pattern[str]
    day_reached: re.Pattern[str]
    goes_into: re.Pattern[str]
    nth_day: re.Pattern[str]
    record: re.Pattern[str]
    has: re.Pattern[str]
    counts_back: re.Pattern[str]
    anniversary: re.Pattern[str]
    wave: re.Pattern[str]
    in_wave: re.Pattern[str]
    wave_clause: re.Pattern[str]
    nth_year: re.Pattern[str]
    said: re.Pattern[str]
    said_next: re.Pattern[str]
    pointed: re.Pattern[str]
    deadly: re.Pattern[str]
    unrest_told: re.Pattern[str]
    figure: re.Pattern[str]
    done_on: re.Pattern[str]
    of_harmed: re.Pattern[str]
    had_before: re.Pattern[str]
    had_been: re.Pattern[str]
    kept_to: re.Pattern[str]
    adds: re.Pattern[str]
    harm: re.Pattern[str]
    since_record: re.Pattern[str]
    gathering: re.Pattern[str]
    attracted: re.Pattern[str]
    set_for: re.Pattern[str]
    back_then: re.Pattern[str]
    apart: re.Pattern[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    deferring: frozenset[str]
    """Verbs in the past whose day may lie ahead."""

    @classmethod
    def read(cls, codebook: Codebook, language: str = "en") -> DayWording:
        """The patterns of the table, each compiled from its alternatives."""
        table, dates = codebook.table(f"{language}/setting"), codebook.table(f"{language}/dates")
        patterns = {
            name: re.compile(either(listed, table["words"]), re.IGNORECASE)
            for name, listed in table["day_wording"].items()
        }
        deferring = frozenset(table["dates"]["deferring"])
        return cls(**patterns, numbers=dates["numbers"], ordinals=dates["ordinals"], deferring=deferring)

    def lies_ahead(self, text: str, day: DateExpression, anchor: str | None) -> bool:
        """Whether a weekday, "today" or a day without its year, told on `anchor`, is one to come, and not the last of
        that name: "will appear in court on Monday", "would be arraigned today", "a strike is set for 29 November"."""
        of_today = day.kind == "deictic" and day.precision == "day" and day.future == day.value
        before = max(0, day.start - _REACH)
        if day.kind == "weekday" or of_today:
            return self.ahead.search(text, before, day.start) is not None
        return _is_nearer_ahead(day, anchor) and self.put_for.search(text, before, day.start) is not None

    def is_of_another(self, text: str, day: DateExpression) -> bool:
        """Whether a day is that of something else than a gathering ("victims of Wednesday's gas blast", "the mayor, who
        on Friday banned the march"), not of what brought people out ("marched after Wednesday's vote")."""
        before = max(0, day.start - _REACH)
        if self.decided.search(text, before, day.start):
            return True
        if self.decides.match(text, day.end) and self.decider.search(text, before, day.start):
            return True
        if self.of_another.match(text, day.end) is None:
            return False
        return self.led_to.search(text, before, day.start) is None

    def told_of_cause(self, text: str, day: DateExpression) -> str:
        """Whether a day of the calendar or a weekday is that of what brought people out ("over": "came out over the 14
        January election") or of what they came out after ("after"); "" for all else."""
        if day.precision != "day" or day.kind not in ("absolute", "partial", "weekday", "relative"):
            return ""
        before = max(0, day.start - _REACH)
        if self.cause_of.search(text, before, day.start):
            return "over"
        if day.kind == "relative" or self.caused.match(text, day.end) is None:
            return ""
        if self.cause.search(text, before, day.start):
            return "over"
        return "after" if day.kind != "weekday" and self.came_before.search(text, before, day.start) else ""

    def is_of_cause(self, told: str, text: str, asked: Asked, day: DateExpression) -> bool:
        """Whether a day so `told` is no day of a figure: a weekday in another sentence may be, and that of the figure's
        own harm is ("over the 2 March killing of two students")."""
        if not told or (told == "after" and asked.attribute != "participants"):
            return False
        if day.kind == "weekday" and day.start < asked.sentence.start:
            return False
        return self.caused_harm.fullmatch(text, day.end, asked.point.start) is None

    def is_of_aftermath(self, text: str, day: DateExpression) -> bool:
        """Whether a day is that of what came after arrests or deaths ("of whom 90 were freed on Thursday")."""
        return self.aftermath.search(text, max(0, day.start - _REACH), day.start) is not None

    def is_of_hearing(self, text: str, day: DateExpression) -> bool:
        """Whether a day is that of a hearing ("the court heard on Monday that 300")."""
        before = self.hearing.search(text, max(0, day.start - _REACH), day.start)
        return before is not None or self.heard.match(text, day.end) is not None

    def is_after(self, text: str, day: DateExpression, start: int, end: int) -> bool:
        """Whether a day is counted on from what a stretch of the text tells: without its name ("The day after,"), or
        by it ("was arrested. Two days after the arrest")."""
        event = self.event_told.match(text, day.end)
        if event is None:
            return False
        names = [name.removesuffix("ing") for name in (event["event"] or "").lower().split() if len(name) >= _STEM]
        told = text[start:end].lower()
        return not event["event"] or any(name[:_STEM] in told for name in names)

    def is_of_part(self, text: str, asked: Asked, day: DateExpression) -> bool:
        """Whether a day is that of a part of a figure, told behind it ("nine were hurt, one of whom died on")."""
        return self.of_part.fullmatch(text, asked.point.end, day.start) is not None

    def is_of_town(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a day stands in a clause on the town of a figure that is told behind it, and is of other years or of
        what a crowd came out over ("In Lyon, which saw riots in 2023, 300 marched")."""
        told = self.told_of_town.match(asked.sentence.text)
        if told is None or asked.future or told.end() + asked.sentence.start > asked.point.start:
            return False
        if not told.start("clause") <= day.start - asked.sentence.start < told.end("clause"):
            return False
        if day.precision in ("month", "year"):
            return True
        return asked.attribute in ("participants", "detained") and self.harm_told.search(told["clause"]) is not None

    def stands_on(self, text: str, figure: int, day: DateExpression) -> bool:
        """Whether a day stands right behind a figure ("seven were held on 18 April, and one on 4 July")."""
        return self.right_on.fullmatch(text, figure, day.start) is not None

    def is_now_again(self, asked: Asked) -> bool:
        """Whether the sentence of a figure turns from earlier gatherings to the latest ("This time, 28 were held")."""
        return self.now_again.match(asked.sentence.text) is not None

    def tells_of_own(self, text: str, day: DateExpression) -> bool:
        """Whether a day opens its sentence as that of the gathering that it tells of ("Today's march was peaceful")."""
        return self.own_march.match(text, day.end) is not None

    def subject_of(self, text: str, day: DateExpression) -> int | None:
        """The offset of the gathering that a sentence opens with by its day ("Thursday's protest in Oslo, which drew
        300"), None where it opens otherwise."""
        own = self.own_gathering.match(text, day.end)
        return own.start("gathering") if own else None

    def had_been_before(self, text: str, day: DateExpression) -> bool:
        """Whether a day is told of as long over ("had marched on February 1")."""
        return self.had_been.search(text, max(0, day.start - _REACH), day.start) is not None

    def reaches_to(self, text: str, day: DateExpression) -> bool:
        """Whether a day is the one that a count has been kept to ("rose to 72 by Tuesday night")."""
        return self.kept_to.search(text, max(0, day.start - _REACH), day.start) is not None

    def names_wave(self, text: str, figure: int, day: DateExpression) -> bool:
        """Whether a year or month behind a figure tells which protests it is of ("killed in the 2019 riots")."""
        if day.kind != "partial" or self.wave.match(text, day.end) is None:
            return False
        return self.in_wave.fullmatch(text, figure, day.start) is not None

    def tells_wave(self, text: str, day: DateExpression, figure: int) -> bool:
        """Whether a figure stands in the clause on the protests of a year ("the 2021 protests, in which 14 died")."""
        return day.kind in ("partial", "absolute") and self.wave_clause.fullmatch(text, day.end, figure) is not None

    def years_since(self, text: str, asked: Asked) -> int | None:
        """How many years ago that was which a figure is of, by the anniversary that its sentence tells ("the first
        anniversary of the protests in which 40 died"); None without one."""
        told = self.nth_year.search(text, asked.sentence.start, asked.point.start)
        if told is None:
            return None
        return self._count(told["years"]) if told["years"] else 1 if told["nth"] == "first" else self._rank(told["nth"])

    def says(self, text: str, day: DateExpression, figure: int) -> bool:
        """Whether somebody says something between a day and a figure ("On Sunday the ministry said 25")."""
        return self.said.fullmatch(text, day.end, figure) is not None

    def tells_of_unrest(self, text: str, start: int, end: int) -> bool:
        """Whether a passage tells of what people do on the streets, or of what is done against them there."""
        return self.unrest_told.search(text, start, end) is not None

    def is_commemorated(self, text: str, day: DateExpression) -> bool:
        """Whether a day is that of what an anniversary is of ("the anniversary of the coup of 1 February 2021")."""
        told = day.kind == "partial" or text[day.end - 4 : day.end].isdecimal()
        return told and self.anniversary.search(text, max(0, day.start - _REACH), day.start) is not None

    def opens_clause(self, text: str, day: DateExpression, figure: int) -> bool:
        """Whether a figure stands in the clause that tells what took place on a day: "since Thursday, when 5,000"."""
        return day.end < figure and self.when.fullmatch(text, day.end, figure) is not None

    def goes_on_to(self, text: str, figure: int, day: DateExpression) -> bool:
        """Whether a clause goes on from its figure to a day, with no other figure and no new clause between."""
        if self.figure.search(text, figure, day.start) or self.apart.search(text, figure, day.start):
            return False
        return self.row_opens.search(text, max(figure, day.start - _ROW), day.start) is None

    def drew(self, text: str, sentence: int, day: DateExpression) -> bool:
        """Whether a day is that of a gathering that then is said to have drawn people ("the march on 5 May drew")."""
        if self.attracted.match(text, day.end) is None:
            return False
        return self.gathering.search(text, max(sentence, day.start - _REACH), day.start) is not None

    def sets(self, text: str, day: DateExpression) -> bool:
        """Whether a day is one that a gathering is called or announced for ("has called a march there for Friday")."""
        return self.set_for.search(text, max(0, day.start - _REACH), day.start) is not None

    def is_of_others(self, text: str, asked: Asked, day: DateExpression) -> bool:
        """Whether a day is that of what a figure's people did before ("300 who had stayed at home the day before"), of
        a record ("the largest rally since the strike began on 8 April"), or of the harm to those for whom a crowd comes
        ("a march for two students killed on Monday")."""
        lead = max(0, day.start - _REACH)
        if asked.attribute == "participants" and self.of_harmed.search(text, lead, day.start):
            return True
        at = asked.point.end
        if at >= day.start:
            return False
        return bool(self.had_before.search(text, at, day.start) or self.since_record.search(text, at, day.end))

    def days_lasted(self, sentence: str) -> int | None:
        """How many days a total is of where its sentence says so ("nine killed in three days of protests", "four deaths
        in two days"); a week goes back to the same weekday, as "the past week" does."""
        lasting = self.lasting.search(sentence)
        weeks = self._count(lasting["weeks"] or "") if lasting else None
        return weeks * 7 + 1 if weeks else self._count((lasting["count"] or lasting["number"] or "") if lasting else "")

    def takes_up(self, text: str, sentence: int, day: DateExpression) -> bool:
        """Whether a sentence opens with the gathering told of before it and its day ("The march on Saturday was",
        "Saturday's march was", "They gathered there on Saturday")."""
        lead = text[sentence : day.start].strip(' \n“"').lower()
        if lead in ("", "the") and (self.own_gathering.match(text, day.end) or self.gathering_of.match(text, day.end)):
            return True
        return self.taken_up.fullmatch(text, sentence, day.start) is not None

    def opens(self, text: str, sentence: int, time: DateExpression) -> bool:
        """Whether a sentence begins with a time ("Last month", "In April", "But in 2019")."""
        return self.opening.fullmatch(text, sentence, time.start) is not None

    def points_back(self, time: DateExpression) -> bool:
        """Whether a time is only pointed to ("That week")."""
        return self.pointed.match(time.quote) is not None

    def turns_back(self, text: str, asked: Asked, time: DateExpression) -> bool:
        """Whether the sentence of a figure turns from the time told before it back to the report's gathering ("The
        march")."""
        resumed = self.resumed.search(asked.sentence.text)
        told = text[time.end : asked.sentence.start].lower()
        return resumed is not None and resumed["noun"].lower()[:_STEM] not in told

    def is_set_against(self, text: str, asked: Asked, day: int) -> bool:
        """Whether a figure is one that another is set against, and goes on to a day ("down from 8,000 the week")."""
        against = self.against.search(text, max(asked.sentence.start, day - _REACH), day)
        return against is not None and against.start("figure") <= asked.point.end <= against.end("figure") + _NOUN

    def ends_days(self, text: str, day: DateExpression) -> bool:
        """Whether a day is the one on which what had lasted ended ("three days of protests that ended on Sunday")."""
        return self.ended_on.search(text, max(0, day.start - _REACH), day.start) is not None

    def days_in_all(self, sentence: str) -> int | None:
        """How many days that a text has told of a sentence takes together ("over the three days")."""
        taken = self.lasted_in_all.search(sentence) if "days" in sentence or "nights" in sentence else None
        return self._count(taken["number"] if taken else "")

    def _count(self, written: str) -> int | None:
        """The number that a word or up to two digits stand for; None for any other word."""
        count = written.lower()
        return int(count) if count.isdecimal() and len(count) < 3 else self.numbers.get(count)

    def reached(self, text: str) -> tuple[int, int] | None:
        """Where a text tells which day its protests have come to, and which ("entered its sixth day"); None if nowhere
        or more than one such."""
        found = list(self.day_reached.finditer(text)) if " day" in text or " night" in text else []
        ranked = [(m.start(), rank) for m in found if (rank := self._rank((m["nth"] or m["nth_of"]).lower()))]
        return ranked[0] if len({rank for _, rank in ranked}) == 1 else None

    def night_told(self, text: str, asked: Asked) -> tuple[int, int, int] | None:
        """Which day or night of a wave of protests a figure is of ("On the first night 60 were held"), where the text
        tells which it has come to ("for a fifth night on Monday"), and which that is; None for all else."""
        sentence, at = asked.sentence.text, asked.point.start - asked.sentence.start
        told = list(self.nth_day.finditer(sentence)) if " the " in sentence else []
        if not any(unit in told[0][0] for unit in ("day", "night", "evening") if told):
            return None
        near = next((m for m in reversed(told) if m.start() < at), told[0])
        rank = 1 if near["nth"].lower() == "first" else self._rank(near["nth"].lower())
        come = [(m.start(), last) for m in self.goes_into.finditer(text) if (last := self._rank(m["nth"].lower()))]
        come += [reached] if (reached := self.reached(text)) else []
        offset, last = max(come, key=lambda row: row[1], default=(0, 0))
        return (offset, last, rank) if rank is not None and rank < last else None

    def _rank(self, written: str) -> int | None:
        """The rank that an ordinal tells; None for another word, and for the first and the last."""
        digits = written[:-2] if written[-2:] in ("st", "nd", "rd", "th") else ""
        rank = int(digits) if digits.isdecimal() and len(digits) < 3 else self.ordinals.get(written, 0)
        return rank if rank > 1 else None

    def runs_since(self, text: str, asked: Asked, day: DateExpression) -> bool:
        """Whether a figure is counted since a day behind it ("50 have died since the coup in February"), and is not the
        highest since, nor what somebody has done since; no other figure stands between."""
        start = asked.point.end
        if not day.ongoing or self.record.search(text, start, day.start) or self.figure.search(text, start, day.start):
            return False
        has = self.has.search(text, asked.sentence.start, day.start) is not None
        return has or (asked.attribute != "participants" and "," not in text[start : day.start])

    def own_day(self, text: str, bounds: tuple[int, int], days: Sequence[DateExpression], at: int) -> int | None:
        """Which of the days that a stretch of a sentence names a figure has to itself: "two died on Monday, four on
        Tuesday", "On Monday 70,000 marched, on Tuesday 35,000". None where figures and days are not told by turns."""
        if len(days) < 2:
            return None
        spans = [(d.start, d.end) for d in days]
        figures = [m.start() for m in self.figure.finditer(text, *bounds)]
        figures = [f for f in figures if not any(s <= f < e for s, e in spans)]
        starts = [d.start for d in days]
        first = [f for f in figures if f < starts[-1]]
        if _by_turns(first, starts):
            return next((i for i, (f, day) in enumerate(zip(first, starts, strict=True)) if f <= at < day), None)
        opened = all(self.row_opens.search(text, max(0, d - _ROW), d) for d in starts)
        return (
            max((i for i, d in enumerate(starts) if d < at), default=None)
            if opened and _by_turns(starts, figures)
            else None
        )


def _by_turns(ones: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each of the ones stands before its fellow among the others, and behind the fellow before."""
    pairs = list(zip(ones, others, strict=False))
    return len(ones) == len(others) and all(
        one < other and (i == 0 or pairs[i - 1][1] < one) for i, (one, other) in enumerate(pairs)
    )


def _is_nearer_ahead(day: DateExpression, anchor: str | None) -> bool:
    """Whether a day of the calendar told without its year is nearer as one to come."""
    past, future = day.value, day.future
    if day.kind != "absolute" or day.precision != "day" or not (anchor and past and future and past < anchor < future):
        return False
    told = date.fromisoformat(anchor)
    return date.fromisoformat(future) - told < told - date.fromisoformat(past)
