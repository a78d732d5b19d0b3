"""Cues that a passage speaks of a gathering, or of something else: counted by regular expression, without a parse.

The expressions are in the codebook (`en/gatherings`). They are evidence when a figure is weighed, and tell the rules
which sentences are worth a look. Whether a document is read at all is for the gate (`gate.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.language.wordings import Wordings, counts

OTHERS = ("conflict", "disaster", "crime", "sport", "election", "statistics")
"""Cues of what is no gathering."""
MATTERS = ("game", "celebration", "mishap", "raid", "warfare", "apart")
"""Words of matters that people are counted, hurt or held in beside gatherings; "apart" opens one."""
KINDS = ("strong", "weak", "faint", "harm", *OTHERS, *MATTERS)
Counts = dict[str, int]


class Cues:
    """Counts cues of each kind in a text."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/gatherings")
        lists: dict[str, list[str]] = {**table["gathering"], "harm": table["harm"]["words"], **table["other"]} | table[
            "matters"
        ]
        self._patterns = {kind: _compile(lists[kind]) for kind in KINDS}

    def count(self, text: str) -> Counts:
        return counts(self._patterns, text)

    def of(self, discourse: Discourse) -> CueMap:
        """The cues of a document by sentence, counted once whoever asks."""
        return discourse.once(CueMap, lambda: CueMap(self, discourse.text, discourse.spans))

    def has(self, kind: str, text: str) -> bool:
        return self._patterns[kind].stands_in(text)


@dataclass(frozen=True)
class CueMap:
    """The cues of one document by sentence. `totals` sums them, `words` is the document's length; `told` keeps what
    is made of them for a sentence (`matters.py`)."""

    cues: Cues
    text: str
    spans: Sequence[tuple[int, int]]
    told: dict[int, dict[str, float]] = field(default_factory=dict)

    @cached_property
    def by_sentence(self) -> Counted:
        """Counts by the sentence's number; each sentence is counted when it is first asked for."""
        return Counted(self.cues, self.text, self.spans)

    @cached_property
    def totals(self) -> Counts:
        told = list(self.by_sentence)
        return {kind: sum([here[kind] for here in told]) for kind in KINDS}

    @cached_property
    def words(self) -> int:
        return max(1, self.text.count(" ") + 1)

    @cached_property
    def paragraphs(self) -> list[range]:
        """The sentences of the paragraph that each sentence stands in."""
        found: list[range] = []
        for i, (start, _) in enumerate(self.spans):
            begins = i == 0 or "\n" in self.text[self.spans[i - 1][1] - 1 : start]
            found.append(range(i if begins else found[-1].start, i + 1))
        for i in range(len(found) - 2, -1, -1):
            if found[i + 1].start == found[i].start:
                found[i] = found[i + 1]
        return found

    def near(self, index: int, kind: str, before: int, after: int = 0) -> int:
        """Cues of a kind in the sentences around (not in) sentence `index`."""
        around = [*range(max(0, index - before), index), *range(index + 1, min(len(self.spans), index + 1 + after))]
        return sum(self.by_sentence[i][kind] for i in around)


class Counted(Sequence[Counts]):
    """The counts of all sentences, made on demand."""

    def __init__(self, cues: Cues, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._count, self._text, self._spans = cues.count, text, spans
        self._known: dict[int, Counts] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> Counts: ...
    @overload
    def __getitem__(self, index: slice) -> list[Counts]: ...
    def __getitem__(self, index: int | slice) -> Counts | list[Counts]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index not in self._known:
            start, end = self._spans[index]
            self._known[index] = self._count(self._text[start:end])
        return self._known[index]


def _compile(patterns: Sequence[str]) -> Wordings:
    return Wordings(r"(?<![^\W_])(?:" + "|".join(patterns) + ")")
