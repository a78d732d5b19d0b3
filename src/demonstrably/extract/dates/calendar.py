"""Arithmetic on days and stretches of days: the calendar behind the date grammar. No words, no text."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from demonstrably.model import DatePrecision

FAR = 300
"""Days. A day and month without a year mean the nearest past one, unless that is farther off than this (about ten
months): on 1 February "March 3" is next month's even where the tense does not say so."""

FAR_MONTHS = 10
"""The same for a month without a year, in months."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both included, and how precisely the words gave them."""

    first: date
    last: date
    precision: DatePrecision

    @property
    def iso(self) -> str:
        """An ISO day, or an interval with both ends included."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return first if first == last else f"{first}/{last}"


def day(when: date) -> Stretch:
    return Stretch(when, when, "day")


def span(first: date, last: date) -> Stretch:
    """The days from first to last, a day where they are one. Raises ValueError where they run backwards."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    return Stretch(first, last, "day" if first == last else "range")


def week(when: date) -> Stretch:
    """The week, Monday to Sunday, that holds a day."""
    monday = when - timedelta(days=when.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def month(year: int, number: int) -> Stretch:
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year_of(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), "year")


def decade(year: int) -> Stretch:
    """The ten years that hold a year: 1960 to 1969."""
    start = year - year % 10
    return Stretch(date(start, 1, 1), date(start + 9, 12, 31), "range")


def weekend(when: date) -> Stretch:
    """The Saturday and Sunday of the week that holds a day."""
    monday = when - timedelta(days=when.weekday())
    return Stretch(monday + timedelta(days=5), monday + timedelta(days=6), "range")


def months_from(when: date, count: int) -> Stretch:
    """The month that lies `count` months after (before, if negative) the month of a day."""
    index = when.year * 12 + when.month - 1 + count
    return month(index // 12, index % 12 + 1)


def unit_from(when: date, unit: str, count: int) -> Stretch:
    """The day, week, month, year or decade that lies `count` units after (before, if negative) that of a day."""
    if unit == "day":
        return day(when + timedelta(days=count))
    if unit in ("week", "fortnight"):
        return week(when + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        return months_from(when, count)
    return year_of(when.year + count) if unit == "year" else decade(when.year + 10 * count)


def days_back(when: date, unit: str, count: int) -> date:
    """The day `count` units before a day: "the past two weeks" reach back 14 days, months keep the day's number."""
    if unit == "hour":
        return when - timedelta(days=-(-count // 24))
    if unit in ("day", "week", "fortnight"):
        return when - timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if unit == "month":
        target = months_from(when, -count)
        return target.first.replace(day=min(when.day, target.last.day))
    years = count * (10 if unit == "decade" else 1)
    return when.replace(year=when.year - years, day=min(when.day, monthrange(when.year - years, when.month)[1]))


def weekday_before(when: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday (Monday 0) up to a day, that day itself included unless `strictly`."""
    back = (when.weekday() - weekday) % 7
    return when - timedelta(days=back or (7 if strictly else 0))


def weekday_after(when: date, weekday: int, *, strictly: bool = False) -> date:
    """The next such weekday (Monday 0) from a day on, that day itself included unless `strictly`."""
    ahead = (weekday - when.weekday()) % 7
    return when + timedelta(days=ahead or (7 if strictly else 0))


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, the last for -1. Raises ValueError for a fifth that the month lacks."""
    if nth < 0:
        return weekday_before(month(year, number).last, weekday)
    found = weekday_after(date(year, number, 1), weekday) + timedelta(weeks=nth - 1)
    if found.month != number:
        raise ValueError(f"month {year}-{number} has no such weekday number {nth}")
    return found


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + sunday - 7 * ((year % 19 + 11 * moon + 22 * sunday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def choose(past: date, future: date, anchor: date) -> tuple[date, date]:
    """The reading in the past and in the future of a yearless date: one too far off gives way to the other."""
    back, ahead = (anchor - past).days, (future - anchor).days
    return (future if back > FAR and ahead < back else past), (past if ahead > FAR and back < ahead else future)


def month_readings(number: int, anchor: date) -> tuple[Stretch, Stretch]:
    """A month without a year, past (the anchor's own month included) and future."""
    back, ahead = (anchor.month - number) % 12, (number - anchor.month) % 12
    past, future = months_from(anchor, -back), months_from(anchor, ahead)
    return (future if back > FAR_MONTHS else past), (past if ahead > FAR_MONTHS else future)
