"""What a figure counts and what not: whose statistics, other matters and names stand beside a gathering's figures.

Each line of `counted_as.tsv` is a text of 10 March 2026 (\n for the end of a line) with all of its claims.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claiming import claims_of
from demonstrably.extract import Extractor

LINES = (Path(__file__).parent / "counted_as.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_each_figure_counts_what_is_told(extractor: Extractor, line: str) -> None:
    told, text = line.split("\t")
    found = {f"{c.attribute} {c.quote}" for c in claims_of(extractor, text.replace("\\n", "\n"), "2026-03-10")}
    assert found == {*filter(None, told.split("; "))}
