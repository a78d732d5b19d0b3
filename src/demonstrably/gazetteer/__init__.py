"""Names of places to places, offline: GeoNames in a compact index, and the codebook's own place words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demonstrably.codebook import Codebook
from demonstrably.gazetteer.actors import Actors
from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTRY, SETTLEMENT, Candidate, Index
from demonstrably.gazetteer.judging import Judge
from demonstrably.gazetteer.lexicon import Lexicon
from demonstrably.gazetteer.locating import located_in
from demonstrably.gazetteer.resolving import Resolver, contains, explain, list_up
from demonstrably.gazetteer.spots import Role, Spot
from demonstrably.language.analysis import Name
from demonstrably.model import Place

__all__ = ["Candidate", "Gazetteer", "Kind", "Role", "Toponym", "fold"]

_NO_PLACES = frozenset({"LANGUAGE", "NORP", "DATE", "TIME", "EVENT", "LAW"})
"""Labels of names that are none, whatever stands before them; a small model takes many a village for a product."""

Kind = Literal["settlement", "region", "country", "macro"]
_KINDS: tuple[Kind, ...] = ("settlement", "region", "region", "country", "macro")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text: `text[start:end]`.

    `place` has no more than `written` and `start` where it could not be resolved. `role` is place, institution (the
    name stands for a body: "Moscow said", "Johannesburg metro police") or demonym ("Turkish", resolved to the country).
    """

    start: int
    end: int
    text: str
    kind: Kind
    place: Place
    role: Role = "place"


class Gazetteer:
    """Look-up of single names and of all names in a text."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._actors = Actors(lexicon.actors, lexicon.people, lexicon.is_word)

    @classmethod
    def open(cls, codebook: Codebook) -> Gazetteer:
        """The shipped index with the codebook's place words; nothing is downloaded."""
        index = Index()
        return cls(index, Lexicon(codebook, index))

    def lookup(self, name: str) -> list[Candidate]:
        """All places of that name, the likeliest first; "Paris, Texas" those in Texas. Empty where unknown."""
        found = self._named(name)
        if not found and "," in name:
            inner, _, outer = name.rpartition(",")
            parents = self._named(outer.strip())
            found = [c for c in self._named(inner.strip()) if any(contains(p, c) for p in parents)]
        return found

    def _named(self, name: str) -> list[Candidate]:
        key = fold(name)
        entries = self._lexicon.entries.get(key, ())
        words = [c for e in entries if e.sort in ("name", "town", "abbreviation", "venue") for c in e.candidates]
        rest = sorted(self._index.candidates(key), key=lambda c: (not c.main, c.kind == COUNTRY, -c.population))
        return words + [c for c in rest if c.place_id not in {w.place_id for w in words}]

    def locate(
        self,
        text: str,
        names: Sequence[Name] = (),
        home: str | None = None,
        spans: Sequence[tuple[int, int]] | None = None,
    ) -> list[Toponym]:
        """All place names of one document, in order, resolved together.

        `names` are the analyser's, of the sentences that were parsed; `home` the ISO code of the country that the
        outlet writes for, where known. With `spans`, only names inside them are returned (the rest of the text still
        helps to resolve them).
        """
        finder = Finder(text, self._index, self._lexicon)
        spots = finder.spots()
        explain(finder, spots)
        located = dict(located_in(finder, self._lexicon))
        kept = self._actors.without(text, Judge(finder, names, located).judge(spots))
        list_up(finder, kept)
        meant = Resolver(finder, self._index, home).resolve(kept)
        found = [self._toponym(spot, meant[spot.start]) for spot in kept if spot.sort != "force"]
        found += self._unknown(finder, names, kept, located)
        found.sort(key=lambda t: (t.start, t.end))
        return found if spans is None else [t for t in found if any(s <= t.start and t.end <= e for s, e in spans)]

    def _toponym(self, spot: Spot, meant: Candidate | None) -> Toponym:
        if meant is None:
            kinds = [c.kind for c in spot.candidates]
            kind = _KINDS[SETTLEMENT if SETTLEMENT in kinds else kinds[0]]
            return Toponym(spot.start, spot.end, spot.text, kind, Place(spot.text, spot.start), spot.role)
        place = self._index.place(meant, spot.text, spot.start)
        if spot.sort == "venue":
            place = replace(place, precision="venue")
        return Toponym(spot.start, spot.end, spot.text, _KINDS[meant.kind], place, spot.role)

    def _unknown(
        self, finder: Finder, names: Sequence[Name], kept: Iterable[Spot], located: Mapping[int, str]
    ) -> list[Toponym]:
        """Names that the analyser takes for places, that a preposition makes one, and that the index does not know:
        unresolved is an answer."""
        taken = [(spot.start, spot.end) for spot in kept]
        free = [n for n in names if not any(s < n.end and e > n.start for s, e in taken)]
        written = {n.start: finder.trimmed(n.start, n.end) for n in free if _placed(finder, n)}
        written = {start: text for start, text in written.items() if text.istitle()}
        other = [(n.start, n.end) for n in names if n.label in _NO_PLACES and not _stands_at(finder.text, n)]
        for start, text in located.items():
            if not any(s < start + len(text) and e > start for s, e in (*taken, *other)):
                written.setdefault(start, text)
        return [
            Toponym(start, start + len(text), text, "settlement", Place(text, start))
            for start, text in sorted(written.items())
            if not self._index.candidates(fold(text))
        ]

    def country_name(self, code: str) -> str:
        """The English name of an ISO alpha-2 code; the code itself where there is no such country."""
        country = self._index.country(code)
        return country.name if country else code

    def land(self, country_code: str) -> Place | None:
        """The country of an ISO alpha-2 code; None where the code is unknown."""
        country = self._index.country(country_code)
        return self._index.place(country, country.name, 0) if country else None

    def people(self, place: Place) -> int:
        """How many live in a place; 0 where that is unknown."""
        found = self._index.by_id(place.place_id) if place.place_id else None
        return found.population if found else 0

    def capital(self, country_code: str) -> Place | None:
        """The capital of a country, for "the capital"; None where the code is unknown or it has none."""
        capital = self._index.capital(country_code)
        return self._index.place(capital, capital.name, 0) if capital else None

    def seat(self, region_id: int | None) -> Place | None:
        """The chief town of a region by its id, for "the Catalan capital"; None where the codebook has none."""
        seat = self._lexicon.seats.get(region_id)
        return self._index.place(seat, seat.name, 0) if seat else None


def _stands_at(text: str, name: Name) -> bool:
    """Whether "at" stands before what the analyser takes for a people or a law: nothing but a place does."""
    return name.label in ("NORP", "LAW") and text[max(0, name.start - 3) : name.start].lower() == "at "


def _placed(finder: Finder, name: Name) -> bool:
    """Whether the words before a name the index lacks make it a place. A small model takes many a village for a
    person or a building: a single such name needs "in", "near" and the like before it."""
    if name.label == "GPE":
        return finder.led(name.start)
    bare = name.text.isalpha() and not finder.goes_on(name.end)
    return name.label in ("PERSON", "FAC") and bare and finder.led(name.start, firmly=True)
