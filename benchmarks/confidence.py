"""Whether confidence means something: on the gold sets, how often claims of each confidence are right."""

from __future__ import annotations

from pathlib import Path

from benchmarks import claims
from benchmarks.shape import Row
from demonstrably.evaluation import Reliability, half_of, reliability

NEEDS = claims.NEEDS
DATA = "gold, all four"


def run(data: Path) -> list[Row]:
    scores = [one for found in claims.scored(data).values() for one in found]
    second = [one for one in scores if half_of(one.text.text_id) == "blind"]
    return [*_rows(reliability(scores), ""), *_rows(reliability(second), ", second half")]


def _rows(found: Reliability, suffix: str) -> list[Row]:
    if found.error is None or found.brier is None:
        return []
    rows = [
        Row("confidence", DATA, f"calibration error{suffix}", found.error, note=_table(found), better="lower"),
        Row("confidence", DATA, f"Brier score{suffix}", found.brier, better="lower"),
    ]
    if found.ranking is not None:
        rows.append(Row("confidence", DATA, f"right above wrong{suffix}", found.ranking, peer="0.5 (chance)"))
    return rows


def _table(found: Reliability) -> str:
    cells = [
        f"{b.low:.1f}-{b.high:.1f}: {b.right:.2f} of {b.claims} right (mean {b.mean:.2f})"
        for b in found.bins
        if b.right is not None and b.mean is not None
    ]
    return "; ".join(cells)
