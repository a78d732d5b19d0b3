"""Crowd Counting Consortium: one row a gathering, with the rule set `ccc` behind its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from demonstrably import wording
from demonstrably.export.columns import Column
from demonstrably.export.schemes.reading import Reading, crowd, police, report_line
from demonstrably.export.schemes.scheme import Drawn, Row, Scheme
from demonstrably.export.schemes.telling import account
from demonstrably.model import Claim, Event, first_day

RULES = "ccc"

_BEFORE_SOURCES = (
    Column("date", "string", "ISO day; the first one where the event's dates are an interval."),
    Column("locality", "string", "The town as resolved, or as written; null where none is told.", nullable=True),
    Column("state", "string", "The first-level division by GeoNames; null where not known.", nullable=True),
    Column("location_detail", "string", "The venue as written; null where only a town is told.", nullable=True),
    Column("online", "integer", "1 for our type online_action, otherwise 0."),
    Column("type", "string", "Our event type in words, and the others that texts use, between semicolons."),
    Column("title", "string", "Always null: a gathering's own name is not read.", nullable=True),
    Column("macroevent", "string", "The wave_id of the wave it stands in; null where none.", nullable=True),
    Column("actors", "string", "Organisations and participants together; null where none is told.", nullable=True),
    Column("organizations", "string", "Organisers with a name of their own; null where none is told.", nullable=True),
    Column("participants", "string", "Those who gathered, as the texts name them; null where not told.", nullable=True),
    Column("claims", "string", "What for or against, and slogans, as written; null where not told.", nullable=True),
    Column("valence", "integer", "Always null: on whose side a crowd stands is not coded.", nullable=True),
    Column("issues", "string", "Always null: causes are not sorted into CCC's list of issues.", nullable=True),
    Column(
        "size_text", "string", "The words of each figure used, between semicolons; null without one.", nullable=True
    ),
    Column("size_low", "integer", "The lowest figure under the rule set ccc; null without one.", nullable=True),
    Column("size_high", "integer", "The highest figure under the rule set ccc; null without one.", nullable=True),
    Column("size_mean", "integer", "The mean of both; null without one.", nullable=True),
    Column("size_cat", "integer", "0 unknown, 1 under 100, 2 under 1,000, 3 under 10,000, 4 the rest, by size_mean."),
    Column(
        "arrests", "integer", "Detained: the mean of lowest and highest; null where no number is told.", nullable=True
    ),
    Column("arrests_any", "integer", "1 where a figure above 0 or the response detention is told, otherwise 0."),
    Column("injuries_crowd", "integer", "Injured but police: mean of lowest and highest; null without.", nullable=True),
    Column("injuries_police", "integer", "Injured police: mean of lowest and highest; null without.", nullable=True),
    Column("property_damage", "string", "Always null: damage to things is not read.", nullable=True),
    Column("chemical_agents", "integer", "1 where a sentence about it tells of tear gas or the like, otherwise 0."),
    Column(
        "participant_measures", "string", "Blockade, sit-in, strike, ...; null for a plain gathering.", nullable=True
    ),
    Column("police_measures", "string", "The authorities' responses; null where none is told.", nullable=True),
    Column(
        "participant_deaths", "integer", "Killed but police: mean of lowest and highest; null without.", nullable=True
    ),
    Column("police_deaths", "integer", "Killed police: mean of lowest and highest; null without.", nullable=True),
)
_AFTER_SOURCES = (
    Column("notes", "string", "Our account: what, where, why, the responses, each figure's words and who says them."),
    Column("lat", "number", "Degrees north of the resolved place; null where unresolved.", nullable=True),
    Column("lon", "number", "Degrees east of the resolved place; null where unresolved.", nullable=True),
    Column("resolved_locality", "string", "The place's name by GeoNames; null where unresolved.", nullable=True),
    Column("resolved_county", "string", "Its second-level division by GeoNames; null where not known.", nullable=True),
    Column("resolved_state", "string", "Its first-level division by GeoNames; null where not known.", nullable=True),
)


def _source(number: int | str) -> Column:
    return Column(
        f"source_{number}",
        "string",
        "The address of a report, or outlet, title and day where it has none; as many columns as the event with the "
        "most reports needs, null for the others.",
        nullable=True,
    )


COLUMNS = (*_BEFORE_SOURCES, _source("n"), *_AFTER_SOURCES)


def _draw(reading: Reading) -> Drawn:
    kept, left = reading.sifted(lambda event: None if event.when.date else "no date")
    most = max((len(event.documents) for event in kept), default=0)
    columns = (*_BEFORE_SOURCES, *(_source(number) for number in range(1, max(most, 1) + 1)), *_AFTER_SOURCES)
    rows = (_row(reading, event) for event in kept)
    return Drawn(tuple({c.name: row.get(c.name) for c in columns} for row in rows), left, columns)


def _row(reading: Reading, event: Event) -> Row:
    return {
        "date": first_day(event.when),
        "macroevent": event.wave_id,
        **_place(reading, event),
        **_people(reading, event),
        **_size(reading, event),
        **_harm(reading, event),
        **_measures(reading, event),
        **{f"source_{at}": report_line(document) for at, document in enumerate(reading.documents(event), 1)},
        "notes": account(reading, event, RULES),
    }


def _place(reading: Reading, event: Event) -> Row:
    place = event.place
    admin1, admin2 = reading.divisions(event)
    return {
        "locality": (place.name or place.written) if place else None,
        "state": admin1,
        "location_detail": place.written if place and place.precision == "venue" else None,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "resolved_locality": place.name if place else None,
        "resolved_county": admin2,
        "resolved_state": admin1,
    }


def _people(reading: Reading, event: Event) -> Row:
    organisations, people = reading.organisations(event), reading.participants(event)
    slogans = dict.fromkeys(slogan for mention in reading.mentions(event) for slogan in mention.slogans)
    return {
        "actors": _joined([*organisations, *people]),
        "organizations": _joined(organisations),
        "participants": _joined(people),
        "claims": _joined([*reading.causes(event), *slogans]),
    }


def _size(reading: Reading, event: Event) -> Row:
    found = reading.figures(event, "participants", RULES)
    mean = found.best if found else None
    bounds = reading.table("ccc")["sizes"]["bounds"]
    return {
        "size_text": _joined(reading.quotes(found)),
        "size_low": found.low if found else None,
        "size_high": found.high if found else None,
        "size_mean": mean,
        "size_cat": 0 if mean is None else 1 + sum(mean >= bound for bound in bounds),
    }


def _harm(reading: Reading, event: Event) -> Row:
    def number(attribute: str, which: Callable[[Claim], bool]) -> int | None:
        found = reading.assessed(event, attribute, RULES, which)
        return found.best if found else None

    arrests = number("detained", crowd)
    return {
        "arrests": arrests,
        "arrests_any": int(bool(arrests) or "detention" in reading.responses(event)),
        "injuries_crowd": number("injured", crowd),
        "injuries_police": number("injured", police),
        "participant_deaths": number("killed", crowd),
        "police_deaths": number("killed", police),
    }


def _measures(reading: Reading, event: Event) -> Row:
    table = reading.table("ccc")
    kinds = list(dict.fromkeys([event.kind, *(mention.kind for mention in reading.mentions(event))]))
    return {
        "online": int(event.kind == "online_action"),
        "type": "; ".join(wording.kind(kind) for kind in kinds),
        "chemical_agents": int(_chemical(reading, event, table["chemical"])),
        "participant_measures": _named(kinds, table["measures"]["participants"]),
        "police_measures": _named(reading.responses(event), table["measures"]["police"]),
    }


def _chemical(reading: Reading, event: Event, table: Mapping[str, Any]) -> bool:
    if not set(reading.responses(event)) & set(table["responses"]):
        return False
    sentences = [mention.sentence for mention in reading.mentions(event)]
    told = " ".join([*sentences, *(claim.sentence for claim in reading.claims(event))])
    return any(re.search(pattern, told.casefold()) for pattern in table["words"])


def _named(names: tuple[str, ...] | list[str], words: Mapping[str, str]) -> str | None:
    return _joined([words[name] for name in names if name in words])


def _joined(parts: list[str]) -> str | None:
    return "; ".join(parts) or None


SCHEME = Scheme(
    name="ccc",
    title="Crowd Counting Consortium",
    suffix="csv",
    doc="A gathering at one place on one day, in the columns of the Crowd Counting Consortium's compiled data.",
    columns=COLUMNS,
    lost=(
        "Waves and country totals, undated gatherings, those planned, cancelled, hypothetical or historical.",
        "Who says which figure, but in the words of `notes`; what was set aside and why; conflicts.",
        "The end of an interval of days; the country (CCC is about one): join `macroevent` or `notes`.",
        "`valence` and `issues` are judgements on American politics that the record does not make; `title` and "
        "`property_damage` are not read.",
    ),
    draw=_draw,
)
