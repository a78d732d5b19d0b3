"""Lending: the year that a passage on times long past gives to the days and months it names without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.rules import Match, Scene
from demonstrably.extract.dates.words import Words

_RECENT_DAYS = 60
"""Days up to which a day without its year is more likely the last such than one of a year told before."""
_REACH = 800
"""Characters behind a year within which days are of it."""
_STORY = 2000
"""Characters behind a day long past within which a story goes on from it."""
_WEEKS = timedelta(days=45)
"""How far the next day of a story may lie from the one told last."""
_MONTH = timedelta(days=31)
_FORTNIGHT = timedelta(days=14)
_YEAR = timedelta(days=366)
_SOLAR = timedelta(days=365, hours=6)
_OLD = timedelta(days=300)
"""How long past the day is that a retrospect opens with, at least."""
_MONTHS = re.compile(r"[A-Z][a-z]{2,8}\.?(?: \d{4})?\s*(?:to|and|until|through|[-–])\s*")
"""From the first of two months that a stretch lasted to the second."""
_TO_NOW = re.compile(r"\b(?:[Ss]ince|[Ff]rom|[Bb]y|[Uu]ntil|[Tt]ill)\s{1,3}\Z")
"""What stands before a year that a passage only counts from or up to."""
_WHEN = re.compile(r"[\w ]{4,20}, when\b")
"""A year told so opens a passage on it all the same ("since 1981, when hundreds occupied a hall in January")."""
_OPENS = re.compile(r"(?:\A|\n|[.!?:;]['”\"’)]*\s)\W*(?:[^\W\d_]+ ){0,3}(?<!\bof )(?<!\b[Tt]he )\W*\Z")
"""What stands between the start of a sentence and a year that it is about ("In 2014,", "Then there is 1970")."""
_OPENS_PARAGRAPH = re.compile(r"(?:\A|\n)\W*(?:[^\W\d_]+ ){0,3}(?<!\bof )(?<!\b[Tt]he )\W*\Z")
_NEW_SENTENCE = re.compile(r"[.!?]['”\"’)]*\s+['“\"‘(]?[A-Z]")
_PUT_AHEAD = re.compile(
    r"\b(?:is|are|will be|to be)\s+(?:(?:held|due|set|scheduled|planned)\s+)?(?:on|for)\s+(?:the\s+)?\Z"
)
"""What stands before a day that is still to come ("The vote is on May 16")."""
_LEAD = 40
_REACH_REMEMBERED = 90
_SENTENCE_END = re.compile(r"\n|[.!?]\s")
_TITLE = re.compile(r"\s*[^\n]{1,160}(?<![.!?])\n")
"""A first line that is no sentence."""
_MARKS = " \t*•#–—-"  # the hyphen last, for a class
_YEAR_LINE = re.compile(rf"^[{_MARKS}]*(?P<year>(?:19|20)\d\d)[:{_MARKS}]*$", re.MULTILINE)
"""A line that holds nothing but a year, and what lists and headings are marked with."""
_OVER = 8
"""Months that one told is behind one told before for the year to have changed between."""


def headed_year(match: Match) -> int | None:
    """The year in a line of its own that heads the days of a timeline, for a day that opens its line; else None."""
    text, start = match.string, match.start()
    if text[:start].rpartition("\n")[2].strip(_MARKS):
        return None
    heads = [m["year"] for m in _YEAR_LINE.finditer(text, 0, start)]
    return int(heads[-1]) if heads else None


def lent_day(words: Words, match: Match, scene: Scene, on: Callable[[int], date], nearest: date) -> date | None:
    """A day without its year in a passage on a year long past ("In 1907 the growers rose. On 9 June ..."); None
    elsewhere. `on` gives the day in any year, `nearest` is the one nearest to the day of writing."""
    if scene.anchor is None or not scene.told:
        return None
    line = match.string.rfind("\n", 0, match.start()) + 1
    now = list(words.this_year.finditer(match.string, line, match.start()))
    if now and now[-1].start() >= scene.told[-1][0]:
        return None
    if _PUT_AHEAD.search(match.string, max(0, match.start() - _LEAD), match.start()):
        return None
    try:
        here = _lent_here(words, match, scene, on, nearest) or _lent_by_story(words, match, scene, on, nearest)
        return here or _lent_by_stretch(words, match, scene, on, nearest)
    except ValueError:  # 29 February
        return None


def lent_year(words: Words, match: Match, scene: Scene, month: int) -> int | None:
    """The year of a day or month without one in a text whose own day is unknown: that of the last day, month or stretch
    told before in a sentence on a gathering, or of the year that such a title names; None where there is none, or only
    one thought back to."""
    if scene.anchor is not None:
        return None
    title = _TITLE.match(match.string)
    for start, stretch in reversed(scene.told):
        if stretch.precision == "year" and (title is None or start >= title.end()):
            continue
        if _is_passing(words, match.string, start) or not _is_of_gathering(words, match.string, start):
            continue
        if stretch.first.year == stretch.last.year:  # "December 2018 ... 3 January"
            single = stretch.last - stretch.first < _MONTH
            over = stretch.last.month - month > _OVER and single
            before = month - stretch.first.month > _OVER and single  # "until February 2012 ... 3 December"
            return stretch.first.year + over - before
        return stretch.first.year if month >= stretch.first.month else stretch.last.year
    return None


def _is_of_gathering(words: Words, text: str, start: int) -> bool:
    """Whether the sentence around an offset tells of a gathering, or of harm at one."""
    return words.gathering.search(text, *_sentence_around(text, start)) is not None


def _sentence_around(text: str, start: int) -> tuple[int, int]:
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    end = _SENTENCE_END.search(text, start)
    return first, end.start() if end else len(text)


def _lent_here(words: Words, match: Match, scene: Scene, on: Callable[[int], date], nearest: date) -> date | None:
    """The day by what its paragraph tells before it: the same month, a year that it is about, or that told last."""
    anchor = scene.anchor or date.max
    text, offset = match.string, match.start()
    told = list(_told_before(scene, text, offset))
    if not told:
        return None
    if (inside := _between_months(text, told, on)) and inside < anchor:
        return inside
    for start, stretch in told:
        if stretch.precision == "month" and stretch.first.month == nearest.month:
            old = (anchor - stretch.last).days > _RECENT_DAYS
            return on(stretch.first.year) if old and not _is_passing(words, text, start) else None
        if not text.endswith(" of ", 0, start) or _opens_story(words, text, start):
            break  # "the battle of 1945" is no time that is told of
    else:
        return None
    when = _within(stretch, on)
    if when is None or stretch.last >= nearest or _is_passing(words, text, start):
        return None
    if stretch.last - stretch.first > _MONTH and not _is_story(words, text, start, offset):
        return None
    about = _is_about(text, start, offset) or _opens_story(words, text, start)
    if (anchor - nearest).days < _RECENT_DAYS and not about:
        return when if nearest > anchor and (anchor - stretch.last) > _OLD else None
    return when


def _told_before(scene: Scene, text: str, offset: int) -> Iterator[tuple[int, Stretch]]:
    """The stretches told before an offset in its paragraph, the last first."""
    for start, stretch in reversed(scene.told):
        if offset - start > _REACH or "\n" in text[start:offset]:
            return
        yield start, stretch


def _between_months(text: str, told: list[tuple[int, Stretch]], on: Callable[[int], date]) -> date | None:
    """The only such day of the months told last ("between December 2022 and March 2023, 50 died, 18 on January 9")."""
    if len(told) < 2 or any(stretch.precision != "month" for _, stretch in told[:2]):
        return None
    (end, last), (start, first) = told[:2]
    if not first.first < last.first < first.first + _YEAR or _MONTHS.fullmatch(text, start, end) is None:
        return None
    days = [when for when in map(on, {first.first.year, last.last.year}) if first.first <= when <= last.last]
    return days[0] if len(days) == 1 else None


def _within(stretch: Stretch, on: Callable[[int], date]) -> date | None:
    """The only such day of a stretch of up to a year; of a shorter one, that of its year or right behind it."""
    if stretch.first.year == stretch.last.year:
        when = on(stretch.first.year)
        over = stretch.last - stretch.first < _MONTH and when < stretch.first - _MONTH  # "December 2018 ... 3 January"
        return on(stretch.first.year + 1) if over else when
    if stretch.last - stretch.first > _YEAR:
        return None
    inside = [when for when in (on(stretch.first.year), on(stretch.last.year)) if stretch.first <= when <= stretch.last]
    return inside[0] if len(inside) == 1 else None


def _is_passing(words: Words, text: str, start: int) -> bool:
    """Whether a passage only counts from a year, or up to it, or thinks back to it."""
    if _TO_NOW.search(text, max(0, start - 12), start) is not None:
        return _WHEN.match(text, start) is None
    return _is_thought_back_to(words, text, start)


def _is_thought_back_to(words: Words, text: str, start: int) -> bool:
    return words.remembered.search(text, max(0, start - _REACH_REMEMBERED), start) is not None


def _is_story(words: Words, text: str, start: int, offset: int) -> bool:
    """Whether a year told before a day is that of what is told, and not of some fact in passing ("the company, founded
    in 1998", "produced 12,000 ounces last year"): it opens its sentence, or is of unrest, or of the day's sentence."""
    end = _NEW_SENTENCE.search(text, start, offset)
    if end is None or _OPENS.search(text, max(0, start - _LEAD), start) is not None:
        return True
    return (
        words.unrest.search(text, max(text.rfind("\n", 0, start) + 1, text.rfind(". ", 0, start) + 1), end.start())
        is not None
    )


def _is_about(text: str, start: int, offset: int) -> bool:
    """Whether a paragraph, or the sentence that a day stands in, opens with a year told before that day, so that it
    is of that year however near the last such day is ("In 2014, 142 people were held on May Day")."""
    lead = max(0, start - _LEAD)
    if _NEW_SENTENCE.search(text, start, offset) is None:
        return _OPENS.search(text, lead, start) is not None
    return _OPENS_PARAGRAPH.search(text, lead, start) is not None


def _opens_story(words: Words, text: str, start: int) -> bool:
    """Whether a paragraph opens with the unrest of a time ("The national strike of 2021", "The protests began in")."""
    return words.story_opens.search(text, max(0, start - _LEAD), start) is not None


def _lent_by_story(words: Words, match: Match, scene: Scene, on: Callable[[int], date], nearest: date) -> date | None:
    """A day of the weeks around the one that a story has come to, long past ("On 20 December 2001 ... On 3 January"),
    or that a retrospect opens with; a day that might be a recent one only in the season of that one's anniversary."""
    if scene.anchor is None:
        return None
    recent = 0 <= (scene.anchor - nearest).days < _RECENT_DAYS
    opening = (scene.opening[0], Stretch(scene.opening[1], scene.opening[1], "day")) if scene.opening else None
    for told in (_reached(match, scene), opening):
        if told is None or scene.anchor - told[1].last <= _OLD or nearest <= told[1].last:
            continue
        start, stretch = told
        if _is_thought_back_to(words, match.string, start):
            continue
        past = _is_all_past(scene) and _is_of_gathering(words, match.string, start)
        if recent and not past and not _is_season(scene):
            continue
        years = (stretch.first.year + shift for shift in (0, -1, 1))
        when = next((when for when in map(on, years) if abs(when - stretch.last) <= _WEEKS), None)
        if when is not None:
            return when
    return None


def _lent_by_stretch(words: Words, match: Match, scene: Scene, on: Callable[[int], date], nearest: date) -> date | None:
    """A day within the weeks or months, long past, that a text tells a gathering's story of ("between March and August
    2022 ... on July 22"), with nothing of late told behind them, and one that might be recent only where none is at
    all; or near the anniversary of their end."""
    anchor, text, late = scene.anchor or date.max, match.string, False
    recent = 0 <= (anchor - nearest).days < _RECENT_DAYS
    for start, stretch in reversed(scene.told):
        if match.start() - start > _STORY:
            return None
        late = late or anchor - stretch.last <= _OLD
        if anchor - stretch.last <= _OLD or stretch.precision != "range" or stretch.last - stretch.first > _YEAR:
            continue
        inside = [w for w in map(on, {stretch.first.year, stretch.last.year}) if stretch.first <= w <= stretch.last]
        told = _is_of_gathering(words, text, start) or words.unrest.search(text, *_sentence_around(text, start))
        if inside and told and not _is_passing(words, text, start):
            alone = not late and (not recent or _is_all_past(scene))
            return inside[0] if alone or _is_near_anniversary(anchor, stretch.last) else None
    return None


def _is_all_past(scene: Scene) -> bool:
    """Whether all times told so far are long past."""
    return scene.anchor is not None and all(scene.anchor - stretch.last > _OLD for _, stretch in scene.told)


def _is_season(scene: Scene) -> bool:
    """Whether a text is of the weeks around the anniversary of the day long past that it opens with."""
    if scene.anchor is None or scene.opening is None or not is_retrospect(scene):
        return False
    return _is_near_anniversary(scene.anchor, scene.opening[1])


def _is_near_anniversary(anchor: date, day: date) -> bool:
    """Whether a day is within two weeks of the anniversary of another."""
    return (anchor - day + _FORTNIGHT) % _SOLAR < 2 * _FORTNIGHT


def _reached(match: Match, scene: Scene) -> tuple[int, Stretch] | None:
    """The last day, or stretch of up to a month, that was told within reach."""
    short = (told for told in reversed(scene.told) if told[1].last - told[1].first <= _MONTH)
    return next((told for told in short if match.start() - told[0] <= _STORY), None)


def is_retrospect(scene: Scene) -> bool:
    """Whether the first day that a text names is long past."""
    return bool(scene.anchor and scene.opening and scene.anchor - scene.opening[1] > _OLD)


def told_coarsely(match: Match, scene: Scene, unit: str) -> Stretch | None:
    """The time told last in the paragraph that is too coarse to count such units from: what is told of "that day" or
    "the day before" then is of no finer one ("A year ago 300 were held. That day 40 were hurt"). None where a finer one
    is told, but for a sentence that opens with it."""
    if scene.given is not None or not scene.told:
        return None
    (start, stretch), text = scene.told[-1], match.string
    if scene.is_fine(stretch, unit) or "\n" in text[start : match.start()] or _TO_NOW.search(text, 0, start):
        return None
    over = scene.anchor is None or stretch.last < scene.anchor
    finer = any(scene.is_fine(told, unit) for _, told in scene.told)
    return stretch if over and (not finer or _OPENS.search(text, max(0, start - _LEAD), start)) else None


def lent_month(text: str, offset: int, scene: Scene) -> date | None:
    """The first day of the day or month told last in the same paragraph, where that is long past: days named by their
    number alone are of its month ("On 9 June ... On the 19th"); in a retrospect, told last anywhere before."""
    if scene.anchor is None or not scene.told:
        return None
    start, stretch = scene.told[-1]
    old = (scene.anchor - stretch.last).days > _RECENT_DAYS and stretch.last - stretch.first <= _MONTH
    near = offset - start < _REACH and ("\n" not in text[start:offset] or is_retrospect(scene))
    return stretch.first if old and near else None
