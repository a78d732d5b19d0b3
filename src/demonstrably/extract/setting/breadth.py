"""Breadth: whether a clause speaks of many places at once, and not of the one town it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demonstrably.extract.setting.clauses import segment
from demonstrably.extract.setting.ties import Tied
from demonstrably.extract.setting.wording import WIDE
from demonstrably.language.analysis import Sentence, Token

_FIRM = 8.0
"""The score from which a town is surely the clause's own: a locative in the same clause, near by."""
LIKELY = 5.0
"""The score from which it is likelier the clause's own than what is told of many places after a comma."""


def is_wide(sentence: Sentence, focus: Token, tied: Sequence[Tied]) -> bool:
    """Whether the clause of a token speaks of many places at once ("in 86 cities", "in A, B and other cities"),
    and no town stands apart from that."""
    here = segment(sentence, focus.start)
    town = next((t for t in tied if t.toponym.kind == "settlement"), None)
    spoken = [(m.start() + sentence.start, m.end() + sentence.start) for m in WIDE.finditer(sentence.text)]
    return any(
        (segment(sentence, start) == here or (town is None and start < focus.start))
        and (town is None or _lists(sentence, town, start, end) or _overrides(sentence, focus, town, start))
        for start, end in spoken
    )


def _overrides(sentence: Sentence, focus: Token, town: Tied, start: int) -> bool:
    """Whether words for many places, from an offset on, go before a town for the clause of a token."""
    if _runs_on(sentence, town.toponym.end, start):
        return True
    left, right = sorted((start, focus.start))
    apart = ", " in sentence.text[left - sentence.start : right - sentence.start]
    if apart and town.score >= (_FIRM if start < focus.start else LIKELY):
        return False
    return town.score < _FIRM or abs(town.toponym.start - focus.start) > abs(start - focus.start)


def _lists(sentence: Sentence, town: Tied, start: int, end: int) -> bool:
    """Whether words for many places hold a town as one of them ("in Kathmandu and some other cities")."""
    after = sentence.text[max(0, town.toponym.end - sentence.start) : max(0, end - sentence.start)]
    return start <= town.toponym.start and bool(re.match(r",? and (?:[\w-]+ )*other ", after))


def _runs_on(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only a list lies between a town's end and the words "and other cities"."""
    between = sentence.text[max(0, end - sentence.start) : max(0, start - sentence.start)]
    return end <= start and re.fullmatch(r"[\s,]*(?:[A-ZÀ-Ž][\w'’.-]*[\s,]*(?:and\s*)?)*", between) is not None
