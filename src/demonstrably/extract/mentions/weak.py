"""Sentences that name no gathering but tell of one in a text about gatherings ("In Porto, roads are blocked")."""

from __future__ import annotations

from demonstrably.codebook import Codebook
from demonstrably.extract.event_types import Trigger, phrase_head
from demonstrably.language.analysis import Sentence
from demonstrably.language.wordings import Wordings

KIND = "demonstration"
"""The type of a gathering that no word names."""


class WeakCues:
    """Reads the codebook's table "<language>/events", section weak."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        lists = codebook.table(f"{language}/events")["weak"]
        patterns = "|".join(p for patterns in lists.values() for p in patterns)
        self._any = Wordings(rf"(?<![^\W_])(?:{patterns})")

    def may_tell(self, text: str) -> bool:
        """Whether a sentence has a weak cue at all."""
        return self._any.stands_in(text)

    def trigger(self, sentence: Sentence) -> Trigger | None:
        """The sentence's first weak cue as an unsure trigger, None without one."""
        match = self._any.search(sentence.text)
        if match is None:
            return None
        start, end = sentence.start + match.start(), sentence.start + match.end()
        tokens = sentence.at(start, end)
        return Trigger(phrase_head(sentence, tokens), start, end, KIND, sure=False, weak=True) if tokens else None
