"""Whole claims on the gold sets: found and whole F1 with bootstrap intervals, in both halves, and the parts of a claim.

Both halves are among the texts that the weights of claims were fitted on, so these figures flatter. The honest ones are
held out by document: `scripts/train_claims.py` prints them (docs/evaluation.md has them and says on what).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation import TextScore, half_of, measure, read_gold, score
from demonstrably.evaluation.extraction import documents_of, extracted
from demonstrably.extract import Extractor

SETS = ("items_en", "articles_en", "snippets_en", "longreads_en")
NEEDS = tuple(f"gold/{name}.jsonl" for name in SETS)

BARS = {
    "items_en": (0.93, 0.87),
    "articles_en": (0.85, 0.75),
    "snippets_en": (0.85, 0.78),
    "longreads_en": (0.82, 0.70),
}
"""(found F1, whole F1) that we set out to reach."""

PEERS = {
    "items_en": (0.69, 0.60),
    "articles_en": (0.49, 0.23),
    "snippets_en": (0.49, 0.44),
    "longreads_en": (0.55, 0.42),
}
"""spaCy's numbers with a governor lexicon, and GenderGapTracker's quotation rules for the source."""

PART_BARS = {
    "value": None,
    "modality": None,
    "source": None,
    "source_named": 0.80,
    "place": 0.90,
    "date": 0.95,
    "date_other": 0.75,
}
"""Of claims found, over all four sets."""


def run(data: Path) -> list[Row]:
    scores = scored(data)
    rows = [row for name in SETS for row in _of_set(name, scores[name])]
    return rows + _of_parts([one for name in SETS for one in scores[name]])


@cache
def scored(data: Path) -> dict[str, list[TextScore]]:
    """The gold sets scored; extracted once, for this part and for confidence."""
    codebook = Codebook()
    extract = Extractor(codebook).extract
    found: dict[str, list[TextScore]] = {}
    for name, file in zip(SETS, NEEDS, strict=True):
        path = data / file
        found[name] = score(read_gold(path), extracted(documents_of(path, codebook), extract))
    return found


def _of_set(name: str, scores: list[TextScore]) -> list[Row]:
    rows: list[Row] = []
    for half in (None, "look", "blind"):
        chosen = [one for one in scores if half is None or half_of(one.text.text_id) == half]
        rows += _found_and_whole(name, half, chosen)
    broken = sum(len(one.broken) for one in scores)
    return [*rows, Row("claims", f"gold/{name}.jsonl", "broken spans", broken, bar=0, better="lower")]


def _found_and_whole(name: str, half: str | None, scores: list[TextScore]) -> list[Row]:
    measures = measure(scores)
    rows = []
    for k, (key, metric) in enumerate([("found_f1", "found F1"), ("whole_f1", "whole F1")]):
        low, high = measures.intervals[key]
        note = f"95 %: {low:.3f} to {high:.3f}; {measures.texts} texts, {measures.coded} coded, {measures.found} found"
        peer = "" if half else f"{PEERS[name][k]:.2f} (spaCy + rules)"
        label = f"{metric}, {'first' if half == 'look' else 'second'} half" if half else metric
        bar = None if half else BARS[name][k]
        rows.append(Row("claims", f"gold/{name}.jsonl", label, measures.values[key] or 0.0, peer, note, bar))
    return rows


def _of_parts(scores: list[TextScore]) -> list[Row]:
    measures = measure(scores)
    rows = []
    for name, bar in PART_BARS.items():
        value = measures.values[name]
        if value is not None:
            low, high = measures.intervals[name]
            note = f"95 %: {low:.3f} to {high:.3f}; {measures.asked[name]} claims"
            rows.append(Row("claims", "gold, all four", f"{name} right", value, note=note, bar=bar))
    return rows
