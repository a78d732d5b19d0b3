"""A record as it was known at a moment, or as it would be of what was published by then: derived afresh.

Two questions that are easily confused. What did *this record hold* at a time (`as_known_at`)? Its log tells when each
extraction came in. What could anyone have *read* by a time (`as_published_by`)? The documents tell when they appeared.
Either way the rules are those of today: only what was not there yet is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.model import Document, Extraction
from demonstrably.scale.deriving import derive, retrieved_of
from demonstrably.store import Generation, Record, Stamp
from demonstrably.wording import many

STAMP = Stamp("", "")
"""A generation made for one look is never kept, so it needs no stamp."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a day, or a time. `said` is as it was asked for; `day` the day as said, None of a time; `at` the last
    moment that counts, in UTC."""

    said: str
    day: str | None
    at: datetime

    @property
    def iso(self) -> str:
        """To the second, in UTC, as the record's log writes it."""
        return self.at.isoformat(timespec="seconds")

    def __str__(self) -> str:
        return f"{self.day}, the end of the day ({self.iso})" if self.day else self.iso

    def reaches(self, published: str) -> bool:
        """Whether a document of that day or time of publication had appeared. One without an hour has only when its day
        is over; one without a zone is taken to be in UTC."""
        if self.day is not None:
            return published[:10] <= self.day
        if len(published) <= 10:
            return f"{published}T24" <= self.iso
        try:
            appeared = datetime.fromisoformat(published)
        except ValueError:
            return f"{published[:10]}T24" <= self.iso
        return (appeared if appeared.tzinfo else appeared.replace(tzinfo=UTC)) <= self.at


def moment(said: str) -> Moment:
    """The moment that a person means: an ISO day means its end, a time without a zone is local. Raises UsageError."""
    try:
        if len(said.strip()) == 10:
            day = date.fromisoformat(said.strip())
            end = datetime.combine(day, time(23, 59, 59)).astimezone(UTC)
            return Moment(said, day.isoformat(), end)
        return Moment(said, None, datetime.fromisoformat(said.strip()).astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{said!r} is no day or time.",
            remedy="Give a day (2026-03-14) or a time (2026-03-14T18:00, or 2026-03-14T18:00+01:00).",
        ) from error


@dataclass(frozen=True, slots=True)
class Then:
    """What of a record counts: what it held at `known_at`, what was `published_by` then; None where all does."""

    known_at: Moment | None = None
    published_by: Moment | None = None

    def __bool__(self) -> bool:
        return self.known_at is not None or self.published_by is not None


@dataclass(frozen=True, slots=True)
class Past:
    """A record's past: the documents and what they say, what follows from that, and the sentence that tells of it."""

    documents: tuple[Document, ...]
    extractions: tuple[Extraction, ...]
    generation: Generation
    notice: str


def past(record: Record, chosen: Then, codebook: Codebook) -> Past:
    """What was known, or published, then. Raises UsageError where that is nothing."""
    said = {said.document_id: said for said in _known(record, chosen.known_at)}
    documents = [dataclasses.replace(d, dropped=()) for d in record.store.documents() if d.document_id in said]
    if chosen.published_by is not None:
        documents = [d for d in documents if d.published and chosen.published_by.reaches(d.published)]
        if not documents:
            raise UsageError(
                f"nothing in the record was published by {chosen.published_by}.",
                remedy=_first(record.store.documents()),
            )
    extractions = [said[d.document_id] for d in documents]
    telling = [found for found in extractions if found != Extraction(found.document_id)]
    names = {found.document_id for found in telling}
    told = [document for document in documents if document.document_id in names]
    generation = derive(told, telling, codebook, STAMP, "", retrieved_of(record.store))
    notice = _notice(chosen, len(documents), record.store.document_count())
    return Past(tuple(documents), tuple(extractions), generation, notice)


def _known(record: Record, known_at: Moment | None) -> Iterable[Extraction]:
    """The extractions that the record held then. Raises UsageError where it held none."""
    if known_at is None:
        yield from record.store.extractions()
        return
    known = list(record.store.extractions_known(known_at.iso))
    if not known:
        began = min((at for _, at in record.store.known_at()), default=None)
        when = f"it begins at {began}" if began else "it holds nothing yet"
        raise UsageError(
            f"the record knew nothing at {known_at}: {when}.",
            remedy="--as-published-by asks what had been published by then, whenever it came into the record.",
        )
    yield from known


def _first(documents: Iterable[Document]) -> str:
    first = min((d.published for d in documents if d.published), default=None)
    return f"The first of its documents is of {first}." if first else "None of its documents has a date of publication."


def _notice(chosen: Then, documents: int, of: int) -> str:
    told = [f"as known at {chosen.known_at}"] if chosen.known_at else []
    told += [f"as published by {chosen.published_by}"] if chosen.published_by else []
    what = " and ".join(told)
    return f"{what[0].upper()}{what[1:]}: {documents:,} of {many(of, 'document')}. The rules are those of today."
