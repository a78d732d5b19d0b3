"""PLOVER: JSON Lines, one object a gathering and one for each response of the authorities to it."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.export.columns import Column, Items
from demonstrably.export.schemes.reading import Reading
from demonstrably.export.schemes.scheme import Drawn, Row, Scheme
from demonstrably.model import Event, Mention, content_id, first_day, last_day

_ACTOR = (
    Column("text", "string", "The words for it."),
    Column("sector", "string", "PLOVER's sector: CVL for a crowd, COP for police.", values=("CVL", "COP")),
    Column("country", "string", "ISO 3166 alpha-3 code; null where not known.", nullable=True),
)
_LOCATION = (
    Column("text", "string", "The place as written."),
    Column("name", "string", "Its name by GeoNames; null where unresolved.", nullable=True),
    Column("geonames_id", "integer", "Its GeoNames id; null where unresolved.", nullable=True),
    Column("lat", "number", "Degrees north; null where unresolved.", nullable=True),
    Column("lon", "number", "Degrees east; null where unresolved.", nullable=True),
    Column("country", "string", "ISO 3166 alpha-3 code; null where unresolved.", nullable=True),
    Column("precision", "string", "venue, city, region or country; null where unresolved.", nullable=True),
)
_SIZE = (
    Column("low", "integer", "The lowest figure of participants (rule set demonstrably).", nullable=True),
    Column("high", "integer", "The highest.", nullable=True),
    Column("best", "integer", "The best.", nullable=True),
)
_PASSAGE = (
    Column("document_id", "string", "Our document."),
    Column("start", "integer", "First code point of the words for the gathering in the record's own text."),
    Column("end", "integer", "Code point after the last."),
    Column("quote_sha256", "string", "SHA-256 of the record's own words there; null without texts.", nullable=True),
    Column("publisher", "string", "The outlet; null where not told.", nullable=True),
    Column("published", "string", "ISO day or time; null where not found.", nullable=True),
    Column("url", "string", "The document's address; null where not told.", nullable=True),
)

COLUMNS = (
    Column("id", "string", "A hash of our event_id, the event and its mode."),
    Column("date", "string", "ISO day, the first one of an interval; null where unknown.", nullable=True),
    Column("date_end", "string", "The last day of an interval; null for a day or where unknown.", nullable=True),
    Column("source", Items(_ACTOR), "Who acts: the crowd of a PROTEST, the police of a COERCE or ASSAULT."),
    Column("target", Items(_ACTOR), "The crowd of a COERCE or ASSAULT; empty for a PROTEST."),
    Column(
        "event", "string", "PROTEST for a gathering, COERCE and ASSAULT for responses to it.",
        values=("PROTEST", "COERCE", "ASSAULT"),
    ),
    Column("mode", "string", "PLOVER's mode by our type or response (codebook schemes/plover)."),
    Column("context", Items("string"), "What for or against, as written."),
    Column("event_loc", Items(_LOCATION), "The place; empty where none is told."),
    Column("size", _SIZE, "How many took part."),
    Column("text", "string", "The first sentence that tells of it; null where only a figure does.", nullable=True),
    Column("text_info", Items(_PASSAGE), "Every passage that tells of it."),
    Column("link", "string", "The wave_id of the wave it stands in; null where none.", nullable=True),
    Column("event_id", "string", "Our event: the same in a PROTEST and the responses to it."),
)  # fmt: skip


def _draw(reading: Reading) -> Drawn:
    kept, left = reading.sifted(lambda event: None)
    return Drawn(tuple(row for event in kept for row in _rows(reading, event)), left)


def _rows(reading: Reading, event: Event) -> Iterator[Row]:
    table = reading.table("plover")
    mentions = reading.mentions(event)
    crowd, state = _actors(reading, event)
    base = _base(reading, event)
    mode = table["protest"].get(event.kind, "demo")
    yield _ordered(base, event, "PROTEST", mode, {"source": crowd, "target": []}, _passages(reading, mentions))
    for response in reading.responses(event):
        if response in table["responses"]:
            kind, mode = table["responses"][response]
            telling = [mention for mention in mentions if response in mention.responses]
            actors = {"source": state, "target": crowd}
            yield _ordered(base, event, kind, mode, actors, _passages(reading, telling), response)


def _ordered(base: Row, event: Event, kind: str, mode: str, actors: Row, passages: Row, response: str = "") -> Row:
    name = content_id("plover", event.event_id, kind, mode, response)
    row = {**base, **actors, **passages, "id": name, "event": kind, "mode": mode}
    return {column.name: row[column.name] for column in COLUMNS}


def _actors(reading: Reading, event: Event) -> tuple[list[Row], list[Row]]:
    """The crowd and the police."""
    country = reading.country(event.place.country if event.place else None).get("iso3")
    names = reading.organisations(event) or ["protesters"]
    crowd = [{"text": name, "sector": "CVL", "country": country} for name in names]
    return crowd, [{"text": "police", "sector": "COP", "country": country}]


def _base(reading: Reading, event: Event) -> Row:
    first, last = first_day(event.when), last_day(event.when)
    found = reading.figures(event, "participants", "demonstrably")
    return {
        "date": first,
        "date_end": last if last != first else None,
        "context": reading.causes(event),
        "event_loc": _location(reading, event),
        "size": {name: getattr(found, name) if found else None for name in ("low", "high", "best")},
        "link": event.wave_id,
        "event_id": event.event_id,
    }


def _location(reading: Reading, event: Event) -> list[Row]:
    place = event.place
    if place is None:
        return []
    return [
        {
            "text": place.written,
            "name": place.name,
            "geonames_id": place.place_id,
            "lat": place.latitude,
            "lon": place.longitude,
            "country": reading.country(place.country).get("iso3"),
            "precision": place.precision,
        }
    ]


def _passages(reading: Reading, mentions: list[Mention]) -> Row:
    return {
        "text": mentions[0].sentence if mentions else None,
        "text_info": [_passage(reading, mention) for mention in mentions],
    }


def _passage(reading: Reading, mention: Mention) -> Row:
    document = reading.view.documents.get(mention.document_id)
    return {
        "document_id": mention.document_id,
        "start": mention.start,
        "end": mention.end,
        "quote_sha256": reading.view.quote_sha256(mention.document_id, mention.start, mention.end),
        "publisher": document.outlet if document else None,
        "published": document.published if document else None,
        "url": document.url if document else None,
    }


SCHEME = Scheme(
    name="plover",
    title="PLOVER",
    suffix="jsonl",
    doc="A gathering (PROTEST), or a response of the authorities to it (COERCE, ASSAULT), in the fields of the "
    "Political Language Ontology for Verifiable Event Records.",
    columns=COLUMNS,
    lost=(
        "Waves and country totals, but by their id in `link`; gatherings planned, cancelled, hypothetical or "
        "historical.",
        "Figures other than of participants, and who says them.",
        "Presence, warnings, counter-protests and `none_reported`, which are no event of PLOVER's; several gatherings "
        "differ in our types and are one `demo`.",
        "Sectors finer than crowd and police; PLOVER's own list of contexts.",
    ),
    draw=_draw,
)
