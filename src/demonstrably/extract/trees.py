"""Boosted regression trees: the sum of many small decision trees, trained elsewhere and shipped as data.

What no straight line can weigh (a word that tells of a gathering beside one figure and of a war beside another) such
trees can (Friedman 2001, "Greedy function approximation: a gradient boosting machine"). Leaves are whole numbers of
`1 / UNIT`, so that a sum does not depend on its order or on the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

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
        nodes, self._child, self._roots = _laid(trees)
        self._inner = len(nodes)
        questions = nodes[:, 0] + 1j * nodes[:, 1]  # a feature and a cut as one number, which numpy sorts at once
        asked, asks = np.unique(questions, return_inverse=True)
        self._feature, self._cut = asked.real.astype(np.intp), asked.imag
        asks = np.append(asks, np.zeros(len(self._child) - len(nodes), dtype=np.intp))
        self._asks, self._below = np.repeat(asks, 2), 2 * self._child.ravel()  # by twice a node's number
        self._value = np.array([value for _, leaves in trees for value in leaves], dtype=np.int64)
        self._depth = _depth(self._roots, self._child)

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

    def _leaves(self, cells: NDArray[np.float64]) -> NDArray[np.intp]:
        """The leaf of each tree in which each row ends. What nodes ask, many the same, is answered first."""
        answers = cells.take(self._feature, axis=1) > self._cut
        rows, width = answers.shape
        first = (np.arange(rows) * width)[:, None]
        at = np.broadcast_to(2 * self._roots, (rows, len(self._roots)))
        for _ in range(self._depth):
            at = self._below.take(at + answers.take(first + self._asks.take(at)))
        return at // 2 - self._inner


def _laid(
    trees: Sequence[tuple[Nodes, Sequence[int]]],
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    """The inner nodes of all trees in a row; the two children of each, and behind them of each leaf, which is its own;
    and the trees' roots. Children and roots are numbers of inner nodes, or of leaves behind all of these."""
    nodes = np.array([node for own, _ in trees for node in own], dtype=np.float64).reshape(-1, 4)
    inner, leaves = (np.array([len(tree[part]) for tree in trees], dtype=np.intp) for part in (0, 1))
    first, first_leaf = np.cumsum(inner) - inner, len(nodes) + np.cumsum(leaves) - leaves
    below = nodes[:, 2:].astype(np.intp)
    child = np.where(
        below < 0, np.repeat(first_leaf, inner)[:, None] + ~below, np.repeat(first, inner)[:, None] + below
    )
    own = np.arange(len(nodes), len(nodes) + leaves.sum(), dtype=np.intp)
    roots = np.where(inner > 0, first, first_leaf)
    return nodes, np.concatenate([child, np.stack([own, own], axis=1)]), roots


def _depth(roots: NDArray[np.intp], child: NDArray[np.intp]) -> int:
    """Steps from a root to the farthest leaf under one."""
    depth, at = 0, roots[child[roots, 0] != roots]
    while at.size:
        below = child[at].ravel()
        depth, at = depth + 1, below[child[below, 0] != below]
    return depth
