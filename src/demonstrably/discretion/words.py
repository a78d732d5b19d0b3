"""Words as names are compared: by their letters, whatever the case, the accents and how they are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from demonstrably.gazetteer.folding import fold

MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\ufe20-\ufe2f"
"""Signs that belong to the letter before them."""

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, its key, and whether it begins with a capital letter (or has no case)."""

    start: int
    end: int
    key: str
    capital: bool


def words(text: str) -> Iterator[Word]:
    """The words in order; hyphens, apostrophes and capitals within ("FreeTibet") part words."""
    for match in _WORD.finditer(text):
        whole = match.group()
        if whole[1:].islower() or whole.isupper() or whole.islower() or len(whole) < 2:
            yield _word(match.start(), whole)
        else:
            yield from _humps(match.start(), whole)


def _humps(start: int, whole: str) -> Iterator[Word]:
    """The parts of a word with capitals inside it."""
    first = 0
    for at in range(1, len(whole)):
        if whole[at].isupper() and whole[at - 1].islower():
            yield _word(start + first, whole[first:at])
            first = at
    yield _word(start + first, whole[first:])


def _word(start: int, written: str) -> Word:
    return Word(start, start + len(written), key(written), not written[0].islower())


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """A word without case and accents; the word itself where nothing would be left."""
    return fold(word).replace(" ", "") or word.casefold()


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[str, ...]:
    """The keys of a name's words."""
    return tuple(word.key for word in words(name))
