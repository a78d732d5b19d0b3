"""Which lines of a page dump are the article, and what the rest is.

Every line gets a weight: prose is worth its words, furniture and loose fragments cost something. The article is the
stretch of lines with the greatest sum (a maximum subarray, linear in the lines), so that a short sentence among
paragraphs stays and a long one in a footer goes. Inside the stretch only what is told to be furniture is dropped.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demonstrably.ingest.days import find_days
from demonstrably.ingest.lexicon import Lexicon, Rule, count_words, plain
from demonstrably.ingest.posts import find_posts, has_media_link, signatures
from demonstrably.model import Dropped

_TERMINAL = re.compile(r"""(?:[.!?…。！？؟۔।:]|\.\.\.)["'”’»«)\]」』“]*$|[.!?]["'”’»)]*\s*\[\d+\]$""")
_ASKS = re.compile(r"""[!?！？؟]["'”’»)\]」』“]*$""")
_SENTENCES = re.compile(r"""[.!?…؟।]["'”’»)\]“]*\s|[。！？][」』]?[^\W」』]""")
_BULLET = re.compile(r"^\s*(?:[•·∙▪◦●○■□►▸‣*+>]|[-–—](?=\s)|\d{1,2}\.(?=\s))\s*")
_CLOCK = re.compile(r"^\W*(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s*[ap]\.?m\b)", re.IGNORECASE)
_EMPHASIS = re.compile(r"[A-ZÀ-ÞА-Я]")

PROSE_WORDS = 5
"""A line that ends like a sentence and has that many words counts as prose wherever it stands."""

SHORTEST_SENTENCE = 3
"""Words of a sentence ("Nobody was hurt.") that counts as one beside prose, but not alone."""

LONG_FRAGMENT = 14
"""Words from which a line without a full stop is rather a standfirst or a cut-off paragraph than a headline."""

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

SECTION_KINDS = frozenset({"footer", "appeal"})
"""Furniture behind which an article rarely goes on."""

GAP_COST = 70.0
"""What a stretch without prose costs at most, so that a long advertisement does not cut off the paragraphs below it."""

CLEAR, CLEAR_GAP_COST = 0.8, 12.0
"""Share of words in prose from which a page counts as clear, and what a gap costs at most there: a paragraph
bridges it. Of the flattened pages of benchmarks/ingest.py one in ten is clear."""

SEAMS = 3
"""A line that is there more often is a seam of the page ("Article content"), which does not part its neighbours."""

LOOSE_LINES = 2
"""Up to that many short lines in a row may be subheads; more are a list of headlines or a menu."""

FIGURES = 0.6
"""Share of a list's lines with a number from which the list is evidence."""

ON_TOPIC = 0.5
"""Of a line's telling words, the share that must be in the article for a loose line to belong to it."""

STANDFIRST_REACH = 25
"""Lines above the article in which its standfirst is looked for."""

CAPITALS = 0.65
"""Share of words with capitals from which a line is a menu run together. German prose has 0.3 to 0.5."""

STAMP_WORDS = 7
"""Words beside a date up to which a line is a date line."""

APPEAL = Rule("appeal", "appeal to readers", 0, 0, frozenset(), (), (), ())
STAMP = Rule("metadata", "date line", 0, 0, frozenset(), (), (), ())


@dataclass(frozen=True)
class Line:
    """A line with words. `number` is 1-based in its dump; `rule` what kind of furniture it is, None for none."""

    number: int
    text: str
    words: int
    prose: bool
    bullet: bool
    protected: bool
    rule: Rule | None
    repeats: bool
    gap_before: bool
    seam: bool


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
    lines = [*lines[: len(lines) // 2], *_appeals(lines[len(lines) // 2 :], lexicon)]
    first, last = best_stretch(weights(lines))
    first = with_standfirst(lines, first, last)
    reasons = inner_reasons(lines[first:last])
    kept = tuple(line for line in lines[first:last] if line.number not in reasons)
    numbers = {line.number for line in kept}
    dropped = [_dropped(line, reasons.get(line.number)) for line in lines if line.number not in numbers]
    return Cleaned(kept, tuple(dropped), tuple(lines[:first]), tuple(lines[last:]))


def read_lines(text: str, lexicon: Lexicon) -> list[Line]:
    """The lines with words, each with what it looks like by itself."""
    ours = _post_lines(text)
    counts = Counter(key for raw in text.split("\n") if (key := plain(raw)))
    seen: set[str] = set()
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            blank = True
            continue
        key = plain(raw)
        repeats = counts[key] > 2 or key in seen
        lines.append(_line(number, raw, lexicon, number in ours, repeats and bool(key), blank, counts[key] > SEAMS))
        seen.add(key)
        blank = False
    return lines


def _line(
    number: int, raw: str, lexicon: Lexicon, protected: bool, repeats: bool, gap_before: bool, often: bool
) -> Line:
    text = raw.strip()
    words = count_words(text)
    terminal = bool(_TERMINAL.search(text))
    prose = (words >= PROSE_WORDS and terminal) or (words >= 2 * LONG_FRAGMENT and not _all_names(text))
    rule = None if protected else lexicon.furniture(text) or (STAMP if _is_stamp(text, words, lexicon) else None)
    return Line(
        number,
        text,
        words,
        prose,
        bool(_BULLET.match(raw)),
        protected,
        rule,
        repeats,
        gap_before,
        often and not protected,
    )


def _appeals(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The second half of a page with its appeals to readers marked, the heading above one included."""
    marked = [_marked(line) if not line.protected and lexicon.appeal.matches(line.text) else line for line in lines]
    for i, (line, below) in enumerate(itertools.pairwise(marked)):
        heading = line.words <= LONG_FRAGMENT and not line.text.endswith(".") and not line.protected
        if below.rule is not None and below.rule.kind == "appeal" and heading:
            marked[i] = _marked(line)
    return marked


def _marked(line: Line) -> Line:
    return line if line.rule else replace(line, rule=APPEAL)


def _all_names(text: str) -> bool:
    """Whether most words of a line have capitals, as in a menu run together."""
    words = text.split()
    return sum(word[:1].isupper() for word in words) > CAPITALS * len(words)


def with_standfirst(lines: Sequence[Line], first: int, last: int) -> int:
    """Where the article begins if a standfirst above it, cut off by bylines or buttons, is taken in."""
    vocabulary = content_words(" ".join(line.text for line in lines[first:last]))
    reach = range(first - 1, max(-1, first - STANDFIRST_REACH - 1), -1)
    fitting = [i for i in reach if _is_standfirst(lines[i], vocabulary)]
    return min(fitting, default=first)


def _is_standfirst(line: Line, vocabulary: set[str]) -> bool:
    if line.rule or line.bullet or line.words < 2 * PROSE_WORDS or not (line.prose or line.words >= LONG_FRAGMENT):
        return False
    return _on_topic(line, vocabulary)


def _on_topic(line: Line, vocabulary: set[str]) -> bool:
    """Whether enough of a line's telling words occur in the article; a line without any is not told."""
    own = content_words(line.text)
    return bool(own) and len(own & vocabulary) >= ON_TOPIC * len(own)


def content_words(text: str) -> set[str]:
    """The words that tell what a text is about: five letters or more (pairs of signs in scripts without spaces)."""
    lowered = text.casefold()
    unspaced = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}", lowered)
    pairs = {run[i : i + 2] for run in unspaced for i in range(len(run) - 1)}
    return pairs | set(re.findall(r"[^\W\d_]{5,}", lowered))


def is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence and does not shout like a heading."""
    return bool(_TERMINAL.search(text)) and not text.isupper()


def is_bullet(text: str) -> bool:
    """Whether a line begins like an item of a list."""
    return bool(_BULLET.match(text))


def _is_stamp(text: str, words: int, lexicon: Lexicon) -> bool:
    """Whether a line is hardly more than a full date, as stands below a headline."""
    return words <= STAMP_WORDS and not _TERMINAL.search(text) and any(d.year for d in find_days(text, lexicon))


def _post_lines(text: str) -> set[int]:
    """The 1-based numbers of the lines that belong to posts, signatures included."""
    spans = [(post.start, post.end) for post in find_posts(text)] + [(s.start, s.end) for s in signatures(text)]
    numbers = {number for number, line in enumerate(text.split("\n"), 1) if has_media_link(line)}
    for start, end in spans:
        first = text.count("\n", 0, start) + 1
        numbers.update(range(first, first + text.count("\n", start, end) + 1))
    return numbers


def weights(lines: Sequence[Line]) -> list[float]:
    """What each line says for (in words) or against the article being there; prose among loose lines says less."""
    told = [i for i, line in enumerate(lines) if not line.seam]
    solid = [False, *(lines[i].prose or lines[i].protected for i in told), False]
    result = [-SEAM_COST] * len(lines)
    clear = is_clear(lines)
    for place, i in enumerate(told):
        result[i] = weight(lines[i], 2 if clear else solid[place] + solid[place + 2])
    return bridged(result, CLEAR_GAP_COST if clear else GAP_COST)


def is_clear(lines: Sequence[Line]) -> bool:
    """Whether nearly all words are prose, as in an article that somebody saved by hand: then lists are part of it.

    Lists of figures say nothing for or against it.
    """
    prose = sum(line.words for line in lines if (line.prose or line.protected) and not line.rule)
    loose = sum(line.words for line in lines if line.rule or not (line.prose or line.protected or has_figure(line)))
    return prose >= CLEAR * (prose + loose)


def has_figure(line: Line) -> bool:
    """Whether a line bears a number besides that of a list's item."""
    return bool(re.search(r"\d", _BULLET.sub("", line.text)))


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
    if has_figure(line) and line.words < LONG_FRAGMENT:
        return -FIGURE_COST
    if line.bullet:
        return -BULLET_COST
    if solid_neighbours and line.words >= SHORTEST_SENTENCE and is_sentence(line.text):
        return 1.0
    return -1.0 if _CLOCK.match(line.text) or _TERMINAL.search(line.text) else -FRAGMENT_COST


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


def inner_reasons(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    """Kind and reason for each line inside the article that is not part of it, by line number."""
    reasons: dict[int, tuple[str, str]] = {}
    said: set[str] = set()
    for line in lines:
        key = plain(line.text)
        if line.rule:
            reasons[line.number] = (line.rule.kind, line.rule.reason)
        elif key in said and not line.protected:
            reasons[line.number] = ("duplicate", "said before on this page")
        said.add(key)
    reasons |= _labels(lines)
    for run in _runs(lines, reasons):
        reasons |= {line.number: ("headlines", "list of loose lines inside the article") for line in run}
    return reasons


def _labels(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    """Names of sections and topics that stand right below a byline."""
    return {
        line.number: ("menu", "labels beside the byline")
        for above, line in itertools.pairwise(lines)
        if above.rule and above.rule.kind == "metadata" and not line.gap_before
        and not (line.prose or line.protected or line.rule) and _all_names(line.text)
    }  # fmt: skip


def _runs(lines: Sequence[Line], reasons: dict[int, tuple[str, str]]) -> list[list[Line]]:
    """Runs of loose lines, too long to be a subhead, that no sentence introduces with a colon."""
    runs: list[list[Line]] = []
    run: list[Line] = []
    introduced = False
    for line in lines:
        if line.number in reasons:
            continue
        if line.prose or line.protected:
            runs.append([] if introduced else run)
            run, introduced = [], line.text.endswith(":")
        else:
            run.append(line)
    vocabulary = content_words(" ".join(line.text for line in lines if line.prose))
    runs.append([] if introduced else run)
    long = [found for found in runs if len(found) > LOOSE_LINES and not _tells_figures(found)]
    return [[line for line in found if not _on_topic(line, vocabulary)] for found in long]


def _tells_figures(run: Sequence[Line]) -> bool:
    """Whether most lines of a list bear a number, as in a list of towns and their crowds."""
    return sum(map(has_figure, run)) >= FIGURES * len(run)


def _dropped(line: Line, inner: tuple[str, str] | None) -> Dropped:
    kind, reason = inner or _outer_reason(line)
    return Dropped(kind, reason, line.text, line.number)


def _outer_reason(line: Line) -> tuple[str, str]:
    if line.rule:
        return line.rule.kind, line.rule.reason
    if line.repeats:
        return "duplicate", "said before on this page"
    if line.bullet or not line.prose:
        return ("menu", "short line outside the article") if line.words < PROSE_WORDS else (
            "headlines", "headline outside the article")  # fmt: skip
    return "other", "outside the article"


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
