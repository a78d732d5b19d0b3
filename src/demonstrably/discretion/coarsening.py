"""Places drawn no finer than their town or their region, and planned gatherings no finer than announced."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from demonstrably.discretion.replacing import Form
from demonstrably.discretion.words import keys
from demonstrably.export.view import View
from demonstrably.model import Event, Extraction, Mention, Place, PlacePrecision
from demonstrably.store import Generation

_FINENESS: Mapping[PlacePrecision | None, int] = {"venue": 3, "city": 2, "region": 1, "country": 0, None: 0}
VENUE, TOWN = "[a place in town]", "[a town]"
"""What stands for the words that named a venue or a town."""


def coarsened(view: View, coarsen: PlacePrecision) -> View:
    """The view with no place finer than `coarsen` (city or region): points, ids and names of finer ones are gone. The
    words that name them in texts and quotes are for the masking of the texts (`place_words`)."""

    def draw(place: Place | None) -> Place | None:
        return coarse(place, coarsen) if place else None

    extractions = tuple(_extraction(said, coarsen) for said in view.extractions)
    generation = view.generation
    if generation is not None:
        events = tuple(dataclasses.replace(event, place=draw(event.place)) for event in generation.events)
        tallies = generation.tallies if coarsen == "city" else ()
        generation = dataclasses.replace(generation, events=events, tallies=tallies)
    return dataclasses.replace(view, extractions=extractions, generation=generation)


def coarse(place: Place, coarsen: PlacePrecision) -> Place:
    """A place no finer than `coarsen`: a venue as its town, a town as its region, without a point then."""
    if not _is_finer(place.precision, coarsen):
        return place
    if coarsen == "city":
        return _town(place)
    name = place.region
    return Place(name or TOWN, place.start, "region" if name else None, name, country=place.country, region=name)


def _is_finer(precision: PlacePrecision | None, coarsen: PlacePrecision) -> bool:
    """An unresolved name may be a town's: it is finer than a region."""
    return coarsen == "region" if precision is None else _FINENESS[precision] > _FINENESS[coarsen]


def _town(place: Place) -> Place:
    """A venue's town: its name and point are the town's already."""
    if place.name is None:
        return Place(VENUE, place.start, country=place.country, region=place.region)
    return dataclasses.replace(place, written=place.name, precision="city")


def _extraction(said: Extraction, coarsen: PlacePrecision) -> Extraction:
    return dataclasses.replace(
        said,
        mentions=tuple(
            dataclasses.replace(mention, places=tuple(coarse(place, coarsen) for place in mention.places))
            for mention in said.mentions
        ),
        claims=tuple(
            dataclasses.replace(claim, place=coarse(claim.place, coarsen) if claim.place else None)
            for claim in said.claims
        ),
        notes=tuple(
            dataclasses.replace(note, place=coarse(note.place, coarsen) if note.place else None) for note in said.notes
        ),
    )


def place_words(extractions: Iterable[Extraction], coarsen: PlacePrecision) -> dict[Form, str | None]:
    """The words that name places finer than `coarsen` in these texts, and what stands for them."""
    found: dict[Form, str | None] = {}
    for place in (place for said in extractions for place in _places(said)):
        if not _is_finer(place.precision, coarsen):
            continue
        venue = place.precision == "venue"
        for written in (place.written, None if coarsen == "city" else place.name):
            if written and keys(written):
                found.setdefault(keys(written), VENUE if venue and written == place.written else TOWN)
    return found


def _places(said: Extraction) -> Iterator[Place]:
    yield from (place for mention in said.mentions for place in mention.places)
    yield from (claim.place for claim in said.claims if claim.place)
    yield from (note.place for note in said.notes if note.place)


@dataclass(frozen=True)
class _Announced:
    """How finely the announcements of planned gatherings name their places."""

    mentions: Mapping[str, Mention]

    def finest(self, event: Event) -> PlacePrecision | None:
        """The finest precision that an announcement of the event gives; None where none names a place."""
        told = (self.mentions[name] for name in event.mentions if name in self.mentions)
        places = [place.precision for mention in told for place in mention.places if mention.status == "planned"]
        return max(places, key=lambda precision: _FINENESS[precision], default=None)


def as_announced(view: View) -> View:
    """The view with each planned gathering at a place no finer than its announcements name."""
    if view.generation is None:
        return view
    announced = _Announced(view.mention)
    events = tuple(_planned(event, announced) for event in view.generation.events)
    generation: Generation = dataclasses.replace(view.generation, events=events)
    return dataclasses.replace(view, generation=generation)


def _planned(event: Event, announced: _Announced) -> Event:
    if event.status != "planned" or event.place is None:
        return event
    finest = announced.finest(event)
    if finest is None or finest == "venue":
        return event
    return dataclasses.replace(event, place=coarse(event.place, finest))
