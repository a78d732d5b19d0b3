"""Joining: what belongs to a date besides its own words, and what neighbours tell together ("Monday to Wednesday")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.rules import Match, Reading, Rule, Scene
from demonstrably.extract.dates.words import Words, fold, gapped

REACH_LEFT = 40
"""Characters before a trigger word in which an expression may begin: longer than any rule's words need."""
LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")
_OF_UNIT = gapped(r"\b[Tt]he (week|weekend) of (?:the )?$")
_OPENING = gapped(r"\b([Ff]rom|[Bb]etween) (?:on )?$")
_OPENS = re.compile(r"([Ff]rom|[Bb]etween) ")
_JOIN = gapped(r"(?P<sign>(?: )?[-–—](?: )?)|,? (?P<word>to|through|thru|till|until|into|and|or|&) (?:on |the )?")
_NEW_CLAUSE = gapped(", and on (?:the )?")
_GOES_ON = gapped(
    r" (?!(?:in|at|by|with|to|for|of|after|before|over|against|outside|near|and|or|from|during|through) )[A-Za-z]"
)
"""What a day of a clause of its own is told with ("held on Saturday, and on Sunday police announced")."""
_ROW = gapped(r", (?:on )?")
_APPOSED = gapped(r", (?:on )?(?:the )?")
_DATED = gapped(r" (?:[a-z’'-]+ ){0,6}?(?:on )?")
_CLOSED = re.compile(r"[ \t]*(?:[.,;:)\n]|$)")
"""What stands between a number of days and the day that they are counted from ("after the vote on"), and behind it."""
_STARTING = gapped(r",? (?:(?:from|starting|beginning) )?(?:on )?(?:the )?")
_FROM = re.compile(r"\W*(?:from|starting|beginning)\b")
"""What stands between a length and the day that it is counted from ("for nine days from")."""


@dataclass(frozen=True, slots=True)
class Item:
    """An expression under way: its span, its reading, and how to read it again against another day."""

    start: int
    end: int
    reading: Reading
    rule: Rule
    match: Match


