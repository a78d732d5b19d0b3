"""Scoring claims against texts that careful people coded: figures with intervals, errors by kind, confidence.

The definitions of `found`, `value`, `source` and the rest are in `scoring`; they are those of the gold sets' own
scorer. Everything here works on claims as rows of claims.jsonl, so that anybody's claims can be scored.
"""

from __future__ import annotations

from demonstrably.evaluation.disagreements import Disagreement, disagreements, grouped
from demonstrably.evaluation.evaluate import Evaluation, evaluate
from demonstrably.evaluation.gold import CodedClaim, CodedText, FoundClaim, read_claims, read_gold
from demonstrably.evaluation.halves import half_of, halves
from demonstrably.evaluation.measures import Measures, measure
from demonstrably.evaluation.reliability import Reliability, reliability
from demonstrably.evaluation.scoring import TextScore, score

__all__ = [
    "CodedClaim",
    "CodedText",
    "Disagreement",
    "Evaluation",
    "FoundClaim",
    "Measures",
    "Reliability",
    "TextScore",
    "disagreements",
    "evaluate",
    "grouped",
    "half_of",
    "halves",
    "measure",
    "read_claims",
    "read_gold",
    "reliability",
    "score",
]
