"""The coded texts that training scripts may learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demonstrably.evaluation import half_of

_HALVED = ("seven", "eight", "nine", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
KEPT_APART = tuple(f"{wave}-" for wave in _HALVED)
"""What the files in `benchmarks/texts` begin with of which nothing is fitted on the blind half."""

UNREAD = "twelve-"
"""The same of which nothing is fitted on either half: short texts."""


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The texts of a file in the gold's format; of the project's own only those that may be looked at."""
    if path.name.startswith(UNREAD):
        return
    kept_apart = path.name.startswith(KEPT_APART)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not kept_apart or half_of(row["id"]) == "look":
            yield row
