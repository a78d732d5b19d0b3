"""The schema as ordered small functions, each recorded in a table once it has run. Append; never edit one that shipped.

They say what there is to be, in words that all engines share (`TEXT`, `INTEGER`, `REFERENCES`); how an engine makes it
is the matter of its `Schema`. Every table has the same form, see `tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from demonstrably.errors import RecordError


class Schema(Protocol):
    """How an engine makes tables; inside a transaction."""

    def table(self, name: str, keys: str, unique: str, *, append_only: bool) -> None:
        """Make a table with these key columns, of which `unique` are unique together ("" for none). Triggers guard an
        append-only one against all that is not adding a row."""
        ...

    def index(self, name: str, table: str, column: str) -> None: ...


Migration = Callable[[Schema], None]


def _m001_tables(schema: Schema) -> None:
    """Append-only tables with their guards, and the derived ones."""
    document = "document_id TEXT NOT NULL REFERENCES documents (document_id)"
    extraction = f"extraction INTEGER NOT NULL REFERENCES extractions (seq), {document}"
    append_only = {
        "runs": ("", ""),
        "captures": ("sha256 TEXT NOT NULL", "sha256"),
        "documents": (
            "document_id TEXT NOT NULL, text_sha256 TEXT NOT NULL, capture TEXT REFERENCES captures (sha256)",
            "document_id",
        ),
        "posts": (f"{document}, position INTEGER NOT NULL", "document_id, position"),
        "dropped": (f"{document}, position INTEGER NOT NULL", "document_id, position"),
        "extractions": (document, ""),
        "mentions": (f"{extraction}, mention_id TEXT NOT NULL", "extraction, mention_id"),
        "claims": (f"{extraction}, claim_id TEXT NOT NULL", "extraction, claim_id"),
        "labels": (f"{extraction}, position INTEGER NOT NULL", "extraction, position"),
        "notes": (f"{extraction}, position INTEGER NOT NULL", "extraction, position"),
        "failures": ("failure_id TEXT NOT NULL", "failure_id"),
    }
    for table, (keys, unique) in append_only.items():
        schema.table(table, keys, unique, append_only=True)
    for table in ("extractions", "mentions", "claims", "labels", "notes"):
        schema.index(f"{table}_by_document", table, "document_id")
    schema.index("documents_by_capture", "documents", "capture")
    derived = {
        "generation": ("", ""),
        "events": ("event_id TEXT NOT NULL", "event_id"),
        "assessments": (
            "event_id TEXT NOT NULL, attribute TEXT NOT NULL, rule_set TEXT NOT NULL",
            "event_id, attribute, rule_set",
        ),
        "tallies": ("", ""),
        "links": ("relation TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL", "relation, one"),
    }
    for table, (keys, unique) in derived.items():
        schema.table(table, keys, unique, append_only=False)


def _m002_withdrawals(schema: Schema) -> None:
    """Tombstones of documents that were taken out, and the captures whose bytes were erased."""
    tombstone = "document_id TEXT NOT NULL, kind TEXT NOT NULL"
    schema.table("withdrawals", tombstone, "document_id, kind", append_only=True)
    schema.table("erasures", "sha256 TEXT NOT NULL", "sha256", append_only=True)


def _m003_linking(schema: Schema) -> None:
    """Where merged events went, and what linking remembers of each document."""
    schema.table("redirects", "event_id TEXT NOT NULL, target TEXT NOT NULL", "", append_only=True)
    schema.table("linking", "name TEXT NOT NULL", "name", append_only=False)


def _m004_log(schema: Schema) -> None:
    """The chain of what was done, and the timestamps of it."""
    schema.table("log", "kind TEXT NOT NULL, hash TEXT NOT NULL", "hash", append_only=True)
    schema.index("log_by_kind", "log", "kind")
    entry = "entry INTEGER NOT NULL REFERENCES log (seq), state TEXT NOT NULL"
    schema.table("timestamps", entry, "", append_only=True)


MIGRATIONS: tuple[Migration, ...] = (_m001_tables, _m002_withdrawals, _m003_linking, _m004_log)


def name_of(migration: Migration) -> str:
    """What a migration is recorded as."""
    return migration.__name__.lstrip("_")


def pending(done: Sequence[str]) -> list[Migration]:
    """What has yet to run after those. Raises RecordError where they are of a newer software, or not ours."""
    ours = [name_of(m) for m in MIGRATIONS]
    if list(done) != ours[: len(done)]:
        stranger = next((name for name in done if name not in ours), done[-1])
        raise RecordError(
            f"the record has a schema that this version does not know ({stranger}).",
            remedy="It was made by a newer version: install that one.",
        )
    return list(MIGRATIONS[len(done) :])
