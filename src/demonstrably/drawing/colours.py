"""One colour a kind of source, everywhere: on screen in light and dark, in charts, on the map, in print."""

from __future__ import annotations

from collections.abc import Mapping

COLOURS: Mapping[str, str] = {
    "P": "#2b7bba", "M": "#b97700", "O": "#747d86", "S": "#b8569a", "W": "#1a8fa3", "H": "#2f8f5b", "?": "#8a8a8a",
}  # fmt: skip
"""By the letter that always stands beside it. Each has at least 3.5 to 1 against white and against near-black, so that
it is the same in both themes; hues and lightness were taken from Okabe and Ito's colour-blind safe set."""

NAMES: Mapping[str, str] = {
    "P": "police, government, courts", "M": "monitors", "O": "outlets, agencies", "S": "organisers, opposition",
    "W": "witnesses, posts", "H": "medical", "?": "not known",
}  # fmt: skip
"""What the letters stand for."""

_CROSSED = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"

SHAPES: Mapping[str, str] = {
    "P": "square", "M": "diamond", "O": "circle", "S": "triangle-up", "W": "triangle-down", "H": "cross", "?": _CROSSED,
}  # fmt: skip
"""The mark beside the colour, by Vega's names or as a path."""
