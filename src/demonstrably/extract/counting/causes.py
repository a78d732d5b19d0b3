"""Causes that kill and hurt people at no gathering: wars, crashes, fires, crimes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import Reading
from demonstrably.extract.counting.unrest import Unrest
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_FINITE = ("VBD", "VBZ", "VBP")

_BACK = 12
"""Words between a cause and the relative pronoun that takes it up ("the war there, in its third month, in which")."""


class Causes:
    """Judges readings of harm by the codebook's table "<language>/counting", causes."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        causes, people = table["causes"], table["people"]
        self._causes, self._befalls = frozenset(causes["nouns"]), frozenset(causes["verbs"])
        self._on_the_way = re.compile(rf" (?:{'|'.join(causes['behind'])})\b", re.IGNORECASE)
        self._policing = frozenset(causes["policing"])
        self._vehicles = self._causes | frozenset(causes["vehicles"])
        self._ways, self._crimes = frozenset(causes["ways"]), frozenset(causes["crimes"])
        self._fighters = frozenset([*causes["fighters"], *causes["weapons"]])
        self._weapons, self._on_lands = frozenset(causes["weapons"]), frozenset(causes["on_lands"])
        self._authorities = frozenset(table["weighing"]["authorities"])
        self._striking, self._wars = frozenset(causes["striking"]), frozenset(causes["wars"])
        told = {*self._causes, *self._wars, *table["records"]["games"], *causes["with"], *causes["weapons"]}
        self.words = re.compile(rf"\b(?:{'|'.join(sorted(told))})(?:e?s)?\b", re.IGNORECASE)
        self._games = frozenset(table["records"]["games"])
        self._moves = frozenset(causes["moves"])
        self._ambiguous = {noun: frozenset(before) for noun, before in causes["with"].items()}
        self._gathered = frozenset([*people["gatherers"], *people["collectives"], *people["occasions"]]) - self._causes
        self._unrest = Unrest(table, also=self._gathered)

    def is_of_another(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether a war, a crash or the like did it: as what killed, as what a relative clause takes up ("the war in
        Gaza, in which"), as where, when or by what it happened ("died in a fire", "died when the roof collapsed")."""
        verb = reading.predicate if reading.attribute in ("killed", "injured") else None
        over = sentence.head(counted.head)
        if verb is counted.head and over.tag == "VBN":  # "and five injured when a bus overturned"
            verb = over
        above = (over, sentence.head(over))
        left = next((t for t in above if t.lemma == "leave"), None)
        if reading.role == "adjective" and left is not None:  # "a house fire left one dead and four injured"
            verb = left
        if verb is None or verb.pos not in ("VERB", "ADJ", "AUX") or counted.kind == "gatherer":
            return False  # whatever strikes protesters strikes a protest
        at_none = not self._unrest.is_told(sentence.tokens)
        told = _with_circumstances(sentence, verb) if at_none else verb
        if any(self.is_cause(sentence, noun) for noun in (*_what_did(sentence, verb), *_setting(sentence, told))):
            return True
        if any(self._befell(sentence, clause) for clause in sentence.children(told, "advcl")):
            return True
        if self._came_of(sentence, verb):
            return True
        if at_none and any(noun.lemma in self._fighters for noun in _what_did(sentence, verb)):
            return True
        if at_none and verb is left and any(self._is_crime(sentence, noun) for noun in _what_did(sentence, verb)):
            return True
        later = (t for t in sentence.tokens[verb.i :] if t.dep in ("relcl", "advcl")) if at_none else ()
        if any(self._befell(sentence, clause) for clause in later):  # "one injured when their car hit a tree"
            return True
        if at_none and any(self._came_to_grief(sentence, clause) for clause in sentence.children(told, "advcl")):
            return True
        if self._on_the_way.match(sentence.text, verb.end - sentence.start):
            return True
        pronoun = _pronoun_before(sentence, verb)
        return pronoun is not None and self._takes_up_a_cause(sentence, pronoun)

    def follows(
        self, before: Sentence, sentence: Sentence, counted: Counted, quantity: Quantity, reading: Reading
    ) -> bool:
        """Whether harm is that of a cause told in the sentence before ("An earthquake shook the north. No injuries were
        reported."), or of a game, or of a war that people gather against ("marched against the war. 11 have died")."""
        harmed = reading.attribute in ("killed", "injured")
        if not harmed or counted.kind == "gatherer" or self._unrest.is_told(sentence.tokens):
            return False
        of_police = any(t.lemma in self._authorities for t in sentence.tokens)
        of_late = reading.attribute == "killed" and _is_of_late(sentence, reading.predicate)
        if of_late and not of_police and self._is_against_war(before):
            return True
        if self._unrest.is_told(before.tokens):
            return False
        verbs = self._striking | self._befalls
        struck = (s for v in before.tokens if v.lemma in verbs for s in before.children(v, "nsubj"))
        causes = (s for s in struck if quantity.high == 0 or s.lemma in self._causes)
        if any(self.is_cause(before, noun) for noun in causes) or self._is_after_a_game(before):
            return True
        fired = any(t.lemma in self._weapons and t.pos == "NOUN" for t in before.tokens)
        return fired and not of_police and not any(t.lemma in self._authorities for t in before.tokens)

    def _is_after_a_game(self, before: Sentence) -> bool:
        """Whether a sentence tells what came after a game ("There were 294 arrests after the final")."""
        after = (t for t in before.tokens if t.lower in ("after", "during", "following"))
        return any(o.lemma in self._games for p in after for o in before.children(p, "pobj"))

    def _is_against_war(self, before: Sentence) -> bool:
        """Whether a sentence tells of a gathering against or over a war."""
        against = (t for t in before.tokens if t.lower in ("against", "over", "at"))
        wars = (o for p in against for o in before.children(p, "pobj") if o.lemma in self._wars)
        of_arms = any(o.lemma != "strike" or self._is_on_a_land(before, o) for o in wars)
        return of_arms and self._unrest.is_told(before.tokens)

    def _is_on_a_land(self, before: Sentence, strike: Token) -> bool:
        """Whether a strike is one of arms ("the strikes on Iran")."""
        return any(p.lower == "on" for p in before.children(strike, "prep")) or self.is_cause(before, strike)

    def _is_on_a_town(self, sentence: Sentence, noun: Token) -> bool:
        """Whether it is arms that strike: a town, a land, not a day."""
        days = {i for n in sentence.names if n.label in ("DATE", "TIME") for i in range(n.first, n.last + 1)}
        on = (o for p in sentence.children(noun, "prep") if p.lower == "on" for o in sentence.children(p, "pobj"))
        return any(o.pos == "PROPN" and o.i not in days for o in on)

    def _is_crime(self, sentence: Sentence, noun: Token) -> bool:
        """Whether it is a crime, and none of the police ("a shooting in the old town", not "the police shooting")."""
        told = sentence.subtree(noun)
        return noun.lemma in self._crimes and not any(t.lemma in self._authorities for t in told)

    def _befell(self, sentence: Sentence, clause: Token) -> bool:
        """Whether a clause tells of such a cause that struck no gathering ("when a truck crashed into the march")."""
        befalls = clause.lemma in self._befalls or self._ran_into(sentence, clause) or self._hit(sentence, clause)
        return befalls and _is_when(sentence, clause) and not self.struck(sentence, clause)

    def _came_of(self, sentence: Sentence, verb: Token) -> bool:
        """Whether harm is what came of such a mishap ("a canopy collapsed, killing 16 people and injuring nine"),
        whatever verb the parse hangs it on."""
        harm = sentence.head(verb) if verb.dep == "conj" and verb.tag == "VBG" else verb
        told = next((t for t in reversed(sentence.tokens[: harm.i]) if t.tag in _FINITE and t.pos == "VERB"), None)
        if harm.tag != "VBG" or told is None or told.lemma not in self._befalls:
            return False
        return not any(self.struck(sentence, t) for t in (harm, *sentence.children(told, "nsubj", "prep")))

    def _came_to_grief(self, sentence: Sentence, clause: Token) -> bool:
        """Whether a clause tells what any vehicle did of itself ("when a jeep left the road"), not "a police van"."""
        own = sentence.children(clause, "nsubj")
        did = bool(own) and all(s.lemma in self._vehicles and _is_anyones(sentence, s) for s in own)
        to_nobody = all(o.lemma in self._ways for o in sentence.children(clause, "dobj", "dative"))
        return did and to_nobody and _is_when(sentence, clause)

    def _hit(self, sentence: Sentence, clause: Token) -> bool:
        """Whether a cause struck, or somebody set off, such a thing ("when a bus hit a lorry", "when rebels triggered a
        landmine")."""
        objects = sentence.children(clause, "dobj")
        return bool(objects) and all(o.lemma in self._vehicles for o in objects)

    def _ran_into(self, sentence: Sentence, clause: Token) -> bool:
        """Whether the one who was hurt ran into something himself ("when he ran into the back of the queue")."""
        himself = any(s.pos == "PRON" for s in sentence.children(clause, "nsubj"))
        into = any(p.lower == "into" for p in sentence.children(clause, "prep"))
        return himself and into and clause.lemma in self._moves

    def struck(self, sentence: Sentence, told: Token) -> bool:
        """Whether a gathering is among what is told of a cause ("an air strike on the march")."""
        return any(t.lemma in self._gathered and t.pos != "VERB" and t.i != told.i for t in sentence.subtree(told))

    def _takes_up_a_cause(self, sentence: Sentence, pronoun: Token) -> bool:
        for token in reversed(sentence.tokens[max(0, pronoun.i - _BACK) : pronoun.i]):
            if token.tag in _FINITE:
                return False
            if self.is_cause(sentence, token):
                return True
        return False

    def is_cause(self, sentence: Sentence, noun: Token) -> bool:
        described = sentence.tokens[max(0, noun.i - 2) : noun.i]
        if self.struck(sentence, noun) or any(t.lower in self._policing for t in described):
            return False
        if noun.lemma in self._on_lands and noun.pos == "NOUN" and self._is_on_a_town(sentence, noun):
            return True  # "killed in strikes on Omdurman"
        before = self._ambiguous.get(noun.lemma)
        if before is not None:
            behind = [t for t in sentence.subtree(noun) if t.i > noun.i and t.pos != "DET"]
            return any(t.lower in before for t in (*described, *behind))  # "the fire at the nightclub"
        return noun.pos in ("NOUN", "PROPN") and noun.lemma in self._causes


def _is_of_late(sentence: Sentence, verb: Token | None) -> bool:
    """Whether a verb tells in the perfect what has happened until then ("11 people have died", "had been killed")."""
    return verb is not None and any(c.lemma == "have" for c in sentence.children(verb, "aux"))


def _is_anyones(sentence: Sentence, noun: Token) -> bool:
    """Whether a thing is told of with an article and without whose it is ("a jeep", not "a police van")."""
    return not sentence.children(noun, "compound", "poss") and any(
        c.lower in ("a", "an", "the") for c in sentence.children(noun, "det")
    )


def _with_circumstances(sentence: Sentence, verb: Token) -> Token:
    """The verb that has what is told of where and when, too, of one that it is coordinated with and that has nothing of
    the kind itself ("four were killed and nine injured in a pile-up")."""
    if sentence.children(verb, "prep", "agent", "advcl"):
        return verb
    joined = (
        c for c in sentence.children(verb, "conj") if c.tag == "VBN" and not sentence.children(c, "aux", "auxpass")
    )
    return next((c for c in joined if sentence.children(c, "prep", "agent", "advcl")), verb)


def _setting(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """In or by what harm befell somebody."""
    for preposition in sentence.children(verb, "prep", "agent"):
        if preposition.lower in ("in", "by", "during", "from", "under"):
            yield from sentence.children(preposition, "pobj")


def _what_did(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """What a verb of harm has as its subject or agent."""
    if not sentence.children(verb, "auxpass") and verb.tag != "VBN":
        own = sentence.children(verb, "nsubj")
        shares = verb.dep == "conj" and not own  # "the blast killed three and injured 12"
        yield from sentence.children(sentence.head(verb), "nsubj") if shares else own
    for agent in sentence.children(verb, "agent"):
        yield from sentence.children(agent, "pobj")


def _is_when(sentence: Sentence, clause: Token) -> bool:
    return any(c.lower in ("when", "as", "after") for c in sentence.children(clause, "advmod", "mark"))


def _pronoun_before(sentence: Sentence, verb: Token) -> Token | None:
    """The relative pronoun of a verb's clause, whatever the parse says; None where another verb stands between."""
    for token in reversed(sentence.tokens[: verb.i]):
        if token.lower in ("which", "where", "that") and token.tag in ("WDT", "WRB", "IN"):
            return None if token.tag == "IN" and sentence.tokens[token.i - 1].pos == "VERB" else token  # "adding that"
        if token.tag in _FINITE and token.pos != "AUX":
            return None
    return None
