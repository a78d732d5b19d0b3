"""Gives mentions the authorities' responses, from their own sentence or the ones that go on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.responses import NONE_REPORTED, ResponseRules
from demonstrably.extract.setting import Setting
from demonstrably.model import Mention, Place

Span = tuple[int, int]
Told = list[tuple[int, str]]
"""Offset in the document's text and kind of response."""

REACH = 2
"""Sentences after a gathering that may still tell the response to it."""
NONE_REACH = 6
"""The same for "there were no arrests", which sums a day up."""


class MentionResponses:
    """Joins responses to the mentions they answer."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self._rules = ResponseRules(codebook, language)

    def give(
        self, discourse: Discourse, setting: Setting, mentions: Sequence[Mention], causes: Sequence[Span]
    ) -> list[Mention]:
        """The mentions with their responses. `causes` are stretches that tell no response."""
        given: dict[str, list[str]] = {m.mention_id: [] for m in mentions}
        for index, (start, end) in enumerate(discourse.spans):
            if not mentions or not self._rules.may_tell(discourse.text[start:end]):
                continue
            for offset, kind in self._told(discourse.text, start, end, causes):
                for mention in self._answered(discourse, setting, mentions, index, offset, kind):
                    given[mention.mention_id].append(kind)
        return [replace(m, responses=self._fitting(m, given[m.mention_id])) for m in mentions]

    def _told(self, text: str, start: int, end: int, causes: Sequence[Span]) -> Told:
        without = [(s - start, e - start) for s, e in causes if s < end and e > start]
        return [(start + at, kind) for at, kind in self._rules.find(text[start:end], without=without)]

    def _answered(
        self, discourse: Discourse, setting: Setting, mentions: Sequence[Mention], index: int, offset: int, kind: str
    ) -> list[Mention]:
        """The mentions that a response answers."""
        here = [m for m in mentions if discourse.index_at(m.start) == index]
        if here:
            nearest = min(abs(m.start - offset) for m in here)
            return [m for m in here if abs(m.start - offset) == nearest or _share_place(m, here)]
        before = self._before(discourse, mentions, index, kind)
        if kind == NONE_REPORTED and before and before[-1].when.date:
            return [m for m in mentions if m.when == before[-1].when and m.status in ("occurred", "ongoing")]
        start, end = discourse.spans[index]
        if kind == "detention" and not self._rules.of_people(discourse.text[start:end]):
            return []
        return _at_places(before, _towns_in(setting, start, end))

    def _before(self, discourse: Discourse, mentions: Sequence[Mention], index: int, kind: str) -> list[Mention]:
        """The mentions of the nearest sentence before that tells of a gathering, in the same paragraph and voice."""
        reach = NONE_REACH if kind == NONE_REPORTED else REACH
        for i in range(index - 1, max(-1, index - 1 - reach), -1):
            found = [m for m in mentions if discourse.index_at(m.start) == i]
            if found:
                return found if kind == NONE_REPORTED or _goes_on(discourse, i, index) else []
        return []

    def _fitting(self, mention: Mention, kinds: Sequence[str]) -> tuple[str, ...]:
        told = self._rules.fitting(tuple(dict.fromkeys(kinds)), mention.status)
        return tuple(k for k in told if k != NONE_REPORTED or "detention" not in told)


def _goes_on(discourse: Discourse, earlier: int, later: int) -> bool:
    """Whether two sentences stand in one paragraph, or in one post."""
    start, end = discourse.spans[earlier][1], discourse.spans[later][0]
    if discourse.post_at(discourse.spans[earlier][0]) != discourse.post_at(end):
        return False
    return "\n" not in discourse.text[start:end] or discourse.post_at(end) is not None


def _share_place(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether all mentions of a sentence are of one place, so that what is told is told of each."""
    return len({tuple(p.place_id or p.written for p in m.places) for m in others}) == 1 and mention in others


def _towns_in(setting: Setting, start: int, end: int) -> list[Place]:
    named = (t for t in setting.toponyms if t.kind == "settlement" and t.role == "place")
    return [t.place for t in named if start <= t.start < end]


def _at_places(mentions: Sequence[Mention], towns: Sequence[Place]) -> list[Mention]:
    """Those mentions that are in the towns a response names; all where it names none."""
    wanted = {t.place_id or t.name for t in towns}
    return [m for m in mentions if not wanted or wanted & {p.place_id or p.name for p in m.places}]
