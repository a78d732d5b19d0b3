"""Does confidence mean something? Of the claims with confidence around 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demonstrably.evaluation.scoring import TextScore

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bins of the table: finer where nearly all claims are. A bin holds its lower edge; the last one both."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims with a confidence from `low` up to `high`; shares None where there are none.

    `mean` is their mean confidence, `right` the share that are claims at all, `whole` the share right in value,
    modality and source too.
    """

    low: float
    high: float
    claims: int
    mean: float | None
    right: float | None
    whole: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """`error` is the expected calibration error: |mean confidence - share right| over the bins, weighted by their
    claims; `brier` the mean squared distance of confidence from what came out; `ranking` the chance that of a right
    and a wrong claim the right one has the higher confidence (0.5: worth nothing), None where there is only one
    sort. All None without claims."""

    bins: tuple[Bin, ...]
    error: float | None
    brier: float | None
    ranking: float | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    confidence: float
    right: bool
    whole: bool


def reliability(scores: Iterable[TextScore]) -> Reliability:
    """Over all claims that give a confidence, except those that found a doubtful coded claim."""
    outcomes = [outcome for one in scores for outcome in _outcomes(one)]
    bins = tuple(_bin(low, high, outcomes) for low, high in pairwise(EDGES))
    if not outcomes:
        return Reliability(bins, None, None, None)
    gaps = [b.claims * abs(b.mean - b.right) for b in bins if b.mean is not None and b.right is not None]
    brier = sum((o.confidence - o.right) ** 2 for o in outcomes) / len(outcomes)
    return Reliability(bins, sum(gaps) / len(outcomes), brier, _ranking(outcomes))


def _outcomes(one: TextScore) -> list[_Outcome]:
    right = [(pair.found.confidence, True, pair.whole) for pair in one.pairs]
    wrong = [(claim.confidence, False, False) for claim in one.spurious]
    return [_Outcome(c, good, whole) for c, good, whole in right + wrong if c is not None]


def _bin(low: float, high: float, outcomes: Sequence[_Outcome]) -> Bin:
    inside = [o for o in outcomes if low <= o.confidence < high or o.confidence == high == EDGES[-1]]
    if not inside:
        return Bin(low, high, 0, None, None, None)
    mean = sum(o.confidence for o in inside) / len(inside)
    right = sum(o.right for o in inside) / len(inside)
    whole = sum(o.whole for o in inside) / len(inside)
    return Bin(low, high, len(inside), mean, right, whole)


def _ranking(outcomes: Sequence[_Outcome]) -> float | None:
    right = [o.confidence for o in outcomes if o.right]
    wrong = [o.confidence for o in outcomes if not o.right]
    if not right or not wrong:
        return None
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return won / (len(right) * len(wrong))
