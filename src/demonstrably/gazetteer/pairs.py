"""Pairs: places that each have a figure of their own, in a row ("Porto – 18, Braga: 9", "Porto (18) and Braga (9)")."""

from __future__ import annotations

import re

_SIGN = r"(?:\s*[-–—:]\s*|\s*\(|\s+)"
_NAME = r"[A-ZÀ-ŽА-Я][^\d,.;:()|–—]{1,40}?"
_FIGURE = r"\d+(?:[.,]\d+)*"
_NEXT = r"(?:\s[a-z]+)?\)?(?:[,;.]|\sand)\s+(?:and\s+)?"
"""What stands between two pairs; the figure's noun may be told."""

_BEHIND = re.compile(rf"{_SIGN}(?P<figure>{_FIGURE})(?P<next>{_NEXT}{_NAME}{_SIGN}\d)?")
_BEFORE = re.compile(rf"{_NAME}{_SIGN}{_FIGURE}{_NEXT}\Z")
_REACH = 70
"""Characters before a name in which the pair before it stands."""


_NOUN = r"(?:\s[a-z][\w'’-]*){0,3}"
_BRACKET = re.compile(rf"{_NOUN}\s\(")
_COUNTED = re.compile(rf"\b(?P<figure>{_FIGURE}){_NOUN}\s\(\Z")
_CLOSED = re.compile(r"[,;)]|\s[-–—]\s")
"""What follows a name that opens the brackets behind a figure: nothing of a longer name."""


def is_bracketed(text: str, figure: int, start: int, end: int) -> bool:
    """Whether a name at `start` to `end` opens the brackets behind a figure that ends at `figure` and its noun
    ("3 students (Lira, one dog bite)")."""
    return bool(_BRACKET.fullmatch(text, figure, start) and _CLOSED.match(text, end))


def bracketed(text: str, start: int, end: int) -> bool:
    """Whether a name opens the brackets behind some figure in digits and its noun ("14 protesters (Braga)")."""
    return bool(_CLOSED.match(text, end) and _COUNTED.search(text, max(0, start - _REACH), start))


def figure_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the figure that a name at `start` to `end` has, where the two are a pair in a row of such."""
    pair = _BEHIND.match(text, end)
    if pair is None or not (pair["next"] or _BEFORE.search(text, max(0, start - _REACH), start)):
        return None
    return pair.span("figure")
