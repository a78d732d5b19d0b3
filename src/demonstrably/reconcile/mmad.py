"""MMAD: mean of the reports for participants, the greatest for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, greatest, least, mean
from demonstrably.reconcile.testimony import Testimony


class Mmad:
    name = "mmad"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        points = [t.point for t in used]
        best = mean(points) if attribute in table["mean"] else greatest(points)
        return Figures(least(points), greatest(points), best)
