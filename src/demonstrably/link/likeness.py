"""How alike strands and causes are, in whole numbers: the same on every machine and in whatever order things are added.

Every strand is a vector over the terms of the record, weighted by how rare they are (inverse document frequency) and
scaled to length `ONE`. Weights are rounded to whole numbers at once, so that no sum depends on its order.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demonstrably.link.strands import Strand

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
"""Terms, columns and weights, some hundred a strand: none is greater than `ONE` or the vocabulary."""

ONE = 1 << 20
"""The length of a vector: a millionth is the finest weight, and sums of millions of vectors fit into 64 bits."""

RARITY_STEP = 1 << 16
"""The steps in which a term's rarity is counted."""

RAW = {"1": 10, "2": 14}
"""What a term counts that a text says once, or more often."""

COMMON = 2048
"""Terms held in one dense table of all causes: in an archive of 20,000 reports they are half of all that is said."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A strand's terms: those of the dense table (by column) and the others that some other strand says too, with
    their weights; `heaviest` are the terms that find other causes, `square` its length squared."""

    columns: Small
    weights: Small
    rare: tuple[tuple[int, int], ...]
    heaviest: tuple[int, ...]
    square: int


class Vectors:
    """The vectors of all strands, by their position among the strands given."""

    HEAVIEST = 8

    def __init__(self, strands: Sequence[Strand], background: int) -> None:
        ids, lengths, self.size = _vocabulary(strands)
        self._offsets: list[int] = [0, *np.cumsum(lengths).tolist()]
        frequency = np.bincount(ids, minlength=self.size) if self.size else np.zeros(0, dtype=np.int64)
        said = "".join(strand.said for strand in strands).encode("ascii")
        raw = np.where(np.frombuffer(said, dtype=np.uint8) == ord("1"), RAW["1"], RAW["2"]).astype(np.int64)
        heavy = raw * _rarities(frequency, background + len(strands))[ids]
        self._ids, self._weights = ids.astype(np.int32), _scaled(heavy, lengths)
        columns, self.common = _columns(frequency)
        self._columns = columns[ids]
        self._rare = (self._columns < 0) & (frequency > 1)[ids]

    def terms(self, row: int) -> tuple[Small, Small]:
        """The terms of a strand, as numbers, and their weights."""
        start, end = self._offsets[row], self._offsets[row + 1]
        return self._ids[start:end], self._weights[start:end]

    def of(self, row: int) -> Vector:
        start, end = self._offsets[row], self._offsets[row + 1]
        ids, weights = self._ids[start:end], self._weights[start:end]
        columns, rare = self._columns[start:end], self._rare[start:end]
        dense = columns >= 0
        heaviest = np.argsort(-weights, kind="stable")[: self.HEAVIEST]
        return Vector(
            columns[dense],
            weights[dense],
            tuple(zip(ids[rare].tolist(), weights[rare].tolist(), strict=True)),
            tuple(ids[heaviest][weights[heaviest] > 0].tolist()),
            int(weights.astype(np.int64) @ weights),
        )


