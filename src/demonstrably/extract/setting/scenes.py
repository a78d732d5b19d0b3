"""Scenes: the place that a passage without one of its own is set in, from the text around it.

A heading or label of its line, the country of a total, the town told before in its paragraph, the document's main
town, the place of the paragraphs before, and the country: asked in this order, in the voice that the passage is in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Sequence
from functools import cached_property

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.totals import Totals
from demonstrably.extract.setting.wording import (
    ALIEN,
    ASIDE,
    BEARING,
    BODY,
    DATELINE,
    ELSEWHERE,
    LABEL_LEAD,
    LABEL_TAIL,
    LIST_GAP,
    LOCATED,
    SPEAKS,
    THERE,
    WIDE,
    YEAR,
    as_place,
    is_dateline,
    is_passing,
    is_total,
)
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence
from demonstrably.model import Place

_TITLE = 120
"""Characters of the longest title of a section."""
_ROUND_UP = 3
"""Countries in a text's titles from which each tells of its own section alone."""
_NEAR = 2
"""How far back in its paragraph a region told holds."""
_CONTEXT_SENTENCES = 12
"""How far back a place told before still holds; beyond it, the document's main place is asked."""
_DOMINANT = 2.0
"""How many times the votes of any other town the main town has where each paragraph begins there anew."""


