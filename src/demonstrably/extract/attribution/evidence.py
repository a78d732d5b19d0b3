"""What speaks for and against a candidate as the source of a passage: features of syntax, order and wording.

The features are general (relations, classes of cues, distances); the only words among them are pronouns, the common
noun that heads a candidate and the word that governs the passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.passages import Candidate, Passage
from demonstrably.language.analysis import Sentence, Token

_BREAKS = (",", ":", ";", '"', "“", "”", "—", "--", "(", ")")
_DISTANCES = (0, 1, 2, 3, 4, 7, 12, 25)
"""Tokens; distances are told apart as far as these steps."""

_HIGHEST_RANK = 5
_LONGEST_WAY = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """The source that the frames propose for a passage: its span, and whether only a stance gives it."""

    start: int
    end: int
    stance: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What frames tell about a passage: their proposal, None without one, and all frames of the sentences around."""

    proposal: Proposal | None
    frames: dict[int, list[Frame]]


class SourceEvidence:
    """Describes the candidates of a passage, and the case that it has no source, by features."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def of_none(self, passage: Passage, around: Surroundings) -> list[str]:
        """The features of a passage that nobody is named for."""
        proposal = around.proposal
        kind = "none" if proposal is None else "stance" if proposal.stance else "speech"
        text = passage.discourse.text
        features = ["none", f"none:proposal={kind}", f"none:marking={passage.marking}"]
        if "?" in text[passage.end - 1 : passage.end + 1]:
            features.append("none:question")
        top = passage.tops.get(passage.first)
        return features if top is None else features + self._ungoverned(passage.discourse.sentence(passage.first), top)

    def _ungoverned(self, sentence: Sentence, top: Token) -> list[str]:
        governor = sentence.head(top)
        if governor.i == top.i:
            return ["none:root"]
        relations = {child.dep for child in sentence.children(governor)}
        features = [
            f"none:relation={top.dep}",
            f"none:governor={governor.lemma}",
            f"none:class={self._class(governor)}:{top.dep}",
            f"none:tag={governor.tag}",
        ]
        if "auxpass" in relations and "agent" not in relations:
            features.append("none:passive")
        if relations.isdisjoint(("nsubj", "nsubjpass", "agent", "poss")):
            features.append("none:subjectless")
        return features

    def of_candidates(self, passage: Passage, around: Surroundings, found: Sequence[Candidate]) -> list[list[str]]:
        """The features of each candidate, in the same order."""
        before = sum(c.token.start < passage.start for c in found)
        ranks = [before - 1 - k if k < before else k - before for k in range(len(found))]
        return [
            list(self._features(passage, around, candidate, min(rank, _HIGHEST_RANK)))
            for candidate, rank in zip(found, ranks, strict=True)
        ]

    def _features(self, passage: Passage, around: Surroundings, candidate: Candidate, rank: int) -> Iterator[str]:
        side = "before" if candidate.token.start < passage.start else "after"
        yield from _of_word(candidate)
        yield from _of_order(passage, candidate, side, rank)
        yield from _of_frames(passage, around, candidate)
        yield from self._of_governor(passage, candidate)
        if candidate.index in passage.tops:
            yield from self._of_way(passage, candidate)
            yield from _of_distance(passage, candidate, side)
        else:
            yield from _of_paragraph(passage, candidate)

    def _of_governor(self, passage: Passage, candidate: Candidate) -> Iterator[str]:
        """The relations from the candidate up to the verb or cue that governs it, and that word's class."""
        sentence, token = candidate.sentence, candidate.token
        relations, governor = [token.dep], sentence.head(token)
        while not self._governs(governor) and not passage.holds(governor) and len(relations) < 4:
            relations.append(governor.dep)
            governor = sentence.head(governor)
        kind = "passage" if passage.holds(governor) else self._class(governor)
        up = "<".join(relations)
        yield f"up={up}"
        yield f"up={up}:{kind}"
        yield f"governed={token.dep}:{kind}:{passage.offset(candidate.index)}"
        if sentence.children(governor, "neg"):
            yield f"negated={kind}"

    def _of_way(self, passage: Passage, candidate: Candidate) -> Iterator[str]:
        """The way through the syntax from the candidate to the passage's top."""
        sentence, token = candidate.sentence, candidate.token
        upward = [token, *sentence.ancestors(token)]
        downward = [passage.tops[candidate.index], *sentence.ancestors(passage.tops[candidate.index])]
        steps = {t.i: k for k, t in enumerate(downward)}
        up = next((k for k, t in enumerate(upward) if t.i in steps), None)
        if up is None:
            return
        meeting, down = upward[up], steps[upward[up].i]
        kind = "passage" if passage.holds(meeting) else self._class(meeting)
        path = ">".join(t.dep for t in reversed(downward[:down][:4]))
        joints = f"{upward[up - 1].dep if up else '-'}:{downward[down - 1].dep if down else '-'}"
        yield f"down={path}:{kind}"
        yield f"joints={joints}:{kind}"
        yield f"way={min(up + down, _LONGEST_WAY)}"
        yield f"way={min(up, 4)}:{min(down, 4)}"

    def _governs(self, token: Token) -> bool:
        cue = token.lower == "according" or self._lexicon.is_statement(token)
        return cue or token.pos in ("VERB", "AUX") or token.head == token.i

    def _class(self, token: Token) -> str:
        """The class of a cue verb or noun, of any other word the part of speech."""
        kind = self._lexicon.verb(token)
        if kind is not None:
            return kind.name
        if token.lower == "according":
            return token.lower
        return "statement" if self._lexicon.is_statement(token) else token.pos.lower()


