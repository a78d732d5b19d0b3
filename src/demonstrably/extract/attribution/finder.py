"""All frames of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile

from demonstrably.extract.attribution.denials import DenialFrames
from demonstrably.extract.attribution.described import DescribedBodies
from demonstrably.extract.attribution.frames import Frame, Region, without
from demonstrably.extract.attribution.gaps import GappedFrames
from demonstrably.extract.attribution.labels import LabelFrames
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.slogans import Slogans
from demonstrably.extract.attribution.statements import StatementFrames
from demonstrably.extract.attribution.surface import SurfaceFrames
from demonstrably.extract.attribution.verbal import VerbalFrames
from demonstrably.language.analysis import Sentence, Token

_JOINING = ("and", "or", "plus", "with")
"""What begins the second of two figures, each with its source behind it."""


_OF_AMOUNTS = ("NUM", "ADV", "ADJ", "SYM", "DET", "ADP")
"""Parts of speech of what stands in a bare figure ("the more than 300")."""
_PARTING = (",", ";", "-", "–", "—", "--")
"""What parts two voices that give a figure each."""
_OWN_FIGURE = 6
"""Tokens behind the cue of a second voice within which its own figure stands."""


class FrameFinder:
    """Finds frames by the sentence's syntax first, then by its surface."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, is_place: Callable[[str], bool]) -> None:
        """`is_place` tells whether a name is a place's too."""
        phrases = PhraseBuilder(lexicon)
        self._lexicon = lexicon
        self._phrases = phrases
        self._verbal = VerbalFrames(lexicon, names, phrases)
        self._statements = StatementFrames(lexicon, names, phrases)
        self._denials = DenialFrames(lexicon, phrases)
        self._labels = LabelFrames(lexicon, names, is_place)
        self._surface = SurfaceFrames(lexicon, names, self._labels)
        self._slogans = Slogans(lexicon)
        self._described = DescribedBodies(lexicon, names)
        self._gaps = GappedFrames(lexicon, names)

    def find(self, sentence: Sentence) -> list[Frame]:
        """The sentence's frames that have a content, in the order of their cues."""
        found = list(self._syntactic(sentence))
        found += self._verbal.fronted(sentence, found)
        found += self._statements.tending(sentence, found)
        found += self._surface.find(sentence, found)
        found = self._described.mended(sentence, found)
        found = self._slogans.over(sentence, found)
        gapped = self._gaps.find(sentence, found)
        bare = [frame for frame in found if _holds_bare_figure(sentence, frame)]
        found = [*(f if f in bare else _without_others(f, [*gapped, *_of_others(f, bare)]) for f in found), *gapped]
        found += self._denials.find(sentence, list(found))
        return _each_its_own(sentence, sorted(found, key=lambda frame: frame.cue.i))

    def row(self, sentence: Sentence) -> Frame | None:
        """The frame of a table's row, whoever or whatever its name is (see `LabelFrames.row`)."""
        return self._labels.row(sentence)

    def _syntactic(self, sentence: Sentence) -> Iterator[Frame]:
        for token in sentence.tokens:
            frame = self._frame(sentence, token)
            if frame is not None and frame.content:
                yield frame

    def _frame(self, sentence: Sentence, token: Token) -> Frame | None:
        kind = self._lexicon.verb(token)
        if kind is not None:
            return self._verbal.build(sentence, token, kind)
        if token.lower == "according":
            return self._statements.according(sentence, token)
        if token.lower == "per":
            return self._statements.per(sentence, token)
        if token.tag == "POS":
            return self._statements.elliptic(sentence, token)
        if token.lower == "aware":
            return self._statements.aware(sentence, token)
        return self._given(sentence, token)

    def _given(self, sentence: Sentence, token: Token) -> Frame | None:
        """The frame of a noun or light verb that gives figures out."""
        if self._lexicon.is_statement(token) or self._phrases.giver(sentence, token) is not None:
            return self._statements.nominal(sentence, token) or self._statements.listing(sentence, token)
        if token.lemma == "have" or self._lexicon.has("revising", token):
            return self._statements.revised(sentence, token) or self._statements.held(sentence, token)
        if token.pos == "VERB" and self._lexicon.has("arriving", token):
            return self._statements.arrived(sentence, token)
        if token.pos == "VERB" and self._lexicon.has("giving_verbs", token):
            return self._statements.given(sentence, token) or self._statements.held(sentence, token)
        if token.pos == "NOUN" and (
            token.lemma in self._lexicon.nouns["listings"] or token.lemma in self._lexicon.nouns["evidence"]
        ):
            return self._statements.listing(sentence, token)
        return self._statements.total(sentence, token) if self._lexicon.is_total(token) else None


