"""The words of dates as the codebook has them, made into pieces of patterns and look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.errors import CodebookError

NARROW = "\u202f"
"""The narrow no-break space."""
GAP = r"[ \t\xa0\u202f]{1,3}"
"""Between the words of one expression: never a line break, and bounded, so that no run of spaces costs anything."""
_GAP_IN_MOST = r"[ \t\xa0]{1,3}"


def gapped(pattern: str, *, narrow: bool = True) -> re.Pattern[str]:
    """The pattern compiled, with each space in it standing for a gap between words. Without narrow ones, which few
    texts have, it compiles in a third of the time: `re` lays out all 65,536 letters for each class that has one."""
    return re.compile(pattern.replace(" ", GAP if narrow else _GAP_IN_MOST))


def fold(word: str) -> str:
    """A word as the look-ups know it: lower case, straight apostrophe, single spaces."""
    return re.sub(r"\s+", " ", word.lower().replace("’", "'")).strip(". ")


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first; apostrophes match either kind. For `gapped`."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    pieces = (re.escape(word).replace(r"\ ", " ").replace("'", "['’]") for word in ordered)
    return f"(?:{'|'.join(pieces)})"


def either_case(words: Iterable[str]) -> list[str]:
    """Each word as it is, lower, with a first capital and in capitals."""
    return [form for word in words for form in (word, word.lower(), word[:1].upper() + word[1:], word.upper())]


def proper(words: Iterable[str]) -> list[str]:
    """Each name as it is and in capitals."""
    return [form for word in words for form in (word, word.upper())]


class Words:
    """One language's words of dates (codebook table "<language>/dates").

    Attributes in capitals are pattern pieces, those in small letters look-ups by folded word.
    """

    def __init__(self, codebook: Codebook, language: str) -> None:
        table = codebook.table(f"{language}/dates")
        try:
            self._names(table)
            self._counts(table)
            self._cues(table)
            self._stories(table["stories"])
        except (KeyError, TypeError, AttributeError) as error:
            raise CodebookError(f"{language}/dates: {error!r}", remedy="Compare it with the packaged table.") from error

    def _names(self, table: Mapping[str, Any]) -> None:
        months, short = table["months"], table["month_abbreviations"]
        loose = table["loose"]
        self.ambiguous = {fold(name) for name in loose["ambiguous_months"]}
        plain = [name.lower() for name in months if fold(name) not in self.ambiguous]
        self.MONTH = f"(?:{one_of([*proper(months), *plain])}|{one_of(proper(short))}\\b\\.?)"
        self.month = {fold(name): int(number) for name, number in (months | short).items()}
        self.full_months = {fold(name) for name in months}
        days, brief = table["weekdays"], table["weekday_abbreviations"]
        self.WEEKDAY = one_of([*proper(days), *(name.lower() for name in days)])
        self.WEEKDAY_SHORT = f"{one_of(proper(brief))}\\b\\.?"
        self.weekday = {fold(name): int(number) for name, number in (days | brief).items()}
        self.NAME_BEFORE = one_of(loose["name_before"])
        self.NAME_AFTER = one_of(loose["name_after"])
        self.named_on = frozenset(loose["named_on"])
        self.named_by = frozenset(loose["named_by"])
        self.HOLIDAY = one_of(proper(table["holidays"]))
        self.holiday_names = list(table["holidays"])
        self.holiday = {fold(name): rule for name, rule in table["holidays"].items()}

    def _counts(self, table: Mapping[str, Any]) -> None:
        self.number = {fold(word): int(value) for word, value in table["numbers"].items()}
        self.VAGUE = one_of(either_case(table["vague_numbers"]["words"]))
        self.NUMBER = f"(?:\\d{{1,3}}(?![\\d.,]\\d)|{self.VAGUE}|{one_of(either_case(table['numbers']))})"
        self.ordinal = {fold(word): int(value) for word, value in table["ordinals"].items()}
        self.ORDINAL = f"(?:\\d{{1,3}}(?:st|nd|rd|th)|{one_of(either_case(table['ordinals']))})"
        self.unit = {fold(word): str(unit) for word, unit in table["units"].items()}
        self.UNIT = one_of(table["units"])
        self.decade = {fold(word): int(year) for word, year in table["decade_words"].items()}
        self.DECADE = one_of(table["decade_words"])

    def _cues(self, table: Mapping[str, Any]) -> None:
        cues, parts = table["cues"], table["parts"]
        self.strong = {fold(word) for word in cues["strong"]}
        self.weak = {fold(word) for word in cues["weak"]}
        self.year_cues = {fold(word) for word in cues["year"]}
        self.no_year = {fold(word) for word in cues["no_year"]}
        self.day_of_month_before = frozenset(cues["day_of_month_before"])
        self.day_of_month_after = frozenset(cues["day_of_month_after"])
        self.day_of_month_of = frozenset(cues["day_of_month_of"])
        self.ordinal_after = frozenset(cues["ordinal_after"])
        self.counted_in = frozenset(cues["counted_in"])
        self.counted = {fold(word) for word in cues["counted"]}
        numbers = {word for word in table["numbers"] if word not in ("a", "an")}
        self.not_counted_from = numbers | set(cues["not_counted_from"])
        self.PART = one_of(parts["words"])
        self.BEFORE_DAY = one_of(either_case(parts["before_day"]))
        self.BEFORE_PERIOD = one_of(either_case(parts["before_period"]))
        self.ABOUT = one_of(either_case(table["approximate"]["words"]))
        self.deictic = {fold(word): int(days) for word, days in table["deictic"].items()}
        self.DEICTIC = one_of(either_case(table["deictic"]))
        self.season = {fold(word): (int(first), int(count)) for word, (first, count) in table["seasons"].items()}
        self.SEASON = one_of(either_case(table["seasons"]))

    def _stories(self, table: Mapping[str, Any]) -> None:
        """What tells whether days without a year are of one told before."""
        self.gathering = re.compile(rf"\b(?:{'|'.join(table['gathering'])})", re.IGNORECASE)
        self.unrest = re.compile(rf"\b(?:{'|'.join(table['unrest'])})\b", re.IGNORECASE)
        self.this_year = re.compile(rf"\b(?:{'|'.join(table['this_year'])})\b", re.IGNORECASE)
        opens = "|".join(table["opens"])
        self.story_opens = re.compile(rf"(?:\A|\n)\W*(?:[a-z-]+ ){{1,4}}?(?:{opens})\Z", re.IGNORECASE)
        self.remembered = re.compile(rf"(?i:\b(?:{'|'.join(table['remembered'])})\b)[^.;\n]*\Z")

    def count(self, written: str) -> int | None:
        """The number that a word or digits stand for, None for a vague one ("several")."""
        return int(written) if written.isdigit() else self.number.get(fold(written))

    def nth(self, written: str) -> int:
        """The rank that an ordinal stands for; -1 for "last"."""
        digits = re.match(r"\d+", written)
        return int(digits.group()) if digits else self.ordinal[fold(written)]
