"""What a text's words tell of its cause: folded stems with weights over the record."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

Vector = Mapping[str, float]
"""Term -> weight, none zero."""

_WORD = re.compile(r"[^\W\d_]+")

REPEATED = 1.4
"""Raw weight of a term that a text says more than once."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without diacritics, so that "Erdoğan" and "Erdogan" are one."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


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

    def stem(self, word: str) -> str:
        return fold(word)[: self._stem]

    def read(self, text: str, *, without: Iterable[str] = ()) -> dict[str, float]:
        """Terms of a text with raw weights: 1 for a word said once, 1.4 for one said again. `without` holds stems to
        leave out (the places, which are matched apart)."""
        left_out = frozenset(without)
        said = Counter(t for m in _WORD.finditer(text) if (t := self._term(m.group())) and t not in left_out)
        return {term: 1.0 if times == 1 else REPEATED for term, times in said.items()}

    def speaks(self, cause: str, *, without: Iterable[str] = ()) -> bool:
        """Whether a cause as written says anything: a number, a date or a place (`without`: its stems) does not."""
        left_out = frozenset(without)
        said = (w for w in words(cause) if len(w) >= self._least and w not in self._hollow)
        return any(w[: self._stem] not in left_out for w in said)

    def _term(self, word: str) -> str | None:
        folded = fold(word)
        return None if len(folded) < self._least or folded in self._stop else folded[: self._stem]


class Weights:
    """Inverse document frequency over the record, steadied by a background of other texts."""

    def __init__(self, texts: Iterable[Iterable[str]], background: int) -> None:
        self._frequency: Counter[str] = Counter()
        self._total = background
        for terms in texts:
            self._total += 1
            self._frequency.update(set(terms))

    def weigh(self, raw: Mapping[str, float]) -> dict[str, float]:
        """Raw weights times idf, scaled to length one; empty stays empty."""
        weighed = {t: w * math.log((self._total + 1) / (self._frequency[t] + 1)) for t, w in sorted(raw.items())}
        length = math.sqrt(sum(w * w for w in weighed.values()))
        return {t: w / length for t, w in weighed.items() if w > 0} if length else {}


def dot(one: Vector, other: Vector) -> float:
    """The dot product; the cosine for vectors of length one."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(w * large[t] for t, w in small.items() if t in large)
