"""What the words around a figure speak of: the passage's own topic, whatever the document tells elsewhere.

A text about a march may tell of a war, a trial or a match as well. The gate's weights of words for gatherings and for
something else, asked of a window around the figure, tell such passages apart without a parse. Tried as well, and left
out: how far the last word for a gathering lies back, what the paragraph speaks of and the names that it shares with
others. They keep more of an inserted report's figures out, but did nothing for real texts that were held out.
"""

from __future__ import annotations

from demonstrably.extract.gate import Gate

REACH = 200
"""Characters on either side of a figure's beginning whose words are weighed."""

_CLIP = 4.0
"""Log-odds beyond which a window says no more."""


def window_features(text: str, start: int, gate: Gate) -> dict[str, float]:
    """The gate's view of the words around an offset, from -1 (something else) to 1 (a gathering)."""
    score = gate.score(text[max(0, start - REACH) : start + REACH].lower())
    return {"window": max(-_CLIP, min(_CLIP, score)) / _CLIP}
