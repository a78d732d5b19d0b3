"""Verify a record: every hash, every seal, every span, every reference. Each finding says where and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from demonstrably.address import Address, masked
from demonstrably.errors import DemonstrablyError, RecordError, ServerError
from demonstrably.model import Claim, Document, Event, Extraction, Label, Mention, Note
from demonstrably.store.base import DAMAGE, RECOMPUTE, RESTORE, Finding, Generation, Store
from demonstrably.store.captures import RERUN_INPUT
from demonstrably.store.checks import broken_spans, text_digest
from demonstrably.store.log.coverage import timestamp_findings
from demonstrably.store.log.walk import Walk
from demonstrably.store.record import PENDING, Record
from demonstrably.store.tables import APPEND_ONLY, DERIVED, KEYS, LOGGED

_PURGE_AGAIN = "Run `demonstrably withdraw DOCUMENT --purge` again, which completes it."
_DAMAGE = (DemonstrablyError, *DAMAGE)
"""What reading damaged rows can raise; the finding names the row."""


def verify(record: Record) -> Iterator[Finding]:
    """All that is wrong with the record at this moment, in the order of the checks; nothing where all is well."""
    with record.store.snapshot():
        structure = list(record.store.check())
        seals = list(_seals(record.store))
        yield from structure
        yield from seals
        for check in (_log, _captures, _documents, _derived, _withdrawals):
            yield from _guarded(check(record), seals or structure, record.where)


def verify_folder(address: Address) -> Iterator[Finding]:
    """The same for the record at an address; one too damaged to open is a finding. Raises UsageError where there is
    none, ServerError where its server can't be reached."""
    try:
        with Record.open(address) as record:
            yield from verify(record)
    except ServerError:
        raise
    except RecordError as error:
        yield Finding(masked(address), error.message.rstrip("."), error.remedy or RESTORE)


def _guarded(findings: Iterator[Finding], told: list[Finding], where: str) -> Iterator[Finding]:
    """The findings up to a row that can't be read, which is told unless its seal has told it already."""
    try:
        yield from findings
    except _DAMAGE as error:
        if not told:
            yield Finding(where, f"cannot be read: {error}", RESTORE)


def _seals(store: Store) -> Iterator[Finding]:
    for table in KEYS:
        remedy = RESTORE if table in APPEND_ONLY else RECOMPUTE
        try:
            for row in store.stored(table):
                if not row.sealed:
                    yield Finding(f"{table} {row.name}", "was changed: its seal does not hold", remedy)
        except _DAMAGE as error:
            yield Finding(table, f"cannot be read: {error}", remedy)


def _log(record: Record) -> Iterator[Finding]:
    """Every entry against the one before, every row against the entry that added it, every timestamp."""
    yield from Walk(record.store, LOGGED, DERIVED).findings()
    yield from timestamp_findings(record.store)


def _captures(record: Record) -> Iterator[Finding]:
    erased = record.store.erased()
    for capture in (capture for capture in record.store.captures() if capture.sha256 not in erased):
        problem = record.captures.problem(capture.sha256, capture.size)
        if problem:
            where = record.captures.where(capture.sha256)
            yield Finding(f"{where} (from {capture.location})", problem, RERUN_INPUT)


def _documents(record: Record) -> Iterator[Finding]:
    store = record.store
    captures = {capture.sha256 for capture in store.captures()}
    said = _in_step(store.extractions())
    for document, (name, sha256) in zip(store.documents(), store.text_hashes(), strict=True):
        where = f"document {document.document_id}"
        if document.capture_sha256 and document.capture_sha256 not in captures:
            yield Finding(where, f"refers to the capture {document.capture_sha256[:16]}..., which is missing", RESTORE)
        if (document.document_id, text_digest(document.text)) != (name, sha256):
            yield Finding(where, "has another text than was hashed", RESTORE)
        for problem in _extraction(document, said(document.document_id)):
            yield Finding(where, problem, RESTORE)


