"""Renown: what the places of a name say of it by themselves, whatever stands around it."""

from __future__ import annotations

from demonstrably.gazetteer.index import COUNTRY, COUNTY, MACRO, REGION, SETTLEMENT, Candidate
from demonstrably.gazetteer.spots import Spot

_KNOWN = ((1_000_000, 3.5), (100_000, 2.8), (30_000, 2.2), (5_000, 1.8), (1_000, 1.2))


def governs(spot: Spot) -> bool:
    """Whether a government can go by this name: a country, or a large town."""
    top = spot.candidates[0]
    return top.kind == COUNTRY or (top.kind in (SETTLEMENT, REGION) and top.population > 300_000)


def takes_article(spot: Spot) -> bool:
    """Whether places of this name may go with "the": lands and regions ("the Crimea", "the Bronx"), and towns whose own
    name has it ("the Hague")."""
    return any(c.kind in (COUNTRY, REGION, MACRO) or (c.kind == COUNTY and c.main) or c.name.startswith("The ")
               for c in spot.candidates)  # fmt: skip


def size(spot: Spot) -> float:
    """How far the name alone speaks for a place: a capital is known, a hamlet is not."""
    return max(map(known, spot.candidates))


def known(candidate: Candidate) -> float:
    """How well known a place is, from 0.1 for a hamlet's other name to 4 for a country."""
    if candidate.kind in (COUNTRY, MACRO):
        return 4.0
    if candidate.kind == REGION and candidate.main:
        return 3.0
    weight = next((k for people, k in _KNOWN if candidate.population >= people), 0.8)
    if candidate.kind == COUNTY:
        weight = min(weight, 1.0)
    return weight - (0.0 if candidate.main else 0.7)
