"""Continuations: sentences that go on with the figure of the one before, and so by the same count."""

from __future__ import annotations

from collections.abc import Callable

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

Holding = Callable[[Discourse, int, int, int], list[Frame]]
"""The frames of a sentence, by its number, that hold a span."""

_HEDGED = 4
"""Tokens before the figure at a sentence's head: "At least another three"."""
_COUNTED = 3
"""Tokens behind such a figure that say what it counts: "four riot police officers"."""
_HEDGES = ("ADV", "ADP", "ADJ", "DET")
_FARTHEST = 4
"""Sentences on end that may go on with one figure."""


class Continuations:
    """Finds whose figure a sentence goes on with that names nobody itself."""

    def __init__(
        self,
        lexicon: CueLexicon,
        names: SourceNames,
        frames_of: Callable[[Discourse, int], list[Frame]],
        holding: Holding,
    ) -> None:
        self._lexicon = lexicon
        self._names = names
        self._frames_of = frames_of
        self._holding = holding

    def frames(self, discourse: Discourse, index: int) -> list[Frame]:
        """The frames of the sentence before, where this one only breaks its figure down ("The monitor tallied 178
        detentions. Moscow accounts for nearly half with 84 people") or counts on without saying whom ("Eight people
        were taken to hospital, the ministry says. Three are in a serious condition"); [] elsewhere."""
        for back in range(min(index, _FARTHEST)):
            if not self._goes_on(discourse, index - back):
                break
            figures = [t for t in discourse.sentence(index - back - 1).tokens if t.tag == "CD"]
            held = (self._holding(discourse, index - back - 1, t.start, t.end) for t in figures)
            if frames := next(filter(None, held), None):
                return frames
        return self._of_own_people(discourse, index)

    def _of_own_people(self, discourse: Discourse, index: int) -> list[Frame]:
        """The frames of the sentence before where the police speak in it and this one begins with how many of theirs
        were hurt ("Police said six people were held. Two officers were injured"); [] elsewhere."""
        if not self._follows(discourse, index) or not self._counts_forces(discourse.sentence(index)):
            return []
        if any(frame.holder for frame in self._frames_of(discourse, index) if not frame.stance):
            return []
        told = [(f, f.holder) for f in self._frames_of(discourse, index - 1) if f.holder is not None and not f.stance]
        return [f for f, h in told[-1:] if self._names.kind_of(h.text) == "police" and not self._counts(f)]

    def _counts(self, frame: Frame) -> bool:
        """Whether somebody only puts a number to a crowd ("The police put it at 1,100")."""
        kind = self._lexicon.verb(frame.cue)
        return frame.cue.lower == "by" or (kind is not None and kind.name == "count")

    def _counts_forces(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a number of policemen or soldiers."""
        at = _figure_at_head(sentence)
        counted = sentence.tokens[at + 1 : at + 1 + _COUNTED] if at is not None else ()
        return any(t.lemma.lower() in self._lexicon.nouns["forces"] for t in counted)

    def _goes_on(self, discourse: Discourse, index: int) -> bool:
        """Whether a sentence goes on with the figure of the one before and names nobody."""
        start, end = discourse.spans[index]
        if not self._follows(discourse, index):
            return False
        if not (self._lexicon.breaks_down(discourse.text[start:end]) or _counts_on(discourse.sentence(index))):
            return False
        return not any(frame.holder for frame in self._frames_of(discourse, index) if not frame.stance)

    @staticmethod
    def _follows(discourse: Discourse, index: int) -> bool:
        """Whether there is a sentence before one of that number in its paragraph."""
        start = discourse.spans[index][0]
        return index > 0 and "\n" not in discourse.text[discourse.spans[index - 1][1] : start].strip(" ")


def _figure_at_head(sentence: Sentence) -> int | None:
    """The number of the figure that a sentence begins with, hedged or not; None where it begins with anything else."""
    tokens = sentence.tokens
    at = next((t.i for t in tokens[:_HEDGED] if t.tag == "CD"), None)
    return at if at is not None and all(t.pos in _HEDGES for t in tokens[:at]) else None


def _counts_on(sentence: Sentence) -> bool:
    """Whether a sentence begins with a figure that leaves out what it counts: "Three are in a serious condition", "At
    least 21 others were hurt"."""
    tokens, at = sentence.tokens, _figure_at_head(sentence)
    if at is None or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    if following.lower == "more" and at + 2 < len(tokens):
        following = tokens[at + 2]
    return following.lower == "others" or _is_finite(following)


def _is_finite(token: Token) -> bool:
    """Whether a token begins a predicate: "are", "were", "remain", "will"."""
    return token.pos == "AUX" or token.tag in ("VBD", "VBP", "VBZ", "MD")
