"""Dates in running text: found by a grammar, read against the day of publication, precision kept.

    grammar = DateGrammar(Codebook())
    grammar.find("Hundreds marched on Sunday.", anchor="2021-02-01")
    # [DateExpression(quote="Sunday", value="2021-01-31", precision="day", future="2021-02-07", ...)]

One pass over the words looks for triggers (names of months and days, units, years ...); around each, the rules that
it calls for are tried, and the leftmost, then longest match is read. Then neighbours are joined to ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from demonstrably.codebook import Codebook
from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.absolute import absolute_rules
from demonstrably.extract.dates.joining import LINE_BREAK, REACH_LEFT, Item, Joiner, line_before
from demonstrably.extract.dates.periods import period_rules
from demonstrably.extract.dates.relative import relative_rules
from demonstrably.extract.dates.rules import Kind, Match, Reading, Rule, Scene, Trigger
from demonstrably.extract.dates.units import unit_rules
from demonstrably.extract.dates.words import NARROW, Words, either_case, gapped
from demonstrably.model import DatePrecision

__all__ = ["DateExpression", "DateGrammar"]

REACH_RIGHT = 64
"""Characters behind a trigger word in which an expression may end: longer than any rule's words need."""
REACH_SINCE = 70
"""Characters before a day in which a clause may begin that counts from it: "since the election was put off on"."""

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_GOES_ON = re.compile(r"[-/.–][0-9]")
_REST_OF_WORD = re.compile(r"\w{0,40}")
_BEGUN = r"(?:[\w'’-]+ ){1,6}?(?:began|begun|started|erupted|broke out|broke|kicked off|flared(?: up)?|first [a-z]+ed) "
"""What stands between "since" and the day of which it tells what began then ("since protests began on 14 February")."""
_EVENT = r"(?:the|an?|his|her|their) (?:[\w'’-]+ ){1,6}?(?:on|of|in) "
"""What stands there for an event of that day or month ("since the coup of 1 February")."""
_CLAUSE = r"(?:[\w'’-]+ ){2,9}?on "
"""What stands there for anything else that took place then ("since the vote was put off on 9 August")."""
_SINCE = gapped(rf"\b[Ss]ince (?:{_BEGUN}|{_EVENT}|{_CLAUSE})?(?:on |in |about |around |at least )?(?:the )?$")


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


class DateGrammar:
    """One language's date expressions (codebook table "<language>/dates"). Holds no state between texts."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        words = Words(codebook, language)
        rules = absolute_rules(words) + period_rules(words) + relative_rules(words) + unit_rules(words)
        self._by_word = {w: [r for r in rules if r.triggers & kinds] for w, kinds in _triggers(words).items()}
        self._years = [rule for rule in rules if "year" in rule.triggers]
        self._digits = [rule for rule in rules if "digits" in rule.triggers]
        self._joiner = Joiner(words)

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
        items = self._joiner.join(text, self._items(text, scene, start, len(text) if end is None else end))
        lows = [0, *(item.end for item in items)]
        return [self._expression(text, item, low, scene.anchor) for item, low in zip(items, lows, strict=False)]

    def _items(self, text: str, scene: Scene, start: int, end: int) -> list[Item]:
        """The expressions one by one, before neighbours are joined."""
        items: list[Item] = []
        reached = start
        for trigger, rules in self._tokens(text, start, end):
            if trigger.start() < reached:
                continue
            for item in _read(text, trigger, rules, scene, reached, end):
                both = self._joiner.dated(text, items[-1], item) if items else None
                items.append(item)
                reached = item.end
                past = (both or item).reading.past
                if past is not None and item.reading.kind != "duration":
                    start = both.start if both else item.start
                    scene = (scene.without(start) if both else scene).telling(start, past)
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

    def _expression(self, text: str, item: Item, low: int, anchor: date | None) -> DateExpression:
        """What an item tells, with the "since" before it, which begins behind `low`."""
        reading, start = item.reading, item.start
        lead = line_before(text, start, low, REACH_SINCE)
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


def _read(text: str, trigger: Match, rules: list[Rule], scene: Scene, low: int, high: int) -> list[Item]:
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
            return [Item(*(reading.at or match.span()), reading, rule, match) for reading in each]
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
    for line_break in LINE_BREAK.finditer(text, left, right):
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
