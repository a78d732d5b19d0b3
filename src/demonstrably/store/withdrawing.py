"""Take a document out of a record: out of sight, or for good."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from demonstrably.errors import UsageError
from demonstrably.store.base import Withdrawal
from demonstrably.store.folder import disk_error
from demonstrably.store.record import PENDING, Record
from demonstrably.store.tombstones import has_many, has_rows, holds, holds_words


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done. `copies` are documents of the same text or linked as copies, which stay; `shared` counts other
    documents that came from a capture whose bytes were erased: their texts stay."""

    withdrawal: Withdrawal
    copies: tuple[str, ...]
    shared: int


def withdraw(record: Record, document_id: str, reason: str, by: str, *, purge: bool = False) -> Withdrawn:
    """Leave a tombstone for the document and take it out of all outputs; with `purge` erase its bytes and its text.

    The record has to be open for writing, and to be linked anew afterwards. A purge that was stopped is completed by
    the same call. Raises UsageError for an unknown document or an empty reason.
    """
    if not reason.strip():
        raise UsageError("a withdrawal needs a reason.", remedy="Give one with --reason.")
    copies = _copies(record, document_id)
    _leave_tombstone(record, document_id, reason, by)
    told = dataclasses.replace(record.store.withdrawals()[document_id], reason=reason.strip(), by=by, at=_now())
    shared = _purge(record, told) if purge else 0
    return Withdrawn(record.store.withdrawals()[document_id], copies, shared)


def _leave_tombstone(record: Record, document_id: str, reason: str, by: str) -> None:
    store = record.store
    if document_id in store.withdrawals():
        return
    document, sha256 = store.document(document_id), store.text_sha256(document_id)
    if document is None or sha256 is None:
        raise UsageError(
            f"there is no document {document_id!r} in {record.where}.",
            remedy="`demonstrably export` lists them in documents.jsonl; give the whole id.",
        )
    capture = document.capture_sha256 or _capture_at(record, document.path)
    store.withdraw(Withdrawal(document_id, sha256, capture, reason.strip(), by, _now()))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _capture_at(record: Record, path: str | None) -> str | None:
    """The only capture that came from a path; older records don't say which one a document was taken from."""
    found = [capture.sha256 for capture in record.store.captures() if path and capture.location == path]
    return found[0] if len(found) == 1 else None


def _copies(record: Record, document_id: str) -> tuple[str, ...]:
    """Documents that are linked as copies of this one or of which it is one."""
    generation = record.store.generation()
    copies = generation.copies if generation else {}
    root = copies.get(document_id, document_id)
    family = {root, *(copy for copy, original in copies.items() if original == root)}
    return tuple(sorted(family - {document_id})) if len(family) > 1 else ()


def _purge(record: Record, withdrawal: Withdrawal) -> int:
    """Erase: rows and tombstone at once, then files, then what the files' free pages still hold."""
    marker = record.folder / PENDING
    store, document_id = record.store, withdrawal.document_id
    captures = sorted(set(_captures_of(record, withdrawal)))
    shared = len({d.document_id for sha256 in captures for d in store.documents_of(sha256)} - {document_id})
    try:
        marker.write_text(document_id + "\n", encoding="utf-8")
        store.purge(withdrawal, captures)
        record.complete_purge()
    except OSError as error:
        raise disk_error(record.folder, error) from error
    return shared


def _captures_of(record: Record, withdrawal: Withdrawal) -> Iterator[str]:
    """The captures that hold the document: its own; every file of rows or feed with its id or its text; and of the
    captures that no document was taken from, since it was known by then, those with its text."""
    if withdrawal.capture_sha256:
        yield withdrawal.capture_sha256
    text, spare = record.store.text(withdrawal.document_id), record.store.spare_captures()
    for capture in record.store.captures():
        if (has_many(capture) or capture.sha256 in spare) and record.captures.holds(capture.sha256):
            payload = record.captures.read(capture.sha256)
            if (has_rows(capture) and holds(payload.splitlines(), [withdrawal])) or (
                text is not None and holds_words(payload, capture.media_type, text)
            ):
                yield capture.sha256
