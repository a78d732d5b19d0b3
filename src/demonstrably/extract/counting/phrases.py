"""Wordings around a figure that decide what it counts, whatever the parse says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token
from demonstrably.language.wordings import Wordings

_PRESENT = re.compile(
    r"(?:\s+\w+){0,3}\s+(?:in attendance|present|taking part|in the crowd|on the streets|at its peak)\b"
    r"|[- ]strong\b(?! \w*[^\Ws]s\b)"
)


def is_whole(sentence: Sentence, first: Token) -> bool:
    """Whether a number is the whole that another is a part of: "fifty-five of Turkey's eighty-one provinces",
    "310 out of 330 drivers", "85 per cent of its 24,000 members"."""
    for back in range(1, 5):
        i = first.i - back
        if i < 1 or sentence.tokens[i].pos in ("VERB", "PUNCT"):
            return False
        if sentence.tokens[i].lower == "of":
            out = sentence.tokens[i - 1].lower == "out" and i > 1
            share = sentence.tokens[i - 2 if out else i - 1]
            dated = (
                share.dep == "nummod" and sentence.head(share).i < share.i
            )  # "By March 27 of last year 1,879 people"
            return (share.pos == "NUM" and share.lower != "one" and not dated) or share.lower in _SHARES
    return False


_SHARES = frozenset({"percent", "cent", "pc", "%", "majority"})


def is_one_of(sentence: Sentence, last: Token) -> bool:
    """Whether a "one" only picks from a number told behind it: "one of 118 people detained" tells of 118."""
    follow = sentence.tokens[last.i + 1 : last.i + 4]
    return last.lower == "one" and bool(follow) and follow[0].lower == "of" and any(t.pos == "NUM" for t in follow)


def is_of(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether "of" stands right behind a number: it picks from those told behind it ("two of the injured")."""
    return any(t.lower == "of" for t in sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2])


def stands_for_another(token: Token) -> bool:
    """Whether the counted word is only a pronoun or "more": what is counted was said before ("two of their number")."""
    return token.pos == "PRON" or token.lower in (
        "more",
        "such",
        "one",
        "ones",
        "further",
        "additional",
        "own",
        "number",
        "latter",
        "former",
    )


def is_qualified_none(sentence: Sentence, noun: Token) -> bool:
    """Whether "no" denies only some: "no mass arrests", "no large-scale arrests" leave room for arrests."""
    negated = any(c.lower in ("no", "any") for c in sentence.children(noun, "det"))
    return negated and any(
        c.pos in ("ADJ", "NOUN", "VERB") for c in sentence.children(noun, "amod", "compound", "nmod")
    )


def sharing(sentence: Sentence, noun: Token | None) -> Iterator[Token]:
    """A noun, and those that share its "no": "no deaths, injuries or arrests", not "no injuries but many arrests"."""
    while noun is not None:
        yield noun
        if not _is_denied(sentence, noun) or any(c.lower == "but" for c in sentence.children(noun, "cc")):
            return
        noun = next(iter(sentence.children(noun, "conj")), None)
        if noun is not None and sentence.children(noun, "det", "nummod", "poss", "amod", "prep", "nsubj"):
            return


def _is_denied(sentence: Sentence, noun: Token) -> bool:
    """Whether "no" stands before a noun, before the one that it is coordinated with or before reports of it; or whether
    something was "without" it or did not make "any"."""
    while noun.dep == "conj" and sentence.head(noun).pos == "NOUN":
        noun = sentence.head(noun)
    determiners = {c.lower for c in sentence.children(noun, "det", "neg", "preconj")}
    above = sentence.head(noun)
    if noun.dep == "pobj" and above.lower == "of":
        return "any" in determiners or _is_denied(sentence, sentence.head(above))
    lacking = (noun.dep == "pobj" and above.lower == "without") or "any" in determiners
    return lacking or not determiners.isdisjoint(("no", "not"))


