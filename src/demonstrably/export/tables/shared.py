"""Columns that several tables have."""

from __future__ import annotations

from typing import get_args

from demonstrably.export.columns import Column
from demonstrably.model import (
    DatePrecision,
    PlacePrecision,
    SourceKind,
)

SOURCE_KINDS = get_args(SourceKind)
PLACE = (
    Column("place", "string", "The place as written; null where none is told.", nullable=True),
    Column("place_start", "integer", "Where it is written: code points from the text's start.", nullable=True),
    Column("place_name", "string", "The resolved place's name; null where unresolved.", nullable=True),
    Column("place_id", "integer", "Its GeoNames id.", nullable=True),
    Column("latitude", "number", "Degrees north, WGS 84.", nullable=True),
    Column("longitude", "number", "Degrees east, WGS 84.", nullable=True),
    Column("country", "string", "ISO 3166 alpha-2 code of its country.", nullable=True),
    Column("place_precision", "string", "How precise the place is.", nullable=True, values=get_args(PlacePrecision)),
)
DATE = (
    Column(
        "date", "string", "ISO day, or first/last day, in the place's own calendar; null if unknown.", nullable=True
    ),
    Column("date_precision", "string", "How precise the date is.", values=get_args(DatePrecision)),
)
SPAN = (
    Column("start", "integer", "First code point of the span in the document's text."),
    Column("end", "integer", "Code point after the last of the span."),
)
EVENT_ID = Column("event_id", "string", "The event or wave (events.event_id).")
DOCUMENT_ID = Column("document_id", "string", "The document (documents.document_id).")
ATTRIBUTE = Column("attribute", "string", "What is counted: participants, detained, injured, killed, places, ...")
QUOTE_SHA256 = Column(
    "quote_sha256",
    "string",
    "SHA-256 (UTF-8) of the record's own words at text[start:end], also where a name in them is masked; "
    "null in a view without texts.",
    nullable=True,
)
