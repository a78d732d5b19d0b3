"""A way to read a figure: a possibility, not yet a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from demonstrably.language.analysis import Token

Role = Literal[
    "subject", "object", "passive", "nominal", "adjective", "counter", "noun", "place",
    "counted", "near", "beside", "listed", "elliptic", "part", "wording",
]  # fmt: skip
NounClass = Literal["gatherer", "people", "police", "collective", "place", "event", "occasion", "none", "other"]

FARTHEST = 4
"""Steps up the syntax tree beyond which nothing governs a figure; also the distance of a mere neighbourhood."""

LOOSE: frozenset[Role] = frozenset({"near", "beside"})
"""Roles that rest on words of the same sentence, not on its syntax."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a quantity: `attribute`, the counted `noun` (None where it is left out: "hundreds were
    detained"), the `predicate` that makes it so, in which `role`, `distance` steps up the tree."""

    attribute: str
    noun: Token | None
    noun_class: NounClass
    predicate: Token | None
    role: Role
    distance: int


def best_each(readings: Iterable[Reading]) -> list[Reading]:
    """The nearest reading of each attribute, in order of distance."""
    best: dict[str, Reading] = {}
    for reading in readings:
        kept = best.get(reading.attribute)
        if kept is None or reading.distance < kept.distance:
            best[reading.attribute] = reading
    return sorted(best.values(), key=lambda r: r.distance)


def participle_first(readings: list[Reading]) -> list[Reading]:
    """Of "563 arrested and 111 officers injured" the participle right behind the noun counts, not the verb before."""
    told = {r.attribute for r in readings if r.role == "adjective"}
    if not told:
        return readings
    return [
        r for r in readings if r.attribute in told or r.attribute in ("participants", "places") or r.role == "nominal"
    ]


def later_first(readings: list[Reading]) -> list[Reading]:
    """Of "two of the injured died", "two of the injured protesters died" the death counts, not the injuries told
    before."""
    earlier = [
        r
        for r in readings
        if r.attribute != "killed"
        and (r.role in ("nominal", "adjective") or (r.predicate is not None and r.predicate.dep == "amod"))
    ]
    told = {r.attribute for r in readings if r.role in ("subject", "passive", "wording") and r.distance < 2}
    told -= {"participants", "places", *(r.attribute for r in earlier)}
    return [r for r in readings if r not in earlier] if told else readings


def dead_at_last(readings: list[Reading]) -> list[Reading]:
    """Of those told to have been shot and then to have died ("a vendor shot by police succumbs to his injuries") the
    death counts."""
    deaths = (r.predicate for r in readings if r.attribute == "killed" and r.role == "subject")
    last = max((verb.i for verb in deaths if verb is not None and verb.lemma in _DYING), default=-1)
    return [r for r in readings if r.attribute != "injured" or r.predicate is None or r.predicate.i > last]


_DYING = ("die", "succumb", "perish")
