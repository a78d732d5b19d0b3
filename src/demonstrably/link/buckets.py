"""Pairs of texts worth comparing, bucket by bucket: a bucket holds what shares the first bits of a hash.

Buckets know nothing of each other, so they can be worked through one after another in little memory, or by as many
processes as there are; what they find is joined and sorted, and is the same either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from demonstrably.link.shingles import Sketch

BUCKETS = 16
"""Parts that all hashes are sorted in: in an archive of a million texts one takes some 25 MB."""

FEW = 8
"""Texts of a bucket that each other text of it is compared with."""

Keys = npt.NDArray[np.uint64]
Owners = npt.NDArray[np.int64]
Pair = tuple[int, int]


def candidates(sketches: Sequence[Sketch], common: int) -> list[Pair]:
    """Pairs, sorted, of texts (by their place among the sketches, which come in order of age) that share one of their
    smallest hashes or all words. Where more than `common` share one, it is boilerplate."""
    found: set[Pair] = set()
    for keys, owners in buckets(sketches):
        found |= pairs(keys, owners, common)
    return sorted(found)


def buckets(sketches: Sequence[Sketch]) -> Iterator[tuple[Keys, Owners]]:
    """The entries of each bucket."""
    keys, owners = entries(sketches)
    part = keys >> np.uint64(64 - (BUCKETS - 1).bit_length())
    for bucket in range(BUCKETS):
        inside = part == bucket
        yield keys[inside], owners[inside]


def entries(sketches: Sequence[Sketch]) -> tuple[Keys, Owners]:
    """Every hash that a text is looked up under, with the text's place."""
    keys = [sorted({sketch.whole, *sketch.smallest}) for sketch in sketches]
    flat = np.array([key for own in keys for key in own], dtype=np.uint64)
    return flat, np.repeat(np.arange(len(keys)), [len(own) for own in keys])


def pairs(keys: Keys, owners: Owners, common: int) -> set[Pair]:
    """The pairs that one bucket gives. Each text of a crowded hash is compared with the first only: if it is that
    one's copy, it is the others' too."""
    if not len(keys):
        return set()
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    ends = np.concatenate([starts[1:], [len(keys)]])
    several = ends - starts > 1
    found: set[Pair] = set()
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        members = owners[start:end].tolist()
        firsts = members[: 1 if len(members) > common else FEW]
        found.update((i, j) for place, i in enumerate(firsts) for j in members[place + 1 :])
    return found
