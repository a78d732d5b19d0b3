"""The claims, a row each, with the event that each was linked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import ATTRIBUTE, DATE, DOCUMENT_ID, PLACE, QUOTE_SHA256, SOURCE_KINDS, SPAN
from demonstrably.export.view import View
from demonstrably.model import (
    Modality,
    Qualifier,
    claim_row,
)

CHAIN = (
    Column("name", "string", "The source's name as written."),
    Column("canonical", "string", "Its canonical name; null where not known.", nullable=True),
    Column("person", "string", "The person who spoke for it; null where none is named.", nullable=True),
    Column("kind", "string", "What kind of source it is.", values=SOURCE_KINDS),
)

COLUMNS = (
    Column("claim_id", "string", "A hash of the claim's content."),
    DOCUMENT_ID,
    Column("event_id", "string", "The event or wave it is about; null where it was linked to none.", nullable=True),
    Column("confidence", "number", "How sure the reading is, 0 to 1."),
    ATTRIBUTE,
    Column("quote", "string", "The quantity with its hedge, to the letter: text[start:end], names masked."),
    *SPAN,
    QUOTE_SHA256,
    Column("low", "integer", "Lower bound, inclusive; null = unbounded.", nullable=True),
    Column("high", "integer", "Upper bound, inclusive; null = unbounded.", nullable=True),
    Column("qualifier", "string", "How the words hedge the number.", values=get_args(Qualifier)),
    Column("modality", "string", "Whether it is told as fact.", values=get_args(Modality)),
    Column("group", "string", "Whom it counts; null where the text does not say.", nullable=True),
    Column("source", "string", "The original speaker as named; null where the text itself asserts it.", nullable=True),
    Column("source_start", "integer", "Where he (or the pronoun for him) is named.", nullable=True),
    Column("source_kind", "string", "What kind of source he is.", values=SOURCE_KINDS),
    Column("chain", Items(CHAIN), "From the original speaker to the outlet."),
    Column("as_of", "string", "When the count was taken, where said; null otherwise.", nullable=True),
    Column("running", "boolean", "Whether it is a count so far."),
    Column("additional", "boolean", 'Whether it is to be added to another figure ("a further 20").'),
    *PLACE,
    *DATE,
    Column("sentence", "string", "The sentence around it."),
    Column("mention_id", "string", "The mention of the gathering; null where the text has none.", nullable=True),
    Column("voice", "string", "Claims of one voice go back to one original; null before linking.", nullable=True),
    Column("corrected_by", "string", "The claim that corrects it; null where none does.", nullable=True),
    Column("left_out_by", "string", "The later version of its article that gives it no more; or null.", nullable=True),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    voices = view.generation.voices if view.generation else {}
    corrections = view.generation.corrections if view.generation else {}
    for claim in view.claims:
        row = {
            **claim_row(claim),
            "quote_sha256": view.quote_sha256(claim.document_id, claim.start, claim.end),
            "event_id": view.event_of_claim.get(claim.claim_id),
            "voice": voices.get(claim.claim_id),
            "corrected_by": corrections.get(claim.claim_id),
            "left_out_by": view.left_out.get(claim.claim_id),
        }
        yield {column.name: row[column.name] for column in COLUMNS}


TABLE = Table("claims", "A claim: one source says one thing about one attribute of one event.", COLUMNS, _rows)
