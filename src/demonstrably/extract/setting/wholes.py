"""Wholes: figures of a whole country or region, or of several places together, that no town of the text is the place of
("thousands marched across Togo", "40 nationwide", "1,332 in 38 cities", "put the national turnout at 310,000")."""

from __future__ import annotations

import re
from itertools import pairwise

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.asides import apart
from demonstrably.extract.setting.datelines import opens_report
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.extract.setting.waves import Waves
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence

_NEAR, _FAR = 0.5, 3.0
"""Degrees between the two places of a reach at least: where it is told apart, and where people might have walked it."""
_CLOSE = 2
"""Words from the name of a people to the towns of theirs that are counted ("Italian coastal cities")."""
_RIVALS = 3
"""Sentences before a count in which another may have told where it is of."""

_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+\b|\b[A-Z][a-z]+ \d{1,2}\b")
"""A day of the calendar, which is no figure of people."""


class Wholes:
    """The figures of one document that are of a whole."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._text = scape.discourse.text
        self._wording = scape.words.wording
        self._waves = Waves(scape)

    def among(self, options: Options[Toponym], asked: Asked) -> Options[Toponym] | None:
        """The countries and regions among a figure's options, where it is of a whole; None for all other figures."""
        lands, end = options.where(lambda toponym: toponym.kind != "settlement"), asked.point.end
        if self._is_worldwide(asked):
            return options.where(lambda _: False)
        if self.is_of_world(end):
            return options.where(lambda toponym: toponym.kind == "macro")
        if land := self._land_of_many(end):
            return lands.where(lambda toponym: key_of(toponym) == key_of(land)) or lands
        if self._is_of_many(end) or self._is_of_others(asked) or (lands and self._waves.is_toll(asked)):
            return lands
        if reach := self._reach(asked):
            return lands.where(lambda toponym: key_of(toponym) not in reach)
        whole = self._scape.land_behind(end, asked.sentence.end) or self._land_told_of(asked)
        if whole := whole or self._land_under_desk(asked):
            return lands.where(lambda toponym: key_of(toponym) == key_of(whole)) or options
        if self._is_divided(asked.sentence, end) or (lands and self._is_national(asked)):
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

    def _reach(self, asked: Asked) -> set[object]:
        """The two places that a figure's sentence names to tell how far a wave reaches ("marches on Friday, from Lisbon
        to Athens"); none where it names another place that something is set in, or somebody travels from one to the
        other."""
        named = [t for t in self._scape.between(asked.sentence.start, asked.sentence.end) if t.role == "place"]
        pair = next(((one, two) for one, two in pairwise(named) if self._is_reach(asked.sentence, one, two)), ())
        others = (t for t in named if t not in pair and t.kind == "settlement" and self._scape.worded(t).located)
        return {key_of(t) for t in pair} if not any(others) else set()

    def _is_reach(self, sentence: Sentence, one: Toponym, two: Toponym) -> bool:
        text, wording = self._text, self._wording
        if not wording.range_to.fullmatch(text, one.end, two.start) or key_of(one) == key_of(two):
            return False
        before = text[sentence.start : one.start]
        lead = wording.range_from.search(before)
        if lead is None or wording.travels.search(before[: lead.start()]):
            return False
        told = lead[0].lstrip().lower() != "from " or not lead.start()
        return apart(one.place, two.place) > (_NEAR if told else _FAR)

    def _land_under_desk(self, asked: Asked) -> Toponym | None:
        """The country that people were out all over in the last sentence to name a place, one of the few before a
        figure's own that names none and no spot in a town, in the report from one of its towns ("MADRID (Reuters) -
        Thousands marched across Spain. Nine officers were injured.")."""
        spans, discourse = self._scape.discourse.spans, self._scape.discourse
        spot = any(token.lower in self._scape.words.venue_heads for token in asked.sentence.tokens)
        if spot or self._wording.same_place.search(asked.sentence.text):
            return None
        for start, end in reversed(spans[max(0, asked.index - _RIVALS) : asked.index + 1]):
            named = [t for t in self._scape.between(start, end) if t.role == "place"]
            named = [t for t in named if not self._is_of_part(t, start, asked)]
            desk = next((t for t in named if opens_report(discourse.text, t)), None)
            told = [t for t in named if t is not desk]
            if told:
                over = self._wording.all_over.search(self._text[start : told[0].start])
                return told[0] if desk and over and told[0].place.country == desk.place.country else None
        return None

    def _is_of_part(self, town: Toponym, start: int, asked: Asked) -> bool:
        """Whether a town is only that of a part of what a sentence counts ("12 of them in Barcelona"), and not of the
        figure that is asked for."""
        if self._wording.of_part.search(self._text[start : town.start]) is None:
            return False
        end = asked.point.end
        return town.start < end or self._wording.counted.search(self._text, end, town.start) is not None

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

    def _land_of_many(self, end: int) -> Toponym | None:
        """The country whose towns a figure that ends there is of ("took part in a strike for Gaza in 100 Italian
        cities")."""
        many = self._wording.in_many.match(self._text, end)
        told = [t for t in self._scape.between(end, many.end()) if t.role == "demonym"] if many else []
        return told[-1] if told and many and len(self._text[told[-1].end : many.end()].split()) <= _CLOSE else None

    def _is_of_others(self, asked: Asked) -> bool:
        """Whether a figure is of the towns named behind it and of others that are not ("held in Minsk and the
        regions")."""
        end = asked.point.end
        named = [t for t in self._scape.between(asked.sentence.start, asked.sentence.end) if t.kind == "settlement"]
        towns = [t for t in named if t.start >= end and t.role == "place"]
        ahead = any(t.start < end and t.role == "place" and not self._scape.worded(t).dateline for t in named)
        if not towns or ahead or self._wording.counted.search(_DAY.sub("", self._text[end : towns[0].start])):
            return False
        last = towns[0]
        for town in towns[1:]:
            if self._wording.list_gap.fullmatch(self._text, last.end, town.start):
                last = town
        return self._wording.and_others.match(self._text, last.end) is not None

    def is_of_world(self, end: int) -> bool:
        """Whether a figure that ends there is of several countries ("785,000 took part in 175 countries")."""
        many = self._wording.in_many.match(self._text, end)
        return many is not None and many[0].lower().endswith("countries")

    def is_of_wave(self, asked: Asked) -> bool:
        """Whether a figure is told to be of a wave of protests, though no place says so (see `Waves`)."""
        return asked.figure is not None and self._waves.is_told(asked)

    def _is_divided(self, sentence: Sentence, end: int) -> bool:
        """Whether a figure that ends there is the sum of parts that have a town each ("nine were killed in Sudan: seven
        in Omdurman and two in Khartoum")."""
        text, wording = self._text, self._wording
        colon = wording.parts_open.search(text, end, sentence.end)
        since = end if colon is None or colon[0][0] != ";" else text.rfind("\n", 0, sentence.start) + 1
        if colon is None or any(t.kind == "settlement" for t in self._scape.between(since, colon.start())):
            return False
        behind = [t for t in self._scape.between(colon.end(), sentence.end) if t.kind == "settlement"]
        ends = [*(t.start for t in behind), sentence.end][1:]
        parts = {
            t.text
            for t, stop in zip(behind, ends, strict=True)
            if wording.figure_in.search(text[colon.start() : t.start]) or wording.counted.search(text, t.end, stop)
        }
        return len(parts) > 1