def is_part(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether a number is a part of one told before: "24 of them police", "32 of whom", "of which four gravely",
    "two journalists were among them"."""
    text, start, end = sentence.text, tokens[0].start - sentence.start, tokens[-1].end - sentence.start
    if tokens[0].lower == "none":
        return False
    return bool(_PART_AHEAD.match(text[end:]) or _WHOLE_BEHIND.search(text[:start]))


_PART_AHEAD = re.compile(
    r"\s+of (?:them|whom|which|these|those)\b"
    r"|(?:\s+(?!and\b|or\b|but\b)[\w’'-]+){1,5}?\s+(?:is|are|was|were) among them\b",
    re.IGNORECASE,
)
_WHOLE_BEHIND = re.compile(r"\b(?:of (?:the )?(?:which|whom|these|those|them)|among (?:them|whom))\s+\Z", re.IGNORECASE)


def goes_without_noun(sentence: Sentence, last: Token) -> bool:
    """Whether a "one" or "none" stands for people told before, not for anybody: "one critically", "none in Lyon"; but
    "none seriously" denies no injury."""
    follow = sentence.tokens[last.i + 1 : last.i + 2]
    if follow and follow[0].lower in ("each", "apiece"):  # "one each in Lyon and Nice"
        follow = sentence.tokens[last.i + 2 : last.i + 3]
    if not follow or follow[0].lower == "of":
        return False
    return follow[0].pos == "ADP" or (last.lower == "one" and follow[0].lower.endswith("ly"))


def is_accused(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a figure tells how many are accused or accuse: "a case was registered against 400 unknown persons", "a
    lawsuit brought by eleven demonstrators"."""
    return _ACCUSING.search(sentence.text, 0, quantity.start - sentence.start) is not None


_ACCUSING = re.compile(
    r"\b(?:cases?|FIRs?|complaints?|proceedings|protocols?|charges|reports)\b[^.,;:]{0,50}\bagainst "
    r"(?:the )?(?:\d+ (?:[\w-]+ ){0,2}and )?\Z"
    r"|\b(?:cases?|complaints?|(?:law)?suits?|petitions?|memorand(?:um|ums|a)|declarations?|manifestos?|actions?|appeals?|letters?|statements?|motions?)\b"
    r"[^.;:]{0,50}\b(?:filed|brought|lodged|signed|submitted) by (?:the )?\Z",
    re.IGNORECASE,
)


class HarmWordings:
    """Wordings around a figure that tell what befell those it counts, without a verb of its own ("brought in for
    questioning", "the toll rose from 15 to 149"): the codebook's patterns by attribute."""

    def __init__(self, wordings: Mapping[str, Any]) -> None:
        counts = wordings["counts"]
        self._behind = {
            a: re.compile(_alternatives(_WITHIN + "(?P<told>(?:{}))" + r"\b", told), re.IGNORECASE)
            for a, told in wordings["behind"].items()
        }
        self._before = {a: Wordings(_alternatives(_AHEAD, told)) for a, told in wordings["before"].items()}
        self._counts: dict[str, Wordings] = {}
        for attribute, named in counts["named"].items():
            frames = [frame.replace("{}", named) for frame in counts["frames"]]
            self._counts[attribute] = Wordings(_alternatives(_AHEAD, frames))

    def told(self, sentence: Sentence, quantity: Quantity) -> Iterator[str]:
        """The attributes that the words before and behind a figure name."""
        before = sentence.text[: quantity.start - sentence.start]
        behind = sentence.text[quantity.end - sentence.start :]
        yield from self.counted(sentence, quantity)
        yield from (a for a, pattern in self._before.items() if pattern.search(before))
        for attribute, pattern in self._behind.items():
            found = pattern.match(behind)
            if found and not _OTHERS_BETWEEN.search(behind, 0, found.start("told")):
                yield attribute

    def counted(self, sentence: Sentence, quantity: Quantity) -> list[str]:
        """The attributes whose count the words right before a figure tell: "put the number of those held at 20",
        "those with injuries at 17", "the number of people detained exceeds 400"."""
        before = {sentence.text[: start - sentence.start] for start in (quantity.start, quantity.core_start)}
        return [a for a, pattern in self._counts.items() if any(pattern.search(text) for text in before)]


_AHEAD = r"\b(?:{})[\s\"“‘']+\Z"

_OTHERS_BETWEEN = re.compile(
    r"\b(?:was|were|is|are|been|being)\b(?! among\b)[^.;]*"
    r"\b(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|several)\b"
)
"""Between a figure and a wording: the first is told of something else, and others follow."""
_APART = r"(?:, ?[^,;]{0,60},)?"
_WITHIN = (
    _APART + r"(?: of (?:the|its|his|their|our|them|whom|\d+))?"
    r"(?: \d{1,2}-year-old| of \d{1,2}(?: years)?)?"
    r"(?:[ -](?!(?:how|after|before|while|when|(?<!identified )(?<!known )as|that|but|to|said|says?|told|added)\b"
    r"|and \w+,)"
    r"[A-Za-zÀ-ž][A-Za-zÀ-ž'’-]*| in \d{1,3}(?: \w+){1,3}(?= (?:are|were|have|had|remain)\b)){0,7}?"
    + _APART
    + r"(?: (?:is|are|was|were|have|had|been|being|(?:had|have|has) to be)){0,2}[, ]\s?"
)
"""What may stand between a figure and the wording: the noun with its adjectives, an apposition, a few words, how
many towns they were in."""


def _alternatives(frame: str, patterns: Sequence[str]) -> str:
    return frame.replace("{}", "|".join(patterns))


def says_size(sentence: Sentence, quantity: Quantity) -> bool:
    """Wordings that tell a crowd's size whatever governs them: "in their thousands", "2,300 people in attendance",
    "2,000-strong"."""
    text = sentence.text
    before, after = text[: quantity.start - sentence.start].lower(), text[quantity.end - sentence.start :].lower()
    in_numbers = quantity.qualifier == "vague" and re.search(r"\bin (?:the|their|its|his)\s+\Z", before)
    return bool(in_numbers or _PRESENT.match(after))
