"""Rules for single days: "23 January", "Jan. 23-25", "31/01/2021", "the first Saturday of June", holidays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.lending import headed_year, lent_day, lent_month, lent_year
from demonstrably.extract.dates.rules import (
    Kind,
    Match,
    Reading,
    Rule,
    Scene,
    fixed,
    open_reading,
    rule,
    word_after,
    word_before,
)
from demonstrably.extract.dates.words import Words, fold, gapped

YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,:]\d)"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\w%]|[.,:]\d)"
_DAY = rf"{_NUMBER}(?! (?:people|persons|men|women|others|percent|per cent|[ap]\.?m\.?)\b)"
_TO = r"(?:(?: )?[-–—/](?: )?| (?:to|through|till|until) )"
_DAYS = rf"(?P<days>{_DAY}(?:, {_DAY}){{0,4}},? (?:and|or|&) {_DAY}|{_DAY}(?:{_TO}{_DAY})?)"
_BETWEEN = r"(?:(?:from|between|From|Between) )?"
_RANK = r"(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"
_RANKS = rf"{_RANK}(?:(?: and | to | until |(?: )?[-–](?: )?)(?:the )?(?P<to>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)))?"
_RANGE = gapped(_TO)
_NUMERIC = r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![-/.]?\d)"

HolidayRule = list[int] | dict[str, int | list[int]]
"""A holiday as the codebook has it: month and day, or what it is counted by; "elsewhere" is another month and day."""

_IN_A_ROW = re.compile(r"\s+(?:in a row|running)\b")
"""What makes "Wednesday, the 30th" the thirtieth of such."""
_TOWN = re.compile(r"\A[ \t]*(?:[A-Z][\w.'’-]+[ ,]+){1,4}\Z")
_BEHIND_DATELINE = re.compile(r"\.(?=\s)|[ \t]*(?:\([^)\n]{2,40}\)[ \t]*)?[-–—:]")
"""What stands around the day of a dateline ("Seoul, the 16th.", "SEOUL, the 16th (News1) -")."""
_SEASON = 60
"""Days around a holiday's other day within which a text means that one."""

WEEKDAY_REACH = 500
"""Days. "Friday, January 1" may be last year's where only that was a Friday; farther off, the weekday is likelier wrong
than the year."""


def absolute_rules(words: Words) -> list[Rule]:
    """All rules of this file for one language's words."""
    month, weekday = f"(?P<m>{words.MONTH})", f"(?P<w>{words.WEEKDAY}|{words.WEEKDAY_SHORT})"
    tail = year_tail()
    named = f"(?:{weekday}(?: {words.PART})?,? (?:the )?)?{_BETWEEN}"
    nth = f"[Tt]he (?P<nth>{words.ORDINAL}) (?P<w>{words.WEEKDAY}) (?:of|in)"
    this_month = "(?P<which>the|this|last|next) month"
    holiday = f"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?(?P<h>{words.HOLIDAY}){tail}"
    days = partial(_read_days, words)
    return [
        rule("month weekday", f"{named}{month} (?:the )?{_DAYS}{tail}", days),
        rule("month weekday digits", f"{named}(?:the )?{_DAYS} (?:of )?{month}{tail}", days),
        rule("month weekday digits", f"{named}(?P<days>{_DAY})-{month}-(?P<y>{YEAR})", days),
        rule("month weekday", f"{nth} {month}{tail}", partial(_read_nth_weekday, words)),
        rule("weekday", f"{nth} {this_month}", partial(_read_nth_weekday_here, words)),
        rule("year digits", r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?=T\d|\b)", _read_iso),
        rule("year digits", _NUMERIC, _read_numeric),
        rule(
            "digits",
            f"[Tt]he {_RANKS}(?: of (?P<which>last|this|next|that|the same) month)?",
            partial(_read_day_of_month, words),
        ),
        rule("weekday digits", f"(?P<w>{words.WEEKDAY}),? the {_RANK}", partial(_read_weekday_of_month, words)),
        rule("holiday", holiday, partial(_read_holiday, words)),
        rule("unit", f"(?:on )?[Tt]h(?:is|e same|at)(?: very)? day in (?P<y>{YEAR})", _read_this_day_in),
    ]


def year_tail() -> str:
    """The piece of a pattern for the year that may follow: group y its digits, tail "last", "this", "that", or back
    where a year is counted back ("on 3 June the year before")."""
    tail = "(?:the )?(?P<tail>last|this|next|that|past|previous|same) year"
    counted = "(?P<back>(?:the|a|one) year (?:before|earlier))|(?P<ago>(?:a|one) year ago)"
    back = f"(?:{counted})(?=(?: )?(?:[,.;:)!?]|[0-9]|\\Z))"
    return f"(?:,? (?:of )?(?:(?P<y>{YEAR})|{tail})|,? {back})?"


