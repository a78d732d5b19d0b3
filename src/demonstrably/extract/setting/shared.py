"""Settings that figures share: a headline's with its story, a rival count's day with the first's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting import Setting
from demonstrably.extract.setting.places import as_place
from demonstrably.model import Claim, Place, When, content_id

_LEAD = 1200
"""Characters of a story in which the figure of its headline is told again."""
_TITLE = 200
"""Characters of the longest headline."""
_REACH = 90
"""Characters before a figure in which it is said what it counts."""
_AGAINST = re.compile(r"\b(?:up from|down from|compared (?:to|with)|against|versus|than)\s+\Z", re.IGNORECASE)
_AGAINST_REACH = 20
"""Characters before a figure that set it against another."""
_GAP = re.compile(
    r"(?: [a-z]+)?(?:,| and|, and|,? but) (?:(?:some|about|around|only|just|nearly|almost) )?", re.IGNORECASE
)
"""Between the figures of a row of rival counts."""
_RIVALS = 2
"""Sentences behind a count in which another is set against it."""


class SharedSettings:
    """The rules of one language; the codebook's table "<language>/setting" says what each pattern finds."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/setting")["shared"]
        self._rival = re.compile("|".join(table["rival"]), re.IGNORECASE)
        self._ranked = re.compile("|".join(table["ranked"]), re.IGNORECASE)
        worldwide = codebook.table(f"{language}/setting")["wording"]["cased"]["worldwide"]
        self._worldwide = re.compile("|".join(worldwide))

    def over(self, claims: Sequence[Claim], discourse: Discourse, setting: Setting) -> list[Claim]:
        """The claims, each that shares the place and the day of another with those."""
        spans = Counter((c.start, c.end) for c in claims)
        told: list[Claim] = []
        single: list[Claim] = []  # without those of one figure for each of several towns
        for claim in claims:
            if spans[claim.start, claim.end] == 1:
                fellow = self._first_count(claim, single, discourse, setting)
                claim = _like(claim, claim.place or fellow.place, fellow.when) if fellow else claim
                single.append(claim)
            told.append(claim)
        ranked = self._by_turns(self._by_rank(told, discourse, setting), discourse, setting)
        return [self._like_story(claim, ranked, discourse, setting) for claim in ranked]

    def _by_rank(self, claims: Sequence[Claim], discourse: Discourse, setting: Setting) -> list[Claim]:
        """The claims, those of a sentence that gives as many figures as towns "respectively" each of its own town."""
        if self._ranked.search(discourse.text) is None:
            return list(claims)
        towns: dict[tuple[str, int, int], Place] = {}
        rows: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
        for claim in claims:
            rows[discourse.index_at(claim.start), claim.attribute][claim.start] = claim.end
        for (index, attribute), row in rows.items():
            start, end = discourse.spans[index]
            named = [t for t in setting.toponyms if start <= t.start < end and t.role == "place"]
            named = [t for t in named if t.kind == "settlement"]
            if len(row) == len(named) > 1 and self._ranked.search(discourse.text, start, end):
                towns |= {(attribute, *span): as_place(t) for span, t in zip(sorted(row.items()), named, strict=True)}
        of_rank = {(c.attribute, c.start, c.end): c for c in claims}
        kept = [c for c in claims if (key := (c.attribute, c.start, c.end)) not in towns or of_rank[key] is c]
        return [
            with_setting(c, town, c.when) if (town := towns.get((c.attribute, c.start, c.end))) else c for c in kept
        ]

    def _by_turns(self, claims: Sequence[Claim], discourse: Discourse, setting: Setting) -> list[Claim]:
        """The claims, each of a row of rival counts with the place and day of its fellow in the row before ("4,000 in
        Athens and 1,500 in Patras. Police gave figures of 2,200 and 900")."""
        told = list(claims)
        rows = [list(row) for _, row in groupby(range(len(told)), key=lambda i: (told[i].attribute, told[i].source))]
        for firsts, row in pairwise(rows):
            towns = [told[i].place for i in firsts]
            if len(row) < 2 or len(row) != len(firsts) or len({_key(t) for t in towns if t}) < len(row):
                continue
            start, end = told[row[0]].start, told[row[-1]].end
            index = discourse.index_at(start)
            voiced = told[row[0]].source is not None and told[firsts[0]].source is not None
            alike = all(_is_rival(told[i], told[k]) for i, k in zip(firsts, row, strict=True))
            apart = _GAP.fullmatch(discourse.text, told[row[0]].end, told[row[1]].start) is None
            far = index - discourse.index_at(told[firsts[-1]].start) > 1 or end > discourse.spans[index][1]
            since = max(max(told[i].end, town.start + 1) for i in firsts if (town := told[i].place))
            if not voiced or not alike or apart or far or _names_any(setting, index, since, end):
                continue
            for i, k in zip(firsts, row, strict=True):
                told[k] = with_setting(told[k], told[i].place, told[i].when)
        return told

    def _first_count(self, claim: Claim, told: Sequence[Claim], discourse: Discourse, setting: Setting) -> Claim | None:
        """The count that another is set against ("Police put it at 23,000"), in a sentence that names neither a place
        nor a day behind the first, nor a gathering that has a day of its own."""
        index = discourse.index_at(claim.start)
        start, end = discourse.spans[index]
        if self._rival.search(discourse.text, max(start, claim.start - _REACH), claim.start) is None:
            return None
        if setting.of_dates.names_occasion(index):
            return None
        told = [c for c in told if c.modality == claim.modality]
        alike = [c for c in told if c.attribute == claim.attribute and not _is_set_against(discourse.text, c)]
        if _names_any(setting, index, max([start, *(c.end for c in alike[-1:])]), end):
            return None
        for first, reach in ((alike[-1:], _RIVALS), (list(told[-1:]), 1)):
            near = first and index - discourse.index_at(first[0].start) <= reach
            if near and (reach == 1 or _is_rival(first[0], claim)):
                return first[0]
        return None

    def _like_story(self, claim: Claim, told: Sequence[Claim], discourse: Discourse, setting: Setting) -> Claim:
        """The claim; a headline's set as the story under it sets the same figure, where it names no town and day."""
        text = discourse.text
        opening = len(text) - len(text.lstrip())
        title = text.find("\n", opening)
        if not opening <= claim.start < title or title - opening > _TITLE:
            return claim
        again = (c for c in told if title < c.start < title + _LEAD and _is_same(c, claim))
        story = next(again, None)
        if story is None or story.place is None or self._worldwide.search(text, opening, title):
            return claim
        towns = any(t.kind == "settlement" and opening <= t.start < title for t in setting.toponyms)
        days = [e for e in setting.expressions[discourse.index_at(claim.start)] if opening <= e.start < title]
        dated = any(e.value == claim.when.date for e in days)
        place = claim.place if towns and claim.place else story.place
        return _like(claim, place, claim.when if dated else story.when)


