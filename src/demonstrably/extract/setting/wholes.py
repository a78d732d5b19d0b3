"""Wholes: figures of a whole country or region, or of several places together, that no town of the text is the place of
("thousands marched across Togo", "40 nationwide", "1,332 in 38 cities", "put the national turnout at 310,000")."""

from __future__ import annotations

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence

_SEVERAL = 3
"""Towns that something is set in from which on a text tells of a wave."""
_RIVALS = 3
"""Sentences before a count in which another may have told where it is of."""


class Wholes:
    """The figures of one document that are of a whole."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._text = scape.discourse.text
        self._wording = scape.words.wording

    def among(self, options: Options[Toponym], asked: Asked) -> Options[Toponym] | None:
        """The countries and regions among a figure's options, where it is of a whole; None for all other figures."""
        lands, end = options.where(lambda toponym: toponym.kind != "settlement"), asked.point.end
        if self._is_worldwide(asked):
            return options.where(lambda _: False)
        if self.is_of_world(end):
            return options.where(lambda toponym: toponym.kind == "macro")
        if self._is_of_many(end) or (lands and self._is_toll_of_wave(asked)):
            return lands
        if whole := self._scape.land_behind(end, asked.sentence.end) or self._land_told_of(asked):
            return lands.where(lambda toponym: key_of(toponym) == key_of(whole)) or options
        if lands and (self._is_divided(asked.sentence, end) or self._is_national(asked)):
            return lands
        if self._wording.of_land.match(self._text, end):
            return lands or options
        if self._wording.of_region.match(self._text, end):
            return options.where(lambda toponym: toponym.kind == "region") or lands or options
        return None

    def _is_worldwide(self, asked: Asked) -> bool:
        """Whether a sentence that names no place tells of the whole world ("Thousands rally around the world")."""
        sentence = asked.sentence
        if self._wording.worldwide.search(sentence.text) is None:
            return False
        return not any(t.kind != "macro" for t in self._scape.between(sentence.start, sentence.end))

    def _is_national(self, asked: Asked) -> bool:
        """Whether a sentence that names no town counts for a whole country ("put the national turnout at")."""
        sentence = asked.sentence
        if not self._wording.national_count.stands_in(sentence.text):
            return False
        return not any(t.kind == "settlement" for t in self._scape.between(sentence.start, sentence.end))

    def _land_told_of(self, asked: Asked) -> Toponym | None:
        """The country or region that a figure's sentence tells of as a whole, or the one before where it only counts
        what has been since ("Mozambique has seen deadly riots. At least 110 people have been killed"), or goes on with
        what its source said."""
        start, end = asked.sentence.start, asked.sentence.end
        if not asked.index or self._scape.between(start, end):
            return self._scape.land_told_of(start, end)
        if (land := self._land_counted_in(asked)) and self._wording.counts_too.search(asked.sentence.text):
            return land
        before = self._scape.discourse.spans[asked.index - 1]
        if "\n" in self._text[before[0] : start]:
            return None
        if self._wording.goes_on.search(asked.sentence.text) and (land := self._scape.land_counted_in(*before)):
            return land
        return self._scape.land_told_of(*before) if self._wording.perfect.search(asked.sentence.text) else None

    def _land_counted_in(self, asked: Asked) -> Toponym | None:
        """The country or region that the last sentence to name a place has counted something in, where another counts
        the same ("3,000 were held across Belarus. The union spoke of 5,000")."""
        for start, end in reversed(self._scape.discourse.spans[max(0, asked.index - _RIVALS) : asked.index]):
            if self._scape.between(start, end):
                counted = self._wording.counted.search(self._text, start, end)
                return self._scape.land_counted_in(start, end) if counted else None
        return None

    def _is_of_many(self, end: int) -> bool:
        """Whether a figure that ends there is of several places that are counted, and none of them is named between."""
        many = self._wording.in_many.match(self._text, end)
        return many is not None and not any(
            end <= t.start < many.end() and t.kind == "settlement" for t in self._scape.toponyms
        )

    def is_of_world(self, end: int) -> bool:
        """Whether a figure that ends there is of several countries ("785,000 took part in 175 countries")."""
        many = self._wording.in_many.match(self._text, end)
        return many is not None and many[0].lower().endswith("countries")

    def _is_toll_of_wave(self, asked: Asked) -> bool:
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
        sentence = asked.sentence
        if self._wording.since_unrest.search(sentence.text) is None:
            return False
        if any(t.kind == "settlement" for t in self._scape.between(sentence.start, sentence.end)):
            return False
        return len(self._scape.scenes) >= _SEVERAL

    def _is_divided(self, sentence: Sentence, end: int) -> bool:
        """Whether a figure that ends there is the sum of parts that have a town each ("nine were killed in Sudan: seven
        in Omdurman and two in Khartoum")."""
        text, wording = self._text, self._wording
        colon = wording.parts_open.search(text, end, sentence.end)
        if colon is None or any(
            end <= t.start < colon.start() and t.kind == "settlement" for t in self._scape.toponyms
        ):
            return False
        behind = [t for t in self._scape.toponyms if colon.end() <= t.start < sentence.end and t.kind == "settlement"]
        parts = {t.text for t in behind if wording.figure_in.search(text[colon.start() : t.start])}
        return len(parts) > 1
