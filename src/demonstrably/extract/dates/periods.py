"""Rules for months, years, decades and seasons: stretches that a text names without a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial

from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.absolute import YEAR, told_year, year_tail
from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.lending import lent_day, lent_year
from demonstrably.extract.dates.rules import (
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

_MONTH_TO = r"(?:(?: )?[-–](?: )?| (?:to|through|until|till|(?P<and>and)) )"
_RANGE_AHEAD = gapped(r" (?:to|and|or) \d[\d,]* (\w+)")
_NO_DAY = r"(?!\.? (?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|[.,:]\d))"
"""What a month alone lacks after it: "late July 29" is a day."""
_COMING = r"[Ll]ast|[Nn]ext|[Tt]his(?: (?:past|coming))?|[Pp]ast"
_RANKED = re.compile(r"\d+(?:st|nd|rd|th)")
"""Before the month of a day that is part of a name ("the 14th October bridge")."""
_HEADS = re.compile(r"(?::| [–—-]) (?=[A-Z\d])")
"""Behind a month that heads its line."""


def period_rules(words: Words) -> list[Rule]:
    """All rules of this file for one language's words."""
    part = f"(?:{words.BEFORE_PERIOD}(?: )?)?"
    first, second, tail = f"(?P<m>{words.MONTH})", f"(?P<m2>{words.MONTH})", year_tail()
    year = rf"{part}(?:the year )?(?P<y>{YEAR})(?:[-–/](?P<y2>\d{{4}}|\d\d)(?!\d))?(?!-?[A-Za-z]|,\d)"
    decade = rf"(?P<y>(?:1[5-9]|20)\d0)['’]?s|(?P<short>['’‘]?\d0)s|(?P<word>{words.DECADE})"
    year_month = rf"(?<![\w,.$€£-])(?P<y>{YEAR}) (?P<m>{words.MONTH}){_NO_DAY}"
    season = f"(?:(?P<article>[Tt]he) )?{part}(?:(?P<which>{_COMING}) )?(?P<s>{words.SEASON}){tail}"
    return [
        rule("month", f"(?:(?:[Ff]rom|[Bb]etween) )?{first}{_MONTH_TO}{second}{tail}", partial(_read_months, words)),
        rule("month", f"{part}(?:(?P<which>{_COMING}|that) )?{first}{_NO_DAY}{tail}", partial(_read_month, words)),
        rule("year month", year_month, partial(_read_year_month, words)),
        rule("year", year, partial(_read_year, words)),
        rule("year decade digits", f"{part}(?:(?P<the>[Tt]he) )?(?:{decade})", partial(_read_decade, words)),
        rule("season", season, partial(_read_season, words)),
    ]


