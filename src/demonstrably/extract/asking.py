"""Asking: what a place or a day is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from demonstrably.language.analysis import Sentence, Token


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure or a gathering whose place or day is asked for.

    `index` is its sentence's number and `focus` the word that its clause turns on; `figure` the figure's own word, None
    for a gathering told without one. `attribute` and `size` (in powers of ten) are the figure's, "" and 0 without one;
    `future` is set where it is still to come.
    """

    sentence: Sentence
    index: int
    focus: Token
    figure: Token | None = None
    attribute: str = ""
    size: float = 0.0
    future: bool = False

    @property
    def point(self) -> Token:
        """The word that distances are measured from."""
        return self.figure or self.focus
