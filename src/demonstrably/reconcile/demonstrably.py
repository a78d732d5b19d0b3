"""The project's own rule set: bounds over voices, a monitor's newest point or the median as best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Any

from demonstrably.reconcile.rules import Figures, greatest, least, lower_bounds, upper_bounds
from demonstrably.reconcile.testimony import Testimony, half_up


class Demonstrably:
    name = "demonstrably"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        if not used:
            return Figures()
        preferred = _newest([t for t in used if t.claim.source_kind == table["best_kind"]])
        best: Fraction = median(t.point for t in preferred or used)
        return Figures(least(lower_bounds(used)), greatest(upper_bounds(used)), half_up(best))


def _newest(testimonies: Sequence[Testimony]) -> list[Testimony]:
    """The newest of them; several where they are of the same moment."""
    last = max((t.order for t in testimonies), default=None)
    return [t for t in testimonies if t.order == last]
