"""Why a line is not part of the article: kind and reason of what is dropped."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from demonstrably.ingest.cleaning.lines import (
    PROSE_WORDS,
    Line,
    introduced_figures,
    is_on_topic,
    tells_figures,
    vocabulary_of,
)
from demonstrably.ingest.lexicon import plain
from demonstrably.model import Dropped

Reason = tuple[str, str]
"""Kind and reason, as `Dropped` has them."""

REPEATED: Reason = ("duplicate", "said before on this page")

LOOSE_LINES = 2
"""Up to that many short lines in a row may be subheads; more are a list of headlines or a menu."""


def reasons_inside(lines: Sequence[Line]) -> dict[int, Reason]:
    """Why lines between the article's first and last are not part of it, by line number; those that are, are absent."""
    reasons: dict[int, Reason] = {}
    said: set[str] = set()
    for line in lines:
        key = plain(line.text)
        if line.rule:
            reasons[line.number] = (line.rule.kind, line.rule.reason)
        elif key in said and not line.protected:
            reasons[line.number] = REPEATED
        said.add(key)
    reasons |= _labels(lines)
    vocabulary = vocabulary_of([line for line in lines if line.prose])
    listed = _off_topic_lists([line for line in lines if line.number not in reasons], vocabulary)
    return reasons | dict.fromkeys(listed, ("headlines", "list of loose lines inside the article"))


def reason_outside(line: Line) -> Reason:
    """Why a line above or below the article is not part of it."""
    if line.rule:
        return line.rule.kind, line.rule.reason
    if line.repeats:
        return REPEATED
    if line.prose and not line.bullet:
        return "other", "outside the article"
    if line.words < PROSE_WORDS:
        return "menu", "short line outside the article"
    return "headlines", "headline outside the article"


def _labels(lines: Sequence[Line]) -> dict[int, Reason]:
    """Names of sections and topics that stand right below a byline."""
    return {
        line.number: ("menu", "labels beside the byline")
        for above, line in itertools.pairwise(lines)
        if above.rule and above.rule.kind == "metadata" and not line.gap_before
        and not (line.solid or line.rule) and line.shouted
    }  # fmt: skip


def _off_topic_lists(lines: Sequence[Line], vocabulary: set[str]) -> list[int]:
    """The numbers of loose lines in lists that are too long to be subheads, that no sentence introduces with a colon,
    and that tell nothing of what the article is about."""
    lists = [run for run in _loose_runs(lines) if len(run) > LOOSE_LINES and not tells_figures(run)]
    told = {lines[i].number for i in introduced_figures(lines)}
    return [
        line.number for run in lists for line in run if line.number not in told and not is_on_topic(line, vocabulary)
    ]


def _loose_runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of loose lines, without those behind a colon."""
    runs: list[list[Line]] = [[]]
    introduced = False
    for solid, group in itertools.groupby(lines, key=lambda line: line.solid):
        run = list(group)
        if solid:
            introduced = run[-1].text.endswith(":")
        elif not introduced:
            runs.append(run)
    return runs


def merge(dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """Neighbouring drops of one kind and reason as one block."""
    blocks: list[Dropped] = []
    for block in dropped:
        last = blocks[-1] if blocks else None
        if last and (last.kind, last.reason) == (block.kind, block.reason) and _adjoin(last, block):
            blocks[-1] = Dropped(last.kind, last.reason, f"{last.text}\n{block.text}", last.line)
        else:
            blocks.append(block)
    return tuple(blocks)


def _adjoin(first: Dropped, second: Dropped) -> bool:
    """Whether nothing but blank lines can stand between two blocks of a dump."""
    if first.line is None or second.line is None:
        return first.line == second.line
    return second.line - first.line <= 2 + first.text.count("\n") * 2
