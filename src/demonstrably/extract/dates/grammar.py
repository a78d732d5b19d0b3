"""Dates in running text: found by a grammar, read against the day of publication, precision kept.

    grammar = DateGrammar(Codebook())
    grammar.find("Hundreds marched on Sunday.", anchor="2021-02-01")
    # [DateExpression(quote="Sunday", value="2021-01-31", precision="day", future="2021-02-07", ...)]

One pass over the words looks for triggers (names of months and days, units, years ...); around each, the rules that
it calls for are tried, and the leftmost, then longest match is read. Then neighbours are joined to ranges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demonstrably.codebook import Codebook
from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.absolute import absolute_rules
from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.periods import period_rules
from demonstrably.extract.dates.relative import relative_rules
from demonstrably.extract.dates.rules import Kind, Match, Reading, Rule, Scene, Trigger
from demonstrably.extract.dates.units import unit_rules
from demonstrably.extract.dates.words import NARROW, Words, either_case, fold, gapped
from demonstrably.model import DatePrecision

__all__ = ["DateExpression", "DateGrammar"]

REACH_LEFT, REACH_RIGHT = 40, 64
"""Characters around a trigger word in which an expression may begin and end: longer than any rule's words need."""
REACH_SINCE = 70
"""Characters before a day in which a clause may begin that counts from it: "since the election was put off on"."""

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_GOES_ON = re.compile(r"[-/.–][0-9]")
_REST_OF_WORD = re.compile(r"\w{0,40}")
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")
_BEGUN = r"(?:[\w'’-]+ ){1,6}?(?:began|begun|started|erupted|broke out|broke|kicked off|flared(?: up)?|first [a-z]+ed) "
"""What stands between "since" and the day of which it tells what began then ("since protests began on 14 February")."""
_EVENT = r"(?:the|an?|his|her|their) (?:[\w'’-]+ ){1,6}?(?:on|of|in) "
"""What stands there for an event of that day or month ("since the coup of 1 February")."""
_CLAUSE = r"(?:[\w'’-]+ ){2,9}?on "
"""What stands there for anything else that took place then ("since the vote was put off on 9 August")."""
_SINCE = gapped(rf"\b[Ss]ince (?:{_BEGUN}|{_EVENT}|{_CLAUSE})?(?:on |in |about |around |at least )?(?:the )?$")
_OF_UNIT = gapped(r"\b[Tt]he (week|weekend) of (?:the )?$")
_OPENING = gapped(r"\b([Ff]rom|[Bb]etween) (?:on )?$")
_OPENS = re.compile(r"([Ff]rom|[Bb]etween) ")
_JOIN = gapped(r"(?P<sign>(?: )?[-–—](?: )?)|,? (?P<word>to|through|thru|till|until|into|and|or|&) (?:on |the )?")
_ROW = gapped(r", (?:on )?")
_DATED = gapped(r" (?:[a-z’'-]+ ){0,6}?(?:on )?")
_CLOSED = re.compile(r"[ \t]*(?:[.,;:)\n]|$)")
"""What stands between a number of days and the day that they are counted from ("after the vote on"), and behind it."""
_STARTING = gapped(r",? (?:(?:from|starting|beginning) )?(?:on )?(?:the )?")
_FROM = re.compile(r"\W*(?:from|starting|beginning)\b")
"""What stands between a length and the day that it is counted from ("for nine days from")."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as a text puts it. `start` and `end` are code points of the whole text.

    `value` is an ISO day or inclusive interval, as read where the tense is not future; `future` the reading where it
    is (the same where tense makes no difference). Both are None where no day can be worked out: no anchor, "recent
    weeks", "the day before the vote". `precision` is that of the value, or of `future` where only that is known,
    "unknown" without both. `ongoing` is true where it begins there and goes on: of "since Monday" the value is the
    Monday, of "for the past two weeks" the days up to publication.
    """

    start: int
    end: int
    quote: str
    value: str | None
    precision: DatePrecision
    future: str | None
    kind: Kind
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """An expression under way: its span, its reading, and how to read it again against another day."""

    start: int
    end: int
    reading: Reading
    rule: Rule
    match: Match


