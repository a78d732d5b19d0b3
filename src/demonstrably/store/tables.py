"""The tables of a record and the key columns of each, the same on every engine.

All have one form: `seq` (a number from 1 without a gap), the key columns, `body` (the value as JSON) and `seal` (a
SHA-256 over the table's name, the keys and the body).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "runs": (),
    "captures": ("sha256",),
    "documents": ("document_id", "text_sha256", "capture"),
    "posts": ("document_id", "position"),
    "dropped": ("document_id", "position"),
    "extractions": ("document_id",),
    "mentions": ("extraction", "document_id", "mention_id"),
    "claims": ("extraction", "document_id", "claim_id"),
    "labels": ("extraction", "document_id", "position"),
    "notes": ("extraction", "document_id", "position"),
    "failures": ("failure_id",),
    "withdrawals": ("document_id", "kind"),
    "erasures": ("sha256",),
    "redirects": ("event_id", "target"),
    "log": ("kind", "hash"),
    "timestamps": ("entry", "state"),
    "generation": (),
    "events": ("event_id",),
    "assessments": ("event_id", "attribute", "rule_set"),
    "tallies": (),
    "links": ("relation", "one", "other"),
    "linking": ("name",),
})  # fmt: skip

DERIVED = ("generation", "events", "assessments", "tallies", "links")
"""What link and reconcile made last, the head first: replaced where it changed, and forgotten at a withdrawal."""

CACHES = ("linking",)
"""What is remembered to link faster; may be emptied at any time."""

APPEND_ONLY = tuple(table for table in KEYS if table not in (*DERIVED, *CACHES))
"""What is only ever added to, those that others refer to first."""

LOGGED = tuple(table for table in APPEND_ONLY if table != "log")
"""The tables whose new rows the log tells of."""

OF_DOCUMENT = ("mentions", "claims", "labels", "notes", "extractions", "posts", "dropped", "documents")
"""The tables with rows of a document, those that refer to others first."""


def columns(table: str) -> tuple[str, ...]:
    """All columns of a table, in order."""
    return ("seq", *KEYS[table], "body", "seal")
