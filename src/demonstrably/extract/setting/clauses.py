"""Clauses: what hangs on what in a parsed sentence, as places and dates need to know it."""

from __future__ import annotations

import re

from demonstrably.language.analysis import Sentence, Token

_TURN = re.compile(r"[,;]\s+(?:while|whereas|but|although|though|compared|and that|and there)\b|;\s", re.IGNORECASE)
_ARRIVALS = frozenset({"come", "arrive", "travel", "drive", "fly", "bus", "hail", "return", "walk", "journey", "bring"})
_DAY_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "morning",
        "afternoon",
        "evening",
        "night",
        "day",
        "week",
        "month",
        "year",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "weekend",
        "hours",
    ]
)


def preposition(sentence: Sentence, token: Token) -> str:
    """The preposition that governs a toponym, through appositions, compounds and lists; "" where there is none."""
    current = token
    for _ in range(5):
        head = sentence.head(current)
        if head.i == current.i:
            return ""
        if current.dep in ("pobj", "pcomp"):
            return head.lower
        if current.dep not in ("compound", "appos", "conj", "nmod", "poss", "amod", "npadvmod", "nummod", "dep"):
            return ""
        current = head
    return ""


def comes_from(sentence: Sentence, token: Token) -> bool:
    """Whether a toponym is where somebody came from: "came from Texas", "farmers from across the Union"."""
    while token.dep in ("conj", "appos", "compound") and token.head != token.i:
        token = sentence.head(token)
    links = [sentence.head(token), *sentence.ancestors(sentence.head(token))][:2]
    out = next((t for t in links if t.lower == "from"), None)
    if out is None or (out.i != links[0].i and links[0].pos != "ADP"):
        return False
    return sentence.head(out).lemma in _ARRIVALS or sentence.head(out).pos in ("NOUN", "PROPN")


def shares_clause(sentence: Sentence, focus: Token, token: Token) -> bool:
    """Whether a token hangs, through prepositions and noun phrases only, on the focus or on the verb above it."""
    verbs = {focus.i}
    for ancestor in sentence.ancestors(focus):
        verbs.add(ancestor.i)
        if ancestor.pos in ("VERB", "AUX"):
            break
    for ancestor in sentence.ancestors(token):
        if ancestor.i in verbs:
            return True
        if ancestor.pos in ("VERB", "AUX"):
            return False
    return False


def segment(sentence: Sentence, offset: int) -> int:
    """Which stretch of a sentence between turns (", while", "; ") an offset stands in: a parse often misses them."""
    return sum(m.start() + sentence.start < offset for m in _TURN.finditer(sentence.text))


def hangs_on(sentence: Sentence, focus: Token, token: Token) -> bool:
    """Whether the focus is the first verb above a token ("said they would march on Sunday")."""
    verb = next((a for a in sentence.ancestors(token) if a.pos in ("VERB", "AUX")), None)
    return verb is not None and verb.i == focus.i


def in_side_clause(sentence: Sentence, focus: Token, token: Token, figure: Token | None = None) -> bool:
    """Whether a token stands in a subordinate clause that does not hold the focus: "..., banned on 5 July". A clause
    that tells what the figure's people do is none ("15,000 people to march on 25 July")."""
    for ancestor in sentence.ancestors(token):
        if ancestor.i == focus.i:
            return False
        if ancestor.pos in ("VERB", "AUX"):
            aside = ancestor.dep in ("relcl", "acl", "advcl") and not (figure and ancestor.head == figure.i)
            return aside and all(t.i != focus.i for t in sentence.subtree(ancestor))
    return False


def nouns_between(sentence: Sentence, focus: Token, token: Token) -> int:
    """Nouns that a date hangs on before it reaches the focus or a verb: "ahead of his inauguration on Monday"."""
    count = 0
    for ancestor in sentence.ancestors(token):
        if ancestor.i == focus.i or ancestor.pos in ("VERB", "AUX"):
            break
        count += ancestor.pos in ("NOUN", "PROPN") and ancestor.lower not in _DAY_WORDS
    return count
