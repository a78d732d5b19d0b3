"""Crowd Counting Consortium: the lowest and the highest figure reported, and the mean of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, ends, greatest, least, mean
from demonstrably.reconcile.testimony import Testimony


class CrowdCountingConsortium:
    name = "ccc"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        reported = [ends(t, table["words"]) for t in used]
        if not reported:
            return Figures()
        low, high = min(low for low, _ in reported), max(high for _, high in reported)
        return Figures(least([low]), greatest([high]), mean([low, high]))
