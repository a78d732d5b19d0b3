"""MMAD: one row a report, which is an event in a document, to be grouped by city, day and side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from demonstrably.export.columns import Column
from demonstrably.export.schemes.reading import Reading
from demonstrably.export.schemes.scheme import Drawn, Row, Scheme
from demonstrably.model import Claim, Document, Event, content_id

RULES = "mmad"

COLUMNS = (
    Column("id", "string", "A hash of our event_id and document_id."),
    Column("cowcode", "integer", "Correlates of War number of the country; null for none.", nullable=True),
    Column("location", "integer", "GeoNames id of the town."),
    Column("latitude", "number", "Degrees north, WGS 84.", nullable=True),
    Column("longitude", "number", "Degrees east, WGS 84.", nullable=True),
    Column("asciiname", "string", "The town's name in ASCII letters."),
    Column("event_date", "string", "ISO day."),
    Column(
        "side",
        "integer",
        "0 for the government, 1 against it, 3 neither, read from the words of the cause (codebook schemes/mmad); "
        "null where no cause is told.",
        nullable=True,
        values=(),
    ),
    Column("actors", "string", "Those who gathered, as this report names them; null where not told.", nullable=True),
    Column("issue", "string", "What for or against, as this report says; null where not told.", nullable=True),
    Column("scope", "integer", "Always null: MMAD's coders judge it.", nullable=True),
    Column("part_violence", "integer", "1 where this report calls it a riot, otherwise 0; MMAD's scale goes on."),
    Column(
        "sec_engagement",
        "integer",
        "By the strongest response in this report: 0 none, 1 presence or warning, 2 detention, dispersal or force, 3 "
        "lethal force; null where nothing is told.",
        nullable=True,
    ),
    Column("numparticipants", "string", "The words of this report's figures; null without one.", nullable=True),
    Column("avg_numparticipants", "integer", "Their mean (a range gives its middle); null without one.", nullable=True),
    Column("source", "string", "The outlet; null where not told.", nullable=True),
    Column("version", "string", "The version of this mapping."),
    Column("event_id", "string", "Our event, beside MMAD's columns."),
    Column("document_id", "string", "Our document, beside MMAD's columns."),
)
VERSION = "1"


def _draw(reading: Reading) -> Drawn:
    kept, left = reading.sifted(_unfit)
    rows = [_row(reading, event, document) for event in kept for document in reading.documents(event)]
    return Drawn(tuple(sorted(rows, key=lambda row: (row["event_date"], row["asciiname"], row["id"]))), left)


def _unfit(event: Event) -> str | None:
    place = event.place
    if place is None or place.place_id is None or place.precision not in ("city", "venue"):
        return "no town"
    return None if event.when.precision == "day" else "no single day"


def _row(reading: Reading, event: Event, document: Document) -> Row:
    row = {
        **_where(reading, event),
        **_told(reading, event, document.document_id),
        **_size(reading, event, document.document_id),
        "id": content_id("report", event.event_id, document.document_id),
        "event_date": event.when.date,
        "side": _side(event, reading.table("mmad")["side"]),
        "scope": None,
        "source": document.outlet,
        "version": VERSION,
        "event_id": event.event_id,
        "document_id": document.document_id,
    }
    return {column.name: row[column.name] for column in COLUMNS}


def _where(reading: Reading, event: Event) -> Row:
    place = event.place
    return {
        "cowcode": reading.country(place.country if place else None).get("cow"),
        "location": place.place_id if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "asciiname": _ascii(place.name or place.written) if place else None,
    }


def _told(reading: Reading, event: Event, document_id: str) -> Row:
    """What this one report tells of the event."""
    table = reading.table("mmad")
    mentions = [mention for mention in reading.mentions(event) if mention.document_id == document_id]
    actors = dict.fromkeys(actor for mention in mentions for actor in mention.actors)
    levels = [
        table["engagement"][name] for mention in mentions for name in mention.responses if name in table["engagement"]
    ]
    return {
        "actors": "; ".join(actors) or None,
        "issue": "; ".join(dict.fromkeys(mention.cause for mention in mentions if mention.cause)) or None,
        "part_violence": max((table["violence"].get(mention.kind, 0) for mention in mentions), default=0),
        "sec_engagement": max(levels, default=None),
    }


def _size(reading: Reading, event: Event, document_id: str) -> Row:
    def here(claim: Claim) -> bool:
        return claim.document_id == document_id

    found = reading.assessed(event, "participants", RULES, here, alone=True)
    return {
        "numparticipants": "; ".join(reading.quotes(found)) or None,
        "avg_numparticipants": found.best if found else None,
    }


def _side(event: Event, sides: Mapping[str, Any]) -> int | None:
    """MMAD's code by the words of the event's cause, the same in all its reports; None where no cause is told."""
    if not event.cause:
        return None
    cause = event.cause.casefold()
    found = (int(side) for side, patterns in sides.items() if any(re.search(p, cause) for p in patterns))
    return next(found, 3)


def _ascii(name: str) -> str:
    """A name without marks; letters of other scripts stay where nothing stands for them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain if len(plain.split()) == len(name.split()) and plain else name


SCHEME = Scheme(
    name="mmad",
    title="Mass Mobilization in Autocracies Database",
    suffix="csv",
    doc="A report: an event in a document. Group by `asciiname`, `event_date` and `side` for MMAD's events, by "
    "`event_id` for ours.",
    columns=COLUMNS,
    lost=(
        "Waves and country totals, gatherings without a town or a single day, those planned, cancelled, hypothetical "
        "or historical.",
        "Figures of people detained, injured and killed: MMAD has no column for them.",
        "`scope` and the upper part of `part_violence` are judgements of MMAD's coders; `side`, `part_violence` and "
        "`sec_engagement` are read by rule: compare them with MMAD's codebook before pooling the two.",
        "Corrections: each report stands with the figure that it gave.",
    ),
    draw=_draw,
)
