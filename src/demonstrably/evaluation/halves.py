"""A half to look at and a half to keep blind: texts are split for good by a hash of their id.

Rules are worked out on the errors of the half to look at. The other half is scored too, but its errors stay unread
until the end; the gap between the two says how far the rules are fitted to what their author saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal, TypeVar

SALT = "36:"
"""Put before an id, so that coded claims fall evenly: of the salts 0 to 39 the one that splits the public gold sets'
texts and claims best. Nothing else was looked at in choosing it."""

Half = Literal["look", "blind"]
Item = TypeVar("Item")


def half_of(text_id: str) -> Half:
    """The half of a text, by its id alone: the same on every machine, whatever else is in the set."""
    return "look" if hashlib.sha256(f"{SALT}{text_id}".encode("utf-8", "surrogatepass")).digest()[0] % 2 else "blind"


def halves(items: Iterable[tuple[str, Item]]) -> dict[Half, list[Item]]:
    """(text id, item) pairs told apart, in their order."""
    split: dict[Half, list[Item]] = {"look": [], "blind": []}
    for text_id, item in items:
        split[half_of(text_id)].append(item)
    return split
