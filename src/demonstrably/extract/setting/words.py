"""The codebook's words about places, read once."""

from __future__ import annotations

from demonstrably.codebook import Codebook
from demonstrably.extract.setting.wording import Wording


class PlaceWords:
    """The codebook's words about places (table "<language>/setting")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/setting")
        self.strong = frozenset(table["places"]["strong"])
        self.cause_heads = frozenset(table["places"]["cause_heads"])
        self.venue_heads = frozenset(table["venues"]["heads"])
        self.gatherings = frozenset(table["places"]["gatherings"])
        self.city_states = frozenset(table["places"]["city_states"])
        self.single_lands = self.city_states | frozenset(table["places"]["parted"])
        self.second_capitals: dict[str, str] = table["places"]["second_capitals"]
        self.spot_heads = frozenset(codebook.table(f"{language}/events")["spots"]["heads"])
        self.wider = frozenset(table["places"]["wider"])
        self.wording = Wording.read(codebook, language)
        self.quarters = frozenset(table["venues"]["quarters"])
        self.spots = self.venue_heads | frozenset(table["venues"]["districts"])
