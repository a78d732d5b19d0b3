"""Judging: what the surroundings of a stretch that may name a place say for and against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from demonstrably.gazetteer.company import Company
from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTRY, MACRO, SETTLEMENT
from demonstrably.gazetteer.locality import DAYS, Locality
from demonstrably.gazetteer.pairs import bracketed, figure_of
from demonstrably.gazetteer.renown import governs, size, takes_article
from demonstrably.gazetteer.spots import Spot
from demonstrably.gazetteer.words import Word
from demonstrably.language.analysis import Name

_KNOWN_ENOUGH = 2.0
"""The size from which a town's name before a capitalised venue is more than the venue's ("St Georges Mall")."""

_LARGE = 300_000
"""People of a town from which on a dictionary's listing its name is no reason for doubt."""

_CITY = 100_000
"""People of a city whose name, though a person's too, is a place's behind an opening "In" and before a comma."""

_FULL_NAME = 12
"""Characters beyond which a person's name has more than a given name and a short surname."""

_STANDING = -0.7
"""Against a name that is a word, too, where something is located at it."""
_AREAS = frozenset({"area", "region", "suburb", "district", "neighborhood", "neighbourhood"})
_WEEKDAYS = frozenset({"mon", "sat", "sun"})
_OF_MONTH = re.compile(r"[.,]? \d")
"""What follows the short name of a weekday that is a place's, too ("Mon 24 June")."""
_INSIDE = re.compile(r",\s+in\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}[A-Z]")
"""What follows a town that is said to lie in a region ("El Espinal, in Tolima, where")."""
_HYPHENED = re.compile(r"-[A-Z][a-z]")
"""What follows a name that is the first half of another ("Commissioner Barahona-Reis")."""
_DASHED = re.compile(r"(?:,? \d{4})?(?: \([^()\n]{2,40}\))? (?:-{1,2}|–|—) ")
"""What follows the day of a dateline."""
_REPORT = re.compile(r" - ['‘“\"]?[A-Z][^\n]{50}")
"""What follows a town in small letters that opens a report ("Dakar - Clashes between students and police")."""
_LABELS = {
    "PERSON": -3.0,
    "DATE": -3.0,
    "TIME": -3.0,
    "FAC": 0.0,
    "WORK_OF_ART": -1.5,
    "PRODUCT": -1.5,
    "EVENT": -0.5,
    "LAW": -1.5,
    "LANGUAGE": -3.0,
    "NORP": -1.0,
}

_STAMPED = re.compile(r"\d.* [–—-] \Z")
"""Between the day or the time of an entry and the place that it tells of."""

_COSTS = re.compile(r"claim(?:ed|s)\s+(?:[\w,-]+\s+){0,4}li(?:fe|ves)\b")
"""What is no speech ("protests in Sierra Leone claimed four lives")."""

_UNPLACED = frozenset({"DATE", "TIME", "LANGUAGE", "NORP"})


