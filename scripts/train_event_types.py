"""Train the weights of `demonstrably.extract.snippets` on coded and on invented texts.

    python scripts/train_event_types.py ../shared/bench/event_types.tsv [MORE.tsv ...] [--mean-with FILE] [--out FILE]

The invented texts are `scripts/data/event_type_texts*.tsv`, with a letter those that one coder each wrote and coded
(columns type and text); of the benchmark's only the rows of even number are read, the half that rules may be made from
(benchmarks/event_types.py). Softmax regression with an L2 penalty, by accelerated gradient descent. Printed are the
macro-F1 of cross-validation, each coder's texts held out whole and the other kinds in five folds; the weights are then
fitted on all. With --mean-with they are averaged with earlier ones, whose texts are not at hand: the shipped ones of
November 2026 are the mean with weights fitted on 1,292 texts that five coders had retold from the news.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demonstrably.codebook import Codebook
from demonstrably.extract.snippet_features import Features, SnippetFeatures
from demonstrably.extract.snippets import BIAS, OTHER

CLASSES = (
    "PEACE_PROTEST", "PROTEST_WITH_INTER", "FORCE_AGAINST_PROTEST", "VIOL_DEMONSTR", "MOB_VIOL", "PROPERTY_DISTRUCT",
    "ARREST", OTHER,
)  # fmt: skip

INVENTED = Path(__file__).parent / "data/event_type_texts.tsv"
BY_CODERS = sorted(INVENTED.parent.glob("event_type_texts_?.tsv"))

RIDGE = 3.3
"""Strength of the L2 penalty: between 3 and 10 it hardly matters in cross-validation."""

CODED_WEIGHT = 2.0
"""A coded text counts as so many others: of 1, 1.5, 2 and 3 the choice hardly matters either."""

RARE = 3
"""A feature seen in fewer texts than this has no weight."""

CODED = "coded"

STEPS = 600
FOLDS = 5
SEED = 20210131


@dataclass(frozen=True)
class Sample:
    """A text's features and class; `kind` is CODED, or the path of the file that it is from."""

    features: Features
    label: str
    kind: str


def samples_of(path: Path, features: SnippetFeatures, *, coded: bool = False) -> list[Sample]:
    """The texts of a file with columns text and type; of the coded one those of even number."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    labels = [row["type"] if row["type"] in CLASSES else OTHER for row in rows]
    kind, step = (CODED, 2) if coded else (str(path), 1)
    return [Sample(features.describe(r["text"]), y, kind) for r, y in list(zip(rows, labels, strict=True))[::step]]


def vocabulary(samples: Sequence[Sample]) -> list[str]:
    seen = Counter(name for sample in samples for name in sample.features)
    return [BIAS, *sorted(name for name, times in seen.items() if times >= RARE)]


def matrix(samples: Sequence[Sample], names: Sequence[str]) -> np.ndarray:
    column = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(samples), len(names)))
    rows[:, column[BIAS]] = 1
    for row, sample in zip(rows, samples, strict=True):
        row[[column[name] for name in sample.features if name in column]] = 1
    return rows


def fit(samples: Sequence[Sample], names: Sequence[str]) -> np.ndarray:
    """The weights, a row a feature and a column a class."""
    rows = matrix(samples, names)
    target = np.array([[sample.label == name for name in CLASSES] for sample in samples], dtype=float)
    weight = np.array([[CODED_WEIGHT if sample.kind == CODED else 1.0] for sample in samples])
    penalty = np.full((len(names), 1), RIDGE)
    penalty[0] = 0.01  # the bias is free
    step = 1 / (RIDGE + 0.5 * np.linalg.norm(rows * np.sqrt(weight), 2) ** 2)
    weights = ahead = np.zeros((len(names), len(CLASSES)))
    for n in range(STEPS):
        gradient = rows.T @ (weight * (_softmax(rows @ ahead) - target)) + penalty * ahead
        moved = ahead - step * gradient
        ahead = moved + n / (n + 3) * (moved - weights)
        weights = moved
    return weights


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def predicted(samples: Sequence[Sample], names: Sequence[str], weights: np.ndarray) -> list[str]:
    return [CLASSES[i] for i in (matrix(samples, names) @ weights).argmax(axis=1)]


def held_out(samples: Sequence[Sample]) -> list[str]:
    """The class of each sample by weights that were fitted without its fold."""
    folds = _folds(samples)
    classes = [""] * len(samples)
    for fold in sorted(set(folds)):
        inside = [s for s, f in zip(samples, folds, strict=True) if f != fold]
        outside = [i for i, f in enumerate(folds) if f == fold]
        names = vocabulary(inside)
        given = predicted([samples[i] for i in outside], names, fit(inside, names))
        for i, name in zip(outside, given, strict=True):
            classes[i] = name
    return classes


def _folds(samples: Sequence[Sample]) -> list[str]:
    """The fold of each sample: of a coder's text his file, of others one of five drawn."""
    drawn = np.random.default_rng(SEED).permutation(len(samples)) % FOLDS
    return [str(n) if s.kind in (CODED, str(INVENTED)) else s.kind for s, n in zip(samples, drawn, strict=True)]


