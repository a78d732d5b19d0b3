"""What the people of a gathering chanted or wrote on banners: as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence


class SloganRules:
    """Finds chants and signs: quotations that words of chanting or of banners introduce."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/events")["slogans"]
        self._before = _pattern(table["before"])
        self._reach: int = table["reach"]

    def slogans(self, discourse: Discourse, sentence: Sentence) -> tuple[str, ...]:
        """The slogans of a sentence without their quotation marks, and its hashtags where it speaks of them."""
        text = discourse.text
        quoted = [(s, e) for s, e in discourse.quotations if sentence.start < s and e <= sentence.end]
        found = [text[s:e].strip(" ,.") for s, e in quoted if self._introduced(text, sentence, s)]
        if re.search(r"hashtag", sentence.text, re.IGNORECASE):
            found += re.findall(r"#\w+", sentence.text)
        return tuple(dict.fromkeys(s for s in found if s))

    def _introduced(self, text: str, sentence: Sentence, start: int) -> bool:
        return bool(self._before.search(text[max(sentence.start, start - self._reach) : start]))


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})" for p in patterns), re.IGNORECASE)
