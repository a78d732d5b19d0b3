"""Whole claims on real texts that nothing was fitted on, of the kinds of the gold sets.

`real.claims.jsonl` has labels for texts of the data folder: agency stories, snippets and short items beside those of
the gold, local news, politics; most hold no claim, as most of an archive does. Five language models coded them with the
codebook in hand and had not seen the program. The texts stay in the data folder: a label tells its file, its id and
spans. The errors were read once, on 23 November 2026, and one wording mended over them ("no arrests or injuries").
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation import CodedClaim, CodedText, measure, score
from demonstrably.evaluation.extraction import extracted
from demonstrably.extract import Extractor
from demonstrably.model import Document

LABELS = Path(__file__).with_name("real.claims.jsonl")
NEEDS = (
    "bench/attribution.jsonl", "bench/dates_timebank.jsonl", "bench/event_types.tsv", "bench/places_lgl.jsonl",
    "bench/relevance.jsonl", "gold/waves_en.jsonl",
)  # fmt: skip
FIGURES = ("found_f1", "whole_f1", "source", "place", "date")


def run(data: Path) -> list[Row]:
    coded = list(coded_texts(data))
    extract = Extractor(Codebook()).extract
    documents = [Document(one.text_id, one.text, "en", published=one.published) for one in coded]
    measures = measure(score(coded, extracted(documents, extract)))
    rows = []
    for figure in FIGURES:
        value, (low, high) = measures.values[figure], measures.intervals[figure]
        note = f"95 %: {low:.3f} to {high:.3f}; {measures.texts} texts, {measures.coded} coded, {measures.found} found"
        rows.append(Row("real", "texts of bench/ and gold/", figure, value or 0.0, note=note))
    return rows


def coded_texts(data: Path) -> Iterator[CodedText]:
    """The labelled texts, each with its claims."""
    texts = {(file, row_id): (text, published) for file in NEEDS for row_id, text, published in _rows(data, file)}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, published = texts[row["data"], row["id"]]
        claims = tuple(_claim(text, label) for label in row["claims"])
        yield CodedText(f"{row['data']}:{row['id']}", text, published, claims)


def _claim(text: str, label: dict[str, Any]) -> CodedClaim:
    told = {field: _words(text, label.get(field)) for field in ("source", "place")}
    return CodedClaim(**label | told | {"quote": text[label["start"] : label["end"]]})


def _words(text: str, at: list[int] | str | None) -> str | None:
    """What a label names: by its span in the text, or in its own words where the text has none for it."""
    return text[slice(*at)] if isinstance(at, list) else at


def _rows(data: Path, file: str) -> Iterator[tuple[str, str, str | None]]:
    """Id, text and day of publication of each text of a file."""
    with (data / file).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t") if file.endswith(".tsv") else map(json.loads, lines)
        for row in rows:
            yield str(row["id"]), row["text"], row.get("published")