class DateGrammar:
    """One language's date expressions (codebook table "<language>/dates"). Holds no state between texts."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        words = Words(codebook, language)
        rules = absolute_rules(words) + period_rules(words) + relative_rules(words) + unit_rules(words)
        self._by_word = {w: [r for r in rules if r.triggers & kinds] for w, kinds in _triggers(words).items()}
        self._years = [rule for rule in rules if "year" in rule.triggers]
        self._digits = [rule for rule in rules if "digits" in rule.triggers]
        part = words.PART
        self._words = words
        self._before_day = gapped(rf"\b(?:{words.BEFORE_DAY})(?: )?(?:on |the )?$")
        self._week_of = gapped(rf"\b(?:[Tt]he )?(?P<nth>{words.ORDINAL}|last) (?P<unit>week|weekend) (?:of|in) $")
        self._after_day = gapped(rf" {part}(?!\w)")

    def find(
        self,
        text: str,
        anchor: str | None,
        start: int = 0,
        end: int | None = None,
        *,
        context: date | None = None,
        year: int | None = None,
    ) -> list[DateExpression]:
        """The date expressions of text[start:end] in order, never overlapping.

        `anchor` is the ISO day of publication; without it only full dates have a value, and days of a month where a
        `year` is given. `context` is a day told before, which "a day earlier" and the like count from; without it the
        last day found in this stretch is.
        """
        scene = Scene(date.fromisoformat(anchor[:10]) if anchor else None, context, year=year)
        items = self._join(text, self._items(text, scene, start, len(text) if end is None else end))
        lows = [0, *(item.end for item in items)]
        return [self._expression(text, item, low, scene.anchor) for item, low in zip(items, lows, strict=False)]

    def _items(self, text: str, scene: Scene, start: int, end: int) -> list[_Item]:
        """The expressions one by one, before neighbours are joined."""
        items: list[_Item] = []
        reached = start
        for trigger, rules in self._tokens(text, start, end):
            if trigger.start() < reached:
                continue
            for item in _read(text, trigger, rules, scene, reached, end):
                items.append(item)
                reached = item.end
                if item.reading.past is not None and item.reading.kind != "duration":
                    told = (item.start, item.reading.past)
                    first = (item.start, told[1].first) if told[1].precision == "day" else None
                    scene = replace(scene, told=(*scene.told[-20:], told), opening=scene.opening or first)
        return items

    def _tokens(self, text: str, start: int, end: int) -> Iterator[tuple[Match, list[Rule]]]:
        """The trigger words of the text with the rules they call for."""
        by_word = self._by_word
        for token in _TOKEN.finditer(text, start, end):
            word = token.group()
            if word in by_word:
                yield token, by_word[word]
            elif word.isdigit() and (kind := _digits(text, token)):
                yield token, self._years if kind == "year" else self._digits

    def _join(self, text: str, items: list[_Item]) -> list[_Item]:
        """Neighbours that make one range ("from Monday to Wednesday") become one item."""
        joined: list[_Item] = []
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

    def _merged(self, text: str, first: _Item, second: _Item) -> _Item | None:
        """What two neighbours tell of together; None where each is a date of its own."""
        past = second.reading.past
        if past is not None and past.precision == "month":  # "the last week of February", whose first words are a date
            weeks = self._of_month(second, text[first.start : second.start])
            return weeks if weeks.start == first.start else _merge(text, first, second)
        return self._lasting(text, first, second) or self._counted(text, first, second) or _merge(text, first, second)

    def _counted(self, text: str, first: _Item, second: _Item) -> _Item | None:
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

    def _lasting(self, text: str, first: _Item, second: _Item) -> _Item | None:
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

    def _widen(self, text: str, item: _Item, low: int) -> _Item:
        """Takes in what belongs to a day: "early Sunday", "Sunday night", "the week of 6 June"."""
        past = item.reading.past or item.reading.future
        if past is not None and past.precision == "month":
            return self._of_month(item, _before(text, item.start, low))
        if item.reading.kind == "duration" or (past is not None and past.precision not in ("day", "range")):
            return item
        lead = _before(text, item.start, low)
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

    def _of_month(self, item: _Item, lead: str) -> _Item:
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

    def _expression(self, text: str, item: _Item, low: int, anchor: date | None) -> DateExpression:
        """What an item tells, with the "since" before it, which begins behind `low`."""
        reading, start = item.reading, item.start
        lead = _before(text, start, low, REACH_SINCE)
        since = _SINCE.search(lead)
        if since:
            start -= len(lead) - since.start()
            reading = _begun(reading, anchor)
        known = reading.past or reading.future
        return DateExpression(
            start=start,
            end=item.end,
            quote=text[start : item.end],
            value=reading.past.iso if reading.past else None,
            precision=known.precision if known else "unknown",
            future=reading.future.iso if reading.future else None,
            kind=reading.kind,
            ongoing=reading.ongoing or since is not None,
        )


def _part_of(month: Stretch, rank: int, unit: str) -> Stretch:
    """The nth week or weekend of a month, its last for -1: weeks are counted from its first day, weekends by their
    Saturdays. Raises ValueError for one that it lacks."""
    if unit == "weekend":
        return cal.weekend(cal.nth_weekday(month.first.year, month.first.month, 5, rank))
    first = month.last - timedelta(days=6) if rank < 0 else month.first + timedelta(days=7 * (rank - 1))
    if first > month.last:
        raise ValueError(f"no week number {rank} in {month.iso}")
    return cal.span(first, min(first + timedelta(days=6), month.last))


def _begun(reading: Reading, anchor: date | None) -> Reading:
    """What has gone on since a day without its year began before that of writing ("since April 28", in March)."""
    past = reading.past
    if anchor is None or past is None or not reading.bare or reading.kind not in ("absolute", "partial"):
        return reading
    if past.first <= anchor or (past.first.month == 2 and past.first.day == 29):
        return reading
    if past.precision == "month":
        return replace(reading, past=cal.months_from(past.first, -12))
    return replace(reading, past=cal.day(past.first.replace(year=past.first.year - 1)))


def _triggers(words: Words) -> dict[str, set[Trigger]]:
    """Each word that calls for rules, in every case it may be written in, with its kinds."""
    lists: list[tuple[Trigger, Iterable[str]]] = [
        ("holiday", (_TOKEN.findall(name)[0] for name in words.holiday_names)),
        ("decade", words.decade),
        ("season", words.season),
        ("unit", words.unit),
        ("word", [*words.deictic, "overnight", "weekend", "eve", "morning", "afternoon", "evening"]),
        ("weekday", (name.capitalize() for name in words.weekday)),
        ("month", (name.capitalize() for name in words.month)),
    ]
    found: dict[str, set[Trigger]] = {}
    for kind, names in lists:
        for name in either_case(names):
            if name.isalpha():
                found.setdefault(name, set()).add(kind)
    return found


def _read(text: str, trigger: Match, rules: list[Rule], scene: Scene, low: int, high: int) -> list[_Item]:
    """The leftmost, then longest expression over a trigger that its rule confirms, as items; without one, none."""
    low, high = _window(text, trigger, low, high)
    narrow = text.find(NARROW, low, high) >= 0
    tried = ((rule, rule.pattern(narrow=narrow)) for rule in rules)
    found = [(match, rule) for rule, pattern in tried if (match := _over(pattern, trigger, text, low, high))]
    for match, rule in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        try:
            readings = rule.read(match, scene)
        except (ValueError, OverflowError):  # a day the calendar lacks, or beyond its years
            continue
        if readings is not None:
            each = readings if isinstance(readings, tuple) else (readings,)
            return [_Item(*(reading.at or match.span()), reading, rule, match) for reading in each]
    return []


def _digits(text: str, token: Match) -> Trigger | None:
    """Which rules a number calls for: four digits that may be a year, or digits that go on like a date."""
    number, after = token.group(), text[token.end() : token.end() + 2]
    if len(number) == 4 and "1500" <= number < "2100":
        return "year"
    if len(number) > 2:
        return None
    return "digits" if after[:1] in ("s", "'", "’") or after.lower() in _ORDINAL_ENDS or _GOES_ON.match(after) else None


def _window(text: str, trigger: Match, low: int, high: int) -> tuple[int, int]:
    """The stretch around a trigger that its expression may fill: never past a line break or through a word."""
    left = max(low, trigger.start() - REACH_LEFT)
    right = min(high, trigger.end() + REACH_RIGHT)
    for line_break in _LINE_BREAK.finditer(text, left, right):
        if line_break.start() >= trigger.end():
            return left, line_break.start()
        left = line_break.end()
    return left, min(high, _REST_OF_WORD.match(text, right).end())  # type: ignore[union-attr]


def _over(pattern: re.Pattern[str], trigger: Match, text: str, low: int, high: int) -> Match | None:
    """The pattern's match that holds the trigger, None without one."""
    for match in pattern.finditer(text, low, high):
        if match.start() > trigger.start():
            return None
        if match.end() >= trigger.end():
            return match
    return None


