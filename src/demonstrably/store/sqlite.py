"""The SQLite engine: one file in WAL mode, one writer beside any number of readers."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from demonstrably.errors import InputError, RecordError
from demonstrably.jsonlines import dump
from demonstrably.model import (
    Assessment,
    Capture,
    Claim,
    Document,
    Dropped,
    Event,
    Extraction,
    Label,
    Mention,
    Note,
    Post,
    content_id,
)
from demonstrably.store.base import Failure, Finding, Generation, Stamp, StoredRow, Withdrawal
from demonstrably.store.checks import check_extraction, seal, seal_bytes, text_digest
from demonstrably.store.codec import decode, encode
from demonstrably.store.migrations import applied, migrate, pending, schema
from demonstrably.store.purging import erase, scrub
from demonstrably.store.structure import RESTORE, check_structure

T = TypeVar("T")
Key = str | int | None

APPEND_ONLY = (
    "runs", "captures", "documents", "posts", "dropped",
    "extractions", "mentions", "claims", "labels", "notes", "failures", "withdrawals", "erasures",
)  # fmt: skip
DERIVED = ("generation", "events", "assessments", "tallies", "links")

APPLICATION_ID = 0x44454D4F
"""Marks the file as ours ("DEMO"), so that a stranger's database is never taken for a record."""

BUSY_SECONDS = 30
"""How long a write waits for another process's transaction; one of ours takes well under a second."""

_VERIFY = f"`demonstrably verify` says what is wrong. {RESTORE}"
_STANDS = "document_id NOT IN (SELECT document_id FROM withdrawals)"
_NEWEST = f"SELECT document_id, max(seq) AS seq FROM extractions WHERE {_STANDS} GROUP BY document_id"


