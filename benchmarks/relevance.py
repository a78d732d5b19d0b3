"""Passing over: does the gate before parsing keep what tells of a gathering, and what share of the rest does it spare?

Texts that tell of a gathering: those of the gold sets with a coded claim, and the snippets of the four event types
that are gatherings by definition. Texts that do not: agency articles labelled "no protest" (that label counts armed
attacks among protests, so that its other side is clean), and the gold sets have no label for texts without figures.
"""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

from benchmarks import claims
from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation import read_gold
from demonstrably.extract.cues import Cues

ARTICLES, SNIPPETS = "bench/relevance.jsonl", "bench/event_types.tsv"
NEEDS = (ARTICLES, SNIPPETS, *claims.NEEDS)
GATHERINGS = frozenset(["PEACE_PROTEST", "PROTEST_WITH_INTER", "FORCE_AGAINST_PROTEST", "VIOL_DEMONSTR"])


def run(data: Path) -> list[Row]:
    cues = Cues(Codebook())
    coded = [text.text for name in claims.NEEDS for text in read_gold(data / name) if text.claims]
    typed = gathering_snippets(data / SNIPPETS)
    labelled = [json.loads(line) for line in (data / ARTICLES).read_text(encoding="utf-8").splitlines()]
    protests, others = ([row["text"] for row in labelled if row["protest"] is label] for label in (True, False))
    began = time.perf_counter()
    spared = 1 - passing(cues, others)
    seconds = time.perf_counter() - began
    kept, typed_kept = f"{len(coded)} texts", f"{len(typed)} snippets of {len(GATHERINGS)} types"
    broad = f"{len(protests)} articles; the label takes in armed attacks"
    return [
        Row("relevance", "gold, all four", "texts with claims kept", passing(cues, coded), note=kept, bar=0.98),
        Row("relevance", SNIPPETS, "gatherings kept", passing(cues, typed), note=typed_kept, bar=0.98),
        Row("relevance", ARTICLES, "broad label kept", passing(cues, protests), note=broad, slack=None),
        Row("relevance", ARTICLES, "others spared the parser", spared, note=f"{len(others)} articles"),
        Row("relevance", ARTICLES, "articles a second", len(others) / seconds, slack=None),
    ]


def passing(cues: Cues, texts: list[str]) -> float:
    """The share of texts that the gate lets through to the parser."""
    return sum(map(cues.any_gathering, texts)) / len(texts)


def gathering_snippets(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["text"] for row in rows if row["type"] in GATHERINGS]
