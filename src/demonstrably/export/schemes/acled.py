"""ACLED: one row a gathering at a place on a day, in the 31 columns and the words of ACLED's codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from demonstrably.export.columns import Column
from demonstrably.export.schemes.reading import Reading, crowd, days, middle_day, outlets, seconds
from demonstrably.export.schemes.scheme import Drawn, Row, Scheme
from demonstrably.export.schemes.telling import account
from demonstrably.model import Event

RULES = "acled"
_STATE, _RIOTERS, _PROTESTERS = 1, 5, 6
_FEWEST = 3
"""ACLED's smallest crowd."""

_SUB_EVENTS = (
    "Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration",
)  # fmt: skip
_REGIONS = (
    "Northern Africa", "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Middle East",
    "Caucasus and Central Asia", "South Asia", "Southeast Asia", "East Asia", "North America", "Central America",
    "Caribbean", "South America", "Europe", "Oceania", "Antarctica",
)  # fmt: skip

COLUMNS = (
    Column("event_id_cnty", "string", "The country's ISO 3166 alpha-3 letters and the digits of our event_id."),
    Column("event_date", "string", "ISO day; the middle one where the event's dates are an interval."),
    Column("year", "integer", "The year of event_date."),
    Column("time_precision", "integer", "1 for a day, 2 for an interval of up to a week, 3 for one of up to a month."),
    Column(
        "disorder_type",
        "string",
        "Demonstrations, or both where force was excessive.",
        values=("Demonstrations", "Political violence; Demonstrations"),
    ),
    Column("event_type", "string", "Riots for our type riot, otherwise Protests.", values=("Protests", "Riots")),
    Column(
        "sub_event_type",
        "string",
        "Violent demonstration for a riot. Otherwise Excessive force against protesters where lethal force is told of, "
        "where force goes with people killed, or where it goes with people hurt by a hospital's count; else Protest "
        "with intervention where there were detentions, an order to disperse or force; else Peaceful protest.",
        values=_SUB_EVENTS,
    ),
    Column("actor1", "string", "Protesters or Rioters, with the country in brackets."),
    Column(
        "assoc_actor_1",
        "string",
        "Named organisers, then groups that the texts say took part (students, women, ...); null where none is told.",
        nullable=True,
    ),
    Column("inter1", "integer", "5 for rioters, 6 for protesters (ACLED's numbers until 2024).", values=()),
    Column(
        "actor2",
        "string",
        "Police Forces of the country where they stepped in, Protesters for a counter-protest; null otherwise.",
        nullable=True,
    ),
    Column("assoc_actor_2", "string", "Always null: the record tells no units.", nullable=True),
    Column("inter2", "integer", "1 for state forces, 6 for protesters, 0 without an actor2."),
    Column("interaction", "integer", "Both numbers, the smaller first: 16, 15, 66, 56; 60 or 50 without an actor2."),
    Column(
        "civilian_targeting",
        "string",
        "Set where force was excessive; null otherwise.",
        nullable=True,
        values=("Civilian targeting",),
    ),
    Column("iso", "integer", "ISO 3166 numeric code of the country."),
    Column("region", "string", "The region as ACLED names it.", values=_REGIONS),
    Column("country", "string", "The country as ACLED names it."),
    Column("admin1", "string", "The first-level division by GeoNames; null where not known.", nullable=True),
    Column("admin2", "string", "The second-level division by GeoNames; null where not known.", nullable=True),
    Column("admin3", "string", "Always null: the gazetteer ends at the second level.", nullable=True),
    Column("location", "string", "The town's or region's name by GeoNames."),
    Column("latitude", "number", "Degrees north, WGS 84.", nullable=True),
    Column("longitude", "number", "Degrees east, WGS 84.", nullable=True),
    Column("geo_precision", "integer", "1 for a town (or a venue in it), 3 for a region."),
    Column("source", "string", "The outlets of the documents that speak of it, between semicolons."),
    Column("source_scale", "string", "Always Other: the record does not rate its outlets.", values=("Other",)),
    Column("notes", "string", "Our account: what, where, why, the responses, each figure's words and who says them."),
    Column("fatalities", "integer", "The lowest figure of people killed (rule set acled); 0 where none is told."),
    Column("tags", "string", "crowd size= and the words of each figure used, or no report."),
    Column("timestamp", "integer", "Newest publication that speaks of it, in seconds since 1970; null if undated.",
           nullable=True),
)  # fmt: skip


def _draw(reading: Reading) -> Drawn:
    table = reading.table("acled")
    kept, left = reading.sifted(lambda event: _unfit(reading, event, table))
    return Drawn(tuple(_row(reading, event, table) for event in kept), left)


def _unfit(reading: Reading, event: Event, table: Mapping[str, Any]) -> str | None:
    """Why ACLED has no row for an event; None where it has one."""
    types = table["types"]
    if event.kind in types["elsewhere"]:
        return "online"
    size = reading.figures(event, "participants", "demonstrably")
    if event.kind in types["alone"] or (size and size.high is not None and size.high < _FEWEST):
        return "fewer than three people"
    place = event.place
    if place is None or place.name is None or place.precision == "country" or not reading.country(place.country):
        return "no place below the country"
    return None if _time_precision(event) else "no date within a month"


def _time_precision(event: Event) -> int | None:
    """ACLED's code; None for dates wider than a month."""
    span = days(event)
    length = (span[1] - span[0]).days + 1 if span else None
    if length is None or length > 31:
        return None
    return 1 if length == 1 else 2 if length <= 7 else 3


