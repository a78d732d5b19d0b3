"""The nouns of the project: frozen, typed values without behaviour beyond validation.

All offsets are Unicode code points of a document's `text`, start inclusive, end exclusive. All ids are content
hashes, so the same input gives the same ids on every machine. Dates are ISO strings: a day ("2021-01-31"), or an
interval of days with both ends included ("2021-01-23/2021-01-31").
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Attribute = str
"""participants, detained, injured, killed, places; a codebook may add more."""

Qualifier = Literal["exact", "about", "nearly", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
Modality = Literal["occurred", "planned", "denied", "hypothetical"]
Status = Literal["occurred", "ongoing", "planned", "cancelled", "hypothetical", "historical"]
SourceKind = Literal[
    "outlet", "agency", "monitor", "police", "government", "court", "medical",
    "organiser", "opposition", "witness", "social_account", "unknown",
]  # fmt: skip
PlacePrecision = Literal["venue", "city", "region", "country"]
DatePrecision = Literal["day", "range", "week", "month", "year", "unknown"]
PublishedFrom = Literal["metadata", "byline", "dateline", "text", "posts", "none"]


def content_id(prefix: str, *parts: object) -> str:
    """A short stable id: the prefix and 16 hex digits of the SHA-256 over the parts as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return f"{prefix}-{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes as they came; never edited.

    `location` is the path or URL they came from as given; `retrieved_at` an ISO time in UTC, or None where the
    input does not tell (a file's own time is not trusted, so that the same input gives the same record).
    """

    sha256: str
    media_type: str
    location: str
    size: int
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block of a capture that is not part of the text, and why.

    `kind` is one of menu, headlines, share, appeal, footer, caption, metadata, duplicate, other; `line` the 1-based
    line of a text dump where it began (None for HTML).
    """

    kind: str
    reason: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A social post embedded in an article: a part of the document with a voice of its own.

    `start` and `end` span the post's own words in the document's text (its signature line is not included).
    `posted` is an ISO day or time, None where the post does not tell.
    """

    start: int
    end: int
    author: str | None
    handle: str | None
    posted: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article taken from a capture, with one immutable text.

    `outlet` is who wrote it, `via` the aggregator whose page carried it (None where there is none). `published` is
    an ISO day or time, `published_from` how it was found. `copy_of` and `version_of` name another document.
    """

    document_id: str
    text: str
    language: str = "und"
    capture_sha256: str | None = None
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    via: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "none"
    updated: str | None = None
    posts: tuple[Post, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a claim's chain: a name as written, the canonical name where known, the person who spoke for it."""

    name: str
    canonical: str | None = None
    person: str | None = None
    kind: SourceKind = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written and as resolved. The fields from `name` on are None where it could not be resolved.

    `place_id` is the GeoNames id, `country` the ISO 3166 alpha-2 code, `region` the first-level division's name.
    For a venue, `name`, `place_id` and the point are those of its town.
    """

    written: str
    start: int
    precision: PlacePrecision | None = None
    name: str | None = None
    place_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A day or an interval of days; `date` is None where the text does not tell (precision unknown)."""

    date: str | None = None
    precision: DatePrecision = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """One source says one thing about one attribute of one event. Append-only.

    `low` and `high` are inclusive bounds, None = unbounded. `source` is the original speaker as the text names him,
    None where the text itself asserts it; `source_start` the place in the text where he (or the pronoun that stands
    for him) is named. `chain` runs from the original speaker to the outlet. `as_of` is when the count was taken
    where that is said; `running` is true of a count "so far". `mention_id` names the gathering that the figure is
    about, where the text tells of one. `additional` is true of "a further 20": to be added to another figure.
    """

    claim_id: str
    document_id: str
    attribute: Attribute
    quote: str
    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    modality: Modality
    sentence: str
    confidence: float = 1.0
    group: str | None = None
    source: str | None = None
    source_start: int | None = None
    source_kind: SourceKind = "outlet"
    chain: tuple[Link, ...] = ()
    as_of: str | None = None
    running: bool = False
    additional: bool = False
    place: Place | None = None
    when: When = When()
    mention_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a gathering, with or without a figure.

    `start`, `end` and `quote` are the words that name it ("rallied", "human chain"). `kind` is the codebook's event
    type. `responses` are the authorities' (detention, physical_force, ...). `actors` are those who gathered, as
    written; `cause` what for or against, as written; `slogans` chants and signs as quoted. `places` may be several:
    "rallies in A, B and C" is one mention of three gatherings. `post` is the index of the document's post that it
    stands in, or None.
    """

    mention_id: str
    document_id: str
    start: int
    end: int
    quote: str
    sentence: str
    kind: str
    status: Status
    when: When = When()
    places: tuple[Place, ...] = ()
    responses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    cause: str | None = None
    slogans: tuple[str, ...] = ()
    source: str | None = None
    post: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """How a source names the gathering, its people or the authorities' action: the words, whose, where.

    `target` is gathering, people or action; `source` is None where the words are the outlet's own.
    """

    document_id: str
    target: str
    wording: str
    start: int
    end: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a text says about a figure without giving one ("no exact figure", "fewer than a week ago").

    `kind` is no_figure or comparison; `place` and `when` are those of the gathering it speaks of.
    """

    document_id: str
    attribute: Attribute
    kind: str
    sentence: str
    start: int
    end: int
    place: Place | None = None
    when: When = When()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says: the result of the extract stage."""

    document_id: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    labels: tuple[Label, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One gathering at one place on one day (level event), or a wave of them (level wave).

    `wave_id` is the wave an event stands in, or a wave's parent. `mentions`, `claims` and `documents` are the ids of
    what was linked to it, sorted. `voices` counts the distinct original sources (copies once).
    """

    event_id: str
    level: Literal["event", "wave"]
    kind: str
    status: Status
    when: When
    place: Place | None
    cause: str | None = None
    responses: tuple[str, ...] = ()
    wave_id: str | None = None
    redirect_to: str | None = None
    mentions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a named rule set makes of all claims about one attribute of one event or wave.

    `set_aside` pairs a claim id with the reason; `verbatim` is the words themselves where the rule set gives a tag
    and no number; `conflict_between` the pairs of claims that cannot both be true; `reason` is one sentence for
    people, naming the rule with its numbers.
    """

    event_id: str
    attribute: Attribute
    rule_set: str
    low: int | None
    high: int | None
    best: int | None
    claims_used: tuple[str, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    conflict: bool = False
    conflict_between: tuple[tuple[str, str], ...] = ()
    verbatim: str | None = None
    reason: str = ""


def check_span(text: str, start: int, end: int, quote: str) -> None:
    """Raise ValueError unless `text[start:end] == quote` and the quote is not empty."""
    if not (0 <= start < end <= len(text)) or text[start:end] != quote:
        raise ValueError(f"span {start}:{end} does not hold {quote!r}")


def place_row(place: Place | None) -> dict[str, Any]:
    """The flat columns of a place, as the tables have them; all None without one."""
    return {
        "place": place.written if place else None,
        "place_start": place.start if place else None,
        "place_name": place.name if place else None,
        "place_id": place.place_id if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "country": place.country if place else None,
        "place_precision": place.precision if place else None,
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as a row of claims.jsonl (DESIGN section 4), without the event_id that is joined at export."""
    return {
        "claim_id": claim.claim_id,
        "document_id": claim.document_id,
        "attribute": claim.attribute,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier,
        "modality": claim.modality,
        "group": claim.group,
        "source": claim.source,
        "source_start": claim.source_start,
        "source_kind": claim.source_kind,
        "chain": [dataclasses.asdict(link) for link in claim.chain],
        "as_of": claim.as_of,
        "running": claim.running,
        "additional": claim.additional,
        **place_row(claim.place),
        "date": claim.when.date,
        "date_precision": claim.when.precision,
        "confidence": round(claim.confidence, 3),
        "sentence": claim.sentence,
        "mention_id": claim.mention_id,
    }


def to_row(value: Any) -> dict[str, Any]:
    """Any of the dataclasses above as plain JSON values, nested ones as objects."""
    return dataclasses.asdict(value)


def first_day(when: When) -> str | None:
    """The first day of a date or interval, None where unknown."""
    return when.date.split("/")[0] if when.date else None


def last_day(when: When) -> str | None:
    """The last day of a date or interval, None where unknown."""
    return when.date.split("/")[-1] if when.date else None


def sorted_unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
