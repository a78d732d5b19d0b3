"""Aims: people for whom or over whose harm others gather, and deeds of many that are no gathering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import Reading
from demonstrably.extract.counting.unrest import Unrest
from demonstrably.language.analysis import Sentence, Token

_NEAR = 6
"""Words behind a verb in which the strike is named that people go on."""


class Aims:
    """Judges readings by the codebook's table "<language>/counting", aims."""

    def __init__(self, table: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        words = {name: frozenset(listed) for name, listed in table["aims"].items()}
        self._sought, self._kin = words["sought"], words["kin"]
        self._after, self._over = frozenset(table["weighing"]["before_it"]), words["over"]
        self._deeds, self._done_to = words["deeds"], words["done_to"]
        self._strikes, self._going = words["strikes"], words["going"]
        self._authorities = frozenset(table["weighing"]["authorities"])
        self._foreign = frozenset(table["weighing"]["foreign"]) - self._authorities
        self._begun, self._occasions = words["begun"], frozenset(table["people"]["occasions"])
        self._unrest = Unrest(table)
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
        verb = reading.predicate
        if reading.role == "adjective":  # "left 20 people dead"
            verb = next((t for t in sentence.ancestors(verb) if t.pos == "VERB"), verb)
        return self._is_answered(sentence, verb)

    def _is_sought(self, sentence: Sentence, head: Token) -> bool:
        """Whether people are those whose release is demanded, or whose kin are told of ("the release of 12 journalists
        jailed since May", "parents of the 43 students"); not those whom a gathering has made so."""
        link = sentence.head(head)
        noun = sentence.head(link)
        if head.dep != "pobj" or link.lower != "of" or noun.lemma not in self._sought | self._kin:
            return False
        return not self._unrest.is_told(sentence.subtree(noun))

    def _is_answered(self, sentence: Sentence, harm: Token) -> bool:
        """Whether harm is what a gathering came after or is about ("marched after two people were killed outside a
        bar", "over an attack that left 20 dead"), and nothing says that it befell one, or that the police did it."""
        clause = harm
        while clause.dep in ("conj", "xcomp", "ccomp") and sentence.head(clause).pos in ("VERB", "ADJ"):
            clause = sentence.head(clause)
        if self._unrest.is_told(sentence.subtree(clause)) or self._is_of_police(sentence, clause):
            return False
        above = sentence.head(clause)
        if self._is_when_it_began(sentence, clause):
            return True
        if clause.dep == "advcl":
            marks = {c.lower for c in sentence.children(clause, "mark", "advmod", "prep")}
            return not marks.isdisjoint(self._after) and self._gathers(sentence, above)
        if clause.dep == "pcomp":  # "after ICE detained 44 people"
            return above.lower in self._after and self._gathers(sentence, sentence.head(above))
        if clause.dep not in ("relcl", "acl"):
            return False
        link = sentence.head(above)
        return above.dep == "pobj" and link.lower in self._over and self._gathers(sentence, sentence.head(link))

    def _is_when_it_began(self, sentence: Sentence, clause: Token) -> bool:
        """Whether a clause tells how protests began ("the protests began on Friday, when agents detained 44")."""
        if clause.dep not in ("advcl", "relcl") or not any(
            c.lower == "when" for c in sentence.children(clause, "advmod", "mark")
        ):
            return False
        verb = next((t for t in sentence.ancestors(clause) if t.pos == "VERB"), clause)
        held = (s.lemma for s in sentence.children(verb, "nsubj", "nsubjpass"))
        return verb.lemma in self._begun and any(lemma in self._occasions for lemma in held)

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
            other = verb.lemma in self._deeds and not sentence.children(verb, "prt")  # not "signed up"
            return other and not any(v.lemma in self._gathering for v in sentence.children(verb, "conj"))
        if head.dep == "pobj" and sentence.head(head).dep == "agent":
            return sentence.head(sentence.head(head)).lemma in self._deeds
        return head.dep == "dobj" and sentence.head(head).lemma in self._done_to

    def _is_only_strike(self, sentence: Sentence, head: Token) -> bool:
        """Whether people go or are on strike, and the sentence tells of no gathering ("4,000 nurses walked off the
        job")."""
        verb = sentence.head(head) if head.dep == "nsubj" else None
        if verb is None or verb.lemma not in self._going or any(t.lemma in self._gathering for t in sentence.tokens):
            return False
        return any(t.lemma in self._strikes for t in sentence.subtree(verb) if verb.i < t.i < verb.i + _NEAR)
