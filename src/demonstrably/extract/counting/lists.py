"""Lists and tables: lines that give a place and its figures, whose attribute a heading tells.

A list has its heading above ("Detained:", then "Porto: 18", "Braga: none"), a table at its column's top ("City |
Turnout | Arrests", then "Porto | 4,500 | 2"). Without a sign between them a place and its figure make a list where
several lines in a row do so ("Porto 4,500", "Braga 900"; "4,500 in Porto", "900 in Braga").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

_BULLETS = " \t•*·▪‣◦–—-"
_SIGN = re.compile(r"(?::|[–—]|\s-)\s")
_NAME = re.compile(r"[A-ZÀ-ŽА-Я][\w'’./&, -]*")
_MOST_WORDS = 6

_CELL = re.compile(r"\s*(?:\||\t)\s*")
_DEEPEST = 60
"""Lines of a list above a line in which its heading is looked for."""

_LONGEST_HEADING = 90

_LONGEST_ROW = 110
_FEWEST_ROWS = 3
"""Lines of one shape in a row that make a list of them although no sign stands between place and figure."""


def list_heading(line: str) -> re.Match[str] | None:
    """The heading of a list's line, a place of up to six words, up to the sign behind it (a colon or dash, which the
    match ends with); None where the line begins otherwise."""
    sign = _SIGN.search(line, len(line) - len(line.lstrip(_BULLETS)))
    if sign is None:
        return None
    name = line[: sign.start()].strip(_BULLETS)
    named = _NAME.fullmatch(name) and len(name.split()) <= _MOST_WORDS
    return sign if named else None


class Rows:
    """Lines that are only a place and a figure, in either order ("Braga about 900", "4,500 marchers in Porto").

    `hedges` may stand before the figure, which is in digits or one of the words `vague`; `before_place` are what may
    stand before the place.
    """

    def __init__(self, hedges: Sequence[str], vague: Sequence[str], before_place: Sequence[str]) -> None:
        hedged = rf"(?i:(?:(?:{_either(hedges)}) |[~>] ?){{0,2}})"
        figure = rf"{hedged}(?:\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?\+?|(?i:{_either(vague)})\b)"
        capital = "[A-ZÀ-ŽА-Я]"
        self._patterns = (
            re.compile(rf"{capital}[^\d:|]{{1,60}}?,? (?P<figure>{figure})(?: ?\([^()]*\))?\.?"),
            re.compile(
                rf"(?P<figure>{figure})(?: [A-Za-z]+){{0,2}}?(?: (?:{_either(before_place)})| [-–]|,)?"
                rf" (?:the )?{capital}[^\d|]{{1,90}}"
            ),
        )

    def shape(self, line: str, figure_at: int | None = None) -> int | None:
        """Which order a line has: 0 place first, 1 figure first; None where it is no such line, or its figure is not
        the one at `figure_at`."""
        if len(line) > _LONGEST_ROW:
            return None
        bullet = len(line) - len(line.lstrip(_BULLETS))
        for shape, pattern in enumerate(self._patterns):
            row = pattern.fullmatch(line.rstrip(), bullet)
            if row and (figure_at is None or row.start("figure") <= figure_at < row.end("figure")):
                return shape
        return None


class Lists:
    """What the figures of list lines and table cells count, by their headings. `words` are patterns of each
    attribute's heading words; `rows` None knows only lines with a sign between place and figure."""

    def __init__(self, words: Mapping[str, Sequence[str]], rows: Rows | None = None) -> None:
        self._rows = rows
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
        if list_heading(line):
            return self._of_heading(text[:first])
        return self._of_row(text, first, line, start - first)

    def _of_row(self, text: str, first: int, line: str, figure_at: int) -> str | None:
        """What the figure of a line without a sign counts, where enough lines in a row have its shape."""
        shape = self._rows.shape(line, figure_at) if self._rows else None
        if self._rows is None or shape is None:
            return None
        above = _upwards(text[:first])
        same = [self._rows.shape(other) == shape for other in above]
        rows = same.index(False) if False in same else len(same)
        further = takewhile(lambda other: other == shape, map(self._rows.shape, _downwards(text[first + len(line) :])))
        return self._of_rows(above[rows:]) if 1 + rows + len([*further]) >= _FEWEST_ROWS else None

    def _of_rows(self, above: Sequence[str]) -> str | None:
        """What rows count by the heading right above them; people where prose introduces them."""
        if not above or not _is_short(above[0]):
            return "participants"
        return self._named(above[0])

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
                return self._named(line) if _is_short(line) else None
        return None

    def _named(self, heading: str) -> str | None:
        """The only attribute that a heading names; None where it names none or several."""
        named = [a for a, pattern in self._words.items() if pattern.search(heading)]
        return named[0] if len(named) == 1 else None


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _is_short(line: str) -> bool:
    """Whether a line can be a heading: short, and no sentence."""
    return len(line) <= _LONGEST_HEADING and not line.rstrip().endswith((".", "!", "?"))


def _upwards(above: str) -> list[str]:
    """The lines above, nearest first, blank ones left out; two blank lines in a row end the list."""
    lines = above.split("\n")[-_DEEPEST:][::-1]
    ends = [i for i, (one, two) in enumerate(pairwise(lines)) if i and not one.strip() and not two.strip()]
    return [line for line in lines[: ends[0] if ends else None] if line.strip()]


def _downwards(below: str) -> list[str]:
    """The lines below, nearest first, blank ones left out."""
    return [line for line in below.split("\n", _DEEPEST)[:_DEEPEST] if line.strip()]
