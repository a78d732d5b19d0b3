"""What a rule of the date grammar is: a pattern, the words that call for it, and a reader of its matches."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.words import gapped

Kind = Literal["absolute", "partial", "weekday", "deictic", "relative", "duration", "holiday"]
"""absolute: a day of a month; partial: a month, year, season, decade; weekday: by its name; deictic: counted from
the day of publication ("yesterday", "last week", "two days ago"); relative: counted from a day told before ("a day
earlier"); duration: how long ("the past two weeks", "for three days"); holiday: by its name."""

Trigger = Literal["month", "weekday", "unit", "word", "year", "digits", "season", "holiday", "decade"]

Match = re.Match[str]

_WORD_BEFORE = re.compile(r"([^\W_]+-?)[ \t\xa0\u202f]{0,3}\Z")
_WORD_AFTER = re.compile(r"[ \t\xa0\u202f]{1,3}([^\W_]+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a match means: the days where the tense is past or none, and where it is future; None where open.

    `at` overrides the match's own span. `bare` is true of a date that borrowed its year, weekday's week or month
    from the anchor, and may borrow it from the other end of a range instead.
    """

    past: Stretch | None
    future: Stretch | None
    kind: Kind
    ongoing: bool = False
    bare: bool = False
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reader may look at besides its match: the anchor, and the days told before.

    `told` are the stretches read so far with their offsets, in order; `given` is a day the caller says was told, and
    `year` that of a day and month in a text without an anchor. `opening` is the first day that the text names, with
    its offset.
    """

    anchor: date | None
    given: date | None
    told: tuple[tuple[int, Stretch], ...] = ()
    year: int | None = None
    opening: tuple[int, date] | None = None

    def telling(self, start: int, stretch: Stretch) -> Scene:
        """The scene with a stretch told at an offset."""
        first = (start, stretch.first) if stretch.precision == "day" else None
        return replace(self, told=(*self.told[-20:], (start, stretch)), opening=self.opening or first)

    def without(self, start: int) -> Scene:
        """The scene as it was before an offset, but for the first day that the text names."""
        told = tuple(each for each in self.told if each[0] < start)
        return replace(self, told=told, opening=self.opening if told else None)

    def latest(self, unit: str) -> Stretch | None:
        """The last stretch told that is fine enough to count such units from, or the anchor; None without both."""
        if self.given is not None:
            return Stretch(self.given, self.given, "day")
        for _, stretch in reversed(self.told):
            if self.is_fine(stretch, unit):
                return stretch
        return Stretch(self.anchor, self.anchor, "day") if self.anchor else None

    @staticmethod
    def is_fine(stretch: Stretch, unit: str) -> bool:
        """Whether a stretch is fine enough to count such units from."""
        fine = {"day": 1, "week": 8, "fortnight": 8, "month": 31, "year": 366}.get(unit, 4000)
        return (stretch.last - stretch.first).days < fine

    def day_told_near(self, text: str, offset: int, reach: int = 200) -> date | None:
        """The last single day told in the same paragraph, at most `reach` characters before an offset."""
        for start, stretch in reversed(self.told):
            if offset - start > reach or "\n" in text[start:offset]:
                return None
            if stretch.precision == "day":
                return stretch.first
        return None


Reader = Callable[[Match, Scene], "Reading | tuple[Reading, ...] | None"]
"""Reads a match; None says that this is no date after all."""


@dataclass(frozen=True)
class Rule:
    """A pattern tried around each trigger word of its kinds; a space in its expression stands for a gap between
    words. Compiled when first asked for: most texts need few of them."""

    triggers: frozenset[Trigger]
    expression: str
    read: Reader

    def pattern(self, *, narrow: bool) -> re.Pattern[str]:
        """The pattern; `narrow` for a stretch of text with narrow spaces."""
        return self._pattern if narrow else self._pattern_in_most

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return gapped(self.expression)

    @cached_property
    def _pattern_in_most(self) -> re.Pattern[str]:
        return gapped(self.expression, narrow=False)


def rule(triggers: str, pattern: str, read: Reader) -> Rule:
    """A rule from its triggers (space-separated) and its pattern."""
    kinds: frozenset[Trigger] = frozenset(triggers.split())  # type: ignore[arg-type]
    return Rule(kinds, rf"(?<!\w)(?:{pattern})(?!\w)", read)


def fixed(stretch: Stretch | None, kind: Kind) -> Reading:
    """A reading that does not depend on tense."""
    return Reading(stretch, stretch, kind)


def open_reading(kind: Kind, *, ongoing: bool = False) -> Reading:
    """A date expression whose days can't be worked out."""
    return Reading(None, None, kind, ongoing)


def word_before(text: str, offset: int) -> str:
    """The word right before an offset as written, empty where another sign stands there."""
    found = _WORD_BEFORE.search(text, max(0, offset - 30), offset)
    return found.group(1) if found else ""


def word_after(text: str, offset: int) -> str:
    """The word after one gap, as written; empty where another sign stands there."""
    found = _WORD_AFTER.match(text, offset)
    return found.group(1) if found else ""
