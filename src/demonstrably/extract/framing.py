"""How each source names the gathering, its people and the authorities' action: the words as they stand, and whose.

The words are in the codebook (`en/framing`); only sentences near a gathering are looked at, so that a court's
"defendant" in another story is no label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import AttributionRules
from demonstrably.extract.cues import Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.language.wordings import Wordings, likely
from demonstrably.model import Label, check_span

TARGETS = ("gathering", "people", "action")
REACH = 3
"""Sentences around one that speaks of a gathering in which wordings count."""

_BETWEEN = r"(?:,? (?:and |but |or |yet )?|,\s|[-\s])"


class FramingRules:
    """Finds labels. `attribution` None leaves every source open (None)."""

    def __init__(self, codebook: Codebook, attribution: AttributionRules | None, language: str = "en") -> None:
        table = codebook.table(f"{language}/framing")
        self._patterns = {target: _pattern(table[target]) for target in TARGETS}
        self._verdicts = {target: _verdict(table[target]) for target in ("gathering", "people")}
        self._cues = Cues(codebook, language)
        self._attribution = attribution

    def find(self, discourse: Discourse) -> list[Label]:
        """The labels of a document in text order, none inside another; [] of one without a gathering."""
        return [self._label(discourse, *hit) for hit in self._hits(discourse)]

    def sentences(self, discourse: Discourse) -> list[int]:
        """The sentences with labels, told without a parse: those that `find` will have parsed."""
        return [discourse.index_at(start) for start, _, _ in self._hits(discourse)]

    def _hits(self, discourse: Discourse) -> list[tuple[int, int, str]]:
        return discourse.once((self, "hits"), lambda: _apart(list(self._found(discourse))))

    def _found(self, discourse: Discourse) -> Iterator[tuple[int, int, str]]:
        told = [i for i, here in enumerate(self._cues.of(discourse).by_sentence) if here["strong"]]
        near = {i for one in told for i in range(one - REACH, one + REACH + 1)}
        for index, span in enumerate(discourse.spans):
            if index in near:
                yield from self._in_sentence(discourse.text, *span)

    def _in_sentence(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        sentence = text[start:end]
        for target, pattern in likely(self._patterns, sentence):
            for match in pattern.finditer(text, start, end):
                yield match.start(), match.end(), target
        for target, pattern in likely(self._verdicts, sentence):
            for match in pattern.finditer(text, start, end):
                yield match.start("said"), match.end("said"), target

    def _label(self, discourse: Discourse, start: int, end: int, target: str) -> Label:
        wording = discourse.text[start:end]
        check_span(discourse.text, start, end, wording)
        said = self._attribution.attribute(discourse, start, end) if self._attribution else None
        return Label(discourse.document.document_id, target, wording, start, end, said.name if said else None)


def _apart(hits: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of wordings that overlap the longest, in text order."""
    kept: list[tuple[int, int, str]] = []
    for hit in sorted(hits, key=lambda h: (h[0] - h[1], h[0], TARGETS.index(h[2]))):
        if not any(k[0] < hit[1] and hit[0] < k[1] for k in kept):
            kept.append(hit)
    return sorted(kept)


def _plural(noun: str) -> str:
    """A pattern for a noun in both numbers."""
    if noun.endswith("y"):
        return rf"{re.escape(noun[:-1])}(?:y|ies)"
    return rf"{re.escape(noun)}(?:e?s)?"


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _pattern(part: dict[str, Any]) -> Wordings:
    """Judging words before a noun, with at most one plain word between, or a wording that stands alone."""
    words, nouns = _either(part["words"]), "|".join(_plural(n) for n in sorted(part["nouns"], key=len, reverse=True))
    before = rf"(?:(?:{words}){_BETWEEN})+(?:[\w-]+ )?(?:{nouns})"
    alone = "|".join(part["alone"])
    return Wordings(rf"(?<![\w-])(?:{before}|{alone})(?![\w-])")


def _verdict(part: dict[str, Any]) -> Wordings:
    """What is said of the noun: "the protests were largely peaceful", "deemed the rally illegal"."""
    nouns, verdicts = "|".join(_plural(n) for n in part["nouns"]), _either(part["verdicts"])
    linked = rf"(?:{nouns}) (?:\w+ ){{0,6}}?(?:was|were|is|are|been|remained|turned|to be|as) (?:\w+ ){{0,2}}?"
    called = rf"(?:deem|declar|call|label|brand|dubb|rul)\w* (?:\w+ ){{0,4}}?(?:{nouns}) (?:\w+ ){{0,4}}?"
    return Wordings(rf"\b(?:{linked}|{called})(?P<said>{verdicts})(?![\w-])")
