"""Digests and spans: what is worked out at writing and held against the rows at verifying."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from demonstrably.model import Extraction, Note, check_span


def text_digest(text: str) -> str:
    """The SHA-256 of a document's text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(table: str, keys: Iterable[str | int | None], body: str) -> str:
    """A SHA-256 over a row, each part with its length, so that no byte can move from one to the next unseen."""
    return seal_bytes(table, [None if key is None else str(key).encode() for key in keys], body.encode())


def seal_bytes(table: str, keys: Iterable[bytes | None], body: bytes) -> str:
    """The same over the bytes as they lie in the file, which may have been damaged."""
    sha256 = hashlib.sha256()
    for part in (table.encode(), *keys, body):
        sha256.update(b"-" if part is None else b"%d:%s" % (len(part), part))
    return sha256.hexdigest()


def broken_spans(extraction: Extraction, text: str) -> Iterator[str]:
    """What is wrong with each span that does not lie in the text or does not hold its quote."""
    spans = [(mention.start, mention.end, mention.quote) for mention in extraction.mentions]
    spans += [(claim.start, claim.end, claim.quote) for claim in extraction.claims]
    spans += [(label.start, label.end, label.wording) for label in extraction.labels]
    for start, end, quote in spans:
        try:
            check_span(text, start, end, quote)
        except ValueError as error:
            yield str(error)
    yield from filter(None, (_outside(note, text) for note in extraction.notes))


def _outside(note: Note, text: str) -> str | None:
    inside = 0 <= note.start < note.end <= len(text)
    return None if inside else f"span {note.start}:{note.end} lies outside the text"


def check_extraction(extraction: Extraction, text: str) -> None:
    """Raise ValueError unless every span lies in the text and holds its quote."""
    for problem in broken_spans(extraction, text):
        raise ValueError(problem)
