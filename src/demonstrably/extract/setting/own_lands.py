"""Own lands: sentences that say of which country they tell, and name no town of it ("Georgian police detained 31")."""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.landscape import Landscape
from demonstrably.gazetteer import Toponym

_BEFORE = 60
"""Characters before a country in which it stands whose police it has."""
_STOPS = '.!?"”'
"""What a sentence ends with, and no title."""


class OwnLands:
    """The countries that the sentences of one document say to be theirs."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._text = scape.discourse.text

    def without(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without towns that the text names behind a figure's sentence only, in another country than it
        says to be its own, for who speaks there, or at the head of a later item."""
        start, end = asked.sentence.start, asked.sentence.end
        if asked.sentence.text.rstrip()[-1:] not in _STOPS:
            return options
        told = self._scape.between(start, end)
        if not told and asked.index:
            before = self._scape.discourse.spans[asked.index - 1]
            told = () if "\n" in self._text[before[0] : start] else self._scape.between(*before)
        if not told:
            return options
        if not self._says(told):
            return options
        codes = {t.place.country for t in told}
        return options.where(lambda toponym: not self._is_of_another(toponym, end, codes)) or options

    def _says(self, told: Sequence[Toponym]) -> bool:
        """Whether names of places, towns not among them, tell whose country something is told of."""
        if any(t.kind == "settlement" and t.role == "place" for t in told):
            return False
        return any(self._is_own(t) for t in told)

    def _is_own(self, land: Toponym) -> bool:
        """Whether it is the police or another body of a country that acts or speaks, or the country heads its line."""
        wording = self._scape.words.wording
        if land.kind == "settlement":
            return False
        if land.role == "demonym":
            return wording.home_body.match(self._text, land.end) is not None
        if wording.force_in.search(self._text[max(0, land.start - _BEFORE) : land.start]):
            return True
        return self._scape.headings.heads(land)

    def _is_of_another(self, town: Toponym, end: int, codes: set[str | None]) -> bool:
        if town.kind != "settlement" or town.start < end:
            return False
        headed = "\n" in self._text[end : town.start] and self._scape.headings.heads(town)
        if headed or self._scape.is_where_spoken(town):
            return True
        return town.place.country not in self._scape.words.single_lands | {*codes, None}