def _in_step(extractions: Iterator[Extraction]) -> Callable[[str], Extraction]:
    """Gives the extraction of each document asked for by id, in order; an empty one where there is none."""
    coming = next(extractions, None)

    def extraction(document_id: str) -> Extraction:
        nonlocal coming
        while coming is not None and coming.document_id < document_id:
            coming = next(extractions, None)
        return coming if coming is not None and coming.document_id == document_id else Extraction(document_id)

    return extraction


def _extraction(document: Document, extraction: Extraction) -> Iterator[str]:
    """What is wrong with what the document says: spans outside its text, references to nothing."""
    yield from broken_spans(extraction, document.text)
    for post in document.posts:
        if not 0 <= post.start <= post.end <= len(document.text):
            yield f"has a post at {post.start}:{post.end}, outside its text"
    mentions = {mention.mention_id for mention in extraction.mentions}
    for claim in extraction.claims:
        if claim.mention_id and claim.mention_id not in mentions:
            yield f"has the claim {claim.claim_id}, which refers to {claim.mention_id}, which is missing"
    parts: list[Mention | Claim | Label | Note] = [*extraction.mentions, *extraction.claims]
    for part in (*parts, *extraction.labels, *extraction.notes):
        if part.document_id != document.document_id:
            yield f"has a part that belongs to {part.document_id}"


@dataclass(frozen=True)
class _Ids:
    """Every id there is in the record, by what it names."""

    documents: frozenset[str]
    claims: frozenset[str]
    mentions: frozenset[str]
    events: frozenset[str]


def _derived(record: Record) -> Iterator[Finding]:
    generation = record.store.generation()
    if generation is None:
        return
    named = {table: frozenset(row.name for row in record.store.stored(table)) for table in _NAMED}
    named["documents"] -= record.store.withdrawals().keys()
    ids = _Ids(**named, events=frozenset(event.event_id for event in generation.events))
    for event in generation.events:
        yield from _missing(f"{event.level} {event.event_id}", _event_references(event, ids))
    for found in generation.assessments:
        aside = [claim_id for claim_id, _ in found.set_aside]
        references = [*_absent([found.event_id], ids.events), *_absent([*found.claims_used, *aside], ids.claims)]
        yield from _missing(f"assessment of {found.attribute} of {found.event_id} ({found.rule_set})", references)
    yield from _missing("links", _link_references(generation, ids))


def _withdrawals(record: Record) -> Iterator[Finding]:
    """Withdrawn documents that show up again, purged ones of which something is left, a purge that was stopped."""
    withdrawn, erased = record.store.withdrawals(), record.store.erased()
    shown = {extraction.document_id for extraction in record.store.extractions()}
    there = {row.name for row in record.store.stored("documents")}
    for name, tombstone in withdrawn.items():
        if name in shown or (tombstone.purged and name in there):
            yield Finding(f"document {name}", f"was withdrawn ({tombstone.reason}), and shows up", _PURGE_AGAIN)
    for sha256 in sorted(erased):
        if record.captures.holds(sha256):
            yield Finding(record.captures.where(sha256), "was erased by a purge, and is there", _PURGE_AGAIN)
    if (record.folder / PENDING).exists():
        yield Finding(str(record.folder / PENDING), "a purge was stopped before its end", _PURGE_AGAIN)


_NAMED = ("documents", "claims", "mentions")


def _event_references(event: Event, ids: _Ids) -> Iterator[str]:
    yield from _absent(event.documents, ids.documents)
    yield from _absent(event.claims, ids.claims)
    yield from _absent(event.mentions, ids.mentions)
    yield from _absent(filter(None, (event.wave_id, event.redirect_to)), ids.events)


def _link_references(generation: Generation, ids: _Ids) -> Iterator[str]:
    for documents in (generation.copies, generation.versions):
        yield from _absent(chain(documents, documents.values()), ids.documents)
    yield from _absent(chain(generation.corrections, generation.corrections.values()), ids.claims)
    yield from _absent(generation.voices, ids.claims)


def _absent(wanted: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    return (name for name in wanted if name not in known)


def _missing(where: str, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        yield Finding(where, f"refers to {name}, which is missing", RECOMPUTE)
