"""Spots: stretches of a text that may name a place, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from demonstrably.gazetteer.index import SETTLEMENT, Candidate

Role = Literal["place", "institution", "demonym"]

LIST_SIGNS = frozenset((", ", " and ", ", and ", " or ", ", or ", " & ", "; "))
"""What stands between two names of one list."""


@dataclass(slots=True)
class Spot:
    """A stretch that may name a place. `evidence` is how much speaks for that; 0 is neutral.

    `first` and `last` are its words' indices; `role` what its surroundings make of it; `explicit` is set where the
    text itself places it ("Paris, Texas"), `listed` where it stands in a list with another name of a world city.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    candidates: tuple[Candidate, ...]
    sort: str = "name"
    role: Role = "place"
    evidence: float = 0.0
    explicit: bool = False
    within: tuple[Candidate, ...] = ()
    listed: bool = False

    @property
    def broad(self) -> bool:
        """Whether it can be a country, a region or a macro-region."""
        return any(c.kind != SETTLEMENT for c in self.candidates)
