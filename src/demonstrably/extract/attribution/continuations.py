"""Continuations: sentences that go on with the figure of the one before, and so by the same count."""

from __future__ import annotations

from collections.abc import Callable

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

Holding = Callable[[Discourse, int, int, int], list[Frame]]
"""The frames of a sentence, by its number, that hold a span."""

_HEDGED = 4
"""Tokens before the figure at a sentence's head: "At least another three"."""
_HEDGES = ("ADV", "ADP", "ADJ", "DET")
_FARTHEST = 4
"""Sentences on end that may go on with one figure."""


class Continuations:
    """Finds whose figure a sentence goes on with that names nobody itself."""

    def __init__(
        self, lexicon: CueLexicon, frames_of: Callable[[Discourse, int], list[Frame]], holding: Holding
    ) -> None:
        self._lexicon = lexicon
        self._frames_of = frames_of
        self._holding = holding

    def frames(self, discourse: Discourse, index: int) -> list[Frame]:
        """The frames of the sentence before, where this one only breaks its figure down ("The monitor tallied 178
        detentions. Moscow accounts for nearly half with 84 people") or counts on without saying whom ("Eight people
        were taken to hospital, the ministry says. Three are in a serious condition"); [] elsewhere."""
        for back in range(min(index, _FARTHEST)):
            if not self._goes_on(discourse, index - back):
                return []
            figures = [t for t in discourse.sentence(index - back - 1).tokens if t.tag == "CD"]
            held = (self._holding(discourse, index - back - 1, t.start, t.end) for t in figures)
            if frames := next(filter(None, held), None):
                return frames
        return []

    def _goes_on(self, discourse: Discourse, index: int) -> bool:
        """Whether a sentence goes on with the figure of the one before and names nobody."""
        start, end = discourse.spans[index]
        if not index or "\n" in discourse.text[discourse.spans[index - 1][1] : start].strip(" "):
            return False
        if not (self._lexicon.breaks_down(discourse.text[start:end]) or _counts_on(discourse.sentence(index))):
            return False
        return not any(frame.holder for frame in self._frames_of(discourse, index) if not frame.stance)


def _counts_on(sentence: Sentence) -> bool:
    """Whether a sentence begins with a figure that leaves out what it counts: "Three are in a serious condition", "At
    least 21 others were hurt"."""
    tokens = sentence.tokens
    at = next((t.i for t in tokens[:_HEDGED] if t.tag == "CD"), None)
    if at is None or not all(t.pos in _HEDGES for t in tokens[:at]) or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    if following.lower == "more" and at + 2 < len(tokens):
        following = tokens[at + 2]
    return following.lower == "others" or _is_finite(following)


def _is_finite(token: Token) -> bool:
    """Whether a token begins a predicate: "are", "were", "remain", "will"."""
    return token.pos == "AUX" or token.tag in ("VBD", "VBP", "VBZ", "MD")
