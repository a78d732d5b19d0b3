"""Days as posts are stamped with them ("31 Jan 2021", "January 31, 2021", "2021-01-31")."""

from __future__ import annotations

import re
from datetime import date

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = rf"""(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>20\d\d)
          |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m2>{MONTH})\s*,?\s+(?P<y2>20\d\d)
          |(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))"""
"""For an expression that is verbose and ignores case."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of(match: re.Match[str]) -> str | None:
    """The ISO day that DATE has matched within an expression; None without one, or where the calendar has no such
    day."""
    groups = match.groupdict()
    for k in "123":
        year, month, day = groups.get(f"y{k}"), groups.get(f"m{k}"), groups.get(f"d{k}")
        if year is not None and month is not None and day is not None:
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                return None
    return None
