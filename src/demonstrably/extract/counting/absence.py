"""People who are counted but were at no gathering: who stayed away, whom a body stands for, whom a show drew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from demonstrably.extract.counting.counted import Counted
from demonstrably.language.analysis import Sentence, Token

_LEFT = 6
"""Words behind a verb in which it is told how people stayed away: "remain, for now, stranded"."""

_COMING = frozenset({"be", "attend", "come", "get", "make", "join", "enter", "reach", "participate"})
_HOLDING, _ROOMING = ("have", "hold"), ("house", "accommodate", "need", "require", "lack")
_GATHERING = frozenset({"demonstrate", "protest", "rally", "march", "picket", "chant"})
_NUMBERING = ("number", "total")
_PARTAKING = ("participate", "compete", "run")
_PURPOSE = ("xcomp", "advcl")
"""How a clause hangs on a verb that tells to what end people did it ("turned out for a derby to protest")."""
_ARGUMENTS = ("nsubj", "dobj", "nsubjpass")


class Absence:
    """Judges by the lemmas of the codebook's table "<language>/counting", people: `never`, `absent`, `shows`,
    `done_to`, `in_court`, `represented`, `standing`, `institutions`, `schools`, `prisons`."""

    def __init__(self, people: Mapping[str, Any]) -> None:
        self._never, self._shows = frozenset(people["never"]), frozenset(people["shows"])
        self._done_to = frozenset(people["done_to"])
        self._passively = frozenset(people["passively"])
        self._in_court = re.compile(rf",? (?:{'|'.join(people['in_court'])})")
        self._absent = {verb: frozenset(words) for verb, words in people["absent"].items()}
        self._police = frozenset(people["police"])
        self._representing = frozenset(people["represented"])
        self._standing = frozenset([*people["standing"], *people["institutions"]])
        self._schools, self._prisons = frozenset(people["schools"]), frozenset(people["prisons"])

    def is_absent(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether those counted are told to have stayed away, to be kept from moving, to do what no crowd does or to
        be those whom a body has at all times: "5,000 workers stayed home", "hundreds of passengers remain stranded",
        "the court convicted 12 protesters", "the union represents 20,000 workers"."""
        head = counted.head
        verb = sentence.head(head)
        if head.dep in _ARGUMENTS and verb.lemma in self._never:
            return True
        if verb.lemma in _NUMBERING and any(s.lemma in self._police for s in sentence.children(verb, "nsubj")):
            return True  # "the officers on duty numbered 40"
        if self._is_in_court(sentence, counted):
            return True
        if counted.kind != "gatherer" and head.dep == "nsubj" and self._is_at_a_show(sentence, verb):
            return True
        if head.dep == "nsubj" and self._is_enrolled(sentence, verb):
            return True
        if self._is_drawn_by_a_show(sentence, head) or self._is_of_a_body(sentence, head):
            return True
        if _could_not(sentence, counted):
            return True
        told = self._absent.get(verb.lemma, frozenset())
        if not told or head.dep not in _ARGUMENTS:
            return False
        behind = sentence.tokens[verb.i + 1 : verb.i + 1 + _LEFT]
        return any(t.lower in told for t in behind)

    def is_prosecuted(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether a participle says of those counted what no crowd has done to it ("1,185 people prosecuted")."""
        told = [t for t in (counted.head, counted.noun) if t is not None]
        return any(c.lemma in self._never for t in told for c in sentence.children(t, "acl"))

    def _is_in_court(self, sentence: Sentence, counted: Counted) -> bool:
        """Whether those counted are told to be before a court, in prison or free again."""
        head = counted.head
        verb = sentence.head(head)
        if head.dep == "nsubjpass" and verb.lemma in self._passively:
            return True
        suffers = head.dep in ("dobj", "nsubjpass") or (head.dep == "nsubj" and verb.tag == "VBN")
        if suffers and verb.lemma in self._done_to:
            return True
        last = head if counted.noun is None or counted.noun.i < head.i else counted.noun
        return self._in_court.match(sentence.text, last.end - sentence.start) is not None

    def _is_at_a_show(self, sentence: Sentence, verb: Token) -> bool:
        """Whether it is a show that people take part in, for its own sake ("3,000 took part in the half marathon")."""
        return not sentence.children(verb, *_PURPOSE) and any(
            t.lemma in self._shows for t in _taken_part_in(sentence, verb)
        )

    def _is_enrolled(self, sentence: Sentence, verb: Token) -> bool:
        """Whether people attend what has them at all times ("1,900 students attend the university")."""
        present = verb.lemma == "attend" and verb.tag in ("VBP", "VBZ")
        return present and any(o.lemma in self._schools for o in sentence.children(verb, "dobj"))

    def _is_of_a_body(self, sentence: Sentence, head: Token) -> bool:
        """Whether those counted are whom a body stands for or has at all times: "unions that represent 2 million
        workers", "the university has 38,000 students", "the prison holds 5,000"; not whom it had in the street."""
        verb = sentence.head(head)
        if head.dep != "dobj":
            return False
        if verb.lemma in self._representing:
            return True
        if verb.lemma in _ROOMING:
            return True
        if verb.lemma not in _HOLDING or verb.tag not in ("VBZ", "VBP") or sentence.children(head, "acl"):
            return False
        if verb.lemma == "have" and sentence.children(head, "relcl"):
            return False
        first = verb if verb.dep != "conj" or sentence.children(verb, "nsubj") else sentence.head(verb)
        bodies = self._prisons if verb.lemma == "hold" else self._standing
        body = any(s.lemma in bodies for s in sentence.children(first, "nsubj", "nsubjpass"))
        return body and all(p.lower == "of" for p in sentence.children(head, "prep"))

    def _is_drawn_by_a_show(self, sentence: Sentence, head: Token) -> bool:
        """Whether those counted came to something that is no gathering: "a concert attended by 35,000", "the game was
        watched by a crowd of 4,188"."""
        above = sentence.head(head)
        if head.dep == "pobj" and above.lower == "of" and sentence.head(above).lemma == "crowd":
            head = sentence.head(above)
            above = sentence.head(head)
        verb = sentence.head(above) if head.dep == "pobj" and above.lower == "by" else above
        drawn = (verb is not above and verb.lemma in ("attend", "watch")) or (
            head.dep == "dobj" and verb.lemma in ("draw", "attract")
        )
        if not drawn:
            return False
        shown = [*sentence.children(verb, "nsubj", "nsubjpass"), *([sentence.head(verb)] if verb.dep == "acl" else [])]
        return any(t.lemma in self._shows for t in shown)


def _taken_part_in(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """What people take part in, or turn out for: not what they protest or march at."""
    part = [o for o in sentence.children(verb, "dobj") if o.lower == "part"]
    inside = [verb, *part] if part or verb.lemma in _PARTAKING else []
    particles = sentence.children(verb, "prt")
    beyond = [verb, *particles] if particles else []
    for words, lead in ((inside, "in"), (beyond, "for")):
        for preposition in (p for word in words for p in sentence.children(word, "prep") if p.lower == lead):
            yield from sentence.children(preposition, "pobj")


def _could_not(sentence: Sentence, counted: Counted) -> bool:
    """Whether those counted are told not to be there: "the 250,000 who can't be here"; not where they did protest."""
    if sentence.head(counted.head).lemma in _GATHERING:  # "200 people who could not get in demonstrated outside"
        return False
    clauses = (c for t in {counted.head, counted.noun} if t is not None for c in sentence.children(t, "relcl"))
    return any(c.lemma in _COMING and sentence.children(c, "neg") for c in clauses)
