"""A stretch of text as words, in the form that the lexicon's phrases and the grammar agree on."""

from __future__ import annotations

import re
from typing import NamedTuple

OPAQUE = "\0"
"""The text of a word that holds no quantity whatever it looks like: a date, a time, a price, an address."""

GROUP_MARKS = ",\u00a0\u202f\u2009’'"
"""What may stand between the thousands of a number, beside a space and a point."""

_WORD = re.compile(
    rf"\d{{1,3}}(?:[{GROUP_MARKS}]\d{{3}}(?!\d)){{1,5}}(?:\.\d+)?"  # 2,500; 2’500; 2 500 with a thin space
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"  # 1,50,000
    r"|[1-9]\d{0,2}(?: \d{3}(?!\d|[.,]\d)){1,4}"  # 2 500
    r"|[1-9]\d{0,2}(?:\.\d{3}(?!\d)){1,4}"  # 2.500
    r"|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+"
    r"|(?:\r\n?|\n)[^\S\r\n]*[\r\n]\s*"  # a blank line: no quantity reaches across it
    r"|[^\s\w]|_"
)
_HYPHENS = frozenset("-‐‑–−")


class Word(NamedTuple):
    """A word, number or mark with its place in the text; `text` is in lower case, a hyphen between words is no word.

    `glued` is true where nothing stands between it and the word before ("5" and "k"), `hyphen` where one hyphen does.
    """

    start: int
    end: int
    text: str
    glued: bool = False
    hyphen: bool = False


def words_of(text: str, start: int = 0, end: int | None = None, opaque: re.Pattern[str] | None = None) -> list[Word]:
    """The words of a stretch of text; each match of `opaque` is one word that nothing is read from."""
    end = len(text) if end is None else end
    words: list[Word] = []
    position = start
    for match in opaque.finditer(text, start, end) if opaque else ():
        _add_words(words, text, position, match.start())
        _add(words, text, match.start(), match.end(), OPAQUE)
        position = match.end()
    _add_words(words, text, position, end)
    return words


def phrase_key(phrase: str) -> tuple[str, ...]:
    """A phrase of the lexicon as the texts of its words."""
    return tuple(word.text for word in words_of(phrase))


def _add_words(words: list[Word], text: str, start: int, end: int) -> None:
    for match in _WORD.finditer(text, start, end):
        _add(words, text, match.start(), match.end(), match.group().lower())


def _add(words: list[Word], text: str, start: int, end: int, content: str) -> None:
    """Append a word; a hyphen that it is joined to the word before by gives way to its mark."""
    if words and words[-1].text in _HYPHENS and words[-1].glued and _joins(text, words, start):
        words.pop()
        words.append(Word(start, end, content, hyphen=True))
    else:
        words.append(Word(start, end, content, glued=bool(words) and words[-1].end == start))


def _joins(text: str, words: list[Word], start: int) -> bool:
    """Whether the hyphen that is the last word stands right between two words or numbers."""
    mark = words[-1]
    return mark.end == start and text[mark.start - 1].isalnum() and text[start].isalnum()