class SqliteStore:
    """`Store` over one SQLite file. Open it through `Record`, which holds the lock that keeps writers apart."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        with self._told("opened"):
            self._db = _connect(path, write=write)
            try:
                self._prepare(write)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, write: bool) -> None:
        if schema(self._db) and self._value("PRAGMA application_id") != APPLICATION_ID:
            raise RecordError(f"{self.path} is not a record of ours.", remedy="Give the folder of a record.")
        if not write:
            if pending(self._db):
                what = (
                    "has an older schema"
                    if schema(self._db)
                    else "is empty (a run was stopped early, or its rows are lost)"
                )
                raise RecordError(f"{self.path} {what}.", remedy="`demonstrably run INPUT` brings it up to date.")
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if pending(self._db):
            with self.transaction():
                migrate(self._db)
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        with self._told("written"):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Turn the engine's errors into ours, with the remedy."""
        try:
            yield
        except sqlite3.Error as error:
            raise RecordError(f"{self.path} could not be {what}: {error}.", remedy=_remedy(error)) from error

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """As `_told`, also for rows that hold no value of ours any more."""
        try:
            with self._told("read"):
                yield
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RecordError(f"{self.path} holds a damaged row: {error}.", remedy=_VERIFY) from error

    # adding

    def start_run(self, stamp: Stamp, started_at: str) -> None:
        self._insert("runs", (), dump({"started_at": started_at, **dataclasses.asdict(stamp)}))

    def add_capture(self, capture: Capture) -> bool:
        if self._value("SELECT 1 FROM captures WHERE sha256 = ?", capture.sha256):
            return False
        self._insert("captures", (capture.sha256,), encode(capture))
        return True

    def add_document(self, document: Document) -> bool:
        sha256 = text_digest(document.text)
        known = self._value("SELECT text_sha256 FROM documents WHERE document_id = ?", document.document_id)
        if known is not None:
            _check_same(document, known == sha256)
            return False
        body = dataclasses.asdict(document)
        del body["posts"], body["dropped"]
        self._insert("documents", (document.document_id, sha256, document.capture_sha256), dump(body))
        for table, parts in (("posts", document.posts), ("dropped", document.dropped)):
            self._insert_parts(table, (document.document_id,), parts)
        return True

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> bool:
        document_id = extraction.document_id
        if self.stamp_of(document_id) == stamp:
            return False
        text = self._value("SELECT body FROM documents WHERE document_id = ?", document_id)
        if text is None:
            raise ValueError(f"an extraction of {document_id}, which is not in the record")
        check_extraction(extraction, json.loads(text)["text"])
        seq = self._insert("extractions", (document_id,), encode(stamp))
        for mention in _once(extraction.mentions, "mention_id"):
            self._insert("mentions", (seq, document_id, mention.mention_id), encode(mention))
        for claim in _once(extraction.claims, "claim_id"):
            self._insert("claims", (seq, document_id, claim.claim_id), encode(claim))
        self._insert_parts("labels", (seq, document_id), extraction.labels)
        self._insert_parts("notes", (seq, document_id), extraction.notes)
        return True

    def add_failure(self, failure: Failure) -> bool:
        failure_id = content_id("fail", failure.location, failure.message)
        if self._value("SELECT 1 FROM failures WHERE failure_id = ?", failure_id):
            return False
        self._insert("failures", (failure_id,), encode(failure))
        return True

    def replace(self, generation: Generation) -> bool:
        if self.generation() == generation:
            return False
        with self.transaction():
            self._forget()
            head = {"stamp": dataclasses.asdict(generation.stamp), "basis": generation.basis}
            self._insert("generation", (), dump({**head, "rows": _counts(generation)}))
            for event in generation.events:
                self._insert("events", (event.event_id,), encode(event))
            for found in generation.assessments:
                self._insert("assessments", (found.event_id, found.attribute, found.rule_set), encode(found))
            for tally in generation.tallies:
                self._insert("tallies", (), dump(dict(tally)))
            for relation, pairs in _relations(generation).items():
                for one, other in sorted(pairs.items()):
                    self._insert("links", (relation, one, other), "{}")
        return True

    def _forget(self) -> None:
        for table in reversed(DERIVED):
            self._db.execute(f"DELETE FROM {table}")

    # withdrawing

    def withdraw(self, withdrawal: Withdrawal) -> bool:
        document_id = withdrawal.document_id
        if document_id in self.withdrawals():
            return False
        if self.text_sha256(document_id) is None:
            raise ValueError(f"{document_id} is not in the record")
        with self.transaction():
            self._insert("withdrawals", (document_id, "withdrawn"), encode(withdrawal))
            self._forget()
        return True

    def purge(self, withdrawal: Withdrawal, captures: Sequence[str]) -> bool:
        document_id = withdrawal.document_id
        if self.withdrawals()[document_id].purged:
            return False
        self._db.execute("PRAGMA secure_delete = ON")
        with self.transaction():
            rows = erase(self._db, document_id, captures)
            done = dataclasses.replace(withdrawal, purged=True, rows=rows)
            self._insert("withdrawals", (document_id, "purged"), encode(done))
            for sha256 in captures:
                self.add_erasure(sha256)
            self._forget()
        return True

    def add_erasure(self, sha256: str) -> bool:
        if self._value("SELECT 1 FROM erasures WHERE sha256 = ?", sha256):
            return False
        self._insert("erasures", (sha256,), "{}")
        return True

    def scrub(self) -> None:
        with self._told("scrubbed"):
            scrub(self._db)

    def withdrawals(self) -> Mapping[str, Withdrawal]:
        found = self._all(Withdrawal, "SELECT body FROM withdrawals ORDER BY seq")
        return {withdrawal.document_id: withdrawal for withdrawal in found}

    def erased(self) -> frozenset[str]:
        with self._reading():
            return frozenset(row[0] for row in self._db.execute("SELECT sha256 FROM erasures"))

    def _insert(self, table: str, keys: tuple[Key, ...], body: str) -> int:
        marks = ", ".join("?" * (len(keys) + 2))
        columns = ", ".join((*_columns(self._db, table), "body", "seal"))
        done = self._db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", (*keys, body, seal(table, keys, body))
        )
        return int(done.lastrowid or 0)

    def _insert_parts(self, table: str, keys: tuple[Key, ...], parts: Iterable[Any]) -> None:
        for position, part in enumerate(parts):
            self._insert(table, (*keys, position), encode(part))

    # reading

    def _value(self, query: str, *parameters: Key) -> Any:
        """The first column of the first row, None without one."""
        row = self._db.execute(query, parameters).fetchone()
        return row[0] if row else None

    def _all(self, cls: type[T], query: str, *parameters: Key) -> tuple[T, ...]:
        with self._reading():
            return tuple(decode(cls, row[0]) for row in self._db.execute(query, parameters))

    def stamp_of(self, document_id: str) -> Stamp | None:
        query = "SELECT body FROM extractions WHERE document_id = ? ORDER BY seq DESC LIMIT 1"
        found = self._all(Stamp, query, document_id)
        return found[0] if found else None

    def documents_of(self, capture_sha256: str) -> tuple[Document, ...]:
        query = f"SELECT body FROM documents WHERE capture = ? AND {_STANDS} ORDER BY seq"
        found = self._all(Document, query, capture_sha256)
        return tuple(map(self._whole, found))

    def basis(self) -> str:
        with self._reading():
            newest = self._value("SELECT coalesce(max(seq), 0) FROM extractions")
            withdrawn = self._value("SELECT count(*) FROM withdrawals")
            return f"{newest} without {withdrawn}" if withdrawn else str(newest)

    def state(self) -> str:
        with self._reading():
            generation = self._value("SELECT seal FROM generation") or f"basis {self.basis()}"
            counts = [self._value(f"SELECT count(*) FROM {table}") for table in ("withdrawals", "failures")]
            return f"{generation} {counts}"

    def text_sha256(self, document_id: str) -> str | None:
        found = self._value("SELECT text_sha256 FROM documents WHERE document_id = ?", document_id)
        return None if found is None else str(found)

    def captures(self) -> Iterator[Capture]:
        yield from self._all(Capture, "SELECT body FROM captures ORDER BY sha256")

    def document(self, document_id: str) -> Document | None:
        found = self._all(Document, f"SELECT body FROM documents WHERE document_id = ? AND {_STANDS}", document_id)
        return self._whole(found[0]) if found else None

    def documents(self) -> Iterator[Document]:
        with self._reading():
            for (body,) in self._db.execute(f"SELECT body FROM documents WHERE {_STANDS} ORDER BY document_id"):
                yield self._whole(decode(Document, body))

    def _whole(self, document: Document) -> Document:
        query = "SELECT body FROM {} WHERE document_id = ? ORDER BY position"
        posts = self._all(Post, query.format("posts"), document.document_id)
        dropped = self._all(Dropped, query.format("dropped"), document.document_id)
        return dataclasses.replace(document, posts=posts, dropped=dropped)

    def extraction(self, document_id: str) -> Extraction:
        query = f"SELECT max(seq) FROM extractions WHERE document_id = ? AND {_STANDS}"
        seq = self._value(query, document_id)
        return self._extraction(document_id, seq)

    def extractions(self) -> Iterator[Extraction]:
        with self._reading():
            for document_id, seq in self._db.execute(f"{_NEWEST} ORDER BY document_id"):
                yield self._extraction(document_id, seq)

    def _extraction(self, document_id: str, seq: int | None) -> Extraction:
        query = "SELECT body FROM {} WHERE extraction = ? ORDER BY seq"
        return Extraction(
            document_id,
            mentions=self._all(Mention, query.format("mentions"), seq),
            claims=self._all(Claim, query.format("claims"), seq),
            labels=self._all(Label, query.format("labels"), seq),
            notes=self._all(Note, query.format("notes"), seq),
        )

    def failures(self) -> Iterator[Failure]:
        yield from self._all(Failure, "SELECT body FROM failures ORDER BY seq")

    def generation(self) -> Generation | None:
        with self._reading():
            body = self._value("SELECT body FROM generation")
            if body is None:
                return None
            head = json.loads(body)
            links: dict[str, dict[str, str]] = {name: {} for name in _RELATIONS}
            for relation, one, other in self._db.execute("SELECT relation, one, other FROM links ORDER BY seq"):
                links[relation][one] = other
            tallies = tuple(json.loads(row[0]) for row in self._db.execute("SELECT body FROM tallies ORDER BY seq"))
        return Generation(
            stamp=Stamp(**head["stamp"]),
            basis=head["basis"],
            events=self._all(Event, "SELECT body FROM events ORDER BY seq"),
            assessments=self._all(Assessment, "SELECT body FROM assessments ORDER BY seq"),
            tallies=tallies,
            **links,
        )

    # checking

    def stored(self, table: str) -> Iterator[StoredRow]:
        keys = _columns(self._db, table)
        identity = next((i for i in reversed(range(len(keys))) if keys[i].endswith("_id")), 0)
        blobs = ", ".join(f"CAST({name} AS BLOB)" for name in (*keys, "body", "seal"))
        for seq, *values, body, sealed in self._db.execute(f"SELECT seq, {blobs} FROM {table} ORDER BY seq"):
            good = sealed == seal_bytes(table, values, body or b"").encode()
            name = (values[identity] or b"").decode("utf-8", "replace") if keys else f"row {seq}"
            yield StoredRow(name, good)

    def check(self) -> Iterator[Finding]:
        yield from check_structure(self._db, self.path, APPEND_ONLY)


