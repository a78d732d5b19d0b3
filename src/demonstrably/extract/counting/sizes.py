"""Figures that say how large a crowd is although no predicate makes them so: the last resort of reading."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.governors import COUNTER_NOUNS
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.phrases import says_size
from demonstrably.extract.counting.readings import FARTHEST, Reading
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_FEWEST = 9
"""Up to so many people are no crowd unless something is told of them."""


class Sizes:
    """Sizes of crowds. `counters` is the codebook's table of verbs of counting and growing."""

    def __init__(self, nouns: Nouns, counters: Mapping[str, Any]) -> None:
        self._nouns = nouns
        self._counting_verbs = frozenset(counters["verbs"])
        self._growing_verbs = frozenset(counters["growing"])

    def reading(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Reading | None:
        """The figure as a crowd's size, None where it counts no people; a verb of counting above it makes the reading
        likelier ("put the crowd at 5,000", "there were 300", "organisers had predicted 5,000")."""
        if not self._may_be_crowd(sentence, counted, quantity):
            return None
        above = sentence.head(counted.head)
        if says_size(sentence, quantity):
            return counted.reading("participants", above, "counted", 1)
        verb = next((v for v in sentence.ancestors(counted.head) if v.pos in ("VERB", "AUX")), None)
        if verb is not None and self._counts(sentence, verb):
            return counted.reading("participants", verb, "counted", 2)
        return counted.reading("participants", above, "near", FARTHEST)

    def _may_be_crowd(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> bool:
        if quantity.high is not None and quantity.high <= _FEWEST:
            return False
        if counted.kind in ("people", "none", "collective"):
            return True
        sized = counted.kind in ("gatherer", "other") and says_size(sentence, quantity)
        return sized and self._may_be_strong(sentence, quantity)

    def _may_be_strong(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether what is so-and-so strong can be a crowd: a march, a mob; not a union or a police force."""
        after = [t for t in sentence.tokens if t.start >= quantity.core_end and t.text != "-"]
        if not after or after[0].lower != "strong":
            return True
        named = [*takewhile(lambda t: t.pos in ("NOUN", "PROPN", "ADJ"), after[1:])][-1:]
        return not (named and self._nouns.is_standing(named[0]))

    def _counts(self, sentence: Sentence, verb: Token) -> bool:
        people = [c for c in sentence.children(verb, "nsubj") if c.lower in ("we", "they")]
        existential = verb.lemma == "be" and (sentence.children(verb, "expl") or people)  # "they were two thousand"
        return bool(existential) or (verb.lemma in self._counting_verbs and self._counts_people(sentence, verb))

    def _counts_people(self, sentence: Sentence, verb: Token) -> bool:
        """Whether what grows or reaches a figure can be a crowd ("numbers swelled to 5,000"), not a temperature."""
        subjects = sentence.children(verb, "nsubj", "nsubjpass") if verb.lemma in self._growing_verbs else []
        return all(self._may_grow(subject) for subject in subjects)

    def _may_grow(self, subject: Token) -> bool:
        crowd = self._nouns.kind(subject) in ("collective", "gatherer", "people")
        return crowd or subject.lemma in COUNTER_NOUNS or subject.pos == "PRON"
