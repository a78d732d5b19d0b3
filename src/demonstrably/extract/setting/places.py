"""Places: the town, region or country that a figure or a gathering in the text is about."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Chooser, Options
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.apart import Apart
from demonstrably.extract.setting.asides import Asides
from demonstrably.extract.setting.blogs import Blog
from demonstrably.extract.setting.homes import Homes
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.extract.setting.nested import Nested
from demonstrably.extract.setting.occasions import Mark, Occasions
from demonstrably.extract.setting.own_lands import OwnLands
from demonstrably.extract.setting.pairing import Pairing
from demonstrably.extract.setting.place_features import PlaceFeatures
from demonstrably.extract.setting.pointing import Pointing
from demonstrably.extract.setting.spoken import spoken_of
from demonstrably.extract.setting.turns import Turns
from demonstrably.extract.setting.venues import Venues, at_venue
from demonstrably.extract.setting.wholes import Wholes
from demonstrably.extract.setting.within import with_quarters, with_sections, within_towns
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.language.analysis import Token
from demonstrably.model import Place

_CLOSE = 0.5
"""Degrees between a town and a part of it at most."""
_CITY = 100_000
"""People of a city at least that is told behind a part of it, in commas, wherever else the part's name is known."""
_OPENING = 2
"""The number of the last sentence of a text's opening, which names where it is set."""


