"""Lists and tables: lines that give a place and its figures, whose attribute a heading tells.

A list has its heading above ("Detained:", then "Porto: 18", "Braga: none"), a table at its column's top ("City |
Turnout | Arrests", then "Porto | 4,500 | 2").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_BULLET = r"[\s•*·▪‣◦–—-]*"
_NAME = r"(?:[\w'’./&-]+[ .,]*){1,6}?"
_SIGN = re.compile(r"(?:[:–—]|\s-)\s")
_LIST_LINE = re.compile(rf"{_BULLET}(?=[A-ZÀ-ŽА-Я]){_NAME}\s*{_SIGN.pattern}")

_CELL = re.compile(r"\s*(?:\||\t)\s*")
_DEEPEST = 60
"""Lines of a list above a line in which its heading is looked for."""

_LONGEST_HEADING = 90


def list_heading(line: str) -> re.Match[str] | None:
    """The heading of a list's line, a place and the colon or dash behind it; None where it begins otherwise."""
    return _LIST_LINE.match(line) if _SIGN.search(line) else None


class Lists:
    """What the figures of list lines and table cells count, by their headings. `words` are patterns of each
    attribute's heading words."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {
            attribute: re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)
            for attribute, patterns in words.items()
        }

    def attribute_at(self, text: str, start: int) -> str | None:
        """The attribute that a heading gives the figure at an offset; None outside lists and tables."""
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        line = text[first : len(text) if last < 0 else last]
        cell = len(_CELL.findall(text[first:start]))
        if cell and _CELL.search(line):
            return self._of_column(text[:first], cell)
        return self._of_heading(text[:first]) if list_heading(line) else None

    def _of_column(self, above: str, cell: int) -> str | None:
        """The attribute of a table's column: its cell in the nearest line above that holds no figure."""
        for line in _upwards(above):
            cells = _CELL.split(line)
            if len(cells) <= cell:
                return None
            if not any(c.isdecimal() for c in cells[cell]) and (named := self._named(cells[cell])):
                return named
        return None

    def _of_heading(self, above: str) -> str | None:
        """The attribute of the heading over a list: the nearest line above that is no line of the list."""
        for line in _upwards(above):
            if not list_heading(line + " ") or line.rstrip().endswith(":"):
                short = len(line) <= _LONGEST_HEADING and not line.rstrip().endswith((".", "!", "?"))
                return self._named(line) if short else None
        return None

    def _named(self, heading: str) -> str | None:
        """The only attribute that a heading names; None where it names none or several."""
        named = [a for a, pattern in self._words.items() if pattern.search(heading)]
        return named[0] if len(named) == 1 else None


def _upwards(above: str) -> list[str]:
    """The lines above, nearest first, blank ones left out; two blank lines in a row end the list."""
    lines = above.split("\n")[-_DEEPEST:][::-1]
    ends = [i for i, (one, two) in enumerate(pairwise(lines)) if i and not one.strip() and not two.strip()]
    return [line for line in lines[: ends[0] if ends else None] if line.strip()]
