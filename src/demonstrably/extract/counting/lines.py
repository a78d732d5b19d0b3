"""The lines of a text, and what is beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

CELL = re.compile(r"[|\t]")
"""What parts the cells of a table's row."""

BULLETS = " \t•*·▪‣◦–—-"
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-ZÀ-ŽА-Я\"“])")
_LOWEST = 60
"""Lines below a line that are looked at."""
_HIGHEST = 1_000
"""Lines above a line that are looked at: a list of as many towns still knows what introduces it."""


class Line(NamedTuple):
    """A line of a text, or a sentence at its end. `start` is a code point of the text."""

    start: int
    text: str


def bulleted(line: str) -> int:
    """Where the text of a line begins, behind a bullet or a number if there is one."""
    begin = len(line) - len(line.lstrip(BULLETS))
    number = _NUMBER.match(line, begin)
    return number.end() if number else begin


def cells_of(line: Line) -> list[Line]:
    """The cells of a table's row, without the blanks around them."""
    cells, start = [], line.start
    for written in CELL.split(line.text):
        cells.append(Line(start + len(written) - len(written.lstrip()), written.strip()))
        start += len(written) + 1
    return cells


def last_sentence(line: Line) -> Line:
    """The last sentence of a line, or the whole of it."""
    begin = max((stop.end() for stop in _STOP.finditer(line.text)), default=0)
    return Line(line.start + begin, line.text[begin:])


def line_at(text: str, offset: int) -> Line:
    first, last = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    return Line(first, text[first : len(text) if last < 0 else last])


def upwards(text: str, line: Line) -> Iterator[Line]:
    """The lines above, nearest first, blank ones left out; two blank lines in a row end them."""
    end, blank = line.start - 1, False
    for _ in range(_HIGHEST):
        if end < 0:
            return
        start = text.rfind("\n", 0, end) + 1
        written = text[start:end].rstrip()
        if written:
            yield Line(start, written)
        elif blank:
            return
        end, blank = start - 1, not written


def downwards(text: str, line: Line) -> list[Line]:
    """The lines below in the same way."""
    lines, start = [], line.start + len(line.text) + 1
    for written in text[start:].split("\n", _LOWEST)[:_LOWEST]:
        lines.append(Line(start, written.rstrip()))
        start += len(written) + 1
    return _up_to_gap(lines)


def _up_to_gap(lines: list[Line]) -> list[Line]:
    """The lines that are not blank, up to two blank ones in a row."""
    gap = next((i for i, (one, two) in enumerate(pairwise(lines)) if not one.text and not two.text), None)
    return [line for line in lines[:gap] if line.text]
