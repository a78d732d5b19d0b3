"""The words that make an attribute of what is counted under them: "arrested", "a crowd of"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demonstrably.extract.counting.governors import Governor
from demonstrably.extract.counting.nouns import singular
from demonstrably.extract.counting.support import has_beside, is_done_by, only_wards
from demonstrably.language.analysis import Sentence, Token


@dataclass(frozen=True, slots=True)
class AttributeWords:
    """The lemmas that make an attribute, by the role of what is counted under them; a lemma in `weak` only where one of
    its words is beside it, where one of those `by` whom it is done does it, with the particle that it has there if it
    needs one, with one of the `adverbs` at it, or in the passive where it is in `plain`. A noun in `described` makes
    none with any word before it but those, a verb in `active` none where nothing says that it was suffered."""

    subject: frozenset[str]
    object: frozenset[str]
    passive: frozenset[str]
    nominal: frozenset[str]
    weak: Mapping[str, tuple[str, ...]]
    by: Mapping[str, frozenset[str]]
    particles: Mapping[str, str]
    described: Mapping[str, frozenset[str]]
    warding: frozenset[str]
    plain: frozenset[str]
    adverbs: frozenset[str]
    active: frozenset[str]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> AttributeWords:
        subject, obj, passive, nominal = (
            frozenset(entry[role]) for role in ("subject", "object", "passive", "nominal")
        )
        weak = {lemma: tuple(needed) for lemma, needed in entry.get("weak", {}).items()}
        by = {lemma: frozenset(entry["doers"]) for lemma in entry.get("by", ())}
        described = {lemma: frozenset(allowed) for lemma, allowed in entry.get("described", {}).items()}
        warding, plain, adverbs, active = (
            frozenset(entry.get(key, ())) for key in ("warding", "plain_passive", "adverbs", "active")
        )
        particles = entry.get("particles", {})
        return cls(subject, obj, passive, nominal, weak, by, particles, described, warding, plain, adverbs, active)

    def name(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun names the attribute by itself."""
        known = singular(noun) in self.nominal or noun.lower in self.nominal
        return known and not self._is_another_matter(sentence, noun)

    def _is_another_matter(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a word before a noun makes something else of it ("two state bodies")."""
        allowed = self.described.get(singular(noun))
        before = sentence.children(noun, "amod", "compound", "nmod") if allowed is not None else []
        return allowed is not None and any(c.lower not in allowed for c in before)

    def make(self, sentence: Sentence, governor: Governor) -> bool:
        """Whether a governor makes the attribute."""
        token, as_noun = governor.token, governor.role in ("nominal", "counter")
        words: frozenset[str] = getattr(self, "nominal" if as_noun else governor.role, frozenset())
        if as_noun and self._is_another_matter(sentence, token):
            return False
        lemma = singular(token) if as_noun else token.lemma
        known = lemma in words or (governor.role == "counter" and token.lower in words)
        if lemma in self.active and _is_active(sentence, governor):
            return False
        needed = self.weak.get(lemma) if known else None
        if not needed:
            return known
        if lemma in self.by and only_wards(sentence, token, self.warding.difference(needed)):
            return False
        plain = governor.role == "passive" and lemma in self.plain
        return (
            plain
            or self._is_so_done(sentence, token)
            or has_beside(sentence, token, needed)
            or self._is_done(sentence, governor)
        )

    def _is_so_done(self, sentence: Sentence, verb: Token) -> bool:
        """Whether an adverb right beside a verb makes it the attribute ("fatally shot")."""
        told = [c for c in sentence.children(verb, "advmod") if c.lower in self.adverbs and abs(c.i - verb.i) < 3]
        return bool(told) and not sentence.children(told[0], "neg") and not sentence.children(verb, "neg")

    def _is_done(self, sentence: Sentence, governor: Governor) -> bool:
        """Whether a verb is one that tells it of those by whom it is done: "police took in 14"."""
        verb = governor.token
        particle = self.particles.get(verb.lemma)
        if verb.lemma not in self.by or governor.role not in ("object", "passive"):
            return False
        if particle and not any(c.lower == particle for c in sentence.children(verb, "prt")):
            return False
        untold = bool(particle) and verb.tag == "VBN" and not sentence.children(verb, "agent")
        return (untold and governor.role == "passive") or is_done_by(sentence, verb, self.by[verb.lemma], self.warding)


def _is_active(sentence: Sentence, governor: Governor) -> bool:
    """Whether a past tense has nobody's doing beside it ("thousands struck in Lahore", not "two struck by a car")."""
    suffered = sentence.children(governor.token, "auxpass", "agent", "nsubjpass")
    return governor.role == "passive" and not suffered
