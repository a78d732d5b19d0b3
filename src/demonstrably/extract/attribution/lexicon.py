"""The cues of attribution of one language, as the codebook gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.language.analysis import Sentence, Token

_APPENDED = ("say", "tell", "report", "count")
"""Classes whose third person and past are cues at a sentence's end, whatever the parser takes them for."""


@dataclass(frozen=True, slots=True)
class VerbClass:
    """How a class of cue verbs takes its content; the codebook's table says what each field means."""

    name: str
    objects: bool
    appended: bool
    direct: bool = False
    quoting: bool = False
    denies: bool = False
    crowd: bool = True
    negated: bool = False
    stance: bool = False
    clausal: bool = False


def _verb_class(name: str, row: dict[str, Any]) -> VerbClass:
    flags = ("quoting", "denies", "negated", "stance", "clausal")
    return VerbClass(
        name,
        objects=row["scope"] == "all",
        direct=row["scope"] == "object",
        appended=row["appended"],
        crowd=row.get("crowd", True),
        **{flag: bool(row.get(flag, False)) for flag in flags},
    )


def inflected(lemma: str) -> list[str]:
    """The regular third person, past and participle of a verb; right for the verbs listed that are regular."""
    if lemma.endswith("e"):
        return [lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    return [lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"), lemma + "ed", lemma + "ing"]


class CueLexicon:
    """Cue verbs and nouns of one language (table "<language>/attribution")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/attribution")
        classes = [(_verb_class(name, row), row["lemmas"]) for name, row in reversed(table["verbs"].items())]
        self._verbs = {lemma: kind for kind, lemmas in classes for lemma in lemmas}
        self._by_form = {form: kind for lemma, kind in self._verbs.items() for form in inflected(lemma)}
        self._by_form |= {form: self._verbs[lemma] for form, lemma in table["irregular"].items()}
        self._breakdowns = re.compile(rf"\b(?:{'|'.join(table['breakdowns']['expressions'])})\b", re.IGNORECASE)
        self.forms = {name: frozenset(words) for name, words in table["forms"].items()}
        self.nouns = {name: frozenset(words) for name, words in table["nouns"].items()}
        nouns, verbs = ("|".join(table[part]["crediting"]) for part in ("nouns", "forms"))
        known = (name.lower() for row in codebook.table("sources")["institution"] for name in row["names"])
        self.hyphened = frozenset(name for name in known if "-" in name and " " not in name)
        self._credit = re.compile(rf"\W*(?:(?:{nouns})s?:|(?:\w+ ){{0,3}}(?:{verbs}) by )", re.IGNORECASE)

    def verb(self, token: Token) -> VerbClass | None:
        """The class of a cue verb, None for any other token.

        The form decides before the lemma: taggers' lemmas of words like "hoped" are unsure.
        """
        if token.pos not in ("VERB", "AUX"):
            return None
        return self._by_form.get(token.lower) or self._verbs.get(token.lemma)

    def gives(self, token: Token) -> bool:
        """Whether a token is a cue verb that a figure may follow without another verb: "said 3,000", "claim 3,000"."""
        kind = self.verb(token)
        return kind is not None and not kind.stance and (kind.objects or kind.direct)

    def counts_by_form(self, token: Token, *, plural: bool) -> bool:
        """Whether a token that was taken for a noun has the form of a verb that reports figures in the present tense,
        of one speaker or of several (`plural`)."""
        kind = self._verbs.get(token.lower) if plural else self._by_form.get(token.lower)
        return kind is not None and kind.name in ("report", "count") and (plural or token.tag == "NNS")

    def denies_by_form(self, token: Token) -> bool:
        """Whether a token has the form of a verb of denial, whatever its part of speech."""
        kind = self._by_form.get(token.lower) or self._verbs.get(token.lower)
        return kind is not None and kind.denies

    def looks_appended(self, token: Token) -> bool:
        """Whether a token has the form of a cue that may end a sentence, whatever its part of speech."""
        kind = self._by_form.get(token.lower)
        return kind is not None and kind.name in _APPENDED and not token.lower.endswith("ing")

    def credits(self, token: Token) -> bool:
        """Whether a noun credits whom a colon and a name behind it name ("source: Vigia")."""
        return token.lemma in self.nouns["crediting"]

    def is_credit(self, line: str) -> bool:
        """Whether a line says by whom something was put together ("Source: Vigia", "Figures compiled by Vigia")."""
        return bool(self._credit.match(line))

    def is_statement(self, token: Token) -> bool:
        """Whether the token is a noun for what a source gives out ("estimate", "figures")."""
        standing_in = token.dep == "pobj" and token.lower in self.nouns["standing_in"]
        return standing_in or (token.pos in ("NOUN", "PROPN") and token.lemma.lower() in self.nouns["statements"])

    def is_adverbial(self, prep: Token, noun: Token) -> bool:
        """Whether a preposition makes a statement noun an adverbial: "by his count", "on the union's figures"."""
        on = prep.lower == "on" and (noun.lemma in self.nouns["figures_on"] or noun.lower in self.nouns["figures_on"])
        return on or prep.lower in self.nouns["adverbial"]

    def is_total(self, token: Token) -> bool:
        """Whether the token is a noun for what is counted ("toll")."""
        return token.pos == "NOUN" and token.lemma in self.nouns["totals"]

    def is_given(self, verb: Token, noun: Token) -> bool:
        """Whether a verb says that figures were given out, put together or signed ("released", "compiled"), or of a
        recording that somebody made or studied it."""
        studied = noun.lemma in self.nouns["recordings"] and self.has("examining", verb)
        return studied or any(self.has(form, verb) for form in ("giving_verbs", "crediting", "signing"))

    def reports(self, token: Token) -> bool:
        """Whether a token is a noun for one who reports from the spot."""
        return token.lemma in self.nouns["reporters"]

    def is_writer(self, name: str, head: Token) -> bool:
        """Whether a name with its head is that of the writer or of the text itself: "we", "this article", "an
        earlier version", "this correspondent"."""
        if head.lower in self.forms["first_person"]:
            return True
        words = name.lower().split()
        if head.lemma in self.nouns["own_text"]:
            return not self.forms["own_texts"].isdisjoint(words)
        return words[0] == "this" and head.lemma in self.nouns["own_writers"]

    def names_nobody(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a common noun is that of a gathering, or of a share of those told of: "in Vell, a protest", "18
        others, half of them policemen"."""
        if noun.pos != "NOUN" or noun.text[:1].isupper():
            return False
        share = any(self.has("shares", t) for t in sentence.children(noun) if t.i < noun.i)
        return share or noun.lemma in self.nouns["happenings"]

    def is_division(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun only says by what figures are told apart: "crowd estimates by city"."""
        return noun.tag == "NN" and noun.lower in self.nouns["divisions"] and not sentence.children(noun)

    def breaks_down(self, text: str) -> bool:
        """Whether a sentence says how a figure told before is made up ("of them", "accounts for")."""
        return bool(self._breakdowns.search(text))

    def has(self, form: str, token: Token) -> bool:
        """Whether a token, as written or by its lemma, is in a list of the table "forms"."""
        return token.lower in self.forms[form] or token.lemma in self.forms[form]
