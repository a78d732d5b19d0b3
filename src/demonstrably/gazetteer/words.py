"""The words of a text with their places in it, as the search for names needs them."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?")
_STOP = re.compile(r"[.!?…:;\n\r\u2028\u2029|•]")


class Word(NamedTuple):
    """A word with its place in the text. `fresh` is true where it opens a sentence or line."""

    start: int
    end: int
    text: str
    fresh: bool
    capital: bool

    @property
    def lower(self) -> str:
        return self.text.casefold().rstrip(".")


def read_words(text: str) -> list[Word]:
    """The words of a text; a stop that is no part of an abbreviation ends a sentence."""
    words: list[Word] = []
    previous = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap, word = text[previous:start], match.group()
        stopped = gap != " " and _STOP.search(gap) is not None
        fresh = not words or stopped or _closed(words[-1], word)
        words.append(Word(start, end, word, fresh, word[0].isupper()))
        previous = end
    return words


def _closed(word: Word, following: str) -> bool:
    """Whether the word's own full stop ends the sentence: more than an abbreviation's letters before a capital."""
    written = word.text
    return written[-1] == "." and written.count(".") == 1 and len(written) > 6 and following[0].isupper()