def _read_months(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "January to March": the days from the first month's start to the second's end."""
    names = fold(match["m"]), fold(match["m2"])
    first, last = words.month[names[0]], words.month[names[1]]
    if match["and"] and not match.group().lower().startswith("between") and (last - first) % 12 != 1:
        return None
    year = told_year(match, scene)
    if year is None and scene.anchor is None:
        return open_reading("partial")
    ends = (cal.month(year, last),) * 2 if year else cal.month_readings(last, scene.anchor)  # type: ignore[arg-type]
    if not year and (lent := lent_day(words, match, scene, lambda y: cal.month(y, last).last, ends[0].last)):
        ends = (cal.month(lent.year, last), ends[1])
    past, future = (cal.span(cal.months_from(end.first, -((last - first) % 12)).first, end.last) for end in ends)
    return Reading(past, future, "partial")


def _read_month(words: Words, match: Match, scene: Scene) -> Reading | None:
    """A month alone, "last March", "mid-September 2020". A name that may be a word or a person needs a cue."""
    number, year = words.month[fold(match["m"])], told_year(match, scene)
    if year is not None:
        return fixed(cal.month(year, number), "partial")
    if not match["which"] and not _is_month(words, match):
        return None
    if not match["which"] and not match.groupdict().get("tail") and (year := lent_year(words, match, scene, number)):
        return fixed(cal.month(year, number), "partial")
    if scene.anchor is None or match.groupdict().get("tail"):
        return open_reading("partial")
    which = fold(match["which"] or "")
    if which == "that":
        told = scene.latest("year")
        return fixed(cal.month(told.first.year, number), "relative") if told else None
    reading = _deictic_month(number, which, scene.anchor)
    lent = (
        lent_day(words, match, scene, lambda y: cal.month(y, number).last, _last(reading, scene.anchor))
        if not which
        else None
    )
    return replace(reading, past=cal.month(lent.year, number)) if lent else reading


def _last(reading: Reading, anchor: date) -> date:
    """The last day of a reading in the past, and of the month of writing that day itself."""
    if reading.past is None:
        return date.max
    return min(reading.past.last, anchor) if reading.past.first <= anchor else reading.past.last


def _read_year_month(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the 2021 July unrest"; not "in 2019 May resigned", whose month may be a word or a person."""
    name = fold(match["m"])
    if name not in words.full_months or name in words.ambiguous or match["m"].islower():
        return None
    return fixed(cal.month(int(match["y"]), words.month[name]), "partial")


def _deictic_month(number: int, which: str, anchor: date) -> Reading:
    """ "last March" is over before the anchor's month, "next March" after it, "this March" in the anchor's year."""
    if which in ("last", "past", "this past"):
        before = -((anchor.month - number) % 12 or 12)
        return fixed(cal.months_from(anchor, before), "deictic")
    if which in ("next", "this coming"):
        return fixed(cal.months_from(anchor, (number - anchor.month) % 12 or 12), "deictic")
    if which == "this":
        return fixed(cal.month(anchor.year, number), "deictic")
    past, future = cal.month_readings(number, anchor)
    return Reading(past, future, "partial", bare=True)


def _is_month(words: Words, match: Match) -> bool:
    """Whether a month's name alone is that, and not a verb, a march or a person."""
    name, text = fold(match["m"]), match.string
    before, after = fold(word_before(text, match.start())), word_after(text, match.end())
    if match.start() < match.start("m") or before in words.strong:
        return True
    if name not in words.full_months or match["m"].islower() or _RANKED.fullmatch(before):
        return False
    if name in words.ambiguous:
        if _HEADS.match(text, match.end()) and text[: match.start()].rpartition("\n")[2].strip(" \t*•#–—-") == "":
            return True  # "March: 5,000 march in Thies"
        return before in words.weak and not after[:1].isupper() and after not in ("for", "on", "of", "to", "against")
    return not after[:1].isupper() or fold(after) in words.weekday or before in words.weak


def _read_year(words: Words, match: Match, scene: Scene) -> Reading | None:
    year, second = int(match["y"]), match["y2"]
    if match.start() == match.start("y") and not _is_year(words, match):
        return None
    if second is None:
        return fixed(cal.year_of(year), "partial")
    last = int(second) if len(second) == 4 else year - year % 100 + int(second)
    if not year < last <= year + 100:
        return None
    return fixed(cal.span(date(year, 1, 1), date(last, 12, 31)), "partial")


_ZONES = ("GMT", "UTC", "BST", "CET", "CEST", "EST", "EDT", "IST", "MSK", "hrs", "hours")
"""What makes four digits the time of day ("1922 GMT")."""


def _is_year(words: Words, match: Match) -> bool:
    """Whether four digits alone are a year and no quantity, number or part of one."""
    text, start, end = match.string, match.start(), match.end()
    before, after = fold(word_before(text, start)), word_after(text, end)
    if text[max(0, start - 1) : start] in tuple(".,$€£#/:-+@") or before in words.no_year:
        return False
    if after in _ZONES:
        return False
    ahead = _RANGE_AHEAD.match(text, end)
    counted = fold(ahead.group(1) if ahead else after) in words.counted
    plural = after.islower() and len(after) > 3 and after.endswith("s")
    hundreds = int(match["y"]) % 100 == 0
    if before == "in" and not hundreds:  # "In 2021 police held 80"
        return fold(after) not in words.counted_in
    if before in words.year_cues:
        return not (hundreds and plural) and (not counted or (before == "the" and not hundreds))
    return not counted and not plural and not hundreds and 1900 <= int(match["y"]) < 2050


def _read_decade(words: Words, match: Match, scene: Scene) -> Reading | None:
    article = match["the"] is not None
    if match["y"]:
        return fixed(cal.decade(int(match["y"])), "partial")
    if match["word"]:
        return fixed(cal.decade(words.decade[fold(match["word"])]), "partial") if article else None
    short = match["short"]
    if short[0].isdigit() and not article:
        return None
    tens = int(short[-2:])
    return fixed(cal.decade((2000 if tens < 30 else 1900) + tens), "partial")


def _read_season(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "last summer", "the winter of 2019": a season starts in the year it is named by. Alone ("spring") it is none."""
    month, count = words.season[fold(match["s"])]
    which, year = fold(match["which"] or ""), told_year(match, scene)
    if year is not None:
        return fixed(_season(year, month, count), "partial")
    capital = (match["which"] or "")[:1].isupper() and match["s"][:1].isupper()
    if capital and word_before(match.string, match.start()).islower():
        return None  # "the group Last Summer"
    if not which and not match.groupdict().get("tail"):
        before = fold(word_before(match.string, match.start()))
        if not match["article"] or before not in words.strong or word_after(match.string, match.end()) == "of":
            return None
    if scene.anchor is None or match.groupdict().get("tail"):
        return open_reading("partial")
    seasons = [_season(scene.anchor.year + shift, month, count) for shift in (-2, -1, 0, 1, 2)]
    return _season_reading(seasons, which, scene.anchor)


def _season(year: int, month: int, count: int) -> Stretch:
    first = cal.month(year, month)
    return cal.span(first.first, cal.months_from(first.first, count - 1).last)


def _season_reading(seasons: list[Stretch], which: str, anchor: date) -> Reading:
    """Past: begun by the anchor ("last": over by then); future: not over at the anchor ("next": not begun)."""
    over = [s for s in seasons if s.last < anchor]
    begun = [s for s in seasons if s.first <= anchor]
    coming = [s for s in seasons if s.last >= anchor]
    if which in ("last", "this past"):
        return fixed(over[-1] if which == "last" else begun[-1], "deictic")
    if which in ("next", "this coming"):
        return fixed(next(s for s in seasons if s.first > anchor), "deictic")
    if which == "this":
        return fixed(next((s for s in seasons if s.first.year == anchor.year), begun[-1]), "deictic")
    return Reading(begun[-1], coming[0], "partial")