def _of_word(candidate: Candidate) -> Iterator[str]:
    token = candidate.token
    pronoun = token.pos == "PRON" or token.tag in ("PRP$", "WP", "WDT")
    label = next((n.label for n in candidate.sentence.names if n.first <= token.i <= n.last), "none")
    yield "candidate"
    yield f"word={token.lower if pronoun else token.pos}"
    yield f"label={label}"
    yield f"tag={token.tag}"
    if token.pos == "NOUN":
        yield f"noun={token.lemma}"


def _of_order(passage: Passage, candidate: Candidate, side: str, rank: int) -> Iterator[str]:
    """Where the candidate stands to the passage, and whether in its quotation or another's."""
    offset, marking = passage.offset(candidate.index), passage.marking
    quotation = passage.discourse.quotation_at(candidate.token.start)
    voice = "own" if quotation is None else "same" if quotation == passage.quotation else "other"
    yield f"voice={voice}:{marking}"
    yield f"offset={offset}:{marking}"
    yield f"offset={offset}:{candidate.token.dep}"
    yield f"side={side}:{offset}:{marking}"
    yield f"rank={side}:{rank}"
    yield f"rank={side}:{rank}:{marking}"


def _of_frames(passage: Passage, around: Surroundings, candidate: Candidate) -> Iterator[str]:
    """Whether the frames propose the candidate, and whether it holds a frame at all."""
    at, token, proposal = f"{passage.offset(candidate.index)}:{passage.marking}", candidate.token, around.proposal
    if proposal is not None:
        agreed = f"{proposal.start <= token.start < proposal.end}:{'stance' if proposal.stance else 'speech'}"
        yield f"proposed={agreed}"
        yield f"proposed={agreed}:{at}"
    frames = around.frames.get(candidate.index, [])
    held = [f for f in frames if f.holder is not None and f.holder.start <= token.start < f.holder.end]
    heads = any(f.holder is not None and f.holder.head.i == token.i for f in held)
    yield f"holder={bool(held)}:{heads}:{at}"
    if held:
        yield f"holder={'stance' if all(f.stance for f in held) else 'speech'}:{heads}"
        if any(f.closeness(passage.start, passage.end) for f in held):
            yield f"holds={heads}"


def _of_distance(passage: Passage, candidate: Candidate, side: str) -> Iterator[str]:
    """What stands between a candidate and the passage in one sentence."""
    token = candidate.token
    low, high = (token.end, passage.start) if side == "before" else (passage.end, token.start)
    between = [t for t in candidate.sentence.tokens if t.start >= low and t.end <= high]
    distance = max(step for step in _DISTANCES if step <= len(between))
    breaks = "".join(sorted({t.text for t in between if t.text in _BREAKS}))
    yield f"distance={side}:{distance}"
    yield f"distance={side}:{distance}:{passage.marking}"
    yield f"between={side}:{breaks}"
    yield f"verbs={side}:{min(3, sum(t.pos == 'VERB' for t in between))}"


def _of_paragraph(passage: Passage, candidate: Candidate) -> Iterator[str]:
    """How a candidate of another sentence stands to the passage's paragraph."""
    token, offset = candidate.token, passage.offset(candidate.index)
    between = passage.discourse.text[min(token.start, passage.end) : max(token.start, passage.start)]
    named = token.pos == "PROPN"
    yield f"elsewhere={token.dep}:{named}:{offset}:{passage.marking}:{passage.opens_paragraph}"
    yield f"paragraph={offset}:{chr(10) in between}"
