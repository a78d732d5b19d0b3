"""Asides: towns that a text names for another matter than where something took place.

The town of a dateline whose story is set in another, a town that another is likened to, the hospital that the hurt were
taken to, the home of those who marched to another town, the town that a road leads to or that a village lies 12 km to
the east of, the towns of a road's name, that of an office that speaks and that of a paper: none is a figure's place
where the text names another town.
"""

from __future__ import annotations

import re

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.datelines import opens_report
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym
from demonstrably.model import Place

_BEFORE = 90
"""Characters before a name in which the words stand that make it an aside."""
_FAR = 0.12
"""Degrees from which on a place is no part of a town."""
_SAID = re.compile(r"(?:,[^,.\n]{1,40},)?\s+(?:also\s+)?(?:said|say|says|reported|confirmed|told)\b")
_THEN_SAID = re.compile(r",\s+[^,.;\n\d]{3,70}?\s(?:said|says|announced|confirmed|told|reported)\b")
"""Behind a town that opens a sentence and in which somebody speaks ("In London, the foreign secretary said")."""
_PASSING = re.compile(
    r";|\b(?:against|over|after|from|about|despite|following|while|than|since|but|as|and|plans?|trials?)\b",
    re.IGNORECASE,
)
"""What stands before a place that is named for another reason than where a sentence is set."""
_HERE = re.compile(r"\bhere\b")
"""Where a dateline's own town is told of ("staged a dharna outside the office here")."""
_BESIDE = 50
"""Characters before a landmark in which the place stands whose way it tells ("Ganyesa, 70 km north-west of")."""


