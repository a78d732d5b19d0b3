"""Whether what a clause tells lies ahead of the text: willed, planned, scheduled, called for."""

from __future__ import annotations

from functools import cache

from demonstrably.codebook import Codebook
from demonstrably.language.analysis import Sentence, Token

_CLAUSE_LIMIT = 12
"""Heads climbed from a token at most; deeper nesting is a parse gone wrong."""

_PAST_TAGS = frozenset({"VBD"})
_LOOSE = frozenset({"VBG", "VBN", "VB", "VBP", "VBZ"})


class Tense:
    """Reads the tense of clauses by the cues of the codebook table "<language>/tense"."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/tense")
        self._modals = frozenset(table["modals"])
        self._planners = frozenset(table["planners"])
        self._planning = frozenset(table["planning"])
        self._ahead = frozenset(table["ahead"])
        self._callers = frozenset(table["callers"])
        self._called = frozenset(table["called"])
        self._opposing = frozenset(table["opposing"])
        self._pointers = frozenset(table["pointers"])
        self._present = frozenset(table["scheduled_present"])
        self._perceived = frozenset(table["perceived"])
        self._held = frozenset(table["held"])
        self._telling, self._sparing = frozenset(table["telling"]), frozenset(table["sparing"])
        self._hindsight = frozenset(table["hindsight"])
        self._beheld = frozenset(table["beheld"])

    def is_future(self, sentence: Sentence, token: Token) -> bool:
        """Whether the clause that a token belongs to is future or planned.

        Climbs from the token: each verb on the way says future (True), past (False), or leaves it to the one above.
        """
        below = token
        for step, current in enumerate((token, *sentence.ancestors(token))):
            if step > _CLAUSE_LIMIT:
                return False
            verdict = self._says(sentence, current, below, token)
            if verdict is not None:
                return verdict
            below = current
        return False

    def _says(self, sentence: Sentence, current: Token, below: Token, token: Token) -> bool | None:
        """What one word on the way up says: True future, False past, None nothing."""
        if current.pos in ("VERB", "AUX"):
            return self._verb_says(sentence, current, below, token)
        modified = {child.lower for child in sentence.children(current, "amod", "compound")}
        if (modified & self._ahead and not self._is_opposed(sentence, current)) or current.lemma in self._pointers:
            return True
        if current.lemma in self._callers and self._calls_for(sentence, current, token):
            return True
        return None

    def _is_opposed(self, sentence: Sentence, noun: Token) -> bool:
        """Whether what lies ahead is only what people came out against ("rallied against proposed cuts")."""
        return sentence.head(noun).lemma in self._opposing

    def _verb_says(self, sentence: Sentence, verb: Token, below: Token, token: Token) -> bool | None:
        helpers = sentence.children(verb, "aux", "auxpass")
        if self._told_above(sentence, verb, token):
            return None
        if self._is_modal(sentence, verb, helpers) or self._is_planned(sentence, verb, token):
            return True
        if any(helper.lower == "to" for helper in helpers):
            return self._infinitive_says(sentence, verb)
        if verb.tag in _PAST_TAGS or any(h.tag in _PAST_TAGS or h.lemma == "have" for h in helpers):
            return False
        return self._present_says(verb, bool(helpers))

    def _told_above(self, sentence: Sentence, verb: Token, token: Token) -> bool:
        """Whether a day stands before a reported clause and so tells when it was said ("said on Friday they would")."""
        subjects = sentence.children(verb, "nsubj", "nsubjpass", "expl")
        head = sentence.head(verb)
        return verb.dep == "ccomp" and head.start < token.start and all(token.start < s.start for s in subjects[:1])

    def _is_modal(self, sentence: Sentence, verb: Token, helpers: tuple[Token, ...]) -> bool:
        """A modal without "have" ("would have marched" is past); "could" not of what was seen or failed, "must" not of
        what is held to be so."""
        modals = {helper.lower for helper in helpers} & self._modals
        if not modals or any(helper.lemma == "have" for helper in helpers) or self.only_tells(sentence, verb):
            return False
        if modals == {"must"} and verb.lemma in self._held:
            return False
        past_ability = verb.lemma in self._perceived or bool(sentence.children(verb, "neg"))
        return modals != {"could"} or not past_ability

    def only_tells(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb tells what was, whatever its modal: one of telling ("would only confirm nine arrests", "would
        later say that 14 were held"), or any in hindsight ("four of them would later die")."""
        beside = {t.lower for t in sentence.tokens[max(0, verb.i - 2) : verb.i + 3]}
        if verb.lemma in self._telling and beside & self._sparing:
            return True
        return verb.dep != "ccomp" and "would" in beside and bool(beside & self._hindsight)

    def _present_says(self, verb: Token, helped: bool) -> bool | None:
        """A present or participle: a timetable's present is ahead, "held on Sunday" past, the rest up to the head."""
        if verb.tag in ("VBP", "VBZ") and verb.lemma in self._present:
            return True
        if verb.tag == "VBN" and verb.dep == "acl" and not helped:
            return False
        if verb.tag in ("VBP", "VBZ") and verb.dep not in ("advcl", "relcl"):
            return False
        return None if verb.tag in _LOOSE and verb.dep != "ROOT" else False

    def _is_planned(self, sentence: Sentence, verb: Token, token: Token) -> bool:
        """ "planned for Sunday", "set for Sunday", "plan a rally on Sunday", "called for protests on Sunday"."""
        after = token.start > verb.start
        if not after:
            return False
        ahead = verb.lemma in self._planners and verb.tag != "VBD" and self._under(sentence, verb, token, "for")
        planning = verb.lemma in self._planning and not self._speaks_of_past(sentence, verb, token)
        return ahead or planning or (verb.lemma in self._callers and self._calls_for(sentence, verb, token))

    def _speaks_of_past(self, sentence: Sentence, verb: Token, token: Token) -> bool:
        """Whether a finite clause stands between a planning verb and the token, which then has its own tense."""
        for above in (token, *sentence.ancestors(token)):
            if above.i == verb.i:
                return False
            if above.tag in _PAST_TAGS and above.dep != "amod":
                return True
        return False

    def _under(self, sentence: Sentence, verb: Token, token: Token, preposition: str) -> bool:
        """Whether the token stands after such a preposition of the verb."""
        return any(p.lower == preposition and p.start < token.start for p in sentence.children(verb, "prep", "dative"))

    def _calls_for(self, sentence: Sentence, caller: Token, token: Token) -> bool:
        """Whether what is called for, before the token, is a gathering or the like."""
        heads = [caller, *sentence.children(caller, "prep")]
        objects = [o for head in heads for o in sentence.children(head, "dobj", "pobj", "nsubjpass")]
        return any(self._is_called(sentence, o) for o in objects if o.i < token.i)

    def _is_called(self, sentence: Sentence, noun: Token) -> bool:
        return any(word.lemma in self._called for word in sentence.conjuncts(noun))

    def _infinitive_says(self, sentence: Sentence, verb: Token) -> bool | None:
        """ "to march": ahead under a planner, "be" or nothing (a headline); otherwise the clause above tells."""
        head = sentence.head(verb)
        if self._is_beheld(sentence, verb):
            return None
        alone, purpose = head.i == verb.i, verb.dep in ("relcl", "acl") and head.pos in ("NOUN", "PROPN")
        planned = head.lemma in self._planners or (head.lemma == "be" and verb.dep == "xcomp")
        return True if alone or planned or purpose else None

    def _is_beheld(self, sentence: Sentence, verb: Token) -> bool:
        """Whether "it is" so or so to see something, which then is there ("it's a pleasure to see 200 people")."""
        being = next((t for t in sentence.ancestors(verb) if t.lemma == "be"), None)
        if verb.lemma not in self._beheld or being is None:
            return False
        described = [c for c in sentence.children(being, "acomp", "attr") if c.i < verb.i]
        it = any(s.lower == "it" for s in sentence.children(being, "nsubj", "expl"))
        return it and any(c.lemma not in self._planners for c in described)


@cache
def _english() -> Tense:
    return Tense(Codebook())


def tense_is_future(sentence: Sentence, token: Token) -> bool:
    """Whether the clause that a token belongs to is future or planned, by the packaged English cues."""
    return _english().is_future(sentence, token)


def only_tells(sentence: Sentence, token: Token) -> bool:
    """Whether a verb of telling tells what was, whatever its modal, by the packaged English cues."""
    return _english().only_tells(sentence, token)
