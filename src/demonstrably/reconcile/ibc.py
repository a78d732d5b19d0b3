"""Iraq Body Count: minimum and maximum, and no best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, greatest, least, lower_bounds, upper_bounds
from demonstrably.reconcile.testimony import Testimony


class IraqBodyCount:
    name = "ibc"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        return Figures(least(lower_bounds(used)), greatest(upper_bounds(used)))
