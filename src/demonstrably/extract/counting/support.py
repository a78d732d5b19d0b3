"""What a verb needs beside it to tell of harm: "taken to the station", not "taken to the theatre"; "police held 12",
not "the club held 12"; and what is said beside a noun: "left two dead"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.governors import tells_of_others
from demonstrably.language.analysis import Sentence, Token

_SUPPORT = 18
"""Words between a predicate and one that it needs: "took 17 of them, three with babies, to the police station"."""

_SHARING = frozenset({"conj", "xcomp", "pcomp", "advcl"})
"""Verbs that have their subject from the one above: "dispersed them and held 12", "admitted holding six"."""

_CALLING = ("compound", "amod", "nmod", "conj")
"""Relations of words that say what a doer is ("riot police", "security forces"), or who does it, too."""

_HIMSELF = frozenset({"they", "it", "we", "he", "she"})

_STEPS = 3
"""Verbs up to the one that has the subject."""


def has_beside(sentence: Sentence, token: Token, needed: Collection[str]) -> bool:
    """Whether one of the words stands in what hangs on a predicate."""
    nearby = (t for t in sentence.subtree(token) if abs(t.i - token.i) <= _SUPPORT)
    return any((t.lemma in needed or t.lower in needed) and not _is_his_death(sentence, t) for t in nearby)


def _is_his_death(sentence: Sentence, token: Token) -> bool:
    """Whether "death" is another's told beside ("hurt on the day of his death")."""
    return token.lower == "death" and bool(sentence.children(token, "poss"))


def is_done_by(sentence: Sentence, verb: Token, doers: Collection[str], warding: Collection[str]) -> bool:
    """Whether one of these does what a verb tells, in its own clause or as the one who says that he does, or that it is
    done: "police dispersed them and held 12", "the army said it was holding 20", "doctors said six were admitted"; not
    with one of the words that make it mere `warding` off ("held back 200")."""
    if any(c.lower in warding for c in sentence.subtree(verb)):
        return False
    told = (t for who in _doers(sentence, verb) for t in (who, *sentence.children(who, *_CALLING)))
    return any(t.lemma in doers or t.lower in doers or t.lower.removesuffix("s") in doers for t in told)


def only_wards(sentence: Sentence, verb: Token, warding: Collection[str]) -> bool:
    """Whether people are only kept from somewhere: "held back", "held to account"."""
    first, *then = (*sentence.tokens[verb.i + 1 : verb.i + 3], verb)
    told = (*sentence.children(verb, "advmod", "prt"), *(then if first.lower in ("to", "at") else ()))
    return verb.lemma == "hold" and any(c.lower in warding for c in told)


def _doers(sentence: Sentence, verb: Token) -> Iterator[Token]:
    passive = bool(sentence.children(verb, "auxpass", "nsubjpass"))
    own = sentence.children(verb, "nsubj")
    for _ in range(_STEPS):
        if own or passive or verb.dep not in _SHARING:
            break
        verb = sentence.head(verb)
        own = sentence.children(verb, "nsubj")
    told = sentence.head(verb) if verb.dep == "conj" and sentence.head(verb).dep == "ccomp" else verb
    if told.dep == "ccomp" and (passive or any(s.lower in _HIMSELF for s in own)):
        own = sentence.children(sentence.head(told), "nsubj")
    yield from own


_LEFT = 6
"""Words between those left and how they were left: "left two people including a constable dead"."""


def said_beside(sentence: Sentence, counted: Counted) -> list[str]:
    """The words, in lower case, that may say of a noun phrase how those it counts are."""
    head, noun = counted.head, counted.noun
    labels = ("amod", "acl", "acomp", "oprd", "relcl")
    beside = (c for token in (head, noun) if token for c in sentence.children(token, *labels))
    near = [c.lower for c in beside if not tells_of_others(sentence, c)]
    last = max(t.i for t in (head, noun) if t is not None)
    near += [t.lower for t in sentence.tokens[last + 1 : last + 2]]
    verb = sentence.head(head)
    if head.dep in ("nsubj", "dobj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        near += [c.lower for c in sentence.children(verb, "acomp", "oprd", "attr", "xcomp")]
    if verb.lemma == "leave" and head.dep in ("dobj", "nsubj"):
        near += _up_to_comma(sentence, last + 1)
    return near


def _up_to_comma(sentence: Sentence, first: int) -> list[str]:
    words = [t.lower for t in sentence.tokens[first : first + _LEFT]]
    ends = [i for i, word in enumerate(words) if word in (",", ";", "and", ".")]
    return words[: ends[0]] if ends else words
