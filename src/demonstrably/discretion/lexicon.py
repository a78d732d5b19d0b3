"""The table of public roles, made ready once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from demonstrably.codebook import Codebook
from demonstrably.discretion.words import key, keys
from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTRY, Index

VERSION = 1
"""Of the rules that find people; what was found under another is found anew."""

_LARGE = 100_000
"""Inhabitants from which on a town's name alone is taken for the town's."""

_MOST_OFFICE = 3
"""Words of the longest office that is looked up."""


class Roles:
    """Who is public by office, which words are parts of names, which tell that a name is nobody's."""

    def __init__(self, codebook: Codebook) -> None:
        table, places = codebook.table("en/public_roles"), codebook.table("en/places")
        self.digest = hashlib.sha256(repr((VERSION, table)).encode()).hexdigest()[:16]
        names, private, offices = table["names"], table["private"], table["offices"]
        self.holders = _folded(offices["holders"])
        self.of_body = _folded(offices["of_body"])
        self.ranks = frozenset(word for rank in offices["ranks"] for word in fold(rank).split())
        held = {word for office in (self.holders | self.of_body) for word in office.split()}
        self.titles = frozenset(held) | frozenset(map(key, private["address"])) | self.ranks
        self.speech = frozenset(places["speech"]["verbs"])
        self.countries = frozenset(fold(name) for names in places["countries"].values() for name in names)
        self.leads = frozenset(offices["leads"])
        self.bylines = _folded(offices["bylines"])
        self.relations = frozenset(private["relations"])
        self.address = frozenset(private["address"])
        self.particles = frozenset(names["particles"])
        self.nobody = frozenset(map(key, names["nobody"]))
        self.ordinary = frozenset(map(key, names["ordinary"]))
        self.given = frozenset(map(key, places["persons"]["given"]))
        self.months = frozenset(key(word) for word in _MONTHS)
        self.peoples = frozenset(fold(word) for words in places["demonyms"].values() for word in words)
        self.sites = _sites(table["handles"]["sites"])
        self.paths = frozenset(table["handles"]["paths"])
        self.known = frozenset(map(keys, table["known"]["public"]))
        self.surnames = frozenset(map(keys, table["known"]["surnames"]))
        self.bodies = frozenset(map(fold, _bodies(codebook)))
        self.index = Index()

    def office(self, words: Iterable[str], *, with_body: bool) -> bool:
        """Whether the last words are an office; `with_body` also such as needs a body beside it."""
        last = [fold(word) for word in words][-_MOST_OFFICE:]
        tails = {" ".join(last[first:]).strip() for first in range(len(last))}
        return not tails.isdisjoint(self.holders) or (with_body and not tails.isdisjoint(self.of_body))

    def is_place(self, name: str) -> bool:
        """Whether the gazetteer has a place of exactly that name."""
        return fold(name) in self.countries or bool(self.index.candidates(fold(name)))

    def is_known_place(self, name: str) -> bool:
        """Whether a country or a large town goes by that name, and no person commonly does."""
        found = self.index.candidates(fold(name))
        large = any(c.main and (c.kind == COUNTRY or c.population >= _LARGE) for c in found)
        return large and key(name) not in self.given

    def is_body(self, name: str) -> bool:
        """Whether it is a known institution or outlet."""
        folded = fold(name)
        parts = folded.split()
        joined = "-" in name and all(part in self.bodies or part in self.ordinary for part in parts)
        return joined or folded in self.bodies or folded.removeprefix("the ") in self.bodies


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _sites(sites: Iterable[str]) -> re.Pattern[str]:
    named = "|".join(re.escape(site) for site in sites)
    return re.compile(
        rf"(?<![\w.])(?:https?://)?(?:www\.|m\.|mobile\.)?(?:{named})/(?:#!/)?@?(?P<account>[A-Za-z0-9_][A-Za-z0-9_.\-]*)",
        re.IGNORECASE,
    )


def _bodies(codebook: Codebook) -> Iterable[str]:
    for institution in codebook.table("sources")["institution"]:
        yield institution["canonical"]
        yield from institution["names"]
    outlets = codebook.table("outlets")
    for name, written in outlets["agencies"].items():
        yield from (name, *written)
    yield from outlets["domains"].values()