def _row(reading: Reading, event: Event, table: Mapping[str, Any]) -> Row:
    sub_event = _sub_event(reading, event, table)
    row = {
        **_when(event),
        **_where(reading, event),
        **_who(reading, event, sub_event, table),
        "event_type": "Riots" if sub_event == _SUB_EVENTS[3] else "Protests",
        "sub_event_type": sub_event,
        "disorder_type": "Political violence; Demonstrations" if sub_event == _SUB_EVENTS[2] else "Demonstrations",
        "civilian_targeting": "Civilian targeting" if sub_event == _SUB_EVENTS[2] else None,
        "source": "; ".join(outlets(reading.documents(event))),
        "source_scale": "Other",
        "notes": account(reading, event, RULES),
        "fatalities": _killed(reading, event),
        "tags": f"crowd size={_crowd_size(reading, event)}",
        "timestamp": seconds(reading.newest(event)),
    }
    return {column.name: row[column.name] for column in COLUMNS}


def _when(event: Event) -> Row:
    day = middle_day(event)
    return {
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": _time_precision(event),
    }


def _where(reading: Reading, event: Event) -> Row:
    place = event.place
    country = reading.country(place.country if place else None)
    admin1, admin2 = reading.divisions(event)
    return {
        "event_id_cnty": f"{country['iso3']}{event.event_id.rpartition('-')[2]}",
        "iso": country["numeric"],
        "region": country["region"],
        "country": country["name"],
        "admin1": admin1,
        "admin2": admin2,
        "admin3": None,
        "location": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": 3 if place and place.precision == "region" else 1,
    }


def _who(reading: Reading, event: Event, sub_event: str, table: Mapping[str, Any]) -> Row:
    country = reading.country_name(event)
    first = _RIOTERS if event.kind in table["types"]["riots"] else _PROTESTERS
    second = _second(reading, event, table)
    names = {
        _STATE: f"Police Forces of {country}",
        _RIOTERS: f"Rioters ({country})",
        _PROTESTERS: f"Protesters ({country})",
    }
    return {
        "actor1": names[first],
        "assoc_actor_1": "; ".join(_associated(reading, event, table)) or None,
        "inter1": first,
        "actor2": names.get(second),
        "assoc_actor_2": None,
        "inter2": second,
        "interaction": int("".join(map(str, sorted((first, second))))) if second else first * 10,
    }


def _second(reading: Reading, event: Event, table: Mapping[str, Any]) -> int:
    """The number of the other side, 0 where there is none."""
    if set(reading.responses(event)) & set(table["responses"]["intervention"]):
        return _STATE
    facing = event.kind in table["types"]["protesters_meet"] or "counter_protest" in reading.responses(event)
    return _PROTESTERS if facing else 0


def _associated(reading: Reading, event: Event, table: Mapping[str, Any]) -> list[str]:
    """Organisations by name, then groups in ACLED's words."""
    words = " ".join(reading.participants(event)).casefold()
    country = reading.country_name(event)
    groups = [
        f"{name} ({country})"
        for name, forms in table["groups"].items()
        if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words) for form in forms)
    ]
    return [*reading.organisations(event), *groups]


def _sub_event(reading: Reading, event: Event, table: Mapping[str, Any]) -> str:
    responses, known = set(reading.responses(event)), table["responses"]
    if event.kind in table["types"]["riots"]:
        return _SUB_EVENTS[3]
    forced = bool(responses & set(known["force"]))
    if responses & set(known["lethal"]) or (forced and (_killed(reading, event) or _hospital(reading, event))):
        return _SUB_EVENTS[2]
    return _SUB_EVENTS[1] if responses & set(known["intervention"]) else _SUB_EVENTS[0]


def _killed(reading: Reading, event: Event) -> int:
    found = reading.figures(event, "killed", RULES)
    return (found.low or 0) if found else 0


def _hospital(reading: Reading, event: Event) -> bool:
    """Whether a medical source counts people of the crowd as hurt: ACLED's serious injuries."""
    return any(
        claim.attribute == "injured" and claim.source_kind == "medical" and claim.modality == "occurred" and claim.low
        for claim in filter(crowd, reading.claims(event))
    )


def _crowd_size(reading: Reading, event: Event) -> str:
    """The figures' own words; tags are parted by semicolons, so the words are parted by slashes."""
    quotes = reading.quotes(reading.figures(event, "participants", RULES))
    return " / ".join(" ".join(quote.replace(";", ",").split()) for quote in quotes) or "no report"


SCHEME = Scheme(
    name="acled",
    title="ACLED",
    suffix="csv",
    doc="A gathering at one place on one day, in the 31 columns of the Armed Conflict Location and Event Data Project.",
    columns=COLUMNS,
    lost=(
        "Waves and country totals, gatherings without a place below the country or without a date within a month, "
        "those planned, cancelled, hypothetical or historical, those online and those of fewer than three people.",
        "Who says which figure, but in the words of `notes`; upper bounds; conflicts; what was set aside.",
        "Killed police and killed protesters are one number, the lowest that any text gives.",
        "ACLED names a government's forces with its years (`Police Forces of Russia (2000-)`) and, since 2024, writes "
        "`inter1`, `inter2` and `interaction` in words; here are the names without years and the numbers.",
        "Mob violence and violence against things are not told apart from other riots; `source_scale` needs ACLED's "
        "own ratings of outlets.",
    ),
    draw=_draw,
)
