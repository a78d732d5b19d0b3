"""Where a gathering is: the setting's places, whole lists of towns, venues without a town, and waves over a country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.mentions.actors import noun_phrase
from demonstrably.extract.mentions.spots import SpotRules
from demonstrably.extract.setting import Asked, Setting
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place

_LIST_GAP = 70
"""Characters between two towns of one list at most ("Irkutsk, Yekaterinburg in the Urals mountains and ...")."""

_NEAR = 3
"""Words before the word for a gathering in which its "its" stands ("its smaller counter-rally")."""

_EXAMPLES = re.compile(r"\b(?:including|such as|among them|notably|especially|namely|like)\b")
_WHERE = re.compile(r",?\s+where\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:cities|towns|places|country|nation|provinces|regions)\b\W+from\s+\W?$", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"\b(?:other|several|many|more|various|further) (?:\w+ )?(?:cities|towns|places|villages|locations)\b"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a text's gatherings are: whether in several towns, and in which country (None where it names none)."""

    several_towns: bool
    home: Place | None


class PlaceRules:
    """The places of a trigger, over those that a setting finds for its clause."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/setting")
        self._venues = frozenset(table["venues"]["heads"])
        self._at = frozenset(table["places"]["strong"]) | {"on", "of"}
        self._spots = SpotRules(codebook, language)
        elsewhere = codebook.table(f"{language}/events")["compared"]
        self._compared = frozenset(elsewhere["words"])
        self._institutions = frozenset(elsewhere["institutions"])
        self._world = re.compile("|".join(elsewhere["world"]), re.IGNORECASE)

    def of(
        self, discourse: Discourse, setting: Setting, sentence: Sentence, index: int, token: Token, scene: Scene
    ) -> tuple[Place, ...]:
        """The places of the gathering that a token names, in text order; () where the text gives none."""
        subjects = self._subject_towns(setting, sentence, token) or self._town_of_its(setting, sentence, token)
        if subjects:
            return _unique(subjects)
        places = self._spots.settled(setting, sentence, setting.places(Asked(sentence, index, token)))
        own = [p for p in places if _within(p, sentence)]
        kept = [p for p in own if not self._is_compared(sentence, token, p)]
        if kept:
            return _unique(self._with_list(setting, sentence, kept))
        if not own:
            venue = self._venue(sentence, token)
            if venue is not None and scene.several_towns and _is_same(sentence, venue):
                return ()
            if venue is not None and (town := self._owner(setting, sentence, venue, places)):
                start, end = noun_phrase(sentence, venue)
                return (replace(town, written=discourse.text[start:end], start=start, precision="venue"),)
        return self._inherited(discourse, setting, sentence, index, token, scene, [] if own else places)

    def _inherited(
        self,
        discourse: Discourse,
        setting: Setting,
        sentence: Sentence,
        index: int,
        token: Token,
        scene: Scene,
        places: Sequence[Place],
    ) -> tuple[Place, ...]:
        """The places of a sentence that names none of its own; `places` are those that the setting suggests."""
        if self._world.search(sentence.text):
            return ()
        told = self._towns_at(discourse, setting, index - 1) if _goes_on(discourse, index) else []
        if not places:  # only places of other gatherings or of institutions
            town = (replace(told[0].place, written=told[0].text, start=told[0].start),) if told else ()
            return town or ((scene.home,) if scene.home else ())
        if told:
            return _unique(places)
        if _people_of(setting, sentence):
            return _unique(p for p in [setting.home(Asked(sentence, index, token, attribute="places"))] if p)
        return _unique(self._told_before(token, scene, places))

    def all_towns(self, setting: Setting, sentence: Sentence) -> tuple[Place, ...]:
        """All towns of a sentence that stand after a preposition of place ("9,000 in Lisbon and 7,500 in Porto")."""
        named = [t for t in _towns(setting) if sentence.start <= t.start < sentence.end]
        located = [
            replace(t.place, written=t.text, start=t.start)
            for towns in _lists(sentence, named)
            if self._located(sentence, towns[0])
            for t in towns
        ]
        return _unique(self._spots.settled(setting, sentence, located))

    def _located(self, sentence: Sentence, town: Toponym) -> bool:
        before = sentence.text[: town.start - sentence.start].rstrip(" #@").lower().split()
        tells = _WHERE.match(sentence.text, town.end - sentence.start)  # "This is Perm, where people ..."
        ranged = _RANGE.search(sentence.text[: town.start - sentence.start])
        return bool(tells or ranged) or any(word in self._at or word == "for" for word in before[-3:])

    def _subject_towns(self, setting: Setting, sentence: Sentence, token: Token) -> list[Place]:
        """ "Guimarães, Aveiro and Setúbal marched too": the towns are where it was."""
        subjects = {c.i for s in sentence.children(token, "nsubj") for c in sentence.conjuncts(s)}
        named = self.own_towns(setting, sentence)
        heads = {t.i for n in named for t in sentence.at(n.start, n.start + len(n.text))}
        if token.pos != "VERB" or not subjects & heads:
            return []
        lists = _lists(sentence, named)
        return [replace(t.place, written=t.text, start=t.start) for towns in lists for t in towns
                if any(k.i in subjects for u in towns for k in sentence.at(u.start, u.start + 1))]  # fmt: skip

    def _town_of_its(self, setting: Setting, sentence: Sentence, token: Token) -> list[Place]:
        """ "Braga is on, and so is its counter-rally": the one town that the sentence has named before."""
        if not any(t.lower == "its" and 0 < token.i - t.i <= _NEAR for t in sentence.tokens):
            return []
        named = [t for t in self.own_towns(setting, sentence) if t.start < token.start]
        subjects = [t for t in named if any(k.dep in ("nsubj", "nsubjpass") for k in sentence.at(t.start, t.end))]
        only = subjects if len(named) == 1 else []
        return [replace(t.place, written=t.text, start=t.start) for t in only]

    def scene(self, discourse: Discourse, setting: Setting, indices: Iterable[int]) -> Scene:
        """What the sentences that speak of gatherings, and lists by town, tell of their places together."""
        named = [t for i in sorted(indices) for t in self._toponyms_at(discourse, setting, i)]
        named += [t for t in _towns(setting) if _heads_a_line(discourse.text, t)]
        towns = {t.place.place_id or t.text for t in named if t.kind == "settlement" and not t.text.isupper()}
        return Scene(len(towns) > 1, _commonest_country(setting, named))

    @staticmethod
    def _told_before(token: Token, scene: Scene, places: Sequence[Place]) -> Iterable[Place]:
        """The places of a sentence that names none: for a bare plural, and instead of a dateline, the country."""
        plural = token.tag in ("NNS", "NNPS")
        dateline = any(p.written.isupper() for p in places)
        if scene.home and (not places or (scene.several_towns and (plural or dateline))):
            return [scene.home]
        return places

    @staticmethod
    def _toponyms_at(discourse: Discourse, setting: Setting, index: int) -> list[Toponym]:
        start, end = discourse.spans[index]
        return [t for t in setting.toponyms if start <= t.start < end and t.role in ("place", "demonym")]

    def _towns_at(self, discourse: Discourse, setting: Setting, index: int) -> list[Toponym]:
        """The towns that a sentence names, its dateline left out."""
        named = self._toponyms_at(discourse, setting, index)
        return [t for t in named if t.kind == "settlement" and t.role == "place" and not t.text.isupper()]

    def _is_compared(self, sentence: Sentence, token: Token, place: Place) -> bool:
        """Whether a place is that of another gathering, told for comparison, or an embassy's and the like."""
        here = sentence.at(place.start, place.start + 1)
        if not here:
            return False
        above = {a.i for a in sentence.ancestors(token)} | {token.i}
        chain = list(sentence.ancestors(here[0]))
        between = [a for a in chain if a.i not in above]
        if any(a.lemma in self._compared or a.lower in self._compared for a in between):
            return True
        return bool(chain) and chain[0].lower == "of" and any(a.lemma in self._institutions for a in chain[1:2])

    def own_towns(self, setting: Setting, sentence: Sentence) -> list[Toponym]:
        """The towns that a sentence itself names."""
        inside = (t for t in _towns(setting) if sentence.start <= t.start < sentence.end)
        return [t for t in inside if not self._spots.is_other(setting, sentence, t)]

    def _with_list(self, setting: Setting, sentence: Sentence, places: Sequence[Place]) -> list[Place]:
        """The places with all towns of the list that one of them stands in, also where the parse has lost it."""
        for towns in _lists(sentence, self.own_towns(setting, sentence)):
            listed = any(t.start == p.start for t in towns for p in places)
            if (len(towns) > 1 and listed) or _are_examples(sentence, places, towns):
                return [replace(t.place, written=t.text, start=t.start) for t in towns]
        return list(places)

    def _owner(self, setting: Setting, sentence: Sentence, venue: Token, places: Sequence[Place]) -> Place | None:
        """The town of a venue: the one in its name ("Porto's customs house"), otherwise the setting's."""
        inside = {t.i for c in sentence.children(venue, "poss", "compound", "nmod") for t in sentence.subtree(c)}
        named = (t for t in self.own_towns(setting, sentence) if inside & {k.i for k in sentence.at(t.start, t.end)})
        own = next((t.place for t in named), places[0] if places else None)
        return own if own is not None and own.precision in ("city", "venue") else None

    def _venue(self, sentence: Sentence, token: Token) -> Token | None:
        """The noun of a venue in the trigger's clause ("outside the town hall")."""
        for noun in sentence.tokens:
            head = sentence.head(noun)
            if noun.lemma in self._venues and noun.dep == "pobj" and head.lower in self._at:
                above = {a.i for a in sentence.ancestors(head)}
                if token.i in above or (token.head in above and token.head != token.i):
                    return noun
        return None


