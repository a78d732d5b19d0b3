"""U+0000 in PostgreSQL, whose text can't hold it: ids may, and every id is to come back as it was.

U+0000 is stored as U+0001 "0", U+0001 as U+0001 "1": the order of texts stays, and nothing else changes. In JSON, and
so in all bodies, both are escaped anyway.
"""

from __future__ import annotations

from typing import Any

_PAIRS = (("\x01", "\x011"), ("\x00", "\x010"))


def storable(value: Any) -> Any:
    """A text as it is stored; anything else as it is."""
    if isinstance(value, str) and ("\x00" in value or "\x01" in value):
        for letter, pair in _PAIRS:
            value = value.replace(letter, pair)
    return value


def shown(value: Any) -> Any:
    """The text that was stored; anything else as it is."""
    if isinstance(value, str) and "\x01" in value:
        return value.replace("\x010", "\x00").replace("\x011", "\x01")
    return value
