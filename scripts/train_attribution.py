"""Train the weights of `demonstrably.extract.attribution.ranking` on annotated attributions.

    python -m scripts.train_attribution POLNEAR.jsonl [--all] [--out FILE]

Each line is a text with "attributions": lists of spans under "source", "cue" and "content" (PolNeAR's shape). For each
the longest content stretch is the passage, and the right choice is the candidate that heads the annotated source, or
nobody. Only one half of the texts, by a hash of their ids, is read (see `benchmarks.attribution.is_held_out`); the
other is for measuring, unless --all is given. Multinomial logistic regression over each passage's choices with an L2
penalty, by L-BFGS. Five-fold cross-validation by text prints the honest figure for the half that was read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.attribution import discourse_of, is_held_out, rows

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import AttributionRules
from demonstrably.extract.attribution.passages import Candidate
from demonstrably.language.english import EnglishAnalyser

RARE = 8
"""A feature seen fewer times than this has no weight: with 5 cross-validated F1 is the same, with 20 a point lower."""

RIDGE = 1.0
"""Strength of the L2 penalty: 1, 2 and 4 are within 0.003 of each other."""

FOLDS = 5
OUT = Path(__file__).parent.parent / "src/demonstrably/extract/data/attribution_weights.json"

Vector = np.ndarray[Any, np.dtype[np.float64]]
Objective = Callable[[Vector], tuple[float, Vector]]


@dataclass(frozen=True)
class Sample:
    """A passage: its text's number, the features of each choice (nobody first), the choices that are right (the first
    is learnt, others are other words of the same phrase), and whether annotators name a source. No choice is right
    where the annotated source is no candidate."""

    document: int
    choices: list[list[str]]
    right: list[int]
    named: bool


def samples(chosen: Sequence[dict[str, Any]]) -> list[Sample]:
    analyser, rules, found = EnglishAnalyser(), AttributionRules(Codebook()), []
    for number, row in enumerate(chosen):
        discourse = discourse_of(row, analyser)
        for item in row["attributions"]:
            start, end = max(item["content"], key=lambda span: span[1] - span[0])
            candidates, choices = rules.described(discourse, start, end)
            spans = item.get("source", [])
            found.append(Sample(number, choices, _right(candidates, spans) if spans else [0], bool(spans)))
    return found


def _right(candidates: Sequence[Candidate], spans: list[list[int]]) -> list[int]:
    """The choices within the annotated source, the one that the others hang on first."""
    inside = [
        (k, c) for k, c in enumerate(candidates, 1) if any(c.token.start < e and c.token.end > s for s, e in spans)
    ]
    depths = [(sum(1 for _ in c.sentence.ancestors(c.token)), k) for k, c in inside]
    return [k for _, k in sorted(depths)]


class Problem:
    """Samples as arrays: the features of each choice one after the other, and where choices and samples begin."""

    def __init__(self, chosen: Sequence[Sample], names: dict[str, int]) -> None:
        known = [[names[f] for f in choice if f in names] or [0] for s in chosen for choice in s.choices]
        self.ids = np.array([i for features in known for i in features])
        lengths = [len(features) for features in known]
        self.choice_starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        sizes = np.array([len(s.choices) for s in chosen])
        self.starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
        self.choice_of = np.repeat(np.arange(len(known)), lengths)
        self.sample_of = np.repeat(np.arange(len(chosen)), sizes)
        self.mask = np.zeros(len(known))
        for start, sample in zip(self.starts, chosen, strict=True):
            self.mask[[start + k for k in sample.right[1:]]] = -np.inf

    def scores(self, weights: Vector) -> Vector:
        return np.add.reduceat(weights[self.ids], self.choice_starts)

    def objective(self, targets: np.ndarray[Any, Any]) -> Objective:
        """The penalised negative log likelihood of the targets (numbers of choices), and its gradient."""

        def value(weights: Vector) -> tuple[float, Vector]:
            scores = self.scores(weights) + self.mask
            top = np.maximum.reduceat(scores, self.starts)
            exponents = np.exp(scores - top[self.sample_of])
            totals = np.add.reduceat(exponents, self.starts)
            slack = exponents / totals[self.sample_of]
            slack[targets] -= 1
            loss = -float((scores[targets] - top - np.log(totals)).sum()) + RIDGE / 2 * float(weights @ weights)
            gradient = np.bincount(self.ids, weights=slack[self.choice_of], minlength=len(weights))
            return loss, gradient + RIDGE * weights

        return value


def fitted(chosen: Sequence[Sample]) -> dict[str, float]:
    """Weights by feature; passages whose source is no candidate teach nothing."""
    usable = [s for s in chosen if s.right]
    counts = Counter(f for s in usable for choice in s.choices for f in choice)
    names = {name: k for k, name in enumerate(["", *sorted(n for n, count in counts.items() if count >= RARE)])}
    problem = Problem(usable, names)
    targets = problem.starts + np.array([s.right[0] for s in usable])
    weights = minimised(problem.objective(targets), len(names))
    return {name: round(float(weights[k]), 3) for name, k in names.items() if name and abs(weights[k]) >= 0.001}


def minimised(objective: Objective, size: int, rounds: int = 200, memory: int = 10) -> Vector:
    """The minimum of a smooth convex function, by L-BFGS with backtracking from zero."""
    point = np.zeros(size)
    value, gradient = objective(point)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(rounds):
        direction = -_direction(gradient, steps)
        length = 1.0
        while True:
            new_value, new_gradient = objective(point + length * direction)
            if new_value <= value + 1e-4 * length * float(gradient @ direction) or length < 1e-8:
                break
            length /= 2
        steps = [*steps, (length * direction, new_gradient - gradient)][-memory:]
        gained, value, gradient, point = value - new_value, new_value, new_gradient, point + length * direction
        if gained < 1e-5 * abs(value):
            break
    return point


def _direction(gradient: Vector, steps: Sequence[tuple[Vector, Vector]]) -> Vector:
    """The gradient times the approximate inverse Hessian (two-loop recursion)."""
    if not steps:
        return gradient / max(1.0, float(np.linalg.norm(gradient)))
    result, shares = gradient.copy(), []
    for step, change in reversed(steps):
        shares.append((step @ result) / (change @ step))
        result -= shares[-1] * change
    step, change = steps[-1]
    result *= (step @ change) / (change @ change)
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        result += (share - (change @ result) / (change @ step)) * step
    return np.asarray(result)


def chosen_by(weights: dict[str, float], sample: Sample) -> int:
    scores = [sum(weights.get(f, 0.0) for f in choice) for choice in sample.choices]
    return max(range(len(scores)), key=scores.__getitem__)


def f1(pairs: Sequence[tuple[Sample, int]]) -> float:
    """F1 of sources, from the choice made for each sample."""
    hits = sum(sample.named and choice in sample.right for sample, choice in pairs)
    return 2 * hits / (sum(choice > 0 for _, choice in pairs) + sum(sample.named for sample, _ in pairs))


def cross_validated(found: Sequence[Sample]) -> float:
    pairs: list[tuple[Sample, int]] = []
    for fold in range(FOLDS):
        weights = fitted([s for s in found if s.document % FOLDS != fold])
        pairs += [(s, chosen_by(weights, s)) for s in found if s.document % FOLDS == fold]
    return f1(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--all", action="store_true", help="train on both halves")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    found = samples([row for row in rows(args.file) if args.all or not is_held_out(row)])
    print(f"{len(found)} passages; cross-validated F1 {cross_validated(found):.4f}")
    weights = fitted(found)
    args.out.write_text(json.dumps({"weights": weights}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights written to {args.out}")


if __name__ == "__main__":
    main()
