"""What a number counts: the noun and the phrase that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demonstrably.extract.counting.governors import COUNTER_NOUNS, of_object, whole_word
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.phrases import stands_for_another
from demonstrably.extract.counting.readings import NounClass, Reading, Role
from demonstrably.language.analysis import Sentence, Token

_NOMINAL_DEPS = {"nummod", "quantmod", "amod", "det", "compound", "nmod", "poss", "predet", "advmod", "npadvmod", "neg"}

_SIZED = 5
"""Words from "crowd" to the preposition before its size, and from that to the number."""

_COUNTER_BRACKET = re.compile(r"\s*\((?!\d+\))")
"""An opening bracket behind a figure; not one that only repeats it ("eighteen (18) people")."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: `noun` (None where it is left out), its class, and the `head` of the noun phrase that it
    stands in, the number itself where there is no other."""

    noun: Token | None
    kind: NounClass
    head: Token

    def reading(self, attribute: str, predicate: Token | None, role: Role, distance: int) -> Reading:
        """The noun read as `attribute` because of a predicate so many steps away."""
        return Reading(attribute, self.noun, self.kind, predicate, role, distance)


class CountedNouns:
    """Finds what numbers count by the codebook's table "<language>/counting", counters. `instances` are nouns that a
    number of cases counts: "eighteen cases of arrest", `reports` those that none is counted by: "no reports of
    arrests"."""

    def __init__(self, nouns: Nouns, counters: Mapping[str, Iterable[str]]) -> None:
        self._nouns = nouns
        self._counting = frozenset(counters["verbs"])
        self._instances, self._reports = frozenset(counters["instances"]), frozenset(counters["reports"])

    def of(self, sentence: Sentence, tokens: list[Token], start: int | None = None) -> Counted:
        """What the number of these tokens counts; its hedges begin at code point `start`."""
        noun, head = self._noun_and_head(sentence, sentence.top(tokens), tokens)
        if start is not None:
            head = _past_hedge(sentence, head, start, tokens[0].start)
        return Counted(noun, self._nouns.kind_in(sentence, noun), head)

    def _noun_and_head(self, sentence: Sentence, top: Token, tokens: list[Token]) -> tuple[Token | None, Token]:
        if _COUNTER_BRACKET.match(sentence.text, tokens[-1].end - sentence.start):
            return None, top  # "18,000 (police)": the bracket tells who counted
        if top.pos == "ADP" and top is tokens[-1]:  # "without arrests"
            return next(((o, o) for o in sentence.children(top, "pobj")), (None, top))
        named = self._behind_name(sentence, tokens[-1].i + 1)
        if named is not None:
            return named, named
        of_noun = of_object(sentence, tokens)
        if of_noun is not None and of_noun.lower in ("whom", "which"):
            return self._antecedent(sentence, tokens[0], of_people=of_noun.lower == "whom"), top
        if of_noun is not None:
            return (None if stands_for_another(of_noun) else of_noun), top
        if top.dep in _NOMINAL_DEPS and top.head != top.i:
            head = sentence.head(top)
            if not self._nouns.is_counted(head):
                return None, top
            if head.lower == "odd" and head.i > top.i:  # "sixty-odd students"
                head = sentence.head(head)
            head = self._instance(sentence, self._people_of(sentence, head), top)
            if self._shares_no_noun(sentence, top, head):
                return None, head
            if _tells_of_them(sentence, top, head) or _has_its_own(sentence, top, head):
                return None, top
            crowd = self._crowd(sentence, tokens, head)
            if crowd is not None:
                return crowd, top
            if head.pos in ("NOUN", "PROPN", "PRON", "ADJ", "X") and head.i > top.i:
                return (None if stands_for_another(head) else whole_word(sentence, head)), head
            if head.pos in ("NOUN", "PROPN") and head.i < top.i and head.lemma in COUNTER_NOUNS:
                return head, top
        return _following(sentence, top)

    def _behind_name(self, sentence: Sentence, i: int) -> Token | None:
        """The people behind a name of which the parse takes a word for a verb: "two Just Stop Oil protesters"."""
        end = i
        while end < len(sentence.tokens) and sentence.tokens[end].text[:1].isupper():
            end += 1
        name, people = sentence.tokens[i:end], sentence.tokens[end : end + 1]
        if len(name) < 2 or not people or not any(t.tag in ("VB", "VBP", "VBZ") for t in name):
            return None
        known = people[0].tag == "NNS" and self._nouns.kind(people[0]) in ("people", "gatherer")
        return people[0] if known else None

    def _antecedent(self, sentence: Sentence, first: Token, *, of_people: bool) -> Token | None:
        """The police or the things that a number's "of whom" or "of which" takes up ("police stood by, two of whom");
        None where it takes up other people, who are told of before."""
        for token in reversed(sentence.tokens[: first.i]):
            if token.dep == "compound":  # "taken to police stations, three of whom"
                continue
            kind = self._nouns.kind(token) if token.pos in ("NOUN", "PROPN") else "none"
            if kind in ("people", "gatherer", "police", "event") or (kind == "other" and not of_people):
                return token if kind in ("police", "other") else None
        return None

    def _people_of(self, sentence: Sentence, head: Token) -> Token:
        """The people whom a noun that the parse numbers only describes: "fifty boda boda riders", "160 bread and
        vegetable sellers"."""
        top = head
        while top.dep == "compound" and sentence.head(top).i > top.i:
            top = sentence.head(top)
        if top.tag == "NN":
            top = next((c for c in sentence.children(top, "conj") if c.tag == "NNS" and c.i > top.i), top)
        people = ("people", "gatherer", "police")
        return top if self._nouns.kind(head) == "other" and self._nouns.kind(top) in people else head

    def _shares_no_noun(self, sentence: Sentence, top: Token, head: Token) -> bool:
        """Whether a number leaves out the people it counts beside things: "police expect up to 1,500 and 200 cars"."""
        beside = head.i > top.i and sentence.tokens[top.i + 1].lower == "and"
        shared = beside and any(c.pos == "NUM" for c in sentence.children(top, "conj"))
        return shared and head.pos == "NOUN" and self._nouns.kind(head) == "other"

    def _instance(self, sentence: Sentence, head: Token, number: Token) -> Token:
        """The harm, or those harmed, that a number of cases counts; otherwise the noun itself."""
        cases = head.lemma in self._instances or (head.lemma in self._reports and number.lower == "no")
        told = of_object(sentence, [head]) if cases else None
        kinds = ("event", "people", "gatherer", "police")
        return told if told is not None and self._nouns.kind(told) in kinds else head

    def _crowd(self, sentence: Sentence, tokens: list[Token], noun: Token) -> Token | None:
        """The crowd whose size a number is, where the parse takes what it did for a word before a thing: "a crowd of
        250 waved flags", "a crowd that police put at 250 waved flags"."""
        deed = sentence.tokens[tokens[-1].i + 1] if noun.i > tokens[-1].i + 1 else noun
        done = deed.tag in ("VBN", "VBD") or deed.lower.endswith("ed")
        if deed is noun or not done or self._nouns.kind(noun) != "other":
            return None
        i = next((t.i for t in reversed(sentence.tokens[: tokens[0].i]) if t.lower in ("of", "at")), 0)
        told, hedge = sentence.tokens[max(0, i - _SIZED) : i], sentence.tokens[i + 1 : tokens[0].i]
        if not told or len(hedge) >= _SIZED or any(t.pos in ("VERB", "NOUN") for t in hedge):
            return None
        if sentence.tokens[i].lower == "at" and told[-1].lemma not in self._counting:
            return None
        crowds = [t for t in (told if sentence.tokens[i].lower == "at" else told[-1:]) if self._nouns.is_crowd(t)]
        return next(iter(crowds), None)

    def is_instance(self, noun: Token | None) -> bool:
        """Whether a noun is one of cases ("41 cases of fainting")."""
        return noun is not None and noun.lemma in self._instances


