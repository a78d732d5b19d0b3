"""Claims as bars on one axis of text: a point for an exact figure, open ends drawn open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Bounds = tuple[int | None, int | None]

_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Axis:
    """`width` columns from `least` to `most`; `log` where the figures span more than one order of magnitude."""

    least: float
    most: float
    log: bool
    width: int

    @classmethod
    def over(cls, bounds: Iterable[Bounds], width: int) -> Axis:
        """An axis that holds all the bounds, a little wider than they are."""
        values = [value for pair in bounds for value in pair if value is not None] or [0, 1]
        least, most = min(values), max(values)
        if least > 0 and most / least > 10:
            return cls(least / 1.5, most * 1.5, True, width)
        margin = max(1.0, (most - least) * 0.1, most * 0.05)
        return cls(max(0.0, least - margin), most + margin, False, width)

    def column(self, value: float) -> int:
        """The column of a value, 0 to `width` - 1."""
        return min(self.width - 1, max(0, round(self._share(value) * (self.width - 1))))

    def _share(self, value: float) -> float:
        if self.log:
            return math.log(max(value, self.least) / self.least) / math.log(self.most / self.least)
        return (value - self.least) / (self.most - self.least)

    def bar(self, low: int | None, high: int | None) -> str:
        """A claim's bar: `|` for a point, `|---|` for a range, an arrow for an open end; blank without bounds."""
        if low is None and high is None:
            return " " * self.width
        first = self.column(low) if low is not None else 0
        last = self.column(high) if high is not None else self.width - 1
        if first == last:
            return " " * first + "|" + " " * (self.width - first - 1)
        left, right = "|" if low is not None else "<", "|" if high is not None else ">"
        middle = ("-" if low is not None and high is not None else "=") * (last - first - 1)
        return (" " * first + left + middle + right).ljust(self.width)

    def scale(self) -> str:
        """The line of labels under the bars, each beginning at the column of its value."""
        line = ""
        for value in self.ticks():
            label, column = _short(value), self.column(value)
            if column >= len(line) + (1 if line else 0) and column + len(label) <= self.width:
                line = line.ljust(column) + label
        return line.ljust(self.width)

    def ticks(self) -> Sequence[int]:
        """Round values inside the axis, in order."""
        if self.log:
            powers = range(math.floor(math.log10(self.least)), math.ceil(math.log10(self.most)) + 1)
            values = [step * 10**power for power in powers for step in _STEPS if power >= 0]
        else:
            gap = _round_gap((self.most - self.least) / 5)
            values = [n * gap for n in range(math.floor(self.least / gap), math.ceil(self.most / gap) + 1)]
        return [int(value) for value in values if self.least <= value <= self.most]


def _round_gap(gap: float) -> int:
    """The next of 1, 2, 5, 10, 20, ... from a gap up."""
    power = 10 ** max(0, math.floor(math.log10(max(gap, 1))))
    return int(next(step * power for step in (*_STEPS, 10) if step * power >= gap))


def _short(value: int) -> str:
    """A label: 500, 2k, 1.5k, 1M."""
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= unit:
            return f"{value / unit:g}{letter}"
    return str(value)
