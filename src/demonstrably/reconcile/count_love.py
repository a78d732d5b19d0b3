"""Count Love: the most conservative figure in the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, least, read
from demonstrably.reconcile.testimony import Testimony


class CountLove:
    name = "count_love"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        lowest = least(read(t, table["words"]) for t in used)
        return Figures(lowest, lowest, lowest)
