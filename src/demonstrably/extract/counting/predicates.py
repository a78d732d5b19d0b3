"""Verbs, nouns and adjectives that make a counted number one of people gathered, detained, hurt or killed, or of
places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from demonstrably.extract.counting.attribute_words import AttributeWords
from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.governors import (
    COUNTER_NOUNS,
    Governor,
    clauses_of,
    counted_by,
    governors,
    is_told_of_part,
    verb_at,
    verb_behind_speech,
)
from demonstrably.extract.counting.nouns import singular
from demonstrably.extract.counting.phrases import is_qualified_none, sharing
from demonstrably.extract.counting.readings import FARTHEST, NounClass, Reading
from demonstrably.extract.counting.support import said_beside
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_PEOPLE: frozenset[NounClass] = frozenset({"none", "people", "gatherer", "police"})
"""What a word in the same sentence may tell of, without a tie of syntax."""

_YEAR = re.compile(r"(?:19|20)\d\d")

_COMING = frozenset({"come", "bring", "bus", "travel", "arrive", "hail", "draw", "ferry", "gather"})
_ATTENDING = frozenset({"attend", "join", "march", "rally", "demonstrate", "participate"})
_TOLD = frozenset({"report", "figure", "count", "image", "video", "detainee", "arrest", "detention", "result", "death"})
"""What people do from many places to be at one, and what comes from many places because things happened there."""


class Predicates:
    """The predicates of the codebook's table "<language>/counting"."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        people = table["people"]
        self._only_people = frozenset(people["only_people"])
        self._drawing = frozenset(people["drawing"])
        self._gathering = frozenset(table["weighing"]["gathering"]) | {"gather", "assemble", "congregate"}
        self._transitive, self._occasions = frozenset(people["transitive"]), frozenset(people["occasions"])
        places = table["places"]
        self._sites, self._joined = frozenset(places["sites"]), frozenset(places["joined"])
        self._shut = frozenset(places["shut"]["nouns"]), frozenset(places["shut"]["verbs"])
        self._measures, self._flouting = frozenset(places["measures"]), frozenset(places["flouting"])
        self._police = frozenset(people["police"])
        self._coming = tuple(f" {words}" for words in people["coming"])
        self._headline_verbs = frozenset(people["headline_verbs"])
        self._adjectives = {a: frozenset(words) for a, words in table["adjectives"].items()}
        self._words = {a: AttributeWords.of(entry) for a, entry in table["attributes"].items()}

    def is_deed_of_people(self, reading: Reading) -> bool:
        """Whether a reading rests on what only people do, "rallied", not "stood", or on what draws only people."""
        done = {"subject": self._only_people, "passive": self._only_people, "object": self._drawing}.get(
            reading.role, frozenset[str]()
        )
        return reading.predicate is not None and reading.predicate.lemma in done

    def harms(self, words: Iterable[str]) -> list[str]:
        """The attributes that an adjective or participle among some words names: "18 injured"."""
        told = frozenset(words)
        return [attribute for attribute, known in self._adjectives.items() if known & told]

    def readings(self, sentence: Sentence, counted: Counted) -> Iterator[Reading]:
        """What the noun itself and all that governs its phrase make of the number."""
        noun, kind = counted.noun, counted.kind
        if kind == "event" and noun is not None and counted.head is noun and is_qualified_none(sentence, noun):
            return
        if kind == "occasion" or (noun is not None and self._is_of_a_year(sentence, noun)):
            return
        if kind == "place" and (counted.head.lower == "one" or self._is_without_gathering(sentence, counted)):
            return
        if kind == "place" and not (noun is not None and noun.tag == "NN" and _is_single(sentence, noun)):
            yield counted.reading("places", sentence.head(counted.head), "place", 0)
        elif noun is not None and self._is_headline_verb(sentence, noun):
            yield Reading("participants", None, "none", noun, "subject", 0)
        elif kind == "other":
            yield from self._nominal(sentence, counted)
            yield from self._by_deed(sentence, counted)
        else:
            yield from self._nominal(sentence, counted)
            yield from self._adjectival(sentence, counted)
            for governor in governors(sentence, counted.head, noun):
                yield from self._governed(sentence, counted, governor)
            if kind == "gatherer":
                yield counted.reading("participants", noun, "noun", 2)

    def _is_without_gathering(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether places are told for another reason than that people gathered in them."""
        if _is_told_before(sentence, counted) or self._is_where_from(sentence, counted.head):
            return True
        preposition = sentence.head(counted.head)
        if counted.head.dep != "pobj" or counted.head.i == preposition.i:
            return False
        above = sentence.head(preposition)
        if preposition.lower == "of":
            return self.is_joined(sentence, counted)
        closes = above.lemma in self._shut[0] and sentence.head(above).lemma in self._shut[1]
        return closes or self._is_under_a_measure(sentence, above)

    def is_joined(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether a figure counts those that a body joins ("an alliance of 15 unions")."""
        preposition = sentence.head(counted.head)
        return preposition.lower == "of" and sentence.head(preposition).lemma in self._joined

    def _is_under_a_measure(self, sentence: Sentence, above: Token) -> bool:
        """Whether what is in places is a measure against gatherings ("imposed a curfew in four cities")."""
        if above.lemma in self._flouting or sentence.head(above).lemma in self._flouting:
            return False
        taken = [above, *sentence.children(above, "dobj", "nsubjpass", "nsubj")] if above.pos == "VERB" else [above]
        return any(t.lower in self._measures for noun in taken for t in (noun, *_of(sentence, noun)))

    def _is_where_from(self, sentence: Sentence, head: Token) -> bool:
        """Whether places are where those at one gathering came from ("trains brought protesters from 30 towns"), not
        whence something was told ("reports of arrests came from 14 towns")."""
        preposition = sentence.head(head)
        if head.dep != "pobj" or preposition.lower != "from":
            return False
        above = sentence.head(preposition)
        if any(t.lemma in _TOLD for t in (above, *sentence.children(above, "nsubj", "nsubjpass"))):
            return False
        return above.lemma in _COMING or above.lemma in _ATTENDING or above.tag == "NNS"

    def _is_of_a_year(self, sentence: Sentence, noun: Token) -> bool:
        """Whether sites are those of a whole year, which statistics count ("120 roadblocks in 1997")."""
        behind = sentence.tokens[noun.i + 1 : noun.i + 3]
        dated = [t.lower for t in behind[:1]] == ["in"] and _YEAR.fullmatch(behind[-1].text) is not None
        return dated and singular(noun) in self._sites

    def right_before(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Iterator[Reading]:
        """A transitive verb right before the quantity, whatever the parse says: "killed at least ten people"."""
        before = [t for t in sentence.tokens if t.end <= quantity.start][-1:]
        if not before or before[0].pos not in ("VERB", "ADJ", "NOUN", "ADV", "AUX"):
            return
        comes = sentence.text[: quantity.start - sentence.start].rstrip().lower().endswith(self._coming)
        if comes and counted.kind in ("people", "gatherer", "none"):
            yield counted.reading("participants", before[0], "subject", 1)
        for attribute, words in self._words.items():
            verbs = words.object - words.weak.keys()
            told = before[0].tag == "VBD" or (before[0].tag == "VBN" and before[0].dep == "conj")
            verbs = verbs if told else verbs - words.nominal
            said = not verbs.isdisjoint((before[0].lemma, before[0].lower))
            said = said or (before[0].lower in words.object and self._is_headline_deed(sentence, before[0]))
            if attribute != "participants" and said:
                yield counted.reading(attribute, before[0], "object", 1)

    def _is_headline_deed(self, sentence: Sentence, noun: Token) -> bool:
        """Whether what the parse takes for a noun is what police do in a headline: "Kenyan police arrest over 300"."""
        doer = sentence.tokens[noun.i - 1] if noun.i else None
        bare = noun.tag in ("NN", "NNP") and doer is not None and doer.pos in ("NOUN", "PROPN")
        return bare and any(t.lemma in self._police for t in sentence.tokens[: noun.i])

    def right_behind(self, sentence: Sentence, counted: Counted, last: Token) -> Iterator[Reading]:
        """A verb right behind the phrase that ends in a number or its noun, where the parse gives it no subject: "in
        Arvo 40 persons picketed", "in the clash six persons sustained injuries"."""
        end = max(last.i, counted.noun.i if counted.noun is not None else 0) + 1
        verb = verb_at(sentence, end) or verb_behind_speech(sentence, end)
        if verb is None or counted.kind not in _PEOPLE or sentence.children(verb, "nsubj", "nsubjpass"):
            return
        participle = verb.tag == "VBN" and verb.i == end and verb.lemma not in self._gathering
        participle = participle and (counted.noun is None or counted.noun.i > last.i)  # "a crowd of 500 burned tyres"
        passive = participle or sentence.children(verb, "auxpass")
        yield from self._governed(sentence, counted, Governor(verb, "passive" if passive else "subject", 1))

    def suffered(self, sentence: Sentence, counted: Counted, verb: Token) -> Iterator[Reading]:
        """What those counted suffered by a verb of which "they" is the subject."""
        yield from self._governed(sentence, counted, Governor(verb, "passive", 1))

    def beside(self, sentence: Sentence, counted: Counted, known: Collection[str]) -> Iterator[Reading]:
        """For each attribute that is not known yet, the nearest word of the sentence that could make the number one of
        it, whatever the syntax: the parse may be wrong, or the figure may stand for another's noun."""
        if counted.kind not in _PEOPLE:
            return
        does = counted.head.dep == "pobj" and sentence.head(counted.head).lower == "by"
        for attribute, words in self._words.items():
            if does and attribute != "participants":  # "arrested in an operation by 350 officers"
                continue
            if attribute in (*known, "places") or (attribute == "participants" and counted.kind == "police"):
                continue
            told = [t for t in sentence.tokens if t.i != counted.head.i and self._tells(sentence, attribute, words, t)]
            if told:
                nearest = min(told, key=lambda t: (abs(t.i - counted.head.i), t.i))
                yield counted.reading(attribute, nearest, "beside", FARTHEST)

    def _tells(self, sentence: Sentence, attribute: str, words: AttributeWords, token: Token) -> bool:
        """Whether a word by itself can make an attribute, in whatever role."""
        if token.pos == "PROPN":
            return False  # the Bridge Toll Act tells of no dead
        if token.pos == "NOUN":
            return words.name(sentence, token)
        verbal = token.lemma in words.passive or token.lemma in words.object or token.lemma in words.subject
        return (verbal and token.lemma not in words.weak) or token.lower in self._adjectives.get(attribute, ())

    def of_a_count(self, sentence: Sentence, quantity: Quantity) -> Iterator[Reading]:
        """A figure that a count told before in the sentence is at, rises to or falls from, however far off: "its count
        of people detained ..., from 412 to 405"."""
        before = [t for t in sentence.tokens if t.end <= quantity.start]
        behind = [t for t in sentence.tokens if t.start >= quantity.end]
        follows = bool(behind) and behind[0].lower in ("the", "its", "their")
        ahead = behind[:3] if follows else []  # "raised to 30 the number of people killed"
        counts = [t for t in (*before, *ahead) if t.lemma in COUNTER_NOUNS and t.pos == "NOUN"]
        if not counts or before[-1].lower not in ("from", "to", "at", "of", "past"):
            return
        noun = counted_by(sentence, counts[-1])
        if noun is not None:
            yield from self._governed(sentence, Counted(None, "none", noun), Governor(noun, "counter", 1))

    def _is_headline_verb(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a singular right behind a plural number is a headline's verb: "12,000 march in Antwerp"."""
        before = sentence.tokens[noun.i - 1] if noun.i else None
        plural = before is not None and (before.pos == "NUM" or before.tag == "NNS") and before.lower != "one"
        return plural and noun.lower in self._headline_verbs and noun.tag in ("NN", "NNP", "VB", "VBP")

    def headline(self, sentence: Sentence, last: Token, counted: Counted) -> Iterator[Reading]:
        """The same where the parse takes the verb for a part of its object: "Tens of thousands protest overhaul"."""
        verb, noun = next(iter(sentence.tokens[last.i + 1 : last.i + 2]), None), counted.noun
        if verb is None or noun is None or counted.kind in _PEOPLE or verb.i >= noun.i:
            return
        many = last.tag == "NNS" or noun.tag in ("NN", "NNP")
        if many and verb.dep == "compound" and self._is_headline_verb(sentence, verb):
            yield Reading("participants", None, "none", verb, "subject", 0)

    def _by_deed(self, sentence: Sentence, counted: Counted) -> Iterator[Reading]:
        """Unknown nouns of which is told what only people do or suffer: "600 deckhands rallied"."""
        if counted.noun is None or counted.noun.tag != "NNS":
            return
        for governor in governors(sentence, counted.head, counted.noun):
            if governor.role == "nominal":
                return  # "protested against the loss of 2,000 jobs"
            if governor.token.lemma in self._only_people and governor.distance < 2:
                readings = self._governed(sentence, counted, governor)
                yield from (r for r in readings if r.attribute != "participants" or r.role == "subject")

    def _nominal(self, sentence: Sentence, counted: Counted) -> Iterator[Reading]:
        """What the noun says by itself, or one that shares its number: "420 arrests", "no arrests or injuries"."""
        for noun in sharing(sentence, counted.noun):
            for attribute, known in self._words.items():
                if attribute != "participants" and known.name(sentence, noun):
                    yield counted.reading(attribute, noun, "nominal", 0)

    def _adjectival(self, sentence: Sentence, counted: Counted) -> Iterator[Reading]:
        """What an adjective beside the noun says: "18 people hurt", "left two people dead"."""
        for attribute in self.harms(said_beside(sentence, counted)):
            yield counted.reading(attribute, counted.head, "adjective", 0)

    def _governed(self, sentence: Sentence, counted: Counted, governor: Governor) -> Iterator[Reading]:
        if governor.role == "counter" and singular(governor.token) in self._sites:
            yield counted.reading("places", governor.token, "place", 0)
            return
        of_part = is_told_of_part(sentence, counted.head, governor.token)
        for attribute, words in self._words.items():
            if attribute == "participants" and (counted.kind in ("police", "event") or self._lacks(sentence, governor)):
                continue
            if attribute != "participants" and of_part:
                continue
            if attribute == "detained" and self._takes_place(sentence, governor.token):
                continue
            if attribute != "participants" and _is_of_the_next(sentence, counted, governor):
                continue
            if words.make(sentence, governor):
                yield counted.reading(attribute, governor.token, governor.role, governor.distance)
        if governor.role == "counter":
            for clause in clauses_of(sentence, governor.token, governor.distance):
                yield from self._governed(sentence, counted, clause)

    def _takes_place(self, sentence: Sentence, verb: Token) -> bool:
        """Whether it is a gathering that is held ("a rally of 300 people was held")."""
        held = sentence.children(verb, "nsubjpass", "dobj") if verb.lemma == "hold" else []
        return any(self._is_occasion(sentence, t) for t in held)

    def _is_occasion(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is a gathering, also a "sit-in", whose parts are words, and a "counterprotest"."""
        joined = (f"{c.lower}-{noun.lower}" for c in sentence.children(noun, "compound"))
        return any(word in self._occasions for word in (noun.lemma, noun.lower.removeprefix("counter"), *joined))

    def _lacks(self, sentence: Sentence, governor: Governor) -> bool:
        """Whether a crowd is said to do what it can only do to something, and to nothing."""
        verb = governor.token
        return governor.role == "subject" and verb.lemma in self._transitive and not sentence.children(verb, "dobj")


def _is_of_the_next(sentence: Sentence, counted: Counted, governor: Governor) -> bool:
    """Whether a verb has a figure of its own right before it ("1,500 participants, 4 detained")."""
    if governor.role not in ("subject", "passive") or counted.noun is None:
        return False
    own = sentence.children(governor.token, "nsubj", "nsubjpass")
    return any(t.pos == "NUM" and counted.head.i < t.i == governor.token.i - 1 for t in own)


def _is_told_before(sentence: Sentence, counted: Counted) -> bool:
    """Whether places are those told before: "in the three states", not "in all the three states", "in the two largest
    cities", "in the three states that saw protests"."""
    noun = counted.noun
    if counted.head.pos == "NUM" and noun is not None and sentence.children(noun, "nummod"):
        return False  # "in 23 of the 47 counties"
    if noun is None or sentence.children(noun, "relcl", "acl", "predet", "amod", "prep"):
        return False
    determiners = [c for c in sentence.children(noun, "det") if c.lower in ("the", "these", "those")]
    return any(not d.i or sentence.tokens[d.i - 1].lower != "all" for d in determiners)


def _of(sentence: Sentence, noun: Token) -> Iterator[Token]:
    """What is said of a noun by an adjective, or by another noun behind "of": "a state of emergency"."""
    yield from sentence.children(noun, "compound", "amod")
    for preposition in sentence.children(noun, "prep"):
        if preposition.lower in ("of", "to"):
            yield from sentence.children(preposition, "pobj")


def _is_single(sentence: Sentence, noun: Token) -> bool:
    """Whether only one is counted: "at one point", "one main square"."""
    return any(c.lower == "one" for c in sentence.children(noun, "nummod"))
