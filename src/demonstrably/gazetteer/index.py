"""The shipped index of names and places: one read-only SQLite file, built by scripts/build_gazetteer.py."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from demonstrably.errors import DemonstrablyError
from demonstrably.model import Place, PlacePrecision

SETTLEMENT, REGION, COUNTY, COUNTRY, MACRO = range(5)

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, country TEXT, region INTEGER, county INTEGER,
                    population INTEGER, latitude INTEGER, longitude INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER, capital INTEGER) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_PRECISION: tuple[PlacePrecision, ...] = ("city", "region", "region", "country", "region")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `place_id` is the GeoNames id, None for a hand-written macro-region.

    `region_id` and `county_id` are the ids of the first- and second-level divisions it lies in (for a division of
    that level its own id); `population` is 0 where unknown; `main` is false for an alternate name.
    """

    place_id: int | None
    kind: int
    name: str
    country: str | None
    region_id: int | None
    county_id: int | None
    population: int
    latitude: float | None
    longitude: float | None
    main: bool = True

    @property
    def precision(self) -> PlacePrecision:
        return _PRECISION[self.kind]


class Index:
    """Look-ups by folded key; safe to share for reading within one thread."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(str(resources.files("demonstrably.gazetteer") / "data" / "places.sqlite"))
        if not path.is_file():
            raise DemonstrablyError(
                f"the gazetteer's index is missing at {path}.",
                remedy="Install demonstrably again, or run scripts/build_gazetteer.py.",
            )
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self.capitals = frozenset(row[0] for row in self._base.execute("SELECT capital FROM country"))
        self.candidates = lru_cache(maxsize=16384)(self._candidates)
        self.is_word = lru_cache(maxsize=16384)(self._is_word)
        self.by_id = lru_cache(maxsize=4096)(self._by_id)

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        """All places of that key, the most populous first."""
        rows = self._base.execute(
            "SELECT p.*, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? "
            "ORDER BY p.population DESC, p.id",
            (key,),
        )
        return tuple(_candidate(row) for row in rows)

    def _is_word(self, key: str) -> bool:
        return self._base.execute("SELECT 1 FROM word WHERE key = ?", (key,)).fetchone() is not None

    def _by_id(self, place_id: int) -> Candidate | None:
        row = self._base.execute("SELECT *, 1 FROM place WHERE id = ?", (place_id,)).fetchone()
        return _candidate(row) if row else None

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO alpha-2 code, None where there is no such."""
        row = self._base.execute("SELECT place FROM country WHERE code = ?", (code,)).fetchone()
        return self.by_id(row[0]) if row else None

    def capital(self, code: str) -> Candidate | None:
        """The capital of an ISO alpha-2 code, None where there is none."""
        row = self._base.execute("SELECT capital FROM country WHERE code = ?", (code,)).fetchone()
        return self.by_id(row[0]) if row and row[0] is not None else None

    def place(self, candidate: Candidate, written: str, start: int) -> Place:
        """The candidate as the place of a text, with its region's name."""
        region = self.by_id(candidate.region_id) if candidate.region_id else None
        return Place(
            written=written,
            start=start,
            precision=candidate.precision,
            name=candidate.name,
            place_id=candidate.place_id,
            latitude=candidate.latitude,
            longitude=candidate.longitude,
            country=candidate.country,
            region=region.name if region else None,
        )


def _candidate(row: tuple[int, int, str, str, int | None, int | None, int, int | None, int | None, int]) -> Candidate:
    place_id, kind, name, country, region, county, population, latitude, longitude, main = row
    return Candidate(
        place_id=place_id,
        kind=kind,
        name=name,
        country=country,
        region_id=place_id if kind == REGION else region,
        county_id=place_id if kind == COUNTY else county,
        population=population or 0,
        latitude=None if latitude is None else latitude / 1e4,
        longitude=None if longitude is None else longitude / 1e4,
        main=bool(main),
    )
