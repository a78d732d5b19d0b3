"""MPEDS: fixed numbers for vague plurals, midpoints of ranges, mean of the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, greatest, least, mean, read
from demonstrably.reconcile.testimony import Testimony


class Mpeds:
    name = "mpeds"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        numbers = [read(t, table["words"]) for t in used]
        return Figures(least(numbers), greatest(numbers), mean(numbers))
