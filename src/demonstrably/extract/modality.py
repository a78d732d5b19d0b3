"""Modality: whether a figure is told as something that occurred, is planned or is supposed; and running counts."""

from __future__ import annotations

import re

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.lexicon import inflected
from demonstrably.extract.tense import tense_is_future
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Modality


class ModalityRules:
    """Whether what a clause tells occurred, is planned or is supposed."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/modality")
        self._planned_verbs = frozenset(table["planned"]["verbs"])
        self._planned_forms = frozenset(f for v in self._planned_verbs for f in inflected(v))
        self._planned_nouns = frozenset(table["planned"]["nouns"])
        self._going_on = frozenset(table["planned"]["going_on"])
        self._ahead = re.compile(rf"(?:\b|(?=[’']))(?:{'|'.join(table['planned']['ahead'])})\b", re.IGNORECASE)
        self._supposed = frozenset(table["hypothetical"]["auxiliaries"])
        self._marks = frozenset(table["hypothetical"]["marks"])
        self._supposing_verbs = frozenset(table["hypothetical"]["verbs"])
        self._abilities = frozenset(table["hypothetical"]["abilities"])
        self._conditions = frozenset(table["hypothetical"]["conditions"])
        self._announcing = frozenset(table["planned"]["announcing"])
        self._figures = frozenset(table["occurred"]["figures"])
        self._guesses = frozenset(table["occurred"]["guesses"])
        self._wishes = [re.compile(p, re.IGNORECASE) for p in table["hypothetical"]["wishes"]]
        self._contrast = [re.compile(p, re.IGNORECASE) for p in table["denied"]["contrast"]]
        self._retraction = [re.compile(p, re.IGNORECASE) for p in table["denied"]["retraction"]]
        self._righting = re.compile("|".join(table["denied"]["righting"]), re.IGNORECASE)
        self._running = re.compile("|".join(rf"\b{w}\b" for w in table["running"]["words"]), re.IGNORECASE)
        self._as_of = [re.compile(rf"\b{p}" if p[0] != "\\" else p, re.IGNORECASE) for p in table["running"]["as_of"]]

    def modality(self, sentence: Sentence, focus: Token, *, suffered: bool = False) -> Modality:
        """The modality of the clause that a token stands in, without denials (those are the source's).

        `suffered` is true of figures of what was done to people: a participle beside the noun then tells of it, not
        the clause's verb ("five people, arrested on Monday, will appear in court").
        """
        if self._is_settled(sentence, focus) or (suffered and self._is_done(sentence, focus)):
            return "occurred"
        if tense_is_future(sentence, focus) or self._is_planned(sentence, focus):
            wished = any(p.search(sentence.text) for p in self._wishes)
            return "hypothetical" if wished or self._is_conditional(sentence, focus) else "planned"
        return "hypothetical" if self._is_supposed(sentence, focus) else "occurred"

    def goes_on_with_plan(self, sentence: Sentence, before: str) -> bool:
        """Whether a sentence in the present speaks on of what the one before, in the same paragraph, puts ahead: "They
        will march on Saturday. Their leader speaks of half a million." """
        root = next((t for t in sentence.tokens if t.head == t.i), None)
        present = root is not None and root.tag in ("VBZ", "VBP") and root.lemma in self._going_on
        return present and self._ahead.search(before) is not None

    def taken_back(self, sentence: Sentence, start: int) -> bool:
        """Whether the text itself denies the figure that starts there: "and not 40", "an earlier version said"."""
        lead = sentence.text[: max(0, start - sentence.start)]
        if any(p.search(lead) for p in self._contrast):
            return True
        taken_back = [m for p in self._retraction for m in p.finditer(lead)]
        return bool(taken_back) and not self._righting.search(lead, min(m.end() for m in taken_back))

    def _is_settled(self, sentence: Sentence, focus: Token) -> bool:
        """Whether the clause has a past of its own: "people, arrested on Monday, would appear", "the 150 who had
        stood here", or its figure was told before ("the figure of 310,000 must include ...")."""
        if focus.tag == "VBN" and focus.dep == "acl" and not sentence.children(focus, "aux"):
            return sentence.head(focus).lemma not in self._planned_nouns and not self._under_plan(sentence, focus)
        relative = next((t for t in (focus, *sentence.children(focus, "relcl")) if t.dep == "relcl"), None)
        if relative is not None and _is_past(sentence, relative):
            return not self._plans(relative) and not self._announces(sentence, relative, focus)
        if self._is_a_guess(sentence, focus) or self._is_perfect(sentence, focus):
            return True
        above = sentence.head(sentence.head(focus)) if focus.dep == "pobj" else sentence.head(focus)
        return focus.dep in ("pobj", "nummod", "appos") and above.lemma in self._figures and above.dep == "nsubj"

    def _is_a_guess(self, sentence: Sentence, focus: Token) -> bool:
        """Whether a count of what is past is only guessed at: "the toll may be as high as 200"."""
        for verb in (t for t in _clause_heads(sentence, focus) if t.lemma == "be"):
            guessed = any(c.lower in self._guesses for c in sentence.children(verb, "aux"))
            if guessed and any(c.lemma in self._figures for c in sentence.children(verb, "nsubj")):
                return True
        return False

    def _is_perfect(self, sentence: Sentence, focus: Token) -> bool:
        """Whether what is told is over, as a perfect infinitive tells ("claims to have brought 12,000")."""
        for verb in (t for t in _clause_heads(sentence, focus) if t.pos == "VERB"):
            helpers = {c.lower for c in sentence.children(verb, "aux")}
            if {"to", "have"} <= helpers:
                return not self._under_plan(sentence, verb)
        return False

    def _under_plan(self, sentence: Sentence, focus: Token) -> bool:
        return any(self._plans(t) for t in sentence.ancestors(focus)) or self._plans(focus)

    def _plans(self, token: Token) -> bool:
        return token.pos == "VERB" and (token.lemma in self._planned_verbs or token.lower in self._planned_forms)

    @staticmethod
    def _is_done(sentence: Sentence, noun: Token) -> bool:
        beside = [c for c in sentence.children(noun, "acl") if c.tag == "VBN" and c.i > noun.i]
        return noun.pos in ("NOUN", "NUM") and any(not sentence.children(c, "aux") for c in beside)

    def _is_conditional(self, sentence: Sentence, focus: Token) -> bool:
        """Whether a condition stands beside one of the clause's verbs."""
        clauses = [c for t in _clause_heads(sentence, focus) for c in sentence.children(t, "advcl")]
        return any(m.lower in self._conditions for c in clauses for m in sentence.children(c, "mark"))

    def running(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a count is said to be under way ("so far") within reach of a figure's span."""
        nearby = sentence.text[max(0, start - sentence.start - 60) : end - sentence.start + 80]
        return bool(self._running.search(nearby))

    def as_of(self, sentence: Sentence, start: int, end: int) -> str | None:
        """When the count was taken, in the text's words ("15:00", "early evening"), None where it is not said."""
        for pattern in self._as_of:
            for match in pattern.finditer(sentence.text):
                if abs(match.start() + sentence.start - end) < 80 or abs(match.end() + sentence.start - start) < 80:
                    return match.group("time").strip()
        return None

    def _is_planned(self, sentence: Sentence, focus: Token) -> bool:
        if any(self._plans(t) and _is_object_of(sentence, t) for t in sentence.children(focus, "relcl")):
            return True
        heads = _clause_heads(sentence, focus)
        for token, below in zip(heads, [None, *heads], strict=False):
            if below is not None and below.dep == "dative":
                return False  # "promised the 300 protesters a new road"
            if self._plans(token) or self._announces(sentence, token, focus):
                return True
            if token.lemma in self._planned_nouns and token.pos == "NOUN":
                return True
        return False

    def _announces(self, sentence: Sentence, verb: Token, focus: Token) -> bool:
        """ "announced for 2,000 people"."""
        preps = sentence.children(verb, "prep") if verb.lemma in self._announcing else ()
        return any(p.lower == "for" and focus.i in {t.i for t in sentence.subtree(p)} for p in preps)

    def _is_supposed(self, sentence: Sentence, focus: Token) -> bool:
        for token in _clause_heads(sentence, focus):
            helpers = {c.lower for c in sentence.children(token, "aux")} & self._supposed
            if helpers and (helpers != {"could"} or token.lemma not in self._abilities):
                return not any(c.lower == "have" for c in sentence.children(token, "aux")) or token.i == focus.i
            if any(c.lower in self._marks for c in sentence.children(token, "mark")):
                return not any(c.lower == "you" for c in sentence.children(token, "nsubj"))  # "if you believe them"
            if token.i != focus.i and token.lemma in self._supposing_verbs and token.pos == "VERB":
                return True
        return False


def _is_object_of(sentence: Sentence, relative: Token) -> bool:
    """Whether what a relative clause is of is its object: "the 10,000 whom organisers had promised"."""
    subjects = sentence.children(relative, "nsubj")
    return bool(subjects) and all(s.tag not in ("WDT", "WP") for s in subjects)


def _is_past(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is in the past or past perfect, without a modal."""
    helpers = sentence.children(verb, "aux", "auxpass")
    return not any(h.tag == "MD" for h in helpers) and (verb.tag == "VBD" or any(h.tag == "VBD" for h in helpers))


def _clause_heads(sentence: Sentence, focus: Token) -> list[Token]:
    """The focus and the heads above it up to the clause's verb and the verb that this is the complement of."""
    heads = [focus]
    for ancestor in sentence.ancestors(focus):
        below = heads[-1]
        if below.pos in ("VERB", "AUX") and below.dep not in ("xcomp", "ccomp", "acl", "aux", "relcl"):
            break
        if any(t.text == ";" for t in sentence.tokens[min(focus.i, ancestor.i) : max(focus.i, ancestor.i)]):
            break
        heads.append(ancestor)
        if len(heads) > 4:
            break
    return heads
