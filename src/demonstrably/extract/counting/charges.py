"""What courts and charges tell: sentences are no detentions, and what people are accused of is no harm done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import Reading
from demonstrably.language.analysis import Sentence, Token

_TERM = re.compile(r"(?: \w+){0,4}? for (?:up to |at least |about |nearly )?(?:\w+ ){1,3}(?:days|weeks|months|years)\b")
"""For how long people are jailed, behind the verb."""

_LONG = re.compile(r" of (?:up to |at least )?(?:\w+ (?:to|and) )?\w+ (?:days|months)\b")


class Charges:
    """Judges readings of harm by the codebook's table "<language>/counting", undone."""

    def __init__(self, undone: Mapping[str, Sequence[str]]) -> None:
        self._courts = frozenset(undone["courts"])
        self._staged, self._jailing = frozenset(undone["staged"]), frozenset(undone["jailing"])
        self._jailed_for = frozenset(undone["jailed_for"])
        self._punishing = frozenset([*undone["jailing"], *undone["punishing"]])
        self._imposed = frozenset(undone["imposed"])
        self._executing = frozenset(undone["executing"])
        self._states = frozenset(undone["states"])
        self._accused_of, self._accusing = frozenset(undone["accused_of"]), frozenset(undone["accusing"])
        self._denying, self._officials = frozenset(undone["denying"]), frozenset(undone["officials"])

    def is_only_charged(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether harm is only what somebody is accused of ("arrested for assaulting an officer") or a sentence
        ("Iran has executed two men")."""
        verb = reading.predicate
        if verb is None:
            return False
        if reading.attribute == "killed" and verb.lemma in self._executing:
            return self._is_of_state(sentence, verb)
        if reading.role != "object" or verb.lemma not in self._accused_of:
            return False
        noun = counted.noun
        if counted.kind != "police" and (noun is None or noun.lemma not in self._officials):
            return False
        if verb.dep == "relcl":  # "a woman who struck an officer has been ordered to carry out unpaid work"
            return sentence.head(sentence.head(verb)).lemma in self._punishing
        if verb.tag != "VBG":
            return False
        above = sentence.head(verb)
        if verb.dep == "xcomp":
            return above.lemma in self._denying
        accuser = sentence.head(above)
        blames = accuser.lemma == "accuse" and sentence.children(accuser, "dobj")  # "accused them of beating 12"
        return verb.dep == "pcomp" and above.lower in self._accusing and not blames

    def is_judged(self, sentence: Sentence, told: Token) -> bool:
        """Whether it is a court that holds people, or a sentence: "a court jailed six", "jailed for two years",
        "remanded", "jailed over the riot"."""
        if told.lemma == "hold":  # "a judge held 12 protesters in custody"
            return False
        if any(c.lower == "administrative" for c in sentence.children(told, "amod")):
            return self._is_imposed(sentence, told)
        if told.lemma in self._staged or any(s.lemma in self._courts for s in sentence.children(told, "nsubj")):
            return True
        by = [o for p in sentence.children(told, "agent") for o in sentence.children(p, "pobj")]
        if any(o.lemma in self._courts for o in by):
            return True
        if told.lemma not in self._jailing:
            return False
        if any(s.tag == "NN" and sentence.children(s, "relcl") for s in sentence.children(told, "nsubjpass")):
            return True  # "a man who took part in a riot has been jailed"
        behind = {p.lower for p in sentence.children(told, "prep")}
        reason = not behind.isdisjoint(self._jailed_for) and "into" not in behind
        suffered = told.tag in ("VBN", "VBD") and not by and not sentence.children(told, "dobj")
        return (reason and suffered) or _TERM.match(sentence.text, told.end - sentence.start) is not None

    def _is_imposed(self, sentence: Sentence, arrests: Token) -> bool:
        """Whether administrative arrests are sentences, not what police made of them at a gathering."""
        above = [arrests, *sentence.ancestors(arrests)][:4]
        courts = any(s.lemma in self._courts for t in above for s in sentence.children(t, "nsubj"))
        return (
            courts
            or any(t.lemma in self._imposed for t in above)
            or _LONG.match(sentence.text, arrests.end - sentence.start) is not None
        )

    def _is_of_state(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a state puts somebody to death, or somebody is put to death for something."""
        lands = {i for n in sentence.names if n.label == "GPE" for i in range(n.first, n.last + 1)}
        by = (o for p in sentence.children(verb, "agent") for o in sentence.children(p, "pobj"))
        doers = (*sentence.children(verb, "nsubj"), *by)
        charged = any(p.lower in ("for", "over") for p in sentence.children(verb, "prep"))
        return charged or any(t.i in lands or t.lemma in self._states for t in doers)
