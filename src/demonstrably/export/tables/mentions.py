"""The mentions of gatherings, with or without a figure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import DATE, DOCUMENT_ID, QUOTE_SHA256, SPAN
from demonstrably.export.view import View
from demonstrably.model import (
    PlacePrecision,
    Status,
)

_PLACES = (
    Column("written", "string", "The place as written."),
    Column("start", "integer", "Where it is written."),
    Column("precision", "string", "How precise it is.", nullable=True, values=get_args(PlacePrecision)),
    Column("name", "string", "The resolved place's name; null where unresolved.", nullable=True),
    Column("place_id", "integer", "Its GeoNames id.", nullable=True),
    Column("latitude", "number", "Degrees north.", nullable=True),
    Column("longitude", "number", "Degrees east.", nullable=True),
    Column("country", "string", "ISO 3166 alpha-2 code.", nullable=True),
    Column("region", "string", "Its first-level division.", nullable=True),
)

COLUMNS = (
    Column("mention_id", "string", "A hash of the mention's content."),
    DOCUMENT_ID,
    Column("event_ids", Items("string"), "The events it speaks of."),
    *SPAN,
    Column("quote", "string", "The words that name the gathering: text[start:end], names masked."),
    QUOTE_SHA256,
    Column("sentence", "string", "The sentence around them."),
    Column("type", "string", "An event type of the codebook."),
    Column("status", "string", "Whether it took place.", values=get_args(Status)),
    *DATE,
    Column("places", Items(_PLACES), "The places it names."),
    Column("responses", Items("string"), "The authorities' responses."),
    Column("actors", Items("string"), "Those who gathered, as written."),
    Column("cause", "string", "What for or against, as written; null where not told.", nullable=True),
    Column("slogans", Items("string"), "Chants and signs, as quoted."),
    Column("source", "string", "Who tells of it; null where the text itself does.", nullable=True),
    Column("post", "integer", "The document's embedded post (posts.position); null in its own words.", nullable=True),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for mention in view.mentions:
        row = {
            **dataclasses.asdict(mention),
            "event_ids": view.events_of_mention.get(mention.mention_id, []),
            "quote_sha256": view.quote_sha256(mention.document_id, mention.start, mention.end),
            "type": mention.kind,
            "date": mention.when.date,
            "date_precision": mention.when.precision,
            "places": [dataclasses.asdict(place) for place in mention.places],
        }
        yield {column.name: _plain(row[column.name]) for column in COLUMNS}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


TABLE = Table("mentions", "A passage that speaks of a gathering, with or without a figure.", COLUMNS, _rows)