def told_year(match: Match, scene: Scene) -> int | None:
    """The year that the words give: in digits, by "that year", or by "last year" where there is an anchor. "The year
    before" is counted from the year told last, else from that of writing."""
    groups = match.groupdict()
    digits = groups.get("y")
    if digits:
        return int(digits)
    tail, told = groups.get("tail"), scene.latest("year")
    if tail in ("that", "same"):
        return told.first.year if told else None
    if groups.get("back") or groups.get("ago"):
        year = told.first.year if told and groups["back"] else scene.anchor.year if scene.anchor else None
        return year - 1 if year else None
    if not tail or scene.anchor is None:
        return None
    return scene.anchor.year + {"this": 0, "next": 1}.get(tail, -1)


def year_meant(words: Words, match: Match, scene: Scene, month: int) -> int | None:
    """The year that the words give, otherwise that of a text without an anchor; not where they count from one."""
    counted = any(match.groupdict().get(name) for name in ("tail", "which", "back", "ago"))
    assumed = None if counted or scene.anchor else lent_year(words, match, scene, month) or scene.year
    return told_year(match, scene) or (None if counted else headed_year(match)) or assumed


def yearless(on: Callable[[int], date], anchor: date, weekday: int | None = None) -> tuple[date, date]:
    """The past and the future reading of a day that comes once a year; a weekday said with it decides the year."""
    days = []
    for year in range(anchor.year - 8, anchor.year + 9):
        try:
            days.append(on(year))
        except ValueError:  # 29 February
            continue
    named = [when for when in days if when.weekday() == weekday and abs((when - anchor).days) <= WEEKDAY_REACH]
    if named:
        nearest = min(named, key=lambda when: abs((when - anchor).days))
        return nearest, nearest
    past = max(when for when in days if when <= anchor)
    return cal.choose(past, min(when for when in days if when >= anchor), anchor)


def _read_days(words: Words, match: Match, scene: Scene) -> Reading | tuple[Reading, ...] | None:
    """A day of a month, a range of such days, or a list of them; none where it is part of a name."""
    if _names_something(words, match):
        return None
    month = words.month[fold(match["m"])]
    numbers = [(int(m.group()), m.start(), m.end()) for m in re.finditer(r"\d+", match["days"])]
    between = match.group()[:7].lower() == "between"
    listed = not between and not _RANGE.search(match["days"])
    values = [number for number, _, _ in numbers]
    consecutive = values == list(range(values[0], values[0] + len(values)))
    if not listed or consecutive:
        return _days_reading(words, match, scene, month, values[0], values[-1])
    readings = []
    for index, (number, start, end) in enumerate(numbers):
        reading = _days_reading(words, match, scene, month, number, number)
        if reading is None:
            return None
        readings.append(_at(reading, match, start, end, first=index == 0, last=index == len(numbers) - 1))
    return tuple(readings)


def _names_something(words: Words, match: Match) -> bool:
    """Whether a day without its year belongs to the name behind it ("May 13 Square", "the April 6 Youth Movement",
    "the May 18 Democracy Square", "the 14th October bridge")."""
    after = word_after(match.string, match.end())
    if match["w"] or match["y"]:
        return False
    the = match.group()[:4].lower() == "the " or word_before(match.string, match.start()).lower() == "the"
    if after in words.named_on or (the and after.title() in words.named_on):
        return True
    if after[:1].isupper() and after not in words.named_by:
        after = word_after(match.string, match.end() + len(after) + 1)
    if not after[:1].isupper():
        return False
    before = word_before(match.string, match.start()).lower()
    told = before == "on" or before in words.strong or before in words.weak
    return after in words.named_on or (not told and after in words.named_by)


def _at(reading: Reading, match: Match, start: int, end: int, *, first: bool, last: bool) -> Reading:
    """The reading of one day of a list, with its part of the span."""
    offset = match.start("days")
    left = match.start() if first else offset + start
    tail = re.match(r"st|nd|rd|th", match.string[offset + end : offset + end + 2], re.IGNORECASE)
    right = match.end() if last else offset + end + (2 if tail else 0)
    return Reading(reading.past, reading.future, reading.kind, bare=reading.bare, at=(left, right))


