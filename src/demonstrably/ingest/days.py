"""Written days: "February 14, 2021", "14. Februar 2021", "2021-02-14", "Feb. 1"; and the year where it is missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from demonstrably.ingest.lexicon import Lexicon


@dataclass(frozen=True)
class Day:
    """A day as written at `start` to `end`. `year` is None where it is not written; `time` is "HH:MM" or None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    time: str | None = None

    def iso(self) -> str | None:
        """The ISO day, None without a year."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.year else None


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    month = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"""(?<![\w.\-/])(?:
          (?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)
        | (?P<cy>(?:19|20)\d\d)\s?[年/.]\s?(?P<cm>\d{{1,2}})\s?[月/.]\s?(?P<cd>\d{{1,2}})日?
        | (?P<nd>\d{{1,2}})(?P<sep>[./-])(?P<nm>\d{{1,2}})(?P=sep)(?P<ny>(?:19|20)\d\d)
        | (?P<md>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?(?P<mm>{month})\b\.?
              (?:,?\s+(?:de\s+|del\s+)?(?P<my>(?:19|20)\d\d)\b)?
        | (?P<em>{month})\b\.?\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)(?:(?:\s*,\s*|\s+)(?P<ey>(?:19|20)\d\d)\b)?
        )(?!\d)""",
        re.IGNORECASE | re.VERBOSE,
    )


_TIME = re.compile(
    r"[\s,T|·•–-]{0,3}(?:at\s+|um\s+|kl\.?\s*)?(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\.\d+)?\s*([ap]\.?m\b)?", re.I
)


def find_days(text: str, lexicon: Lexicon) -> Iterator[Day]:
    """All written days in order; numeric ones only where day and month cannot be mistaken for each other."""
    for match in _pattern(tuple(lexicon.months)).finditer(text):
        parts = match.groupdict()
        found = _parts(parts, lexicon)
        if found and _possible(*found):
            yield Day(match.start(), match.end(), *found, _time(text, match.end()))


def _parts(parts: dict[str, str | None], lexicon: Lexicon) -> tuple[int | None, int, int] | None:
    for prefix in ("i", "c", "m", "e"):
        month, day, year = parts[f"{prefix}m"], parts[f"{prefix}d"], parts[f"{prefix}y"]
        if month and day:
            number = int(month) if month.isdigit() else lexicon.months[month.lower()]
            return (int(year) if year else None), number, int(day)
    return _numeric(int(parts["nd"] or 0), int(parts["nm"] or 0), int(parts["ny"] or 0), parts["sep"] or ".")


def _numeric(first: int, second: int, year: int, separator: str) -> tuple[int, int, int] | None:
    """Dots put the day first everywhere; with slashes and hyphens the larger number must tell."""
    if separator == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _possible(year: int | None, month: int, day: int) -> bool:
    try:
        dt.date(year or 2020, month, day)
    except ValueError:
        return False
    return True


def _time(text: str, end: int) -> str | None:
    match = _TIME.match(text, end)
    if not match:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2)), (match.group(3) or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def work_out_year(day: Day, lead: str, text: str, hints: Sequence[str], lexicon: Lexicon) -> int | None:
    """The year of a dateline that gives none, by what a careful reader would go by; None where it cannot be known.

    In order: a hint (an ISO day from the file's name, a post or the page) that gives the same day of the year; days
    with a year in the text, or hints, close to the dateline; weekdays that the text puts on a date
    ("Sunday, January 31") or, in the lead, on the telling itself ("told reporters on Monday"), for the latest year
    that agrees and is not before a year the text speaks of, up to the codebook's horizon.
    """
    for hint in hints:
        if hint[5:10] == f"{day.month:02d}-{day.day:02d}":
            return int(hint[:4])
    agreeing = _agreeing_years(day, lead, text, lexicon)
    known = [d for d in map(_date, hints) if d] + [d for d in map(_written, find_days(text, lexicon)) if d]
    recent = _year_near(day, max(known), agreeing) if known else None
    if recent or agreeing is None:
        return recent
    latest_named = max(map(int, re.findall(r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d,%-])", text)), default=0)
    past = [year for year in agreeing if year >= min(latest_named, lexicon.horizon)]
    return max(past, default=None)


def _date(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _written(day: Day) -> dt.date | None:
    return _date(day.iso() or "")


def _year_near(day: Day, known: dt.date, agreeing: set[int] | None) -> int | None:
    """The year that puts the dateline beside a known day: within a year of it where the weekdays agree; without
    weekdays within two months before it (an announced day) or a year after it (one that is told of)."""
    near = {
        year: (dt.date(year, day.month, day.day) - known).days
        for year in (known.year - 1, known.year, known.year + 1)
        if _possible(year, day.month, day.day) and (agreeing is None or year in agreeing)
    }
    reach = range(-60, 306) if agreeing is None else range(-366, 367)
    return min((year for year, days in near.items() if days in reach), key=lambda year: abs(near[year]), default=None)


def _agreeing_years(day: Day, lead: str, text: str, lexicon: Lexicon) -> set[int] | None:
    """The years up to the horizon in which the weekdays fall as the text says; None where it names no weekday."""
    evidence = list(_dated_weekdays(text, lexicon)) or _telling_weekday(day, lead, lexicon)
    if not evidence:
        return None
    years = range(lexicon.horizon - 30, lexicon.horizon + 1)
    fits = {year for year in years if all(_falls_on(year, d, weekday, day) for d, weekday in evidence)}
    return fits or None


def _falls_on(year: int, other: Day, weekday: int, dateline: Day) -> bool:
    """Whether a day falls on the weekday, the dateline being in that year."""
    shift = 1 if (other.month, other.day) > (dateline.month, dateline.day) and other.month - dateline.month > 6 else 0
    own = other.year or year - shift
    return _possible(own, other.month, other.day) and dt.date(own, other.month, other.day).isoweekday() == weekday


def _dated_weekdays(text: str, lexicon: Lexicon) -> Iterator[tuple[Day, int]]:
    """Days that stand beside their weekday: "Sunday, January 31", "on January 31, a Sunday"."""
    names = "|".join(lexicon.weekdays)
    for day in find_days(text, lexicon):
        before = re.search(rf"\b({names})\.?,?\s+(?:the\s+)?$", text[max(0, day.start - 16) : day.start], re.IGNORECASE)
        after = re.match(rf",?\s+(?:a\s+|\()({names})\b", text[day.end : day.end + 16], re.IGNORECASE)
        if found := before or after:
            yield day, lexicon.weekdays[found.group(1).lower()]


_TELLING = (
    r"\b(?:said|says|told|announced|reported|stated|confirmed|declared|noted|added|stressed|wrote|tweeted|explained|"
    r"commented|warned|claimed|posted|informed|emphasized|emphasised|pointed out)\b"
)


def _telling_weekday(day: Day, lead: str, lexicon: Lexicon) -> list[tuple[Day, int]]:
    """The weekday on which somebody told what the lead reports: an agency's dateline is that same day."""
    names = "|".join(name for name in lexicon.weekdays if len(name) > 5)
    match = re.search(rf"{_TELLING}[^.,;:]{{0,80}}?\bon\s+({names})\b", lead, re.IGNORECASE)
    return [(day, lexicon.weekdays[match.group(1).lower()])] if match else []
