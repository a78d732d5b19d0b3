"""The article in a page dump: its lines, and every other with the reason why it is none."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demonstrably.ingest.cleaning.dropping import reason_outside, reasons_inside
from demonstrably.ingest.cleaning.lines import LONG_FRAGMENT, PROSE_WORDS, Line, is_on_topic, read_lines, vocabulary_of
from demonstrably.ingest.cleaning.weighing import best_stretch, weights
from demonstrably.ingest.lexicon import Lexicon, Rule
from demonstrably.model import Dropped

STANDFIRST_REACH = 25
"""Lines above the article in which its standfirst is looked for."""

APPEAL = Rule("appeal", "appeal to readers", 0, 0, frozenset(), (), (), ())


@dataclass(frozen=True)
class Cleaned:
    """The article's lines and what was dropped, line by line, in order; `head` are the lines above the article and
    `foot` those below it, as they stood."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    head: tuple[Line, ...]
    foot: tuple[Line, ...]


def clean(text: str, lexicon: Lexicon) -> Cleaned:
    """The article in a tidied dump. Nothing is lost: each line is in `lines` or in `dropped`."""
    lines = read_lines(text, lexicon)
    lines = [*lines[: len(lines) // 2], *_with_appeals(lines[len(lines) // 2 :], lexicon)]
    first, last = best_stretch(weights(lines))
    first = _with_standfirst(lines, first, last)
    reasons = {line.number: reason_outside(line) for line in (*lines[:first], *lines[last:])}
    reasons |= reasons_inside(lines[first:last])
    kept = tuple(line for line in lines if line.number not in reasons)
    dropped = (Dropped(*reasons[line.number], line.text, line.number) for line in lines if line.number in reasons)
    return Cleaned(kept, tuple(dropped), tuple(lines[:first]), tuple(lines[last:]))


def _with_appeals(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The second half of a page with its appeals to readers marked, the heading above one included."""
    marked = [_marked(line) if not line.protected and lexicon.appeal.matches(line.text) else line for line in lines]
    for i, (line, below) in enumerate(itertools.pairwise(marked)):
        heading = line.words <= LONG_FRAGMENT and not line.text.endswith(".") and not line.protected
        if below.rule is not None and below.rule.kind == "appeal" and heading:
            marked[i] = _marked(line)
    return marked


def _marked(line: Line) -> Line:
    return line if line.rule else replace(line, rule=APPEAL)


def _with_standfirst(lines: Sequence[Line], first: int, last: int) -> int:
    """Where the article begins if a standfirst above it, cut off by bylines or buttons, is taken in."""
    vocabulary = vocabulary_of(lines[first:last])
    reach = range(max(0, first - STANDFIRST_REACH), first)
    return next((i for i in reach if _is_standfirst(lines[i], vocabulary)), first)


def _is_standfirst(line: Line, vocabulary: set[str]) -> bool:
    if line.rule or line.bullet or line.words < 2 * PROSE_WORDS or not (line.prose or line.words >= LONG_FRAGMENT):
        return False
    return is_on_topic(line, vocabulary)
