"""Lists of parts: "51 dead, including 21 protesters, three policemen and a boy", "That included 502 in Arvo"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from demonstrably.language.analysis import Sentence

_FINITE = ("VBD", "VBZ", "VBP")
_NEXT = re.compile(r"(?:,|\band|\bor|,? (?:as well as|plus))\s*\Z")
"""What stands right before the second and each later member of a list."""


class Parts:
    """Finds where lists of parts open. Of the codebook's table "<language>/counting", parts: `within` opens one in the
    sentence that tells the whole, `taken_up` at the head of the sentence behind it."""

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._within = re.compile(rf"\b(?:{'|'.join(table['within'])})\b", re.IGNORECASE)
        self._taken_up = re.compile(rf"(?:{'|'.join(table['taken_up'])})\b", re.IGNORECASE)

    def opening(self, sentence: Sentence, start: int) -> int | None:
        """Where the list of parts opens in which something at code point `start` is a member: the sentence's start,
        where the whole was told before it; None in no such list."""
        before = sentence.text[: start - sentence.start]
        head = self._taken_up.match(before)
        opened = head or next(reversed([*self._within.finditer(before)]), None)
        if opened is None:
            return None
        first = not before[opened.end() :].strip()
        members = [t for t in sentence.tokens if opened.end() <= t.start - sentence.start and t.end <= start]
        if not first and (not _NEXT.search(before) or any(t.tag in _FINITE or t.text in (";", ":") for t in members)):
            return None
        if not first and _has_own_verb(sentence, start):
            return None
        return sentence.start + opened.start()


def _has_own_verb(sentence: Sentence, start: int) -> bool:
    """Whether what begins at a code point is the subject of a finite verb behind it ("12 were killed, among them two
    children, and 60 were injured")."""
    own = next((t for t in sentence.tokens if t.start >= start), None)
    line = [own, *sentence.ancestors(own)][:3] if own else []
    told = next((t for t in line if t.dep in ("nsubj", "nsubjpass")), None)
    verb = sentence.head(told) if told else None
    return verb is not None and verb.dep in ("conj", "ROOT") and bool(sentence.children(verb, "aux", "auxpass"))
