"""Nouns: what kind of thing a counted noun is, and whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from demonstrably.extract.counting.readings import NounClass
from demonstrably.language.analysis import Sentence, Token

_PERSONAL: tuple[NounClass, ...] = ("gatherer", "people", "police")
_BEFORE_PERSON = 5
"""Words before a headline's person at the most."""
_BEHIND_ARTICLE = 10
"""Words from an article within which the person stands whom it belongs to ("a 24-year-old former bank clerk")."""
_ARTICLES = ("a", "an")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj")
_WORD = re.compile(r"[^\W_]+")


class Nouns:
    """The noun lists of the codebook (table "<language>/counting"). `peoples` are names of peoples, as written: one
    with an article names a person."""

    def __init__(self, table: dict[str, Any], peoples: Iterable[str] = ()) -> None:
        people, attributes = table["people"], table["attributes"]
        self._events = {n for name, entry in attributes.items() if name != "participants" for n in entry["nominal"]}
        self._classes: dict[NounClass, frozenset[str]] = {
            "event": frozenset(self._events),
            "police": frozenset(people["police"]),
            "gatherer": frozenset(people["gatherers"]),
            "place": frozenset(table["places"]["nouns"]),
            "collective": frozenset(people["collectives"]),
            "people": frozenset(people["general"]),
        }
        self._weak_places = frozenset(table["places"]["weak"])
        self._occasions = frozenset(people["occasions"])
        self._several = self._occasions | frozenset(people["several"])
        self._sites = frozenset(table["places"]["sites"])
        self._standing = frozenset(people["standing"])
        self._appointed = frozenset(people["appointed"])
        self._own_parts = frozenset(people["parts"])
        self._parents = frozenset(people["parents"])
        self._not_counted = frozenset(people["not_counted"])
        self._things = frozenset(people["things"])
        self._limiting = frozenset(people["limiting"])
        self._ordinals = frozenset(people["ordinals"])
        self._no_longer = frozenset(people["no_longer"])
        self._many = frozenset(people["many"])
        self._endings = tuple(people["endings"])
        self._person_endings = tuple(people["person_endings"])
        self._not_people = frozenset(people["not_people"])
        self._peoples = frozenset([*peoples, *people["peoples"]])
        self._groups = {group: frozenset(words) for group, words in table["groups"].items()}

    def kind(self, noun: Token | None) -> NounClass:
        """The class of a noun; "none" where there is no noun, "occasion" where it
        names several gatherings ("200 rallies"), "other" where it names neither people nor places."""
        if noun is None:
            return "none"
        lemma = singular(noun)
        if noun.tag == "VBN" and noun.lower in self._events:
            return "event"  # "five of the wounded"
        if noun.tag in ("NNS", "NNPS") and lemma in self._several:
            return "place" if lemma in self._sites else "occasion"
        for name, words in self._classes.items():
            if lemma in words:
                return name
        return "people" if self._looks_personal(noun) else "other"

    def kind_in(self, sentence: Sentence, noun: Token | None) -> NounClass:
        """The class of a noun with the words before it: with one it may name a site ("road blocks"), and those who were
        in the police are people ("retired police officers")."""
        if noun is not None and noun.i and f"{sentence.tokens[noun.i - 1].lower} {singular(noun)}" in self._sites:
            return "place"
        kind = self.kind(noun)
        before = sentence.children(noun, "amod", "compound") if noun is not None and kind == "police" else []
        return "people" if any(c.lower in self._no_longer for c in before) else kind

    def is_person(self, token: Token) -> bool:
        """Whether a token names one person ("a student", "a 19-year-old", "a Kenyan")."""
        if token.text in self._peoples:
            return token.dep in _ARGUMENTS and token.tag in ("NN", "NNP", "JJ")
        aged = token.lemma == "old" and token.dep in _ARGUMENTS
        return (
            (token.tag == "NN" or aged)
            and not self.is_crowd(token)
            and self.kind(token) in ("gatherer", "people", "police")
        )

    def may_name_one(self, text: str, *, bare: bool) -> bool:
        """Whether a sentence may name one person, as its words tell without a parse: behind an article or, in a
        headline (`bare`), without."""
        written = _WORD.findall(text)
        words = [word.lower() for word in written]
        if "another" in words or (bare and any(map(self._may_be_person, words[: 2 * _BEFORE_PERSON]))):
            return True
        return any(
            word in _ARTICLES
            and (
                any(map(self._may_be_person, words[i + 1 : i + _BEHIND_ARTICLE]))
                or not self._peoples.isdisjoint(written[i + 1 : i + _BEHIND_ARTICLE])
            )
            for i, word in enumerate(words)
        )

    def _may_be_person(self, word: str) -> bool:
        known = any(word in self._classes[kind] for kind in _PERSONAL) or word in self._ordinals
        return known or word == "old" or word.endswith(self._person_endings)

    def hurt(self, sentence: Sentence, token: Token) -> Token:
        """The word that the parse puts over a person who was shot or wounded, for "a protester shot by police": the
        harm, taken for a noun; otherwise the person himself."""
        above = sentence.head(token)
        person = token.tag == "JJ" and token.lower in self._classes["gatherer"]
        misread = person and above.i == token.i + 1 and above.lower in self._not_counted
        return above if misread else token

    def is_bare_person(self, sentence: Sentence, token: Token) -> bool:
        """Whether a token names one person without an article at a headline's beginning ("Student killed in protest",
        "Police officer hurt", "17-year-old held")."""
        before, behind = sentence.tokens[: token.i], sentence.tokens[token.i + 1 : token.i + 2]
        known = any(token.lower in self._classes[kind] for kind in _PERSONAL) and token.lower not in self._many
        if not known or token.tag in ("NNS", "NNPS") or self.is_crowd(token) or len(before) > _BEFORE_PERSON:
            return False
        described = all(t.dep in ("compound", "amod", "nummod", "npadvmod", "punct") for t in before)
        aged = token.lower == "old" if any(t.text.isdigit() for t in before) else len(before) < 2
        told = bool(behind) and (behind[0].tag in ("VBN", "VBD", "VBZ") or behind[0].text == ",")
        return described and aged and told

    def is_another(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word without a noun stands for one more person told of before: "wounding another", "a ninth was
        detained"; not "a third were injured", "one bus burned and another was hit"."""
        if token.dep not in ("nsubj", "nsubjpass", "dobj") or sentence.children(token, "prep"):
            return False
        verb = sentence.head(token)
        beside = sentence.children(sentence.head(verb), token.dep, "nsubjpass", "nsubj") if verb.dep == "conj" else ()
        ones = (sentence.head(t) for t in sentence.tokens[: token.i] if t.lower == "one" and t.dep == "nummod")
        told = (*beside, *ones)
        if any(self.kind(t) in ("other", "place", "occasion") for t in told if t.pos == "NOUN"):
            return False
        plural = any(
            "Number=Plur" in c.morph or c.tag == "VBP" or c.lower == "were"
            for c in sentence.children(verb, "aux", "auxpass")
        )
        ordinal = token.lower in self._ordinals and token.tag in ("JJ", "NN") and not plural
        return (token.lower == "another" and token.pos == "PRON") or (
            ordinal and any(c.lower == "a" for c in sentence.children(token, "det"))
        )

    def is_owner(self, sentence: Sentence, noun: Token | None) -> bool:
        """Whether a noun only tells whose things are told of ("two lawmakers' cars")."""
        thing = sentence.head(noun) if noun is not None and noun.dep == "poss" else None
        return thing is not None and self.kind(thing) in ("other", "place") and not self.is_own_part(thing)

    def is_own_part(self, token: Token) -> bool:
        """Whether harm to this is harm to the one whose it is: his leg, not his windscreen."""
        return token.lemma in self._own_parts

    def tells_of_gathering(self, token: Token) -> bool:
        """Whether a word is one for a gathering, for those who gather, or for harm."""
        lemma = singular(token)
        return lemma in self._occasions or lemma in self._events or lemma in self._classes["gatherer"]

    def is_crowd(self, token: Token) -> bool:
        """Whether a token names many people at once ("a crowd")."""
        return singular(token) in self._classes["collective"]

    def are_crowds(self, noun: Token) -> bool:
        """Whether a noun names several crowds ("two columns")."""
        return noun.tag in ("NNS", "NNPS") and singular(noun) in self._several - self._occasions

    def is_weak_place(self, noun: Token | None) -> bool:
        """Whether places of this kind count only where gatherings are said to be in them ("six mines")."""
        return noun is not None and singular(noun) in self._weak_places

    def is_site(self, noun: Token) -> bool:
        """Whether a noun names what stands for a place where people gather ("64 roadblocks")."""
        return singular(noun) in self._sites

    def is_standing(self, noun: Token) -> bool:
        """Whether a noun names a body that has its members at all times: a union, a police force."""
        return self.kind(noun) == "police" or noun.lemma in self._standing

    def is_body(self, noun: Token) -> bool:
        """Whether a noun names a body that somebody appoints: a committee, a panel."""
        return noun.lemma in self._appointed

    def is_parent(self, token: Token) -> bool:
        return token.lemma in self._parents

    def is_counted(self, token: Token) -> bool:
        """Whether a word behind a number can be what it counts: not the "downtown" of "swelled to 5,000 downtown"."""
        return token.lower not in self._not_counted

    def is_thing(self, noun: Token | None) -> bool:
        """Whether a noun names what may come to a gathering and is nobody (tractors, unions)."""
        return noun is not None and singular(noun) in self._things

    def is_limiting(self, token: Token) -> bool:
        """Whether a verb or noun says that something may not be, or only so large."""
        return token.lemma in self._limiting

    def group(self, sentence: Sentence, noun: Token | None) -> str | None:
        """Whom a counted noun names, where it says so (police, journalists, women, ...)."""
        if noun is None:
            return None
        lemmas = [noun.lemma, *(c.lemma for c in sentence.children(noun, "amod", "compound", "nmod"))]
        return next((g for lemma in lemmas for g, words in self._groups.items() if lemma in words), None)

    def _looks_personal(self, noun: Token) -> bool:
        """Whether an unknown noun is a people's name (Sudanese, Hong Kongers) or ends as names of people do
        ("campaigners", "a machinist")."""
        if noun.tag in ("NNPS", "NNS", "JJ", "NNP") and noun.text[:1].isupper() and noun.lower not in self._not_people:
            return True
        if noun.tag == "NN":
            return noun.lower.endswith(self._person_endings)
        return noun.tag == "NNS" and noun.lower.endswith(self._endings) and noun.lower not in self._not_people


def singular(token: Token) -> str:
    """The lemma, with the plural's s cut where the lemmatiser left it (proper plurals, rare nouns)."""
    lemma = token.lemma
    return lemma[:-1] if token.tag in ("NNS", "NNPS") and lemma == token.lower and lemma.endswith("s") else lemma