def _tells_of_them(sentence: Sentence, top: Token, noun: Token) -> bool:
    """Whether a participle between a number and a noun is what those counted did or suffered: "Seven required surgery",
    "Two killed, 30 hurt: officials"."""
    if noun.i < top.i + 2 or sentence.tokens[top.i + 1].tag != "VBN":
        return False
    singular = noun.tag == "NN" and top.lower not in ("one", "1", "no")
    return (singular and top.i + 2 == noun.i) or sentence.tokens[top.i + 2].text in (",", ":", ";")


def _has_its_own(sentence: Sentence, top: Token, noun: Token) -> bool:
    """Whether a later number counts the noun that the parse gives to both: "23 more two days later"."""
    more = any(c.lower in ("more", "others") for c in sentence.children(top, "amod", "advmod", "dobj"))
    return more and any(top.i < c.i < noun.i for c in sentence.children(noun, "nummod"))


def _past_hedge(sentence: Sentence, head: Token, start: int, number: int) -> Token:
    """The head of a noun phrase, or the preposition of a hedge between `start` and the number of which the parse makes
    it the object: "between 80 and 100 people gathered", "in the region of 2,500 people followed"."""
    above = sentence.head(head)
    while head.dep in ("pobj", "prep") and start <= above.start < number:
        head, above = above, sentence.head(above)
    return head


def _following(sentence: Sentence, top: Token) -> tuple[Token | None, Token]:
    """A plural right behind a number, whatever the parse says; otherwise no noun."""
    following = sentence.tokens[top.i + 1] if top.i + 1 < len(sentence.tokens) else None
    if following is not None and following.pos == "NOUN" and top.pos == "NUM" and following.tag == "NNS":
        return following, following if following.head != top.i else top
    return None, top
