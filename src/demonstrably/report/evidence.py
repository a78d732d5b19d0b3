"""All that an event's figures stand on, to be checked word by word: claims with their hashes, texts in excerpts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demonstrably.model import Document, Event, Link
from demonstrably.pages import EventPage, Figure, Library
from demonstrably.pages.figures import Place
from demonstrably.report.excerpts import Excerpt, Stretch, excerpts, sentence_around
from demonstrably.store.checks import text_digest
from demonstrably.wording import KIND_LETTERS, named


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim as it can be checked. `number` is the one it goes by in the dossier; `start` and `end` are code points of
    the record's own text and `quote_sha256` the hash of its words there, also where the dossier shows names masked.
    `reason` says why it was set aside, None where it takes part; `copy_of` is the number of the claim it repeats, None
    where it repeats none; `corrected_by` the number of the one that corrects it, None without one."""

    number: int
    claim_id: str
    attribute: str
    words: str
    quote: str
    document_id: str
    start: int
    end: int
    quote_sha256: str | None
    chain: tuple[Link, ...]
    letter: str
    reason: str | None
    copy_of: int | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """A document that the event rests on. `characters` counts the code points of the record's own text and
    `text_sha256` is its hash (in UTF-8); `capture_sha256` that of the bytes it was taken from, None without any."""

    document_id: str
    title: str
    outlet: str | None
    via: str | None
    byline: str | None
    published: str | None
    published_from: str
    url: str | None
    path: str | None
    language: str
    characters: int
    text_sha256: str | None
    capture_sha256: str | None
    copy_of: str | None
    version_of: str | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proofs by claim id, in the order of their numbers, and the texts, the first published first."""

    proofs: Mapping[str, Proof]
    texts: tuple[Text, ...]


def evidence(library: Library, event: Event, page: EventPage) -> Evidence:
    """What the figures of the event's page stand on."""
    proofs = _proofs(library, page)
    found = library.documents_of(event)
    known = {document.document_id for document in found}
    others = sorted({proof.document_id for proof in proofs.values()} - known)
    found.extend(library.view.documents[name] for name in others if name in library.view.documents)
    stretches = _stretches(library, event, proofs)
    return Evidence(proofs, tuple(_text(library, document, stretches[document.document_id]) for document in found))


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim on the page, `under` the figure that it is a copy of, None where it is the figure itself."""

    figure: Figure
    place: Place
    under: str | None


def _told(page: EventPage) -> Iterator[_Told]:
    for panel in page.panels:
        for figure in (*panel.used, *panel.aside):
            yield _Told(figure, figure.place, None)
            yield from (_Told(figure, copy, figure.claim_id) for copy in figure.copies)


def _proofs(library: Library, page: EventPage) -> dict[str, Proof]:
    told = {each.place.claim_id: each for each in _told(page)}
    numbers = {name: number for number, name in enumerate(told, 1)}
    return {name: _proof(library, each, numbers) for name, each in told.items()}


def _proof(library: Library, told: _Told, numbers: Mapping[str, int]) -> Proof:
    claim = library.view.claim[told.place.claim_id]
    corrected_by = library.testimony(claim).corrected_by
    return Proof(
        number=numbers[claim.claim_id],
        claim_id=claim.claim_id,
        attribute=claim.attribute,
        words=told.figure.words,
        quote=claim.quote,
        document_id=claim.document_id,
        start=claim.start,
        end=claim.end,
        quote_sha256=library.view.quote_sha256(claim.document_id, claim.start, claim.end),
        chain=claim.chain,
        letter=KIND_LETTERS.get(claim.source_kind, "?"),
        reason=told.figure.reason or ("copy" if told.under else None),
        copy_of=numbers.get(told.under) if told.under else None,
        corrected_by=numbers.get(corrected_by) if corrected_by else None,
    )


def _stretches(library: Library, event: Event, proofs: Mapping[str, Proof]) -> Mapping[str, list[Stretch]]:
    """By document, the words in the view's text that were read: of the claims, and of the mentions where a document
    has no claim."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for proof in proofs.values():
        sentence = library.view.claim[proof.claim_id].sentence
        found[proof.document_id].append(_stretch(library, proof.document_id, proof.start, proof.end, sentence, proof))
    told = set(found)
    for m in library.mentions_of(event):
        if m.document_id not in told:
            found[m.document_id].append(_stretch(library, m.document_id, m.start, m.end, m.sentence, None))
    return found


def _stretch(library: Library, name: str, start: int, end: int, sentence: str, proof: Proof | None) -> Stretch:
    first, last = library.view.offset(name, start), library.view.offset(name, end, end=True)
    around = sentence_around(library.view.documents[name].text, first, last, sentence)
    if proof is None:
        return Stretch(around, (first, last), "", 0, "")
    return Stretch(around, (first, last), proof.claim_id, proof.number, proof.letter)


def _text(library: Library, document: Document, stretches: Sequence[Stretch]) -> Text:
    name = document.document_id
    true = library.view.true_text(name)
    generation = library.view.generation
    return Text(
        document_id=name,
        title=named(document),
        outlet=document.outlet,
        via=document.via,
        byline=document.byline,
        published=document.published,
        published_from=document.published_from,
        url=document.url,
        path=document.path,
        language=document.language,
        characters=len(true or ""),
        text_sha256=None if true is None else text_digest(true),
        capture_sha256=document.capture_sha256,
        copy_of=library.copied_from(name),
        version_of=generation.versions.get(name) if generation else None,
        excerpts=excerpts(document.text, stretches),
    )
