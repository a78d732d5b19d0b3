"""Amounts by a cue verb: which of the words around it hold the figure that it gives."""

from __future__ import annotations

from demonstrably.extract.attribution.phrases import is_time
from demonstrably.language.analysis import Sentence, Token

_WHEN = 6
"""Tokens behind a verb within which "of" stands, with no more between than when it was."""


def has_amount(sentence: Sentence, verb: Token) -> bool:
    """Whether an amount stands behind "at" with a verb ("placed the crowd at 5,000")."""
    preps = (p for p in sentence.subtree(verb) if p.lower == "at" and p.i > verb.i)
    return any(o.tag == "CD" for p in preps for o in sentence.children(p, "pobj"))


def told_to_hearer(sentence: Sentence, verb: Token) -> list[Token]:
    """The figure that stands behind who was told: "stewards tell us over 20,000 here already"."""
    hearer, *told = sentence.children(verb, "dobj", "dative", "iobj") or (None,)
    heard = hearer is not None and hearer.pos == "PRON" and hearer.i == verb.i + 1
    return [t for t in told if t.tag == "CD" or sentence.children(t, "nummod")] if heard else []


def bounds(sentence: Sentence, prep: Token) -> bool:
    """Whether a preposition right behind a verb holds a figure that belongs to the clause after it: "said between 800
    and 900 had come", "said over 2,500 people marched"."""
    return any(t.tag == "CD" for t in sentence.subtree(prep))


def amounts_of(sentence: Sentence, agent: Token) -> list[Token]:
    """The prepositions with an amount or a deed that the parser ties to the agent ("estimated by police at 4,000
    people", "accused by activists of beating 12")."""
    preps = sentence.children(agent, "prep")
    counted = (p for p in preps if any(is_counted(sentence, o) for o in sentence.children(p, "pobj")))
    return [*counted, *(p for p in preps if sentence.children(p, "pcomp"))]


def is_counted(sentence: Sentence, token: Token) -> bool:
    """Whether what is joined to a verb is one more figure: "counted 350 nationwide and 47 in Porto"."""
    counts = token.pos in ("NOUN", "ADJ", "VERB")  # "two dead", "31 wounded"
    return token.tag == "CD" or (counts and bool(sentence.children(token, "nummod")))


def doing_of(sentence: Sentence, verb: Token) -> list[Token]:
    """What a number of people right behind a verb were doing, where the parser ties them to that: "counted about 250
    students still sitting outside"."""
    clauses = (c for c in sentence.children(verb, "advcl") if c.tag == "VBG" and c.i > verb.i)
    return [
        c
        for c in clauses
        if min(t.i for t in sentence.subtree(c)) == verb.i + 1
        and any(is_counted(sentence, s) for s in sentence.children(c, "nsubj"))
    ]


def written_of(sentence: Sentence, verb: Token) -> list[Token]:
    """The preposition behind a verb, or behind when it was, that holds a figure: "the papers wrote of 150,000", "wrote
    the next day of tens of thousands"."""
    behind = sentence.tokens[verb.i + 1 : verb.i + _WHEN]
    of = next((t for t in behind if t.lower == "of"), None)
    between = behind[: of.i - verb.i - 1] if of is not None else ()
    timed = all(t.pos in ("DET", "ADJ", "ADV") or is_time(sentence, t) for t in between)
    return (
        [of]
        if of is not None
        and timed
        and any(t.tag == "CD" or t.dep == "quantmod" for t in sentence.tokens[of.i + 1 : of.i + 4])
        else []
    )


def tells_another(sentence: Sentence, verb: Token, head: Token) -> bool:
    """Whether a cue behind a comma has its own figure, or in a headline its own matter, so that what stands before it
    is somebody else's: "Toll rises to 22, police report 114 arrests", "8 held, minister says talks on Monday"."""
    parted = any(t.pos == "PUNCT" for t in sentence.tokens[verb.i + 1 : verb.i + 2])  # "police said; in Porto ..."
    own = [c for c in sentence.children(verb, "dobj", "ccomp") if c.i > verb.i and c.i != head.i and not parted]
    own = [c for c in own if min(t.i for t in sentence.subtree(c)) == verb.i + 1 and not is_time(sentence, c)]
    own = [c for c in own if head not in sentence.subtree(c)]  # ", said the prefecture, and 25 were held"
    figure = any(t.tag == "CD" and not is_time(sentence, t) for c in own for t in sentence.subtree(c))
    headline = sentence.text.rstrip()[-1:].isalnum()
    return figure or (headline and any(c.dep == "dobj" and c.tag in ("NN", "NNS", "NNP") for c in own))
