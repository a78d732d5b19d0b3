"""Passages: what the sentence of a figure or a gathering and its surroundings tell, as features."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import cache

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Features
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.wording import Wording

_BEFORE = 200
"""Characters before a sentence that its surroundings are."""
_TITLE = 150
"""Characters of the longest title."""
_HARMS = ("detained", "injured", "killed")
_FIGURE = re.compile(r"\d[\d,.]*")
_LAST_WORD = re.compile(r"(\w+)\W*\Z")
_SIGNS = {",": "comma", ".": "stop", "'": "owner", "’": "owner", ":": "colon", ")": "bracket"}


class Passages:
    """The passages of one document; `is_gathering` tells whether a sentence speaks of a gathering."""

    def __init__(self, wording: Wording, discourse: Discourse, is_gathering: Callable[[int], bool]) -> None:
        self._wording = wording
        self._discourse = discourse
        self.is_gathering = cache(is_gathering)

    def of(self, asked: Asked) -> Features:
        """The features of the passage that something is asked for in."""
        told = self._discourse.once(("passage", asked.index), lambda: self._told(asked))
        return told | {
            f"attribute={asked.attribute}": 1.0,
            "suffered": float(asked.attribute in _HARMS),
            "size": asked.size,
            "quoted": float(self._discourse.quotation_at(asked.point.start) is not None),
        }

    def _told(self, asked: Asked) -> Features:
        """What the sentence and the words before it tell, whatever is asked for."""
        sentence, text, wording = asked.sentence, self._discourse.text, self._wording
        before = text[max(0, sentence.start - _BEFORE) : sentence.start]
        return {
            "index": float(min(30, asked.index)),
            "sentences": float(min(60, len(self._discourse.spans))),
            "words": float(min(80, len(sentence.tokens))),
            "unrests": float(wording.unrests.count(sentence.text)),
            "unrests_before": float(wording.unrests.count(before)),
            "one_gathering": float(wording.one_gathering.count(sentence.text)),
            "one_gathering_before": float(wording.one_gathering.count(before)),
            "period": float(bool(wording.period.search(sentence.text))),
            "perfect": float(bool(wording.perfect.search(sentence.text))),
            "gathering": float(self.is_gathering(asked.index)),
            "title": float(self._is_title(asked)),
            "post": float(self._discourse.post_at(sentence.start) is not None),
        }

    def _is_title(self, asked: Asked) -> bool:
        """Whether the sentence is a line of its own without a stop."""
        written = asked.sentence.text.rstrip()
        broken = "\n" in self._discourse.text[asked.sentence.end - 1 : asked.sentence.end + 2]
        return broken and len(written) < _TITLE and written[-1:] not in '.!?"”'


def figures_between(text: str, low: int, high: int) -> list[str]:
    """The figures in digits in a stretch of a text."""
    return _FIGURE.findall(text, low, high)


def word_before(text: str, start: int, words: Container[str]) -> str:
    """The word right before an offset where it is one of some, otherwise "other" or "none"."""
    found = _LAST_WORD.search(text[max(0, start - 20) : start])
    return "none" if found is None else found[1].lower() if found[1].lower() in words else "other"


def after_sign(text: str, end: int) -> str:
    """What kind of sign stands right at an offset; "none" for a blank or a letter."""
    return _SIGNS.get(text[end : end + 1], "none")
