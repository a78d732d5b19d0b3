"""What an XML file is, by its root element, without a parser that could be made to expand anything."""

from __future__ import annotations

import re

from demonstrably.errors import InputError
from demonstrably.ingest.decode import byte_order

_ROOT = re.compile(
    r"\s*(?>(?:<\?.{0,500}?\?>|<!--.{0,5000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>)\s*){0,20}+"
    r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.DOTALL,
)
"""What stands above the root is never tried twice (an atomic group), or a thousand comments would take for ever."""


def root_of(head: bytes) -> str:
    """The root element's name in lower case, without a prefix; empty for what does not begin like XML."""
    text = head.decode(byte_order(head) or "utf-8", "replace").removeprefix("\ufeff")
    match = _ROOT.match(text)
    return match.group(1).lower() if match else ""


def refuse_entities(payload: bytes, location: str) -> None:
    """Raise InputError for XML that declares entities of its own: no feed needs them, and a few lines of them unpack to
    gigabytes or read files."""
    prolog = payload[:65536].decode(byte_order(payload) or "utf-8", "replace")
    if re.search(r"<!ENTITY\s", prolog, re.IGNORECASE):
        raise InputError(location, "declares XML entities.", remedy="No feed needs them: get it from its outlet again.")
