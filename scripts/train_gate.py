"""Train the weights of `demonstrably.extract.gate` on texts that are known to tell of a gathering or not.

    python scripts/train_gate.py DATA [CODED.jsonl...] [--out FILE]

DATA is the folder with `gold/` and `bench/`. Texts that tell: those of the gold sets by `benchmarks/gatherings.tsv`,
those with a claim in each CODED file (the gold's format), and the snippets of the event types that are gatherings.
Texts that do not: the gold's, snippets of other types, and articles labelled "no protest". Of the snippets and the
articles only the half that `first_half` gives is used: the benchmark tells how the gate does on the other.

Every window of a text without a gathering is an example; of a text with one the best window, chosen anew in each
round (multiple-instance learning). L2-regularised logistic regression by Newton's method, drawn not to zero but to
the weights of the codebook's lists. The thresholds, of brief, short and long texts, are the greatest that keep RECALL
of them when each is scored by weights that were fitted without it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks import gatherings

from coded_texts import rows_of
from demonstrably.codebook import Codebook
from demonstrably.extract.gate import BIAS, MOST_AGAINST, THRESHOLD, THRESHOLD_BRIEF, THRESHOLD_LONG, Gate, threshold_of

RIDGE = 1.0
"""Strength of the pull towards the codebook's weights."""

RECALL = {THRESHOLD_BRIEF: 0.98, THRESHOLD: 0.97, THRESHOLD_LONG: 0.985}
"""Share of the texts of each length with a gathering that held-out scoring must keep. Many of the short ones were
chosen to be hard, and weights that are fitted on all keep more of them; a brief one costs little to parse."""

MARGIN = 0.1
"""How much lower than the text that sets it a threshold lies."""

ROUNDS = 5
"""Choices of the best windows; they settle after three."""

FOLDS = 5


@dataclass(frozen=True)
class Window:
    """The cues of a window, as columns of the matrix: those that tell of something else apart."""

    cues: tuple[int, ...]
    against: tuple[int, ...]

    def score(self, weights: np.ndarray) -> float:
        """As `Gate.score`."""
        return float(weights[list(self.cues)].sum() + max(weights[list(self.against)].sum(), -MOST_AGAINST))


@dataclass(frozen=True)
class Example:
    """A text: its windows, and whether it tells of a gathering."""

    windows: tuple[Window, ...]
    tells: bool
    size: str
    """Which threshold the text has."""


def examples(gate: Gate, texts: Sequence[tuple[str, bool]], columns: dict[str, int]) -> list[Example]:
    return [_example(gate, text, tells, columns) for text, tells in texts]


def _example(gate: Gate, text: str, tells: bool, columns: dict[str, int]) -> Example:
    windows = tuple(_window(gate, window, columns) for _, _, window in gate.windows(text))
    return Example(windows, tells, threshold_of(text))


def _window(gate: Gate, window: str, columns: dict[str, int]) -> Window:
    cues = sorted(gate.cues(window))
    for_it, against = ([columns[cue] for cue in cues if (cue in gate.against) is side] for side in (False, True))
    return Window((columns[BIAS], *for_it), tuple(against))


def scores(weights: np.ndarray, example: Example) -> list[float]:
    return [window.score(weights) for window in example.windows]


def best(weights: np.ndarray, example: Example) -> float:
    return max(scores(weights, example), default=float("-inf"))


def train(chosen: Sequence[Example], prior: np.ndarray) -> np.ndarray:
    weights = prior.copy()
    for _ in range(ROUNDS):
        matrix, target = _design(chosen, weights)
        weights = fit(matrix, target, prior)
    return weights


def _design(chosen: Sequence[Example], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The windows to learn from, given what the weights make of them."""
    rows: list[tuple[Window, float]] = []
    for example in chosen:
        if not example.tells:
            rows += [(window, 0.0) for window in example.windows]
        elif example.windows:
            found = scores(weights, example)
            rows.append((example.windows[found.index(max(found))], 1.0))
    matrix = np.zeros((len(rows), len(weights)))
    for row, (window, _) in enumerate(rows):
        matrix[row, [*window.cues, *window.against]] = 1
    return matrix, np.array([label for _, label in rows])


def fit(matrix: np.ndarray, target: np.ndarray, prior: np.ndarray) -> np.ndarray:
    weights = prior.copy()
    penalty = RIDGE * np.eye(len(prior))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(matrix @ weights)))
        gradient = matrix.T @ (p - target) + penalty @ (weights - prior)
        step = np.linalg.solve((matrix * (p * (1 - p))[:, None]).T @ matrix + penalty, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def held_out(chosen: Sequence[Example], prior: np.ndarray) -> list[float]:
    """The best window's score of each text, by weights that were fitted on the other folds."""
    found = [0.0] * len(chosen)
    for fold in range(FOLDS):
        weights = train([e for i, e in enumerate(chosen) if i % FOLDS != fold], prior)
        for i in range(fold, len(chosen), FOLDS):
            found[i] = best(weights, chosen[i])
    return found


def thresholds(known: Sequence[Example], found: Sequence[float]) -> dict[str, float]:
    return {size: _threshold(known, found, size) for size in RECALL}


def _threshold(known: Sequence[Example], found: Sequence[float], size: str) -> float:
    kept = sorted(score for score, e in zip(found, known, strict=True) if e.tells and e.size == size)
    return round(kept[int((1 - RECALL[size]) * len(kept))] - MARGIN, 3)


def texts(data: Path, coded: Sequence[Path]) -> Iterator[tuple[str, bool]]:
    halves = [*gatherings.of_snippets(data), *gatherings.of_articles(data), *gatherings.of_others(data)]
    known = [*gatherings.of_gold(data), *(row for row in halves if gatherings.first_half(row.text_id))]
    yield from ((row.text, row.tells) for row in known if row.label != "doubt")
    for path in coded:
        yield from ((row["text"], True) for row in rows_of(path) if row["claims"])


def report(known: Sequence[Example], found: Sequence[float], limits: dict[str, float]) -> Iterator[str]:
    for size, limit in limits.items():
        kept, let_in = ([f >= limit for f, e in zip(found, known, strict=True) if e.size == size and e.tells is tells]
                        for tells in (True, False))  # fmt: skip
        yield f"{size} {limit}: kept {sum(kept)} of {len(kept)}, let in {sum(let_in)} of {len(let_in)} (held out)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("coded", type=Path, nargs="*")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    gate = Gate(Codebook(), {})
    columns = {cue: column for column, cue in enumerate([BIAS, *gate.prior])}
    prior = np.array([gate.bias, *gate.prior.values()])
    known = examples(gate, list(texts(options.data, options.coded)), columns)
    found = held_out(known, prior)
    limits = thresholds(known, found)
    print(*report(known, found, limits), sep="\n")
    weights = train(known, prior)
    learned = limits | {cue: round(float(weights[column]), 3) for cue, column in columns.items()}
    if options.out:
        options.out.write_text(json.dumps(learned, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
