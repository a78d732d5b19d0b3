"""The page of a document: its text with every claim and mention in place."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from demonstrably.model import Document, Dropped, Extraction, Post
from demonstrably.pages.figures import Figure, figure_of
from demonstrably.pages.library import Library
from demonstrably.wording import heading, kind, named


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that something was read from. `what` is claim, mention, label, remark or post; `note` says in
    a few words what was read; `letter` the kind of source of a claim; `event_id` the event it tells of, None for none.
    """

    what: str
    mark_id: str
    start: int
    end: int
    note: str
    letter: str
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text under the same marks (their ids, widest first); the segments joined are the text."""

    text: str
    start: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event that the document speaks of."""

    event_id: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with what was read in it and what was left out of it, and how it hangs together with others."""

    document_id: str
    title: str
    outlet: str | None
    via: str | None
    byline: str | None
    language: str
    published: str | None
    published_from: str
    updated: str | None
    url: str | None
    path: str | None
    capture_sha256: str | None
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    claims: tuple[Figure, ...]
    events: tuple[Told, ...]
    posts: tuple[Post, ...]
    dropped: tuple[Dropped, ...]
    dropped_kinds: tuple[tuple[str, int], ...]
    copy_of: str | None
    copies: tuple[str, ...]
    version_of: str | None


def document_page(library: Library, document: Document) -> DocumentPage:
    said = library.extraction.get(document.document_id, Extraction(document.document_id))
    marks = _marks(library, document, said)
    generation = library.view.generation
    told = library.view.events_of_document.get(document.document_id, [])
    return DocumentPage(
        document_id=document.document_id,
        title=named(document),
        outlet=document.outlet,
        via=document.via,
        byline=document.byline,
        language=document.language,
        published=document.published,
        published_from=document.published_from,
        updated=document.updated,
        url=document.url,
        path=document.path,
        capture_sha256=document.capture_sha256,
        segments=segments(document.text, _shown(library, document, marks)),
        marks=marks,
        claims=tuple(figure_of(library, claim) for claim in sorted(said.claims, key=lambda c: (c.start, c.claim_id))),
        events=tuple(Told(event.event_id, heading(event), event.level) for event in told),
        posts=document.posts,
        dropped=document.dropped,
        dropped_kinds=tuple(sorted(Counter(block.kind for block in document.dropped).items())),
        copy_of=library.copied_from(document.document_id),
        copies=library.copies.get(document.document_id, ()),
        version_of=generation.versions.get(document.document_id) if generation else None,
    )


def _marks(library: Library, document: Document, said: Extraction) -> tuple[Mark, ...]:
    view = library.view
    found = [Mark("post", f"post-{n}", p.start, p.end, p.handle or p.author or "", "W", None)
             for n, p in enumerate(document.posts)]  # fmt: skip
    for mention in said.mentions:
        event_id = next(iter(view.events_of_mention.get(mention.mention_id, ())), None)
        note = kind(mention.kind, mention.status)
        found.append(Mark("mention", mention.mention_id, mention.start, mention.end, note, "", event_id))
    for number, label in enumerate(said.labels):
        found.append(Mark("label", f"label-{number}", label.start, label.end, label.target, "", None))
    for number, remark in enumerate(said.notes):
        found.append(Mark("remark", f"remark-{number}", remark.start, remark.end, remark.attribute, "", None))
    for claim in said.claims:
        figure, event_id = figure_of(library, claim), view.event_of_claim.get(claim.claim_id)
        note = f"{claim.attribute}: {figure.words}, {figure.source}"
        found.append(Mark("claim", claim.claim_id, claim.start, claim.end, note, figure.letter, event_id))
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.what, mark.mark_id)))


def _shown(library: Library, document: Document, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks where they stand in the text of the view, which is another than the record's where names are masked."""
    view, name = library.view, document.document_id
    moved = (
        dataclasses.replace(m, start=view.offset(name, m.start), end=view.offset(name, m.end, end=True)) for m in marks
    )
    return tuple(moved) if view.veil else marks


def segments(text: str, marks: tuple[Mark, ...]) -> tuple[Segment, ...]:
    """The text cut wherever a mark begins or ends."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        over = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: m.start - m.end)
        found.append(Segment(text[start:end], start, tuple(mark.mark_id for mark in over)))
    return tuple(found)
