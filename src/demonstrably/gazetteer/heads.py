"""Heads: names that open a line of a list or table, or an entry of a live page, with what is told of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_BULLETS = " >*-•–0123456789:.()"
"""Signs that may stand before a name that heads its line: a bullet, a number, the time of an entry."""
_NOTE = re.compile(r":\s|\.\s+(?=[A-Z])|, \d{1,2} [A-Z][a-z]+ \d{4}:")
"""What stands behind the place of a note."""
_MATTER = re.compile(r"[A-Z][^\n.:,]{3,60}, ")
"""What a note is about, before its place ("Fuel price protest, Braga.")."""
_FIGURED = re.compile(r"(?:, [A-Z][\w.]{1,12})?: (?:[a-z]+ ){0,3}\d")
"""What follows a name that heads a line with its figure ("21.20 Bilbao: 23,000 people")."""
_HEADED = re.compile(
    r"(?:, [A-Z][\w.]{1,12})?(?: (?:now|update|latest))?(?::| ?\||\t)|\s[—–-]\s[^\n\d]{0,25}\d"
    r"|,? (?:[a-z]+ ){0,2}\(?\d[\d.,]*\)?(?: [a-z]+)?[ \t]*(?:\n|\Z)"
)
"""What follows a name that heads the line of a list ("Lisbon: 31,000", "Gallup, N.M.: 90", "Yuma | 250", a cell,
"Porto – about 120", "Porto 120", "Porto (120)")."""

_TITLE = re.compile(
    r"^[ \t>*•#–-]*(?P<title>[^\W\d_][^\n]{1,38}?)[ \t:#*]*\n\s*(?=[^\n]{25,}[.!?”\"’)]\s*$)", re.MULTILINE
)
"""A short line with text under it: the title of a section."""
_CLOSES = tuple('.!?;,”"’)')
"""Signs that end no title."""


def titles(text: str) -> dict[int, int]:
    """Where each title of a section begins -> where it ends."""
    found = (m for m in _TITLE.finditer(text) if not m["title"].endswith(_CLOSES))
    return {m.start("title"): m.end("title") for m in found}


def is_title(text: str, start: int, end: int, over: Mapping[int, int]) -> bool:
    """Whether a name is all of a title but what lies around it ("Nice", "Austin, Texas"); `over` are the titles."""
    return start in over and text[end : over[start]][:2] in ("", ", ")


class Heads:
    """The names that head lines, entries and notes; `months` and `weekdays` are the beginnings of their names."""

    def __init__(self, months: Sequence[str], weekdays: Sequence[str]) -> None:
        month = rf"(?:{'|'.join(months)})[a-z]*\.?(?: \d{{1,2}})?"
        weekday = rf"(?:{'|'.join(weekdays)})[a-z]*\.?,? "
        self._stamp = re.compile(rf"[\s>*•–-]*(?:{weekday})?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{month})?\s*[:–—-] ")
        self._dated = re.compile(
            rf"\W*(?:\d{{1,2}}[:.h]\d{{2}}(?: ?[ap]\.?m\.?)?|(?:\d{{1,2}} )?{month}(?:,? \d{{4}})?)[.,:]?(?: [–—-])? "
        )

    def opens_line(self, text: str, start: int) -> bool:
        """Whether nothing but a bullet, a number, a time or a day ("Mon 24 June - ") stands before a name in a line."""
        before = text[text.rfind("\n", 0, start) + 1 : start]
        return not before.strip(_BULLETS) or self._stamp.fullmatch(before) is not None

    def is_head(self, text: str, start: int, end: int) -> bool:
        """Whether a name opens its line as the head of what follows."""
        shouted = text[start:end].isupper() and text.startswith(". ", end)
        return (shouted or _HEADED.match(text, end) is not None) and self.opens_line(text, start)

    def opens_section(self, text: str, start: int, end: int) -> bool:
        """Whether a name is all that its paragraph's first sentence says ("Lisbon. Some 31,000 people marched")."""
        return text.startswith(". ", end) and text[end + 2 : end + 3].isupper() and self.opens_line(text, start)

    def has_figure(self, text: str, start: int, end: int) -> bool:
        """Whether a name heads its line and its figure follows right behind."""
        return _FIGURED.match(text, end) is not None and self.opens_line(text, start)

    def heads_note(self, text: str, start: int, end: int) -> bool:
        """Whether a name tells where a note is set: a word at its beginning, behind the day or hour or behind what the
        note is about, that goes on with something else ("Braga. Road block ended", "8 July 1990, Braga: doctors",
        "4:45 p.m. Braga.")."""
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if _NOTE.match(text, end) is None:
            return False
        about = len(before) == start and _MATTER.fullmatch(before) is not None
        return start == 0 or about or self._dated.fullmatch(before) is not None
