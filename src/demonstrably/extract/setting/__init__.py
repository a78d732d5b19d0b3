"""Where and when: the place and the date that a figure or a gathering in the text is about.

Every place and day that a text names is an option; trees trained on coded texts choose among them (`choosing`). A date
is never more precise than the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Chooser
from demonstrably.extract.counting.lists import Lists
from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.dates import Dates
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.occasions import Label, Occasions, OccasionWords
from demonstrably.extract.setting.places import Places
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.model import Place, When

__all__ = ["Asked", "Setting", "Settings"]


class Settings:
    """Makes a Setting for each document."""

    def __init__(
        self,
        codebook: Codebook,
        gazetteer: Gazetteer,
        language: str = "en",
        choosers: tuple[Chooser, Chooser] | None = None,
    ) -> None:
        """`choosers` of places and of days; those of the package where none are given."""
        self.gazetteer = gazetteer
        self.grammar = DateGrammar(codebook, language)
        self.words = PlaceWords(codebook, language)
        self.day_words = DayWording.read(codebook, language)
        self._planning = frozenset(codebook.table(f"{language}/setting")["dates"]["planning"])
        self._occasion_words = OccasionWords.read(codebook, language)
        self._lists = Lists.of(codebook.table(f"{language}/counting"))
        self._choosers = choosers or (Chooser.packaged("place"), Chooser.packaged("date"))

    def of(self, discourse: Discourse, is_gathering: Callable[[int], bool]) -> Setting:
        """The setting of a document; `is_gathering` tells whether a sentence speaks of a gathering."""
        of_places, of_days = self._choosers
        occasions = Occasions(self._occasion_words, discourse)
        places = Places(self.words, self.gazetteer, discourse, is_gathering, occasions, of_places)
        days = Dates(
            self.grammar,
            self.words.wording,
            self.day_words,
            discourse,
            is_gathering,
            self._planning,
            self._lists,
            occasions,
            of_days,
        )
        return Setting(places, days, occasions)


class Setting:
    """Places and dates of one document."""

    def __init__(self, places: Places, dates: Dates, occasions: Occasions) -> None:
        self.of_places = places
        self.of_dates = dates
        self._occasions = occasions

    @property
    def toponyms(self) -> list[Toponym]:
        """All toponyms of the text in order, resolved together."""
        return self.of_places.toponyms

    @property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        return self.of_dates.expressions

    def places(self, asked: Asked) -> list[Place]:
        """The places that a figure or a gathering is about (see `Places.of`)."""
        return self.of_places.of(asked)

    def home(self, asked: Asked) -> Place | None:
        """The region or country that a count of places is about (see `Places.home`)."""
        return self.of_places.home(asked)

    def country_of(self, places: Sequence[Place]) -> Place | None:
        """One place for several (see `Places.joint`)."""
        return self.of_places.joint(places)

    def when(self, asked: Asked) -> When:
        """The day or interval that a figure or a gathering is of (see `Dates.when`)."""
        return self.of_dates.when(asked)

    def day_there(self, asked: Asked, place: Place | None, when: When) -> When:
        """The day of a figure at a place: where its sentence names a town and no day, and the day found is that of
        another town, the one that the text sets its own town apart by ("marched in Porto on Friday and in Braga on
        Saturday. In Porto police counted 900")."""
        if place is None or place.place_id is None or asked.figure is None or asked.future:
            return when
        told, sentence = self._days_of_towns.get(place.place_id, When()), asked.sentence
        here = any(
            t.place.place_id == place.place_id and sentence.start <= t.start < sentence.end for t in self.toponyms
        )
        if not told.date or not here or when not in self._days_of_towns.values():
            return when
        own = self.of_dates.names_day(asked.index) or self.of_dates.is_of_writing(asked, when)
        return when if own else told

    @cached_property
    def _days_of_towns(self) -> Mapping[int, When]:
        """The day of each town that the text sets apart by one."""
        towns = (t for t in self.toponyms if t.kind == "settlement" and t.role == "place")
        labels = [Label(t.start, t.end, t.place.place_id) for t in towns if t.place.place_id]
        return self._occasions.of_towns(self.of_dates.told_of_late(), labels)
