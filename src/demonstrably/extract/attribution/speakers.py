"""Speakers: who may be the source of a figure.

These are all whom the rules of attribution give, wherever they are named, and whoever speaks or is named in its
sentence. Of those who speak in the sentences beside it, only ones whose words the text itself ties to the figure: to
weigh all of them was tried and won nothing. In a list, whoever gives it speaks in every line that names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.listed import ListSources
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

_TAKEN_UP = (
    r"\b(?:also|further|another|more{than}|others?|in addition|additionally|of (?:them|these|those)|among them|so far"
    r"|bringing|the rest|remaining|the (?:dead|deceased|injured|wounded)|victims?)\b"
)
TAKEN_UP = re.compile(_TAKEN_UP.format(than=""), re.IGNORECASE)
"""What goes on with something told before."""
_LINKS = re.compile(_TAKEN_UP.format(than="(?! than)"), re.IGNORECASE)
"""The same where somebody speaks in the sentence itself: his "more than 70" goes on with nothing."""
_OF_THIS = re.compile(
    r"\b(?:this|these|the (?:information|figures?|numbers?|news|data|reports?|count|tally|toll|total))\b", re.IGNORECASE
)
"""What stands for what was told before."""


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

    def __init__(self, rules: AttributionRules, lists: ListSources) -> None:
        self._rules = rules
        self._lists = lists

    def has_the_floor(self, discourse: Discourse, start: int, end: int) -> bool:
        """Whether the text leaves no doubt that somebody tells what a span holds: a post's author, who speaks in a
        transcript or below the line that announces him, whoever gives a list, or whom the sentence behind credits with
        the figure."""
        if self._rules.has_author(discourse, start) or self._rules.is_announced(discourse, start):
            return True
        named = self._rules.attributions(discourse, start, end)
        return not named and bool(self._lists.of(discourse, start) or self._rules.credited(discourse, start))

    def of(self, discourse: Discourse, start: int, end: int) -> list[Speaker]:
        """All speakers around a span: those whom the rules give first, the original speaker at their head."""
        index = discourse.index_at(start)
        found: dict[tuple[int, int], Speaker] = {}
        given = self._rules.attributions(discourse, start, end) or self._lists.of(discourse, start)
        given = given or self._rules.credited(discourse, start)
        for rank, attribution in enumerate(given):
            at = discourse.index_at(attribution.start) if attribution.cue else index
            found.setdefault(_span(attribution), Speaker(attribution, at, rank=rank))
        acted, aside = self._acts_police(discourse, index), set[int]()
        for speaker in (
            s for k in _linked(discourse, index, told=bool(given)) for s in self._once(discourse, k, self._speaking)
        ):
            if acted and speaker.index < index and speaker.attribution.kind != "police":
                continue  # "A judge told them ... Police have so far arrested 12"
            if _speaks_aside(speaker, start, end):
                aside.add(speaker.attribution.start)
                continue
            known = found.get(_span(speaker.attribution))
            found[_span(speaker.attribution)] = _joined(known, speaker, start, end)
        for speaker in self._once(discourse, index, self._named):
            phrase = speaker.phrase
            if (
                phrase is not None
                and phrase.start not in aside
                and not any(s < phrase.end and phrase.start < e for s, e in found)
            ):
                found[_span(speaker.attribution)] = speaker
        return [_as_told(speaker, start, end) for speaker in found.values()]

    @staticmethod
    def _once(discourse: Discourse, index: int, find: _Find) -> list[Speaker]:
        """What `find` gives for a sentence, found once a document."""
        return discourse.once((find, index), lambda: list(find(discourse, index)))

    def _acts_police(self, discourse: Discourse, index: int) -> bool:
        """Whether a sentence is about what the police did ("Police have so far arrested 12")."""
        sentence = discourse.sentence(index)
        subject = next((t for t in sentence.tokens if t.dep == "nsubj" and sentence.head(t).dep == "ROOT"), None)
        return subject is not None and subject.pos != "PRON" and self._rules.kind_of(subject.text) == "police"

    def _speaking(self, discourse: Discourse, index: int) -> Iterator[Speaker]:
        """Who says or relays something in a sentence."""
        for frame in self._rules.frames_of(discourse, index):
            for phrase in (frame.holder, frame.relay):
                if phrase is None or self._rules.is_own(phrase):
                    continue
                if self._rules.is_somebody(discourse, phrase):
                    yield Speaker(self._rules.from_phrase(discourse, frame, phrase), index, frame, phrase=phrase)

    def _named(self, discourse: Discourse, index: int) -> Iterator[Speaker]:
        """Who is named in a sentence: bodies and persons, and whatever is a known kind of source."""
        sentence = discourse.sentence(index)
        for token in sentence.tokens:
            phrase = self._rules.named(sentence, token) if _heads(sentence, token) else None
            if phrase is not None and not self._rules.is_own(phrase):
                frame = Frame(phrase, sentence.head(token), ())
                yield Speaker(self._rules.from_phrase(discourse, frame, phrase), index, phrase=phrase)


def _linked(discourse: Discourse, index: int, *, told: bool) -> Iterator[int]:
    """The numbers of a sentence and of those beside it that go with it: the one before where it takes something up
    ("Another 37 were injured", "The figure for Porto fell to 128"), the one behind where that speaks of what was told
    ("Open Doors reported this")."""
    text, spans = discourse.text, discourse.spans
    takes_up = (_LINKS if told else TAKEN_UP).search(text, *spans[index]) or _OF_THIS.search(text, *spans[index])
    if takes_up and _share_paragraph(discourse, index - 1):
        yield index - 1
    yield index
    if _share_paragraph(discourse, index) and _is_of_this(discourse, index + 1):
        yield index + 1


def _is_of_this(discourse: Discourse, index: int) -> bool:
    """Whether a sentence speaks of what was told before it, and gives no figure of its own ("puts the toll at 31")."""
    if _OF_THIS.search(discourse.text, *discourse.spans[index]) is None:
        return False
    return all(token.tag != "CD" for token in discourse.sentence(index).tokens)


def _share_paragraph(discourse: Discourse, index: int) -> bool:
    """Whether a sentence of that number and the next stand in one paragraph."""
    spans = discourse.spans
    return 0 <= index < len(spans) - 1 and "\n" not in discourse.text[spans[index][0] : spans[index + 1][0]]


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


def _speaks_aside(speaker: Speaker, start: int, end: int) -> bool:
    """Whether somebody only says something else of the place told: "In Italy, where unions said 300,000 marched, a
    rally in Turin drew 12,000"."""
    frame = speaker.frame
    if frame is None or frame.holder is None or frame.cue.dep != "relcl" or frame.closeness(start, end) is not None:
        return False
    return any(t.lower == "where" for t in frame.holder.sentence.children(frame.cue, "advmod"))


def _worth(frame: Frame, start: int, end: int) -> tuple[bool, bool]:
    return frame.closeness(start, end) is not None, not frame.stance


def _as_told(speaker: Speaker, start: int, end: int) -> Speaker:
    """The speaker; one whose denial is of something else denies nothing here."""
    holds = speaker.rank is not None or (speaker.frame is not None and speaker.frame.closeness(start, end) is not None)
    return speaker if holds else replace(speaker, attribution=replace(speaker.attribution, denies=False))
