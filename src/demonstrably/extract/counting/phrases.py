"""Wordings around a figure that decide what it counts, whatever the parse says."""

from __future__ import annotations

import re

from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

LIST_LINE = re.compile(r"[\s•*·▪–—-]*[A-ZÀ-Ž][\w'’.]*(?: [\w'’.]+){0,3}\s*(?:[:–—]|\s-)\s")
_PRESENT = re.compile(
    r"(?:\s+\w+){0,3}\s+(?:in attendance|present|taking part|in the crowd|on the streets|at its peak)\b|-strong\b"
)


def is_whole(sentence: Sentence, first: Token) -> bool:
    """Whether a number is the whole that another is a part of: "fifty-five of Turkey's eighty-one provinces"."""
    for back in range(1, 5):
        i = first.i - back
        if i < 1 or sentence.tokens[i].pos in ("VERB", "PUNCT"):
            return False
        if sentence.tokens[i].lower == "of":
            return sentence.tokens[i - 1].pos == "NUM" and sentence.tokens[i - 1].lower != "one"
    return False


def is_one_of(sentence: Sentence, last: Token) -> bool:
    """Whether a "one" only picks from a number told behind it: "one of 118 people detained" tells of 118."""
    follow = sentence.tokens[last.i + 1 : last.i + 4]
    return last.lower == "one" and bool(follow) and follow[0].lower == "of" and any(t.pos == "NUM" for t in follow)


def stands_for_another(token: Token) -> bool:
    """Whether the counted word is only a pronoun or "more": what is counted was said before."""
    return token.pos == "PRON" or token.lower in ("more", "such", "one", "ones", "further", "additional")


def is_qualified_none(sentence: Sentence, noun: Token) -> bool:
    """Whether "no" denies only some: "no mass arrests", "no large-scale arrests" leave room for arrests."""
    negated = any(c.lower == "no" for c in sentence.children(noun, "det"))
    return negated and any(
        c.pos in ("ADJ", "NOUN", "VERB") for c in sentence.children(noun, "amod", "compound", "nmod")
    )


def says_size(sentence: Sentence, quantity: Quantity) -> bool:
    """Wordings that tell a crowd's size whatever governs them: "in their thousands", "2,300 people in attendance",
    "2,000-strong"."""
    text = sentence.text
    before, after = text[: quantity.start - sentence.start].lower(), text[quantity.end - sentence.start :].lower()
    in_numbers = quantity.qualifier == "vague" and re.search(r"\bin (?:the|their|its|his)\s+\Z", before)
    return bool(in_numbers or _PRESENT.match(after))
