"""A fetched page as the record takes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import httpx

from demonstrably.errors import InputError
from demonstrably.fetch import Fetched
from demonstrably.fetch.values import charset, media_type
from demonstrably.ingest import Context, Ingested, read_page
from demonstrably.scale.limits import PAGE_SECONDS, limited
from demonstrably.watch.addresses import canonical, is_front_page
from demonstrably.watch.archive import Kept, Position


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was fetched, now or before a crash. `page` is the key it was fetched for, `url` where it was found at
    last, `at` when."""

    page: str
    url: str
    headers: httpx.Headers
    payload: bytes
    at: str

    @classmethod
    def of(cls, page: str, fetched: Fetched) -> Visit:
        return cls(page, fetched.final_url, fetched.headers, fetched.body, fetched.retrieved_at)

    @classmethod
    def from_archive(cls, kept: Kept) -> Visit:
        return cls(kept.page, kept.url, kept.headers, kept.payload, kept.at)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a visit. `canonical` is the address the page gives itself, None where it gives none."""

    ingested: Ingested
    canonical: str | None
    text_sha256: str
    title: str | None
    document_id: str

    def at(self, location: str) -> Ingested:
        """What the record takes, with the place in the archive that it lies at."""
        capture = self.ingested.capture
        documents = tuple(replace(document, path=location) for document in self.ingested.documents)
        return replace(
            self.ingested, capture=replace(capture, location=location) if capture else None, documents=documents
        )


_LOOK = "Check it in a browser."

WALL_WORDS = 80
"""Words below which a page with a field for a password is a log-in, and no article: articles with one beside them have
more, and of a paywall's teaser the figures would be taken for all that the article says."""

_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}?\btype\s*=\s*["']?password\b""", re.IGNORECASE)


def read_visit(visit: Visit, asked: str, context: Context) -> Reading | InputError:
    """The article on a page that was `asked` for by an address, or why there is none."""
    if is_front_page(visit.url) and not is_front_page(asked):
        return InputError(asked, "leads to the site's front page: it was taken down, most likely.", remedy=_LOOK)
    named = canonical(visit.payload, visit.url)
    with limited(PAGE_SECONDS):
        parts = list(
            read_page(
                visit.payload,
                visit.url,
                context,
                url=named or visit.url,
                retrieved_at=visit.at,
                charset=charset(visit.headers),
                media_type=media_type(visit.headers),
            )
        )
    read = next((part for part in parts if part.documents), None)
    if read is None:
        return _why(parts, visit.url)
    if _is_wall(visit.payload, read):
        return InputError(visit.url, "asks for a log-in.", remedy="Save the page with your browser and give the file.")
    first = read.documents[0]
    said = "\n".join(f"{document.title}\n{document.text}" for document in read.documents)
    return Reading(read, named, hashlib.sha256(said.encode()).hexdigest(), first.title, first.document_id)


def _is_wall(payload: bytes, read: Ingested) -> bool:
    words = sum(len(document.text.split()) for document in read.documents)
    return words < WALL_WORDS and _PASSWORD.search(payload) is not None


def _why(parts: Sequence[Ingested], url: str) -> InputError:
    error = next((part.error for part in parts if part.error), None)
    return error or InputError(url, "holds no article.", remedy=_LOOK)


def location_of(folder: str, position: Position) -> str:
    """A place in the archive as captures name it: "warc/FILE#OFFSET"."""
    return f"{folder}/{position.file}#{position.offset}"