def macro(samples: Sequence[Sample], given: Sequence[str]) -> float:
    """The mean F1 of the classes but OTHER."""
    pairs = [(s.label, name) for s, name in zip(samples, given, strict=True)]
    return sum(_f1(pairs, name) for name in CLASSES[:-1]) / (len(CLASSES) - 1)


def _f1(pairs: Sequence[tuple[str, str]], name: str) -> float:
    right = sum(gold == ours == name for gold, ours in pairs)
    given = sum(gold == name for gold, _ in pairs) + sum(ours == name for _, ours in pairs)
    return 2 * right / given if given else 0.0


def save(path: Path, names: Sequence[str], weights: np.ndarray) -> None:
    """One feature a line, so that a change of the weights can be read."""
    rounded = [[round(float(w), 3) for w in row] for row in weights]
    lines = [f"  {json.dumps(name)}: {row}" for name, row in zip(names, rounded, strict=True)]
    text = f'{{"classes": {json.dumps(CLASSES)},\n "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    path.write_text(text, encoding="utf-8")


def mean_with(earlier: Path, names: Sequence[str], weights: np.ndarray) -> tuple[list[str], np.ndarray]:
    """The features of both and the mean of their weights; a feature that one lacks weighs nothing there."""
    table = json.loads(earlier.read_text(encoding="utf-8"))["weights"]
    own = dict(zip(names, weights, strict=True))
    nothing = np.zeros(len(CLASSES))
    both = [BIAS, *sorted({*table, *own} - {BIAS})]
    return both, np.array([(np.array(table.get(name, nothing)) + own.get(name, nothing)) / 2 for name in both])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("more", type=Path, nargs="*")
    parser.add_argument("--mean-with", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/demonstrably/extract/data/event_type_weights.json"))
    options = parser.parse_args()
    features = SnippetFeatures(Codebook())
    samples = samples_of(options.file, features, coded=True)
    samples += [sample for path in (INVENTED, *BY_CODERS, *options.more) for sample in samples_of(path, features)]
    given = held_out(samples)
    for kind in dict.fromkeys(sample.kind for sample in samples):
        chosen = [(s, name) for s, name in zip(samples, given, strict=True) if s.kind == kind]
        figure = macro([s for s, _ in chosen], [name for _, name in chosen])
        print(f"{kind}: {len(chosen)} texts, macro-F1 {figure:.3f} held out")
    names = vocabulary(samples)
    weights = fit(samples, names)
    if options.mean_with:
        names, weights = mean_with(options.mean_with, names, weights)
    save(options.out, names, weights)


if __name__ == "__main__":
    main()
