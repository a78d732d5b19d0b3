"""Turns: sentences that tell of towns and figures by turns, each town before its own ("Wroclaw police spoke of 10,000
and those in Poznan of 8,000")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from demonstrably.extract.asking import Asked
from demonstrably.extract.setting.landscape import Landscape
from demonstrably.gazetteer import Toponym

_ALONE = 2
"""Towns from which on a sentence tells of them by turns."""


class Turns:
    """The sentences of one document that tell so."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def town_of(self, asked: Asked) -> Toponym | None:
        """The town that a figure has to itself in a sentence that tells by turns; None in any other."""
        turns = self._scape.discourse.once(("turns", asked.index), lambda: self._turns(asked))
        return next((town for town, end in turns if town.end <= asked.point.start < end), None)

    def _turns(self, asked: Asked) -> Sequence[tuple[Toponym, int]]:
        """Each town with the end of what is told of it, its figure among that."""
        start, end = asked.sentence.start, asked.sentence.end
        towns = [t for t in self._scape.between(start, end) if t.kind == "settlement" and t.role != "demonym"]
        if len(towns) < _ALONE:
            return ()
        text, wording = self._scape.discourse.text, self._scape.words.wording
        figures = [m.span() for m in wording.counted.finditer(text, start, end)]
        if len(figures) != len(towns) or any(self._scape.worded(t).passing for t in towns):
            return ()
        ahead = all(t.end <= f[0] for t, f in zip(towns, figures, strict=True))
        apart = all(f[1] <= t.start and wording.turn.fullmatch(text, f[1], t.start) is not None
                    for f, t in zip(figures, towns[1:], strict=False))  # fmt: skip
        if not ahead or not apart or any(one.text == other.text for one, other in pairwise(towns)):
            return ()
        ends = [*(t.start for t in towns[1:]), end]
        return list(zip(towns, ends, strict=True))