_RELATIONS = ("copies", "versions", "corrections", "voices")


def _relations(generation: Generation) -> dict[str, Mapping[str, str]]:
    return {name: getattr(generation, name) for name in _RELATIONS}


def _counts(generation: Generation) -> dict[str, int]:
    links = sum(map(len, _relations(generation).values()))
    tables = {name: len(getattr(generation, name)) for name in ("events", "assessments", "tallies")}
    return {**tables, "links": links}


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    if not write and not _can_share(path):
        address += "&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def is_outdated(path: Path) -> bool:
    """Whether it is a record of ours that an older version made."""
    with contextlib.suppress(sqlite3.Error, RecordError), contextlib.closing(_connect(path, write=False)) as db:
        (ours,) = db.execute("PRAGMA application_id").fetchone()
        return bool(ours == APPLICATION_ID and applied(db) and pending(db))
    return False


def _can_share(path: Path) -> bool:
    """Whether a reader can make the small shared file that WAL needs: not on a read-only disk or a CD."""
    return os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists()


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The key columns of a table, in order."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return tuple(name for name in names if name not in ("seq", "body", "seal"))


def _check_same(document: Document, same: bool) -> None:
    if not same:
        raise InputError(
            f"{document.path or '-'}: {document.document_id}",
            "this id already stands for another text in the record",
            remedy="Give the row an id of its own.",
        )


def _once(values: Iterable[T], key: str) -> list[T]:
    """The values without those whose id came before."""
    first: dict[str, T] = {}
    for value in values:
        first.setdefault(getattr(value, key), value)
    return list(first.values())


def _remedy(error: sqlite3.Error) -> str:
    said = str(error).lower()
    if "full" in said or "disk i/o" in said:
        return "Free some space (or lift the limit) and run the same command again: what is done stays."
    if "locked" in said or "busy" in said:
        return "Another process is writing to it: wait for it to end."
    if "readonly" in said or "unable to open" in said:
        return "Check that the folder exists and that you may write to it."
    return _VERIFY
