"""Dates against TimeBank's hand-made values: value F1 and speed.

    python -m benchmarks.dates ../shared/bench/dates_timebank.jsonl [--half 0|1] [--errors 40]

Counted are gold expressions of type DATE whose value is a day, an ISO week, a month or a year. An answer is right
where it overlaps the gold expression and its value is the same day or interval. Not counted, neither for nor
against: quarters, halves, seasons, weekends, decades, "now" and the like (PRESENT_REF, PAST_REF, FUTURE_REF), times,
durations, sets, and our answers that overlap those; our own lengths ("the past two weeks") and expressions left
open are no answers. An answer over nothing marked counts as wrong. Tense comes from the parser, as in the pipeline.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.dates.calendar import month, year_of
from demonstrably.extract.tense import Tense
from demonstrably.language.analysis import Sentence
from demonstrably.language.english import EnglishAnalyser

FILE = "bench/dates_timebank.jsonl"
NEEDS = (FILE,)

Answer = tuple[int, int, str, str]
"""start, end, value, quote"""


def interval(value: str) -> str | None:
    """A TIMEX value as our ISO day or interval; None for the kinds that are not counted."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return f"{monday}/{monday + timedelta(days=6)}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return month(int(found[1]), int(found[2])).iso
    return year_of(int(value)).iso if re.fullmatch(r"\d{4}", value) else None


def value_in(expression: DateExpression, sentences: Iterable[Sentence], tense: Tense) -> str | None:
    """The value that the tense around an expression picks."""
    if expression.future == expression.value:
        return expression.value
    for sentence in sentences:
        tokens = sentence.at(expression.start, expression.end)
        if tokens:
            return expression.future if tense.is_future(sentence, sentence.top(tokens)) else expression.value
    return expression.value


def answers(row: dict[str, Any], grammar: DateGrammar, analyser: EnglishAnalyser, tense: Tense) -> Iterator[Answer]:
    """Our days and intervals for one article."""
    text = row["text"]
    found = [e for e in grammar.find(text, row["published"][:10]) if e.kind != "duration"]
    sentences = analyser.parse(text, analyser.split(text)) if any(e.future != e.value for e in found) else []
    for expression in found:
        value = value_in(expression, sentences, tense)
        if value is not None:
            yield expression.start, expression.end, value, expression.quote


def compare(row: dict[str, Any], given: list[Answer]) -> Iterator[tuple[str, str]]:
    """Verdicts (right, wrong, missed, extra) with a line for people each."""
    used: set[int] = set()
    for mark in row["timex"]:
        over = [n for n, (s, e, _, _) in enumerate(given) if s < mark["end"] and e > mark["start"]]
        used.update(over)
        wanted = interval(mark["value"]) if mark["type"] == "DATE" else None
        if wanted is None:
            continue
        context = row["text"][max(0, mark["start"] - 40) : mark["end"] + 30].replace("\n", " ")
        line = f"{row['published'][:10]} {wanted} ...{context}..."
        if not over:
            yield "missed", line
        else:
            yield ("right" if any(given[n][2] == wanted for n in over) else "wrong"), f"{line} <- {given[over[0]][2:]}"
    for n, (s, e, value, quote) in enumerate(given):
        if n not in used:
            yield "extra", f"{row['published'][:10]} {value} [{quote}] ...{row['text'][max(0, s - 30) : e + 30]!r}"


def speed(texts: list[str], grammar: DateGrammar) -> float:
    """Megabytes of text a second through the grammar alone."""
    began = time.perf_counter()
    for text in texts:
        grammar.find(text, "2000-01-01")
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.perf_counter() - began)


def run(data: Path) -> list[Row]:
    lines = verdicts(rows_of(data / FILE))
    precision, recall, f1 = figures(lines)
    note = ", ".join(f"{len(found)} {verdict}" for verdict, found in lines.items())
    return [
        Row("dates", FILE, "value F1", f1, "0.776 (HeidelTime, TempEval-3, all kinds)", note, bar=0.85),
        Row("dates", FILE, "value precision", precision),
        Row("dates", FILE, "value recall", recall),
    ]


def rows_of(path: Path, half: int | None = None) -> list[dict[str, Any]]:
    """The articles, or those of even (0) or odd (1) number only."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for n, row in enumerate(rows) if half is None or n % 2 == half]


def verdicts(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Verdict -> a line for people each, over all articles."""
    codebook = Codebook()
    grammar, analyser, tense = DateGrammar(codebook), EnglishAnalyser(), Tense(codebook)
    lines: dict[str, list[str]] = {"right": [], "wrong": [], "missed": [], "extra": []}
    for row in rows:
        for verdict, line in compare(row, list(answers(row, grammar, analyser, tense))):
            lines[verdict].append(line)
    return lines


def figures(lines: dict[str, list[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of values."""
    right, wrong, missed, extra = (len(lines[verdict]) for verdict in ("right", "wrong", "missed", "extra"))
    gold, answered = right + wrong + missed, right + wrong + extra
    return right / max(answered, 1), right / max(gold, 1), 2 * right / max(gold + answered, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the rows of even (0) or odd (1) number")
    parser.add_argument("--errors", type=int, default=0, help="print so many of each kind of error")
    options = parser.parse_args()
    rows = rows_of(options.file, options.half)
    report(verdicts(rows), options.errors)
    print(f"speed {speed([row['text'] for row in rows] * 5, DateGrammar(Codebook())):.1f} MB/s")


def report(lines: dict[str, list[str]], errors: int) -> None:
    for verdict in ("wrong", "missed", "extra"):
        for line in lines[verdict][:errors]:
            print(f"{verdict}: {line}")
    precision, recall, f1 = figures(lines)
    counts = {verdict: len(found) for verdict, found in lines.items()}
    print(counts, f"precision {precision:.3f} recall {recall:.3f} value F1 {f1:.3f}")


if __name__ == "__main__":
    main()
