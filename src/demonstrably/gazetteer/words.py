"""The words of a text with their places in it, as the search for names needs them."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?")
_ELIDED = frozenset({"d'", "d’", "l'", "l’"})
"""How a name goes on in French: "Coeur d'Alene"."""
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
    previous, last = 0, ""
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap, word = text[previous:start], match.group()
        capital = word[0].isupper() or (word[:2] in _ELIDED and word[2].isupper())
        stopped = gap != " " and _STOP.search(gap) is not None
        fresh = stopped or last == "" or (last[-1] == "." and capital and _is_whole(last))
        words.append(Word(start, end, word, fresh, capital))
        previous, last = end, word
    return words


def _is_whole(word: str) -> bool:
    """Whether a full stop behind a word ends a sentence: there are more letters than an abbreviation has."""
    return word.count(".") == 1 and len(word) > 6
