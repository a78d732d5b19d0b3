"""Every figure that could be a claim, with its readings and their features: what `claims.py` chooses from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.extract.counting import Counting, Reading, takes_up_a_count
from demonstrably.extract.counting.readings import LOOSE
from demonstrably.extract.cues import CueMap, Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.gate import Gate
from demonstrably.extract.leanings import Leanings
from demonstrably.extract.pointers import Pointers
from demonstrably.extract.quantities import Quantity, QuantityGrammar
from demonstrably.extract.surroundings import Surroundings
from demonstrably.extract.weighing import Evidence, Features
from demonstrably.language.analysis import Sentence, Token

_ELLIPSIS = 1
"""Sentences that a counted thing holds on: "Police counted 7,500. Organisers said 40,000." """


_TAKEN_UP = 4
"""The same where the sentence takes up a count told before ("The figure for Braga fell to 12")."""

_THROUGHOUT = 3
"""Words for gatherings in a text from which any of its sentences may go on telling of them."""


_HOW_MANY = re.compile(
    r"\bhow many\b|\bany (?=(?:\w+ )?(?:arrests|detentions|injuries|casualties|deaths|fatalities)\?)", re.IGNORECASE
)
_THEIRS = re.compile(r"\btheir numbers?\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:an?|the|his|her|their|its)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?][\"”’)]*\s*\Z")


def _plainest(readings: list[Reading]) -> Reading | None:
    """The reading that tells what a figure counts in so many words, for later figures that leave it out. Of two as near
    the one of harm: those detained are people, too."""
    elliptic = any(r.role == "elliptic" for r in readings)
    unclear = LOOSE | {"elliptic", "counted"} if elliptic else LOOSE | {"elliptic"}
    plain = [r for r in readings if r.role not in unclear and r.attribute != "places"]
    return min(plain, key=lambda r: (r.distance, r.attribute == "participants")) if plain else None


def _after(before: Told, reading: Reading, quantity: Quantity) -> Features:
    """What the figure before tells of a reading: whether it counts the same, and how far the two are apart, in powers
    of ten, where only that one says what is counted."""
    features = {f"told={before.reading.attribute == reading.attribute}": 1.0}
    if reading.role == "elliptic":
        features["leap"] = min(3.0, abs(math.log10(_size(quantity) / _size(before.quantity))))
    return features


def _is_headline(discourse: Discourse, index: int) -> bool:
    """Whether a sentence may leave out its articles: the first line where no full stop ends it, or any sentence that
    has no word like them."""
    text = discourse.text[slice(*discourse.spans[index])]
    return (index == 0 and not _ENDED.search(text)) or not _DETERMINER.search(text)


def _are_sites(readings: list[Reading]) -> bool:
    """Whether a figure counts nothing but places."""
    return bool(readings) and all(r.attribute == "places" for r in readings)


def _is_quoted_apart(text: str, end: int, start: int) -> bool:
    """Whether a quotation opens between a figure and the next, in which somebody speaks of other things: "put off by
    7 votes to 2; the union warns, 'there will be a thousand'"."""
    return bool(_OPENS.search(text, end, start + 1))


_OPENS = re.compile(r"[:,] [\"“‘'](?=\w)")


def _is_one(quantity: Quantity) -> bool:
    return quantity.low == quantity.high == 1


