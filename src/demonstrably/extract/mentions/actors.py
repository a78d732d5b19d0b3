"""Who gathered: as written, around a trigger."""

from __future__ import annotations

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.event_types import Trigger
from demonstrably.language.analysis import Sentence, Token

Span = tuple[int, int]

_LEFT = ("det", "amod", "nummod", "compound", "poss", "nmod", "quantmod", "advmod", "predet", "punct")
_MAX_PHRASE = 12
"""Tokens of an actor's noun phrase at most; more is a parse gone wrong."""


def noun_phrase(sentence: Sentence, head: Token) -> Span:
    """A noun with what stands before it, and an "of" phrase after it."""
    start, end = head, head
    for child in sentence.children(head):
        if child.i < head.i and child.dep in _LEFT and child.text not in (",", "(", "-", "–", "—", '"', "“", "”"):
            first = sentence.subtree(child)[0]
            start = first if first.i < start.i and head.i - first.i < _MAX_PHRASE else start
        elif child.i == head.i + 1 and child.lower == "of":
            objects = sentence.children(child, "pobj")
            end = objects[0] if objects and objects[0].i - head.i < _MAX_PHRASE else end
    return start.start, end.end


class ActorRules:
    """Finds those who gathered, as written."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/events")["actors"]
        self._holding = frozenset(table["holding"])
        self._others = frozenset(table["others"])
        people = codebook.table(f"{language}/counting")["people"]
        self._people = frozenset(people["gatherers"]) | frozenset(people["general"])

    def actors(self, discourse: Discourse, sentence: Sentence, trigger: Trigger) -> tuple[str, ...]:
        """The noun phrases that name those who gathered; () where the sentence does not say."""
        heads = [h for h in self._heads(sentence, trigger) if h.i != trigger.token.i or trigger.agent]
        heads = [h for h in heads if self._gathers(h) and not _is_place(sentence, h)]
        spans = [noun_phrase(sentence, c) for h in heads for c in self._listed(sentence, h)]
        return tuple(dict.fromkeys(discourse.text[start:end] for start, end in spans))

    def _listed(self, sentence: Sentence, head: Token) -> list[Token]:
        """The head and the people coordinated with it ("marchers with ladles and saucepans" are marchers only)."""
        others = [c for c in sentence.conjuncts(head) if c.i > head.i and self._gathers(c)]
        return [head, *(c for c in others if c.lemma in self._people or c.pos == "PROPN")]

    def _gathers(self, head: Token) -> bool:
        return head.pos in ("NOUN", "PROPN", "NUM", "ADJ") and head.lemma not in self._others

    def _heads(self, sentence: Sentence, trigger: Trigger) -> list[Token]:
        token = trigger.token
        if trigger.agent:
            return [token]
        if token.pos == "VERB":
            return _subjects(sentence, token)
        own = [o for p in sentence.children(token, "prep") if p.lower == "by" for o in sentence.children(p, "pobj")]
        return own or self._holders(sentence, token)

    def _holders(self, sentence: Sentence, noun: Token) -> list[Token]:
        """The subject of "held", "joined", "took part in", and the agent of "was staged by"."""
        for ancestor in sentence.ancestors(noun):
            if ancestor.pos == "VERB":
                return _subjects(sentence, ancestor) if ancestor.lemma in self._holding else []
            if ancestor.pos not in ("ADP", "NOUN"):
                return []
        return []


def _is_place(sentence: Sentence, token: Token) -> bool:
    return any(n.label in ("GPE", "LOC", "FAC") and n.first <= token.i <= n.last for n in sentence.names)


def _subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """The subject of a verb, of the verb it hangs on, or the noun it modifies."""
    current = verb
    for _ in range(4):
        passive = sentence.children(current, "nsubjpass")
        if passive and current.i != verb.i:
            return list(passive)
        if passive:
            return [o for p in sentence.children(current, "agent") for o in sentence.children(p, "pobj")]
        found = sentence.children(current, "nsubj")
        if found:
            return [h for f in found for h in _antecedent(sentence, current, f)]
        head = sentence.head(current)
        if current.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "NUM"):
            return [head]
        if current.dep not in ("xcomp", "conj", "advcl", "pcomp", "prep", "ccomp") or head.i == current.i:
            return []
        if current.dep == "xcomp" and (called := _called_on(sentence, head)):
            return called
        current = head
    return []


def _called_on(sentence: Sentence, verb: Token) -> list[Token]:
    """Whom somebody calls on, urges or leads to do it: the object, not the subject."""
    called = [
        o for p in sentence.children(verb, "prep") if p.lower in ("on", "upon") for o in sentence.children(p, "pobj")
    ]
    return called or list(sentence.children(verb, "dobj"))


def _antecedent(sentence: Sentence, verb: Token, subject: Token) -> list[Token]:
    """What a relative pronoun stands for, the subject itself otherwise."""
    if subject.lower in ("who", "that", "which") and verb.dep == "relcl":
        return [sentence.head(verb)]
    return [subject]
