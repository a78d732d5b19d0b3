"""A view of the record in which every string that can hold a name is masked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from demonstrably.discretion.discretion import Discretion
from demonstrably.export.view import View
from demonstrably.model import (
    Assessment,
    Claim,
    Document,
    Event,
    Extraction,
    Label,
    Link,
    Mention,
    Note,
    Place,
)
from demonstrably.store import Generation

Say = Callable[[str], str]
"""A string in, the same masked out."""


@dataclass(frozen=True)
class Masking:
    """The veil of a masked view: `View.veil`."""

    discretion: Discretion

    def offset(self, document_id: str, offset: int, *, end: bool = False) -> int:
        document = self.discretion.documents.get(document_id)
        return self.discretion.text(document).to_masked(offset, end=end) if document else offset

    def true_text(self, document_id: str) -> str | None:
        document = self.discretion.documents.get(document_id)
        return document.text if document else None


def discreet(view: View, discretion: Discretion) -> View:
    """The view with names masked, and the way from the record's offsets to its texts."""
    return View(
        documents={name: _document(document, discretion) for name, document in view.documents.items()},
        extractions=tuple(_extraction(said, discretion) for said in view.extractions),
        generation=_generation(view.generation, discretion) if view.generation else None,
        veil=Masking(discretion),
        notices=view.notices,
    )


def _document(document: Document, discretion: Discretion) -> Document:
    def say(words: str) -> str:
        return discretion.words(document.document_id, words)

    text = discretion.text(document).text
    if document.document_id in discretion.withheld:
        return dataclasses.replace(document, text=text, title=None, path=None, url=None, posts=(), dropped=())
    return dataclasses.replace(
        document,
        text=text,
        path=_address(say, document.path),
        url=_address(say, document.url),
        title=_maybe(say, document.title),
        byline=_maybe(say, document.byline),
        posts=tuple(
            dataclasses.replace(
                post, author=_maybe(say, post.author), handle=_maybe(say, post.handle), url=_address(say, post.url)
            )
            for post in document.posts
        ),
        dropped=tuple(
            dataclasses.replace(block, text=say(block.text), reason=say(block.reason)) for block in document.dropped
        ),
    )


def _maybe(say: Say, words: str | None) -> str | None:
    return say(words) if words else words


def _address(say: Say, address: str | None) -> str | None:
    """A path or URL with pseudonyms that such can hold."""
    return say(address).replace("Person ", "person-") if address else address


def _extraction(said: Extraction, discretion: Discretion) -> Extraction:
    def say(words: str) -> str:
        return discretion.words(said.document_id, words)

    notice = discretion.withheld.get(said.document_id)
    if notice is not None:
        return _withheld(said, say, notice)
    return Extraction(
        said.document_id,
        mentions=tuple(_mention(mention, say) for mention in said.mentions),
        claims=tuple(_claim(claim, say) for claim in said.claims),
        labels=tuple(_label(label, say) for label in said.labels),
        notes=tuple(_note(note, say) for note in said.notes),
    )


def _withheld(said: Extraction, say: Say, notice: str) -> Extraction:
    """What is left of what a withheld text says: figures and events, without its sentences and wordings."""
    mentions = (_mention(mention, say) for mention in said.mentions)
    return Extraction(
        said.document_id,
        mentions=tuple(
            dataclasses.replace(m, sentence=notice, actors=(), cause=None, slogans=(), post=None) for m in mentions
        ),
        claims=tuple(dataclasses.replace(_claim(claim, say), sentence=notice) for claim in said.claims),
    )


def _mention(mention: Mention, say: Say) -> Mention:
    return dataclasses.replace(
        mention,
        quote=say(mention.quote),
        sentence=say(mention.sentence),
        places=tuple(_place(place, say) for place in mention.places),
        actors=_all(say, mention.actors),
        cause=_maybe(say, mention.cause),
        slogans=_all(say, mention.slogans),
        source=_maybe(say, mention.source),
    )


def _claim(claim: Claim, say: Say) -> Claim:
    return dataclasses.replace(
        claim,
        quote=say(claim.quote),
        sentence=say(claim.sentence),
        group=_maybe(say, claim.group),
        source=_maybe(say, claim.source),
        chain=tuple(_link(link, say) for link in claim.chain),
        place=_place(claim.place, say) if claim.place else None,
    )


def _link(link: Link, say: Say) -> Link:
    return dataclasses.replace(
        link, name=say(link.name), canonical=_maybe(say, link.canonical), person=_maybe(say, link.person)
    )


def _place(place: Place, say: Say) -> Place:
    return dataclasses.replace(place, written=say(place.written))


def _label(label: Label, say: Say) -> Label:
    return dataclasses.replace(label, wording=say(label.wording), source=_maybe(say, label.source))


def _note(note: Note, say: Say) -> Note:
    place = _place(note.place, say) if note.place else None
    return dataclasses.replace(note, sentence=say(note.sentence), place=place)


def _all(say: Say, words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(say, words))


def _generation(generation: Generation, discretion: Discretion) -> Generation:
    """Events and assessments masked as the texts that tell of them are."""
    say = {event.event_id: discretion.told(event.documents) for event in generation.events}
    return dataclasses.replace(
        generation,
        events=tuple(_event(event, say[event.event_id]) for event in generation.events),
        assessments=tuple(
            _assessment(found, say.get(found.event_id) or discretion.told(())) for found in generation.assessments
        ),
    )


def _event(event: Event, say: Say) -> Event:
    place = _place(event.place, say) if event.place else None
    return dataclasses.replace(event, place=place, cause=_maybe(say, event.cause))


def _assessment(found: Assessment, say: Say) -> Assessment:
    return dataclasses.replace(
        found,
        verbatim=_maybe(say, found.verbatim),
        reason=say(found.reason),
    )
