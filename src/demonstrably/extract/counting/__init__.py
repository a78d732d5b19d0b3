"""What a quantity counts: the noun, the verb or noun that governs it, and the attribute that this makes it.

A reading is a possibility, not yet a claim: whether the figure is about a gathering at all is weighed by
`weighing.py`. The lemmas are in the codebook (`en/counting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.extract.counting.governors import (
    COUNTER_NOUNS,
    Governor,
    clauses_of,
    governors,
    of_object,
    whole_word,
)
from demonstrably.extract.counting.lists import Lists, Rows, list_heading
from demonstrably.extract.counting.nouns import Nouns, singular
from demonstrably.extract.counting.phrases import (
    HarmWordings,
    goes_without_noun,
    is_one_of,
    is_part,
    is_qualified_none,
    is_whole,
    says_size,
    stands_for_another,
)
from demonstrably.extract.counting.readings import FARTHEST, NounClass, Reading, best_each, participle_first
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

__all__ = ["Counting", "Reading"]

_NOMINAL_DEPS = {"nummod", "quantmod", "amod", "det", "compound", "nmod", "poss", "predet", "advmod", "npadvmod"}


@dataclass(frozen=True, slots=True)
class _Predicates:
    subject: frozenset[str]
    object: frozenset[str]
    passive: frozenset[str]
    nominal: frozenset[str]
    weak: Mapping[str, tuple[str, ...]]


class Counting:
    """Readings of quantities in parsed sentences."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/counting")
        self.nouns = Nouns(table)
        self._counting_verbs = frozenset(table["counters"]["verbs"])
        self._neutral_verbs = frozenset(table["counters"]["neutral"])
        self._growing_verbs = frozenset(table["counters"]["growing"])
        self._instances = frozenset(table["counters"]["instances"])
        self._human = frozenset(table["people"]["only_people"])
        self._coming = tuple(f" {words}" for words in table["people"]["coming"])
        self._deeds = frozenset(table["people"]["headline_verbs"])
        self.lists = Lists(table["headings"], Rows(**table["rows"]))
        self._wordings = HarmWordings(table["wordings"]["behind"], table["wordings"]["before"])
        self._adjectives = {a: frozenset(words) for a, words in table["adjectives"].items()}
        self._predicates = {a: _predicates(entry) for a, entry in table["attributes"].items()}

    def readings(self, sentence: Sentence, quantity: Quantity, headed: str | None = None) -> list[Reading]:
        """All readings of a quantity, best role first; at most one an attribute. `headed` is what the heading of its
        list or table column says that it counts."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens or is_whole(sentence, tokens[0]) or is_one_of(sentence, tokens[-1]):
            return []
        if self._is_age(sentence, tokens[0]) or self._is_told_of_a_noun(sentence, tokens):
            return []
        if _is_aged_person(sentence, tokens) or _is_in_name(sentence, tokens):
            return []
        top = sentence.top(tokens)
        noun, head = self._counted(sentence, top, tokens)
        found = [*self._read(sentence, noun, head), *self._beside(sentence, noun, quantity)]
        found += self._listed(sentence, noun, quantity, head, headed)
        found += self._worded(sentence, noun, quantity, head)
        if noun is None and not found:
            found += self._of_a_count(sentence, quantity)
        kind = self.nouns.kind(noun)
        crowd = kind in ("people", "none", "collective") or (
            kind in ("gatherer", "other") and says_size(sentence, quantity) and self._may_be_strong(sentence, quantity)
        )
        if crowd and (quantity.high is None or quantity.high > 9):
            found.append(self._sized(sentence, noun, kind, head, quantity))
        return best_each(participle_first(found))

    def _is_age(self, sentence: Sentence, first: Token) -> bool:
        """Whether a number is a person's age: "a retired surveyor of 74", "a boy of 16"."""
        if first.i < 2 or sentence.tokens[first.i - 1].lower != "of" or not first.text.isdigit() or len(first.text) > 2:
            return False
        return self.nouns.is_person(sentence.tokens[first.i - 2])

    def _is_told_of_a_noun(self, sentence: Sentence, tokens: list[Token]) -> bool:
        """Whether a number belongs to a parent or a place, not to a gathering: "a mother of four", "a city of 74,000",
        "a town of 5,000 people"."""
        first, after = tokens[0], sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
        owner = _owner(sentence, first)
        if owner is None or first.tag != "CD":
            return False
        if self.nouns.is_parent(owner):
            return True
        inhabited = not after or self.nouns.kind(after[0]) in ("people", "other", "none") or after[0].pos != "NOUN"
        return owner.tag == "NN" and self.nouns.kind(owner) == "place" and inhabited

    def only_people_do(self, reading: Reading) -> bool:
        """Whether a reading rests on a deed of people or a list, so that things told before are no matter."""
        deed = reading.predicate is not None and reading.predicate.lemma in self._human and reading.role == "subject"
        return deed or reading.attribute != "participants" or reading.role == "listed"

    def counts_things(self, sentence: Sentence, quantity: Quantity) -> bool | None:
        """Whether a figure counts neither people nor places nor harm ("1,150 gates"); None where it says nothing."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        noun = self._counted(sentence, sentence.top(tokens), tokens)[0] if tokens else None
        return None if noun is None else self.nouns.kind(noun) in ("other", "occasion")

    def person_readings(self, sentence: Sentence, noun: Token, article: Quantity) -> list[Reading]:
        """Readings of a single person named by a noun with its article ("a man was shot dead")."""
        found = [*self._read(sentence, noun, noun), *self._worded(sentence, noun, article, noun)]
        return best_each(r for r in found if r.attribute not in ("participants", "places"))

    def _of_a_count(self, sentence: Sentence, quantity: Quantity) -> Iterator[Reading]:
        """A figure that a count told before in the sentence is at, rises to or falls from, however far off: "its count
        of people detained ..., from 412 to 405"."""
        before = [t for t in sentence.tokens if t.end <= quantity.start]
        counts = [t for t in before if t.lemma in COUNTER_NOUNS and t.pos == "NOUN"]
        if not counts or before[-1].lower not in ("from", "to", "at", "of", "past"):
            return
        counted = of_object(sentence, [counts[-1]])
        if counted is not None:
            yield from self._governed(sentence, None, "none", Governor(counted, "counter", 1))

    def _worded(self, sentence: Sentence, noun: Token | None, quantity: Quantity, head: Token) -> Iterator[Reading]:
        kind = self.nouns.kind(noun)
        if kind in ("none", "people", "gatherer", "police"):
            for attribute in self._wordings.told(sentence, quantity):
                yield Reading(attribute, noun, kind, sentence.head(head), "wording", 1)

    def _listed(
        self, sentence: Sentence, noun: Token | None, quantity: Quantity, head: Token, headed: str | None
    ) -> Iterator[Reading]:
        """A line of a list of places with their figures: "Porto: 18,000 (police)", "BRAGA - 22 arrests"."""
        kind = self.nouns.kind(noun)
        if kind not in ("none", "people", "gatherer", "police") or not (headed or _leads(sentence, quantity)):
            return
        after = [t.lower for t in sentence.tokens if t.start >= quantity.end][:3]
        harms = [a for a, words in self._adjectives.items() if words.intersection(after)]
        harms += [a for a in self._wordings.told(sentence, quantity) if not harms]
        attribute = harms[0] if harms else headed or "participants"
        if attribute != "participants" or kind != "police":
            yield Reading(attribute, noun, kind, head, "listed", 1)

    def _may_be_strong(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether what is so-and-so strong can be a crowd: a march, a mob; not a union or a police force."""
        after = [t for t in sentence.tokens if t.start >= quantity.core_end and t.text != "-"]
        if not after or after[0].lower != "strong":
            return True
        named = [*takewhile(lambda t: t.pos in ("NOUN", "PROPN", "ADJ"), after[1:])][-1:]
        return not (named and self.nouns.is_standing(named[0]))

    def _sized(
        self, sentence: Sentence, noun: Token | None, kind: NounClass, head: Token, quantity: Quantity
    ) -> Reading:
        """The last resort: people in a passage about a gathering; a verb of counting above them makes it likelier
        ("put the crowd at 5,000", "there were 300", "organisers had predicted 5,000")."""
        if says_size(sentence, quantity):
            return Reading("participants", noun, kind, sentence.head(head), "counted", 1)
        for verb in sentence.ancestors(head):
            if verb.pos not in ("VERB", "AUX"):
                continue
            existential = verb.lemma == "be" and sentence.children(verb, "expl")
            if existential or (verb.lemma in self._counting_verbs and self._counts_people(sentence, verb)):
                return Reading("participants", noun, kind, verb, "counted", 2)
            break
        return Reading("participants", noun, kind, sentence.head(head), "near", FARTHEST)

    def _counts_people(self, sentence: Sentence, verb: Token) -> bool:
        """Whether what grows or reaches a figure can be a crowd ("numbers swelled to 5,000"), not a temperature."""
        if verb.lemma not in self._growing_verbs:
            return True
        subjects = sentence.children(verb, "nsubj", "nsubjpass")
        kinds = [self.nouns.kind(t) for t in subjects]
        return all(k in ("collective", "gatherer", "people") or t.lemma in COUNTER_NOUNS or t.pos == "PRON"
                   for t, k in zip(subjects, kinds, strict=True))  # fmt: skip

    def with_ellipsis(
        self, sentence: Sentence, quantity: Quantity, readings: list[Reading], told: Reading
    ) -> list[Reading]:
        """The readings of a figure that leaves out what it counts, with what the figure before it counted: "police put
        the crowd at 7,500, organisers at 40,000"."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if tokens and is_part(sentence, tokens):
            part = Reading(told.attribute, None, "none", sentence.head(sentence.top(tokens)), "part", 1)
            return best_each([*readings, part])
        if not tokens or (quantity.high in (0, 1) and not goes_without_noun(sentence, tokens[-1])):
            return readings
        readings = self._without_bare_counts(sentence, readings, told)
        if any(r.role not in ("near", "counted") for r in readings):
            return readings
        top = sentence.top(tokens)
        noun, head = self._counted(sentence, top, tokens)
        if noun is not None or (head.i != top.i and not stands_for_another(head)):
            return readings
        reading = Reading(told.attribute, None, "none", sentence.head(top), "elliptic", _step(sentence, tokens))
        crowd = told.attribute == "participants" or any(
            t.lemma in _CROWDS and t.pos != "PROPN" for t in sentence.tokens
        )
        kept = readings if crowd else [r for r in readings if r.role != "near"]
        return best_each([*kept, reading])

    def _without_bare_counts(self, sentence: Sentence, readings: list[Reading], told: Reading) -> list[Reading]:
        """The readings without a crowd that rests on nothing but a verb of counting, where harm was counted before and
        the sentence has no word for a crowd ("the group counts 405 people detained, and 57 a week before")."""
        crowd = any(t.lemma in _CROWDS - {"people"} and t.pos != "PROPN" for t in sentence.tokens)
        if told.attribute == "participants" or crowd:
            return readings
        return [r for r in readings if not self._is_bare_count(r)]

    def _is_bare_count(self, reading: Reading) -> bool:
        bare = reading.attribute == "participants" and reading.noun is None and reading.role in ("object", "subject")
        return bare and reading.predicate is not None and reading.predicate.lemma in self._neutral_verbs

    def takes_up_a_count(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of a count without saying of what ("the figure for Braga fell", "its own total"):
        it is the one told last, further off than a mere figure's."""
        counts = (t for t in sentence.tokens if t.lemma in COUNTER_NOUNS and t.pos == "NOUN" and t.tag == "NN")
        return any(self._is_anaphoric(sentence, t) for t in counts)

    @staticmethod
    def _is_anaphoric(sentence: Sentence, count: Token) -> bool:
        known = any(c.lower in _TAKING_UP for c in sentence.children(count, "det", "poss"))
        told = sentence.children(count, "compound", "amod", "nmod")
        return known and of_object(sentence, [count]) is None and all(c.lower in _PLAIN for c in told)

    # -- the counted noun ---------------------------------------------------------------------------------------

    def _counted(self, sentence: Sentence, top: Token, tokens: list[Token]) -> tuple[Token | None, Token]:
        """The counted noun (None where left out) and the head of the noun phrase that it stands in."""
        if _COUNTER_BRACKET.match(sentence.text, tokens[-1].end - sentence.start):
            return None, top  # "18,000 (police)": the bracket tells who counted
        of_noun = of_object(sentence, tokens)
        if of_noun is not None and of_noun.lower in ("whom", "which"):
            return self._antecedent(sentence, tokens[0], of_people=of_noun.lower == "whom"), top
        if of_noun is not None:
            return (None if stands_for_another(of_noun) else of_noun), top
        if top.dep in _NOMINAL_DEPS and top.head != top.i:
            head = sentence.head(top)
            if not self.nouns.is_counted(head):
                return None, top
            head = self._instance(sentence, head)
            if head.pos in ("NOUN", "PROPN", "PRON", "ADJ", "X") and head.i > top.i:
                return (None if stands_for_another(head) else whole_word(sentence, head)), head
            if head.pos in ("NOUN", "PROPN") and head.i < top.i and head.lemma in COUNTER_NOUNS:
                return head, top
        following = sentence.tokens[top.i + 1] if top.i + 1 < len(sentence.tokens) else None
        if following is not None and following.pos == "NOUN" and top.pos == "NUM" and following.tag == "NNS":
            return following, following if following.head != top.i else top
        return None, top

    def _antecedent(self, sentence: Sentence, first: Token, *, of_people: bool) -> Token | None:
        """The police or the things that a number's "of whom" or "of which" takes up ("police stood by, two of whom");
        None where it takes up other people, who are told of before."""
        for token in reversed(sentence.tokens[: first.i]):
            kind = self.nouns.kind(token) if token.pos in ("NOUN", "PROPN") else "none"
            if kind in ("people", "gatherer", "police", "event") or (kind == "other" and not of_people):
                return token if kind in ("police", "other") else None
        return None

    def _instance(self, sentence: Sentence, head: Token) -> Token:
        """The harm that a number of cases counts ("eighteen cases of arrest"); otherwise the noun itself."""
        told = of_object(sentence, [head]) if head.lemma in self._instances else None
        return told if told is not None and self.nouns.kind(told) == "event" else head

    def _read(self, sentence: Sentence, noun: Token | None, head: Token) -> Iterator[Reading]:
        kind = self.nouns.kind(noun)
        if kind == "event" and noun is not None and head is noun and is_qualified_none(sentence, noun):
            return
        if kind == "occasion":
            return
        if kind == "place" and not (noun is not None and noun.tag == "NN" and _is_single(sentence, noun)):
            yield Reading("places", noun, kind, sentence.head(head), "place", 0)
            return
        if noun is not None and self._is_headline_verb(sentence, noun):
            yield Reading("participants", None, "none", noun, "subject", 0)
            return
        if noun is not None:
            yield from self._nominal(noun, kind)
            if kind == "other":
                yield from self._by_deed(sentence, noun, head)
                return
        yield from self._adjectival(sentence, noun, kind, head)
        for governor in governors(sentence, head, noun):
            yield from self._governed(sentence, noun, kind, governor)
        if kind == "gatherer":
            yield Reading("participants", noun, kind, noun, "noun", 2)

    def _is_headline_verb(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a singular right behind a plural number is a headline's verb: "12,000 march in Antwerp"."""
        before = sentence.tokens[noun.i - 1] if noun.i else None
        plural = before is not None and (before.pos == "NUM" or before.tag == "NNS") and before.lower != "one"
        return plural and noun.lower in self._deeds and noun.tag in ("NN", "NNP", "VB", "VBP")

    def _by_deed(self, sentence: Sentence, noun: Token, head: Token) -> Iterator[Reading]:
        """Unknown nouns of which is told what only people do or suffer: "600 deckhands rallied"."""
        if noun.tag != "NNS":
            return
        for governor in governors(sentence, head, noun):
            if governor.token.lemma in self._human and governor.distance < 2:
                readings = self._governed(sentence, noun, "other", governor)
                yield from (r for r in readings if r.attribute != "participants" or r.role == "subject")

    def _nominal(self, noun: Token, kind: NounClass) -> Iterator[Reading]:
        words = {singular(noun), noun.lower}
        for attribute, predicates in self._predicates.items():
            if attribute != "participants" and not words.isdisjoint(predicates.nominal):
                yield Reading(attribute, noun, kind, noun, "nominal", 0)

    def _adjectival(self, sentence: Sentence, noun: Token | None, kind: NounClass, head: Token) -> Iterator[Reading]:
        beside = ("amod", "acl", "acomp", "oprd", "relcl")
        near = [c.lower for token in (head, noun) if token for c in sentence.children(token, *beside)]
        last = max(t.i for t in (head, noun) if t is not None)
        near += [t.lower for t in sentence.tokens[last + 1 : last + 2]]
        verb = sentence.head(head)
        if head.dep in ("nsubj", "dobj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
            near += [c.lower for c in sentence.children(verb, "acomp", "oprd", "attr", "xcomp")]
        if verb.lemma == "leave" and head.dep in ("dobj", "nsubj"):
            near += _up_to_comma(sentence, last + 1)  # "left two people including a constable dead"
        for attribute, words in self._adjectives.items():
            if words.intersection(near):
                yield Reading(attribute, noun, kind, head, "adjective", 0)

    # -- what governs it ----------------------------------------------------------------------------------------

    def _governed(
        self, sentence: Sentence, noun: Token | None, kind: NounClass, governor: Governor
    ) -> Iterator[Reading]:
        token, role = governor.token, governor.role
        for attribute, predicates in self._predicates.items():
            if attribute == "participants" and kind in ("police", "event"):
                continue
            words: frozenset[str] = getattr(
                predicates, "nominal" if role in ("nominal", "counter") else role, frozenset()
            )
            lemma = singular(token) if role in ("nominal", "counter") else token.lemma
            if (lemma in words or (role == "counter" and token.lower in words)) and _supported(
                sentence, token, predicates.weak.get(lemma)
            ):
                yield Reading(attribute, noun, kind, token, role, governor.distance)
        if role == "counter":
            for clause in clauses_of(sentence, token, governor.distance):
                yield from self._governed(sentence, noun, kind, clause)

    def _beside(self, sentence: Sentence, noun: Token | None, quantity: Quantity) -> Iterator[Reading]:
        """A transitive verb right before the quantity, whatever the parse says: "killed at least ten people"."""
        before = [t for t in sentence.tokens if t.end <= quantity.start][-1:]
        if not before or before[0].pos not in ("VERB", "ADJ", "NOUN", "ADV"):
            return
        kind = self.nouns.kind(noun)
        if sentence.text[: quantity.start - sentence.start].rstrip().lower().endswith(self._coming) and kind in (
            "people", "gatherer", "none"
        ):  # fmt: skip
            yield Reading("participants", noun, kind, before[0], "subject", 1)
        for attribute, predicates in self._predicates.items():
            verbs = predicates.object - predicates.weak.keys() - predicates.nominal
            if attribute != "participants" and not verbs.isdisjoint((before[0].lemma, before[0].lower)):
                yield Reading(attribute, noun, kind, before[0], "object", 1)


def _is_aged_person(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether a number in brackets is the age of the person named before ("Abdul Rehman Dar (56)")."""
    first, last = tokens[0].i, tokens[-1].i
    if first < 2 or sentence.tokens[first - 1].text != "(" or last + 1 >= len(sentence.tokens):
        return False
    closed = sentence.tokens[last + 1].text == ")" and tokens[0].text.isdigit() and len(tokens[0].text) < 3
    return closed and any(n.label == "PERSON" and n.last == first - 2 for n in sentence.names)


def _is_in_name(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether a small number belongs to the name before it: what follows is singular, so that it counts nothing ("the
    Bersih 4 rally", "Bersih 4 is the biggest", "a Class 11 student")."""
    first, last = tokens[0], tokens[-1]
    if first.i == 0 or not first.text.isdigit() or len(first.text) > 2 or last.i + 1 >= len(sentence.tokens):
        return False
    before, after = sentence.tokens[first.i - 1], sentence.tokens[last.i + 1]
    if before.pos != "PROPN" or first.text == "1" or before.end + 1 != first.start:
        return False
    head = sentence.head(first)
    singular = head.tag == "NN" and after.tag == "NN" and head.i > last.i and head.lower not in ("police", "staff")
    return after.tag == "VBZ" or singular


_TAKING_UP = frozenset({"the", "that", "this", "its", "their", "his", "her", "both"})
_PLAIN = frozenset({"own", "new", "latest", "final", "earlier", "first", "previous", "official", "corrected", "same"})
"""What may stand before a count that is taken up; "the death toll" says of what it is."""

_CROWDS = frozenset(
    {"crowd", "turnout", "attendance", "marcher", "protester", "demonstrator", "people", "gather", "march"}
)
"""Words with which a bare figure may count a crowd although arrests were counted just before."""


_COUNTER_BRACKET = re.compile(r"\s*\((?!\d+\))")
"""An opening bracket behind a figure; not one that only repeats it ("eighteen (18) people")."""

_LEFT = 6
"""Words between those left and how they were left: "left two people including a constable dead"."""


_ROW = re.compile(r"\b\d+ \d+\Z")
_ROW_AHEAD = re.compile(r" \d+\b")


def _leads(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a sentence begins as a list's line does and nothing is told before the figure."""
    heading = list_heading(sentence.text)
    tells = any(t.tag in ("VBD", "VBZ", "VBP") for t in sentence.tokens if t.start < quantity.start)
    behind, ahead = sentence.text[: quantity.end - sentence.start], sentence.text[quantity.end - sentence.start :]
    in_row = _ROW.search(behind) or _ROW_AHEAD.match(ahead)  # "Rate it: 1 2 3 4 5"
    return heading is not None and heading.end() + sentence.start <= quantity.start and not tells and not in_row


def _step(sentence: Sentence, tokens: list[Token]) -> int:
    """How far a figure that leaves out what it counts is from the one that tells it: 1 where both have the same
    preposition behind them ("51 from Haswell and 53 from Orme"), otherwise 3."""
    follow = sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    if not follow or follow[0].pos != "ADP":
        return 3
    before = [t for t in sentence.tokens[: tokens[0].i] if t.pos == "NUM"][-1:]
    behind = sentence.tokens[before[0].i + 1] if before else None
    return 1 if behind is not None and behind.lower == follow[0].lower else 3


def _is_single(sentence: Sentence, noun: Token) -> bool:
    """Whether only one is counted: "at one point", "one main square"."""
    return any(c.lower == "one" for c in sentence.children(noun, "nummod"))


def _owner(sentence: Sentence, first: Token) -> Token | None:
    """The noun whose "of" stands before a number and its hedge: "a city of around 74,000"."""
    for back in range(1, 4):
        i = first.i - back
        if i < 1 or sentence.tokens[i].pos in ("NOUN", "VERB", "PUNCT"):
            return None
        if sentence.tokens[i].lower == "of":
            return sentence.tokens[i - 1]
    return None


def _up_to_comma(sentence: Sentence, first: int) -> list[str]:
    words = [t.lower for t in sentence.tokens[first : first + _LEFT]]
    ends = [i for i, word in enumerate(words) if word in (",", ";", "and", ".")]
    return words[: ends[0]] if ends else words


def _predicates(entry: Mapping[str, Any]) -> _Predicates:
    subject, obj, passive, nominal = (frozenset(entry[name]) for name in ("subject", "object", "passive", "nominal"))
    weak = {lemma: tuple(needed) for lemma, needed in entry.get("weak", {}).items()}
    return _Predicates(subject, obj, passive, nominal, weak)


def _supported(sentence: Sentence, token: Token, needed: tuple[str, ...] | None) -> bool:
    """Whether a weak predicate has one of the words beside it that it needs (None: it needs none)."""
    if needed is None or not needed:
        return True
    below = sentence.subtree(token)
    nearby = {t.lemma for t in below if abs(t.i - token.i) <= 12} | {t.lower for t in below if abs(t.i - token.i) <= 12}
    return not nearby.isdisjoint(needed)
