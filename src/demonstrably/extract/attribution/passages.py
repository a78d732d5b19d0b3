"""A passage that is somebody's, and the words of its surroundings that may name whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from demonstrably.extract.attribution.quotations import quotation_of
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

LOOK_BACK, LOOK_ON = 3, 1
"""Sentences before and after a passage in which its source is looked for."""

_QUOTES = ('"', "“", "”", "'")
_POSSESSIVE_OR_RELATIVE = ("PRP$", "WP", "WP$", "WDT")
_SUBJECTS = ("nsubj", "nsubjpass")
_ELSEWHERE = (*_SUBJECTS, "pobj", "appos", "conj", "ROOT", "poss")
"""Relations that make a word of another sentence a candidate."""

Marking = Literal["full", "inside", "partly", "none"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun or pronoun that may head the source's name; `index` is the number of its sentence."""

    index: int
    sentence: Sentence
    token: Token


@dataclass(frozen=True)
class Passage:
    """A stretch of a document's text, in code points, that is known to be somebody's words, thoughts or wishes."""

    discourse: Discourse
    start: int
    end: int

    @cached_property
    def first(self) -> int:
        """The number of the sentence in which it begins."""
        return self.discourse.index_at(self.start)

    @cached_property
    def last(self) -> int:
        """The number of the sentence in which it ends."""
        return self.discourse.index_at(max(self.start, self.end - 1))

    @cached_property
    def quotation(self) -> tuple[int, int] | None:
        """The quotation that most of it stands in, None without one."""
        return quotation_of(self.discourse, self.start, self.end)

    @cached_property
    def marking(self) -> Marking:
        """How it stands to quotation marks: from mark to mark, inside a quotation, with one in it, or none."""
        text = self.discourse.text
        opens = text[self.start : self.start + 1] in _QUOTES or text[max(0, self.start - 1) : self.start] in _QUOTES
        closes = text[self.end - 1 : self.end] in _QUOTES or text[self.end : self.end + 1] in _QUOTES
        if opens and closes:
            return "full"
        if self.quotation is not None:
            return "inside"
        return "partly" if any(self.start <= start < self.end for start, _ in self.discourse.quotations) else "none"

    @cached_property
    def opens_paragraph(self) -> bool:
        before = self.discourse.text[max(0, self.start - 3) : self.start]
        return not before or "\n" in before

    @cached_property
    def tops(self) -> dict[int, Token]:
        """Of each of its sentences the word on which the rest of the passage hangs."""
        numbered = ((k, self.discourse.sentence(k)) for k in range(self.first, self.last + 1))
        words = ((k, sentence, self._words(sentence)) for k, sentence in numbered)
        return {k: sentence.top(inside) for k, sentence, inside in words if inside}

    def _words(self, sentence: Sentence) -> list[Token]:
        return [t for t in sentence.at(self.start, self.end) if t.pos not in ("PUNCT", "SPACE")]

    def holds(self, token: Token) -> bool:
        return token.start < self.end and token.end > self.start

    def offset(self, index: int) -> int:
        """How many sentences before (negative) or after the passage a sentence stands, 0 for its own."""
        return min(0, index - self.first) + max(0, index - self.last)

    @property
    def surroundings(self) -> range:
        """The numbers of the sentences in which its source may be named."""
        last = len(self.discourse.spans) - 1
        return range(max(0, self.first - LOOK_BACK), min(last, self.last + LOOK_ON) + 1)

    def candidates(self) -> Iterator[Candidate]:
        """All words outside the passage that may head its source's name, in text order."""
        if not self.discourse.spans:
            return
        for k in self.surroundings:
            sentence = self.discourse.sentence(k)
            own = self.offset(k) == 0
            for token in sentence.tokens:
                if self._may_name(sentence, token) and (own or token.dep in _ELSEWHERE):
                    yield Candidate(k, sentence, token)

    def _may_name(self, sentence: Sentence, token: Token) -> bool:
        if self.holds(token) or (token.dep == "compound" and sentence.head(token).pos == "PROPN"):
            return False
        nominal = token.pos in ("NOUN", "PROPN", "PRON") or token.tag in _POSSESSIVE_OR_RELATIVE
        return nominal or token.dep in _SUBJECTS