def _is_same(sentence: Sentence, venue: Token) -> bool:
    """Whether a venue is one spoken of before ("the same avenue"): of several towns it is in any one."""
    return any(c.lower == "same" for c in sentence.children(venue, "amod"))


def _within(place: Place, sentence: Sentence) -> bool:
    return sentence.start <= place.start < sentence.end


def _towns(setting: Setting) -> Iterable[Toponym]:
    return (t for t in setting.toponyms if t.kind == "settlement" and t.role == "place")


def _heads_a_line(text: str, town: Toponym) -> bool:
    """ "Linz: 4,000 (police)" on a line of its own."""
    return text[town.end : town.end + 1] == ":" and not text[text.rfind("\n", 0, town.start) + 1 : town.start].strip(
        " -*•–"
    )


def _commonest_country(setting: Setting, named: Sequence[Toponym]) -> Place | None:
    """The country named most, its towns and people counted; as the text writes it, where it does."""
    counts = Counter(t.place.country for t in named if t.place.country)
    if not counts:
        return None
    code = max(counts, key=lambda c: counts[c])
    written = [t for t in setting.toponyms if t.place.country == code and t.kind == "country"]
    best = min(written, key=lambda t: (t.role != "place", t.start), default=None)
    if best is not None:
        return replace(best.place, written=best.text, start=best.start)
    return setting.country_of([t.place for t in named if t.place.country == code][:1])


