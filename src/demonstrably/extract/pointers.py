"""Headlines of other articles that a page points at ("Read also: 12 held in Soweto"): figures in them are not its own.

Pages that no reader has cleaned (`ingest/cleaning`) hold them between their paragraphs and below their last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from demonstrably.codebook import Codebook

_HEADLINE = 110
"""Characters of the longest headline; a longer line is a paragraph."""

_HEADLINES = 12
"""Headlines under one heading at the most."""

_OWN = 200
"""Characters before the first pointer of a page; headlines above them are of what the page itself tells."""

_STARTS = r"^[^\w\n]{0,6}"
_ENDS = r"[^\w\n]{0,6}$"
_SIGN = r"\]?[ \t]*(?:[:|»>]|[-–—][ \t])"

_TIMED = re.compile(r"\W*\d{1,2}[:.h]\d{2}\b")
"""What a live page's own entry begins with."""

_SENTENCE = re.compile(r"[a-zà-ž)\d\"”]\.[\"”’)]?\Z")


class Pointers:
    """Finds them by the words by which `ingest/cleaning` knows pointers, and the patterns of the codebook's table
    "<language>/pointers"."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/pointers")
        lines = next(rule for rule in codebook.table("cleaning")["rule"] if rule["kind"] == "headlines")
        openings = "|".join([*table["openings"], *(re.escape(start.rstrip(" :-")) for start in lines["starts"])])
        headings = "|".join([openings, *table["headings"], *map(re.escape, lines["equals"])])
        self._opening = re.compile(
            rf"{_STARTS}(?:(?:{headings})(?P<alone>{_ENDS})|(?:{openings}){_SIGN}[^\n]*$)", re.IGNORECASE | re.MULTILINE
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text points at other articles, in order, headings included."""
        found: list[tuple[int, int]] = []
        for match in self._opening.finditer(text, _OWN):
            if found and match.start() < found[-1][1]:
                continue
            end = match.end() if match["alone"] is None else _below(text, match.end())
            if end > match.end() or (match["alone"] is None and _is_headline(match.group())):
                found.append((match.start(), end))
        return found


def _below(text: str, heading: int) -> int:
    """The end of the headlines under the heading that ends at an offset; that itself where there are none."""
    end = heading
    for start, line in _lines(text, heading + 1):
        if not line.strip():
            if end > heading:
                break
            continue
        if not _is_headline(line):
            break
        end = start + len(line)
    return end


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The next lines of a text with their offsets, as many as one heading may have."""
    for _ in range(_HEADLINES + 1):
        if start >= len(text):
            return
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end + 1


def _is_headline(line: str) -> bool:
    """Whether a line is short, ends as no sentence does, and is no entry of a live page."""
    return len(line) <= _HEADLINE and not _SENTENCE.search(line.rstrip()) and _TIMED.match(line) is None
