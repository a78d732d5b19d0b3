"""Choosing: which of the places, days or speakers that a text names is the one of a figure or a gathering.

Each option is described by features of its own, of how it is named near the figure, and of the passage; boosted trees
trained by `scripts/train_choices.py` on coded texts weigh them, and the option that they weigh highest is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Generic, TypeVar

from demonstrably.extract.trees import Trees

Features = dict[str, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options(Generic[T]):
    """What there is to choose from: the features of the passage, which all share, and each option with its own."""

    shared: Features
    own: Sequence[tuple[T, Features]]

    def __len__(self) -> int:
        return len(self.own)

    def rows(self) -> list[tuple[T, Features]]:
        """Each option with all its features: what the trees are trained on."""
        return [(option, self.shared | features) for option, features in self.own]

    def where(self, keep: Callable[[T], object]) -> Options[T]:
        """The options that hold something."""
        return Options(self.shared, [row for row in self.own if keep(row[0])])


class Chooser:
    """Trained trees over the features of options."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    @classmethod
    def packaged(cls, name: str) -> Chooser:
        """The trees shipped as `data/<name>_trees.json`."""
        return cls(_packaged(name))

    def best(self, options: Options[T]) -> T:
        """The option to choose; of equals the first. At least one is needed."""
        if len(options) == 1:
            return options.own[0][0]
        weights = self._trees.log_odds([features for _, features in options.own], options.shared)
        return options.own[max(range(len(weights)), key=lambda i: (weights[i], -i))][0]


@cache
def _packaged(name: str) -> Trees:
    raw = json.loads(resources.files("demonstrably.extract").joinpath(f"data/{name}_trees.json").read_text("utf-8"))
    return Trees.from_json(raw)
