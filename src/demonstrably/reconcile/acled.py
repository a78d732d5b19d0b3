"""ACLED: the lowest figure of fatalities; crowd sizes stay in the words of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.reconcile.rules import Figures, least, read
from demonstrably.reconcile.testimony import Testimony


class Acled:
    name = "acled"

    def figures(self, attribute: str, used: Sequence[Testimony], table: Mapping[str, Any]) -> Figures:
        if attribute not in table["numbered"]:
            quotes = dict.fromkeys(t.claim.quote for t in sorted(used, key=lambda t: t.order))
            return Figures(verbatim="; ".join(quotes) or None)
        lowest = least(read(t, table["words"]) for t in used)
        return Figures(lowest, lowest, lowest)
