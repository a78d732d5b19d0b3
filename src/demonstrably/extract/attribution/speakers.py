"""Speakers: who may be the source of a figure, in its sentence and in those around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.phrases import Phrase
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

LOOK = 1
"""Sentences before and after a figure's in which who speaks may be its source; more of them win nothing."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who may be a figure's source, by one of his mentions.

    `index` is the number of the mention's sentence; `frame` what he says there, None for one who is only named and for
    the author of a post; `rank` his place among those whom the rules of attribution give, the original speaker's 0,
    None for others; `phrase` the mention where no rule gave him.
    """

    attribution: Attribution
    index: int
    frame: Frame | None = None
    rank: int | None = None
    phrase: Phrase | None = None

    @property
    def key(self) -> str:
        """What makes two mentions those of one speaker."""
        return (self.attribution.canonical or self.attribution.name).lower().removeprefix("the ")


_Find = Callable[[Discourse, int], Iterator[Speaker]]


class Speakers:
    """Finds the speakers around a figure."""

    def __init__(self, rules: AttributionRules) -> None:
        self._rules = rules

    def of(self, discourse: Discourse, start: int, end: int) -> list[Speaker]:
        """All speakers around a span: those whom the rules give first, the original speaker at their head."""
        index = discourse.index_at(start)
        found: dict[tuple[int, int], Speaker] = {}
        for rank, attribution in enumerate(self._rules.attributions(discourse, start, end)):
            at = discourse.index_at(attribution.start) if attribution.cue else index
            found[_span(attribution)] = Speaker(attribution, at, rank=rank)
        for speaker in (s for k in self.around(discourse, index) for s in self._once(discourse, k, self._speaking)):
            known = found.get(_span(speaker.attribution))
            found[_span(speaker.attribution)] = _joined(known, speaker, start, end)
        for speaker in self._once(discourse, index, self._named):
            phrase = speaker.phrase
            if phrase is not None and not any(s < phrase.end and phrase.start < e for s, e in found):
                found[_span(speaker.attribution)] = speaker
        return [_as_told(speaker, start, end) for speaker in found.values()]

    def around(self, discourse: Discourse, index: int) -> list[int]:
        """The numbers of the sentences in which who speaks may be the source of a figure in one: its own, and those
        beside it that have a cue."""
        near = range(max(0, index - LOOK), min(len(discourse.spans), index + LOOK + 1))
        return [k for k in near if k == index or self._rules.has_cue(discourse, k)]

    @staticmethod
    def _once(discourse: Discourse, index: int, find: _Find) -> list[Speaker]:
        """What `find` gives for a sentence, found once a document."""
        return discourse.once((find, index), lambda: list(find(discourse, index)))

    def _speaking(self, discourse: Discourse, index: int) -> Iterator[Speaker]:
        """Who says or relays something in a sentence."""
        for frame in self._rules.frames_of(discourse, index):
            for phrase in (frame.holder, frame.relay):
                if phrase is not None and not _is_own(phrase) and self._rules.is_somebody(discourse, phrase):
                    yield Speaker(self._rules.from_phrase(discourse, frame, phrase), index, frame, phrase=phrase)

    def _named(self, discourse: Discourse, index: int) -> Iterator[Speaker]:
        """Who is named in a sentence: bodies and persons, and whatever is a known kind of source."""
        sentence = discourse.sentence(index)
        for token in sentence.tokens:
            phrase = self._rules.named(sentence, token) if _heads(sentence, token) else None
            if phrase is not None and not _is_own(phrase):
                frame = Frame(phrase, sentence.head(token), ())
                yield Speaker(self._rules.from_phrase(discourse, frame, phrase), index, phrase=phrase)


def _is_own(phrase: Phrase) -> bool:
    """Whether it is the speaker's own people that are named ("our lawyers know of 118"): their words are his."""
    return phrase.head.pos == "NOUN" and phrase.text.lower().startswith(("our ", "my "))


def _span(attribution: Attribution) -> tuple[int, int]:
    return attribution.start, attribution.end


def _heads(sentence: Sentence, token: Token) -> bool:
    """Whether a token is the head of its noun phrase."""
    inside = token.dep == "compound" and sentence.head(token).pos in ("PROPN", "NOUN")
    return token.pos in ("NOUN", "PROPN") and not inside


def _joined(known: Speaker | None, speaker: Speaker, start: int, end: int) -> Speaker:
    """One mention found twice: as the rules give it, with the frame that holds the figure rather than another."""
    if known is None:
        return speaker
    frame, other = known.frame, speaker.frame
    better = frame is None or (other is not None and _worth(other, start, end) > _worth(frame, start, end))
    return replace(known, frame=other, index=speaker.index, phrase=speaker.phrase) if better else known


def _worth(frame: Frame, start: int, end: int) -> tuple[bool, bool]:
    return frame.closeness(start, end) is not None, not frame.stance


def _as_told(speaker: Speaker, start: int, end: int) -> Speaker:
    """The speaker; one whose denial is of something else denies nothing here."""
    holds = speaker.rank is not None or (speaker.frame is not None and speaker.frame.closeness(start, end) is not None)
    return speaker if holds else replace(speaker, attribution=replace(speaker.attribution, denies=False))
