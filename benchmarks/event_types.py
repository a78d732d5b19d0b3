"""Event classes of short news texts in ACLED's scheme: F1 of each protest class against all else, and their mean.

    python -m benchmarks.event_types ../shared/bench/event_types.tsv [--half 0|1] [--errors 40]

Seven classes count: peaceful protest, protest with intervention, force against protesters, violent demonstration,
mob violence, property destruction, arrest. Each F1 comes with a bootstrap interval (95 %, 1,000 draws of the texts,
seeded), because the classes have some ten to thirty texts each. Rules were written and weights fitted on the even half
(and on invented texts), so its figures flatter; the odd half has a single FORCE_AGAINST_PROTEST, a seventh of its mean.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract.snippets import OTHER, SnippetClasses

FILE = "bench/event_types.tsv"
NEEDS = (FILE,)
CLASSES = (
    "PEACE_PROTEST", "PROTEST_WITH_INTER", "FORCE_AGAINST_PROTEST", "VIOL_DEMONSTR", "MOB_VIOL", "PROPERTY_DISTRUCT",
    "ARREST",
)  # fmt: skip
DRAWS = 1000
SEED = 20210131

Pair = tuple[str, str]
"""The coders' class and ours; a class that does not count is OTHER."""


def run(data: Path) -> list[Row]:
    pairs = classified(texts_of(data / FILE))
    rows = [Row("event_types", FILE, "macro-F1", macro(pairs), note=_note(pairs), bar=0.70)]
    held_out = classified(texts_of(data / FILE, 1))
    return [*rows, Row("event_types", FILE, "macro-F1, half not looked at", macro(held_out), note=_note(held_out))]


def texts_of(path: Path, half: int | None = None) -> list[Pair]:
    """Text and class, of all rows or those of even (0) or odd (1) number."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], row["type"]) for n, row in enumerate(rows) if half is None or n % 2 == half]


def classified(texts: Sequence[Pair]) -> list[Pair]:
    """The coders' class beside ours for each text."""
    classes = SnippetClasses(Codebook())
    return [(label if label in CLASSES else OTHER, classes.classify(text)) for text, label in texts]


def f1(pairs: Sequence[Pair], name: str) -> float:
    """F1 of one class; 0 where neither the coders nor we gave it."""
    right = sum(gold == ours == name for gold, ours in pairs)
    given = sum(gold == name for gold, _ in pairs) + sum(ours == name for _, ours in pairs)
    return 2 * right / given if given else 0.0


def macro(pairs: Sequence[Pair]) -> float:
    """The mean of the seven classes' F1."""
    return sum(f1(pairs, name) for name in CLASSES) / len(CLASSES)


def interval(pairs: Sequence[Pair], name: str) -> tuple[float, float]:
    """The bootstrap's 2.5 and 97.5 percentiles of a class's F1."""
    rng = random.Random(f"{SEED} {name}")
    drawn = sorted(f1(rng.choices(pairs, k=len(pairs)), name) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS) - 1]


def _note(pairs: Sequence[Pair]) -> str:
    """Each class with its interval, for people."""
    parts = []
    for name in CLASSES:
        low, high = interval(pairs, name)
        parts.append(f"{name} {f1(pairs, name):.2f} [{low:.2f}, {high:.2f}]")
    with_other = (sum(f1(pairs, name) for name in CLASSES) + f1(pairs, OTHER)) / (len(CLASSES) + 1)
    return ", ".join([*parts, f"mean with OTHER as an eighth class {with_other:.3f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the rows of even (0) or odd (1) number")
    parser.add_argument("--errors", type=int, default=0, help="print so many texts that were classed wrongly")
    options = parser.parse_args()
    texts = texts_of(options.file, options.half)
    pairs = classified(texts)
    wrong = [(p, text) for p, (text, _) in zip(pairs, texts, strict=True) if p[0] != p[1]]
    for (gold, ours), text in wrong[: options.errors]:
        print(f"{gold} <- {ours}: {text}")
    print(_note(pairs).replace(", ", "\n").replace("\n0", ", 0").replace("\n1", ", 1"))
    print(f"macro-F1 {macro(pairs):.3f} over {len(pairs)} texts")


if __name__ == "__main__":
    main()
