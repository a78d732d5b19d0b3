"""What "he", "it" or "they" may stand for: persons, bodies, several of either."""

from __future__ import annotations

import re

from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase

PERSONAL = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
"""Pronouns of one person, with the gender that they tell."""
_INITIALLED = re.compile(r"(?:[A-Z]\.\s?)+[A-Z][\w'’-]+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")


class Fitting:
    """Judges phrases by the codebook's roles and the analyser's labels."""

    def __init__(self, names: SourceNames) -> None:
        self._names = names

    def fits(self, candidate: Phrase, pronoun: Phrase) -> bool:
        word = pronoun.head.lower
        if word in PERSONAL:
            return self.is_person(candidate) and self.gender_fits(candidate, PERSONAL[word])
        plural = candidate.head.tag in ("NNS", "NNPS") or _PLURAL_ACRONYM.fullmatch(candidate.head.text) is not None
        if word in ("they", "them", "their"):
            several = plural or is_several(candidate) or candidate.head.lemma in ("police", "group")
            return several or self.is_body(candidate)
        plural = (
            plural and candidate.head.lower != "police" and (candidate.label != "ORG" or candidate.head.tag == "NNS")
        )
        body = self.is_body(candidate) and not self.is_person(candidate)
        return word in ("it", "its") and not plural and (body or self._names.led_body(candidate.text) is not None)

    def is_person(self, phrase: Phrase) -> bool:
        if phrase.head.tag in ("NNS", "NNPS") or phrase.label in ("GPE", "NORP", "DATE"):
            return False
        if self._names.calls_body(phrase.text, phrase.context):
            return False
        if _INITIALLED.fullmatch(phrase.text):
            return True
        if self.holds_office(phrase):
            return True
        if phrase.label == "ORG":  # names of persons are taken for bodies' more often than not where no word tells
            named = phrase.head.pos == "PROPN" and " " not in phrase.text and not phrase.text.isupper()
            return (named and self._names.kind_of(phrase.text) == "unknown") or self.is_titled(phrase)
        words = phrase.text.replace("-", " ").split()  # "a co-organiser"
        called = self._names.has_role("words", words) or self._names.has_role("titles", [phrase.head.lower])
        return phrase.person is not None or called or self.gendered(words) is not None

    def holds_office(self, phrase: Phrase) -> bool:
        """Whether a phrase names whoever holds an office of a body: "the Inspector-General of Police"."""
        words = phrase.text.lower().split(" of ")[0].split()
        of = " of " in phrase.text and words[0] == "the"
        last = words[-1].rsplit("-", 1)[-1]
        return of and (self._names.has_role("words", [last]) or self._names.has_role("titles", [last]))

    def is_titled(self, phrase: Phrase) -> bool:
        """Whether a name of several words follows a title or stands beside an office: "Labour MP Nadia Whittome",
        "police spokesperson Tamara Roa"."""
        words = phrase.text.split()
        name = words[-2:] if phrase.head.pos == "PROPN" and words[-1].endswith(phrase.head.text) else []
        proper = len(name) == 2 and all(w[:1].isupper() and not w.isupper() for w in name)
        called = any(self._names.has_role(role, words[:-2]) for role in ("seats", "words", "titles"))
        return proper and (called or self._names.has_role("words", phrase.context.split()[-1:]))

    def gendered(self, words: list[str]) -> str | None:
        return next((g for g in ("male", "female") if self._names.has_role(g, words)), None)

    def gender_fits(self, phrase: Phrase, wanted: str) -> bool:
        return self.gendered(f"{phrase.text} {phrase.context}".split()) in (None, wanted)

    def is_body(self, phrase: Phrase) -> bool:
        known = self._names.kind_of(phrase.text, phrase.label) not in ("unknown", "witness")
        called = phrase.head.lemma == "report" or self._names.has_role("bodies", [phrase.head.lower])
        called = called or self._names.calls_body(phrase.text, phrase.context)
        return known or called or phrase.label in ("ORG", "GPE", "NORP")


def is_several(phrase: Phrase) -> bool:
    return phrase.head.tag in ("NNS", "NNPS") or " and " in phrase.text
