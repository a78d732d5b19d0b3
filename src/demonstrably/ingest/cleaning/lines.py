"""The lines of a page dump, each with what it looks like by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from demonstrably.ingest.days import find_days
from demonstrably.ingest.headed_posts import headed_spans
from demonstrably.ingest.lexicon import Lexicon, Rule, count_words, plain
from demonstrably.ingest.posts import find_posts, has_media_link, signatures

_TERMINAL = re.compile(r"""(?:[.!?…。！？؟۔।:]|\.\.\.)["'”’»«)\]」』“]*$|[.!?]["'”’»)]*\s*\[\d+\]$""")
_BULLET = re.compile(r"^\s*(?:[•·∙▪◦●○■□►▸‣*+>]|[-–—](?=\s)|\d{1,2}\.(?=\s))\s*")

PROSE_WORDS = 5
"""A line that ends like a sentence and has that many words counts as prose wherever it stands."""

LONG_FRAGMENT = 14
"""Words from which a line without a full stop is rather a standfirst or a cut-off paragraph than a headline."""

CAPITALS = 0.65
"""Share of words with capitals from which a line is a menu run together. German prose has 0.3 to 0.5."""

STAMP_WORDS = 7
"""Words beside a date up to which a line is a date line."""

FIGURES = 0.6
"""Share of a list's lines with a number from which the list is evidence."""

SEAMS = 3
"""A line that is there more often is a seam of the page ("Article content"), which does not part its neighbours."""

ON_TOPIC = 0.5
"""Of a line's telling words, the share that must be in the article for a loose line to belong to it."""

STAMP = Rule("metadata", "date line", 0, 0, frozenset(), (), (), ())


@dataclass(frozen=True)
class Line:
    """A line with words. `number` is 1-based in its dump; `protected` that it belongs to a post; `rule` what kind of
    furniture it is, None for none; `heads` that it heads the article's main points."""

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
    heads: bool = False

    @property
    def solid(self) -> bool:
        """Whether it is surely words of somebody who tells: prose, or a post's."""
        return self.prose or self.protected

    @property
    def figure(self) -> bool:
        """Whether it bears a number besides that of a list's item."""
        return bool(re.search(r"\d", _BULLET.sub("", self.text)))

    @property
    def shouted(self) -> bool:
        """Whether most of its words have capitals, as in a menu run together."""
        return _all_names(self.text)


def read_lines(text: str, lexicon: Lexicon) -> list[Line]:
    """The lines with words, in order."""
    posts = _post_lines(text)
    counts = Counter(key for raw in text.split("\n") if (key := plain(raw)))
    seen: set[str] = set()
    lines: list[Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        words, key, protected = count_words(raw.strip()), plain(raw), number in posts
        line = Line(
            number,
            text=raw.strip(),
            words=words,
            prose=_is_prose(raw.strip(), words),
            bullet=is_bullet(raw),
            protected=protected,
            rule=None if protected else _furniture(raw.strip(), words, lexicon),
            repeats=bool(key) and (counts[key] > 2 or key in seen),
            gap_before=number > (lines[-1].number if lines else 0) + 1,
            seam=counts[key] > SEAMS and not protected,
            heads=lexicon.heads_summary(raw),
        )
        lines.append(line)
        seen.add(key)
    return lines


def _is_prose(text: str, words: int) -> bool:
    ends = bool(_TERMINAL.search(text))
    return (words >= PROSE_WORDS and ends) or (words >= 2 * LONG_FRAGMENT and not _all_names(text))


def _furniture(text: str, words: int, lexicon: Lexicon) -> Rule | None:
    return lexicon.furniture(text) or (STAMP if _is_stamp(text, words, lexicon) else None)


def _is_stamp(text: str, words: int, lexicon: Lexicon) -> bool:
    """Whether a line is hardly more than a full date, as stands below a headline."""
    return words <= STAMP_WORDS and not _TERMINAL.search(text) and any(d.year for d in find_days(text, lexicon))


def _all_names(text: str) -> bool:
    words = text.split()
    return sum(word[:1].isupper() for word in words) > CAPITALS * len(words)


def _post_lines(text: str) -> set[int]:
    """The 1-based numbers of the lines that belong to posts, signatures included."""
    spans = [(post.start, post.end) for post in find_posts(text)] + [(s.start, s.end) for s in signatures(text)]
    spans += headed_spans(text)
    numbers = {number for number, line in enumerate(text.split("\n"), 1) if has_media_link(line)}
    for start, end in spans:
        first = text.count("\n", 0, start) + 1
        numbers.update(range(first, first + text.count("\n", start, end) + 1))
    return numbers


def ends_sentence(text: str) -> bool:
    """Whether a line has a full stop or the like at its end, behind which only quotes and brackets close."""
    return bool(_TERMINAL.search(text))


def is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence and does not shout like a heading."""
    return ends_sentence(text) and not text.isupper()


def is_bullet(text: str) -> bool:
    """Whether a line begins like an item of a list."""
    return bool(_BULLET.match(text))


def content_words(text: str) -> set[str]:
    """The words that tell what a text is about: five letters or more (pairs of signs in scripts without spaces)."""
    lowered = text.casefold()
    unspaced = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}", lowered)
    pairs = {run[i : i + 2] for run in unspaced for i in range(len(run) - 1)}
    return pairs | set(re.findall(r"[^\W\d_]{5,}", lowered))


def vocabulary_of(lines: Sequence[Line]) -> set[str]:
    return content_words(" ".join(line.text for line in lines))


def is_on_topic(line: Line, vocabulary: set[str]) -> bool:
    """Whether enough of a line's telling words are in a vocabulary; a line without any is not told."""
    own = content_words(line.text)
    return bool(own) and len(own & vocabulary) >= ON_TOPIC * len(own)


def tells_figures(run: Sequence[Line]) -> bool:
    """Whether most lines of a list bear a number, as in a list of towns and their crowds."""
    return sum(line.figure for line in run) >= FIGURES * len(run)


def introduced_figures(lines: Sequence[Line]) -> set[int]:
    """The places of loose lines that a colon introduces and of which most bear a figure, with what introduces them
    ("People detained by 20:00:", "Porto: 18", "Braga: none"): the figures are what the article is about; and so are its
    main points, by whatever heads them."""
    found: set[int] = set()
    for lead in (i for i, line in enumerate(lines) if (line.text.endswith(":") or line.heads) and not line.rule):
        listed = takewhile(lambda i: not (lines[i].solid or lines[i].rule), range(lead + 1, len(lines)))
        run = [*listed]
        points = [*takewhile(lambda i: lines[i].bullet, run)] if lines[lead].heads else []
        if run and tells_figures([lines[i] for i in run]):
            found.update((lead, *run))
        elif points:
            found.update((lead, *points))
    return found


def listed_figures(lines: Sequence[Line]) -> set[int]:
    """The places of loose lines in lists of which most bear a figure, and of short sentences that do ("Seoul: 18,000
    (police)."): in an article that somebody saved by hand they are its evidence wherever they stand."""
    found: set[int] = set()
    for loose, group in groupby(range(len(lines)), key=lambda i: not (lines[i].solid or lines[i].rule)):
        run = [i for i in group if lines[i].figure or lines[i].bullet] if loose else []
        if len(run) > 1 and tells_figures([lines[i] for i in run]):
            found.update(run)
        found.update(i for i in run if is_sentence(lines[i].text))
    return found
