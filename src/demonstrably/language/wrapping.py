"""Wrapped lines: old agency copy and mail break a line every 70 characters or so, in the middle of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_UNFINISHED = re.compile(r"[\w,;’'\"”)–—-][ \t]*\Z")
"""The end of a line that is none of a sentence."""
_ITEM = re.compile(r"[ \t]*(?:[-*•–—>|]|\d{1,3}[.)]\s)")
"""What opens an item of a list, which is a line of its own."""

_NARROWEST, _WIDEST = 20, 110
"""Characters between which lines are wrapped: shorter ones are lists and verse, longer ones paragraphs."""
_ENOUGH = 3
"""Lines that break off in the middle of a sentence before a text is held to be wrapped."""
_SHARE = 0.3
"""The least share of them among the lines that another follows directly."""
_EVEN = 0.7
"""The least length of their median, as a share of the longest."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where one line ends (`end`) and the next begins (`start`) without an empty line between."""

    line: int
    end: int
    start: int
    goes_on: bool


def unwrap(text: str) -> str:
    """The text with a space for each line break that only wraps a paragraph, of the same length; unchanged where it
    does not look wrapped as a whole."""
    turns = _turns(text)
    broken = [turn.line for turn in turns if turn.goes_on]
    if not _look_wrapped(broken, len(turns)):
        return text
    width = max(broken)
    pieces, reached = [], 0
    for turn in turns:
        if turn.goes_on or _is_full(text, turn, width):
            pieces += [text[reached : turn.end], " " * (turn.start - turn.end)]
            reached = turn.start
    return "".join([*pieces, text[reached:]])


def _turns(text: str) -> list[_Turn]:
    """Where a line follows another directly."""
    turns = []
    for line, following in pairwise(_LINE.finditer(text)):
        gap = _BREAK.fullmatch(text, line.end(), following.start())
        if gap and line.group().strip() and following.group().strip():
            lower = following.group().lstrip()[:1].islower()
            goes_on = lower and _UNFINISHED.search(line.group()) is not None
            turns.append(_Turn(len(line.group().rstrip()), line.end(), following.start(), goes_on))
    return turns


def _look_wrapped(broken: Sequence[int], turns: int) -> bool:
    """Whether these lengths of lines that break off tell of a text wrapped at one width."""
    if len(broken) < _ENOUGH or len(broken) < _SHARE * turns:
        return False
    width = max(broken)
    return _NARROWEST <= width <= _WIDEST and median(broken) >= _EVEN * width


def _is_full(text: str, turn: _Turn, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on the line before."""
    if turn.line > width or _ITEM.match(text, turn.start):
        return False
    word = re.match(r"[ \t]*\S+", text[turn.start : turn.start + _WIDEST])
    return word is not None and turn.line + 1 + len(word.group().strip()) > width
