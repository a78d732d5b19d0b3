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

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def lower(self) -> str:
        return self.text.casefold().rstrip(".")


def read_words(text: str) -> list[Word]:
    """The words of a text; a stop that is no part of an abbreviation ends a sentence."""
    words: list[Word] = []
    previous = 0
    for match in _WORD.finditer(text):
        gap = text[previous : match.start()]
        fresh = not words or bool(_STOP.search(gap)) or _closed(words[-1], text[match.start()])
        words.append(Word(match.start(), match.end(), match.group(), fresh))
        previous = match.end()
    return words


def _closed(word: Word, following: str) -> bool:
    """Whether the word's own full stop ends the sentence: more than an abbreviation's letters before a capital."""
    return word.text.endswith(".") and word.text.count(".") == 1 and len(word.text) > 6 and following.isupper()
