"""Boosted regression trees: the sum of many small decision trees, trained elsewhere and shipped as data.

What no straight line can weigh (a word that tells of a gathering beside one figure and of a war beside another) such
trees can (Friedman 2001, "Greedy function approximation: a gradient boosting machine"). Leaves are whole numbers of
`1 / UNIT`, so that a sum does not depend on its order or on the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNIT = 100_000
"""Parts of one log-odds in which leaves are told."""

Nodes = Sequence[tuple[int, float, int, int]]
"""The inner nodes of a tree, the root first: the feature's number, the cut up to which the left child holds, and both
children: a node's number, or for leaf number n its complement `~n`."""

Features = Mapping[str, float]


class Trees:
    """Trees over named features; a feature that a row does not name is 0."""

    def __init__(self, features: Sequence[str], trees: Sequence[tuple[Nodes, Sequence[int]]]) -> None:
        """`trees` are the nodes and leaves of each; one without nodes has one leaf."""
        self._column = {name: i for i, name in enumerate(features)}
        laid = _Laid([], [], [], [])
        roots = [_lay(nodes, leaves, laid) for nodes, leaves in trees]
        self._left, self._value = np.array(laid.left), np.array(laid.value)
        asked, self._asks = np.unique(np.array([laid.feature, laid.cut]), axis=1, return_inverse=True)
        self._feature, self._cut = asked[0].astype(np.intp), asked[1]
        self._roots = np.array(roots, dtype=np.intp)
        self._depth = _depth(self._roots, self._left)

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> Trees:
        """Trees as `scripts/train_claims.py` writes them: {"features": [...], "trees": [[nodes, leaves], ...]}."""
        return cls(table["features"], [(nodes, leaves) for nodes, leaves in table["trees"]])

    def log_odds(self, rows: Sequence[Features], shared: Features = MappingProxyType({})) -> list[float]:
        """The sum of the trees for each row of features; `shared` are those that all rows have, but for what a row
        tells otherwise."""
        cells = np.zeros((len(rows), len(self._column) + 1))  # the last column for what no tree asks
        if shared:
            cells[:, self._places(shared)] = list(shared.values())
        for row, told in zip(cells, rows, strict=True):
            row[self._places(told)] = list(told.values())
        totals: NDArray[np.int64] = self._value.take(self._leaves(cells)).sum(axis=1)
        return [total / UNIT for total in totals.tolist()]

    def _places(self, features: Features) -> list[int]:
        """The columns of some features."""
        none, column = len(self._column), self._column.get
        return [column(name, none) for name in features]

    def _leaves(self, cells: NDArray[np.float64]) -> NDArray[np.int64]:
        """The leaf of each tree in which each row ends. What nodes ask, many the same, is answered first."""
        answers = cells.take(self._feature, axis=1) > self._cut
        rows, width = answers.shape
        first = (np.arange(rows) * width)[:, None]
        at = np.broadcast_to(self._roots, (rows, len(self._roots)))
        for _ in range(self._depth):
            at = self._left.take(at) + answers.take(first + self._asks.take(at))
        return at


class _Laid(NamedTuple):
    """The nodes of all trees in a row, leaves among them, both children of a node side by side: the feature and cut of
    each, the number of its left child, and a leaf's value. A leaf is its own left child, and nothing goes right."""

    feature: list[int]
    cut: list[float]
    left: list[int]
    value: list[int]

    def add(self, feature: int, cut: float, left: int, value: int) -> None:
        self.feature.append(feature)
        self.cut.append(cut)
        self.left.append(left)
        self.value.append(value)


def _lay(nodes: Nodes, leaves: Sequence[int], laid: _Laid) -> int:
    """Lay a tree behind the others; gives the number of its root."""
    root = len(laid.left)
    queue = [0 if nodes else ~0]
    for at, number in enumerate(queue, root):
        if number < 0:
            laid.add(0, np.inf, at, leaves[~number])
            continue
        feature, cut, left, right = nodes[number]
        laid.add(feature, cut, root + len(queue), 0)
        queue += (left, right)
    return root


def _depth(roots: NDArray[np.intp], left: NDArray[np.int64]) -> int:
    """Steps from a root to the farthest leaf under one."""
    depth, at = 0, roots[left[roots] != roots]
    while at.size:
        children = np.concatenate([left[at], left[at] + 1])
        depth, at = depth + 1, children[left[children] != children]
    return depth