class Asides:
    """The asides of one document."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def without(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without asides; all where neither another town nor what a dateline is set in is left."""
        told = options.where(lambda toponym: toponym.kind != "settlement" or not self._is_aside(toponym, asked))
        left = any(
            t.kind == "settlement" or self._is_scene_of_desk(t, asked) or self._is_set_in(t, asked) for t, _ in told.own
        )
        return told if left else options

    def _is_set_in(self, land: Toponym, asked: Asked) -> bool:
        """Whether a figure's sentence is set in a country or region, and names its town only for who speaks there
        ("22 were killed in riots in Angola, a minister said in Luanda")."""
        start, end = asked.sentence.start, asked.sentence.end
        here = [t for t in self._scape.between(start, end) if t.kind == "settlement" and t.role == "place"]
        if land.kind == "settlement" or not start <= land.start < asked.sentence.end or not here:
            return False
        return self._scape.worded(land).located and all(self._is_said_in(t, asked) for t in here)

    def _is_said_in(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a town is only where somebody speaks, in a sentence that is set in a country before it."""
        if self._scape.words.wording.said_in.search(self._before(toponym)) is None:
            return False
        lands = [t for t in self._scape.between(asked.sentence.start, toponym.start) if t.kind != "settlement"]
        return any(t.role == "place" and self._scape.worded(t).located for t in lands)

    def _is_announced_in(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a town is only where something is announced that took place in another town of the sentence ("At a
        press conference in Dhaka the party said 40 were arrested in Khulna")."""
        if self._scape.words.wording.announced.search(self._before(toponym)) is None:
            return False
        return any(self._is_another(t, toponym) for t in self._scape.between(toponym.end, asked.sentence.end))

    def _is_only_spoken_in(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a text has set something in another town and names one only for who speaks there, in a dateline
        besides ("Police fired on a march in Nacala. A minister told the press in Maputo that 108 were held")."""
        told = [t for t in self._scape.between(0, asked.sentence.end) if t.role == "place"]
        named = [t for t in told if key_of(t) == key_of(toponym) and not self._scape.worded(t).dateline]
        if not named or not all(self._scape.is_where_spoken(t) for t in named):
            return False
        return any(self._is_another(t, toponym) and not self._scape.is_where_spoken(t) for t in told)

    def _is_scene_of_desk(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a place is a region, or in the figure's own sentence a country, that the sentence of a dateline from
        elsewhere or from its capital is set in."""
        start, end = self._scape.discourse.spans[self._scape.discourse.index_at(toponym.start)]
        desks = [t for t in self._scape.between(start, end) if t.kind == "settlement"]
        if toponym.kind == "country":
            return any(self._is_desk_of(t, toponym, asked) for t in desks)
        return toponym.kind == "region" and any(self._is_region_beyond(toponym, t) and self._is_told(t) for t in desks)

    def _is_desk_of(self, desk: Toponym, land: Toponym, asked: Asked) -> bool:
        """Whether a town is named in the dateline only of a sentence that tells of protests in a whole country
        ("FREETOWN - Wednesday's protests in Sierra Leone claimed the lives of")."""
        sentence, text = asked.sentence, self._scape.discourse.text
        told = sentence.start <= desk.start < land.start < min(asked.point.start, sentence.end)
        if not told or land.place.country != desk.place.country:
            return False
        unrest = self._scape.words.wording.unrest_in.search(text, max(desk.end, land.start - _BEFORE), land.start)
        return unrest is not None and opens_report(text, desk)

    def _is_aside(self, toponym: Toponym, asked: Asked) -> bool:
        sentence = asked.sentence
        since = sentence.start if sentence.start <= toponym.start < sentence.end else 0
        if self._is_told(toponym) and not self._is_set(toponym, since, sentence.end):
            return True
        if self._is_in_road(toponym, asked) or self._is_seat_of_speaker(toponym, asked):
            return True
        if self._is_only_spoken_in(toponym, asked):
            return True
        here = sentence.start <= toponym.start < sentence.end
        if here and (self._is_said_in(toponym, asked) or self._is_announced_in(toponym, asked)):
            return True
        if any(self._is_desk_of(toponym, t, asked) for t in self._scape.between(toponym.end, sentence.end)):
            return True
        before, wording, text = self._before(toponym), self._scape.words.wording, self._scape.discourse.text
        if here and wording.set_beside.search(before) is not None:
            told = wording.where.match(text, toponym.end) or wording.likened_told.match(text, toponym.end)
            if told is None:
                return True
        if not self._is_near(toponym, asked):
            return False
        return self._is_landmark(toponym, before) or self._is_office(toponym, before)

    def _is_told(self, toponym: Toponym) -> bool:
        return self._scape.discourse.once(("aside", toponym.start), lambda: self._is_told_aside(toponym))

    def _is_set(self, toponym: Toponym, start: int, end: int) -> bool:
        """Whether a stretch of the text sets something in a town, elsewhere than where it is an aside."""
        told = (t for t in self._scape.between(start, end) if key_of(t) == key_of(toponym))
        return any(self._scape.worded(t).located and not self._is_told(t) for t in told)

    def _before(self, toponym: Toponym) -> str:
        return self._scape.discourse.text[max(0, toponym.start - _BEFORE) : toponym.start]

    def _is_told_aside(self, toponym: Toponym) -> bool:
        """Whether the words around a name make it an aside, whatever figure is asked for."""
        before, wording = self._before(toponym), self._scape.words.wording
        if any(p.search(before) is not None for p in (wording.carried, wording.disaster, wording.supported)):
            return True
        text = self._scape.discourse.text
        if any(p.search(before) is not None for p in (wording.way, wording.likened)):
            return wording.where.match(text, toponym.end) is None
        if (
            (wording.reporter_of.search(before) and wording.outlet_of.match(self._scape.discourse.text, toponym.end))
            or self._is_beside(toponym)
            or (before.endswith("the ") and wording.road_of.match(self._scape.discourse.text, toponym.end))
        ):
            return True
        return self._is_home(toponym, before) or self._is_abroad(toponym, before) or self._is_desk(toponym)

    def _is_beside(self, toponym: Toponym) -> bool:
        """Whether a town only tells where the smaller one named right before it lies ("Mbekweni near Paarl")."""
        beside = self._scape.between(toponym.start - _BESIDE, toponym.start)
        if not beside or beside[-1].kind != "settlement" or beside[-1].role != "place":
            return False
        gap = self._scape.words.wording.beside
        return gap.fullmatch(self._scape.discourse.text, beside[-1].end, toponym.start) is not None

    def _is_desk(self, toponym: Toponym) -> bool:
        """Whether a town is named in a dateline only, whose sentence sets the story in another, too far to be a part of
        it ("BEIRUT - Retired soldiers blocked the highway at Naameh")."""
        if toponym.place.precision != "city" or not opens_report(self._scape.discourse.text, toponym):
            return False
        if any(t is not toponym and key_of(t) == key_of(toponym) for t in self._scape.toponyms):
            return False
        _, end = self._scape.discourse.spans[self._scape.discourse.index_at(toponym.end)]
        if _HERE.search(self._scape.discourse.text, toponym.end, end):
            return False
        return any(
            (self._is_another(t, toponym) and is_far(t.place, toponym.place)) or self._is_region_beyond(t, toponym)
            for t in self._scape.between(toponym.end, end)
        )

    def _is_region_beyond(self, told: Toponym, toponym: Toponym) -> bool:
        """Whether something is set in a region of a town's country that the town does not lie in ("MADRID - Farmers
        blocked roads in Catalonia")."""
        if told.kind != "region" or told.role != "place" or toponym.kind != "settlement":
            return False
        if told.place.country != toponym.place.country or told.place.name == toponym.place.region:
            return False
        passing = _PASSING.search(self._scape.discourse.text, toponym.end, told.start)
        return passing is None and self._scape.worded(told).located

    def _is_home(self, toponym: Toponym, before: str) -> bool:
        """Whether a town is that of people who went to another ("Residents of Soweto marched to")."""
        wording = self._scape.words.wording
        if toponym.place.precision == "venue":  # "a water cannon comes up from Plaza de Mayo"
            return False
        out = wording.set_out.match(self._scape.discourse.text, toponym.end)
        if wording.come_from.search(before) is not None:
            return wording.where.match(self._scape.discourse.text, toponym.end) is None
        return out is not None and wording.home_of.search(before) is not None

    def _is_in_road(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a town is one of those that a road is called after ("the Kaduna-Abuja highway at Kakau")."""
        text, low = self._scape.discourse.text, max(0, toponym.start - _BESIDE)
        if not self._is_near(toponym, asked):
            return False
        road = self._scape.words.wording.road
        leads = (t for t in self._scape.between(low, toponym.end) if t.start <= toponym.start)
        return any((m := road.match(text, t.end)) and toponym.end <= m.end() for t in leads)

    def _is_seat_of_speaker(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a town is only that of who speaks of another in the figure's sentence ("Police in Najaf said 15 died
        at a march in Kufa")."""
        text, sentence = self._scape.discourse.text, asked.sentence
        if not sentence.start <= toponym.start < asked.point.start:
            return False
        opens = text[sentence.start : toponym.start].strip() == "In" and _THEN_SAID.match(text, toponym.end)
        speaks = text.endswith(" in ", sentence.start, toponym.start) and _SAID.match(text, toponym.end)
        if not (opens or speaks):
            return False
        others = self._scape.between(asked.point.end, sentence.end)
        return any(self._is_another(t, toponym) and _PASSING.search(text, toponym.end, t.start) is None for t in others)

    def _is_abroad(self, toponym: Toponym, before: str) -> bool:
        """Whether a town is only that of an office ("France's ministry in Paris") and the only one of its country, in a
        text that tells of towns elsewhere."""
        if self._scape.words.wording.office.search(before) is None or toponym.place.country is None:
            return False
        towns = [t for t in self._scape.toponyms if t.kind == "settlement" and t.role == "place" and t != toponym]
        return bool(towns) and all(t.place.country not in (None, toponym.place.country) for t in towns)

    def _is_office(self, toponym: Toponym, before: str) -> bool:
        """Whether a town is only that of an office ("the governor of Gafsa"), in a paragraph that has told of another
        town before."""
        if self._scape.words.wording.office.search(before) is None:
            return False
        paragraph = self._scape.discourse.text.rfind("\n\n", 0, toponym.start) + 1
        told = self._scape.between(paragraph, toponym.start)
        return any(self._is_another(t, toponym) for t in told)

    def _is_another(self, told: Toponym, toponym: Toponym) -> bool:
        named = self._scape.worded(told)
        scene = told.kind == "settlement" and named.located and not (named.dateline or named.passing)
        return scene and key_of(told) != key_of(toponym)

    def _is_near(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a name stands in the figure's sentence or the one before."""
        return asked.index - self._scape.discourse.index_at(toponym.start) in (0, 1)

    def _is_landmark(self, toponym: Toponym, before: str) -> bool:
        """Whether a town only tells where the one named right before it lies."""
        if self._scape.words.wording.bearing.search(before) is None:
            return False
        beside = self._scape.between(toponym.start - _BESIDE, toponym.start)
        return any(t.kind == "settlement" and t.text != toponym.text for t in beside)


def is_far(one: Place, other: Place) -> bool:
    """Whether two places are known not to lie in one town."""
    return apart(one, other) > _FAR


def apart(one: Place, other: Place) -> float:
    """Degrees between two places, the greater of the two ways; 0 where a point is unknown."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0.0
    ways = ((one.latitude or 0) - (other.latitude or 0), (one.longitude or 0) - (other.longitude or 0))
    return max(map(abs, ways))
