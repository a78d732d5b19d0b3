"""What each line says for or against the article being there, and the stretch that says most."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from demonstrably.ingest.cleaning.lines import (
    LONG_FRAGMENT,
    PROSE_WORDS,
    Line,
    ends_sentence,
    introduced_figures,
    is_sentence,
    listed_figures,
)

_ASKS = re.compile(r"""[!?！？؟]["'”’»)\]」』“]*$""")
_SENTENCES = re.compile(r"""[.!?…؟।]["'”’»)\]“]*\s|[。！？][」』]?[^\W」』]""")
_CLOCK = re.compile(r"^\W*(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s*[ap]\.?m\b)", re.IGNORECASE)

SHORTEST_SENTENCE = 3
"""Words of a sentence ("Nobody was hurt.") that counts as one beside prose, but not alone."""

WORDS_THAT_COUNT = 60
"""Words of one paragraph that count at most: a footer is often a single huge one."""

ALONE = (0.35, 0.7, 1.0)
"""What is left of a paragraph's weight with 0, 1, 2 paragraphs beside it: teasers alternate with headlines, an
article's paragraphs stand together. Of all settings this one matters most (0.88 to 0.90 in the body's F1)."""

CALL = 0.5
"""What is left of the weight of a line that is nothing but a question or an exclamation: headlines and advertisements
end so, paragraphs rarely. Worth 0.003 in the body's F1 on pages nobody had looked at; less changes hardly anything."""

FURNITURE_COST = 8.0
FRAGMENT_COST = 4.0
BULLET_COST = 6.0
REPEAT_COST = 10.0
SECTION_COST = 25.0
SEAM_COST = 1.0
FIGURE_COST = 4.0
"""In words of prose. Set on the flattened pages of benchmarks/ingest.py, on which doubling or halving one changes F1 by
less than 0.01: what counts is that thirty lines of menu outweigh a caption and a paragraph outweighs a subhead."""

INTRODUCED = 0.5
"""What a line of figures that a colon introduces, or that a clear page lists, says at least for the article being
there."""

SECTION_KINDS = frozenset({"footer", "appeal"})
"""Furniture behind which an article rarely goes on."""

GAP_COST = 70.0
"""What a stretch without prose costs at most, so that a long advertisement does not cut off the paragraphs below it."""

CLEAR, CLEAR_GAP_COST = 0.8, 12.0
"""Share of words in prose from which a page counts as clear, and what a gap costs at most there: a paragraph
bridges it. Of the flattened pages of benchmarks/ingest.py one in ten is clear."""


def weights(lines: Sequence[Line]) -> list[float]:
    """What each line says for (in words) or against the article being there; prose among loose lines says less."""
    told = [i for i, line in enumerate(lines) if not line.seam]
    solid = [False, *(lines[i].solid for i in told), False]
    result = [-SEAM_COST] * len(lines)
    clear, introduced = is_clear(lines), introduced_figures(lines)
    introduced |= listed_figures(lines) if clear else set()
    for place, i in enumerate(told):
        plain = weight(lines[i], 2 if clear else solid[place] + solid[place + 2])
        result[i] = max(plain, INTRODUCED) if i in introduced else plain
    return bridged(result, CLEAR_GAP_COST if clear else GAP_COST)


def is_clear(lines: Sequence[Line]) -> bool:
    """Whether nearly all words are prose, as in an article that somebody saved by hand: then lists are part of it.

    Lists of figures say nothing for or against it, and neither do the first line, its title, and sentences too short
    for prose.
    """
    prose = sum(line.words for line in lines if line.solid and not line.rule)
    loose = sum(line.words for line in lines[1:] if line.rule or not (line.solid or line.figure or _is_short(line)))
    return prose >= CLEAR * (prose + loose)


def _is_short(line: Line) -> bool:
    """Whether a line is a sentence too short for prose ("Nobody was hurt.")."""
    return line.words >= SHORTEST_SENTENCE and is_sentence(line.text)


def bridged(weights: Sequence[float], dearest: float) -> list[float]:
    """The weights with each gap's cost capped: a long advertisement must not outweigh the paragraphs beyond it."""
    result: list[float] = []
    for positive, group in itertools.groupby(weights, key=lambda value: value > 0):
        run = list(group)
        share = 1.0 if positive else min(1.0, dearest / max(-sum(run), dearest))
        result.extend(value * share for value in run)
    return result


def weight(line: Line, solid_neighbours: int) -> float:
    """A line's weight beside 0, 1 or 2 neighbours that are prose."""
    if line.protected:
        return float(max(line.words, PROSE_WORDS))
    if line.rule:
        return -SECTION_COST if line.rule.kind in SECTION_KINDS else -FURNITURE_COST
    if line.repeats:
        return -REPEAT_COST
    if line.prose:
        return min(line.words, WORDS_THAT_COUNT) * ALONE[solid_neighbours] * prose_share(line)
    if line.words >= LONG_FRAGMENT and not line.bullet:
        return 0.0
    if line.figure and line.words < LONG_FRAGMENT:
        return -FIGURE_COST
    if line.bullet:
        return -BULLET_COST
    if solid_neighbours and _is_short(line):
        return 1.0
    return -1.0 if _CLOCK.match(line.text) or ends_sentence(line.text) else -FRAGMENT_COST


def prose_share(line: Line) -> float:
    """What is left of a line of prose that is a lone question or exclamation, or a list's item."""
    called = _ASKS.search(line.text) and not _SENTENCES.search(line.text)
    return (CALL if called else 1.0) * (0.5 if line.bullet else 1.0)


def best_stretch(weights: Sequence[float]) -> tuple[int, int]:
    """The half-open interval with the greatest sum, the longest of equals; the whole where nothing is positive."""
    best, best_sum, start, running = (0, len(weights)), 0.0, 0, 0.0
    for i, value in enumerate(weights):
        if running < 0:
            start, running = i, 0.0
        running += value
        if running > best_sum:
            best, best_sum = (start, i + 1), running
    return best
