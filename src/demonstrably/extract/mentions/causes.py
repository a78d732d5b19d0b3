"""What a gathering is for or against: as written, around a trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.extract.event_types import Trigger
from demonstrably.extract.mentions.actors import noun_phrase
from demonstrably.language.analysis import Sentence, Token

Span = tuple[int, int]

_MAX_CAUSE = 28
"""Tokens of a cause at most."""


class CauseRules:
    """Finds what a gathering is for or against, as written."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table: dict[str, Any] = codebook.table(f"{language}/events")["causes"]
        self._openers = _pattern(sorted(table["openers"], key=len, reverse=True))
        self._verbs = frozenset(table["verbs"])
        self._particles = {k: frozenset(v) for k, v in table["with_particle"].items()}
        self._stops = frozenset(table["stops"])
        self._measures = frozenset(table["measures"])
        self._adjective = re.compile(rf"\b{table['before']}", re.IGNORECASE)
        self._with = frozenset(table["goes_on_with"])
        self._light = frozenset(table["light"])
        self._not_for = re.compile(r"\s*(?:" + "|".join(table["not_for"]) + ")", re.IGNORECASE)

    def cause(self, sentence: Sentence, trigger: Trigger) -> Span | None:
        """The cause's span, None where the sentence gives none."""
        near = self._vicinity(sentence, trigger)
        found = [s for opener in self._candidates(sentence, trigger, near) if (s := self._extent(sentence, opener))]
        after = [s for s in found if s[0] >= trigger.end]
        return min(after or found, key=lambda s: s[0], default=self._before(sentence, trigger))

    def _before(self, sentence: Sentence, trigger: Trigger) -> Span | None:
        """ "anti-war protests", "a pro-independence rally": the adjective."""
        match = self._adjective.search(sentence.text[: trigger.start - sentence.start])
        if match is None or match.end() - match.start() > 40:
            return None
        return sentence.start + match.start(), sentence.start + match.end() - 1

    def _vicinity(self, sentence: Sentence, trigger: Trigger) -> set[int]:
        """The trigger and the verb of its clause: what a cause may hang on."""
        near = {trigger.token.i}
        for ancestor in sentence.ancestors(trigger.token):
            verbal = ancestor.pos in ("VERB", "AUX")
            if not verbal and ancestor.pos != "ADP" and ancestor.lemma not in self._measures:
                break
            near.add(ancestor.i)
            if verbal and ancestor.dep not in ("xcomp", "acl"):
                break
        return near

    def _candidates(self, sentence: Sentence, trigger: Trigger, near: set[int]) -> Iterator[Token]:
        for match in self._openers.finditer(sentence.text):
            tokens = sentence.at(sentence.start + match.start(), sentence.start + match.end())
            if tokens and tokens[0].i != trigger.token.i and self._belongs(sentence, tokens[0], near, trigger):
                yield tokens[0]
        for token in sentence.tokens:
            preposition = token.lower == "for" and token.pos in ("ADP", "SCONJ")
            if preposition and self._is_reason(sentence, token, trigger, near):
                yield token
            verb = token.pos == "VERB" and token.i != trigger.token.i
            if verb and self._wants(sentence, token, trigger, near):
                yield token
        if trigger.token.pos == "VERB" and trigger.token.lemma == "protest":
            yield from sentence.children(trigger.token, "dobj")

    def _belongs(self, sentence: Sentence, token: Token, near: set[int], trigger: Trigger) -> bool:
        """Whether an opener hangs on the gathering, or stands right behind it whatever the parse says."""
        if 0 <= token.start - trigger.end <= 2 and not trigger.agent:
            return True
        steps = [a.i for a in sentence.ancestors(token)][:2]
        if token.lower in ("over", "about") and steps[:1] != [trigger.token.i]:
            return False
        return any(i in near for i in steps)

    def _is_reason(self, sentence: Sentence, token: Token, trigger: Trigger, near: set[int]) -> bool:
        light = trigger.token.pos == "VERB" or sentence.head(token).lemma in self._light
        if token.head != trigger.token.i and not (token.head in near and light):
            return False
        if any(t.dep == "pobj" and _in_time(sentence, t) for t in sentence.children(token)):
            return False
        return token.start >= trigger.end and not self._not_for.match(sentence.text, token.end - sentence.start)

    def _wants(self, sentence: Sentence, verb: Token, trigger: Trigger, near: set[int]) -> bool:
        if verb.lemma not in self._verbs or not self._has_particle(sentence, verb):
            return False
        if any(s.i == trigger.token.i for s in sentence.children(verb, "nsubj")):
            return True
        if trigger.token.dep == "pcomp" and sentence.head(sentence.head(trigger.token)).i == verb.i:
            return True  # "show solidarity by gathering"
        dependent = verb.dep in ("xcomp", "advcl", "acl", "relcl", "conj", "pcomp") and verb.tag in ("VB", "VBG")
        steps = [a.i for a in sentence.ancestors(verb)][:2]
        return dependent and verb.start > trigger.start and any(i in near for i in steps)

    def _has_particle(self, sentence: Sentence, verb: Token) -> bool:
        particles = self._particles.get(verb.lemma)
        if not particles:
            return True
        return any(t.lower in particles for t in sentence.tokens[verb.i + 1 : verb.i + 5])

    def _extent(self, sentence: Sentence, opener: Token) -> Span | None:
        """From the opener to the end of what hangs on it, cut where another matter begins."""
        if any(_in_time(sentence, t) for t in sentence.tokens[opener.i + 1 : opener.i + 2]):
            return None  # "over the weekend", "for two hours"
        below = {t.i for t in sentence.subtree(opener)}
        last = opener
        for token in sentence.tokens[opener.i + 1 : opener.i + 1 + _MAX_CAUSE]:
            if token.i not in below or self._ends(sentence, token, opener):
                break
            last = token
        last = self._without_date(sentence, opener, last)
        while last.i > opener.i and (last.pos in ("PUNCT", "ADP", "CCONJ", "DET") and last.text not in ('"', "”", "’")):
            last = sentence.tokens[last.i - 1]
        said = any(t.pos in ("NOUN", "PROPN", "VERB") for t in sentence.tokens[opener.i + 1 : last.i + 1])
        start = noun_phrase(sentence, opener)[0] if opener.dep == "dobj" else opener.start
        return (start, last.end) if said or opener.dep == "dobj" else None

    def _ends(self, sentence: Sentence, token: Token, opener: Token) -> bool:
        previous = sentence.tokens[token.i - 1].lower
        if token.i <= opener.i + 1 or (token.lower == "with" and previous in self._with):
            return False
        spaced = token.start > sentence.tokens[token.i - 1].end
        if token.text in (";", ":", "(", ")") or (token.text in ("-", "–", "—") and spaced):
            return True
        if token.lower in self._stops:
            return not (token.lower == "by" and sentence.tokens[token.i - 1].tag == "VBN")
        if token.text[0] in "#@" or token.text.startswith("http"):
            return True
        following = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
        return token.text == "," and (following is None or following.lower in self._stops or following.tag == "VBG")

    @staticmethod
    def _without_date(sentence: Sentence, opener: Token, last: Token) -> Token:
        """The last token before a date that ends the stretch ("... on Sunday")."""
        for name in sentence.names:
            if name.label in ("DATE", "TIME") and name.last == last.i and name.first - 1 > opener.i:
                return sentence.tokens[name.first - 1]
        return last


def _in_time(sentence: Sentence, token: Token) -> bool:
    """Whether a token is part of a date, a time or a number."""
    return any(
        n.label in ("DATE", "TIME", "CARDINAL", "PERCENT", "QUANTITY") and n.first <= token.i <= n.last
        for n in sentence.names
    )


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})" for p in patterns), re.IGNORECASE)