class Places:
    """The places of one document."""

    def __init__(
        self,
        words: PlaceWords,
        gazetteer: Gazetteer,
        discourse: Discourse,
        is_gathering: Callable[[int], bool],
        occasions: Occasions,
        chooser: Chooser,
    ) -> None:
        """`occasions` finds the gatherings that the text sets apart."""
        self._words = words
        self._gazetteer = gazetteer
        self._discourse = discourse
        self._is_gathering = is_gathering
        self._occasions = occasions
        self._chooser = chooser
        self._venues = Venues(words)

    # -- what the text names ------------------------------------------------------------------------------------

    @cached_property
    def toponyms(self) -> list[Toponym]:
        """All toponyms of the text, resolved together."""
        parsed = (i for i in range(len(self._discourse.spans)) if self._discourse.is_parsed(i))
        names = [name for i in parsed for name in self._discourse.sentence(i).names]
        text = self._discourse.text
        located = [t for t in self._gazetteer.locate(text, names) if _is_name(t)]
        located = [t for t in located if t.text.lower() not in self._words.venue_heads]
        homes = Homes(self._words, text)
        located = [t for t in located if not homes.is_homeless(t, located)]
        states = {code: self._gazetteer.country_name(code) for code in self._words.city_states}
        located = within_towns(text, located, self._words.spots, states, self._gazetteer.people)
        located = with_sections(text, located, self._gazetteer.people)
        return with_quarters(text, located, self._words.wording)

    @cached_property
    def _scape(self) -> Landscape:
        named = [*self.toponyms, *spoken_of(self._discourse.text, self.toponyms, self._gazetteer, self._words)]
        named.sort(key=lambda t: (t.start, t.end))
        return Landscape(self._words, self._discourse, named, self._is_gathering)

    @cached_property
    def _asides(self) -> Asides:
        return Asides(self._scape)

    @cached_property
    def _apart(self) -> Apart:
        return Apart(self._scape)

    @cached_property
    def _own_lands(self) -> OwnLands:
        return OwnLands(self._scape)

    @cached_property
    def _blog(self) -> Blog:
        return Blog(self._scape)

    @cached_property
    def _wholes(self) -> Wholes:
        return Wholes(self._scape)

    @cached_property
    def _nested(self) -> Nested:
        return Nested(self._scape)

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self._scape)

    @cached_property
    def _pairing(self) -> Pairing:
        return Pairing(self._scape)

    @cached_property
    def _pointing(self) -> Pointing:
        return Pointing(self._scape)

    @cached_property
    def _features(self) -> PlaceFeatures:
        return PlaceFeatures(self._scape)

    # -- what something is about --------------------------------------------------------------------------------

    def of(self, asked: Asked) -> list[Place]:
        """The places that a figure or a gathering is about; [] where the text names none. Several mean that the text
        names several towns in one list ("in A, B and C"). A venue that the clause stands at is the place, in its
        town."""
        if each := self._pointing.each_of(asked) if asked.figure is not None else []:
            return [self._called(t) for t in each]
        options = self.options(asked)
        venue = self._venues.of(asked.sentence, asked.focus, asked.figure, anywhere=not options)
        if not options:
            land = self._land_of_many(asked) if venue is None and asked.figure else None
            return [at_venue(venue, None)] if venue else [land] if land else []
        chosen = self._chooser.best(options)
        if self._is_unknown_spot(chosen):
            known = options.where(lambda toponym: toponym.place.precision)
            town = as_place(self._chooser.best(known)) if known else None
            return [at_venue((chosen.start, chosen.text), town)]
        if land := self._land_of_wave(chosen, asked):
            return [land]
        alone = chosen.kind != "settlement" or chosen.start >= asked.sentence.end or self._is_in_sight(asked)
        alone = (
            alone
            or self._pointing.is_by_order(asked)
            or (self._pairing.is_where(chosen, asked.point) and not self._pairing.is_of_two(asked.point))
        )
        listed = [self._called(chosen)] if alone else [self._called(t) for t in self._list_of(chosen)]
        if asked.sentence.start <= chosen.start < asked.sentence.end and chosen.kind == "settlement":
            return listed
        # "Roads are blocked in A and B. Hundreds are held." tells of both
        place = self.joint(listed) if len(listed) > 1 else listed[0]
        if venue is not None:
            return [at_venue(venue, place)]
        return [place] if place else []

    def _called(self, toponym: Toponym) -> Place:
        """A toponym's place; as the text writes its name elsewhere where it is only spoken of ("the capital")."""
        if toponym.kind != "settlement" or "capital" not in toponym.text:
            return as_place(toponym)
        named = [t for t in self.toponyms if t.place.place_id == toponym.place.place_id and t.role == "place"]
        return as_place(max(named, key=lambda t: (t.start < toponym.start, -abs(t.start - toponym.start)))
                        if named else toponym)  # fmt: skip

    def options(self, asked: Asked) -> Options[Toponym]:
        """The places that a figure or a gathering may be about, with their features: no town for "40 nationwide" and
        "1,050 in other Russian cities", where a country or region is named, nor for "1,332 in 38 cities"; only towns
        for the "thousands behind me" that somebody sees."""
        told = self._without_spots(asked)
        desk = self._pointing.desk_of(asked)
        if desk is not None:
            key = key_of(desk)
            return told.where(lambda toponym: key_of(toponym) == key) or told
        told = self._nested.without(told, asked.sentence.start, asked.sentence.end)
        options = self._of_section(self._asides.without(told, asked), asked)
        if asked.figure is None:
            return options
        paired = options.where(lambda toponym: self._pairing.is_paired(toponym, asked.point))
        if paired:
            return paired
        row = self._scape.headings.row(asked.point.start)
        if row is not None:
            return options.where(lambda toponym: key_of(toponym) == key_of(row))
        options = options.where(lambda toponym: not self._scape.headings.heads_row(toponym))
        if own := self._town_told_by(asked):
            return options.where(lambda toponym: key_of(toponym) == key_of(own)) or options
        options = self._apart.without(self._blog.without(self._own_lands.without(options, asked), asked), asked)
        whole = self._wholes.among(options, asked)
        if whole is not None:
            return whole
        if title := self._title_of(asked):
            return options.where(lambda toponym: key_of(toponym) == key_of(title)) or options
        if self._is_in_sight(asked):
            return options.where(lambda toponym: toponym.kind == "settlement") or options
        return options

    def _of_section(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The places that the section of a round-up names which a sentence stands in, under a town those beside
        countries and regions; all where it is none."""
        headings, start = self._scape.headings, asked.sentence.start
        if (district := headings.of_town(start)) is not None:
            told = {key_of(t) for t in self._scape.between(district[0].start, district[1])}
            return options.where(lambda toponym: toponym.kind != "settlement" or key_of(toponym) in told) or options
        section = headings.section(start)
        if section is None:
            return options
        told = {key_of(t) for t in self._scape.between(*section)}
        return options.where(lambda toponym: key_of(toponym) in told) or options

    def _title_of(self, asked: Asked) -> Toponym | None:
        """The town that is the title of a figure's section, which has told of no other place since."""
        district = self._scape.headings.of_town(asked.sentence.start)
        told = self._scape.between(district[0].end, asked.sentence.end) if district else ()
        return district[0] if district and not any(self._is_elsewhere(t, district[0]) for t in told) else None

    def _is_elsewhere(self, told: Toponym, town: Toponym) -> bool:
        """Whether a place named behind a town is neither that town nor the country or region that it lies in, nor one
        that no index has: a quarter of the town."""
        if told.role != "place" or told.place.precision is None:
            return False
        return self._discourse.text[town.end : told.start] != ", " and key_of(told) != key_of(town)

    def _town_told_by(self, asked: Asked) -> Toponym | None:
        """The town that a figure has to itself, that stands right behind it or is pointed to in its sentence, or that
        heads its entry."""
        own = self._turns.town_of(asked) or self._scape.town_right_behind(asked.point.end, asked.sentence.end)
        own = own or self._scape.land_alone(asked.sentence.start, asked.point.start) or self._pointing.town_of(asked)
        own = own or self._scape.headings.of_entry(asked.sentence.start, asked.sentence.end)
        return own or self._town_of_occasion(asked)

    def _town_of_occasion(self, asked: Asked) -> Toponym | None:
        """The town of the gathering that a figure's sentence speaks of, where the text sets it apart from others by its
        kind and the sentence names no town; None for all else."""
        start, end = asked.sentence.start, asked.sentence.end
        if not self._towns_of_kinds or any(self._is_town(t) for t in self._scape.between(start, end)):
            return None
        return self._towns_of_kinds.get(self._occasions.kind_of(asked) or "")

    @cached_property
    def _towns_of_kinds(self) -> Mapping[str, Toponym]:
        """The town of each kind of gathering that the text sets apart."""
        towns = [t for t in self._scape.between(0, len(self._discourse.text)) if self._is_town(t) and t.place.precision]
        first = {key_of(t): t for t in reversed(towns)}
        return self._occasions.of_kinds([Mark(t.start, t.end, first[key_of(t)]) for t in towns], located=True)

    @staticmethod
    def _is_town(toponym: Toponym) -> bool:
        return toponym.kind == "settlement" and toponym.role == "place"

    def _without_spots(self, asked: Asked) -> Options[Toponym]:
        """All options but names that no index has and that the text drops once, neither in its opening nor in the
        figure's sentence, where it tells of known towns: a quarter, a bridge or a junction of such, likelier than a
        town of its own ("two looters were crushed at Point Cruz")."""
        options = self._features.of(asked)
        known = options.where(lambda toponym: toponym.kind == "settlement" and toponym.place.precision)
        return options.where(lambda toponym: not self._is_dropped(toponym, asked)) if known else options

    def _is_dropped(self, toponym: Toponym, asked: Asked) -> bool:
        here = asked.sentence.start <= toponym.start < asked.sentence.end
        if here or toponym.kind != "settlement" or toponym.place.precision is not None:
            return False
        titled = self._scape.headings.of_town(toponym.start)
        again = sum(t.text == toponym.text for t in self.toponyms) > 1 or (titled and titled[0] is toponym)
        return not again and self._discourse.index_at(toponym.start) > _OPENING and not self._is_scene(toponym, asked)

    def _is_scene(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a figure's paragraph has set something at a place before it."""
        told = self._discourse.text[toponym.end : asked.sentence.start] if toponym.end < asked.sentence.start else "\n"
        return "\n" not in told and self._scape.worded(toponym).located

    def _is_in_sight(self, asked: Asked) -> bool:
        """Whether a figure is told by somebody who stands among those counted ("thousands behind me"), in one town."""
        return asked.figure is not None and self._words.wording.in_sight.search(asked.sentence.text) is not None

    def _list_of(self, chosen: Toponym) -> list[Toponym]:
        """A town and those that one list of its sentence names with it ("in A, B and C"), in order."""
        start, end = self._discourse.spans[self._discourse.index_at(chosen.start)]
        here = [t for t in self.toponyms if start <= t.start < end]
        lists: list[list[Toponym]] = []
        for toponym in here:
            if lists and self._goes_on(lists[-1][-1], toponym):
                lists[-1].append(toponym)
            else:
                lists.append([toponym])
        told = next((told for told in lists if chosen in told), [chosen])
        return self._of_two(chosen, start, *told) if len(told) == 2 else told

    def _of_two(self, chosen: Toponym, start: int, one: Toponym, other: Toponym) -> list[Toponym]:
        """The places of two names side by side, which may be no list: a part of a town and its town ("Balkot,
        Bhaktapur"), or the places of two figures ("hundreds threw stones in Awkar, and in Tunis 3,000 stood")."""
        text, wording = self._discourse.text, self._words.wording
        gap = text[one.end : other.start]
        if one.place.precision == "venue" and one.place.place_id == other.place.place_id:
            return [one]
        if gap == ", ":
            apposed = text.startswith(",", other.end) and self._gazetteer.people(other.place) >= _CITY
            holds = apposed or _may_hold(other.place, one.place)
            if not holds or wording.list_goes_on.match(text, other.end):
                return [one, other]
            part = replace(other.place, precision="venue")
            return [replace(other, start=one.start, text=text[one.start : other.end], place=part)]
        figures = wording.counted.search(text, start, one.start) and wording.row.match(text, other.end)
        return [chosen] if gap.endswith(" in ") and figures else [one, other]

    def _goes_on(self, last: Toponym, toponym: Toponym) -> bool:
        alike = toponym.kind == last.kind and toponym.role == last.role == "place"
        return (
            alike and self._words.wording.list_gap.fullmatch(self._discourse.text, last.end, toponym.start) is not None
        )

    def home(self, asked: Asked) -> Place | None:
        """The region or country that a count of places ("in 30 cities") is about; a town where the text names none, and
        what is counted may be in one ("at four sites")."""
        options = self._beside_towns(self.options(asked), asked)
        lands = options.where(lambda toponym: toponym.kind != "settlement" and not self._is_of_town(toponym))
        called = lands.where(lambda toponym: self._text_between(toponym, asked.point) == " ")  # "in 20 German cities"
        lands = called or lands.where(lambda toponym: not self._is_rallied_for(toponym, asked))
        if asked.point.lemma == "country":
            lands = lands.where(lambda toponym: toponym.kind == "macro")
        if lands:
            return as_place(self._chooser.best(lands))
        if asked.point.lemma not in self._words.wider:
            return as_place(self._chooser.best(options)) if options else None
        if asked.point.lemma == "country":
            return None
        return self._land_of_all(asked.point.text, asked.point.start, self._codes_before(asked))

    def _beside_towns(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without countries and regions that the text names behind the count only, or in its sentence for
        another matter, and in which none of the towns told before lies ("at least five other cities. Germany has")."""
        codes = self._codes_before(asked)
        told = self._scape.between(0, asked.sentence.end)
        set_in = {key_of(t) for t in told if t.start < asked.point.start or self._scape.worded(t).located}
        return options.where(
            lambda t: t.kind in ("settlement", "macro") or t.place.country in codes or key_of(t) in set_in or not codes
        )

    def _codes_before(self, asked: Asked) -> set[str]:
        """The countries of the towns that are told up to the end of a sentence."""
        told = self._scape.between(0, asked.sentence.end)
        return {t.place.country for t in told if t.kind == "settlement" and t.role == "place" and t.place.country}

    def _text_between(self, toponym: Toponym, point: Token) -> str:
        return self._discourse.text[toponym.end : point.start]

    def _is_rallied_for(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a country is only what a sentence's gatherings are about ("rallies for Ukraine in 20 cities")."""
        start, wording = asked.sentence.start, self._words.wording
        here = start <= toponym.start < asked.point.start
        before = self._discourse.text[start : toponym.start]
        return here and bool(wording.elsewhere.search(before) or wording.rallied_for.search(before))

    def _land_of_many(self, asked: Asked) -> Place | None:
        """The country of a figure of several places that are counted ("287 were hurt in eight governorates"), or told
        for a part of it only ("120 were held, 40 of them in Madrid")."""
        many = self._words.wording.in_many.match(self._discourse.text, asked.point.end)
        if self._wholes.is_of_world(asked.point.end):
            return None
        if many is None:
            here = self._scape.between(asked.sentence.start, asked.sentence.end)
            part = next((t for t in here if t.kind == "settlement" and t.role == "place"), None)
            return self._land_of_all(part.text, part.start) if part else None
        noun = many[0].split()[-1]
        return self._land_of_all(noun, many.end() - len(noun))

    def _land_of_wave(self, town: Toponym, asked: Asked) -> Place | None:
        """The country of the town that a figure would be set in, where it is of a wave all over it."""
        code = town.place.country
        if town.kind != "settlement" or code is None or code in self._words.single_lands:
            return None
        land = self._gazetteer.land(code) if self._wholes.is_of_wave(asked) else None
        return replace(land, written=asked.point.text, start=asked.point.start) if land else None

    def _land_of_all(self, written: str, start: int, told: Container[str] = ()) -> Place | None:
        """The one country that all towns of the text, or those that are `told` up to there, lie in, where it names none
        itself ("in 350 towns")."""
        codes = [code for code in self._scape.lands if code in told] or list(self._scape.lands)
        land = self._gazetteer.land(codes[0]) if len(codes) == 1 else None
        return replace(land, written=written, start=start) if land else None

    def _is_of_town(self, toponym: Toponym) -> bool:
        """Whether a region only tells where a town lies ("Columbus, Ohio"), in a text that tells of other regions."""
        if toponym.kind != "region" or self._discourse.text[toponym.start - 2 : toponym.start] != ", ":
            return False
        return any(t.place.region not in (None, toponym.place.name) for t in self.toponyms if t.kind == "settlement")

    def _is_unknown_spot(self, toponym: Toponym) -> bool:
        """Whether a name is that of an unknown part of a town ("in Gharghour district")."""
        after = self._discourse.text[toponym.end : toponym.end + 20].split()[:1]
        return toponym.place.precision is None and bool(after) and after[0].strip(".,;").lower() in self._words.spots

    def joint(self, places: Sequence[Place]) -> Place | None:
        """One place for several: "Bratislava and Košice" as written, with the country that they share; the region that
        is told behind them ("in Durban and Pietermaritzburg in KwaZulu-Natal")."""
        if not places:
            return None
        first, last = min(places, key=lambda p: p.start), max(places, key=lambda p: p.start)
        written = self._discourse.text[first.start : last.start + len(last.written)]
        codes = {p.country for p in places}
        region = self._scape.region_right_behind(last.start + len(last.written))
        if region is not None and codes <= {None, region.place.country}:
            return as_place(region)
        code = codes.pop() if len(codes) == 1 else None
        name = self._gazetteer.country_name(code) if code else None
        return Place(written, first.start, "country" if code else None, name, None, None, None, code)


def as_place(toponym: Toponym) -> Place:
    """The toponym's place, as written where it stands."""
    return replace(toponym.place, written=toponym.text, start=toponym.start)


def _is_name(toponym: Toponym) -> bool:
    """Two letters name a place only as the best-known abbreviations of countries."""
    return len(toponym.text) > 2 or toponym.text in ("US", "UK", "UN", "EU", "DC", "LA") or toponym.role != "place"


def _may_hold(town: Place, part: Place) -> bool:
    """Whether a place may be a part of a town: one that no index has, or one of its country close by."""
    if town.precision is None or part.precision is None:
        return town.precision is not None
    if part.country != town.country or None in (town.latitude, town.longitude, part.latitude, part.longitude):
        return False
    apart = ((town.latitude or 0) - (part.latitude or 0), (town.longitude or 0) - (part.longitude or 0))
    return max(map(abs, apart)) < _CLOSE