class Judge:
    """Weighs what speaks for a place, spot by spot. The weights were set by eye and on half of a public corpus of
    local news (benchmarks/places.py); a spot stays where its evidence reaches ENOUGH."""

    ENOUGH = 1.7

    def __init__(self, finder: Finder, names: Sequence[Name], located: Container[int] = ()) -> None:
        self.finder = finder
        self.located = located
        self.locality = Locality(finder)
        self.lexicon = finder.lexicon
        self.names = sorted(names, key=lambda n: (n.start, n.end))
        self._name_starts = [n.start for n in self.names]

    def judge(self, spots: list[Spot]) -> list[Spot]:
        """The spots that are places, with role and evidence."""
        for spot in spots:
            if spot.sort in ("demonym", "metonym", "force", "venue"):
                following = self.finder.word_after(spot) if spot.sort == "venue" else None
                opens = following and following.capital and following.lower in self.lexicon.streets
                ends = spot.sort == "venue" and self.finder.ends_name(spot)  # "August Kranti Maidan"
                spot.evidence = -9.0 if opens or ends else 9.0  # "along Lincoln Memorial Drive"
            else:
                spot.evidence += self._weigh(spot)
        Company(self.finder, self.ENOUGH).weigh(spots)
        self._share(spots)
        return [spot for spot in spots if spot.evidence >= self.ENOUGH]

    def _weigh(self, spot: Spot) -> float:
        return (
            size(spot)
            + self._ordinary(spot)
            + self._before(spot)
            + self._after(spot)
            + self._named(spot)
            + self._set_there(spot)
            + (1.5 if spot.first != spot.last and spot.key.split()[-1] in self.lexicon.kinds else 0.0)
            + (4.0 if spot.explicit else 0.0)
            + (1.5 if spot.start in self.located else 0.0)
            - (6.0 if self._ends_compound(spot) else 0.0)
        )

    def _set_there(self, spot: Spot) -> float:
        """For a town after which a gathering is called, or under which a note is told."""
        if self.lexicon.heads.heads_note(self.finder.text, spot.start, spot.end):
            return 1.5
        return 0.7 if self.locality.is_of_gathering(spot) else 0.0

    def _ends_compound(self, spot: Spot) -> bool:
        """Whether a name is the last part of another that is no place's ("Interfax-Ukraine")."""
        before = self.finder.words[spot.first - 1] if spot.first else None
        if before is None or before.text.isupper() or not before.capital:  # "D-Calif.", "UNC-Charlotte"
            return False
        joined, key = self.finder.text[before.end : spot.start] == "-", fold(before.text)
        return joined and self.lexicon.find(key, before.text) is None and not self.finder.index.candidates(key)

    def _ordinary(self, spot: Spot) -> float:
        """Against what may be an ordinary word or a person's name."""
        if spot.sort != "name" or spot.candidates[0].kind in (COUNTRY, MACRO):
            return 0.0
        word = self._is_word(spot)
        weight = -2.0 if word or self.lexicon.is_generic(spot.key) else 0.0
        if word and self.locality.is_placed(spot):
            weight = _STANDING
        if spot.key.startswith("st ") and self.finder.text[spot.end : spot.end + 2] in ("'s", "’s"):
            weight -= 3.0
        if spot.text.casefold() in self.finder.lowered:
            weight -= 2.0
        return weight - (0.5 if self.finder.words[spot.first].fresh and weight else 0.0)

    def _is_word(self, spot: Spot) -> bool:
        """Whether a name reads as an ordinary word too. Dictionaries list old names of large towns ("in Moulmein")."""
        large = any(c.population >= _LARGE for c in spot.candidates)
        large = large and (spot.text.isupper() or self.finder.led(spot.start, firmly=True))
        return self.lexicon.is_common(spot.key) or (not large and self.lexicon.is_word(spot.key))

    def _before(self, spot: Spot) -> float:
        if self._in_street_name(spot):
            return -9.0
        if self.finder.text[max(0, spot.start - 1) : spot.start] == "#":  # who tags a word means a name
            return 1.0
        word = self.finder.word_before(spot)
        if word is None:
            told = self.locality.is_explained(spot) or self.locality.is_told_behind(spot)
            return 1.8 if told else self._dateline(spot)
        if word.lower in self.lexicon.nouns:
            return 0.0 if word.capital else 1.8
        if word.lower in self.lexicon.strong or self.locality.is_descended_on(spot):
            return 1.8
        if word.lower == "at" and self.locality.stands_alone(spot):
            return 1.8
        if self.locality.stands_at(spot):
            return 1.0
        if word.lower in self.lexicon.weak:
            return 2.0 if word.lower == "of" and self.locality.is_called(spot) else 1.0
        if not word.capital:
            if word.lower not in ("the", "a", "an", "his", "her"):
                return 0.0
            return 0.0 if takes_article(spot) else self._articled(spot)
        return self._capital_before(spot, word)

    def _articled(self, spot: Spot) -> float:
        """What an article before a name says: it belongs to a noun behind the name ("the Norwich area", "the Boston
        Common"); with none there, the name is that of a river, a ship or a paper ("crossed the Sado on Tuesday")."""
        following = self.finder.word_after(spot)
        if (following is not None and following.lower in _AREAS) or self.locality.is_at_hub(spot):
            return 1.0
        if following is not None and following.capital:
            return -0.7
        alone = following is None or following.lower in self.lexicon.closed
        return -3.0 if alone and spot.sort == "name" else -1.4

    def _in_street_name(self, spot: Spot) -> bool:
        """Whether a name ends that of a square or street in another tongue ("Plaza de Colón")."""
        return bool(self.lexicon.squares.search(self.finder.text[max(0, spot.start - 30) : spot.start]))

    def _capital_before(self, spot: Spot, word: Word) -> float:
        if word.text in self.lexicon.initials:
            return 1.8
        if len(word.text) == 1 and self.finder.text[word.end] == "-":  # a party's letter: "D-Calif."
            return 1.0
        if word.lower in self.lexicon.titles or word.lower in self.lexicon.given:
            return -4.0
        key = fold(word.text)
        if self.lexicon.find(key, word.text) is not None or self.finder.headline(spot):
            return 0.0
        if word.fresh and (self.lexicon.is_word(key) or not self.finder.index.candidates(key)):
            return 0.0
        return -0.5 if spot.candidates[0].kind == COUNTRY else -2.5

    def _dateline(self, spot: Spot) -> float:
        after = self.finder.text[spot.end : spot.end + 4].lstrip()
        shouted = spot.text.isupper()
        dash = (
            after[:1] in ("(", "—", "–", ":" if shouted else "(")
            or after[:2] == "--"
            or (after[:2] == "- " and (shouted or _REPORT.match(self.finder.text, spot.end) is not None))
        )
        return 2.0 if (dash or self._is_dated(spot)) and self.finder.words[spot.first].fresh else 0.0

    def _is_dated(self, spot: Spot) -> bool:
        """Whether a name is followed by the day of a dateline ("LAGOS, June 3", "Lagos, June 3 -")."""
        day = self.lexicon.dated.match(self.finder.text, spot.end)
        return day is not None and (spot.text.isupper() or _DASHED.match(self.finder.text, day.end()) is not None)

    def _after(self, spot: Spot) -> float:
        if self.lexicon.origins.match(self.finder.text, spot.end):  # "the Paris-based group" tells of no gathering
            spot.role = "institution"
            return 1.0
        if self.lexicon.bearings.match(self.finder.text, spot.end):  # "Ganyesa, north-west of Vryburg"
            return 2.0
        if figure_of(self.finder.text, spot.start, spot.end) or bracketed(self.finder.text, spot.start, spot.end):
            return 2.0
        if self.lexicon.heads.has_figure(self.finder.text, spot.start, spot.end):
            return 2.0
        if spot.key in _WEEKDAYS and _OF_MONTH.match(self.finder.text, spot.end):
            return -9.0
        if _INSIDE.match(self.finder.text, spot.end):
            return 1.0
        if _HYPHENED.match(self.finder.text, spot.end):
            return -3.0
        word = self.finder.word_after(spot)
        if word is None:
            return 0.0
        if word.lower == "and" and self.locality.crosses(spot):
            return -9.0
        costs = _COSTS.match(self.finder.text, word.start) is not None
        if word.lower in self.lexicon.speech and spot.role == "place" and not costs:
            if not governs(spot):
                told = self.finder.led(spot.start, firmly=True) or self.locality.is_called(
                    spot
                )  # "people in Vratsa said"
                return 0.0 if told else -1.5  # who speaks and is no government is a person or a firm
            spot.role = "institution"
        if not word.capital:
            return 1.5 if word.lower in self.lexicon.kinds else 1.0 if word.lower in self.lexicon.people else 0.0
        if self.locality.is_at_hub(spot):
            return 1.0
        if word.lower in self.lexicon.streets:
            return -9.0 if spot.candidates[0].kind != COUNTRY else -3.0
        if word.lower in self.lexicon.nouns and self._ends(word):  # "Monywa City", not "Dublin City Council"
            return 1.5
        if word.lower in self.lexicon.institutions:
            spot.role = "institution"
            return 0.0
        if word.lower in self.lexicon.venues:
            known = size(spot) >= _KNOWN_ENOUGH or spot.key.split()[-1] in self.lexicon.kinds
            return 0.0 if known or self.finder.headline(spot) else -1.5
        return self._capital_after(spot, word)

    def _ends(self, word: Word) -> bool:
        """Whether no further capital goes on with the name that a word ends."""
        return not re.match(r" [A-Z]", self.finder.text[word.end : word.end + 2])

    def _capital_after(self, spot: Spot, word: Word) -> float:
        if self.finder.headline(spot) or self.lexicon.find(fold(word.text), word.text) is not None:
            return 0.0
        if word.text in DAYS:  # "rallied in Portland Monday"
            return 0.0
        if len(word.text) > 1 and word.text.isupper() and self.finder.led(spot.start, firmly=True):
            return 0.0  # "In East London SAPS counted 350"
        if spot.candidates[0].kind == COUNTRY and self.finder.led(spot.start, firmly=True):
            return 0.0  # "In Chad Protests, 12 Held"
        spot.role = "institution"
        return -0.7 if size(spot) >= 3.0 or spot.key.split()[-1] in self.lexicon.kinds else -2.5

    def _named(self, spot: Spot) -> float:
        """What the analyser's names say. Against a known name that the words before locate they say little: a small
        model takes "in Winnipeg" for a date and "the capital, Naypyitaw" for a person."""
        overlapping = [n for n in self._around(spot) if n.start < spot.end and n.end > spot.start]
        weight = min((self._name(spot, name) for name in overlapping), default=0.0)
        return max(weight, -0.5) if weight < 0 and self._is_located(spot) else weight

    def _is_located(self, spot: Spot) -> bool:
        """Whether a preposition or noun before a name that is no ordinary word says that it is a place."""
        led = self.finder.led(spot.start, firmly=True)
        if self._is_word(spot):  # "In Madison, 5,000 people circled the Capitol", "Valencia, Jan 27 -"
            opens = led and self.finder.words[spot.first - 1].fresh and self.finder.text.startswith(", ", spot.end)
            return (
                (opens and any(c.population >= _CITY for c in spot.candidates))
                or (self.finder.words[spot.first].fresh and self._is_dated(spot))
                or self.locality.is_told_behind(spot)
                or self.locality.is_explained(spot)
                or self.locality.is_called(spot)
                or (self.locality.stands_alone(spot) and not self._is_dateful(spot))
            )
        return led or self.locality.stands_at(spot) or self.locality.is_placed(spot)

    def _is_dateful(self, spot: Spot) -> bool:
        """Whether the analyser takes a name for a day, a people's or a tongue's ("in Spring", "in Creole")."""
        names = (n for n in self._around(spot) if n.label in _UNPLACED and not self._is_behind(spot, n))
        return any(n.start < spot.end and n.end > spot.start for n in names)

    def _around(self, spot: Spot) -> Iterator[Name]:
        at = bisect_left(self._name_starts, spot.start - 120)
        while at < len(self.names) and self._name_starts[at] < spot.end:
            yield self.names[at]
            at += 1

    def _name(self, spot: Spot, name: Name) -> float:
        wider = name.end - name.start > spot.end - spot.start + 4
        if name.label in ("GPE", "LOC"):
            return 1.5 if not wider else 0.5
        if wider and name.label in ("DATE", "TIME") and _STAMPED.search(self.finder.text, name.start, spot.start):
            return 0.0  # "24 June - Bandung"
        if self._is_behind(spot, name):
            return 0.0
        if name.label == "ORG":
            if wider and not self.finder.headline(spot) and not self._stands_in(spot, name):
                spot.role = "institution"
            return -0.5
        if name.label == "PERSON" and not wider and not self._is_word(spot):
            return -1.5  # a small model takes many a town for a person
        return _LABELS.get(name.label, 0.0)

    def _is_behind(self, spot: Spot, name: Name) -> bool:
        """Whether a time that the analyser takes a name into stands behind it ("a vigil in Bath last month")."""
        timed = name.label in ("DATE", "TIME") and name.start == spot.start and name.end > spot.end
        return timed and self.lexicon.times.match(self.finder.text, spot.end) is not None

    def _stands_in(self, spot: Spot, name: Name) -> bool:
        """Whether a place stands in a body's name for itself: "in Goa's Mapusa district", "Far Eastern Vladivostok"."""
        after = self.finder.word_after(spot)
        division = after is not None and not after.capital and after.lower in self.lexicon.kinds
        acronym = after is not None and after.text.isupper() and self.finder.led(spot.start, firmly=True)
        dashed = self.finder.text.startswith(" - ", spot.end)  # "CHITTAGONG - Port workers", "In East London SAPS"
        owner = self.finder.text[spot.end : spot.end + 2] in ("'s", "’s") and self.finder.led(spot.start, firmly=True)
        hub = self.locality.stands_at_hub(spot)
        return division or owner or acronym or dashed or hub or self._ends_in_quarter(spot, name)

    def _ends_in_quarter(self, spot: Spot, name: Name) -> bool:
        """Whether what makes a name longer only says which part is meant ("Far Eastern Vladivostok")."""
        before = self.finder.text[name.start : spot.start].casefold().split()
        return name.end <= spot.end and bool(before) and before[-1] in self.lexicon.strong

    def _share(self, spots: list[Spot]) -> None:
        """One sense a document: a name that is surely a place somewhere is likelier one elsewhere, and a person's
        name likelier a person's."""
        self._unperson(spots)
        best: dict[str, float] = {}
        worst: dict[str, float] = {}
        for spot in spots:
            best[spot.key] = max(best.get(spot.key, -9.0), spot.evidence)
            worst[spot.key] = min(worst.get(spot.key, 9.0), spot.evidence)
        for spot in spots:
            if best[spot.key] >= 3.0:
                spot.evidence += 1.5 if spot.evidence > -1.0 else 0.0
            elif worst[spot.key] < -1.0:
                spot.evidence -= 1.5

    def _unperson(self, spots: list[Spot]) -> None:
        """A name that follows a person's title once ("Princess Cristina"), or stands in a person's full name, is that
        person's where nothing locates it."""
        titled = {s.key for s in spots if self._is_titled(s) or self._is_in_full_name(s)}
        for spot in spots:
            word = self.finder.word_before(spot)
            located = word is not None and word.lower in self.lexicon.strong
            if spot.key in titled and spot.sort == "name" and not spot.explicit and not located:
                spot.evidence -= 6.0 if spot.candidates[0].kind == COUNTRY else 3.0

    def _is_titled(self, spot: Spot) -> bool:
        word = self.finder.word_before(spot)
        if word is None or not word.capital or spot.sort != "name":
            return False
        if spot.candidates[0].kind == COUNTRY:  # "Howard Jordan"
            return word.lower in self.lexicon.given
        return spot.candidates[0].kind == SETTLEMENT and word.lower in self.lexicon.titles and spot.evidence < 0

    def _is_in_full_name(self, spot: Spot) -> bool:
        """Whether a name that no large town has stands within that of a person ("Luiz Inacio Lula da Silva")."""
        if spot.candidates[0].kind != SETTLEMENT or any(c.population >= _LARGE for c in spot.candidates):
            return False
        persons = (n for n in self._around(spot) if n.label == "PERSON")
        return any(n.start < spot.start and spot.end <= n.end and n.end - n.start > _FULL_NAME for n in persons)
