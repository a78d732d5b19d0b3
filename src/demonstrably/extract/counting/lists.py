"""Lists and tables: lines that give a place and its figures, whose attribute a heading tells.

A list has its heading above ("Detained:", then "Porto: 18", "Braga: none"), a table at its column's top ("City |
Turnout | Arrests", then "Porto | 4,500 | 2"). Without a sign between them a place and its figure make a list where
several lines in a row do so ("Porto 4,500", "Braga 900"; "4,500 in Porto", "900 in Braga"). One line may be a list as
well ("Detained so far: Porto – 18, Braga – 9"). What introduces a list, its heading or a sentence ("According to Vigia,
people detained by 20:00:"), is its *lead*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile, islice, takewhile, zip_longest
from typing import Any

from demonstrably.extract.counting.lines import (
    BULLETS,
    CELL,
    Line,
    bulleted,
    cells_of,
    downwards,
    last_sentence,
    line_at,
    upwards,
)

_SIGN = re.compile(r"(?::|[–—]|\s-)\s")
_NAME = re.compile(r"[A-ZÀ-ŽА-Я][\w'’./&, -]*")
_MOST_WORDS = 6
_LONGEST_NAME = 200
"""Characters of the longest name, far more than six words need."""


_LONGEST_HEADING = 130
_LONGEST_ALONE = 60
"""Characters of the longest heading over a single line; a longer one is prose, and the line no list."""
_LONGEST_LEAD = 300
_LONGEST_WITHOUT = 40
"""Characters of the longest line of a list that has no figure in digits."""
_PROSE_BETWEEN = 2
"""Lines of prose between a list and its heading."""
_BESIDE = re.compile(r"\b(?:and|or)\b|[,/|(;]")
"""What stands between two things of which one is not told of the other ("Turnout and arrests")."""

# groups are not possessive here: Python before 3.11.5 reads such wrongly (python/cpython#101955)
_INLINE_ITEM = r"[A-ZÀ-ŽА-Я][^\d:;,()|–—]{1,40}+[-–—(]?+\s*+"
_INLINE = re.compile(rf"\s*+(?:{_INLINE_ITEM}\d++(?:[.,]\d++)*\)?+\s*+(?:[,;]\s*+(?:and\s++)?|and\s++))*{_INLINE_ITEM}")
"""What stands between the colon of a list in one line and one of its figures: the places and figures before it."""
_LONGEST_INLINE = 600

_SENTENCE = r"[A-ZÀ-ŽА-Я][^\d:;,()|–—.]{1,40}+: \d++(?:[.,]\d++)*[^.:\n]{0,80}+\."
_SENTENCES = re.compile(rf"(?<=\. ){_SENTENCE}(?: {_SENTENCE})+")
"""Sentences in a row that are a place and its figure ("Of those arrested 19 are held. Kazan: 14. Samara: 5.")."""

_BRACKETED = (
    r"[A-ZÀ-ŽА-Я][\w'’.-]*+(?: [A-ZÀ-ŽА-Я][\w'’.-]*+){0,3}(?: [a-z]++){0,4}"
    r" \((?:[a-z]++ ){0,3}\d++(?:[.,]\d++)*+(?: [a-z]++){0,2}\)"
)
_BRACKETS = re.compile(rf"{_BRACKETED}(?:[,;]?(?: [a-z]++){{0,2}} {_BRACKETED})+")
"""Places in a row, each with its figure in brackets ("in Kazan (14), Samara (9) and Ufa (22)", "Kazan leads the list
(14), followed by Samara (9)")."""
_HEDGES = 30
"""Characters that hedges behind an opening bracket may take."""
_OPENED = re.compile(r"\((?:[a-z]++ ){0,3}\Z")
_PLACING = re.compile(r"(?:\b(?:in|at|from|across)|:) \Z")

_NEAR = 60
"""Lines above a list in which it may be credited."""
_LONGEST_ROW = 110
_FEWEST_ROWS = 3
"""Lines of one shape in a row that make a list of them although no sign stands between place and figure."""


def list_heading(line: str) -> re.Match[str] | None:
    """The heading of a list's line, a place of up to six words, up to the sign behind it (a colon or dash, which the
    match ends with); None where the line begins otherwise."""
    begin = bulleted(line)
    sign = _SIGN.search(line, begin, begin + _LONGEST_NAME)
    if sign is None:
        return None
    name = line[begin : sign.start()].strip(BULLETS)
    named = _NAME.fullmatch(name) and len(name.split()) <= _MOST_WORDS
    return sign if named else None


def is_placed(text: str, start: int) -> bool:
    """Whether a figure is in brackets behind one of the places that a preposition or a colon puts in a row."""
    row = next((r for r in _BRACKETS.finditer(text) if r.start() < start < r.end()), None)
    return row is not None and _PLACING.search(text, 0, row.start()) is not None


def is_bracketed(text: str, start: int) -> bool:
    """Whether a figure stands right behind an opening bracket, or behind hedges there ("(about 400 people)")."""
    return _OPENED.search(text, max(0, start - _HEDGES), start) is not None


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
            re.compile(rf"{capital}[^\d:|]{{1,60}}?,? \(?(?P<figure>{figure})\)?(?: ?\([^()]*\))?\.?"),
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
        for shape, pattern in enumerate(self._patterns):
            row = pattern.fullmatch(line.rstrip(), bulleted(line))
            if row and (figure_at is None or row.start("figure") <= figure_at < row.end("figure")):
                return shape
        return None


class Lists:
    """What the figures of list lines and table cells count, by their headings. `words` are patterns of each
    attribute's heading words; `rows` None knows only lines with a sign between place and figure."""

    def __init__(self, words: Mapping[str, Sequence[str]], rows: Rows | None = None, sums: Sequence[str] = ()) -> None:
        """`sums` are the openings of lines that sum up the list above them."""
        self._rows = rows
        self._sums = re.compile(rf"\s*(?:{_either(sums)})\b", re.IGNORECASE) if sums else None
        self._words = {
            attribute: re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)
            for attribute, patterns in words.items()
        }

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Lists:
        """By a codebook's table "<language>/counting"."""
        return cls(table["headings"], Rows(**table["rows"]), table["sums"]["openings"])

    def attribute_at(self, text: str, start: int) -> str | None:
        """The attribute that a heading gives the figure at an offset; None outside lists and tables."""
        line = line_at(text, start)
        cell = len(CELL.findall(text[line.start : start]))
        if cell and CELL.search(line.text):
            head = self._head(text, line, cell)
            return self._named(head.text) if head else None
        inline = self._inline(text, line, start)
        named = self._named(inline.text) if inline is not None else None
        told = named not in (None, "participants")  # "Yerevan: 96 people." tells nothing of "Gyumri: 41." behind it
        if inline is not None and (told or not list_heading(inline.text)):
            return "participants" if named == "places" and is_bracketed(text, start) else named
        in_list = self._list_of(text, line, start)
        if in_list is None:
            lead = self._over_bullets(text, line)
            return self._named(lead.text) if lead else self._of_sum(text, line, start)
        if list_heading(line.text):
            return self._named(_heading_of(line.text)) or self._of_headed(text, line, in_list)
        lead = self._lead(text, line, in_list)
        named = self._named(lead.text) if lead else None
        return named if lead and _is_short(lead.text) else named or "participants"

    def _of_headed(self, text: str, line: Line, in_list: Callable[[str], bool]) -> str | None:
        """What a list whose lines have signs counts, by its lead, or by a heading with no more than some prose between
        ("Arrests", "Compiled by Vigia.", "Porto: 18")."""
        over = dropwhile(lambda other: in_list(other.text), upwards(text, line))
        above = [*islice(over, 1 + _PROSE_BETWEEN)]
        lead = next(filter(None, map(_as_lead, above)), None)
        if lead is not None and len(lead.text) > _LONGEST_ALONE and not self._goes_on(text, line, in_list):
            return None
        told = self._named(lead.text) if lead else None
        if (
            told is None and above and lead is not above[0] and not list_heading(above[0].text)
        ):  # "312 people were detained.", then "Porto: 18"
            harm = self._named(last_sentence(above[0]).text)
            told = harm if harm != "participants" else None
        return told or self._harm_of_title(text, line)

    def _goes_on(self, text: str, line: Line, in_list: Callable[[str], bool]) -> bool:
        """Whether a line of a list has another one beside it."""
        beside = (*islice(upwards(text, line), 1), *downwards(text, line)[:1])
        return any(in_list(other.text) for other in beside)

    def _harm_of_title(self, text: str, line: Line) -> str | None:
        """The harm that a text's title says its lists count ("Detentions at the rallies of 3 May")."""
        title = line_at(text, len(text) - len(text.lstrip()))
        named = self._named(title.text) if _is_short(title.text) and title.start < line.start else None
        return named if named != "participants" else None

    def _of_sum(self, text: str, line: Line, start: int) -> str | None:
        """What the title says, for a sentence that gives the total of lists ("So far 214 people in 9 cities")."""
        sentence = last_sentence(Line(line.start, text[line.start : start]))
        sums = self._sums is not None and self._sums.match(sentence.text) is not None
        return self._harm_of_title(text, line) if sums else None

    def lead_at(self, text: str, start: int) -> Line | None:
        """What introduces the list that an offset's line is of, a heading or the sentence before a colon; None outside
        lists and where nothing does. Lines behind bullets are a list too, whatever they tell, after a colon."""
        line = line_at(text, start)
        inline = self._inline(text, line, start)
        if inline is not None:
            return inline
        in_list = _is_row if CELL.search(line.text) else self._list_of(text, line, start)
        return self._over_bullets(text, line) if in_list is None else self._lead(text, line, in_list)

    def around(self, text: str, start: int) -> list[Line]:
        """The lines in which a list may be credited to somebody: those of it below, the one under it, and those above,
        nearest first, but for such as stand under another list; [] outside lists and tables."""
        line = line_at(text, start)
        in_list = _is_row if CELL.search(line.text) else self._list_of(text, line, start)
        if in_list is None:
            return []
        below, higher_up = downwards(text, line), dropwhile(lambda other: in_list(other.text), upwards(text, line))
        above = [*islice(higher_up, _NEAR)]
        rows = [*takewhile(lambda other: in_list(other.text), below)]
        title = len(text) - len(text.lstrip())  # "Strike: how many came" heads no list above
        higher = [other.start > title and _is_headed(other.text) for other in above[1:]]
        over = [one for one, headed in zip_longest(above, higher) if not headed]
        return [*below[: len(rows) + 1], *over]

    def summed_at(self, text: str, start: int) -> int | None:
        """The start of the last line of the list that an offset's line sums up ("In all, 185 people were detained");
        None of any other line."""
        line = line_at(text, start)
        above = next(upwards(text, line), None)
        sums = self._sums is not None and self._sums.match(line.text) is not None
        return above.start if sums and above is not None and list_heading(above.text) else None

    def column_at(self, text: str, start: int) -> Line | None:
        """The head of the table's column that an offset stands in; None outside tables."""
        line = line_at(text, start)
        cell = len(CELL.findall(text[line.start : start])) if CELL.search(line.text) else 0
        return self._head(text, line, cell) if cell else None

    def titles_over(self, text: str, start: int) -> list[Line]:
        """The titles of a table's columns, that of an offset's column first, by the nearest row above that holds no
        figure, whatever they name ("City | Organisers | Police"); [] outside tables and in the first column."""
        line = line_at(text, start)
        cell = len(CELL.findall(text[line.start : start])) if CELL.search(line.text) else 0
        rows = (cells_of(above) for above in upwards(text, line) if _is_row(above.text)) if cell else ()
        head = next((row for row in rows if not any(c.isdecimal() for one in row[1:] for c in one.text)), [])
        return [head[cell], *head] if cell < len(head) and head[cell].text else []

    def is_elsewhere(self, text: str, start: int) -> bool:
        """Whether an offset stands in a table's column whose head names nothing that is counted here, beside one that
        does ("City | Arrested | Released")."""
        line = line_at(text, start)
        cell = len(CELL.findall(text[line.start : start]))
        if not cell or self._head(text, line, cell) is not None:
            return False
        heads = next((row for above in upwards(text, line) if self._is_head(row := cells_of(above))), [])
        return cell < len(heads) and bool(heads[cell].text)

    def cell_under(self, text: str, start: int, heads: re.Pattern[str]) -> Line | None:
        """The cell of a figure's row in the table's column that is headed so; None where there is none."""
        line = line_at(text, start)
        if not CELL.search(line.text):
            return None
        head = next((row for above in upwards(text, line) if self._is_head(row := cells_of(above))), [])
        column = next((i for i, cell in enumerate(head) if heads.fullmatch(cell.text)), None)
        cells = cells_of(line)
        return cells[column] if column is not None and column < len(cells) and cells[column].text else None

    def _is_head(self, cells: Sequence[Line]) -> bool:
        """Whether a row names what its columns count, and holds no figure."""
        told = any(cell.text[:1].isdecimal() for cell in cells)
        return len(cells) > 1 and not told and any(self._named(cell.text) for cell in cells)

    def _list_of(self, text: str, line: Line, start: int) -> Callable[[str], bool] | None:
        """What tells the lines of the list that a figure's line is of; None where it is of none."""
        if not list_heading(line.text):
            return self._row_like(text, line, start)
        bulleted = _is_bulleted(line.text)
        return lambda other: _is_headed(other) and (_is_bulleted(other) or not bulleted)

    def _inline(self, text: str, line: Line, start: int) -> Line | None:
        """What introduces a list in one line up to a figure of it; None where the figure is of no such list."""
        if is_bracketed(text, start):
            return self._before_brackets(line, start)
        if text.endswith(": ", line.start, start):
            row = next((r for r in _SENTENCES.finditer(line.text) if r.start() < start - line.start < r.end()), None)
            if row is not None:
                return last_sentence(Line(line.start, line.text[: row.start()].rstrip()))
        for colon in re.finditer(r":\s", text[line.start : start][-_LONGEST_INLINE:]):
            end = max(line.start, start - _LONGEST_INLINE) + colon.start() + 1
            lead = _as_lead(Line(line.start, text[line.start : end]))
            if lead and self._named(lead.text) and _INLINE.fullmatch(text, end, start):
                return lead
        return None

    def _before_brackets(self, line: Line, start: int) -> Line | None:
        """What a sentence, its last part, or the one before says before a row of places with figures in brackets."""
        row = next((r for r in _BRACKETS.finditer(line.text) if r.start() < start - line.start < r.end()), None)
        if row is None:
            return None
        sentence = last_sentence(Line(line.start, line.text[: row.start()]))
        part = sentence.text.rfind(",", 0, len(sentence.text.rstrip(" ,"))) + 1
        earlier = last_sentence(Line(line.start, line.text[: sentence.start - line.start].rstrip()))
        leads = (sentence, Line(sentence.start + part, sentence.text[part:]), earlier)
        return next((lead for lead in leads if self._named(lead.text)), None)

    def _row_like(self, text: str, line: Line, figure_at: int) -> Callable[[str], bool] | None:
        """Of the line of a figure without a sign that has its shape, where enough lines in a row do; else None."""
        rows = self._rows
        shape = rows.shape(line.text, figure_at - line.start) if rows else None
        if rows is None or shape is None:
            return None

        def same(other: str) -> bool:
            return rows.shape(other) == shape

        above = takewhile(lambda other: same(other.text), upwards(text, line))
        below = takewhile(lambda other: same(other.text), downwards(text, line))
        return same if 1 + len([*above]) + len([*below]) >= _FEWEST_ROWS else None

    def _lead(self, text: str, line: Line, in_list: Callable[[str], bool]) -> Line | None:
        """The heading over a list, or the last sentence of prose that ends in a colon: the nearest line above that is
        no line of the list."""
        above = next(dropwhile(lambda other: in_list(other.text), upwards(text, line)), None)
        return _as_lead(above) if above else None

    def _over_bullets(self, text: str, line: Line) -> Line | None:
        """What introduces lines behind bullets that are no place's: a line that ends in a colon; else None."""
        lead = self._lead(text, line, _is_bulleted) if _is_bulleted(line.text) else None
        return lead if lead and lead.text.endswith(":") else None

    def _head(self, text: str, line: Line, cell: int) -> Line | None:
        """A table column's head: its cell in the nearest line above that is no figure and names an attribute."""
        for above in upwards(text, line):
            cells = cells_of(above)
            if len(cells) <= cell:
                return None
            head = cells[cell]
            if not head.text[:1].isdecimal() and self._named(head.text):
                return head
        return None

    def _named(self, heading: str) -> str | None:
        """The only attribute that a heading names, harm before those who are harmed ("protesters detained"); None where
        it names none or several."""
        named = {a: [*pattern.finditer(heading)] for a, pattern in self._words.items()}
        told = [a for a, found in named.items() if found]
        harms = [a for a in told if a != "participants"]
        if len(told) < 2 or len(harms) > 1:
            return told[0] if len(told) == 1 else None
        beside = any(
            _BESIDE.search(heading, *sorted((one.end(), other.start())))
            for one in named["participants"]
            for other in named[harms[0]]
        )
        return None if beside else harms[0]


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _heading_of(line: str) -> str:
    """What stands before the sign of a list's line; empty where it has none."""
    sign = list_heading(line)
    return line[bulleted(line) : sign.start()] if sign else ""


def _is_row(line: str) -> bool:
    return CELL.search(line) is not None


@lru_cache(maxsize=2048)
def _is_bulleted(line: str) -> bool:
    return bulleted(line) > 0


@lru_cache(maxsize=2048)  # each line of a list is looked at from every line below it
def _is_headed(line: str) -> bool:
    """Whether a line has a heading of its own, and figures behind it, or a few words for them ("Lorne: none")."""
    told = len(line) <= _LONGEST_WITHOUT or any(c.isdecimal() for c in line)
    return told and list_heading(line + " ") is not None and not line.endswith(":")


def _is_short(line: str) -> bool:
    """Whether a line can be a heading: short, and no sentence."""
    return len(line) <= _LONGEST_HEADING and not line.endswith((".", "!", "?"))


def _as_lead(line: Line) -> Line | None:
    """A line as the lead of what is under it: a heading, or its last sentence where that ends in a colon."""
    if _is_short(line.text) and not line.text.endswith(":"):
        return line
    last = last_sentence(line)
    return last if _is_short(last.text) or (last.text.endswith(":") and len(last.text) <= _LONGEST_LEAD) else None