def _goes_on(discourse: Discourse, index: int) -> bool:
    """Whether a sentence stands in one paragraph with the one before it."""
    return index > 0 and "\n" not in discourse.text[discourse.spans[index - 1][0] : discourse.spans[index][0]]


def _people_of(setting: Setting, sentence: Sentence) -> bool:
    """Whether a sentence without a place speaks of a country's people ("Russians rose up")."""
    return any(
        t.role == "demonym" and any(k.tag in ("NNPS", "NNS") for k in sentence.at(t.start, t.end))
        for t in setting.toponyms
        if sentence.start <= t.start < sentence.end
    )


def _are_examples(sentence: Sentence, places: Sequence[Place], towns: Sequence[Toponym]) -> bool:
    """ "across Russia, including in Irkutsk and Perm", "in Perm, Irkutsk and other cities in Russia": the towns are
    those of the gathering."""
    if not places or any(p.precision not in ("country", "region") for p in places):
        return False
    first, last = towns[0].start, towns[-1].start
    wide, cues = places[0].start, _EXAMPLES if places[0].start < first else _AND_OTHERS
    if _RANGE.search(sentence.text[: first - sentence.start]):
        return True
    between = sentence.text[min(wide, last) - sentence.start : max(wide, first) - sentence.start].lower()
    return bool(cues.search(between)) and len(between) < 3 * _LIST_GAP


def _lists(sentence: Sentence, towns: Sequence[Toponym]) -> list[list[Toponym]]:
    """Towns in lists: between two of one list stand a comma or a conjunction and no verb."""
    lists: list[list[Toponym]] = []
    for town in towns:
        if lists and _in_list(sentence, lists[-1][-1], town):
            lists[-1].append(town)
        else:
            lists.append([town])
    return lists


def _in_list(sentence: Sentence, one: Toponym, other: Toponym) -> bool:
    end = one.start + len(one.text)
    between = [t for t in sentence.tokens if t.start >= end and t.end <= other.start]
    joined = any(t.text == "," or t.pos == "CCONJ" for t in between) or _spans(sentence, one, between)
    return joined and other.start - end <= _LIST_GAP and not any(t.pos in ("VERB", "AUX", "SCONJ") for t in between)


def _spans(sentence: Sentence, one: Toponym, between: Sequence[Token]) -> bool:
    """ "in 23 cities, from Porto in the north to Faro": a town at either end."""
    return any(t.lower == "to" for t in between) and bool(_RANGE.search(sentence.text[: one.start - sentence.start]))


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once, by what it resolves to."""
    found: dict[object, Place] = {}
    for place in places:
        found.setdefault(place.place_id or (place.country, place.name or place.written), place)
    return tuple(found.values())
