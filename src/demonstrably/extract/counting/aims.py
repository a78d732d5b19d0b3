"""Aims: people for whom or over whose harm others gather, and deeds of many that are no gathering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import Reading
from demonstrably.language.analysis import Sentence, Token

_CHAIN = 3
"""Steps up from who is counted to the noun of whom they are the aim, at most."""


class Aims:
    """Judges readings by the codebook's table "<language>/counting", aims."""

    def __init__(self, table: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        words = {name: frozenset(listed) for name, listed in table["aims"].items()}
        self._sought, self._kin = words["sought"], words["kin"]
        self._after, self._over = words["after"], words["over"]
        self._deeds, self._done_to = words["deeds"], words["done_to"]
        self._strikes, self._foreign = words["strikes"], words["foreign"]
        self._authorities = frozenset(table["weighing"]["authorities"])
        people = table["people"]
        self._unrest = frozenset([*table["weighing"]["gathering"], *people["occasions"], *words["unrest"]])
        self._gathering = frozenset([*table["weighing"]["gathering"], *words["gathering"]]) - self._strikes

    def without(self, sentence: Sentence, counted: Counted, readings: Sequence[Reading]) -> list[Reading]:
        """The readings without those of people who are only what a gathering is about, and of deeds that are none."""
        if counted.kind == "gatherer":
            return list(readings)
        if self._is_sought(sentence, counted.head):
            return [r for r in readings if r.attribute == "places"]
        return [r for r in readings if not self._is_aim(sentence, counted, r)]

    def _is_aim(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        if reading.attribute == "places" or reading.predicate is None:
            return False
        if reading.attribute == "participants":
            return self._is_other_deed(sentence, counted.head) or self._is_only_strike(sentence, counted.head)
        return self._is_answered(sentence, reading.predicate)

    def _is_sought(self, sentence: Sentence, head: Token) -> bool:
        """Whether people are those whose release is demanded, or whose kin are told of ("the release of 12 journalists
        jailed since May", "parents of the 43 students"); not those whom a gathering has made so."""
        if any(t.lemma in self._unrest for t in sentence.subtree(head)):
            return False
        for above in list(sentence.ancestors(head))[:_CHAIN]:
            if above.lower == "of" and head.dep == "pobj":
                return sentence.head(above).lemma in (self._sought | self._kin)
        return False

    def _is_answered(self, sentence: Sentence, harm: Token) -> bool:
        """Whether harm is what a gathering came after or is about ("marched after two people were killed outside a
        bar", "over an attack that left 20 dead"), and nothing says that it befell one, or that the police did it."""
        verbs = (t for t in (harm, *sentence.ancestors(harm)) if t.pos in ("VERB", "AUX", "ADJ"))
        clause = next(verbs, harm)
        while clause.dep in ("conj", "xcomp", "ccomp") and sentence.head(clause).pos in ("VERB", "ADJ"):
            clause = sentence.head(clause)
        if any(t.lemma in self._unrest for t in sentence.subtree(clause)) or self._is_of_police(sentence, clause):
            return False
        above = sentence.head(clause)
        if clause.dep == "advcl":
            marks = {c.lower for c in sentence.children(clause, "mark", "advmod", "prep")}
            return not marks.isdisjoint(self._after) and self._gathers(sentence, above)
        if clause.dep == "pcomp":  # "after ICE detained 44 people"
            return above.lower in self._after and self._gathers(sentence, sentence.head(above))
        if clause.dep not in ("relcl", "acl"):
            return False
        link = sentence.head(above)
        return above.dep == "pobj" and link.lower in self._over and self._gathers(sentence, sentence.head(link))

    def _is_of_police(self, sentence: Sentence, clause: Token) -> bool:
        """Whether it is told that the police or the army did it, though none of those who keep the borders."""
        doers = [t for s in sentence.children(clause, "nsubj", "agent") for t in sentence.subtree(s)]
        police = any(t.lemma in self._authorities for t in doers)
        return police and not any(t.lower in self._foreign for t in doers)

    def _gathers(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb tells of a gathering, by itself or with its object."""
        near = (verb, *sentence.children(verb, "dobj", "nsubjpass"))
        return any(t.lemma in self._gathering for t in near)

    def _is_other_deed(self, sentence: Sentence, head: Token) -> bool:
        """Whether people are told to do what makes no gathering, or to have it done to them ("900 residents lodged
        objections", "was watched by 20,000", "will affect 5,000")."""
        if head.dep == "nsubj":
            verb = sentence.head(head)
            return verb.lemma in self._deeds and not any(v.lemma in self._gathering for v in _joined(sentence, verb))
        if head.dep == "pobj" and sentence.head(head).dep == "agent":
            return sentence.head(sentence.head(head)).lemma in self._deeds
        return head.dep == "dobj" and sentence.head(head).lemma in self._done_to

    def _is_only_strike(self, sentence: Sentence, head: Token) -> bool:
        """Whether people go or are on strike, and the sentence tells of no gathering ("4,000 nurses walked off the
        job")."""
        verb = sentence.head(head) if head.dep == "nsubj" else None
        if verb is None or any(t.lemma in self._gathering for t in sentence.tokens):
            return False
        below = [t for t in sentence.subtree(verb) if verb.i < t.i < verb.i + 6]
        return any(t.lemma in self._strikes for t in below) and verb.lemma not in self._strikes


def _joined(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """The verbs that share a verb's subject."""
    yield from sentence.children(verb, "conj")
