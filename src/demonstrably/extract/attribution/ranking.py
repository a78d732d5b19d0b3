"""The source of a passage among all candidates: a log-linear choice, "nobody named" being one of the choices.

Weights are trained by `scripts/train_attribution.py` on annotated attributions and shipped as data: they hold features
(see `evidence.py`), no text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from demonstrably.extract.attribution.evidence import SourceEvidence, Surroundings
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.passages import Candidate, Passage


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest source of a passage with its probability; `candidate` is None where nobody is named."""

    candidate: Candidate | None
    probability: float


class SourceRanking:
    """Chooses the source of a passage; `weights` are those shipped unless others are given."""

    def __init__(self, lexicon: CueLexicon, weights: Mapping[str, float] | None = None) -> None:
        self._evidence = SourceEvidence(lexicon)
        self._weights = dict(weights) if weights is not None else None

    def choose(self, passage: Passage, around: Surroundings) -> Choice:
        """The likeliest candidate, or nobody."""
        found = list(passage.candidates())
        scores = [self._score(features) for features in self.described(passage, around, found)]
        best = max(range(len(scores)), key=scores.__getitem__)
        total = sum(math.exp(score - scores[best]) for score in scores)
        return Choice(found[best - 1] if best else None, 1 / total)

    def described(self, passage: Passage, around: Surroundings, found: Sequence[Candidate]) -> list[list[str]]:
        """The features of each choice: of nobody first, then of the candidates in order."""
        return [self._evidence.of_none(passage, around), *self._evidence.of_candidates(passage, around, found)]

    def _score(self, features: Sequence[str]) -> float:
        weights = self._weights if self._weights is not None else _packaged()
        return sum(weights.get(name, 0.0) for name in features)


@cache
def _packaged() -> Mapping[str, float]:
    raw = resources.files("demonstrably.extract").joinpath("data/attribution_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(raw)["weights"]
    return weights