def _before(text: str, offset: int, low: int, reach: int = REACH_LEFT) -> str:
    """The text of the same line right before an offset, as far as an expression's lead may reach."""
    return _LINE_BREAK.split(text[max(low, offset - reach) : offset])[-1]


def _mapped(reading: Reading, change: Callable[[Stretch], Stretch]) -> Reading:
    past, future = reading.past, reading.future
    return replace(reading, past=past and change(past), future=future and change(future), bare=False)


def _merge(text: str, first: _Item, second: _Item) -> _Item | None:
    """The range that two neighbours make, None where they make none."""
    link = _JOIN.fullmatch(text, first.end, second.start)
    if not link:
        return None
    first = _dated_by(first, second)
    if not _alike(first.reading, second.reading):
        return None
    opening = _OPENING.search(_before(text, first.start, 0))
    past = _range(first, second, future=False)
    opener = _OPENS.match(text, first.start) or opening
    if past is None or not _linked(link, opener, past, first.reading):
        return None
    future = _range(first, second, future=True)
    start = opening.start() - opening.end() + first.start if opening else first.start
    return replace(second, start=start, end=second.end, reading=Reading(past, future, second.reading.kind))


def _row(text: str, first: _Item, second: _Item) -> _Item | None:
    """A day and the days right behind it as one stretch ("Thursday, Friday and Saturday"); None for all else."""
    days, head = second.reading.past, first.reading.past
    if not _ROW.fullmatch(text, first.end, second.start) or days is None or days.precision != "range":
        return None
    if head is None or head.precision != "day" or first.reading.kind != second.reading.kind:
        return None
    past, future = (_led(first, known) for known in (second.reading.past, second.reading.future))
    return replace(second, start=first.start, reading=Reading(past, future, second.reading.kind)) if past else None


def _led(first: _Item, days: Stretch | None) -> Stretch | None:
    """The stretch from a day to the end of that which begins on the day after it; None where it does not."""
    head = _again(first, days.first, future=False) if days else None
    return cal.span(head.first, days.last) if head and days and (days.first - head.last).days == 1 else None


def _dated_by(first: _Item, second: _Item) -> _Item:
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


def _range(first: _Item, second: _Item, *, future: bool) -> Stretch | None:
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


def _again(item: _Item, anchor: date, *, future: bool) -> Stretch | None:
    """An expression's reading against another day."""
    try:
        reading = item.rule.read(item.match, Scene(anchor, None))
    except (ValueError, OverflowError):
        return None
    if not isinstance(reading, Reading):
        return None
    return reading.future if future else reading.past