def with_setting(claim: Claim, place: Place | None, when: When) -> Claim:
    """The claim there and then, with the id that it has by its place."""
    parts = (claim.document_id, claim.attribute, claim.start, claim.end, place.start if place else None)
    return replace(claim, claim_id=content_id("claim", *parts), place=place, when=when)


def _like(claim: Claim, place: Place | None, when: When) -> Claim:
    """The claim with a place, and with a day unless that is unknown."""
    return with_setting(claim, place, when if when.date else claim.when)


def _names_any(setting: Setting, index: int, start: int, end: int) -> bool:
    """Whether a stretch of a sentence names a place or a day."""
    return any(t.role == "place" and start <= t.start < end for t in setting.toponyms) or any(
        start <= e.start < end for e in setting.expressions[index]
    )


def _is_rival(one: Claim, other: Claim) -> bool:
    """Whether two figures may count the same: neither is ten times the other."""
    sizes = [max(1.0, float(c.low or c.high or 1)) for c in (one, other)]
    return max(sizes) < 10 * min(sizes)


def _is_set_against(text: str, claim: Claim) -> bool:
    """Whether a figure is of another day that a count is compared with ("up from 480,000 on 15 March")."""
    return _AGAINST.search(text, max(0, claim.start - _AGAINST_REACH), claim.start) is not None


def _key(place: Place) -> object:
    return place.place_id, place.name or place.written


def _is_same(one: Claim, other: Claim) -> bool:
    return (one.attribute, one.low, one.high, one.modality) == (other.attribute, other.low, other.high, other.modality)