class Joiner:
    """Joins the expressions that a grammar of one language's words has found."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._before_day = gapped(rf"\b(?:{words.BEFORE_DAY})(?: )?(?:on |the )?$")
        self._week_of = gapped(rf"\b(?:[Tt]he )?(?P<nth>{words.ORDINAL}|last) (?P<unit>week|weekend) (?:of|in) $")
        self._after_day = gapped(rf" {words.PART}(?!\w)")

    def join(self, text: str, items: list[Item]) -> list[Item]:
        """Neighbours that make one range ("from Monday to Wednesday") become one item."""
        joined: list[Item] = []
        for item in items:
            item = self._widen(text, item, joined[-1].end if joined else 0)
            merged = self._merged(text, joined[-1], item) if joined else None
            if merged is None:
                joined.append(item)
                continue
            joined[-1] = merged
            while len(joined) > 1 and (row := _row(text, joined[-2], joined[-1])):
                joined[-2:] = [row]
        return joined

    @staticmethod
    def dated(text: str, first: Item, second: Item) -> Item | None:
        """The range of a day without its year and the full date that it is told with ("between July 15 and August 5,
        2024"); None where neighbours make none."""
        if not first.reading.bare or second.reading.bare or second.reading.kind != "absolute":
            return None
        return _merge(text, first, second)

    def _merged(self, text: str, first: Item, second: Item) -> Item | None:
        """What two neighbours tell of together; None where each is a date of its own."""
        past = second.reading.past
        if past is not None and past.precision == "month":  # "the last week of February", whose first words are a date
            weeks = self._of_month(second, text[first.start : second.start])
            return weeks if weeks.start == first.start else _merge(text, first, second)
        tellings = (self._lasting, self._counted, _named, _merge)
        return next((one for tell in tellings if (one := tell(text, first, second))), None)

    def _counted(self, text: str, first: Item, second: Item) -> Item | None:
        """The day that "two days after the vote on 1 March" comes to; None where a figure stands between, which would
        be of the second day, or an anniversary, and where the sentence goes on from that."""
        told, past, between = first.match.groupdict(), second.reading.past, text[first.end : second.start]
        way = fold(told.get("way") or "")
        if first.reading.kind != "relative" or first.reading.past or way not in ("before", "after", "eve"):
            return None
        if past is None or past.precision != "day" or _CLOSED.match(text, second.end) is None:
            return None
        if not _DATED.fullmatch(between) or not self._words.not_counted_from.isdisjoint(between.split()):
            return None
        unit, count = self._words.unit.get(fold(told.get("u") or "day")), self._words.count(told.get("n") or "one")
        if unit not in ("day", "week") or not count:
            return None
        step = timedelta(days=count * (7 if unit == "week" else 1) * (1 if way == "after" else -1))
        reading = _mapped(second.reading, lambda s: cal.day(s.first + step))
        return replace(second, start=first.start, reading=reading)

    def _lasting(self, text: str, first: Item, second: Item) -> Item | None:
        """The days that "for nine days from June 28" tells of; None where two neighbours tell of none."""
        length = first.match.groupdict()
        counts = first.reading.kind == "duration" and length.get("n") and length.get("u")
        if not counts or not _STARTING.fullmatch(text, first.end, second.start) or not _FROM.match(text, first.end):
            return None
        count, unit = self._words.count(length["n"] or ""), self._words.unit[fold(length["u"] or "")]
        if not count or unit not in ("day", "week"):
            return None
        days = count * (7 if unit == "week" else 1)
        reading = _mapped(second.reading, lambda s: cal.span(s.first, s.first + timedelta(days=days - 1)))
        return replace(second, start=first.start, reading=reading)

    def _widen(self, text: str, item: Item, low: int) -> Item:
        """Takes in what belongs to a day: "early Sunday", "Sunday night", "the week of 6 June"."""
        past = item.reading.past or item.reading.future
        if past is not None and past.precision == "month":
            return self._of_month(item, line_before(text, item.start, low))
        if item.reading.kind == "duration" or (past is not None and past.precision not in ("day", "range")):
            return item
        lead = line_before(text, item.start, low)
        start, end, reading = item.start, item.end, item.reading
        if after := self._after_day.match(text, end):
            end = after.end()
        if of := _OF_UNIT.search(lead):
            whole = cal.week if of.group(1) == "week" else cal.weekend
            reading = _mapped(reading, lambda stretch: whole(stretch.first))
            start -= len(lead) - of.start()
        elif before := self._before_day.search(lead):
            start -= len(lead) - before.start()
        return replace(item, start=start, end=end, reading=reading)

    def _of_month(self, item: Item, lead: str) -> Item:
        """A month with what stands before it as one of its weeks or weekends ("the first week of March")."""
        part = self._week_of.search(lead)
        if part is None:
            return item
        rank, reading = -1 if part["nth"] == "last" else self._words.nth(part["nth"]), item.reading
        try:
            past, future = (_part_of(m, rank, part["unit"]) if m else None for m in (reading.past, reading.future))
        except ValueError:  # a fifth week that the month lacks
            return item
        start = item.start - len(lead) + part.start()
        return replace(item, start=start, reading=replace(reading, past=past, future=future))


def line_before(text: str, offset: int, low: int, reach: int = REACH_LEFT) -> str:
    """The text of the same line right before an offset, as far as an expression's lead may reach."""
    return LINE_BREAK.split(text[max(low, offset - reach) : offset])[-1]


def _part_of(month: Stretch, rank: int, unit: str) -> Stretch:
    """The nth week or weekend of a month, its last for -1: weeks are counted from its first day, weekends by their
    Saturdays. Raises ValueError for one that it lacks."""
    if unit == "weekend":
        return cal.weekend(cal.nth_weekday(month.first.year, month.first.month, 5, rank))
    first = month.last - timedelta(days=6) if rank < 0 else month.first + timedelta(days=7 * (rank - 1))
    if first > month.last:
        raise ValueError(f"no week number {rank} in {month.iso}")
    return cal.span(first, min(first + timedelta(days=6), month.last))


def _mapped(reading: Reading, change: Callable[[Stretch], Stretch]) -> Reading:
    past, future = reading.past, reading.future
    return replace(reading, past=past and change(past), future=future and change(future), bare=False)


def _merge(text: str, first: Item, second: Item) -> Item | None:
    """The range that two neighbours make, None where they make none."""
    link = _JOIN.fullmatch(text, first.end, second.start)
    if not link or (_NEW_CLAUSE.fullmatch(link[0]) and _GOES_ON.match(text, second.end)):
        return None
    first = _dated_by(first, second)
    if not _alike(first.reading, second.reading):
        return None
    opening = _OPENING.search(line_before(text, first.start, 0))
    past = _range(first, second, future=False)
    opener = _OPENS.match(text, first.start) or opening
    if past is None or not _linked(link, opener, past, first.reading):
        return None
    future = _range(first, second, future=True)
    start = opening.start() - opening.end() + first.start if opening else first.start
    return replace(second, start=start, end=second.end, reading=Reading(past, future, second.reading.kind))


def _named(text: str, first: Item, second: Item) -> Item | None:
    """A counted day and its weekday ("two days before that, on the Monday") as one; None for all else."""
    day, again = first.reading.past, second.reading.past
    if first.reading.kind != "relative" or day is None or day.precision != "day" or again is None:
        return None
    alike = second.reading.kind == "weekday" and second.reading.bare and again.first.weekday() == day.first.weekday()
    return replace(first, end=second.end) if alike and _APPOSED.fullmatch(text, first.end, second.start) else None


def _row(text: str, first: Item, second: Item) -> Item | None:
    """A day and the days right behind it as one stretch ("Thursday, Friday and Saturday"); None for all else."""
    days, head = second.reading.past, first.reading.past
    if not _ROW.fullmatch(text, first.end, second.start) or days is None or days.precision != "range":
        return None
    if head is None or head.precision != "day" or first.reading.kind != second.reading.kind:
        return None
    past, future = (_led(first, known) for known in (second.reading.past, second.reading.future))
    return replace(second, start=first.start, reading=Reading(past, future, second.reading.kind)) if past else None


def _led(first: Item, days: Stretch | None) -> Stretch | None:
    """The stretch from a day to the end of that which begins on the day after it; None where it does not."""
    head = _again(first, days.first, future=False) if days else None
    return cal.span(head.first, days.last) if head and days and (days.first - head.last).days == 1 else None


def _dated_by(first: Item, second: Item) -> Item:
    """A day without its year, read against the full date that it is followed by ("12 March – 19 May 2010")."""
    known = second.reading.past
    borrowed = first.reading.bare or first.reading.past is None
    if not borrowed or known is None or second.reading.bare or second.reading.kind != "absolute":
        return first
    again = _again(first, known.last, future=False)
    return replace(first, reading=replace(first.reading, past=again, future=again)) if again else first


def _alike(first: Reading, second: Reading) -> bool:
    """Whether two readings could be the ends of one range: both known, of one precision, no length among them."""
    if first.past is None or second.past is None:
        return False
    kinds = {"weekday", "absolute", "partial", "holiday"}
    return first.kind in kinds and second.kind in kinds and first.past.precision == second.past.precision


def _linked(link: Match, opening: Match | None, both: Stretch, first: Reading) -> bool:
    """Whether the words between two dates make a range of them; "and" only after "between" or for days in a row."""
    word, opener = link["word"], opening.group(1).lower() if opening else ""
    in_a_row = first.past is not None and first.past.precision == "day" and (both.last - both.first).days == 1
    if word in ("and", "&"):
        return in_a_row or opener == "between"
    if word == "into":
        return in_a_row
    return bool(link["sign"]) or opener == "from" or (first.kind in ("weekday", "absolute") and opener == "")


def _range(first: Item, second: Item, *, future: bool) -> Stretch | None:
    """From the first to the second, a bare one read against the other; None where they run backwards."""
    head, tail = first.reading, second.reading
    begin, close = (head.future, tail.future) if future else (head.past, tail.past)
    if begin is None or close is None:
        return None
    if head.bare:
        begin = _again(first, close.last, future=False) or begin
    elif tail.bare:
        close = _again(second, begin.first, future=True) or close
    return cal.span(begin.first, close.last) if begin.first < close.last else None


def _again(item: Item, anchor: date, *, future: bool) -> Stretch | None:
    """An expression's reading against another day."""
    try:
        reading = item.rule.read(item.match, Scene(anchor, None))
    except (ValueError, OverflowError):
        return None
    if not isinstance(reading, Reading):
        return None
    return reading.future if future else reading.past
