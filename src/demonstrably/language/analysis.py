"""What an analyser gives the rules: sentences of tokens with syntax and names, offsets into the document's text.

The rules never see the library behind an analyser, so another language is one new file (see `english.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """A word or sign. `i` and `head` are indices into its sentence (a root is its own head); `start` and `end`
    code points of the document's text; `pos` Universal POS, `tag` the treebank's tag, `dep` the relation
    (ClearNLP labels for English), `morph` the features ("Tense=Past|VerbForm=Fin")."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    morph: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: token indices `first` to `last` (inclusive), label as in OntoNotes (PERSON, ORG, GPE, ...)."""

    first: int
    last: int
    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence. `start` and `end` are code points of the document's text."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        lists: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head].append(token)
        return tuple(map(tuple, lists))

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """The token's dependents in order, of the given relations only where any are given."""
        found = self._children[token.i]
        return tuple([t for t in found if t.dep in deps]) if deps else found

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """From the token's head up to the root."""
        seen = {token.i}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.i)
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in text order."""
        found, queue = [], [token]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(self._children[current.i])
        return sorted(found)  # by `i`, of which each has its own

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and those coordinated with it ("A, B and C"), in text order."""
        first = token
        while first.dep == "conj" and first.head != first.i:
            first = self.tokens[first.head]
        found, queue = [], [first]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(self.children(current, "conj"))
        return sorted(found)  # by `i`, of which each has its own

    def at(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a span of the document's text."""
        return [t for t in self.tokens if t.start < end and t.end > start]

    def top(self, tokens: Sequence[Token]) -> Token:
        """The token of a non-empty stretch whose head lies outside it (the last such one for loose stretches)."""
        inside = {t.i for t in tokens}
        tops = [t for t in tokens if t.head not in inside or t.head == t.i]
        return tops[-1] if tops else tokens[-1]


class Analyser(Protocol):
    """One language's sentences and syntax."""

    language: str

    def split(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans of a text in order, cheap, without parsing; no span crosses a line break."""
        ...

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """The sentences at these spans of the text, parsed, one for each span, in the same order."""
        ...
