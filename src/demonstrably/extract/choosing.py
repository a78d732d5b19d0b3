"""Choosing: which of the places or days that a text names is the one of a figure or a gathering.

Each option is described by features of its own, of how it is named near the figure, and of the passage; boosted trees
trained by `scripts/train_choices.py` on coded texts weigh them, and the option that they weigh highest is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from demonstrably.extract.trees import Trees

Features = dict[str, float]


class Chooser:
    """Trained trees over the features of options."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    @classmethod
    def packaged(cls, name: str) -> Chooser:
        """The trees shipped as `data/<name>_trees.json`."""
        return cls(_packaged(name))

    def best(self, options: Sequence[Mapping[str, float]]) -> int:
        """The number of the option to choose; of equals the first. At least one is needed."""
        if len(options) == 1:
            return 0
        weights = self._trees.log_odds(options)
        return max(range(len(weights)), key=lambda i: (weights[i], -i))


@cache
def _packaged(name: str) -> Trees:
    raw = json.loads(resources.files("demonstrably.extract").joinpath(f"data/{name}_trees.json").read_text("utf-8"))
    return Trees.from_json(raw)
