"""The codebook's words about places, read once."""

from __future__ import annotations

from demonstrably.codebook import Codebook


class PlaceWords:
    """The codebook's words about places (table "<language>/setting")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/setting")
        self.strong = frozenset(table["places"]["strong"])
        self.remote = frozenset(table["places"]["remote"])
        self.cause_heads = frozenset(table["places"]["cause_heads"])
        self.venue_heads = frozenset(table["venues"]["heads"])
        self.parts = self.venue_heads | frozenset(table["venues"]["districts"]) | frozenset(table["venues"]["parts"])
        self.gatherings = frozenset(table["places"]["gatherings"])
        self.spreading = frozenset(table["places"]["spreading"])
        self.leaving = frozenset(table["places"]["leaving"])
        self.suffered = frozenset(table["places"]["suffered"])
        self.districts = frozenset(table["venues"]["districts"])
        self.city_states = frozenset(table["places"]["city_states"])
        self.spots = self.venue_heads | frozenset(table["venues"]["districts"])
