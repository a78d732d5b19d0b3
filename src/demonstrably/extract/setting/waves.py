"""Waves: figures of a wave of protests all over a country, told without a place ("By the end of the revolt 30 had
died", "has recorded 688 protests and 27 deaths", "The Gezi protests of 2013 left nine dead. 8,000 were injured")."""

from __future__ import annotations

from demonstrably.extract.asking import Asked
from demonstrably.extract.setting.landscape import Landscape, key_of

_SEVERAL = 3
"""Towns that something is set in from which on a text tells of a wave."""
_BACK = 3
"""Sentences of its paragraph before a figure's own in which the wave may be told that it is of."""


class Waves:
    """The figures of one document that are of a wave."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._text = scape.discourse.text
        self._wording = scape.words.wording

    def is_toll(self, asked: Asked) -> bool:
        """Whether a figure is a total of a wave that a clause adds to a count of its own ("bringing the death toll in
        three weeks of unrest to eight"), or of all since one began, in a text of several towns."""
        if self._is_since_unrest(asked):
            return True
        before = self._text[asked.sentence.start : asked.point.start]
        brought = self._wording.brought_to.search(before)
        if brought is None or self._wording.of_wave.search(brought[0]) is None:
            return False
        named = self._scape.between(asked.sentence.start + brought.start(), asked.point.start)
        if any(t.kind == "settlement" for t in named):
            return False
        return bool(named) or len(self._scape.scenes) != 1

    def _is_since_unrest(self, asked: Asked) -> bool:
        if self._wording.since_unrest.search(asked.sentence.text) is None or self._names_town(asked.index):
            return False
        return len(self._scape.scenes) >= _SEVERAL

    def is_told(self, asked: Asked) -> bool:
        """Whether a figure's sentence, which names no town and no spot in one, tells of a wave itself, or goes on about
        one that its paragraph has told of."""
        told, wording = asked.sentence.text, self._wording
        if wording.sum_line.match(told):
            return self._adds_up(asked.sentence.start)
        if self._names_town(asked.index) or wording.same_place.search(told) or self._is_at_spot(asked):
            return False
        return self._is_of_whole(told) or self._goes_on(asked)

    def _is_of_whole(self, told: str) -> bool:
        """Whether a sentence tells of a wave itself, or what a body that counts for a whole country has counted in a
        long time ("As many as 1,400 were killed between July 15 and August 5, the UN said")."""
        wording = self._wording
        if wording.whole_wave.search(told) is not None:
            return True
        long = wording.rights_body.search(told) is not None and wording.long_time.search(told) is not None
        return long and wording.one_gathering.search(told) is None

    def _adds_up(self, start: int) -> bool:
        """Whether a line that adds up stands behind those of several towns of a country ("Lima: 40 held")."""
        before = (t for t in self._scape.between(0, start) if t.kind == "settlement")
        heads = {key_of(t): t.place.country for t in before if self._scape.headings.heads(t)}
        return len(heads) > 1 and len(set(heads.values())) == 1

    def _goes_on(self, asked: Asked) -> bool:
        if any(p.search(asked.sentence.text) for p in (self._wording.of_now, self._wording.one_gathering)):
            return False
        spans = self._scape.discourse.spans
        for index in range(asked.index - 1, max(-1, asked.index - 1 - _BACK), -1):
            start, end = spans[index]
            if "\n" in self._text[start : asked.sentence.start]:
                return False
            told = self._text[start:end]
            if self._wording.spread_to.search(told) and self._only_began(start, end):
                return True
            if self._names_town(index):
                return False
            if self._wording.same_place.search(told) is None and self._is_wave(told):
                return True
        return False

    def _is_wave(self, told: str) -> bool:
        return self._wording.past_wave.search(told) is not None or self._is_of_whole(told)

    def _only_began(self, start: int, end: int) -> bool:
        """Whether a sentence names its towns only as those in which a wave began."""
        towns = [t for t in self._scape.between(start, end) if t.kind == "settlement" and t.role == "place"]
        return all(self._wording.began_in.search(self._text[start : t.start]) for t in towns)

    def _names_town(self, index: int) -> bool:
        start, end = self._scape.discourse.spans[index]
        towns = (t for t in self._scape.between(start, end) if t.kind == "settlement")
        return any(t.role == "place" for t in towns)

    def _is_at_spot(self, asked: Asked) -> bool:
        """Whether something stands at a spot in a town ("in the square")."""
        sentence, words = asked.sentence, self._scape.words
        spots = (t for t in sentence.tokens if t.dep == "pobj" and t.lower in words.venue_heads)
        return any(sentence.head(t).lower in words.strong | {"on"} for t in spots)
