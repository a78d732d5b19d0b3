"""FollowTheMoney statements, for those who keep Aleph: events, articles, places, and institutions as sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from demonstrably import wording
from demonstrably.export.columns import Column
from demonstrably.export.schemes.reading import Reading
from demonstrably.export.schemes.scheme import Drawn, Row, Scheme
from demonstrably.export.schemes.telling import account
from demonstrably.model import Document, Event, Link, Place, content_id, first_day, last_day

DATASET = "demonstrably"
_PSEUDONYM = re.compile(r"\bPerson [0-9a-z]{6}\b|\bperson_[0-9a-z]+")
_ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.I)

COLUMNS = (
    Column("canonical_id", "string", "The same as entity_id: nothing is merged."),
    Column("entity_id", "string", "Our event_id, document_id or a hash of the place's or institution's name."),
    Column("prop", "string", "The property of FollowTheMoney's schema."),
    Column("prop_type", "string", "The property's type there."),
    Column("schema", "string", "Event, Article, Address, Organization, PublicBody or UnknownLink."),
    Column("value", "string", "One value of the property."),
    Column("dataset", "string", "Always demonstrably."),
    Column("origin", "string", "Always null.", nullable=True),
    Column("lang", "string", "Language of a title, ISO 639-3; null otherwise.", nullable=True),
    Column("original_value", "string", "Always null: values are written as they are.", nullable=True),
    Column("external", "string", "Always f: all of it is in the dataset.", values=("f",)),
    Column("first_seen", "string", "Publication of the earliest document it rests on; null if undated.", nullable=True),
    Column("last_seen", "string", "Publication of the newest; null if undated.", nullable=True),
    Column("id", "string", "FollowTheMoney's hash of the statement."),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of FollowTheMoney's: its properties as (name, type, value), and the documents it rests on."""

    entity_id: str
    schema: str
    properties: tuple[tuple[str, str, str | None], ...]
    documents: tuple[Document, ...]
    language: str | None = None


def _draw(reading: Reading) -> Drawn:
    kept, left = reading.sifted(lambda event: None)
    entities: dict[str, Entity] = {}
    for event in kept:
        for entity in _of_event(reading, event):
            known = entities.get(entity.entity_id)
            entities[entity.entity_id] = _together(known, entity) if known else entity
    rows = (row for name in sorted(entities) for row in _statements(entities[name]))
    return Drawn(tuple(rows), left)


def _together(one: Entity, other: Entity) -> Entity:
    """The same entity met twice, resting on the documents of both."""
    documents = {document.document_id: document for document in (*one.documents, *other.documents)}
    values = dict.fromkeys((*one.properties, *other.properties))
    return Entity(one.entity_id, one.schema, tuple(values), tuple(documents.values()), one.language)


def _of_event(reading: Reading, event: Event) -> Iterator[Entity]:
    documents = tuple(reading.documents(event))
    address = _address(event.place, documents) if event.place else None
    yield _event(reading, event, documents, address)
    if address:
        yield address
    for document in documents:
        yield _article(document, reading.table("followthemoney")["languages"])
    for claim in reading.claims(event):
        about = reading.view.documents.get(claim.document_id)
        for institution in filter(None, (_institution(reading, event, link) for link in claim.chain)):
            told = Entity(institution.entity_id, institution.schema, institution.properties, (about,) if about else ())
            yield told
            yield _says(told, event)


def _event(reading: Reading, event: Event, documents: tuple[Document, ...], address: Entity | None) -> Entity:
    first, last = first_day(event.when), last_day(event.when)
    country = event.place.country if event.place else None
    return Entity(
        event.event_id,
        "Event",
        (
            ("name", "name", wording.heading(event)),
            ("date", "date", first if first == last else None),
            ("startDate", "date", first if first != last else None),
            ("endDate", "date", last if first != last else None),
            ("country", "country", country.lower() if country else None),
            ("location", "address", wording.place(event) if event.place else None),
            ("addressEntity", "entity", address.entity_id if address else None),
            ("keywords", "string", wording.kind(event.kind)),
            *(("keywords", "string", wording.kind(name)) for name in reading.responses(event)),
            ("summary", "text", account(reading, event, "demonstrably")),
            ("recordId", "string", event.wave_id),
            *(("proof", "entity", document.document_id) for document in documents),
        ),
        documents,
    )


