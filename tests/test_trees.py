"""Boosted trees as shipped: their sums against a plain walk down each tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from demonstrably.extract.trees import UNIT, Nodes, Trees
from demonstrably.extract.weighing import Weighing

FEATURES = ("near", "far", "size")


@st.composite
def trees(draw: st.DrawFn) -> tuple[Nodes, list[int]]:
    """A tree grown leaf by leaf, as boosting grows them."""
    nodes: list[list[float]] = []
    leaves = 1
    for _ in range(draw(st.integers(0, 6))):
        split = draw(st.integers(0, leaves - 1))
        for node in nodes:
            node[2:] = [len(nodes) if child == ~split else child for child in node[2:]]
        cut = draw(st.sampled_from([0.0, 0.35, 0.5, 2.0]))
        nodes.append([draw(st.integers(0, len(FEATURES) - 1)), cut, ~split, ~leaves])
        leaves += 1
    values = draw(st.lists(st.integers(-UNIT, UNIT), min_size=leaves, max_size=leaves))
    return [(int(f), c, int(left), int(right)) for f, c, left, right in nodes], values


def walked(nodes: Nodes, leaves: Sequence[int], row: Mapping[str, float]) -> int:
    at = 0 if nodes else ~0
    while at >= 0:
        feature, cut, left, right = nodes[at]
        at = left if row.get(FEATURES[feature], 0.0) <= cut else right
    return leaves[~at]


ROWS = st.lists(
    st.dictionaries(st.sampled_from([*FEATURES, "unknown"]), st.sampled_from([0.0, 0.35, 0.4, 1.0, 3.0])), max_size=4
)


@given(st.lists(trees(), min_size=1, max_size=5), ROWS)
def test_sums_are_those_of_a_walk_down_each_tree(
    grown: list[tuple[Nodes, list[int]]], rows: list[dict[str, float]]
) -> None:
    found = Trees(FEATURES, grown).log_odds(rows)
    assert found == [sum(walked(nodes, leaves, row) for nodes, leaves in grown) / UNIT for row in rows]


def test_a_row_weighs_the_same_in_any_company() -> None:
    weighing = Weighing.packaged()
    rows = [{"attribute=detained": 1.0, "role=passive": 1.0, "size=2": 1.0}, {"window": 0.5}, {}]
    together = weighing.probabilities(rows)
    assert together == [weighing.probabilities([row])[0] for row in rows]
    assert weighing.probabilities([]) == []
    assert all(0 < p < 1 for p in together)
