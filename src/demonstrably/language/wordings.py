"""Expressions for wordings in whatever case, quick to see that a text has none of them.

Where case is ignored, `re` tries every alternative at every letter. On small letters alone it passes over most letters
at a glance, five times as fast. So a text is first searched in small letters, and only if it has a word that a match
can begin with (`opening_index.py`); in nearly all texts that is the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from demonstrably.errors import CodebookError
from demonstrably.language.opening_index import OpeningIndex, is_plain
from demonstrably.language.openings import openings_of

T = TypeVar("T")

_NO_LETTERS = re.compile(r"\\.|\(\?P<\w+>")
_CASED_EXCEPTION = re.compile(r"\(\?<?![^)]*\(\?-i")
"""Within what must not stand there, a part in which case counts: small letters would rule out more than is meant."""


_INDEX = OpeningIndex()
"""Of all expressions, so that a text's words are looked at once for all."""


class Wordings:
    """An expression, compiled so that case is ignored, and only when a text may hold a match: most texts need few of
    them. A broken one raises CodebookError then."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def _bit(self) -> int:
        """Its own in the index."""
        return _INDEX.bit(openings_of(self._expression))

    @cached_property
    def _small(self) -> re.Pattern[str] | None:
        """For a text in small letters; None where case counts."""
        letters = _NO_LETTERS.sub("", self._expression)
        cased = any(map(str.isupper, letters)) or _CASED_EXCEPTION.search(self._expression)
        return None if cased else self._compiled()

    @cached_property
    def _is_small_exact(self) -> bool:
        return self._small is not None and "(?-i" not in self._expression

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        """It takes longest to compile, and in most texts nothing gets so far."""
        return self._compiled(re.IGNORECASE)

    def _compiled(self, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        try:
            return re.compile(self._expression, flags)
        except re.error as error:
            raise CodebookError(
                f"the codebook has a broken expression: {error}, near {self._near(error.pos)!r}.",
                remedy="Mend it in your codebook folder.",
            ) from error

    def _near(self, position: int | None) -> str:
        return self._expression[max(0, (position or 0) - 30) : (position or 0) + 30]

    def stands_in(self, text: str) -> bool:
        """Whether the text has a match."""
        if not self._may_stand_in(text):
            return False
        return (self._is_small_exact and is_plain(text)) or self._exact.search(text) is not None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match that lies in the stretch; what is before the stretch counts only for the expression's own
        look behind."""
        end = len(text) if end is None else end
        return self._exact.search(text, start, end) if self._may_stand_in(text[start:end]) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins right there."""
        return self._exact.match(text, start)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        end = len(text) if end is None else end
        return self._exact.finditer(text, start, end) if self._may_stand_in(text[start:end]) else iter(())

    def count(self, text: str) -> int:
        return counts({"": self}, text)[""]

    def _count(self, text: str, small: str) -> int:
        """How often it stands in a plain text; `small` is that in small letters."""
        if self._small is not None and self._is_small_exact:
            return sum(1 for _ in self._small.finditer(small))
        none = self._small is not None and self._small.search(small) is None
        return 0 if none else sum(1 for _ in self._exact.finditer(text))

    def _may_stand_in(self, text: str) -> bool:
        """False where the text surely has no match."""
        bit = self._bit  # before the index is asked, which has it then
        if not _INDEX.bits_in(text) & bit:
            return False
        return self._small is None or not is_plain(text) or self._small.search(text.lower()) is not None


def counts(wordings: Mapping[str, Wordings], text: str) -> dict[str, int]:
    """How often each of several stands in a text, which is looked at once for all."""
    if not is_plain(text):
        return {name: sum(1 for _ in one._exact.finditer(text)) for name, one in wordings.items()}
    small = text.lower()
    bits = [one._bit for one in wordings.values()]
    here = _INDEX.bits_in(text)
    told = zip(wordings.items(), bits, strict=True)
    return {name: one._count(text, small) if bit & here else 0 for (name, one), bit in told}


def likely(wordings: Mapping[T, Wordings], text: str) -> list[tuple[T, Wordings]]:
    """Those of several that the text may have a match of, in their order; it is looked at once for all."""
    bits = [one._bit for one in wordings.values()]
    here = _INDEX.bits_in(text)
    return [told for told, bit in zip(wordings.items(), bits, strict=True) if bit & here]
