"""People who are counted only as those who speak: "two lawyers said", "according to one witness"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import LOOSE, Reading
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_CLASSES = ("say", "tell", "admit", "report")
"""Classes of verbs that people speak with, in the codebook's table "<language>/attribution"."""

_FINITE = ("VBD", "VBZ", "VBP")
_REACH = 14
"""Words between a figure and the verb of those who speak at the most."""

_FEW = 20
"""Of more people than these who speak it is not they alone who were there ("some 300 protesters said that they would
stay")."""

_OPENING = re.compile(
    r"(?:^|[,;:–—\"“”‘’'.]|\b(?:that|but|and|while|as|although|though|whereas|because))\s*[\"“‘']?\s*\Z"
)
_SAID = re.compile(r"[,;–—\"”’'.]\s*([a-z]+)\s+\Z")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?([^,;:]{1,60}\b(?:of|and) )?\Z")
_OWNER = re.compile(r"(?:\b(?:an?|the|one|two|three|several) )(?:[\w-]+ ){1,3}(?:of|and|at) (?:the )?\Z")
"""Whom somebody speaks for, or with whom he does, before a figure."""
_ENDS = frozenset({".", ",", ";", ":", "–", "—", "on", "in", "at", "who", "to", "from", "by", "with", "as", "and"})
"""What stands behind those who speak where their verb stands before them."""


class Speaking:
    """Judges by the verbs of speech of the codebook's table "<language>/attribution"."""

    def __init__(self, attribution: Mapping[str, Any]) -> None:
        verbs = attribution["verbs"]
        self._lemmas = frozenset(lemma for name in _CLASSES for lemma in verbs[name]["lemmas"])
        self._hearing = frozenset(verbs["tell"]["lemmas"])

    def without_speakers(
        self, sentence: Sentence, counted: Counted, quantity: Quantity, readings: Sequence[Reading]
    ) -> list[Reading]:
        """The readings, where those counted only speak without any but those that their own words make: "two students
        who had been arrested said", "two protesters said they had been hit"."""
        if not readings or counted.kind in ("event", "place", "occasion"):
            return [*readings]
        spoken = self._verb(sentence, counted, quantity)
        if spoken is None:
            return [*readings]
        few = quantity.high is not None and quantity.high <= _FEW
        return [r for r in readings if self._is_theirs(sentence, quantity, r, spoken, few=few)]

    def told_of_themselves(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Iterator[Token]:
        """The verbs that tell what those who speak say befell them ("two protesters said they had been hit")."""
        spoken = self._verb(sentence, counted, quantity)
        for verb in sentence.children(spoken, "ccomp") if spoken is not None else ():
            if any(s.lower in ("they", "he", "she") for s in sentence.children(verb, "nsubjpass")):
                yield verb

    def _is_theirs(self, sentence: Sentence, quantity: Quantity, reading: Reading, spoken: Token, *, few: bool) -> bool:
        if reading.role in LOOSE or reading.role in ("elliptic", "part", "counted"):
            return False
        verb = reading.predicate
        if reading.role == "noun" or verb is None:
            return not few
        inside = quantity.start <= verb.start < spoken.start
        behind = spoken.start <= verb.start and quantity.start < spoken.start
        return inside or (behind and reading.role in ("subject", "passive", "wording"))

    def _verb(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Token | None:
        """The verb that those counted speak with, or "according"; None where they don't speak."""
        before = sentence.text[: quantity.start - sentence.start]
        according = _ACCORDING.search(before) if counted.noun is not None else None
        few = quantity.high is not None and quantity.high <= _FEW
        if according and (few or not according[1]):
            told = [t for t in sentence.tokens if t.lower == "according" and t.start < quantity.start]
            return told[-1] if told else None
        return (
            self._said_before(sentence, counted, quantity, before)
            or self._said_behind(sentence, quantity, before)
            or self._hears(sentence, counted, quantity)
        )

    def _said_before(self, sentence: Sentence, counted: Counted, quantity: Quantity, before: str) -> Token | None:
        """The verb right before those who speak (", said two doctors")."""
        if counted.noun is None or not _SAID.search(before):
            return None
        verb = next(t for t in reversed(sentence.tokens) if t.end <= quantity.start)
        behind = sentence.tokens[counted.noun.i + 1 : counted.noun.i + 2]
        if verb.lemma not in self._lemmas or any(s.i < verb.i for s in sentence.children(verb, "nsubj")):
            return None  # "the police, in a notice, said 1,500 people"
        return verb if not behind or behind[0].lower in _ENDS else None

    def _said_behind(self, sentence: Sentence, quantity: Quantity, before: str) -> Token | None:
        """The verb behind those who speak and what is told of them by participles ("a lawyer briefed on it said")."""
        owner = _OWNER.search(before)  # "a relative of one of them said"
        if not _OPENING.search(before[: owner.start()] if owner else before):
            return None
        ahead = [t for t in sentence.tokens if t.start >= quantity.end][:_REACH]
        relative = False
        for token in ahead:
            if token.pos == "PUNCT" and token.text != "-":
                return None
            relative = relative or token.tag in ("WP", "WDT")
            if token.tag in _FINITE and token.lemma in self._lemmas:
                joined = sentence.tokens[token.i - 1].pos == "CCONJ"  # "put it at 100 and said"
                return None if joined else token
            if token.tag in (*_FINITE, "MD") and not relative:
                return None
        return None

    def _hears(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Token | None:
        """The verb by which those counted are told something ("police told two reporters that")."""
        verb = sentence.head(counted.head)
        hears = counted.head.dep in ("dobj", "dative") and verb.lemma in self._hearing
        return verb if hears and sentence.children(verb, "ccomp") and counted.noun is not None else None
