"""Boosted regression trees: the sum of many small decision trees, trained elsewhere and shipped as data.

What no straight line can weigh (a word that tells of a gathering beside one figure and of a war beside another) such
trees can (Friedman 2001, "Greedy function approximation: a gradient boosting machine"). Leaves are whole numbers of
`1 / UNIT`, so that a sum does not depend on its order or on the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNIT = 100_000
"""Parts of one log-odds in which leaves are told."""

Nodes = Sequence[tuple[int, float, int, int]]
"""The inner nodes of a tree, the root first: the feature's number, the cut up to which the left child holds, and both
children: a node's number, or for leaf number n its complement `~n`."""


class Trees:
    """Trees over named features; a feature that a row does not name is 0."""

    def __init__(self, features: Sequence[str], trees: Sequence[tuple[Nodes, Sequence[int]]]) -> None:
        """`trees` are the nodes and leaves of each; one without nodes has one leaf."""
        self._column = {name: i for i, name in enumerate(features)}
        feature: list[int] = []
        cut: list[float] = []
        children: list[tuple[int, int]] = []
        value: list[int] = []
        roots: list[int] = []
        for nodes, leaves in trees:
            first, below = len(feature), len(feature) + len(nodes)
            roots.append(first)
            place = [*range(first, below)], [*range(below, below + len(leaves))]
            for number, limit, left, right in nodes:
                feature.append(number)
                cut.append(limit)
                children.append((_at(place, left), _at(place, right)))
                value.append(0)
            feature += [0] * len(leaves)
            cut += [np.inf] * len(leaves)
            children += [(at, at) for at in place[1]]
            value += leaves
        self._feature, self._cut, self._value = np.array(feature), np.array(cut), np.array(value)
        self._children = np.array(children).ravel()
        self._roots = np.array(roots)
        self._depth = max((_depth(nodes) for nodes, _ in trees), default=0)

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> Trees:
        """Trees as `scripts/train_claims.py` writes them: {"features": [...], "trees": [[nodes, leaves], ...]}."""
        return cls(table["features"], [(nodes, leaves) for nodes, leaves in table["trees"]])

    def log_odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The sum of the trees for each row of features."""
        width = max(1, len(self._column))
        cells, column = np.zeros(len(rows) * width), self._column
        told = [(i * width + column[name], number) for i, row in enumerate(rows) for name, number in row.items()
                if number and name in column]  # fmt: skip
        if told:
            at, numbers = zip(*told, strict=True)
            cells[list(at)] = numbers
        totals: NDArray[np.int64] = self._value.take(self._leaves(cells, len(rows), width)).sum(axis=1)
        return [int(total) / UNIT for total in totals]

    def _leaves(self, cells: NDArray[np.float64], rows: int, width: int) -> NDArray[np.int64]:
        """The leaf of each tree in which each row ends; `cells` are the rows' features, row after row."""
        first = (np.arange(rows) * width)[:, None]
        at = np.broadcast_to(self._roots, (rows, len(self._roots)))
        for _ in range(self._depth):
            right = cells.take(first + self._feature.take(at)) > self._cut.take(at)
            at = self._children.take(2 * at + right)
        return at


def _at(place: tuple[list[int], list[int]], child: int) -> int:
    nodes, leaves = place
    return leaves[~child] if child < 0 else nodes[child]


def _depth(nodes: Nodes, number: int = 0) -> int:
    """Steps from a node to the farthest leaf under it."""
    if not nodes or number < 0:
        return 0
    _, _, left, right = nodes[number]
    return 1 + max(_depth(nodes, child) if child >= 0 else 0 for child in (left, right))
