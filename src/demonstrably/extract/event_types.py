"""Which words name a gathering, and of what type: triggers in a sentence, and the codebook's order of types.

The words are in the codebook (`en/events`), the types in `event_types`. A trigger is `sure` where it names a
gathering by itself or its sentence settles it; others count only in the company of a sure one ("gathered", "chain").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.language.analysis import Sentence, Token
from demonstrably.language.wordings import Wordings, likely

_OBJECTS = ("dobj", "pobj", "dative")
_NAMED = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "GPE"})
_MONTH_BEFORE = re.compile(r"(?:\d|\b(?:in|on|since|until|till|by|of|early|mid|late|last|this|next|from|to|and|through))[\s-]*$", re.I)  # fmt: skip # noqa: E501
_MONTH_AFTER = re.compile(r"\s*(?:\d|of \d)")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that may name a gathering. `token` is the head of it; `start` and `end` are code points of
    the document's text; `agent` is true of a word for who gathers ("protesters"), `weak` of one that names no
    gathering at all ("crowds", "roads are blocked")."""

    token: Token
    start: int
    end: int
    kind: str
    sure: bool
    agent: bool = False
    weak: bool = False


class TypeRules:
    """Finds triggers and compares types by the codebook."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        types, table = codebook.table("event_types"), codebook.table(f"{language}/events")
        self._order: list[str] = types["order"]["types"]
        self._types: dict[str, dict[str, Any]] = types["types"]
        self.window_days: int = types["history"]["window_days"]
        self._nouns = _by_lemma(table["nouns"])
        self._agents = _by_lemma(table["agents"])
        self._verbs = _by_lemma(table["verbs"])
        self._phrases = {kind: Wordings(_either(patterns)) for kind, patterns in table["phrases"].items()}
        self._ambiguous = frozenset(table["gate"]["ambiguous"])
        self.alike = frozenset(table["gate"]["alike"])
        self._support = _pattern(table["gate"]["support"])
        self._settled = {word: _pattern(patterns) for word, patterns in table["gate"]["settled"].items()}
        self._vetoed = {word: _pattern(patterns) for word, patterns in table["gate"]["vetoed"].items()}
        self._arguments = _Arguments(table["reject"])
        self._stretches = Wordings(_either(table["reject"]["stretches"]))
        self._in_names = frozenset(table["reject"]["in_names"])
        self._surface = _surface(table)

    # -- types --------------------------------------------------------------------------------------------------

    def most_specific(self, kinds: Iterable[str]) -> str:
        """Of several types told of one gathering the most specific one; at least one must be given."""
        return max(kinds, key=self._rank)

    def exclude(self, one: str, other: str) -> bool:
        """Whether two types cannot be one gathering."""
        return other in self._excludes(one) or one in self._excludes(other)

    def is_gathering(self, kind: str) -> bool:
        """Whether a type is a gathering of people in a place (an online action is not)."""
        return bool(self._types.get(kind, {}).get("gathering", True))

    def _rank(self, kind: str) -> int:
        return self._order.index(kind) if kind in self._order else -1

    def _excludes(self, kind: str) -> Collection[str]:
        excluded: Collection[str] = self._types.get(kind, {}).get("excludes", ())
        return excluded

    # -- triggers -----------------------------------------------------------------------------------------------

    def may_name(self, text: str) -> bool:
        """Whether a sentence has the letters of any trigger: cheap, before parsing."""
        return self._surface.stands_in(text)

    def triggers(self, sentence: Sentence) -> list[Trigger]:
        """The triggers of a sentence in text order; a phrase takes the place of the words in it."""
        lowered = sentence.text.lower()
        phrases = list(self._phrase_triggers(sentence, lowered))
        words = [t for t in self._word_triggers(sentence, lowered) if not _inside(t, phrases)]
        if not phrases and not words:
            return []
        rejected = [(m.start(), m.end()) for m in self._stretches.finditer(lowered)]
        found = _longest([t for t in (*phrases, *words) if not _overlaps(t, rejected, sentence.start)])
        heads = {t.token.i for t in found}
        kept = [t for t in found if not (t.token.dep == "compound" and t.token.head in heads)]
        return sorted(kept, key=lambda t: (t.start, t.end))

    def _phrase_triggers(self, sentence: Sentence, lowered: str) -> Iterator[Trigger]:
        for kind, pattern in likely(self._phrases, lowered):
            for match in pattern.finditer(lowered):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                tokens = sentence.at(start, end)
                if not tokens or self._arguments.negated(sentence, phrase_head(sentence, tokens)):
                    continue
                first = match.group().split()[0].split("-")[0]
                word = next((w for w in ("street", "candles", "clash") if w in match.group()), first)
                if word in self._vetoed and self._vetoed[word].search(lowered):
                    continue
                sure = kind == "human_chain" or self._is_settled(word, lowered)
                yield Trigger(phrase_head(sentence, tokens), start, end, kind, sure)

    def _word_triggers(self, sentence: Sentence, lowered: str) -> Iterator[Trigger]:
        for token in sentence.tokens:
            first, lemma = _whole(sentence, token)
            kind = self._kind(token, lemma)
            if kind is None or self._arguments.refuse(sentence, token, _is_verb(token)) or _is_month(sentence, token):
                continue
            if lemma in self._vetoed and self._vetoed[lemma].search(lowered):
                continue
            if lemma in self._in_names and _in_name(sentence, token):
                continue
            local = first.start - sentence.start, token.end - sentence.start
            sure = not self._is_loose(sentence, token) or self._settles(lemma, lowered, *local)
            yield Trigger(token, first.start, token.end, kind, sure, lemma in self._agents)

    def _kind(self, token: Token, lemma: str) -> str | None:
        if _is_verb(token) and lemma in self._verbs:
            return self._verbs[lemma]
        if token.pos in ("NOUN", "PROPN", "ADJ", "X", "VERB") and token.tag not in ("VBD", "VBN", "VBZ", "VB", "MD"):
            return self._agents.get(lemma) or (self._nouns.get(lemma) if token.tag != "VBG" else None)
        return None

    def _is_loose(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word by itself may well tell of no gathering: an ambiguous one, a single protester, a purpose."""
        lemma = _whole(sentence, token)[1]
        if lemma in self._agents:
            return token.tag == "NN"
        return lemma in self._ambiguous or (token.tag == "VB" and lemma == "protest" and is_purpose(sentence, token))

    def _is_settled(self, word: str, lowered: str) -> bool:
        """Whether a phrase that opens with a word is plain by itself or by the words around it."""
        return word not in self._ambiguous or self._settles(word, lowered)

    def _settles(self, word: str, lowered: str, start: int = 0, end: int = 0) -> bool:
        """Whether the words around a trigger at `start` to `end` of its sentence make it plain."""
        support = self._settled.get(word, self._support)
        return any(m.start() < start or m.end() > end for m in support.finditer(lowered))


