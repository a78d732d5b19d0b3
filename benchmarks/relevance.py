"""Passing over: does the gate before parsing keep what tells of a gathering, and what share of the rest does it spare?

What tells of one, with or without a figure, is labelled by hand (`gatherings.py`). Of the snippets and the articles
one half was looked at while the gate was made, and taught it its weights; the other half was not, and is the figure
to believe. The gold sets taught it too: what the gate keeps of them when they are held out,
`scripts/train_gate.py` prints.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks import gatherings
from benchmarks.gatherings import ARTICLES, GOLD, SNIPPETS, Labelled, first_half
from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract.gate import Gate

NEEDS = (ARTICLES, SNIPPETS, *GOLD)
HALVES = {"read half": True, "unread half": False}


def run(data: Path) -> list[Row]:
    gate = Gate.packaged(Codebook())
    gold, snippets = list(gatherings.of_gold(data)), list(gatherings.of_snippets(data))
    articles = list(gatherings.of_articles(data))
    return [*gold_rows(gate, gold), *snippet_rows(gate, snippets), *article_rows(gate, articles), speed(gate, articles)]


def gold_rows(gate: Gate, gold: list[Labelled]) -> list[Row]:
    telling = [text for text in gold if text.tells]
    claims = [text for text in telling if text.coded]
    told, coded = f"{len(telling)} texts, with or without a figure", f"{len(claims)} texts"
    of = "gold, all four"
    return [
        Row("relevance", of, "texts with gatherings kept", passing(gate, telling), note=told, bar=0.98),
        Row("relevance", of, "texts with claims kept", passing(gate, claims), note=coded, bar=0.98),
    ]


def snippet_rows(gate: Gate, snippets: list[Labelled]) -> list[Row]:
    rows, telling = [], [text for text in snippets if text.tells]
    note = f"{len(telling)} snippets of {len(gatherings.TYPES)} types"
    rows.append(Row("relevance", SNIPPETS, "gatherings kept", passing(gate, telling), note=note, bar=0.98))
    for name, half in HALVES.items():
        some = _half(telling, half)
        kept = passing(gate, some)
        rows.append(Row("relevance", SNIPPETS, f"gatherings kept, {name}", kept, note=f"{len(some)} snippets"))
    return rows


def article_rows(gate: Gate, articles: list[Labelled]) -> list[Row]:
    rows = []
    for name, half in HALVES.items():
        some = _half(articles, half)
        telling, others = [a for a in some if a.tells], [a for a in some if a.label == "no"]
        kept, spared = passing(gate, telling), 1 - passing(gate, others)
        kept_of, of = f"{len(telling)} articles, many of them in passing", f"{len(others)} articles"
        rows.append(Row("relevance", ARTICLES, f"gatherings kept, {name}", kept, note=kept_of))
        rows.append(Row("relevance", ARTICLES, f"others spared the parser, {name}", spared, note=of))
    spared = 1 - passing(gate, [a for a in articles if a.label == "no"])
    return [*rows, Row("relevance", ARTICLES, "others spared the parser", spared)]


def speed(gate: Gate, articles: list[Labelled]) -> Row:
    others = [article for article in articles if article.label == "no"]
    began = time.perf_counter()
    passing(gate, others)
    seconds = time.perf_counter() - began
    return Row("relevance", ARTICLES, "articles a second", len(others) / seconds, slack=None)


def passing(gate: Gate, texts: list[Labelled]) -> float:
    """The share of texts that the gate lets through."""
    return sum(gate.passes(text.text) for text in texts) / len(texts)


def _half(texts: Iterable[Labelled], first: bool) -> list[Labelled]:
    return [text for text in texts if first_half(text.text_id) is first]
