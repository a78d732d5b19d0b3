"""The wording of places: what stands around a name that tells of a place, of many places or of another's."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from demonstrably.codebook import Codebook
from demonstrably.extract.setting.datelines import is_dateline
from demonstrably.gazetteer import Toponym
from demonstrably.language.wordings import Wordings

IN_BRACKETS = re.compile(r"\s*\((?:[^\W\d][\w-]*\s+){0,3}[\d.,]*(?:\s+[\w-]+){0,3}?\s*")
"""What stands between a place and its figure in brackets behind it ("Hamilton (about 400 people)")."""
_WORD_BEHIND = re.compile(r" (\w+)")


class Worded(NamedTuple):
    """What the words around a mention of a place tell: that something is located there; that it is named in passing
    or in a dateline; that it speaks ("Moscow said"); that it is part of a body's name, or of a spot's
    ("the Santa Clara bank")."""

    located: bool
    passing: bool
    dateline: bool
    speaks: bool
    body: bool
    spot: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of one language; the codebook's table "<language>/setting" says what each of them finds."""

    wide: Wordings
    bearing: Wordings
    beyond: Wordings
    office: re.Pattern[str]
    outlet_of: re.Pattern[str]
    reporter_of: re.Pattern[str]
    unrest_in: re.Pattern[str]
    supported: re.Pattern[str]
    set_beside: re.Pattern[str]
    likened_told: re.Pattern[str]
    next_part: re.Pattern[str]
    alone_in: re.Pattern[str]
    then_in: re.Pattern[str]
    clause_in: re.Pattern[str]
    and_others: re.Pattern[str]
    next_clause: re.Pattern[str]
    land_body: re.Pattern[str]
    home_body: re.Pattern[str]
    announced: re.Pattern[str]
    outside: re.Pattern[str]
    far_land: re.Pattern[str]
    at_home: re.Pattern[str]
    worldwide: re.Pattern[str]
    spread_over: re.Pattern[str]
    brought_out: re.Pattern[str]
    cause_opens: re.Pattern[str]
    cause_ends: re.Pattern[str]
    said_in: re.Pattern[str]
    force_in: re.Pattern[str]
    home_of: re.Pattern[str]
    set_out: re.Pattern[str]
    road: re.Pattern[str]
    way: re.Pattern[str]
    beside: re.Pattern[str]
    road_of: re.Pattern[str]
    stood_in: re.Pattern[str]
    at_spot: re.Pattern[str]
    located: Wordings
    alien: Wordings
    hometown: Wordings
    toll: Wordings
    unrests: Wordings
    in_many: Wordings
    body: Wordings
    subset: Wordings
    part_in: Wordings
    of_part: Wordings
    another_in: Wordings
    running: Wordings
    since_in: Wordings
    since_unrest: Wordings
    sum_line: Wordings
    summed: Wordings
    national_count: Wordings
    past_wave: Wordings
    whole_wave: Wordings
    rights_body: Wordings
    long_time: Wordings
    spread_to: Wordings
    began_in: Wordings
    of_now: Wordings
    same_place: Wordings
    points: Wordings
    by_order: Wordings
    each_town: Wordings
    points_behind: Wordings
    goes_on: Wordings
    counts_too: Wordings
    land_saw: Wordings
    row_lead: Wordings
    owns: re.Pattern[str]
    lies_in: re.Pattern[str]
    one_gathering: Wordings
    period: Wordings
    caused: re.Pattern[str]
    elsewhere: re.Pattern[str]
    rallied_for: re.Pattern[str]
    seated: re.Pattern[str]
    come_from: re.Pattern[str]
    disaster: re.Pattern[str]
    carried: re.Pattern[str]
    brought_to: re.Pattern[str]
    of_wave: re.Pattern[str]
    national: re.Pattern[str]
    part_only: re.Pattern[str]
    of_land: re.Pattern[str]
    across: re.Pattern[str]
    has_with: re.Pattern[str]
    own_count: re.Pattern[str]
    right_in: re.Pattern[str]
    called_region: re.Pattern[str]
    range_from: re.Pattern[str]
    range_to: re.Pattern[str]
    travels: re.Pattern[str]
    all_over: re.Pattern[str]
    likened: re.Pattern[str]
    not_in: re.Pattern[str]
    of_region: re.Pattern[str]
    in_sight: re.Pattern[str]
    list_gap: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    speaks: re.Pattern[str]
    label_lead: re.Pattern[str]
    label_tail: re.Pattern[str]
    row_tail: re.Pattern[str]
    counted: re.Pattern[str]
    turn: re.Pattern[str]
    parts_open: re.Pattern[str]
    figure_in: re.Pattern[str]
    of_them_in: re.Pattern[str]
    where: re.Pattern[str]
    row: re.Pattern[str]
    perfect: re.Pattern[str]

    @classmethod
    def read(cls, codebook: Codebook, language: str = "en") -> Wording:
        """The patterns of the table, each compiled from its alternatives."""
        whole = codebook.table(f"{language}/setting")
        table, words = whole["wording"], whole["words"]
        found: dict[str, Any] = {name: Wordings(either(listed, words)) for name, listed in table["loose"].items()}
        found |= {name: re.compile(either(listed, words)) for name, listed in table["cased"].items()}
        return cls(**found)

    def around(self, text: str, toponym: Toponym, spots: Container[str]) -> Worded:
        """What the words around a name tell; `spots` are the words for spots that are rarely called after their own
        town."""
        before = text[max(0, toponym.start - 40) : toponym.start]
        following = _WORD_BEHIND.match(text, toponym.end)
        return Worded(
            located=toponym.role == "place" and bool(self.located.search(before)),
            passing=self._is_passing(text, toponym),
            dateline=is_dateline(text, toponym),
            speaks=bool(self.speaks.match(text, toponym.end)),
            body=bool(self.body.match(text, toponym.end)),
            spot=following is not None and following[1].lower() in spots,
        )

    def _is_passing(self, text: str, toponym: Toponym) -> bool:
        """Whether a town only tells where another lies ("west of Vryburg"), where somebody is from, where the cause
        was, or is a part of a venue's name or of what is told."""
        before = text[max(0, toponym.start - 80) : toponym.start]
        aside = self.bearing.search(before) or self.hometown.search(before) or self.caused.search(before)
        aside = aside or self.elsewhere.search(before) or self.seated.search(before)
        return bool(aside or self.part_only.match(text, toponym.end))


def either(alternatives: Iterable[str], words: Mapping[str, Iterable[str]]) -> str:
    """One expression of several; "{name}" in it stands for any of the words of that name."""
    pattern = "|".join(alternatives)
    for name, listed in words.items():
        pattern = pattern.replace("{" + name + "}", "|".join(listed))
    return pattern
