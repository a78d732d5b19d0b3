"""Pointing: words that tell a figure's place by pointing to a town told before it ("shot dead there", "12 were held in
the same city")."""

from __future__ import annotations

import re

from demonstrably.extract.asking import Asked
from demonstrably.extract.setting.datelines import opens_report
from demonstrably.extract.setting.landscape import Landscape
from demonstrably.gazetteer import Toponym

_BACK = 2
"""Sentences before a figure's own in which the town may have been told, with one break of paragraphs at most."""
_TWO = 2
"""Towns that "the former" and "the latter" are told of."""
_BREAK = re.compile(r"\n\s*")
_APART = re.compile(r"[,;] | and ")
_NEAR = 60
"""Characters before a country in which it stands that a gathering elsewhere is for it."""
_LEAD = 3
"""Characters before words that point, at most, where they open a sentence ("In the same city, nine people ...")."""


class Pointing:
    """The towns of one document that something points to."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def town_of(self, asked: Asked) -> Toponym | None:
        """The town that a figure's clause points to: the last before it that something is located at, or the country
        that people gathered for there. None where nothing points, or a place is named between."""
        wording, sentence = self._scape.words.wording, asked.sentence
        if (home := self._home_of(asked)) is not None:
            return home
        if (ranked := self._by_order(asked)) is not None:
            return ranked
        if not wording.points.stands_in(sentence.text):
            return None
        text, before = self._scape.discourse.text, asked.point.start
        if any(t.role == "place" for t in self._scape.between(sentence.start, sentence.end)):
            lead = wording.points.search(text, sentence.start, sentence.end)
            behind = wording.points_behind.match(text, asked.point.end)
            if behind is not None and behind.end() <= sentence.end:
                low, high = asked.point.start, behind.end()
            elif lead is not None and lead.start() < sentence.start + _LEAD:
                low, high, before = lead.start(), asked.point.end, lead.start()
            else:
                return None
            if any(t.role == "place" for t in self._scape.between(low, high)):
                return None
        start, _ = self._scape.discourse.spans[max(0, asked.index - _BACK)]
        told = [t for t in self._scape.between(start, before) if self._is_told(t) or self._is_far(t)]
        return told[-1] if told and len(_BREAK.findall(text, told[-1].end, before)) < _BACK else None

    def _by_order(self, asked: Asked) -> Toponym | None:
        """The first or second of the two towns that the sentence before tells of, for a figure that is told of "the
        former" or "at the second"; None for all else."""
        sentence, text = asked.sentence, self._scape.discourse.text
        found = list(self._scape.words.wording.by_order.finditer(text, sentence.start, sentence.end))
        towns = self._towns_before(asked) if found else []
        if len(towns) != _TWO:
            return None
        start, end = asked.point.start, asked.point.end
        gaps = {m[0].lower(): text[m.end() : start] or text[end : m.start()] for m in found}
        near = min(gaps, key=lambda words: (_APART.search(gaps[words]) is not None, len(gaps[words])))
        return towns[0] if "former" in near or "first" in near else towns[1]

    def is_by_order(self, asked: Asked) -> bool:
        """Whether a figure is told of one of two towns by their order."""
        return asked.figure is not None and self._by_order(asked) is not None

    def each_of(self, asked: Asked) -> list[Toponym]:
        """The towns that the sentence before tells of, for a figure that is told of each of them ("Twelve were arrested
        in each city"); [] for all else."""
        each = self._scape.words.wording.each_town.search(asked.sentence.text)
        return self._towns_before(asked) if each else []

    def _towns_before(self, asked: Asked) -> list[Toponym]:
        """The towns of the sentence before in the paragraph; [] where a figure's own names a place."""
        spans = self._scape.discourse.spans
        if not asked.index or any(t.role == "place" for t in self._scape.between(*spans[asked.index])):
            return []
        start, end = spans[asked.index - 1]
        told = [t for t in self._scape.between(start, end) if t.kind == "settlement" and t.role == "place"]
        return told if "\n" not in self._scape.discourse.text[start : asked.sentence.start] else []

    def _is_far(self, mention: Toponym) -> bool:
        """Whether people elsewhere gathered for those in a country ("in support of protesters in Iran")."""
        text = self._scape.discourse.text
        far = self._scape.words.wording.far_land.search(text, max(0, mention.start - _NEAR), mention.start)
        return mention.kind == "country" and far is not None

    def _home_of(self, asked: Asked) -> Toponym | None:
        """The country of the people of a figure's sentence who speak of their home ("Kenyans in London held a vigil for
        the 60 killed at home")."""
        behind = self._scape.words.wording.at_home.match(self._scape.discourse.text, asked.point.start)
        if behind is None or behind.end() > asked.sentence.end:
            return None
        told = self._scape.between(asked.sentence.start, asked.point.start)
        return next((t for t in reversed(told) if t.role == "demonym"), None)

    def desk_of(self, asked: Asked) -> Toponym | None:
        """The town outside a meeting of which people gather ("Outside, 200 demonstrated"): the one that the sentence
        before sets what met in, ahead of its verb, or that of the dateline."""
        outside = self._scape.words.wording.outside.match(asked.sentence.text)
        if not asked.index or not outside or self._scape.between(asked.sentence.start, asked.sentence.end):
            return None
        text, before = self._scape.discourse.text, self._scape.discourse.sentence(asked.index - 1)
        root = next((t for t in before.tokens if t.head == t.i), None)
        told = self._scape.between(before.start, before.end)
        ahead = [t for t in told if self._is_told(t) and root is not None and t.start < root.start]
        desk = next((t for t in told if t.kind == "settlement" and opens_report(text, t)), None)
        return ahead[-1] if ahead else desk

    def _is_told(self, mention: Toponym) -> bool:
        """Whether something is located at a town, which is named neither in passing nor in a dateline."""
        named = self._scape.worded(mention)
        return mention.kind == "settlement" and named.located and not (named.passing or named.dateline)