def _of_others(frame: Frame, bare: list[Frame]) -> list[Frame]:
    """Those frames of bare figures that are not of the frame's own holder."""
    start = frame.holder.start if frame.holder is not None else None
    return [other for other in bare if other.holder is not None and other.holder.start != start]


def _without_others(frame: Frame, others: list[Frame]) -> Frame:
    """The frame without what others tell who have no verb of their own ("the unions say 20,000, the police 6,000")."""
    content = frame.content
    for other in others:
        hole = other.content[0]
        content = tuple(part for region in content for part in without(region, hole))
    return replace(frame, content=content) if others else frame


def _holds_bare_figure(sentence: Sentence, frame: Frame) -> bool:
    """Whether a frame gives one bare figure to whom "by" names behind it: "20,000 by the organisers and 8,000 by
    police", "three times the 30 reported by state media"."""
    if frame.holder is None or len(frame.content) != 1 or not (frame.cue.lower == "by" or frame.cue.tag == "VBN"):
        return False
    told = sentence.at(*frame.content[0])
    figure = bool(told) and told[-1].tag == "CD" and told[-1].i + 1 == frame.cue.i
    return figure and all(t.pos in _OF_AMOUNTS for t in told)


def _each_its_own(sentence: Sentence, frames: list[Frame]) -> list[Frame]:
    """The frames, of which two that share a sentence part it between them: where both are appended, at its conjunction
    ("Three died, police said, and 12 were hurt, hospitals said"), and where a second voice sets its figure against the
    first's, at the comma or dash before it ("Organisers say 20,000 marched, police say 5,000")."""
    for i in range(len(frames) - 1):
        first, second = frames[i], frames[i + 1]
        border = _border(sentence, first, second)
        if border is not None:
            frames[i] = replace(first, content=tuple(r for r in first.content if r[0] < border))
            frames[i + 1] = replace(second, content=_from(second.content, border))
        elif (voice := _second_voice(sentence, first, second)) is not None:
            frames[i] = replace(first, content=_up_to(first.content, voice))
            frames[i + 1] = replace(second, content=_from(second.content, voice))
    return frames


def _second_voice(sentence: Sentence, first: Frame, second: Frame) -> int | None:
    """Where a second voice begins that only a comma or dash parts from the figure of a first, and that has its own
    right behind its cue; None of any others."""
    holder = second.holder
    if holder is None or first.holder is None or holder.start == first.holder.start or second.cue.start < holder.end:
        return None
    lead = [t for t in sentence.tokens if t.end <= holder.start]
    if not lead or lead[-1].text not in _PARTING or first.cue.start >= lead[-1].start:
        return None
    told = any(t.tag == "CD" and t.start < holder.start for region in first.content for t in sentence.at(*region))
    behind = takewhile(lambda t: t.text not in _PARTING, sentence.tokens[second.cue.i + 1 : second.cue.i + _OWN_FIGURE])
    return holder.start if told and any(t.tag == "CD" for t in behind) else None


def _border(sentence: Sentence, first: Frame, second: Frame) -> int | None:
    """Where what a second appended cue gives begins behind a first; None where they don't share a sentence so."""
    told = next((r for r in first.content if first.cue.end <= r[0] < second.cue.start <= r[1]), None)
    if told is None or not any(s <= first.cue.start < e for s, e in second.content):
        return None
    joined = next((t for t in sentence.tokens if t.start >= told[0]), None)
    counted = any(t.tag == "CD" for t in sentence.at(told[0], second.cue.start))
    return told[0] if counted and joined is not None and joined.lower in _JOINING else None


def _from(content: tuple[Region, ...], border: int) -> tuple[Region, ...]:
    """The stretches from a border on."""
    return tuple((max(start, border), end) for start, end in content if end > border)


def _up_to(content: tuple[Region, ...], border: int) -> tuple[Region, ...]:
    """The stretches up to a border."""
    return tuple((start, min(end, border)) for start, end in content if start < border)