class _Arguments:
    """What the grammar around a trigger takes back: negation, complaints, verbs in another sense."""

    def __init__(self, reject: dict[str, Any]) -> None:
        self._complaints = frozenset(reject["complaint_verbs"])
        self._subjects = frozenset(reject["strange_subjects"])
        self._pronouns = frozenset(reject["strange_pronouns"])
        self._never_passive = frozenset(reject["never_passive"])
        self._things_do = frozenset(reject["things_do"])
        self._intransitive = frozenset(reject["intransitive"])
        self._people = frozenset(reject["people_objects"])
        self._speaking = frozenset(reject["speaking"])
        self._negators = frozenset(reject["negators"])
        self._nobody = frozenset(reject["nobody"])

    def refuse(self, sentence: Sentence, token: Token, is_verb: bool) -> bool:
        """Whether a trigger names no gathering for its grammar."""
        if self.negated(sentence, token):
            return True
        return self._strange_verb(sentence, token) if is_verb else self._complaint(sentence, token)

    def negated(self, sentence: Sentence, token: Token) -> bool:
        """ "no protests", "did not march", "without a rally", "no arrests or clashes", "not everyone marched", "nobody
        gathered"."""
        if token.dep == "conj" and sentence.head(token).pos == "NOUN" and token.head != token.i:
            return self.negated(sentence, sentence.head(token))
        if any(c.lower in self._negators for c in sentence.children(token, "det", "neg", "amod", "preconj", "cc")):
            return True
        if any(self._is_nobody(sentence, s) for s in sentence.children(token, "nsubj", "nsubjpass")):
            return True
        head = sentence.head(token)
        return token.dep in ("pobj", "pcomp") and head.lower in self._negators

    def _is_nobody(self, sentence: Sentence, subject: Token) -> bool:
        """Whether a subject says that it did not: "nobody", "none of them", "no one", "not everyone"."""
        first = min([subject, *sentence.children(subject)], key=lambda t: t.i)
        return subject.lower in self._nobody or f"{first.lower} {subject.lower}" in self._nobody

    def _complaint(self, sentence: Sentence, noun: Token) -> bool:
        head = sentence.head(noun)
        return noun.lemma == "protest" and noun.dep in ("dobj", "nsubjpass") and head.lemma in self._complaints

    def _strange_verb(self, sentence: Sentence, verb: Token) -> bool:
        subjects = sentence.children(verb, "nsubj", "nsubjpass")
        if not subjects and verb.dep == "conj":  # "the army took the town and marched on"
            subjects = sentence.children(sentence.head(verb), "nsubj", "nsubjpass")
        if any(s.lemma in self._subjects for s in subjects):
            return True
        if verb.lemma in self._things_do and any(s.lower in self._pronouns for s in subjects):
            return True
        if verb.lemma in self._never_passive and sentence.children(verb, "nsubjpass"):
            return True
        if verb.lemma in self._speaking and sentence.children(verb, "ccomp") and not _quoted(sentence, verb):
            return True
        if verb.lemma in self._speaking and any(_is_state(sentence, s) for s in subjects):
            return True
        objects = sentence.children(verb, "dobj")
        return verb.lemma in self._intransitive and bool(objects) and not any(o.lemma in self._people for o in objects)