def _size(quantity: Quantity) -> int:
    return max(1, quantity.low if quantity.low is not None else quantity.high or 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a figure told in sentence `index` counts in so many words, and whom where it says so."""

    index: int
    quantity: Quantity
    reading: Reading
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its readings, what the one before it told, which of the readings is plain, if any, and whether it
    is a member of a list of parts: figures behind those count what the whole does."""

    quantity: Quantity
    readings: list[Reading]
    before: Told | None
    plain: Reading | None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one figure. `quantity` always holds its bounds; for a single person named by an article
    ("a man was shot dead") it spans the article. `group` is whom it counts, None where that is not told; one that
    leaves out what it counts is of whom the figure before it counts ("six reporters were held in Ayr, two in Oban")."""

    sentence: Sentence
    index: int
    quantity: Quantity
    reading: Reading
    features: Features
    group: str | None

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


class Candidates:
    """Finds the candidates of a document, parsing only sentences that hold a figure."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self.cues = Cues(codebook, language)
        self._grammar = QuantityGrammar(codebook, language)
        self._counting = Counting(codebook, language)
        self._evidence = Evidence(codebook, language)
        self._gate = Gate.packaged(codebook, language)
        self._leanings = Leanings.packaged()
        self._pointers = Pointers(codebook, language)

    def find(self, discourse: Discourse, also: Iterable[int] = ()) -> list[Candidate]:
        """All candidates in text order. `also` are sentences that other rules will ask for: parsing them in the same
        batch is cheaper."""
        spans = discourse.spans
        cues = self.cues.of(discourse)
        found: dict[int, list[Quantity]] = {}
        elsewhere = self._pointers.spans(discourse.text)
        for index, (start, end) in enumerate(spans):
            if not discourse.in_scope(index) or any(s <= start < e for s, e in elsewhere):
                continue
            quantities = self._grammar.find(discourse.text, start, end)
            asked = _HOW_MANY.search(discourse.text, start, end)
            if quantities or asked or self._single_person(discourse, cues, index):
                found[index] = quantities
        discourse.prime({*found, *also})
        around = Surroundings(cues, self._gate, self._leanings)
        candidates: list[Candidate] = []
        headed: list[Candidate] = []
        told: Told | None = None
        for index, quantities in found.items():
            sentence = discourse.sentence(index)
            told = self._asked_for(sentence, index) or told
            held = told if self._holds(told, sentence, index, cues) else None
            figures = self._figures(discourse, index, quantities, held)
            for figure in figures:
                if figure.plain and not figure.is_part:
                    told = self._told(sentence, index, figure.quantity, figure.plain)
                candidates.extend(self._weighed(sentence, index, figure, cues, around))
            persons = [(noun, article.start, article.end) for noun, article in self._persons(sentence, quantities)]
            candidates.extend(self._single_persons(sentence, index, persons, cues, around, figures, held))
            if _is_headline(discourse, index):
                bare = (n for n in sentence.tokens if self._counting.nouns.is_bare_person(sentence, n))
                persons = [(noun, sentence.start, noun.end) for noun in bare]
                headed.extend(self._single_persons(sentence, index, persons, cues, around, figures, held))
        told_again = {c.reading.attribute for c in candidates if c.reading.role not in LOOSE and _is_one(c.quantity)}
        candidates.extend(c for c in headed if c.reading.attribute not in told_again)
        return sorted(candidates, key=lambda c: (c.start, c.reading.distance))

    def _asked_for(self, sentence: Sentence, index: int) -> Told | None:
        """What a sentence says is not known or told in several ways, so that figures behind count it ("It is not clear
        how many were hurt: medics spoke of 14"); None where it asks for nothing."""
        asked = _HOW_MANY.search(sentence.text)
        if asked is None:
            return None
        start, end = sentence.start + asked.start(), sentence.start + asked.end()
        question = Quantity(start, end, asked.group(), None, None, "vague", start, end)
        readings = [r for r in self._counting.readings(sentence, question) if r.attribute != "participants"]
        plain = _plainest(readings)
        return self._told(sentence, index, question, plain) if plain else None

    def _holds(self, told: Told | None, sentence: Sentence, index: int, cues: CueMap) -> bool:
        """Whether what was counted before is still meant by a figure that leaves it out."""
        if told is None or index - told.index > _TAKEN_UP:
            return False
        paragraph = cues.paragraphs[index].start  # "Six officers were hurt.", then "Miners ... put their number at 500"
        if told.index < paragraph < index and _THEIRS.search(sentence.text):
            return False
        return index - told.index <= _ELLIPSIS or takes_up_a_count(sentence)

    def _figures(self, discourse: Discourse, index: int, quantities: list[Quantity], told: Told | None) -> list[Figure]:
        """The figures of a sentence. One that leaves out what it counts counts what the one before it did: people
        ("organisers, 40,000") or things ("1,150 gates, of which 212 have arrived")."""
        sentence = discourse.sentence(index)
        before, things, end = told, False, sentence.start
        earlier: list[Figure] = []
        for quantity in quantities:
            if self._counting.lists.is_elsewhere(discourse.text, quantity.start):
                continue
            things = things and not _is_quoted_apart(discourse.text, end, quantity.start)
            end = quantity.end
            headed = self._counting.lists.attribute_at(discourse.text, quantity.start)
            readings = self._counting.readings(sentence, quantity, headed)
            counted = self._counting.counts_things(sentence, quantity)
            things = things if counted is None or quantity.high == 0 else counted  # "they have no drone" counts none
            sites = earlier[-1] if earlier and _are_sites(earlier[-1].readings) else None
            if sites is not None and all(f.plain is None for f in earlier):
                part = self._counting.ellipses.part_of_sites(sentence, quantity, sites.readings[0], sites.quantity)
                if part is not None:
                    earlier.append(Figure(quantity, part, before, None))
                    continue
            if things and counted is None:
                deeds = [r for r in readings if self._counting.only_people_do(r)]
                earlier.append(Figure(quantity, deeds, before, _plainest(deeds)))
                continue
            if before is not None:
                readings = self._counting.ellipses.completed(
                    sentence, quantity, readings, before.reading, before.quantity
                )
            whole = None if things else self._whole(sentence, quantity.start, earlier, told)
            if whole is not None:
                readings = self._counting.ellipses.listed_part(
                    sentence, quantity, readings, whole.reading, whole.quantity
                )
            readings = self._counting.befallen(sentence, quantity, readings)
            harmed = any(r.attribute in ("killed", "injured") for r in readings)
            if index and harmed and self._counting.may_cause(discourse.text[slice(*discourse.spans[index - 1])]):
                readings = self._counting.following(discourse.sentence(index - 1), sentence, quantity, readings)
            figure = Figure(quantity, readings, before, _plainest(readings), whole is not None)
            earlier.append(figure)
            before = self._told(sentence, 0, quantity, figure.plain) if figure.plain else before
        return earlier

    def _told(self, sentence: Sentence, index: int, quantity: Quantity, plain: Reading) -> Told:
        return Told(index, quantity, plain, self._counting.nouns.group(sentence, plain.noun))

    def _whole(self, sentence: Sentence, start: int, earlier: list[Figure], told: Told | None) -> Told | None:
        """What something at `start` is a part of, as a member of a list of parts: the figure right before the list, or
        what the sentence before told."""
        opening = self._counting.parts.opening(sentence, start)
        if opening is None or opening == sentence.start:
            return told if opening is not None else None
        last = next((f for f in reversed(earlier) if f.quantity.end <= opening), None)
        return Told(0, last.quantity, last.plain) if last and last.plain else None

    def _single_person(self, discourse: Discourse, cues: CueMap, index: int) -> bool:
        """Whether a sentence without a figure may tell of one person hurt, killed or detained at a gathering: one is
        told of in it or in those beside it, or all through the text."""
        here = cues.by_sentence[index]
        text, bare = discourse.text[slice(*discourse.spans[index])], _is_headline(discourse, index)
        if not here["harm"] or not self._counting.nouns.may_name_one(text, bare=bare):
            return False
        if here["strong"] or here["weak"] or cues.near(index, "strong", 3, 1) or cues.near(index, "weak", 3, 1):
            return True
        return cues.totals["strong"] >= _THROUGHOUT

    def _weighed(
        self, sentence: Sentence, index: int, figure: Figure, cues: CueMap, around: Surroundings
    ) -> Iterator[Candidate]:
        quantity, readings = figure.quantity, figure.readings
        near = around.of(index, quantity.start, quantity.end)
        for reading in readings:
            features = self._evidence.describe(sentence, index, reading, quantity, cues, readings, near)
            if figure.before is not None:
                features |= _after(figure.before, reading, quantity)
            group = self._counting.nouns.group(sentence, reading.noun)
            if reading.role == "elliptic" and figure.before is not None:
                group = figure.before.group
            yield Candidate(sentence, index, quantity, reading, features, group)

    def _single_persons(
        self,
        sentence: Sentence,
        index: int,
        persons: Iterable[tuple[Token, int, int]],
        cues: CueMap,
        around: Surroundings,
        figures: list[Figure],
        told: Told | None,
    ) -> Iterator[Candidate]:
        for noun, start, end in persons:
            quote = sentence.text[start - sentence.start : end - sentence.start]
            one = Quantity(start, end, quote, 1, 1, "exact", start, end)
            readings = self._counting.person_readings(sentence, noun, one)
            whole = self._whole(sentence, start, figures, told)
            if whole is not None:
                readings = self._counting.ellipses.listed_part(sentence, one, readings, whole.reading, whole.quantity)
                readings = self._counting.unspoken(sentence, noun, one, readings)
            near = around.of(index, one.start, one.end)
            for reading in readings:
                features = self._evidence.describe(sentence, index, reading, None, cues, readings, near)
                group = self._counting.nouns.group(sentence, reading.noun)
                yield Candidate(sentence, index, one, reading, features, group)

    def _persons(self, sentence: Sentence, quantities: list[Quantity]) -> Iterator[tuple[Token, Token]]:
        for noun in sentence.tokens:
            if self._counting.nouns.is_another(sentence, noun):
                yield noun, next(iter(sentence.children(noun, "det")), noun)
            hurt = self._counting.nouns.hurt(sentence, noun)
            known = hurt is not noun or self._counting.nouns.is_person(noun)
            if not known or self._is_told_of_another(sentence, noun):
                continue
            for article in sentence.children(hurt, "det"):
                taken = any(q.start < article.end and article.start < q.end for q in quantities)
                if article.lower in ("a", "an", "another") and not taken:
                    yield noun, article

    def _is_told_of_another(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun only says who one counted before it is ("one participant, a member of the council"), or whose
        thing it was that suffered ("a journalist's windscreen was hit")."""
        above = sentence.head(noun)
        if noun.dep == "poss":
            return not self._counting.nouns.is_own_part(above)
        ones = [above, *sentence.children(above, "nummod", "det")] if noun.dep == "appos" else []
        return any(c.lower in ("a", "an", "another", "one", "1") for c in ones)
