"""Which expressions a text may match, told for all of them by one look at its words.

An inverted index: from the openings of words to the expressions of which a match has such a word, a bit for each.
"""

from __future__ import annotations

import re

from demonstrably.language.openings import DIGIT, LONGEST

_ANY = 1
"""The bit of expressions that tell no openings; every text has it."""
_ALL = -1
"""All bits."""
_WORDS = 50_000
"""Words whose expressions are kept; then they are forgotten and found again."""
_TEXTS = 1_000

_ODD = frozenset("İıſ\u212a")
"""Letters that `re` takes for i, s and k where case is ignored, though in small letters they are not."""

_NUMBER = re.compile(r"(?<![^\W_])\d")
_WORD = re.compile(r"[^\W_]+")


class OpeningIndex:
    """Expressions by the openings of their words. What texts and words have is kept, until an expression is added."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._by_opening: dict[str, int] = {}
        self._by_word: dict[str, int] = {}
        self._by_text: dict[str, int] = {}

    def bit(self, openings: frozenset[str] | None) -> int:
        """That of the expressions with these openings; None for those that tell none."""
        if openings is None:
            return _ANY
        if openings not in self._bits:
            self._bits[openings] = bit = _ANY << (1 + len(self._bits))
            for opening in openings:
                self._by_opening[opening] = self._by_opening.get(opening, 0) | bit
            self._by_word.clear()
            self._by_text.clear()
        return self._bits[openings]

    def bits_in(self, text: str) -> int:
        """Those of all expressions that a text may match; all where its small letters do not tell that."""
        found = self._by_text.get(text)
        if found is None:
            if len(self._by_text) >= _TEXTS:
                self._by_text.clear()
            self._by_text[text] = found = self._look(text.lower()) if is_plain(text) else _ALL
        return found

    def _look(self, text: str) -> int:
        found = _ANY | (self._by_opening.get(DIGIT, 0) if _NUMBER.search(text) else 0)
        for word in _WORD.findall(text):
            bits = self._by_word.get(word)
            found |= self._of_word(word) if bits is None else bits
        return found

    def _of_word(self, word: str) -> int:
        """Those of which an opening is a beginning of the word."""
        if len(self._by_word) >= _WORDS:
            self._by_word.clear()
        found = 0
        for length in range(1, LONGEST + 1):
            found |= self._by_opening.get(word[:length], 0)
        self._by_word[word] = found
        return found


def is_plain(text: str) -> bool:
    """Whether small letters tell the same of a text as case ignored."""
    return text.isascii() or _ODD.isdisjoint(text)