def _days_reading(words: Words, match: Match, scene: Scene, month: int, first: int, last: int) -> Reading | None:
    """The reading of "23-25 January": None where the month has no such day."""
    weekday = words.weekday.get(fold(match["w"])) if match["w"] else None
    year = year_meant(words, match, scene, month)
    try:
        date(2000, month, first), date(2000, month, last)  # 2000 has a 29 February
        if year is not None:
            return fixed(cal.span(date(year, month, first), date(year, month, last)), "absolute")
    except ValueError:
        return None
    if scene.anchor is None or match.groupdict().get("tail"):
        return open_reading("absolute")
    past, future = yearless(lambda y: date(y, month, last), scene.anchor, weekday if first == last else None)
    ahead = last - first
    told = lent_day(words, match, scene, lambda y: date(y, month, last), past)
    if told is not None and weekday in (None, told.weekday()):
        return Reading(_back(told, ahead), _back(future, ahead), "absolute", bare=True)
    return Reading(_back(past, ahead), _back(future, ahead), "absolute", bare=True)


def _back(last: date, days: int) -> Stretch | None:
    return cal.span(last - timedelta(days=days), last) if days >= 0 else None


def _read_nth_weekday(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the first Saturday of June"."""
    month, weekday = words.month[fold(match["m"])], words.weekday[fold(match["w"])]
    nth, year = words.nth(match["nth"]), year_meant(words, match, scene, month)
    if nth > 5:
        return None
    on = partial(_nth, month=month, weekday=weekday, nth=nth)
    return _yearly(words, match, on, year, scene, "absolute")


def _read_nth_weekday_here(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the first Saturday of the month"."""
    nth = words.nth(match["nth"])
    if nth > 5:
        return None
    if scene.anchor is None:
        return open_reading("deictic")
    on = partial(_nth_in, scene.anchor, words.weekday[fold(match["w"])], nth)
    if match["which"] != "the":
        return fixed(cal.day(on({"last": -1, "this": 0, "next": 1}[match["which"]])), "deictic")
    past = next(when for when in (on(0), on(-1)) if when <= scene.anchor)
    future = next(when for when in (on(0), on(1)) if when >= scene.anchor)
    return Reading(cal.day(past), cal.day(future), "deictic")


def _nth_in(anchor: date, weekday: int, nth: int, months: int) -> date:
    """The nth such weekday of the month that lies so many months from that of a day."""
    month = cal.months_from(anchor, months).first
    return cal.nth_weekday(month.year, month.month, weekday, nth)


def _nth(year: int, *, month: int, weekday: int, nth: int) -> date:
    return cal.nth_weekday(year, month, weekday, nth)


def _yearly(
    words: Words, match: Match, on: Callable[[int], date], year: int | None, scene: Scene, kind: Kind
) -> Reading:
    """The reading of a day that comes once a year, in a told year or in the nearest."""
    if year is not None:
        return fixed(cal.day(on(year)), kind)
    if scene.anchor is None:
        return open_reading(kind)
    past, future = yearless(on, scene.anchor)
    lent = lent_day(words, match, scene, on, past)
    return Reading(cal.day(lent or past), cal.day(future), kind, bare=True)


def _read_iso(match: Match, scene: Scene) -> Reading | None:
    try:
        return fixed(cal.day(date(int(match["y"]), int(match["m"]), int(match["d"]))), "absolute")
    except ValueError:
        return None


def _read_numeric(match: Match, scene: Scene) -> Reading | None:
    """31/01/2021 or 1/31/2021; where both orders are days, the one nearer the anchor, with dots the day first."""
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    if len(match["y"]) == 2 and match["sep"] != "/":
        return None
    a, b = int(match["a"]), int(match["b"])
    orders = [(b, a)] if match["sep"] == "." else [(b, a), (a, b)]
    days = sorted({day for month, number in orders if (day := _valid(year, month, number))})
    if not days:
        return None
    if len(days) > 1 and scene.anchor is None:
        return open_reading("absolute")
    anchor = scene.anchor or days[0]
    return fixed(cal.day(min(days, key=lambda when: abs((when - anchor).days))), "absolute")


def _valid(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _read_day_of_month(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the 23rd of last month"; "the 23rd" alone only after a word that asks for a day and where it ranks no noun."""
    which = match["which"]
    dateline = _TOWN.search(match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()])
    headed = dateline and _BEHIND_DATELINE.match(match.string, match.end())
    if which is None and not headed and not _is_day_of_month(words, match):
        return None
    told = scene.latest("month") if which in ("that", "the same") else None
    if scene.anchor is None and told is None:
        return open_reading("absolute")
    anchor = scene.anchor or date.max
    number = int(match["d"][:-2])
    more = max(0, int((match["to"] or match["d"])[:-2]) - number)
    more = 0 if more > 1 and " and " in match.group() else more  # "the 12th and the 19th" are no range
    if which is not None:
        month = cal.months_from(told.first if told else anchor, {"last": -1, "next": 1}.get(which, 0))
        return fixed(_days_from(month.first.replace(day=number), more), "relative" if told else "deictic")
    past, future = (_day_number(anchor, number, step) for step in (-1, 1))
    if lent := lent_month(match.string, match.start(), scene):
        past = _day_number(lent, number, 1)
    return Reading(_days_from(past, more), _days_from(future, more), "absolute", bare=True)


def _is_day_of_month(words: Words, match: Match) -> bool:
    """Whether "the 23rd" is a day, by the words before and behind it ("On the 23rd dockers walked out", "the march of
    the 23rd"; not "on the 23rd floor", "the march of the 23rd battalion")."""
    text, start = match.string, match.start()
    before, after = word_before(text, start).lower(), word_after(text, match.end())
    if before == "of":
        noun = word_before(text, start - len("of ")).lower()
        if noun not in words.day_of_month_of and re.fullmatch(words.PART, noun) is None:
            return False
    elif before not in words.day_of_month_before:
        return False
    if not after or match["to"] or after in words.day_of_month_after:
        return True
    return before in ("on", "of") and after.lower() not in words.ordinal_after


def _days_from(first: date, more: int) -> Stretch:
    return cal.span(first, first + timedelta(days=more))


def _read_weekday_of_month(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "Sunday the 17th": of the nearest month whose 17th is a Sunday; not "Friday, the 12th day of protests"."""
    if word_after(match.string, match.end()) in words.ordinal_after or _IN_A_ROW.match(match.string, match.end()):
        return None
    if scene.anchor is None:
        return open_reading("absolute")
    number, weekday = int(match["d"][:-2]), words.weekday[fold(match["w"])]
    past, future = (_day_number(scene.anchor, number, step, weekday) for step in (-1, 1))
    return Reading(cal.day(past), cal.day(future), "absolute")


def _day_number(anchor: date, number: int, step: int, weekday: int | None = None) -> date:
    """The nearest day of that number in a month, going back (step -1) or on (step 1), the anchor included; only such a
    weekday where one is given."""
    for months in range(13):
        target = cal.months_from(anchor, step * months)
        if number > target.last.day:
            continue
        when = target.first.replace(day=number)
        if (when - anchor).days * step >= 0 and weekday in (None, when.weekday()):
            return when
    raise ValueError(f"no day {number}")


def _read_holiday(words: Words, match: Match, scene: Scene) -> Reading | None:
    on = partial(holiday_day, _celebrated(words.holiday[fold(match["h"])], scene.anchor))
    year = year_meant(words, match, scene, on(2000).month)
    if year is not None or scene.anchor is None or not match["which"]:
        return _yearly(words, match, on, year, scene, "holiday")
    past, future = yearless(on, scene.anchor)
    which = fold(match["which"])
    if which == "last" and on(scene.anchor.year) >= scene.anchor:
        return fixed(cal.day(on(scene.anchor.year - 1)), "holiday")
    if which == "this":
        return fixed(cal.day(on(scene.anchor.year)), "holiday")
    return fixed(cal.day(future if which == "next" else past), "holiday")


def _celebrated(rule_: HolidayRule, anchor: date | None) -> HolidayRule:
    """Of a holiday that other countries keep on another day, the entry for the day that the anchor lies near."""
    other = rule_.get("elsewhere") if isinstance(rule_, dict) else None
    if not isinstance(other, list) or anchor is None:
        return rule_
    near = abs((anchor - date(anchor.year, other[0], other[1])).days) <= _SEASON
    return other if near else rule_


def holiday_day(rule_: HolidayRule, year: int) -> date:
    """The day of a holiday in a year, from its entry in the codebook."""
    if isinstance(rule_, list):
        return date(year, rule_[0], rule_[1])
    days = {key: value for key, value in rule_.items() if isinstance(value, int)}
    if "easter" in days:
        return cal.easter(year) + timedelta(days=days["easter"])
    return cal.nth_weekday(year, days["month"], days["weekday"], days["nth"])


def _read_this_day_in(match: Match, scene: Scene) -> Reading | None:
    """ "on this day in 1956": the anchor's day and month in that year."""
    if scene.anchor is None:
        return open_reading("absolute")
    return fixed(cal.day(scene.anchor.replace(year=int(match["y"]))), "absolute")
