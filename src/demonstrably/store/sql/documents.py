"""Captures, documents, failures and what documents say: added once, read page by page."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from demonstrably.errors import InputError
from demonstrably.jsonlines import dump
from demonstrably.model import Capture, Claim, Document, Dropped, Extraction, Label, Mention, Note, Post, content_id
from demonstrably.store.base import Failure, Stamp
from demonstrably.store.checks import check_extraction, text_digest
from demonstrably.store.codec import decode, encode
from demonstrably.store.log.entries import Act
from demonstrably.store.sql.log import Log
from demonstrably.store.sql.rows import AT_ONCE, STANDS

T = TypeVar("T")

LONGEST_ID = 2000
"""Bytes of a document's id; a server's indexes take little more."""

_NEWEST = f"SELECT document_id, max(seq) FROM extractions WHERE {STANDS} AND {{after}} GROUP BY document_id"


class Documents(Log):
    """The append-only tables of what came in and what it says."""

    def start_run(self, stamp: Stamp, started_at: str) -> int:
        number = self.insert_one("runs", (), dump({"started_at": started_at, **dataclasses.asdict(stamp)}))
        self.enter(Act("run", {"codebook": stamp.codebook}), self.added.take("runs"))
        return number

    def add_capture(self, capture: Capture) -> bool:
        if self.value("SELECT 1 FROM captures WHERE sha256 = ?", capture.sha256):
            return False
        self.insert_one("captures", (capture.sha256,), encode(capture))
        return True

    def add_document(self, document: Document) -> bool:
        sha256 = text_digest(document.text)
        known = self.text_sha256(document.document_id)
        if known is not None:
            _check_same(document, known == sha256)
            return False
        _check_length(document)
        body = dataclasses.asdict(document)
        del body["posts"], body["dropped"]
        self.insert_one("documents", (document.document_id, sha256, document.capture_sha256), dump(body))
        self.ahead.hashes[document.document_id], self.ahead.texts[document.document_id] = sha256, document.text
        for table, parts in (("posts", document.posts), ("dropped", document.dropped)):
            self.insert_parts(table, (document.document_id,), parts)
        return True

    def add_extraction(self, extraction: Extraction, stamp: Stamp) -> bool:
        document_id = extraction.document_id
        if self.stamp_of(document_id) == stamp:
            return False
        text = self.text(document_id)
        if text is None:
            raise ValueError(f"an extraction of {document_id}, which is not in the record")
        check_extraction(extraction, text)
        keys = (self.insert_one("extractions", (document_id,), encode(stamp)), document_id)
        mentions, claims = _once(extraction.mentions, "mention_id"), _once(extraction.claims, "claim_id")
        self.insert("mentions", (((*keys, mention.mention_id), encode(mention)) for mention in mentions))
        self.insert("claims", (((*keys, claim.claim_id), encode(claim)) for claim in claims))
        self.insert_parts("labels", keys, extraction.labels)
        self.insert_parts("notes", keys, extraction.notes)
        self.ahead.stamps[document_id] = stamp
        return True

    def look_ahead(self, document_ids: Sequence[str]) -> None:
        ahead = self.ahead
        for first in range(0, len(document_ids), AT_ONCE):
            some = document_ids[first : first + AT_ONCE]
            named = f"document_id IN ({', '.join('?' * len(some))})"
            hashes = self.engine.execute(f"SELECT document_id, text_sha256 FROM documents WHERE {named}", some)
            newest = f"SELECT max(seq) FROM extractions WHERE {named} GROUP BY document_id"
            stamps = self.engine.execute(f"SELECT document_id, body FROM extractions WHERE seq IN ({newest})", some)
            ahead.hashes |= {**dict.fromkeys(some), **{str(name): str(sha256) for name, sha256 in hashes}}
            ahead.stamps |= {**dict.fromkeys(some), **{str(name): decode(Stamp, body) for name, body in stamps}}

    def text(self, document_id: str) -> str | None:
        if document_id in self.ahead.texts:
            return self.ahead.texts[document_id]
        with self.reading():
            body = self.value("SELECT body FROM documents WHERE document_id = ?", document_id)
            return None if body is None else str(json.loads(body)["text"])

    def add_failure(self, failure: Failure) -> bool:
        failure_id = content_id("fail", failure.location, failure.message)
        if self.value("SELECT 1 FROM failures WHERE failure_id = ?", failure_id):
            return False
        self.insert_one("failures", (failure_id,), encode(failure))
        return True

    # captures, failures, stamps

    def captures(self) -> Iterator[Capture]:
        yield from self.all(Capture, "SELECT body FROM captures ORDER BY sha256")

    def spare_captures(self) -> frozenset[str]:
        query = (
            "SELECT sha256 FROM captures WHERE sha256 NOT IN (SELECT capture FROM documents WHERE capture IS NOT NULL)"
        )
        with self.reading():
            return frozenset(row[0] for row in self.engine.execute(query))

    def failures(self) -> Iterator[Failure]:
        yield from self.all(Failure, "SELECT body FROM failures ORDER BY seq")

    def stamp_of(self, document_id: str) -> Stamp | None:
        if document_id in self.ahead.stamps:
            return self.ahead.stamps[document_id]
        query = "SELECT body FROM extractions WHERE document_id = ? ORDER BY seq DESC LIMIT 1"
        found = self.all(Stamp, query, document_id)
        return found[0] if found else None

    def outdated(self, stamp: Stamp) -> Iterator[str]:
        query = (
            "SELECT document_id FROM extractions WHERE body <> ? "
            f"AND seq IN (SELECT max(seq) FROM extractions WHERE {STANDS} GROUP BY document_id) ORDER BY document_id"
        )
        with self.reading():
            found = [row[0] for row in self.engine.execute(query, (encode(stamp),))]
        yield from found

    def current(self, stamp: Stamp) -> Iterator[tuple[str, str | None]]:
        query = (
            "SELECT document_id, capture FROM documents WHERE document_id IN "
            "(SELECT document_id FROM extractions WHERE body = ? "
            f"AND seq IN (SELECT max(seq) FROM extractions WHERE {STANDS} GROUP BY document_id)) ORDER BY document_id"
        )
        with self.reading():
            found = [(row[0], row[1]) for row in self.engine.execute(query, (encode(stamp),))]
        yield from found

    def newest(self) -> Iterator[tuple[str, int]]:
        with self.reading():
            for page in self.pages(f"{_NEWEST} ORDER BY document_id {{limit}}"):
                yield from ((name, seq) for name, seq in page)

    # counts

    def document_count(self) -> int:
        with self.reading():
            return int(self.value(f"SELECT count(*) FROM documents WHERE {STANDS}"))

    def claim_counts(self) -> Counter[str]:
        newest = f"SELECT max(seq) FROM extractions WHERE {STANDS} GROUP BY document_id"
        attribute = self.engine.field("attribute")
        query = f"SELECT {attribute} AS attribute, count(*) FROM claims WHERE extraction IN ({newest}) GROUP BY 1"
        with self.reading():
            return Counter({str(name): int(count) for name, count in self.engine.execute(query)})

    # documents

    def text_sha256(self, document_id: str) -> str | None:
        if document_id in self.ahead.hashes:
            return self.ahead.hashes[document_id]
        found = self.value("SELECT text_sha256 FROM documents WHERE document_id = ?", document_id)
        return None if found is None else str(found)

    def text_hashes(self) -> Iterator[tuple[str, str]]:
        query = f"SELECT document_id, text_sha256 FROM documents WHERE {STANDS} AND {{after}}"
        with self.reading():
            for page in self.pages(f"{query} ORDER BY document_id {{limit}}"):
                yield from ((name, sha256) for name, sha256 in page)

    def document(self, document_id: str) -> Document | None:
        found = self.all(Document, f"SELECT body FROM documents WHERE document_id = ? AND {STANDS}", document_id)
        return next(self._whole(found), None)

    def documents_of(self, capture_sha256: str) -> tuple[Document, ...]:
        query = f"SELECT body FROM documents WHERE capture = ? AND {STANDS} ORDER BY seq"
        found = self.all(Document, query, capture_sha256)
        return tuple(whole for document in found for whole in self._whole([document]))

    def documents(self) -> Iterator[Document]:
        query = f"SELECT document_id, body FROM documents WHERE {STANDS} AND {{after}} ORDER BY document_id {{limit}}"
        with self.reading():
            for page in self.pages(query):
                yield from self._whole([decode(Document, body) for _, body in page])

    def _whole(self, documents: Sequence[Document]) -> Iterator[Document]:
        """The documents, which are in order, with their posts and what was dropped."""
        if not documents:
            return
        ends = documents[0].document_id, documents[-1].document_id
        query = "SELECT document_id, body FROM {} WHERE document_id BETWEEN ? AND ? ORDER BY document_id, position"
        posts = self._grouped(Post, query.format("posts"), *ends)
        dropped = self._grouped(Dropped, query.format("dropped"), *ends)
        for document in documents:
            name = document.document_id
            yield dataclasses.replace(document, posts=tuple(posts[name]), dropped=tuple(dropped[name]))

    # what they say

    def extraction(self, document_id: str) -> Extraction:
        query = f"SELECT max(seq) FROM extractions WHERE document_id = ? AND {STANDS}"
        with self.reading():
            seq = self.value(query, document_id)
            return next(self.said([(document_id, seq)])) if seq else Extraction(document_id)

    def extractions(self) -> Iterator[Extraction]:
        with self.reading():
            for page in self.pages(f"{_NEWEST} ORDER BY document_id {{limit}}"):
                yield from self.said(page)

    def said(self, newest: Sequence[tuple[str, int]]) -> Iterator[Extraction]:
        """The extractions of these numbers, whose documents are in order."""
        ends = newest[0][0], newest[-1][0]
        query = "SELECT extraction, body FROM {} WHERE document_id BETWEEN ? AND ? ORDER BY seq"
        only = frozenset(seq for _, seq in newest)
        kinds = (("mentions", Mention), ("claims", Claim), ("labels", Label), ("notes", Note))
        parts = [self._grouped(kind, query.format(table), *ends, only=only) for table, kind in kinds]
        for name, seq in newest:
            yield Extraction(name, *(tuple(found[seq]) for found in parts))

    def _grouped(
        self, cls: type[Any], query: str, *parameters: str, only: Container[str | int] | None = None
    ) -> dict[str | int, list[Any]]:
        """The values of the second column by the first; `only` those (None: all)."""
        found: dict[str | int, list[Any]] = defaultdict(list)
        with self.reading():
            for key, body in self.engine.execute(query, parameters):
                if only is None or key in only:
                    found[key].append(decode(cls, body))
        return found


def _check_same(document: Document, same: bool) -> None:
    if not same:
        raise InputError(
            f"{document.path or '-'}: {document.document_id}",
            "this id already stands for another text in the record",
            remedy="Give the row an id of its own.",
        )


def _check_length(document: Document) -> None:
    if len(document.document_id.encode("utf-8", "surrogatepass")) > LONGEST_ID:
        raise InputError(
            f"{document.path or '-'}: {document.document_id[:60]}...",
            f"has an id of more than {LONGEST_ID} bytes",
            remedy="Give the row a shorter one.",
        )


def _once(values: Iterable[T], key: str) -> list[T]:
    """The values without those whose id came before."""
    first: dict[str, T] = {}
    for value in values:
        first.setdefault(getattr(value, key), value)
    return list(first.values())
