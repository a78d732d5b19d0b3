"""Leanings: how far the words around a figure speak for a protest's own, or for another matter's.

No list has all the words that tell a march from a match, a raid or an accident. So every common word of English has
weights that were learned (`scripts/train_leanings.py`): a logistic regression, upon what the trees of earlier trainings
say, over the words' vectors, so that a word which no coded text held leans as its neighbours in meaning do. Only its
result is shipped, seven whole numbers a word; the vectors are needed for training alone. A word leans otherwise right
behind a figure than elsewhere in its paragraph: each place has a weight of its own, and at each the words' mean counts,
common words less (Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings").
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Spans = Sequence[tuple[int, int]]

PLACES = ("sentence", "paragraph", "behind", "before", "last", "text")
"""Where words stand: in the figure's sentence, in its paragraph around it, right behind and right before the figure in
its sentence, in the last sentence before, anywhere in the text."""

_BEHIND, _BEFORE = 50, 60
"""Characters behind and before a figure in which words stand right there."""

UNIT = 1_000
"""Parts of one log-odds in which a word's weights are told, and of its count."""

WORD = re.compile(r"(?<![^\W_])[a-z]+(?![^\W_])")
"""A word in small letters: names of people, peoples and places lean to nothing."""


def places_of(spans: Spans, paragraph: range, index: int, figure: tuple[int, int]) -> list[Spans]:
    """The stretches of the text that each of PLACES is, for a figure in sentence `index` of those spans."""
    start, end = spans[index]
    return [
        [(start, end)],
        [(spans[paragraph.start][0], start), (end, spans[paragraph.stop - 1][1])],
        [(figure[1], min(figure[1] + _BEHIND, end))],
        [(max(start, figure[0] - _BEFORE), figure[0])],
        [spans[index - 1]] if index else [],
        [(spans[0][0], spans[-1][1])],
    ]


class WordSums:
    """Sums over the known words of a text, each with a row of numbers, for any stretch of it in two look-ups."""

    def __init__(self, starts: Sequence[int], rows: NDArray[Any]) -> None:
        self._starts = starts
        self._sums = np.vstack([np.zeros_like(rows[:1]), rows.cumsum(axis=0)]) if len(rows) else rows[:0]

    def of(self, stretches: Spans) -> NDArray[Any] | None:
        """The sum of the words that begin in some stretches; None where there are none."""
        ends = [(bisect_left(self._starts, start), bisect_left(self._starts, end)) for start, end in stretches]
        sums = [self._sums[last] - self._sums[first] for first, last in ends if first < last]
        return np.sum(sums, axis=0) if sums else None


class Leanings:
    """Weights of words: `words` gives each its row in `table`, whose first column is how much the word counts and whose
    others are that times its weight at each of PLACES; `middle` is what is added to all."""

    def __init__(self, words: Mapping[str, int], table: NDArray[np.int64], middle: int) -> None:
        self._words, self._table, self._middle = words, table, middle

    @classmethod
    def packaged(cls) -> Leanings:
        """The weights shipped as `data/leanings.json`."""
        return _packaged()

    @classmethod
    def from_json(cls, raw: Mapping[str, object]) -> Leanings:
        """Weights as `scripts/train_leanings.py` writes them: {"middle": ..., "words": {word: [...], ...}}."""
        words: Mapping[str, Sequence[int]] = raw["words"]  # type: ignore[assignment]
        table = np.array(list(words.values()), dtype=np.int64).reshape(len(words), 1 + len(PLACES))
        return cls({word: row for row, word in enumerate(words)}, table, int(raw["middle"]))  # type: ignore[call-overload]

    def sums(self, text: str) -> WordSums:
        """The known words of a text, ready to be asked of any stretch of it."""
        known = [(word.start(), row) for word in WORD.finditer(text) if (row := self._words.get(word[0])) is not None]
        return WordSums([start for start, _ in known], self._table[[row for _, row in known]])

    def of(self, sums: WordSums, places: Sequence[Spans]) -> float:
        """How far the words at PLACES speak for a figure of a protest, in log-odds upon what the trees say."""
        total = float(self._middle)
        for column, stretches in enumerate(places, 1):
            told = sums.of(stretches)
            if told is not None:
                total += UNIT * int(told[column]) / int(told[0])
        return round(total / UNIT, 3)


@cache
def _packaged() -> Leanings:
    raw = resources.files("demonstrably.extract").joinpath("data/leanings.json").read_text("utf-8")
    return Leanings.from_json(json.loads(raw))
