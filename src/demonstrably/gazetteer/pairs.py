"""Pairs: places that each have a figure of their own, in a row ("Porto – 18, Braga: 9", "Porto 18, Braga 9")."""

from __future__ import annotations

import re

_SIGN = r"(?:\s*[-–—:]\s*|\s+)"
_NAME = r"[A-ZÀ-ŽА-Я][^\d,.;:()|–—]{1,40}?"
_FIGURE = r"\d+(?:[.,]\d+)*"
_NEXT = r"(?:\s[a-z]+)?(?:[,;.]|\sand)\s+(?:and\s+)?"
"""What stands between two pairs; the figure's noun may be told."""

_BEHIND = re.compile(rf"{_SIGN}(?P<figure>{_FIGURE})(?P<next>{_NEXT}{_NAME}{_SIGN}\d)?")
_BEFORE = re.compile(rf"{_NAME}{_SIGN}{_FIGURE}{_NEXT}\Z")
_REACH = 70
"""Characters before a name in which the pair before it stands."""


def figure_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the figure that a name at `start` to `end` has, where the two are a pair in a row of such."""
    pair = _BEHIND.match(text, end)
    if pair is None or not (pair["next"] or _BEFORE.search(text, max(0, start - _REACH), start)):
        return None
    return pair.span("figure")
