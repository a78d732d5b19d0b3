"""Modality: whether a figure is told as something that occurred, is planned or is supposed; and running counts."""

from __future__ import annotations

import re
from collections.abc import Container

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.lexicon import inflected
from demonstrably.extract.tense import only_tells, tense_is_future
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Modality

_VAGUE = frozenset({"dozen", "score", "hundred", "thousand", "million"})
"""Lemmas of figures that are nouns to a parse."""


_PERFECT = frozenset({"have", "has", "'ve", "’ve"})


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
        self._telling = frozenset(table["hypothetical"]["telling"])
        self._abilities = frozenset(table["hypothetical"]["abilities"])
        self._conditions = frozenset(table["hypothetical"]["conditions"])
        self._inverted = frozenset(table["hypothetical"]["inverted"])
        self._announcing = frozenset(table["planned"]["announcing"])
        self._heralding = frozenset(table["planned"]["heralding"])
        self._announced = frozenset(table["planned"]["announced"])
        self._bidding = frozenset(tuple(words.split()) for words in table["planned"]["bidding"])
        self._enlisting = frozenset(table["planned"]["enlisting"])
        self._coming = frozenset(table["planned"]["coming"])
        self._likely = frozenset(table["planned"]["likely"])
        self._staying = frozenset(table["occurred"]["staying"])
        self._figures = frozenset(table["occurred"]["figures"])
        self._befallen = re.compile("|".join(table["occurred"]["befallen"]), re.IGNORECASE)
        self._professing = frozenset(table["planned"]["professing"]) | self._enlisting
        self._letting = frozenset(table["planned"]["letting"])
        self._missed = re.compile("|".join(table["planned"]["missed"]), re.IGNORECASE)
        self._registrars = frozenset(table["planned"]["registrars"])
        self._guesses = frozenset(table["occurred"]["guesses"])
        self._reckoning = re.compile("|".join(table["occurred"]["reckoning"]), re.IGNORECASE)
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
        sought = not suffered and (
            self._is_sought(sentence, focus)
            or self._is_enlisted(sentence, focus)
            or self._is_registered(sentence, focus)
        )
        if sought or tense_is_future(sentence, focus) or self._is_planned(sentence, focus):
            wished = any(p.search(sentence.text) for p in self._wishes)
            return "hypothetical" if wished or self._is_conditional(sentence, focus) else "planned"
        return "hypothetical" if self._is_supposed(sentence, focus) else "occurred"

    def was_missed(self, sentence: Sentence, end: int) -> bool:
        """Whether a figure that ends there was only expected ("short of the 7,000 the organisers had hoped for")."""
        return self._missed.match(sentence.text, max(0, end - sentence.start)) is not None

    def comes_before_plan(self, sentence: Sentence, start: int) -> bool:
        """Whether a figure that starts there tells of a death or an arrest that came before what is planned: "agreed to
        lift their protest after the death of a labourer"."""
        return self._befallen.search(sentence.text[: max(0, start - sentence.start)]) is not None

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
            planned = self._under_plan(sentence, focus) or _is_for_figure(sentence, focus, self._announcing)
            return sentence.head(focus).lemma not in self._planned_nouns and not planned
        relative = next((t for t in (focus, *sentence.children(focus, "relcl")) if t.dep == "relcl"), None)
        if relative is not None and _is_past(sentence, relative):
            professed = relative.lemma in self._professing and relative.tag != "VBD"
            return not professed and not self._plans(relative) and not self._announces(sentence, relative, focus)
        if self._is_a_guess(sentence, focus) or self._is_perfect(sentence, focus) or self._is_staying(sentence, focus):
            return True
        above = sentence.head(sentence.head(focus)) if focus.dep == "pobj" else sentence.head(focus)
        return focus.dep in ("pobj", "nummod", "appos") and above.lemma in self._figures and above.dep == "nsubj"

    def _is_a_guess(self, sentence: Sentence, focus: Token) -> bool:
        """Whether a count of what is past is only guessed at: "the toll may be as high as 200"."""
        reckoned = self._reckoning.search(sentence.text)
        if reckoned and sentence.start + reckoned.start() < focus.start:  # "I would say 3,000"
            return True
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
                unmet = verb.dep == "xcomp" and sentence.head(verb).lemma == "be"  # "was to have drawn 20,000"
                return not unmet and not self._under_plan(sentence, verb)
        return False

    def _under_plan(self, sentence: Sentence, focus: Token) -> bool:
        return any(self._plans(t) for t in sentence.ancestors(focus)) or self._plans(focus)

    def _plans(self, token: Token) -> bool:
        return (
            token.pos == "VERB"
            and token.dep != "amod"
            and (token.lemma in self._planned_verbs or token.lower in self._planned_forms)
        )

    @staticmethod
    def _is_done(sentence: Sentence, noun: Token) -> bool:
        beside = [c for c in sentence.children(noun, "acl") if c.tag == "VBN" and c.i > noun.i]
        return noun.pos in ("NOUN", "NUM") and any(not sentence.children(c, "aux") for c in beside)

    def _is_conditional(self, sentence: Sentence, focus: Token) -> bool:
        """Whether a condition stands beside one of the clause's verbs."""
        clauses = [c for t in _clause_heads(sentence, focus) for c in sentence.children(t, "advcl")]
        clauses += [t for t in _clause_heads(sentence, focus) if t.dep == "advcl"]
        marked = any(m.lower in self._conditions for c in clauses for m in sentence.children(c, "mark"))
        return marked or any(sentence.subtree(c)[0].lower in self._inverted for c in clauses)

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
        if _is_for_figure(sentence, focus, self._announcing) or self._is_put_ahead(sentence, focus):
            return True
        heads = _clause_heads(sentence, focus)
        for token, below in zip(heads, [None, *heads], strict=False):
            if below is not None and below.dep == "dative":
                return False  # "promised the 300 protesters a new road"
            if self._has_let(sentence, token):
                continue
            if (
                self._plans(token)
                or self._announces(sentence, token, focus)
                or self._holds_plan(sentence, token, below)
            ):
                return True
            if token.lemma in self._planned_nouns and token.pos == "NOUN":
                return True
        return False

    def _holds_plan(self, sentence: Sentence, verb: Token, below: Token | None) -> bool:
        """Whether a verb's object is a plan for what stands below it ("gave up their plan for a march of 10,000", "a
        permit was issued for 500 participants")."""
        told = [o for o in sentence.children(verb, "dobj", "nsubjpass") if o.lemma in self._planned_nouns]
        preps = [below] if below is not None else sentence.children(verb, "prep")
        if not told or any(_is_counted(sentence, s) for s in sentence.children(verb, "nsubj", "nsubjpass")):
            return False
        return any(p.dep == "prep" and p.lower in ("for", "of") and p.i > told[0].i for p in preps)

    def _has_let(self, sentence: Sentence, verb: Token) -> bool:
        """Whether people were let do what they then did ("400 were allowed to lay wreaths")."""
        if verb.lemma not in self._letting or not _is_past(sentence, verb):
            return False
        had = any(c.lower in ("had", "have", "has") for c in sentence.children(verb, "aux"))
        done = sentence.children(verb, "xcomp", "ccomp")
        return not had and any(h.lower == "to" for c in done for h in sentence.children(c, "aux"))

    def _is_put_ahead(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a gathering is planned for a day ("a protest by 3,000 nurses planned for Tuesday was cancelled")."""
        if noun.pos != "NOUN":
            return False
        around = (*sentence.subtree(noun), *(c for h in _clause_heads(sentence, noun) for c in sentence.children(h)))
        beside = (t for t in around if t.dep == "acl" and t.tag == "VBN" and self._plans(t))
        return any(p.lower == "for" for t in beside for p in sentence.children(t, "prep"))

    def _is_sought(self, sentence: Sentence, focus: Token) -> bool:
        """Whether somebody wants, calls for or counts on so many people ("is calling for 50,000 supporters to march",
        "wants 100,000 at the gate"), or they are likely ("a crowd of 15,000 is likely")."""
        heads = _clause_heads(sentence, focus)[:3]
        for below, token in zip([None, *heads], heads, strict=False):
            if token.lemma == "be" and token.tag in ("VBZ", "VBP"):
                likely = any(c.lower in self._likely for c in sentence.children(token, "acomp"))
                return likely or any(  # "40 towns are to hold rallies"
                    c.lemma in self._coming and any(h.lower == "to" for h in sentence.children(c, "aux"))
                    for c in sentence.children(token, "xcomp")
                )
            if token.pos != "VERB":
                continue
            if below is not None and below.dep == "prep" and (token.lemma, below.lower) in self._bidding:
                return True
            bids = (
                below is None
                and not sentence.children(token, "dobj", "nsubjpass")
                and any((token.lemma, p.lower) in self._bidding for p in sentence.children(token, "prep"))
            )
            if bids or (token.lemma,) in self._bidding:
                return not any(_is_counted(sentence, s) for s in sentence.children(token, "nsubj"))
        return False

    def _is_enlisted(self, sentence: Sentence, focus: Token) -> bool:
        """Whether people have only said that they will come ("12,000 have registered for the march", "8,000 have said
        on Facebook that they will attend")."""
        above = (t for t in (focus, sentence.head(focus)) if t.pos == "VERB")
        if any(
            verb.lemma in self._enlisting
            and (
                any(c.lower == "for" for c in sentence.children(verb, "prep"))
                or any(c.tag == "VB" for c in sentence.children(verb, "xcomp", "advcl"))
                or any(c.lower == "up" for c in sentence.children(verb, "prt"))
            )
            for verb in above
        ):
            return True
        said = (c for c in sentence.children(focus, "ccomp") if c.lemma in self._coming)
        return any(
            any(s.lower == "they" for s in sentence.children(c, "nsubj"))
            and {"will", "would", "'ll", "’ll"} & {h.lower for h in sentence.children(c, "aux")}
            and not sentence.children(c, "neg")
            for c in said
        )

    def _is_registered(self, sentence: Sentence, focus: Token) -> bool:
        """Whether so many are only what a gathering was registered for ("the organisers had registered 3,000",
        "registered were 10,000"), not those whom a police or a hospital counted."""
        verb = next((t for t in (focus, sentence.head(focus)) if t.lower == "registered"), None)
        if verb is None:  # "Registered were 10,000"
            return any(t.lower == "registered" and t.tag == "VBN" for t in sentence.children(focus, "nsubj"))
        if verb.i != focus.i and focus.dep not in ("dobj", "nsubj", "nsubjpass", "attr"):
            return False
        subjects = sentence.children(verb, "nsubj")
        helpers = {c.lower for c in sentence.children(verb, "aux", "auxpass")}
        if not subjects:
            return bool(helpers & {"were", "was", "been"}) or sentence.tokens[0].i == verb.i
        return "had" in helpers and not any(s.lemma in self._registrars for s in subjects)

    def _is_staying(self, sentence: Sentence, focus: Token) -> bool:
        """Whether people who are there only mean to go on ("500 protesters vowed to stay until their release")."""
        willing = next((t for t in _clause_heads(sentence, focus) if self._plans(t)), None)
        if willing is None or willing.tag not in ("VBD", "VBZ", "VBP"):
            return False
        meant = next(iter(sentence.children(willing, "xcomp")), willing)
        subjects = sentence.children(willing, "nsubj")
        return meant.lemma in self._staying and any(_is_counted(sentence, s) for s in subjects)

    def _announces(self, sentence: Sentence, verb: Token, focus: Token) -> bool:
        """ "announced for 2,000 people", "announces a march of 10,000"."""
        if verb.lemma not in self._announcing:
            return False
        told = [p for p in sentence.children(verb, "prep") if p.lower == "for"]
        if verb.lemma in self._heralding:
            told += [o for o in sentence.children(verb, "dobj") if o.lemma in self._announced]
        return any(focus.i in {t.i for t in sentence.subtree(p)} for p in told)

    def _is_supposed(self, sentence: Sentence, focus: Token) -> bool:
        heads = _clause_heads(sentence, focus)
        for below, token in zip([None, *heads], heads, strict=False):
            if below is not None and below.dep == "ccomp" and below.i < token.i and _is_past(sentence, below):
                return False  # told by itself before a clause with a modal of its own
            if (
                below is not None
                and below.dep == "ccomp"
                and token.lemma in self._telling
                and _is_past(sentence, below)
            ):
                return False
            helpers = {c.lower for c in sentence.children(token, "aux")} & self._supposed
            helpers = set() if only_tells(sentence, token) else helpers
            able = helpers == {"could"} and (token.lemma in self._abilities or bool(sentence.children(token, "neg")))
            if helpers and not able:
                return not any(c.lower == "have" for c in sentence.children(token, "aux")) or token.i == focus.i
            if any(c.lower in self._marks for c in sentence.children(token, "mark")):
                return not any(c.lower == "you" for c in sentence.children(token, "nsubj"))  # "if you believe them"
            if token.i != focus.i and token.lemma in self._supposing_verbs and token.pos == "VERB":
                return True
        return False


def _is_for_figure(sentence: Sentence, verb: Token, announcing: Container[str]) -> bool:
    """Whether a gathering is announced for so many: "the march, registered with police for 800 people"."""
    if verb.lemma not in announcing or verb.pos != "VERB":
        return False
    people = (o for p in sentence.children(verb, "prep") if p.lower == "for" for o in sentence.children(p, "pobj"))
    return any(o.tag in ("NNS", "CD") and (o.tag == "CD" or sentence.children(o, "nummod")) for o in people)


def _is_counted(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase holds a figure in digits or words ("some 500 protesters", "hundreds of farmers")."""
    return any(t.tag == "CD" or t.lemma in _VAGUE for t in sentence.subtree(noun))


def _is_object_of(sentence: Sentence, relative: Token) -> bool:
    """Whether what a relative clause is of is its object: "the 10,000 whom organisers had promised"."""
    subjects = sentence.children(relative, "nsubj")
    return bool(subjects) and all(s.tag not in ("WDT", "WP") for s in subjects)


def _is_past(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is in the past or past perfect, without a modal."""
    helpers = sentence.children(verb, "aux", "auxpass")
    told = verb.tag == "VBD" or any(h.tag == "VBD" or h.lower in _PERFECT for h in helpers)
    return told and not any(h.tag == "MD" for h in helpers)


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
        if len(heads) > 6:
            break
    return heads
