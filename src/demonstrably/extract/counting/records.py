"""Numbers of people that others keep count of: on waiting lists, killed in a year, held at borders or over a plot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import LOOSE, Reading
from demonstrably.extract.counting.unrest import Unrest
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_COUNTED = frozenset({"counter", "counted", *LOOSE})
"""Roles in which a number is only told, not what the people did."""


class Records:
    """Judges readings by the codebook's table "<language>/counting", records: patterns behind people who are on a list
    (`listed`), at a show or `busy` otherwise, words for their state (`states`), for a whole year (`years`), whose harm
    is counted by the year (`yearly`), who comes over a border (`arriving`) and what is uncovered (`plots`, by the verbs
    `foiling`)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        records = table["records"]
        shows = "|".join([*table["people"]["shows"], *records["games"]])
        at_show = rf"(?:at|to|for) (?:the|a|an|this|next)(?: [\w-]+){{0,2}} (?:{shows})"
        behind = "|".join([*records["listed"], at_show])
        self._listed = re.compile(rf"(?: [\w'’-]+){{0,3}}? (?:{behind})\b", re.IGNORECASE)
        self._busy = re.compile(rf"(?: [\w'’-]+){{0,3}}? (?:{'|'.join(records['busy'])})\b", re.IGNORECASE)
        self._years = re.compile(rf"\b(?:{'|'.join(records['years'])})\b", re.IGNORECASE)
        self._on_duty = re.compile(rf"\b(?:{'|'.join(records['on_duty'])})\b", re.IGNORECASE)
        self._near_ones = re.compile(rf"\b(?:{'|'.join(records['near_ones'])})\b", re.IGNORECASE)
        self._women = frozenset(records["women"])
        self._states, self._yearly = frozenset(records["states"]), frozenset(records["yearly"])
        self._arriving, self._borders = frozenset(records["arriving"]), frozenset(records["borders"])
        self._games = frozenset(records["games"])
        self._plots, self._foiling = frozenset(records["plots"]), frozenset(records["foiling"])
        self._walkouts, self._joining = frozenset(records["walkouts"]), frozenset(records["joining"])
        self._unrest = Unrest(table)

    def without(
        self, sentence: Sentence, counted: Counted, quantity: Quantity, readings: Sequence[Reading]
    ) -> list[Reading]:
        """The readings without those of people who are only on record."""
        if counted.kind == "gatherer" or not readings:
            return [*readings]
        kept = [r for r in readings if not self._is_on_record(sentence, counted, quantity, r)]
        harmed = any(r.attribute != "participants" for r in readings if r not in kept)
        return [r for r in kept if not (harmed and r.role in LOOSE)]

    def _is_on_record(self, sentence: Sentence, counted: Counted, quantity: Quantity, reading: Reading) -> bool:
        if reading.attribute == "places":
            return False
        if reading.attribute == "participants":
            return (
                self._is_listed(sentence, quantity, reading)
                or self._busy.match(sentence.text, quantity.end - sentence.start) is not None
                or (reading.role == "counter" and self._is_in_a_state(sentence, counted, reading))
                or self._is_of_a_year_of_strikes(sentence, counted)
            )
        if self._unrest.is_told(sentence.tokens):
            return False
        return (
            self._is_of_a_year(sentence, counted, reading)
            or self._is_of_a_game(sentence, reading)
            or (reading.attribute == "detained" and self._is_held_elsewhere(sentence, counted, reading))
        )

    def _is_listed(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> bool:
        """Whether those counted are on a list, wanted or at a show ("9,000 people on the housing list", "14 people we
        want to identify", "expect 3,000 people at the concert")."""
        told = reading.role in _COUNTED or (reading.role == "object" and not self._unrest.is_told(sentence.tokens))
        told = told or (reading.predicate is not None and reading.predicate.lemma == "stop")
        return told and self._listed.match(sentence.text, quantity.end - sentence.start) is not None

    def _is_in_a_state(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether those counted are told of by how they live ("the number of homeless people rose to 16,614")."""
        told = {t for t in (counted.head, counted.noun, reading.predicate) if t is not None}
        if self._unrest.is_told(sentence.tokens):
            return False
        return any(c.lower in self._states for t in told for c in sentence.children(t, "amod", "acl", "compound"))

    def _is_of_a_year_of_strikes(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether people took part in all the strikes of a year ("410,000 workers took part in walkouts last year")."""
        verb = sentence.head(counted.head)
        if verb.lemma not in self._joining or not self._years.search(sentence.text):
            return False
        return any(t.tag == "NNS" and t.lemma in self._walkouts for t in sentence.subtree(verb) if t.i > verb.i)

    def _is_of_a_year(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether harm is what befell a kind of people in a year ("64 women were killed this year"), or on duty."""
        if self._on_duty.search(sentence.text) and counted.kind == "police":
            return True
        noun = counted.noun
        if noun is None:
            return False
        yearly = noun.lemma in self._yearly and self._years.search(sentence.text)
        at_home = reading.attribute == "killed" and noun.lemma in self._women
        return bool(yearly or (at_home and self._near_ones.search(sentence.text)))

    def _is_of_a_game(self, sentence: Sentence, reading: Reading) -> bool:
        """Whether harm was done after or during a game ("294 arrests in Paris after the final")."""
        told = reading.predicate
        if told is None:
            return False
        above = (told, sentence.head(told)) if reading.role == "nominal" else (told,)
        times = (p for t in above for p in sentence.children(t, "prep") if p.lower in ("after", "during", "following"))
        return any(o.lemma in self._games for p in times for o in sentence.children(p, "pobj"))

    def _is_held_elsewhere(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether those held are migrants whom border guards hold ("ICE arrested 118 immigrants"), or were held over a
        plot ("foiled a coup and arrested 20 officers")."""
        verb = reading.predicate
        if verb is None:
            return False
        if counted.noun is not None and counted.noun.lemma in self._arriving:
            return any(t.lower in self._borders for t in sentence.tokens)
        first = sentence.head(verb) if verb.dep == "conj" else verb
        foiled = first.lemma in self._foiling and any(o.lemma in self._plots for o in sentence.children(first, "dobj"))
        return foiled or any(o.lemma in self._plots for o in _over(sentence, verb))


def _over(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """What people are held over, for or in connection with, however far below the verb's prepositions."""
    for preposition in sentence.children(verb, "prep"):
        connected = preposition.lower == "in" and bool(sentence.children(preposition, "pobj"))
        connected = connected and sentence.children(preposition, "pobj")[0].lower == "connection"
        if preposition.lower in ("over", "for") or connected:
            yield from sentence.subtree(preposition)
