"""Crowd sizes as people wrote them, against the number that coders gave them under the MPEDS rules.

A phrase is a number where the coders gave one. Counted is each distinct phrase; a second figure weighs each by how
often it occurs. A phrase is right where its point (the value, a range's middle, an open bound's end) is the coders'.
"""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract.quantities import Quantity, QuantityGrammar

FILE = "bench/crowd_sizes.tsv"
NEEDS = (FILE,)


def run(data: Path) -> list[Row]:
    grammar = mpeds_grammar(Codebook())
    phrases = [(phrase, value, times, grammar.read(phrase)) for phrase, value, times in coded_phrases(data / FILE)]
    read = [row for row in phrases if row[3] is not None]
    right = [row for row in read if row[3] is not None and point(row[3]) == row[1]]
    wrong = [row[0] for row in phrases if row not in right]
    total, said = len(phrases), sum(row[2] for row in phrases)
    note = f"not read or not right: {'; '.join(wrong)}" if wrong else ""
    return [
        Row("quantities", FILE, "phrases read", len(read) / total, bar=1.0, note=f"{total} phrases that are numbers"),
        Row("quantities", FILE, "value right, mpeds", len(right) / total, bar=1.0, note=note),
        Row("quantities", FILE, "value right, by occurrence", sum(row[2] for row in right) / said),
    ]


def mpeds_grammar(codebook: Codebook) -> QuantityGrammar:
    """The grammar with bare plurals read as the MPEDS rule set reads them."""
    words: dict[str, int] = codebook.table("rule_sets/mpeds")["words"]
    return QuantityGrammar(codebook, vague={word: (value, value) for word, value in words.items()})


def coded_phrases(path: Path) -> Iterator[tuple[str, Decimal, int]]:
    """(phrase, coders' number, occurrences) of the phrases to which the coders gave a number ("TBD" has none)."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            with contextlib.suppress(InvalidOperation):
                yield row["phrase"], _decimal(row["mpeds_value"]), int(row["count"])


def _decimal(value: str) -> Decimal:
    """The coders' number; a few were left as they were typed ("13,000", "25 (est)")."""
    return Decimal(value.replace(",", "").removesuffix("(est)").strip())


def point(quantity: Quantity) -> Decimal:
    """The one number of a quantity: a range's middle, otherwise the bound that was said."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return Decimal(low if low is not None else high or 0)
    return (Decimal(low) + high) / 2
