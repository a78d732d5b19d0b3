"""What the words around a figure speak of: the passage's own topic, whatever the document tells elsewhere.

A text about a march may tell of a war, a trial or a match as well. The gate's weights of words for gatherings and for
something else, asked of a window around the figure, and what the words around it lean to (`leanings.py`) tell such
passages apart without a parse. Tried as well, and left out: how far the last word for a gathering lies back, what the
paragraph speaks of and the names that it shares with others. They keep more of an inserted report's figures out, but
did nothing for real texts that were held out.
"""

from __future__ import annotations

from functools import cached_property

from demonstrably.extract.cues import CueMap
from demonstrably.extract.gate import Gate
from demonstrably.extract.leanings import Leanings, WordSums, places_of

REACH = 200
"""Characters on either side of a figure's beginning whose words are weighed."""

_CLIP = 4.0
"""Log-odds beyond which a window says no more."""


class Surroundings:
    """Describes what stands around the figures of one document."""

    def __init__(self, cues: CueMap, gate: Gate, leanings: Leanings) -> None:
        self._cues, self._gate, self._leanings = cues, gate, leanings

    @cached_property
    def _sums(self) -> WordSums:
        return self._leanings.sums(self._cues.text)

    def of(self, index: int, start: int, end: int) -> dict[str, float]:
        """For a figure in sentence `index`: the gate's view of the words around it, from -1 (something else) to 1 (a
        gathering), and what the words lean to."""
        score = self._gate.score(self._cues.text[max(0, start - REACH) : start + REACH].lower())
        places = places_of(self._cues.spans, self._cues.paragraphs[index], index, (start, end))
        return {
            "window": max(-_CLIP, min(_CLIP, score)) / _CLIP,
            "leaning": self._leanings.of(self._sums, places),
        }
