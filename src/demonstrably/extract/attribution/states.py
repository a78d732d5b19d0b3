"""Place names that speak for a state or a city ("Venezuela reported 99 dead"), told from bodies mistaken for places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demonstrably.gazetteer import Gazetteer
from demonstrably.gazetteer.index import COUNTRY, REGION

LARGE = 300_000
"""People; a name that only a smaller town bears is likelier a body's that the analyser took for a place."""


@dataclass(frozen=True, slots=True)
class States:
    """Judges place names by the gazetteer; without one every name that the analyser takes for a place is one."""

    gazetteer: Gazetteer | None = None

    def is_place(self, name: str) -> bool:
        """Whether the gazetteer has a place of that name; False without one."""
        return self.gazetteer is not None and bool(self.gazetteer.lookup(name))

    def speaks(self, name: str, text: str) -> bool:
        """Whether a source's name is a country's, a region's or a large city's, or the text uses it for a place."""
        if self.gazetteer is None:
            return True
        bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
        if re.search(rf"\b(?:in|across|throughout|within|near|outside)\s+(?:the\s+)?{re.escape(bare)}\b", text):
            return True
        found = self.gazetteer.lookup(bare)[:1]
        return any(place.kind in (COUNTRY, REGION) or place.population >= LARGE for place in found)
