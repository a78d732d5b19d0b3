"""How well sources are found, given the content: PolNeAR articles, and gold claims.

    python -m benchmarks.attribution POLNEAR.jsonl [--half read|held_out|all] [--errors N] [--gold GOLD.jsonl ...]

PolNeAR: a text a line with "attributions": lists of spans under "source", "cue" and "content". For each attribution
the longest content stretch is asked for; a hit overlaps the annotated source (exact: the same span; an annotated "who"
is met by the name shortly before it). An answer where the annotators give no source counts against precision.

"given content" asks whose the passage is, knowing that it is somebody's: the task of the published figures. The other
lines ask as the extraction of claims does, which must decide whether a passage is attributed at all: over all
attributions (PolNeAR annotates wishes, votes and judgements too, which vouch for no figure), the same with stances
asked for, and over those whose annotated cue is a verb of speech or report (a selection of ours, not comparable with
published figures on all of PARC 3 or PolNeAR).

The weights behind "given content" are trained on the half of the articles that a hash of their ids gives
(`scripts/train_attribution.py`); its figures are printed for the other half, which nobody read, and for all.

Gold claims: the share of claims with the right source given their span, by the rule of the gold set's own scorer
(both none, or more than half of the shorter name's words shared); and the same among those that name a source.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation.scoring import same_name
from demonstrably.extract.attribution import Attribution, AttributionRules
from demonstrably.extract.discourse import Discourse
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document

FILE = "bench/attribution.jsonl"
NEEDS = (FILE,)

Rows = list[dict[str, Any]]

MAX_BEFORE_RELATIVE = 60
"""Code points between a name and its relative pronoun: an apposition may stand between them."""

_REPORTING = re.compile(
    r"\b(sa(y|ys|id|ying)|t(ell|ells|old|elling)|according|report(s|ed|ing)?|wr(ite|ites|ote|iting)|add(s|ed|ing)?|"
    r"not(es|ed|ing)|claim(s|ed|ing)?|announc(es|ed|ing)|argu(es|ed|ing)|stat(es|ed|ing)|tweet(s|ed|ing)?|"
    r"acknowledg(es|ed|ing)|den(ies|ied|ying)|estimat(es|ed)|warn(s|ed|ing)?|confirm(s|ed|ing)?|insist(s|ed|ing)?)\b",
    re.IGNORECASE,
)


GIVEN = "given content"
HELD_OUT = f"{GIVEN}, half held out"
CLAIMS, STANCES, REPORTS = "all", "all, with stances", "cues of speech or report"


def run(data: Path) -> list[Row]:
    tallies, _ = tallied(chosen_rows(data / FILE), EnglishAnalyser(), AttributionRules(Codebook()))
    return [row for name, tally in tallies.items() for row in _rows_of(name, tally)]


def _rows_of(name: str, tally: Tally) -> list[Row]:
    note = f"{tally.gold} attributions with a source"
    exact, overlap = tally.f1(tally.exact), tally.f1(tally.hits)
    bar = 0.85 if name in (GIVEN, HELD_OUT) else None
    return [
        Row("attribution", FILE, f"overlap F1, {name}", overlap, "0.85 (Citron, on PARC 3)", note, bar),
        Row("attribution", FILE, f"exact F1, {name}", exact, "0.82 (Citron, on PARC 3)"),
    ]


def is_held_out(row: dict[str, Any]) -> bool:
    """Whether an article belongs to the half that nothing is trained on and whose errors nobody reads."""
    return hashlib.sha256(str(row["id"]).encode()).digest()[-1] % 2 == 1


def rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def discourse_of(row: dict[str, Any], analyser: EnglishAnalyser) -> Discourse:
    document = Document(str(row["id"]), row["text"], language="en", published=row.get("published"))
    return Discourse(document, analyser)


def overlaps(found: Attribution, spans: list[list[int]], text: str) -> bool:
    """Whether the found source shares a character with the annotated one; an annotated "who" is the name before it."""
    if any(min(found.end, e) > max(found.start, s) for s, e in spans):
        return True
    start, end = spans[0]
    relative = text[start:end].lower() in ("who", "which", "that", "whom")
    return relative and start - found.start > 0 and start - found.end <= MAX_BEFORE_RELATIVE


def exactly(found: Attribution, spans: list[list[int]]) -> bool:
    """Whether the found name, or the whole phrase around it, is the annotated source."""
    return [spans[0][0], spans[-1][1]] in [[found.start, found.end], list(found.whole or ())]


class Tally:
    """Counts of one benchmark; `hits` are by overlap, `exact` by identical span."""

    def __init__(self) -> None:
        self.gold = self.found = self.hits = self.exact = 0

    def add(self, found: Attribution | None, spans: list[list[int]], text: str) -> bool:
        good = bool(found and spans and overlaps(found, spans, text))
        self.gold += bool(spans)
        self.found += found is not None
        self.hits += good
        self.exact += bool(good and found and exactly(found, spans))
        return good or (found is None and not spans)

    def f1(self, hits: int) -> float:
        return 2 * hits / max(1, self.found + self.gold)

    def line(self, hits: int) -> str:
        precision, recall = hits / max(1, self.found), hits / max(1, self.gold)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {self.f1(hits):.3f}"


def chosen_rows(path: Path, half: str = "all") -> Rows:
    """All articles, or one half of them ("read", "held_out")."""
    return [row for row in rows(path) if half == "all" or is_held_out(row) == (half == "held_out")]


def tallied(chosen: Rows, analyser: EnglishAnalyser, rules: AttributionRules) -> tuple[dict[str, Tally], list[str]]:
    """Counts by line of the table; and the errors given the content, for people."""
    tallies = {name: Tally() for name in (GIVEN, HELD_OUT, CLAIMS, STANCES, REPORTS)}
    errors: list[str] = []
    for row in chosen:
        discourse, text = discourse_of(row, analyser), row["text"]
        for item in row["attributions"]:
            start, end = max(item["content"], key=lambda span: span[1] - span[0])
            spans = item.get("source", [])
            found, vouched = rules.source_of(discourse, start, end), rules.attribute(discourse, start, end)
            if not tallies[GIVEN].add(found, spans, text):
                errors.append(_error(text, item, found))
            if is_held_out(row):
                tallies[HELD_OUT].add(found, spans, text)
            tallies[CLAIMS].add(vouched, spans, text)
            tallies[STANCES].add(rules.attribute(discourse, start, end, stances=True), spans, text)
            if is_reporting(text, item):
                tallies[REPORTS].add(vouched, spans, text)
    return tallies, errors


def measure_spans(path: Path, half: str, errors: int, analyser: EnglishAnalyser, rules: AttributionRules) -> None:
    chosen = chosen_rows(path, half)
    tallies, wrong = tallied(chosen, analyser, rules)
    print(*wrong[:errors], sep="\n", file=sys.stderr)
    print(f"{path.name} half {half}: {len(chosen)} articles")
    for name, tally in tallies.items():
        print(f"  {name}, {tally.gold} with a source")
        print(f"    overlap  {tally.line(tally.hits)}")
        print(f"    exact    {tally.line(tally.exact)}")


def is_reporting(text: str, item: dict[str, Any]) -> bool:
    """Whether the annotated cue is one of speech or report, not of wishing, deciding or judging."""
    cue = " ".join(text[s:e] for s, e in item.get("cue", []))
    return bool(_REPORTING.search(cue))


def _error(text: str, item: dict[str, Any], found: Attribution | None) -> str:
    parts = {key: " … ".join(text[s:e] for s, e in item.get(key, [])) for key in ("source", "cue", "content")}
    got = f"{text[found.start : found.end]} ({found.cue})" if found else None
    return f"[{parts['source']}] <{parts['cue']}> {parts['content'][:160]!r} -> {got}"


def measure_claims(path: Path, errors: int, analyser: EnglishAnalyser, rules: AttributionRules) -> None:
    right = asked = right_named = named = 0
    for row in rows(path):
        discourse = discourse_of(row, analyser)
        for claim in (c for c in row["claims"] if not c.get("doubt")):
            found = rules.attribute(discourse, claim["start"], claim["end"])
            good = _agrees(claim, found)
            asked, right = asked + 1, right + good
            named, right_named = named + bool(claim["source"]), right_named + (good and bool(claim["source"]))
            if errors and not good:
                around = row["text"][max(0, claim["start"] - 150) : claim["end"] + 150].replace("\n", "¶")
                print(f"{row['id']} {claim['quote']!r} gold {claim['source']!r} got "
                      f"{found.name + ' / ' + found.cue if found else None!r} | {around}", file=sys.stderr)  # fmt: skip
    print(f"{path.name}: {right}/{asked} right, of those with a source {right_named}/{named}")


def _agrees(claim: dict[str, Any], found: Attribution | None) -> bool:
    names = [found.name, found.canonical, found.person] if found else []
    first = same_name(claim["source"], found.name if found else None)
    return first or any(same_name(claim["source"], name) for name in names if name and claim["source"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path, nargs="?")
    parser.add_argument("--half", choices=["read", "held_out", "all"], default="all")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    analyser, rules = EnglishAnalyser(), AttributionRules(Codebook())
    began = time.perf_counter()
    if args.polnear:
        measure_spans(args.polnear, args.half, args.errors, analyser, rules)
    for path in args.gold:
        measure_claims(path, args.errors, analyser, rules)
    print(f"{time.perf_counter() - began:.1f} s, parsing included", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