def _address(place: Place, documents: tuple[Document, ...]) -> Entity:
    point = place.latitude is not None and place.precision in ("city", "venue")
    full = ", ".join(part for part in (place.name or place.written, place.region, place.country) if part)
    return Entity(
        content_id("place", place.place_id, full),
        "Address",
        (
            ("full", "address", full),
            ("city", "string", place.name if place.precision in ("city", "venue") else None),
            ("region", "string", place.region),
            ("country", "country", place.country.lower() if place.country else None),
            ("latitude", "number", str(place.latitude) if point else None),
            ("longitude", "number", str(place.longitude) if point else None),
        ),
        documents,
    )


def _article(document: Document, languages: Mapping[str, str]) -> Entity:
    language = languages.get(document.language)
    return Entity(
        document.document_id,
        "Article",
        (
            ("title", "string", document.title),
            ("publisher", "string", document.outlet),
            ("publishedAt", "date", _moment(document.published)),
            ("sourceUrl", "url", document.url),
            ("language", "language", language),
        ),
        (document,),
        language,
    )


def _moment(stamp: str | None) -> str | None:
    """An ISO time as FollowTheMoney keeps it: without a zone."""
    return re.sub(r"(?:[+-]\d\d:?\d\d|Z)\Z", "", stamp) if stamp and "T" in stamp else stamp


def _institution(reading: Reading, event: Event, link: Link) -> Entity | None:
    """The institution that a link of a chain stands for; None for a person and for whom nothing tells to be one."""
    table = reading.table("followthemoney")
    name = link.canonical or (link.name if link.kind == "outlet" else _ARTICLE.sub("", link.name))
    if link.kind not in table["schemata"] or _PSEUDONYM.search(name) or not _is_institution(link, name, table):
        return None
    country = reading.country(event.place.country if event.place else None)
    plain = name.casefold() in table["institutions"]["plain"]
    shown = f"{name[:1].upper()}{name[1:]} ({country['name']})" if plain and country else name
    schema = table["schemata"][link.kind]
    return Entity(content_id("institution", shown, schema), schema, (("name", "name", shown),), ())


def _is_institution(link: Link, name: str, table: Mapping[str, Any]) -> bool:
    words = table["institutions"]["words"]
    told = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name.casefold()) for word in words)
    if link.person is not None and link.canonical is None:
        return False
    if name.casefold() in table["institutions"]["plain"]:
        return True
    return name[:1].isupper() and (told or link.kind in table["institutions"]["kinds"])


def _says(institution: Entity, event: Event) -> Entity:
    return Entity(
        content_id("says", institution.entity_id, event.event_id),
        "UnknownLink",
        (
            ("subject", "entity", institution.entity_id),
            ("object", "entity", event.event_id),
            ("role", "string", "source of a figure"),
            *(("proof", "entity", document.document_id) for document in institution.documents),
        ),
        institution.documents,
    )


def _statements(entity: Entity) -> Iterator[Row]:
    seen = sorted(document.published for document in entity.documents if document.published)
    for prop, kind, value in sorted({(p, k, v) for p, k, v in entity.properties if v}):
        language = entity.language if prop == "title" else None
        row = {
            "canonical_id": entity.entity_id,
            "entity_id": entity.entity_id,
            "prop": prop,
            "prop_type": kind,
            "schema": entity.schema,
            "value": value,
            "dataset": DATASET,
            "lang": language,
            "external": "f",
            "first_seen": seen[0] if seen else None,
            "last_seen": seen[-1] if seen else None,
            "id": statement_id(entity.entity_id, prop, value, language),
        }
        yield {column.name: row.get(column.name) for column in COLUMNS}


def statement_id(entity_id: str, prop: str, value: str, language: str | None) -> str:
    """The hash by which FollowTheMoney knows a statement; SHA-1 there, as a name and not as a seal."""
    key = f"{DATASET}.{entity_id}.{prop}.{value}" + (f"@{language}" if language else "")
    return hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


SCHEME = Scheme(
    name="followthemoney",
    title="FollowTheMoney statements",
    suffix="csv",
    doc="A statement: one value of one property of one entity. Events, the articles that tell of them (`proof`), their "
    "places, the institutions that figures go back to, and the links between those and the events.",
    columns=COLUMNS,
    lost=(
        "People: a source that nothing tells to be an institution is left out, and so are bylines and spokesmen.",
        "Claims as such: figures with who says them stand in the event's `summary`.",
        "Waves and country totals, but by their id in `recordId`; gatherings planned, cancelled, hypothetical or "
        "historical.",
        "The articles' texts, which are others' works.",
    ),
    draw=_draw,
    marked=False,
)
