"""A frame: in one sentence, who says what by which cue, and which stretches of the sentence are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.language.analysis import Sentence, Token

Region = tuple[int, int]
"""Start and end in code points of the document's text."""

OPENING = ('"', "“", "«", "„", "''", "``")


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with its holder and its content.

    `holder` is None where the writer himself speaks ("by our count"); `content` are the stretches that are said;
    `relay` who was told it or quoted it on, None without one; `deeper` is true of a source that another cites
    ("citing police"); `stance` of one who takes a position towards the content without reporting it ("condemned").
    """

    holder: Phrase | None
    cue: Token
    content: tuple[Region, ...]
    denies: bool = False
    relay: Phrase | None = None
    deeper: bool = False
    stance: bool = False

    def closeness(self, start: int, end: int) -> tuple[int, int, int] | None:
        """How closely the content encloses a span (smaller is closer); None where it holds less than half of it, or
        where the cue is part of the span."""
        if start <= self.cue.start < end:
            return None
        lengths = [e - s for s, e in self.content if 2 * (min(e, end) - max(s, start)) > end - start]
        if not lengths:
            return None
        follows = self.cue.start >= end
        return min(lengths), 0 if self.deeper else 1, abs(self.cue.start - end) + (0 if follows else 10)


def stretch(tokens: Iterable[Token]) -> Region:
    """From the first to the last of some tokens (not none)."""
    found = list(tokens)
    return min(t.start for t in found), max(t.end for t in found)


def without(region: Region, hole: Region) -> list[Region]:
    """What is left of a region around a hole."""
    if hole[1] <= region[0] or hole[0] >= region[1]:
        return [region]
    return [(s, e) for s, e in ((region[0], hole[0]), (hole[1], region[1])) if e > s]


def before(sentence: Sentence, offset: int) -> list[Token]:
    return [t for t in sentence.tokens if t.end <= offset]


def after(sentence: Sentence, offset: int) -> list[Token]:
    return [t for t in sentence.tokens if t.start >= offset]


def last_break(tokens: list[Token], marks: tuple[str, ...]) -> int:
    """The index behind the last of the marks, 0 where there is none."""
    return next((k + 1 for k in reversed(range(len(tokens))) if tokens[k].text in marks), 0)


def lacks_subject(sentence: Sentence, verb: Token) -> bool:
    """Whether what is said lacks its subject, which stands before: "60 people they say were held"."""
    for clause in sentence.children(verb, "ccomp"):
        subjects = (c for c in sentence.children(clause, "nsubj", "nsubjpass", "expl") if c.tag not in ("WP", "WDT"))
        if next(subjects, None) is None:
            return True
    return False
