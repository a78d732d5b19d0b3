"""Datelines: the signs by which a town opens a report as the place where it was written."""

from __future__ import annotations

import re

from demonstrably.gazetteer import Toponym

_SIGNED = re.compile(
    r"(?:,[^()\n.|]{0,30})?\s\|\s[A-Z]{2,}\s\|"
    r"|(?:,[^()\n.]{0,30})?\s(?:\([^)\n]{2,40}\)|/[A-Z]+/\.?|[A-Z][a-z]+\.? \d{1,2})\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?[-–—](?!\s*\d)"
)
"""What follows the town of a dateline, "SANTA CRUZ, Bolivia, Oct 24 -"; not that of a row, "Braga (station) - 9"."""
_BARE = re.compile(r"(?:, [A-Z][\w. ]{1,20})?,?\s+(?:[-–—]|--)\s")
"""What follows that of one without an agency and a date: "CAPE TOWN – "."""
_DATED = re.compile(r", [A-Z][a-z]+\.? \d{1,2} (?=[A-Z“\"])")
"""What follows that of one in capitals whose agency and dash are lost: "BEIJING, April 3 Reports"."""
_AGENCY = re.compile(r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? \([A-Z][\w ]{1,25}\):?\s")
"""What follows that of papers that put no dash: "Guwahati, May 7 (PTI): Three", "Cuttack (ANI) The"."""
_COLON = re.compile(r",\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?\s?:\s")
"""What follows that of papers that put a colon: "Kathmandu, March 10: At least"."""
_OPENING = 400
"""Characters of a text in which its dateline stands."""


def opens_report(text: str, toponym: Toponym) -> bool:
    """Whether a town opens a text's first lines as a dateline does, dash or none ("MULTAN: One person was killed")."""
    if toponym.start > _OPENING:
        return False
    if is_dateline(text, toponym):
        return True
    opens = not text[text.rfind("\n", 0, toponym.start) + 1 : toponym.start].strip()
    shouted = toponym.text.isupper() and text.startswith(": ", toponym.end)
    signed = _AGENCY.match(text, toponym.end) or _COLON.match(text, toponym.end)
    return opens and (shouted or signed is not None)


def is_dateline(text: str, toponym: Toponym) -> bool:
    """Whether a town opens its line as that of a dateline, which tells where the report was written."""
    if is_signed(text, toponym):
        return True
    opens = not text[text.rfind("\n", 0, toponym.start) + 1 : toponym.start].strip()
    if opens and toponym.text.isupper() and _DATED.match(text, toponym.end):
        return True
    return opens and bool(_BARE.match(text, toponym.end))


def is_signed(text: str, toponym: Toponym) -> bool:
    """Whether a town is followed by its dateline's agency or date, and a dash."""
    return _SIGNED.match(text, toponym.end) is not None
