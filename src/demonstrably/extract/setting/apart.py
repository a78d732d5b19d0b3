"""Apart: towns that a text names only for a part of what it counts, or for another gathering than the one told before.

The town of "470 of them were held in Moscow" is not that of the total, nor is the one of "a similar event in Bristol"
that of the gathering before it: better no town than that one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym
from demonstrably.gazetteer.pairs import figure_of

_BREAK = re.compile(r",\s|[;:(–—]")
"""Between a figure and the part of it that is told behind."""
_LEAD = 12
"""Characters of a sentence before the wave that it opens with, at most."""
_BEFORE = 110
"""Characters before a name in which the words stand that set its town apart."""


class Apart:
    """The towns of one document that are set apart."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def without(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without towns that the text names after a figure and only apart from it, and without those of
        parts told before, as long as another place is left."""
        if len(summed := self._towns_summed(asked)) > 1:
            return options.where(lambda toponym: len(self._scape.inner(toponym, summed)) > 1)
        if self._is_of_past_wave(asked):
            return options.where(lambda toponym: toponym.kind == "country") or options
        spread = self._is_spread(asked)
        named_wave = self._is_of_named_wave(asked)
        told_of_land = spread or named_wave or self._is_of_land_body(asked)
        wave = spread or self._is_running(asked) or self._is_toll_of_many(asked)
        apart = [toponym for toponym, _ in options.own if self._is_apart(toponym, asked, wave=wave)]
        causes = [t for t, _ in options.own if t.kind == "settlement" and told_of_land and self._only_cause(t, asked)]
        if named_wave and causes:
            return options.where(lambda toponym: toponym.kind != "settlement")
        apart += causes
        if not apart:
            return options
        ahead = options.where(lambda toponym: not (toponym in apart and self._follows(toponym, asked)))
        left = ahead.where(lambda toponym: toponym not in apart)
        return left if left or all(self._is_part_here(toponym, asked) for toponym, _ in ahead.own) else ahead

    def _is_part_here(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a figure's sentence names a place for a part of what it counts."""
        here = self._scape.between(asked.sentence.start, asked.sentence.end)
        return any(key_of(t) == key_of(toponym) and self._is_of_next_part(t, asked) for t in here)

    def _follows(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a place is named behind a figure's sentence only."""
        return all(m.start >= asked.sentence.end for m in self._mentions(toponym))

    def _is_apart(self, toponym: Toponym, asked: Asked, *, wave: bool) -> bool:
        """Whether each mention of a town is one of a part, or of another gathering behind the figure's sentence; the
        count of a whole wave is of no town that is named behind it only."""
        if toponym.kind != "settlement":
            return False
        if wave and (self._follows(toponym, asked) or self._is_cause(toponym, asked)):
            return True
        if self._is_part_of_land(toponym, asked):
            return True
        return all(self._is_beside(m, asked) for m in self._mentions(toponym))

    def _is_part_of_land(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a figure's sentence names a town only for a part of what it counts in the country that it names
        before ("French police arrested 61 people, including 40 in Paris")."""
        here = self._scape.between(asked.sentence.start, asked.sentence.end)
        named = [t for t in here if key_of(t) == key_of(toponym)]
        lands = [t for t in here if t.kind != "settlement" and t.start < asked.point.start]
        told = any(t.place.country == toponym.place.country for t in lands)
        others = any(t.kind == "settlement" and t.role == "place" and t.start < asked.point.end for t in here)
        return told and not others and bool(named) and all(self._is_of_next_part(t, asked) for t in named)

    def _is_of_named_wave(self, asked: Asked) -> bool:
        """Whether a sentence opens with the wave of another year that its figure is of ("In the riots of 2023,")."""
        wave = self._scape.words.wording.past_wave.search(asked.sentence.text)
        return wave is not None and wave.start() < _LEAD

    def _is_cause(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a running count's sentence names a town only for what began it all ("since the arrest of Istanbul's
        mayor", "since a train crash in Tempi")."""
        here = [m for m in self._mentions(toponym) if asked.sentence.start <= m.start < asked.sentence.end]
        since = self._scape.words.wording.since_in
        return bool(here) and all(since.search(self._before(m)) is not None for m in here)

    def _is_spread(self, asked: Asked) -> bool:
        """Whether a figure's sentence, or where that names no place the last one of its paragraph to name a country,
        tells of protests all over it ("sparked protests across France")."""
        text, wording = self._scape.discourse.text, self._scape.words.wording
        start, end = asked.sentence.start, asked.sentence.end
        here = self._scape.between(start, end)
        if any(t.kind != "settlement" for t in here):
            return any(wording.spread_over.search(text, start, t.start) for t in here if t.kind != "settlement")
        if here:
            return False
        before = self._scape.between(text.rfind("\n", 0, start) + 1, start)
        lands = [t for t in before if t.kind != "settlement"][-1:]
        return any(wording.spread_over.search(text[max(0, t.start - _BEFORE) : t.start]) for t in lands)

    def _is_of_land_body(self, asked: Asked) -> bool:
        """Whether a figure's sentence tells of protests and names a body of a whole country before the figure ("Serbian
        police arrested 60 people in protests over")."""
        wording, text = self._scape.words.wording, self._scape.discourse.text
        if wording.unrests.search(asked.sentence.text) is None:
            return False
        ahead = self._scape.between(asked.sentence.start, asked.point.start)
        return any(t.role == "demonym" and wording.land_body.match(text, t.end) for t in ahead)

    def _only_cause(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether each mention of a town up to a figure's sentence is one of what brought people out."""
        wording, text = self._scape.words.wording, self._scape.discourse.text
        told = [m for m in self._mentions(toponym) if m.start < asked.sentence.end]
        return bool(told) and all(
            wording.brought_out.search(self._before(m)) is not None
            or (wording.cause_opens.match(self._before(m)) and wording.cause_ends.match(text, m.end))
            for m in told
        )

    def _is_running(self, asked: Asked) -> bool:
        """Whether a figure is a count of all since something began ("40 have been killed since the coup")."""
        return self._scape.words.wording.running.search(asked.sentence.text) is not None

    def _is_toll_of_many(self, asked: Asked) -> bool:
        """Whether a toll is told before any town and several are told behind it ("The death toll has risen to 72")."""
        if not self._towns or self._towns[0].start < asked.sentence.end or len({key_of(t) for t in self._towns}) < 2:
            return False
        return self._scape.words.wording.toll.search(asked.sentence.text) is not None

    def _is_of_past_wave(self, asked: Asked) -> bool:
        """Whether a figure is of a wave of protests of another year, in a sentence that names and points to no
        place, and a paragraph that has told of no town before ("Eighteen people were killed in similar riots in July
        2011")."""
        sentence, wording = asked.sentence, self._scape.words.wording
        if wording.past_wave.search(sentence.text) is None or wording.same_place.search(sentence.text):
            return False
        start = self._scape.discourse.text.rfind("\n", 0, sentence.start) + 1
        told = [t for t in self._scape.between(start, sentence.end) if t.role == "place"]
        return not any(t.start >= sentence.start or t.kind == "settlement" for t in told)

    def _towns_summed(self, asked: Asked) -> list[Toponym]:
        """The towns of a paragraph whose figures one adds up that names none itself ("In all, 115 were held"), each
        once."""
        sentence, text = asked.sentence, self._scape.discourse.text
        if self._scape.words.wording.summed.search(sentence.text) is None:
            return []
        told = self._scape.between(text.rfind("\n", 0, sentence.start) + 1, sentence.end)
        towns = [t for t in told if t.kind == "settlement" and t.role == "place" and not self._scape.worded(t).dateline]
        return [] if any(t.start >= sentence.start for t in towns) else list({key_of(t): t for t in towns}.values())

    def _is_beside(self, mention: Toponym, asked: Asked) -> bool:
        if asked.sentence.start <= mention.start < asked.sentence.end:
            return (
                self._is_pair(mention)
                or self._is_of_next_part(mention, asked)
                or self._is_of_last_part(mention, asked)
                or self._is_of_next_clause(mention, asked)
            )
        return self._is_of_part(mention) or (mention.start >= asked.sentence.end and self._is_of_another(mention))

    def _is_of_next_part(self, mention: Toponym, asked: Asked) -> bool:
        """Whether a town is only that of a part told behind a figure in its sentence ("23 were killed, 19 of them in
        Nairobi")."""
        end, text = asked.point.end, self._scape.discourse.text
        if mention.start <= end:
            return False
        wording = self._scape.words.wording
        part = wording.next_part.search(text[end : mention.start])
        if part is not None:
            return _BREAK.search(text, end, end + part.start() + 2) is not None
        between = [t for t in self._scape.between(end, mention.start) if t.kind == "settlement"]
        another = wording.figure_in.search(text[end : mention.start])  # "40 of them in Lyon and 12 in Nantes"
        return another is not None and bool(between) and self._is_of_next_part(between[-1], asked)

    def _is_of_last_part(self, mention: Toponym, asked: Asked) -> bool:
        """Whether a town is only that of a part told before a figure, which begins anew ("40 were held, 10 of them in
        Milan, and 60 were hurt")."""
        text, wording = self._scape.discourse.text, self._scape.words.wording
        before = self._before(mention)
        if mention.end > asked.point.start or not (wording.of_part.search(before) and wording.figure_in.search(before)):
            return False
        return wording.next_clause.match(text, mention.end) is not None

    def _is_of_next_clause(self, mention: Toponym, asked: Asked) -> bool:
        """Whether a town opens the clause behind a figure's ("30 were held, and in Mombasa people sang")."""
        text, wording = self._scape.discourse.text, self._scape.words.wording
        if mention.start < asked.point.end or wording.clause_in.match(text, mention.end) is None:
            return False
        if any(t.kind == "settlement" for t in self._scape.between(asked.point.end, mention.start)):
            return False
        return wording.then_in.fullmatch(text, asked.point.end, mention.start) is not None

    def _mentions(self, toponym: Toponym) -> list[Toponym]:
        return self._by_key[key_of(toponym)]

    @cached_property
    def _by_key(self) -> dict[object, list[Toponym]]:
        found: dict[object, list[Toponym]] = defaultdict(list)
        for toponym in self._scape.toponyms:
            found[key_of(toponym)].append(toponym)
        return found

    @cached_property
    def _towns(self) -> list[Toponym]:
        """The towns of the document that are places, in order."""
        return [t for t in self._scape.toponyms if t.kind == "settlement" and t.role == "place"]

    def _is_of_part(self, mention: Toponym) -> bool:
        """Whether a part of a total is told of a town ("most of them in", "Moscow: 120, Kazan: 14")."""
        wording = self._scape.words.wording
        return wording.of_part.search(self._before(mention)) is not None or self._is_pair(mention)

    def _is_of_another(self, mention: Toponym) -> bool:
        """Whether a gathering in a town is told to be another ("a similar rally in", "Elsewhere, ... in")."""
        return self._scape.words.wording.another_in.search(self._before(mention)) is not None

    def _is_pair(self, mention: Toponym) -> bool:
        """Whether a town and its figure are a pair in a row of such."""
        return figure_of(self._scape.discourse.text, mention.start, mention.end) is not None

    def _before(self, mention: Toponym) -> str:
        """What stands before a name in its sentence."""
        start, _ = self._scape.discourse.spans[self._scape.discourse.index_at(mention.start)]
        return self._scape.discourse.text[max(start, mention.start - _BEFORE) : mention.start]