class Scenes:
    """The scenes of one document."""

    def __init__(
        self,
        discourse: Discourse,
        is_gathering: Callable[[int], bool],
        toponyms: Sequence[Toponym],
        joint: Callable[[Sequence[Place]], Place | None],
        city_states: Container[str | None] = (),
    ) -> None:
        self._discourse = discourse
        self._is_gathering = is_gathering
        self.toponyms = toponyms
        self._joint = joint
        self._city_states = city_states
        self._totals = Totals(discourse, self.between)

    def between(self, start: int, end: int) -> Sequence[Toponym]:
        """The toponyms that begin in a stretch of the text."""
        starts = self._starts
        return self.toponyms[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.toponyms]

    def place(self, sentence: Sentence, index: int, at: int, *, suffered: bool = False) -> Place | None:
        """The place that a passage without one of its own, at that offset, is set in; None where the text gives none.
        `suffered` is set for people hurt, killed or detained, whom a country's bodies count for all of it."""
        return (
            self.label(at)
            or self._there(sentence, index)
            or self._total(sentence, suffered=suffered)
            or (self._totals.continued(index) if suffered else None)
            or self._aside_before(index)
            or self._in_paragraph(index)
            or self._headed_by_land(at)
            or self._headed(sentence.start)
            or self._under_headline(index)
            or self._dominant_town(index)
            or self._in_paragraphs_before(index)
            or self._own_country(sentence)
            or self._main(index)
        )

    def national(self, sentence: Sentence) -> Place | None:
        """The country or region that a total is about (see `Totals.national`)."""
        return self._totals.national(sentence)

    def _total(self, sentence: Sentence, *, suffered: bool) -> Place | None:
        """The country or region of a toll since the protests began, or of what a ministry or a rights group counts."""
        wide = self.national(sentence) if is_total(sentence, suffered=suffered) else None
        return wide if suffered or not self.centred else None

    # -- labels -------------------------------------------------------------------------------------------------

    def label(self, offset: int) -> Place | None:
        """The town that heads the line of an offset ("Porto: 18,000")."""
        text = self._discourse.text
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        named = self.between(start, end)[:1]
        if not named or named[0].kind != "settlement" or not self._heads(named[0]):
            return None
        alone = end - start > _TITLE and self._labels < 2  # the dateline of some papers: "KOLKATA: At least seven"
        return None if alone else as_place(named[0])

    @cached_property
    def _labels(self) -> int:
        """How many lines a town heads."""
        return sum(t.kind == "settlement" and self._heads(t) for t in self.toponyms)

    def _headed_by_land(self, offset: int) -> Place | None:
        """The country or region that heads the line of an offset, in a list of such lines ("Malta: Two were held")."""
        start = self._discourse.text.rfind("\n", 0, offset) + 1
        named = [t for t in self.between(start, offset)[:1] if _is_land(t) and self._heads(t)]
        return as_place(named[0]) if named else None

    def _headed(self, offset: int) -> Place | None:
        """The place whose name alone is the nearest line above an offset that is one ("Nicaragua", then its news)."""
        above = [t for t in self._headings if t.start < offset]
        return as_place(above[-1]) if above else None

    @cached_property
    def _headings(self) -> list[Toponym]:
        named = [t for t in self.toponyms if t.kind in ("settlement", "country", "region")]
        titled = {line: t for t in reversed(named) if t.role == "place" and (line := self._title(t)) is not None}
        round_up = len({t.place.country for t in titled.values()}) >= _ROUND_UP
        topics = [t for t in titled.values() if round_up or (_is_land(t) and self._heads(t))]
        return [t for t in named if self._is_heading(t) or t in topics]

    def _heads(self, toponym: Toponym) -> bool:
        """Whether a name heads its line as a label: "Porto: 18,000"."""
        text = self._discourse.text
        start = text.rfind("\n", 0, toponym.start) + 1
        led = LABEL_LEAD.fullmatch(text, start, toponym.start)
        return bool(led and LABEL_TAIL.match(text, toponym.end)) and not DATELINE.match(text, toponym.end)

    def _title(self, toponym: Toponym) -> int | None:
        """The start of the line that a toponym stands in where that is a title: short, without a stop, with text under
        it."""
        text = self._discourse.text
        start, end = text.rfind("\n", 0, toponym.start) + 1, text.find("\n", toponym.end)
        line = text[start:end].strip() if end > 0 else ""
        return start if line and len(line) <= _TITLE and line[-1] not in '.!?:;,”"' else None

    def _is_heading(self, toponym: Toponym) -> bool:
        text = self._discourse.text
        start = text.rfind("\n", 0, toponym.start) + 1
        end = text.find("\n", toponym.end)
        around = text[start : toponym.start] + text[toponym.end : end]
        return end > 0 and start > 0 and not around.strip(" \t\r.:#*-–—|()0123456789")

    def _there(self, sentence: Sentence, index: int) -> Place | None:
        """The town told last, for a passage set "in the town" or "in that city"."""
        meant = THERE.search(sentence.text)
        if not meant:
            return None
        named = [t for t in self.between(sentence.start, sentence.start + meant.start()) if t.kind == "settlement"]
        if named and named[-1].role == "institution":  # "the Porto police said that 20 were held in the city"
            return as_place(named[-1])
        return self._before(index, same=True) or self._before(index, same=False)

    # -- what was told before -----------------------------------------------------------------------------------

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in re.finditer(r"\n", self._discourse.text)]

    def _paragraph(self, index: int) -> int:
        """The number of a sentence's line; only its likeness to another's matters."""
        return bisect_right(self._breaks, self._discourse.spans[index][0])

    def _before(self, index: int, *, same: bool) -> Place | None:
        """The place last told before a sentence in its voice: in its own paragraph, or in those before."""
        spans, here = self._discourse.spans, self._paragraph(index)
        voice = self._discourse.post_at(spans[index][0])
        for i in range(index - 1, max(-1, index - 1 - _CONTEXT_SENTENCES), -1):
            if (self._paragraph(i) == here) is not same or self._discourse.post_at(spans[i][0]) is not voice:
                continue
            place = (
                None if self._is_aside(i) or self._is_history(i) else self._told_at(i, loosely=self._is_gathering(i))
            )
            near = same and index - i <= _NEAR
            if place and (near or place.precision != "region") and (same or self._is_known(place)):
                return place
        return None

    def _is_known(self, place: Place) -> bool:
        """Whether a place is resolved, or no less so than the document's main town."""
        main = self.main_town
        return place.precision is not None or main is None or main.precision is None

    def _aside_before(self, index: int) -> Place | None:
        """The place of another gathering that the sentence just before opens its paragraph with ("A similar march was
        held in Goa."): this one goes on telling of it."""
        if index == 0 or self._paragraph(index - 1) != self._paragraph(index) or not self._is_aside(index - 1):
            return None
        start, end = self._discourse.spans[index - 1]
        if index > 1 and self._paragraph(index - 2) == self._paragraph(index):
            return None
        named = [t for t in self.between(start, end) if t.role == "place"]
        located = [t for t in named if LOCATED.search(self._discourse.text[max(0, t.start - 40) : t.start])]
        return as_place(located[0]) if len(located) == 1 and self._is_gathering(index - 1) else None

    def _in_paragraph(self, index: int) -> Place | None:
        return self._before(index, same=True)

    def _under_headline(self, index: int) -> Place | None:
        """For a headline, the country or region of a lead that tells of many places: both tell one story."""
        spans, text = self._discourse.spans, self._discourse.text
        if index or len(spans) < 2 or "\n" not in text[spans[0][1] : spans[1][0]] or not WIDE.search(text, *spans[1]):
            return None
        return self._told_at(1, loosely=self._is_gathering(1))

    def _in_paragraphs_before(self, index: int) -> Place | None:
        return self._before(index, same=False)

    def _is_history(self, index: int) -> bool:
        """Whether a sentence tells of a year before the one of writing."""
        start, end = self._discourse.spans[index]
        anchor = self._discourse.anchor_at(start)
        if not anchor:
            return False
        years = [m[1] for m in YEAR.finditer(self._discourse.text, start, end)]
        return bool(years) and all(year < anchor[:4] for year in years)

    def _is_aside(self, index: int) -> bool:
        """Whether a sentence tells of another place in passing ("Smaller pickets were reported from Barreiro")."""
        start, end = self._discourse.spans[index]
        return bool(ASIDE.search(self._discourse.text[start:end]))

    def _told_at(self, index: int, *, loosely: bool) -> Place | None:
        """The place that an unparsed sentence tells by a locative: its town, or its country where it speaks of many
        places or of several towns in one list. `loosely` takes a town without a locative, too."""
        start, end = self._discourse.spans[index]
        text = self._discourse.text
        if loosely and WIDE.search(text, start, end):
            return self._country_in(start, end)
        named = [t for t in self.between(start, end) if t.role == "place" and not is_passing(text, t)]
        located = [t for t in named if LOCATED.search(text[max(0, t.start - 40) : t.start])]
        if located and located[0].kind == "settlement":
            towns = self.listed(located[0], end)
            return self._joint([as_place(t) for t in towns]) if len(towns) > 1 else as_place(located[0])
        towns = [t for t in named if t.kind == "settlement"]
        lands = [t for t in located if _is_land(t)]
        if lands and loosely and (inner := [t for t in located if t.kind == "settlement" and _lies_in(t, lands[0])]):
            return as_place(inner[0])  # "In Chile, thousands rallied in Valdivia"
        if lands and not towns and loosely and not (self._has_towns(lands[0]) and self._is_homely(lands[0])):
            return as_place(lands[0])
        reached = [t for t in towns if not text[: t.start].endswith("from ")] or towns
        return as_place(reached[0]) if towns and loosely and not located else None

    def _is_homely(self, land: Toponym) -> bool:
        """Whether a country or region is that of the town that the document is most about."""
        return self.main_town is None or self.main_town.country == land.place.country

    def listed(self, first: Toponym, end: int) -> list[Toponym]:
        """A town and those that one list names with it, up to an offset ("in A, B and C")."""
        listed = [first]
        for toponym in self.between(first.end, end):
            gap = LIST_GAP.fullmatch(self._discourse.text, listed[-1].end, toponym.start)
            if not gap or toponym.kind != first.kind or toponym.role != "place":
                break
            listed.append(toponym)
        return listed

    def _country_in(self, start: int, end: int) -> Place | None:
        named = [t for t in self.between(start, end) if t.kind == "country"]
        return as_place(min(named, key=lambda t: t.role != "place")) if named else self.wide_before(start)

    # -- what the document is about -----------------------------------------------------------------------------

    @cached_property
    def located_towns(self) -> list[Toponym]:
        """Towns that a sentence about a gathering names after a locative preposition."""
        text = self._discourse.text
        towns = [t for t in self.toponyms if self._is_town(t) and t.role == "place"]
        return [
            t
            for t in towns
            if LOCATED.search(text[max(0, t.start - 40) : t.start])
            and self._is_gathering(self._discourse.index_at(t.start))
            and not is_passing(text, t)
        ]

    def _own_country(self, sentence: Sentence) -> Place | None:
        """The country that a sentence names by its people or government only ("Russians have risen up")."""
        text = self._discourse.text
        named = [
            t
            for t in self.between(sentence.start, sentence.end)
            if t.role == "demonym" and not ALIEN.search(text[max(0, t.start - 20) : t.start])
        ]
        return as_place(named[0]) if named and not self._towns_of(named[0].place.country) else None

    def _has_towns(self, land: Toponym) -> bool:
        """Whether the document tells of a gathering in a town of a country or region."""
        if land.kind == "region":
            return any(t.place.region == land.place.name for t in self.located_towns if t.place.region)
        return self._towns_of(land.place.country)

    def _towns_of(self, country: str | None) -> bool:
        return any(t.place.country == country for t in self.located_towns)

    def _main(self, index: int) -> Place | None:
        """The next sentence's place, then the town that the document is most about, then its country."""
        if index + 1 < len(self._discourse.spans) and (place := self._told_at(index + 1, loosely=True)):
            return place
        return self.main_town or self.wide_before(self._discourse.spans[index][0])

    @cached_property
    def _votes(self) -> Counter[object]:
        """Votes by town, one told as the place of a gathering or in the lead counting more, and a body named after
        it ("Philadelphia police") counting as well."""
        votes: Counter[object] = Counter()
        located = {t.start for t in self.located_towns}
        lead = self._discourse.spans[min(2, len(self._discourse.spans) - 1)][1]
        for t in self.toponyms:
            speaks = bool(SPEAKS.match(self._discourse.text, t.end))  # "Tehran has said" is a government
            if self._is_town(t) and t.role != "demonym" and not speaks and not self._passing(t):
                dated = self._is_datelined(t)
                if is_dateline(self._discourse.text, t) and self._is_bureau(t):
                    continue
                leads = t.start < lead and (dated or not is_dateline(self._discourse.text, t))
                seated = bool(BODY.match(self._discourse.text, t.end))
                votes[_key(t)] += 1 + 2 * (t.start in located) + leads + dated + seated
        return votes

    def _is_town(self, toponym: Toponym) -> bool:
        """Whether a name is that of a town or of a country that is one ("Hong Kong")."""
        return toponym.kind == "settlement" or toponym.place.country in self._city_states

    def _is_datelined(self, toponym: Toponym) -> bool:
        """Whether a dateline names the town, in a country that the lead tells of if it tells of any. One without an
        agency and a day says less than another town of the lead."""
        if not is_dateline(self._discourse.text, toponym):
            return False
        towns = [t for t in self._lead if t.kind == "settlement" and t.role != "demonym" and _key(t) != _key(toponym)]
        bare = not DATELINE.match(self._discourse.text, toponym.end)
        return not (bare and towns) and not self._is_bureau(toponym)

    def _is_bureau(self, toponym: Toponym) -> bool:
        """Whether the lead tells of other countries only than that of a dateline's town."""
        lands = {t.place.country for t in self._lead if t.kind == "country" and t.role == "place"}
        return bool(lands) and toponym.place.country not in lands

    @cached_property
    def _lead(self) -> Sequence[Toponym]:
        spans = self._discourse.spans
        return self.between(0, spans[min(2, len(spans) - 1)][1]) if spans else ()

    def _passing(self, toponym: Toponym) -> bool:
        before = self._discourse.text[max(0, toponym.start - 80) : toponym.start]
        return bool(BEARING.search(before[-40:]) or ELSEWHERE.search(before))

    @cached_property
    def main_town(self) -> Place | None:
        """The town named most."""
        first = {_key(t): t for t in reversed(self.toponyms) if self._is_town(t) and t.role != "demonym"}
        votes = self._votes
        return (
            as_place(first[max(votes, key=lambda k: (votes[k], first[k].place.name is not None, -first[k].start))])
            if votes
            else None
        )

    def _dominant_town(self, index: int) -> Place | None:
        """The main town, where no other comes near it; not within a post, which may be from anywhere."""
        if self._discourse.post_at(self._discourse.spans[index][0]):
            return None
        return self.main_town if self.centred else None

    @cached_property
    def centred(self) -> bool:
        """Whether the document has one main town that no other comes near."""
        ranked = [n for _, n in self._votes.most_common(2)]
        return bool(ranked) and (len(ranked) == 1 or ranked[0] >= _DOMINANT * ranked[1])

    def wide_before(self, start: int) -> Place | None:
        """The country or region told last before an offset, otherwise the first of the text."""
        wide = [t for t in self.toponyms if _is_land(t)]
        named = [t for t in wide if t.role == "place"]
        before = [t for t in named if t.start < start]
        own = [t for t in before if not self._is_alien(t)]
        later = [t for t in named if t.kind == "country" or not self._votes]
        chosen = own[-1:] or before[-1:] or later[:1] or [t for t in wide if t.role != "place"][:1]
        return as_place(chosen[0]) if chosen else None

    def _is_alien(self, toponym: Toponym) -> bool:
        """Whether a country or region is named as a cause, an origin or an owner: "from Israel", "Israel's forces"."""
        text = self._discourse.text
        before = text[max(0, toponym.start - 80) : toponym.start]
        owns = text[toponym.end : toponym.end + 2] in ("'s", "’s") or text[toponym.end : toponym.end + 1] in "-–"
        return owns or bool(ALIEN.search(before) or ELSEWHERE.search(before))


def _lies_in(town: Toponym, land: Toponym) -> bool:
    if land.kind == "region":
        return land.place.name is not None and town.place.region == land.place.name
    return town.place.country is not None and town.place.country == land.place.country


def _key(toponym: Toponym) -> object:
    """What makes two names of towns the same town."""
    return toponym.place.place_id or toponym.text


def _is_land(toponym: Toponym) -> bool:
    """Whether a name is that of a country or of a region in one ("the West Bank")."""
    return toponym.kind in ("country", "region") or (toponym.kind == "macro" and toponym.place.country is not None)