def phrase_head(sentence: Sentence, tokens: Sequence[Token]) -> Token:
    """The word that a phrase turns on: of those that hang on what is outside the first noun or verb."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head not in inside or t.head == t.i]
    return next((t for t in tops if t.pos in ("NOUN", "PROPN", "VERB")), sentence.top(tokens))


def _by_lemma(table: dict[str, Sequence[str]]) -> dict[str, str]:
    return {lemma: kind for kind, lemmas in table.items() for lemma in lemmas}


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_either(patterns), re.IGNORECASE)


_ENDING = r"(?:e[ds]?|ie[ds]|y|s|\w?ed|\w?ings?)?(?![^\W_])"
"""What may stand behind a trigger's stem: "demos" has a form of "demo", "democratic" not."""


def _either(patterns: Sequence[str]) -> str:
    return r"(?<![^\W_])(?:" + "|".join(patterns) + ")"


def _surface(table: dict[str, Any]) -> Wordings:
    """One expression over all trigger words in their regular forms and all phrases."""
    words = {w for part in ("nouns", "agents", "verbs") for lemmas in table[part].values() for w in lemmas}
    stems = sorted({re.escape(w.removesuffix("y").removesuffix("e")).replace(r"\-", "[- ]?") for w in words})
    formed = f"(?:{'|'.join(stems)}){_ENDING}"
    return Wordings(_either([formed, *(p for patterns in table["phrases"].values() for p in patterns)]))


def _is_verb(token: Token) -> bool:
    return token.pos == "VERB" or (token.pos == "AUX" and token.tag.startswith("VB"))


def _whole(sentence: Sentence, token: Token) -> tuple[Token, str]:
    """A word that the tokeniser has cut at its hyphens ("sit-in", "counter-protest"): its first part, its lemma."""
    if (
        token.i >= 2
        and sentence.tokens[token.i - 1].text in ("-", "‑")
        and sentence.tokens[token.i - 1].end == token.start
    ):
        first = sentence.tokens[token.i - 2]
        if first.lower in ("counter", "sit", "walk", "die"):
            return first, f"{first.lower}-{_singular(token)}"
    return token, _singular(token)


def _singular(token: Token) -> str:
    """The lemma, with the plural's s cut where the lemmatiser left it (proper and unknown plurals)."""
    lemma = token.lemma
    if token.tag in ("NNS", "NNPS", "NNP") and lemma == token.lower and lemma.endswith("s"):
        return (
            lemma[:-3] + "y"
            if lemma.endswith("ies")
            else lemma[:-1].removesuffix("e")
            if lemma.endswith("ches")
            else lemma[:-1]
        )
    return lemma


def _is_month(sentence: Sentence, token: Token) -> bool:
    """Whether "March" is the month."""
    if token.text != "March":
        return False
    local = token.start - sentence.start
    before, after = sentence.text[:local], sentence.text[local + len(token.text) :]
    in_date = any(n.label == "DATE" and n.first <= token.i <= n.last for n in sentence.names)
    return in_date or bool(_MONTH_BEFORE.search(before)) or bool(_MONTH_AFTER.match(after))


def _in_name(sentence: Sentence, token: Token) -> bool:
    """Whether a capitalised trigger is part of the name of a person, a body or a work ("National Rally")."""
    if token.pos != "PROPN" or not token.text[:1].isupper():
        return False
    name = next((n for n in sentence.names if n.first <= token.i <= n.last), None)
    return name is not None and name.label in _NAMED and name.first != name.last


def _is_state(sentence: Sentence, subject: Token) -> bool:
    return any(n.label == "GPE" and n.first <= subject.i <= n.last for n in sentence.names)


def _quoted(sentence: Sentence, verb: Token) -> bool:
    """Whether a quotation follows a verb at once."""
    return any(t.text in ('"', "“", "``") for t in sentence.tokens[verb.i + 1 : verb.i + 3])


def is_purpose(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is an infinitive ("held a march to protest against ...")."""
    return token.tag == "VB" and any(c.lower == "to" for c in sentence.children(token, "aux"))


def _inside(trigger: Trigger, phrases: Sequence[Trigger]) -> bool:
    return any(p.start < trigger.end and trigger.start < p.end and not trigger.agent for p in phrases)


def _overlaps(trigger: Trigger, stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start + offset < trigger.end and trigger.start < end + offset for start, end in stretches)


def _longest(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Of triggers on the same head, or one inside another, the longest."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (t.start - t.end, t.start)):
        if not any(k.start <= trigger.start and trigger.end <= k.end for k in kept):
            kept.append(trigger)
    return kept
