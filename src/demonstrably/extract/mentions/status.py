"""Whether a gathering told of took place, goes on, is planned, was cancelled, is only supposed, or is history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from demonstrably.codebook import Codebook
from demonstrably.extract.tense import tense_is_future
from demonstrably.language.analysis import Sentence, Token
from demonstrably.language.wordings import Wordings
from demonstrably.model import Status, When, first_day, last_day

_CLAUSES = ("ccomp", "advcl", "relcl", "acl", "csubj")
_MAX_HEADS = 6


class StatusRules:
    """Reads the codebook's table "<language>/events", section status."""

    def __init__(self, codebook: Codebook, window_days: int, language: str = "en") -> None:
        self._window = window_days
        table = codebook.table(f"{language}/events")["status"]
        self._words = {k: frozenset(v) for k, v in table.items()}
        self._cancelled = _pattern(table["cancel_patterns"])
        self._ahead = re.compile(rf"(?: \w+){{0,2}} (?:{'|'.join(table['ahead_patterns'])})\b", re.IGNORECASE)
        self._past = _pattern(table["historical_patterns"])

    def told(self, sentence: Sentence, token: Token) -> Status:
        """The status that the words around a trigger tell, without its date."""
        heads = _heads(sentence, token)
        if self._is_cancelled(sentence, token, heads):
            return "cancelled"
        if self._is_history(sentence, token, heads):
            return "historical"
        if self._is_supposed(sentence, token, heads):
            return "hypothetical"
        if self._is_planned(sentence, token, heads):
            return "hypothetical" if self._is_under_condition(sentence, token, heads) else "planned"
        return "ongoing" if self._is_ongoing(sentence, token, heads) else "occurred"

    def dated(self, status: Status, when: When, today: str | None) -> Status:
        """The status in the light of the date: long ago is history, days ahead are planned."""
        if not today or not when.date or status in ("cancelled", "hypothetical", "historical"):
            return status
        first = first_day(when)
        if self.is_history(when, today):
            return "historical"
        if first and _days(first, today) < -1 and status in ("occurred", "ongoing"):
            return "planned"
        return status

    def is_history(self, when: When, today: str | None) -> bool:
        """Whether a day or interval ended longer ago than the codebook's window."""
        last = last_day(when)
        return bool(today and last) and _days(last or "", today or "") > self._window

    def of_court(self, sentence: Sentence, token: Token) -> bool:
        """Whether a court or an authority deals with it afterwards ("sentenced for taking part in a rally")."""
        above = list(sentence.ancestors(token))[:6]
        link = next((i for i, a in enumerate(above) if a.lower in ("for", "over", "of", "in")), len(above))
        return any({a.lemma, a.lower} & self._words["judicial_verbs"] for a in above[link:])

    # -- what the words tell ------------------------------------------------------------------------------------

    def _has(self, name: str, tokens: Iterable[Token]) -> bool:
        words = self._words[name]
        return any(t.lemma in words or t.lower in words for t in tokens)

    def _is_cancelled(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        for head in heads[1:]:
            if head.lemma in self._words["cancel_nouns"] and head.pos == "NOUN":
                return True
            if head.lemma in self._words["cancel_verbs"] and head.pos == "VERB" and _is_patient(sentence, token, head):
                return not sentence.children(head, "neg")
        reach = sentence.text[max(0, token.start - sentence.start - 60) : token.end - sentence.start + 60].lower()
        match = self._cancelled.search(reach)
        return bool(match) and token.pos in ("NOUN", "PROPN") and any(h.pos == "VERB" for h in heads[1:])

    def _is_history(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        if any(h.lemma in self._words["historical_nouns"] and h.pos == "NOUN" for h in heads[1:3]):
            return True
        before = sentence.text[: token.start - sentence.start].lower()[-70:]
        after = sentence.text[token.end - sentence.start :].lower()[:70]
        return any(m.end() > len(before) - 25 for m in self._past.finditer(before)) or bool(self._past.search(after))

    def _is_supposed(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        if self._has("supposed_words", sentence.children(token, "det", "amod")):
            return True
        if not self._carries(token, heads):
            return any(self._supposes(sentence, h) for h in heads[1:])
        for head in heads:
            auxiliaries = sentence.children(head, "aux")
            past = any(a.lemma == "have" for a in auxiliaries) and head.i != token.i
            if self._has("supposed_modals", auxiliaries) and not past:
                return True
            if self._has("supposed_marks", sentence.children(head, "mark")):
                return True
            if head.i != token.i and self._supposes(sentence, head):
                return True
        return False

    def _is_under_condition(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        """Whether a condition stands beside a verb of what lies ahead: "if the talks fail, they will march"; a plan
        that holds whatever happens, "even if it rains", stays a plan."""
        if not tense_is_future(sentence, token):
            return False
        clauses = [c for h in heads if h.pos in ("VERB", "AUX") for c in sentence.children(h, "advcl")]
        marks = [m for c in clauses for m in sentence.children(c, "mark") if m.lower in self._words["conditions"]]
        return any(not (m.i and sentence.tokens[m.i - 1].lower == "even") for m in marks)

    def _supposes(self, sentence: Sentence, head: Token) -> bool:
        if head.pos == "VERB":
            negated = bool(sentence.children(head, "neg")) and head.lemma in self._words["planned_verbs"]
            return head.lemma in self._words["supposed_verbs"] or negated
        return head.pos == "NOUN" and head.lemma in self._words["supposed_nouns"]

    def _is_planned(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        if self._has("planned_words", sentence.children(token, "amod", "compound")):
            return True
        if any(h.lemma in self._words["banned_verbs"] and _is_patient(sentence, token, h) for h in heads[1:3]):
            return True
        announced = (h for h in heads[1:3] if h.lemma in self._words["announcing_verbs"])
        if token.pos != "VERB" and any(_is_patient(sentence, token, h) for h in announced):
            return True
        if any(h.lemma in self._words["calling"] and _is_called_for(sentence, token, h) for h in heads[1:4]):
            return True
        if self._ahead.match(sentence.text, token.end - sentence.start):
            return True
        if _is_infinitive(sentence, token) and self._has("planned_verbs", heads[1:3]):
            return True
        return self._carries(token, heads) and tense_is_future(sentence, token)

    def _carries(self, token: Token, heads: Sequence[Token]) -> bool:
        """Whether what the verb above tells of time and chance is told of the gathering itself."""
        verb = next((h for h in heads[1:] if h.pos in ("VERB", "AUX")), None)
        if token.dep == "pobj" and heads[1:] and heads[1].lower in self._words["beside"]:
            return False
        if verb is None or token.pos in ("VERB", "AUX") or token.dep in ("nsubj", "nsubjpass", "ROOT", "compound"):
            return True
        return verb.lemma in self._words["carrying_verbs"] or verb.lemma in self._words["planned_verbs"]

    def _is_ongoing(self, sentence: Sentence, token: Token, heads: Sequence[Token]) -> bool:
        if self._has("ongoing_words", sentence.children(token, "amod", "advmod")):
            return True
        verb = next((h for h in heads if h.pos in ("VERB", "AUX")), None)
        if verb is None:
            return False
        auxiliaries = [a.lower for a in sentence.children(verb, "aux")]
        progressive = verb.tag == "VBG" and any(a in ("is", "are", "'s", "’s", "been") for a in auxiliaries)
        present = verb.tag in ("VBP", "VBZ") or "have" in auxiliaries or "has" in auxiliaries
        return progressive or (present and verb.lemma in self._words["ongoing_verbs"]) or (
            verb.lemma == "be" and self._has("ongoing_words", sentence.children(verb, "advmod", "acomp", "prep"))
        )  # fmt: skip


def _pattern(patterns: Sequence[str]) -> Wordings:
    return Wordings("|".join(rf"\b(?:{p})" for p in patterns))


def _heads(sentence: Sentence, token: Token) -> list[Token]:
    """The token and the heads above it, to the verb of its clause and, of an infinitive or complement, one more."""
    heads = [token]
    for ancestor in sentence.ancestors(token):
        below = heads[-1]
        if below.pos in ("VERB", "AUX") and (
            below.dep not in ("xcomp", "ccomp", "pcomp", "acl") or _finite(sentence, below)
        ):
            break
        heads.append(ancestor)
        if len(heads) >= _MAX_HEADS:
            break
    return heads


def _finite(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause has a past of its own, which no verb above it puts in doubt."""
    return verb.tag == "VBD" or any(a.tag == "VBD" for a in sentence.children(verb, "aux", "auxpass"))


def _is_patient(sentence: Sentence, token: Token, verb: Token) -> bool:
    """Whether a noun is what a verb is done to: its object, passive subject, "for" or "on" object, or the noun that
    its participle modifies."""
    current = token
    while current.dep in ("compound", "conj", "nmod", "amod") and current.head != current.i:
        current = sentence.head(current)
    head = sentence.head(current)
    if current.dep == "pobj" and head.lower in ("for", "on"):
        return head.head == verb.i
    return (current.dep in ("dobj", "nsubjpass") and current.head == verb.i) or (
        verb.head == token.i and verb.dep in ("acl", "amod")
    )


def _is_called_for(sentence: Sentence, token: Token, caller: Token) -> bool:
    """ "called for a march", "calls for protests": the object of the caller's "for"."""
    head = sentence.head(token)
    return token.dep == "pobj" and head.lower == "for" and head.head == caller.i


def _is_infinitive(sentence: Sentence, token: Token) -> bool:
    for current in (token, *sentence.ancestors(token)):
        if current.pos == "VERB":
            return any(c.lower == "to" for c in sentence.children(current, "aux"))
    return False


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
