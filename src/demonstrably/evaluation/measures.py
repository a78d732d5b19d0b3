"""Figures over many texts, with intervals that say how much of them is chance.

An interval is a percentile bootstrap over texts (not over claims, which hang together within a text): texts are drawn
with replacement, and between its ends lie 95 % of the figures so drawn. The seed is fixed: two runs agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from demonstrably.evaluation.scoring import CHECKS, TextScore

DRAWS = 1000
"""Samples of a bootstrap: the ends of an interval move by less than 0.005 between seeds on the gold sets."""

LEVEL = 0.95
SEED = 20210131

Numbers = npt.NDArray[np.float64]

NAMES = ("precision", "recall", "found_f1", *CHECKS, "whole_f1")
"""The measures in the order they are printed."""


@dataclass(frozen=True, slots=True)
class Measures:
    """`values` by measure, None where nothing could be asked; `intervals` (low, high) of those that have a value.
    `asked` is how many claims stand behind a check."""

    texts: int
    coded: int
    found: int
    broken: int
    values: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float]]
    asked: Mapping[str, int]

    def row(self) -> dict[str, Any]:
        """The values as one flat row, counts first, under the names that the gold sets' own scorer uses."""
        counts = {"texts": self.texts, "gold": self.coded, "predicted": self.found, "broken_spans": self.broken}
        intervals = {name: [round(end, 4) for end in ends] for name, ends in self.intervals.items()}
        return {**counts, **self.values, "asked": dict(self.asked), "intervals": intervals}


def measure(scores: Sequence[TextScore], draws: int = DRAWS) -> Measures:
    """The measures over these texts; with `draws` 0 there are no intervals."""
    counts = np.array([_counts(one) for one in scores], dtype=np.float64).reshape(len(scores), 4 + 2 * len(CHECKS))
    total = counts.sum(axis=0)
    values = {name: _plain(value) for name, value in zip(NAMES, _measures(total[None, :])[0], strict=True)}
    asked = {name: int(n) for name, n in zip(CHECKS, total[4 + len(CHECKS) :], strict=True)}
    drawn = _measures(_resampled(counts, draws)) if draws and len(scores) else None
    return Measures(
        texts=len(scores),
        coded=int(total[0]),
        found=int(total[1]),
        broken=sum(len(one.broken) for one in scores),
        values=values,
        intervals=_intervals(drawn, values) if drawn is not None else {},
        asked=asked,
    )


def _counts(one: TextScore) -> list[int]:
    """Coded, found, paired, whole; then how many are right in each check; then how many were asked it."""
    basic = [
        len(one.pairs) + len(one.missed),
        len(one.pairs) + len(one.spurious),
        len(one.pairs),
        sum(pair.whole for pair in one.pairs),
    ]
    right = [sum(pair.checks.get(name, False) for pair in one.pairs) for name in CHECKS]
    asked = [sum(name in pair.checks for pair in one.pairs) for name in CHECKS]
    return basic + right + asked


def _measures(totals: Numbers) -> Numbers:
    """A row of measures (order of NAMES) for each row of counts; NaN where nothing could be asked."""
    coded, found, paired, whole = totals[:, :4].T
    right, asked = totals[:, 4 : 4 + len(CHECKS)], totals[:, 4 + len(CHECKS) :]
    checks = np.divide(right, asked, out=np.full_like(right, np.nan), where=asked > 0)
    precision, recall = _share(paired, found), _share(paired, coded)
    return np.column_stack([precision, recall, _f1(paired, found, coded), checks, _f1(whole, found, coded)])


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _f1(hits: Numbers, found: Numbers, coded: Numbers) -> Numbers:
    return _share(2 * hits, found + coded)


def _resampled(counts: Numbers, draws: int) -> Numbers:
    """The totals of `draws` samples of texts, as many as there are, drawn with replacement."""
    size = len(counts)
    times = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), size=draws)
    return times.astype(np.float64) @ counts


def _intervals(drawn: Numbers, values: Mapping[str, float | None]) -> dict[str, tuple[float, float]]:
    """The middle LEVEL of the measures drawn; samples in which a measure could not be asked are left out."""
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    ends = {name: np.nanquantile(drawn[:, k], tails) for k, name in enumerate(NAMES) if values[name] is not None}
    return {name: (float(low), float(high)) for name, (low, high) in ends.items()}


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
