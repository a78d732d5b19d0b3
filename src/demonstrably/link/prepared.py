"""What linking needs to know of one document, worked out once and kept: small enough to hold an archive's in memory.

A `Prepared` depends on its document, its extraction and the codebook only. What is asked of every document whenever
anything is linked stands ready; its sightings and statements stay packed until they are asked for.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demonstrably.jsonlines import dump
from demonstrably.link.shingles import Sketch
from demonstrably.link.sightings import Sighting
from demonstrably.link.strands import Strand
from demonstrably.model import Claim, Place, When

Figures = frozenset[tuple[str, int | None, int | None]]
"""What a text counts: attribute, low and high of its claims."""

OWN_WORDS, OWN_SOURCE = "", "~"
"""How a statement's voice is told where it goes back to the text's original: the text's own words, and (with a name
after it) an unnamed witness of that text's. Anything else is the voice's id."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with what linking knows of it. The claim comes without its source and chain, and with a stand-in for its
    sentence: linking and the rule sets ask no more. `voice` is told as above; `office` is true of a speaker told by
    office alone ("police"); `corrects` is true where the sentence or the title says that it corrects."""

    claim: Claim
    voice: str
    office: bool
    corrects: bool

    @property
    def claim_id(self) -> str:
        return self.claim.claim_id

    @property
    def document_id(self) -> str:
        return self.claim.document_id

    @property
    def figure(self) -> tuple[int | None, int | None]:
        return self.claim.low, self.claim.high


@dataclass(frozen=True, slots=True)
class Detail:
    """A document's sightings, strand by strand, and all its statements."""

    sightings: tuple[tuple[Sighting, ...], ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as linking sees it. `address` is its URL without what does not matter, None without a telling one;
    `retrieved` when its bytes were fetched, None where unknown; `voice` that of its own words; `packed` its detail."""

    document_id: str
    published: str | None
    updated: str | None
    retrieved: str | None
    outlet: str | None
    via: str | None
    address: str | None
    voice: str
    sketch: Sketch
    strands: tuple[Strand, ...]
    packed: str

    @property
    def detail(self) -> Detail:
        """The sightings and statements, unpacked anew with each call."""
        return _unpacked(self.document_id, json.loads(zlib.decompress(base64.b64decode(self.packed))))

    @property
    def figures(self) -> Figures:
        return frozenset((s.claim.attribute, *s.figure) for s in self.detail.statements)

    def encode(self) -> str:
        """Two lines: what stands ready, in JSON, and the detail."""
        sketch = self.sketch
        head = [
            self.published, self.updated, self.retrieved, self.outlet, self.via, self.address, self.voice,
            [sketch.whole, sketch.length, sketch.shingles, sketch.smallest],
            [_strand_row(strand) for strand in self.strands],
        ]  # fmt: skip
        return f"{dump(head)}\n{self.packed}"

    @classmethod
    def decode(cls, document_id: str, text: str) -> Prepared:
        """What `encode` gave. Raises ValueError or TypeError on anything else."""
        head, _, packed = text.partition("\n")
        published, updated, retrieved, outlet, via, address, voice, numbers, rows = json.loads(head)
        whole, length, shingles, smallest = numbers
        sketch = Sketch(whole, length, shingles, tuple(smallest))
        strands = tuple(_strand(document_id, row) for row in rows)
        return cls(document_id, published, updated, retrieved, outlet, via, address, voice, sketch, strands, packed)


def pack(sightings: Sequence[Sequence[Sighting]], statements: Sequence[Statement]) -> str:
    """A document's detail as one line: JSON, in which each place stands once, pressed to a third, as letters."""
    places: dict[Place, int] = {}
    rows = [[_sighting_row(s, places) for s in group] for group in sightings]
    told = [[_claim_row(s.claim, places), s.voice, s.office, s.corrects] for s in statements]
    written = dump([[_place_row(place) for place in places], rows, told]).encode()
    return base64.b64encode(zlib.compress(written, 1)).decode("ascii")


_CLAIM = (
    "claim_id", "attribute", "quote", "start", "end", "low", "high", "qualifier", "modality", "sentence", "group",
    "source_kind", "as_of", "running", "additional",
)  # fmt: skip
_PLACE = tuple(Place.__dataclass_fields__)


def _unpacked(document_id: str, data: list[Any]) -> Detail:
    places = [Place(*row) for row in data[0]]
    sightings = tuple(tuple(_sighting(document_id, row, places) for row in group) for group in data[1])
    return Detail(sightings, tuple(Statement(_claim(document_id, row, places), *told) for row, *told in data[2]))


def _claim_row(claim: Claim, places: dict[Place, int]) -> list[Any]:
    place = None if claim.place is None else places.setdefault(claim.place, len(places))
    return [*(getattr(claim, name) for name in _CLAIM), place]


def _claim(document_id: str, row: list[Any], places: Sequence[Place]) -> Claim:
    *plain, place = row
    where = None if place is None else places[place]
    return Claim(document_id=document_id, place=where, **dict(zip(_CLAIM, plain, strict=True)))


def _place_row(place: Place) -> list[Any]:
    return [getattr(place, name) for name in _PLACE]


def _sighting_row(sighting: Sighting, places: dict[Place, int]) -> list[Any]:
    place = None if sighting.place is None else places.setdefault(sighting.place, len(places))
    return [
        sighting.item_id, sighting.order, sighting.is_claim, place, sighting.when.date, sighting.when.precision,
        sighting.kind, sighting.status, sighting.cause, sorted(sighting.about), sighting.sentence, sighting.responses,
        sighting.creates, sighting.gathers, sighting.backward,
    ]  # fmt: skip


def _sighting(document_id: str, row: list[Any], places: Sequence[Place]) -> Sighting:
    item_id, order, is_claim, place, date, precision, kind, status, cause, about, sentence, responses, *told = row
    where = None if place is None else places[place]
    said = When(date, precision), kind, status, cause, frozenset(about), sentence, tuple(responses)
    return Sighting(item_id, document_id, order, is_claim, where, *said, *told)


def _strand_row(strand: Strand) -> list[Any]:
    return [
        strand.countries, strand.first, strand.last, strand.terms, strand.said, strand.told, strand.heard,
        sorted(strand.spots), strand.number,
    ]  # fmt: skip


def _strand(document_id: str, row: list[Any]) -> Strand:
    countries, first, last, terms, said, told, heard, spots, number = row
    where = frozenset((town, day) for town, day in spots)
    return Strand(document_id, number, tuple(countries), first, last, terms, said, told, heard, where)
