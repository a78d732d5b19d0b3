"""Where and when: the place and the date that a figure or a gathering in the text is about.

Both are looked for in the passage's own clause first, then in its sentence, then in what was told before, then in
what the whole document is about. A date is never more precise than the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from demonstrably.codebook import Codebook
from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.dates import Dates
from demonstrably.extract.setting.places import Places
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place, When

__all__ = ["Setting", "Settings"]


class Settings:
    """Makes a Setting for each document."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, language: str = "en") -> None:
        self.gazetteer = gazetteer
        self.grammar = DateGrammar(codebook, language)
        self.words = PlaceWords(codebook, language)
        self.planning = frozenset(codebook.table(f"{language}/setting")["dates"]["planning"])

    def of(self, discourse: Discourse, is_gathering: Callable[[int], bool]) -> Setting:
        """The setting of a document; `is_gathering` tells whether a sentence speaks of a gathering."""
        places = Places(self.words, self.gazetteer, discourse, is_gathering)
        return Setting(places, Dates(self.grammar, discourse, is_gathering, self.planning))


class Setting:
    """Places and dates of one document."""

    def __init__(self, places: Places, dates: Dates) -> None:
        self._places = places
        self._dates = dates

    @property
    def toponyms(self) -> list[Toponym]:
        """All toponyms of the text in order, resolved together."""
        return self._places.toponyms

    @property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        return self._dates.expressions

    def places(self, sentence: Sentence, index: int, focus: Token, figure: Token | None = None) -> list[Place]:
        """The places that the clause of a token is about (see `Places.of`)."""
        return self._places.of(sentence, index, focus, figure)

    def home(self, sentence: Sentence, index: int, focus: Token) -> Place | None:
        """The region or country that a count of places is about (see `Places.home`)."""
        return self._places.home(sentence, index, focus)

    def country_of(self, places: Sequence[Place]) -> Place | None:
        """One place for several (see `Places.joint`)."""
        return self._places.joint(places)

    def when(self, sentence: Sentence, index: int, focus: Token, *, future: bool, figure: Token | None = None) -> When:
        """The day or interval that the clause of a token is about (see `Dates.when`)."""
        return self._dates.when(sentence, index, focus, future=future, figure=figure)
