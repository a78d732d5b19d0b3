"""JSON as we write it everywhere: one line, keys in their given order, the letters themselves."""

from __future__ import annotations

import json
from collections.abc import Callable

_LINE_BREAKS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""Letters that JSON allows bare, and that some readers of JSON Lines take for the end of a line."""


def dump(value: object, default: Callable[[object], object] | None = None) -> str:
    """One line of JSON in plain letters; escaped where a letter could break the line or can't be UTF-8.

    `default` makes plain values of what JSON does not know.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=default)
    if mend(text) != text:
        return json.dumps(value, separators=(",", ":"), default=default)
    for letter, escaped in _LINE_BREAKS:
        text = text.replace(letter, escaped)
    return text


def mend(text: str) -> str:
    """The text with half surrogate pairs (as JSON allows in "\\ud83d") made U+FFFD, so that UTF-8 can hold it; the
    number of code points stays, and so do offsets."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
