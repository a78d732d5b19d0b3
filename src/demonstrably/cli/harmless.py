"""Texts from strangers on a terminal: nothing in them may move the cursor, colour the screen or turn the line round."""

from __future__ import annotations

import re

_ACTED_ON = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (escape sequences begin with one) and overrides of the writing direction; halves of surrogate
pairs, which stand for bytes of file names that are no UTF-8."""


def harmless(text: str) -> str:
    """The text with each such character as U+FFFD, so that it shows that one was there. Line ends and tabs stay."""
    return _ACTED_ON.sub("\ufffd", text)
