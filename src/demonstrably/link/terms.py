"""What a text's words tell of its cause: folded stems."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Lower case without diacritics, so that "Erdoğan" and "Erdogan" are one."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace())


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(m.group()) for m in _WORD.finditer(text)]


class CauseTerms:
    """Reads cause terms by the codebook's `linking` table: stems of words that are not stop words."""

    def __init__(self, linking: Mapping[str, Any]) -> None:
        cause = linking["cause"]
        self._stem: int = cause["stem"]
        self._least: int = cause["least_letters"]
        listed = " ".join(linking["stop_words"].values())
        self._stop = frozenset(words(listed))
        self._hollow = frozenset(words(cause["hollow"]))
        self._term = lru_cache(maxsize=16384)(self._term_of)

    def stem(self, word: str) -> str:
        return fold(word)[: self._stem]

    def read(self, text: str, *, without: Iterable[str] = ()) -> dict[str, int]:
        """Terms of a text: 1 for a word said once, 2 for one said again. `without` holds stems to leave out (those of
        places, which are matched apart)."""
        left_out = frozenset(without)
        said = Counter(t for m in _WORD.finditer(text) if (t := self._term(m.group())) and t not in left_out)
        return {term: min(times, 2) for term, times in said.items()}

    def speaks(self, cause: str, *, without: Iterable[str] = ()) -> bool:
        """Whether a cause as written says anything: a number, a date or a place (`without`: its stems) does not."""
        left_out = frozenset(without)
        said = (w for w in words(cause) if len(w) >= self._least and w not in self._hollow)
        return any(w[: self._stem] not in left_out for w in said)

    def _term_of(self, word: str) -> str | None:
        folded = fold(word)
        return None if len(folded) < self._least or folded in self._stop else folded[: self._stem]
