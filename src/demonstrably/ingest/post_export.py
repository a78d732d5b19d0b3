"""Posts out of an export, each a document that is one post from its first word to its last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demonstrably.ingest.contract import SLICE, Context, Ingested, Kept, passed_over
from demonstrably.ingest.decode import tidy
from demonstrably.ingest.reading import captured
from demonstrably.ingest.sniff import JSONL
from demonstrably.jsonlines import dump, mend
from demonstrably.language.detect import detect
from demonstrably.model import Document, Post, content_id


@dataclass(frozen=True, slots=True)
class Posting:
    """A post as its network exports it; None where the export does not tell.

    `author` is a name, `handle` begins with @; `posted` is an ISO time; `outlet` is who published it, `via` who passed
    it on. `item` is what it was read from.
    """

    text: str
    author: str | None
    handle: str | None
    posted: str | None
    url: str | None
    outlet: str | None
    via: str | None
    item: object


def posting_parts(postings: Iterable[Posting | str], location: str, context: Context) -> Iterator[Ingested]:
    """Postings in captures of about `SLICE` bytes, which hold their items as JSON Lines; a string stands for an item
    that is passed over, and says why. An error among the postings comes after those before it."""
    documents: list[Document] = []
    lines: list[bytes] = []
    reasons: Counter[str] = Counter()
    first, size = 1, 0
    for number, posting in enumerate(kept := Kept(postings), 1):
        if isinstance(posting, str):
            reasons[posting] += 1
            continue
        documents.append(_document(posting, location))
        lines.append((dump(posting.item) + "\n").encode())
        size += len(lines[-1])
        if size >= SLICE:
            yield from captured(b"".join(lines), f"{location}#{first}", JSONL, list(documents))
            documents, lines, first, size = [], [], number + 1, 0
    yield from captured(b"".join(lines), f"{location}#{first}", JSONL, list(documents))
    yield from (passed_over(reason) for reason in reasons.elements())
    kept.give_up()


def _document(posting: Posting, location: str) -> Document:
    text = tidy(mend(posting.text)).strip()
    post = Post(0, len(text), posting.author, posting.handle, posting.posted, posting.url)
    return Document(
        document_id=content_id("doc", text, posting.url, posting.outlet, posting.posted),
        text=text,
        language=detect(text)[0],
        path=location,
        url=posting.url,
        outlet=posting.outlet,
        via=posting.via,
        published=posting.posted,
        published_from="metadata" if posting.posted else "none",
        posts=(post,) if text else (),
    )
