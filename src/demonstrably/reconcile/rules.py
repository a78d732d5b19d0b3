"""What a rule set is, and the reading of wordings that rule sets share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from demonstrably.reconcile.testimony import Testimony, half_up


@dataclass(frozen=True, slots=True)
class Figures:
    """What a rule set makes of the claims that take part; None where it gives no such number."""

    low: int | None = None
    high: int | None = None
    best: int | None = None
    verbatim: str | None = None


class RuleSet(Protocol):
    """A named way to make figures of claims. `name` is also its table's: codebook/rule_sets/<name>.toml."""

    name: str

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        """Low, high and best for one attribute; `used` may be empty, `table` is the rule set's own."""
        ...


def read(testimony: Testimony, words: Mapping[str, int]) -> Fraction:
    """The number that a rule set reads: its own for the wordings it lists, otherwise the claim's point."""
    if testimony.claim.qualifier in ("vague", "about"):
        quote = _GAP.sub(" ", testimony.claim.quote.lower())
        for phrase in sorted(words, key=len, reverse=True):
            if re.search(rf"(?<!\bof )\b{re.escape(phrase)}\b(?!\s+(?:of|thousand|million)\b)", quote):
                return Fraction(words[phrase])
    return testimony.point


_GAP = re.compile(r"[\s\u2010\u2011-]+")
"""What parts words in a wording: "tens of thousands", "tens-of-thousands"."""


def mean(values: Sequence[Fraction]) -> int | None:
    """The rounded mean, None of nothing."""
    return half_up(sum(values, Fraction(0)) / len(values)) if values else None


def least(values: Iterable[Fraction]) -> int | None:
    return half_up(found) if (found := min(values, default=None)) is not None else None


def greatest(values: Iterable[Fraction]) -> int | None:
    return half_up(found) if (found := max(values, default=None)) is not None else None


def lower_bounds(used: Sequence[Testimony]) -> list[Fraction]:
    """The lower bounds that are told."""
    return [Fraction(t.claim.low) for t in used if t.claim.low is not None]


def upper_bounds(used: Sequence[Testimony]) -> list[Fraction]:
    """The upper bounds; an open one gives its lower one."""
    bounds = (t.claim.high if t.claim.high is not None else t.claim.low for t in used)
    return [Fraction(b) for b in bounds if b is not None]


def ends(testimony: Testimony, words: Mapping[str, int]) -> tuple[Fraction, Fraction]:
    """Both ends of a range as reported, otherwise the number that is read, twice."""
    claim = testimony.claim
    if claim.qualifier == "range" and claim.low is not None and claim.high is not None:
        return Fraction(claim.low), Fraction(claim.high)
    number = read(testimony, words)
    return number, number