class Sums:
    """The sum of the vectors of each cause."""

    def __init__(self, vectors: Vectors) -> None:
        self._dense = np.zeros((64, vectors.common), dtype=np.int64)
        self._rare: dict[int, dict[int, int]] = {}

    def add(self, cause: int, vector: Vector) -> int:
        """Add a vector to a cause's sum; its dot product with the sum before."""
        if cause >= len(self._dense):
            self._dense = np.concatenate([self._dense, np.zeros_like(self._dense[: len(self._dense) // 2])])
        row = self._dense[cause]
        dot = int(row[vector.columns] @ vector.weights)
        row[vector.columns] += vector.weights
        for term, weight in vector.rare:
            said = self._rare.setdefault(term, {})
            before = said.get(cause, 0)
            dot += weight * before
            said[cause] = before + weight
        return dot

    def dots(self, vector: Vector, causes: Sequence[int]) -> list[int]:
        """The dot product of a vector with each cause's sum; the causes have been added to."""
        found: list[int] = (self._dense[np.array(causes)[:, None], vector.columns] @ vector.weights).tolist()
        place = {cause: i for i, cause in enumerate(causes)}
        for term, weight in vector.rare:
            said = self._rare.get(term, {})
            for cause in said if len(said) < len(place) else place:
                if cause in said and cause in place:
                    found[place[cause]] += weight * said[cause]
        return found


class Newest:
    """The vectors of each cause's newest strands, compared with one strand's many at a time."""

    def __init__(self, vectors: Vectors, remembered: int) -> None:
        self._vectors = vectors
        self._remembered = remembered
        self._shelves: dict[int, _Shelf] = {}
        self._table = np.zeros(vectors.size, dtype=np.int64)

    def add(self, cause: int, row: int) -> None:
        self._shelves.setdefault(cause, _Shelf(self._remembered)).add(*self._vectors.terms(row))

    def most_alike(self, row: int, causes: Sequence[int]) -> list[int]:
        """The greatest of the dot products with each cause's newest strands; the causes have been added to."""
        terms, weights = self._vectors.terms(row)
        self._table[terms] = weights
        found = [self._shelves[cause].greatest(self._table) for cause in causes]
        self._table[terms] = 0
        return found


class _Shelf:
    """The vectors of one cause's newest strands as the rows of a table, filled up with weights of 0."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._added = 0
        self._terms: Small = np.zeros((0, 0), dtype=np.int32)
        self._weights: Small = np.zeros((0, 0), dtype=np.int32)

    def add(self, terms: Small, weights: Small) -> None:
        place = self._added % self._remembered
        self._added += 1
        rows, columns = self._weights.shape
        if place >= rows or len(terms) > columns:
            shape = min(2 * place + 1, self._remembered) if place >= rows else rows, max(len(terms), columns)
            self._terms, self._weights = _grown(self._terms, shape), _grown(self._weights, shape)
        self._weights[place] = 0
        self._terms[place, : len(terms)], self._weights[place, : len(terms)] = terms, weights

    def greatest(self, table: Numbers) -> int:
        """The greatest dot product of a row with the vector that the table holds, by term."""
        return int(np.einsum("ij,ij->i", table[self._terms], self._weights).max())


def _grown(table: Small, shape: tuple[int, int]) -> Small:
    """The table with room for more, filled up with 0."""
    grown = np.zeros(shape, dtype=np.int32)
    grown[: table.shape[0], : table.shape[1]] = table
    return grown


def cosine(dot: int, square: int = ONE * ONE) -> float:
    """The cosine of a strand's vector with another, or a sum, from their dot product and the other's squared length."""
    return dot / (ONE * math.sqrt(square)) if square > 0 else 0.0


def _vocabulary(strands: Sequence[Strand]) -> tuple[Numbers, Numbers, int]:
    """All strands' terms as numbers in alphabetical order, how many each strand has, and how many there are."""
    known: dict[str, int] = {}
    said = array("q")
    lengths = []
    for strand in strands:
        terms = strand.terms.split()
        lengths.append(len(terms))
        said.extend([known.setdefault(term, len(known)) for term in terms])
    rank = np.empty(len(known), dtype=np.int64)
    rank[[known[term] for term in sorted(known)]] = np.arange(len(known))
    return rank[np.frombuffer(said, dtype=np.int64)], np.array(lengths, dtype=np.int64), len(known)


def _rarities(frequency: Numbers, total: int) -> Numbers:
    """Each term's inverse document frequency in steps."""
    told, which = np.unique(frequency, return_inverse=True)
    steps = [round(math.log((total + 1) / (times + 1)) * RARITY_STEP) for times in told.tolist()]
    rarities: Numbers = np.array(steps, dtype=np.int64)[which]
    return rarities


def _scaled(heavy: Numbers, lengths: Numbers) -> Small:
    """Weights scaled so that each strand's vector has the length `ONE`."""
    squares = _added(heavy * heavy, lengths)
    length = np.repeat(np.sqrt(np.maximum(squares, 1).astype(np.float64)), lengths)
    scaled: Small = np.rint(heavy / length * ONE).astype(np.int32)
    return scaled


def _added(values: Numbers, lengths: Numbers) -> Numbers:
    """The sums of so many values each, one after another; a length may be 0."""
    ends = np.cumsum(lengths)
    sums = np.add.reduceat(np.append(values, 0), ends - lengths) if len(lengths) else ends
    added: Numbers = np.where(lengths > 0, sums, 0)
    return added


def _columns(frequency: Numbers) -> tuple[Small, int]:
    """The column of each of the commonest terms in the dense table, -1 of the others, and the number of columns."""
    common = np.lexsort((np.arange(len(frequency)), -frequency))[:COMMON]
    common = common[frequency[common] > 1]
    columns: Small = np.full(len(frequency), -1, dtype=np.int32)
    columns[common] = np.arange(len(common))
    return columns, len(common)
