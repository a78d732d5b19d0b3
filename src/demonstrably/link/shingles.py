"""Texts as sets of hashed word shingles, and the few smallest of them under which a text is looked up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from demonstrably.link.terms import words

Shingles = npt.NDArray[np.uint64]
"""The hashes of a text's shingles, each once, in ascending order."""

_SAID = re.compile(r"\w+")
"""Words and figures."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""Odd constants of the splitmix64 generator, whose last steps spread the bits of a sum over the whole hash."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in a few numbers: the hash of all its words and figures, how many words and shingles it has, and its
    smallest hashes. Shingles are of words alone: a copy may round a figure."""

    whole: int
    length: int
    shingles: int
    smallest: tuple[int, ...]


def sketch_of(text: str, size: int, smallest: int) -> Sketch:
    """The sketch of a text by shingles of `size` words."""
    said = words(text)
    found = _shingles(said, size)
    whole = _hash_once(" ".join(_SAID.findall(text)).casefold())
    return Sketch(whole, len(said), len(found), tuple(found[:smallest].tolist()))


def shingles(text: str, size: int) -> Shingles:
    """All shingles of a text; a shorter text than `size` words is one."""
    return _shingles(words(text), size)


def shared(one: Shingles, other: Shingles) -> int:
    """How many shingles two texts have in common."""
    return len(np.intersect1d(one, other, assume_unique=True))


def _shingles(said: Sequence[str], size: int) -> Shingles:
    """The words' hashes, each times a power of its place in the shingle, added and mixed (all modulo 2^64)."""
    hashes = np.fromiter(map(_hash, said), dtype=np.uint64, count=len(said))
    count = max(1, len(said) - size + 1)
    total = np.full(count, np.uint64(len(hashes[:size])), dtype=np.uint64)
    for place in range(min(size, len(said))):
        total = (total + hashes[place : place + count]) * _STEP
    for shift, factor in zip((30, 27), _MIX, strict=True):
        total = (total ^ (total >> np.uint64(shift))) * factor
    return np.unique(total ^ (total >> np.uint64(31)))


@lru_cache(maxsize=16384)
def _hash(word: str) -> int:
    return _hash_once(word)


def _hash_once(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
