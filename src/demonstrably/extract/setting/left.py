"""Left datelines: towns that a report was only written in, its lead telling of another ("MULTAN: ... in Shujabad")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from demonstrably.extract.setting.datelines import is_dateline
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym

_TOP = 900
"""Characters from the start within which a dateline stands."""
_LINE = 120
"""Characters of the shortest lead."""
_SIGNS = 40
"""Characters of a dateline's agency and day behind its town."""
_LABEL = re.compile(r"(?:,[^()\n.:]{0,30})?(?:\s*\([^)\n]{2,40}\))?\s*(?::|[-–—]+\s)")
"""What follows the town of a dateline of some papers: "KOLKATA: ", "Guwahati, May 7 (Wire): "."""
_HERE = re.compile(r"\bhere\b|\bth(?:is|e) (?:city|town|capital)\b", re.IGNORECASE)
"""What in a lead stands for the dateline's town."""
_CAUSE = re.compile(r"\b(?:over|against|about|from|for)\s+(?:[\w'’-]+\s+){0,4}\Z")
"""What stands before a town that people only marched about, or came from."""


def left_towns(scape: Landscape) -> frozenset[object]:
    """The keys of the towns of datelines whose leads set what they tell in another town, and that the text sets
    nothing in."""
    return frozenset(key_of(t) for t in _datelines(scape) if not _is_set_in(scape, t) and _leads_away(scape, t))


def _datelines(scape: Landscape) -> Iterator[Toponym]:
    text = scape.discourse.text
    for toponym in scape.between(0, _TOP):
        start, end = text.rfind("\n", 0, toponym.start) + 1, text.find("\n", toponym.end)
        opens = not text[start : toponym.start].strip()
        long = (len(text) if end < 0 else end) - start > _LINE
        signed = is_dateline(text, toponym) or _LABEL.match(text, toponym.end)
        if opens and long and toponym.kind == "settlement" and signed:
            yield toponym


def _is_set_in(scape: Landscape, dateline: Toponym) -> bool:
    """Whether the text sets anything in a dateline's town elsewhere."""
    others = (t for t in scape.toponyms if key_of(t) == key_of(dateline) and t.start != dateline.start)
    return any(_is_scene(scape, t) for t in others)


def _leads_away(scape: Landscape, dateline: Toponym) -> bool:
    """Whether a lead's first sentence sets what it tells in another town, the first that it names."""
    text = scape.discourse.text
    _, end = scape.discourse.spans[scape.discourse.index_at(min(len(text) - 1, dateline.end + _SIGNS))]
    scenes = (t for t in scape.between(dateline.end, end) if key_of(t) != key_of(dateline) and _is_scene(scape, t))
    first = next((t for t in scenes if t.kind == "settlement"), None)
    if first is None or _HERE.search(text, dateline.end, end):
        return False
    return _CAUSE.search(text, dateline.end, first.start) is None


def _is_scene(scape: Landscape, mention: Toponym) -> bool:
    named = scape.worded(mention)
    near = scape.discourse.text[max(0, mention.start - 5) : mention.start].lower() == "near "
    return (
        mention.role == "place" and named.located and not near and not (named.passing or named.speaks or named.dateline)
    )
