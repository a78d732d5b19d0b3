"""Cues that a passage speaks of a gathering, or of something else: counted by regular expression, without a parse.

The expressions are in the codebook (`en/gatherings`). They serve twice: to pass over a document that has no
gathering before anything is parsed, and as evidence when a figure is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse

KINDS = ("strong", "weak", "faint", "harm", "conflict", "disaster", "crime", "sport", "election")
Counts = dict[str, int]


class Cues:
    """Counts cues of each kind in a text."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/gatherings")
        lists: dict[str, list[str]] = {**table["gathering"], "harm": table["harm"]["words"], **table["other"]}
        self._patterns = {kind: _compile(lists[kind]) for kind in KINDS}

    def count(self, text: str) -> Counts:
        return {kind: len(pattern.findall(text)) for kind, pattern in self._patterns.items()}

    def of(self, discourse: Discourse) -> CueMap:
        """The cues of a document by sentence, counted once whoever asks."""
        return discourse.once(CueMap, lambda: CueMap(self, discourse.text, discourse.spans))

    def any_gathering(self, text: str) -> bool:
        """Whether a text has a word that can speak of a gathering at all: the gate before any parsing."""
        return self.has("strong", text) or self.has("weak", text) or self._two_faint(text)

    def has(self, kind: str, text: str) -> bool:
        return bool(self._patterns[kind].search(text))

    def _two_faint(self, text: str) -> bool:
        """Two different faint cues."""
        first = self._patterns["faint"].search(text)
        if first is None:
            return False
        word = first.group()[:5].lower()
        return any(m.group()[:5].lower() != word for m in self._patterns["faint"].finditer(text, first.end()))


@dataclass(frozen=True)
class CueMap:
    """The cues of one document by sentence. `totals` sums them, `words` is the document's length."""

    cues: Cues
    text: str
    spans: Sequence[tuple[int, int]]

    @cached_property
    def by_sentence(self) -> list[Counts]:
        return [self.cues.count(self.text[start:end]) for start, end in self.spans]

    @cached_property
    def totals(self) -> Counts:
        return {kind: sum(counts[kind] for counts in self.by_sentence) for kind in KINDS}

    @cached_property
    def words(self) -> int:
        return max(1, self.text.count(" ") + 1)

    def near(self, index: int, kind: str, before: int, after: int = 0) -> int:
        """Cues of a kind in the sentences around (not in) sentence `index`."""
        around = [*range(max(0, index - before), index), *range(index + 1, min(len(self.spans), index + 1 + after))]
        return sum(self.by_sentence[i][kind] for i in around)


def _compile(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(patterns) + ")", re.IGNORECASE)
