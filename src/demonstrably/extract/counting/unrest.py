"""Unrest: whether a passage tells of a gathering, so that the harm in it is that gathering's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from demonstrably.language.analysis import Token


class Unrest:
    """The words for gatherings, who is at them and what comes of them, of the codebook's table "<language>/counting".
    `also` are further ones."""

    def __init__(self, table: Mapping[str, Mapping[str, Sequence[str]]], also: Iterable[str] = ()) -> None:
        people = table["people"]
        self._words = frozenset([*table["weighing"]["gathering"], *people["occasions"], *people["unrest"], *also])

    def is_told(self, tokens: Iterable[Token]) -> bool:
        """Whether one of the words is told of it; what lightning or a storm does is no strike."""
        return any(t.lemma in self._words and (t.lemma, t.pos) != ("strike", "VERB") for t in tokens)
