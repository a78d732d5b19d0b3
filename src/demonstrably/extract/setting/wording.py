"""The wording of places: what stands around a name that tells of a place, of many places or of another's."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from demonstrably.gazetteer import Toponym

WIDE = re.compile(
    r"\b(?:in|across|through|throughout|spread to|to|around|and|from)\s+(?:[\w+,-]+\s+){0,5}?"
    r"(?:cities|towns|provinces|states|regions|locations|municipalities|counties|districts)\b(?! of [A-Z])"
    r"|\b(?:in|across)\s+(?:[\w+,-]+\s+){0,3}?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|dozens of)"
    r"\s+(?:other\s+)?(?:cities|towns|provinces|states|regions)\b"
    r"|\bof\s+[A-Z][\w ]+['’]s\s+(?:[\w,-]+\s+){0,2}"
    r"(?:provinces|states|regions|cities|counties|districts|departments|governorates)\b"
    r"|\b(?:in|throughout|across) (?:the )?whole country\b"
    r"|\b(?:sweep|swept|engulf|gripp|rock)\w*\s+(?:much of |most of )?the (?:whole )?(?:country|nation)\b"
    r"|\b(?:nation|country)-?wide\b|\bnationally\b|\bnational (?:figure|total|count|tally|toll)\b"
    r"|\b(?:across|around|throughout|in) the (?:whole )?(?:country|nation|world|globe|kingdom|island)\b"
    r"|\b(?:across|around|throughout) the (?:(?!of\b|the\b|neighbou?ring\b)[\w-]+ ){1,3}"
    r"(?:country|nation|kingdom)\b(?!['’])"
    r"|\b(?:worst|deadliest|bloodiest|biggest|largest)\b[^.;,]{0,30} to (?:hit|rock|shake|sweep|grip) the "
    r"(?:[\w-]+ ){0,2}(?:country|nation|region|state|territory|kingdom|island)\b",
    re.IGNORECASE,
)
BEARING = re.compile(
    r"(?:\b(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?|\bkm|\bkilomet(?:er|re)s|\bmiles|\bminutes|\bhours)"
    r"(?:\s+(?!city|town|village|port|suburb|province|state|region|district|part)\w+)?\s+(?:of|from)\s+\Z",
    re.IGNORECASE,
)
_PARTS = r"(?:city|town|village|municipality|township|suburb|district|streets|outskirts|cent(?:re|er)|heart|quarter)"
LOCATED = re.compile(
    rf"\b(?:(?:in|at|outside|near|inside|around|across|downtown|central|through)\s+(?:the\s+)?#?(?:(?:\w+\s+)?{_PARTS}\s+of\s+)?"
    rf"|(?:{_PARTS}|residents|villagers|inhabitants)\s+of\s+)\Z",
    re.IGNORECASE,
)
CAUSED = re.compile(r"\b(?:over|following|in memory of)\s+(?:the|a|an)\s+[^,.;\n]*\Z")
"""What stands before the place of what a gathering is about ("over the collapse of a canopy in Novi Sad")."""
ELSEWHERE = re.compile(
    r"\b(?:[Ww]ars?|genocide|invasion|offensive|operations?|bombardment|bombing|airstrikes|ceasefire|truce|siege|fighting"
    r"|hostilities)\s+(?:in|on|of|against)\s+(?:the\s+)?\Z"
    r"|\b(?:solidarity with|in support of)\s+(?:the\s+)?(?:people (?:in|of)\s+)?\Z"
)
"""What stands before a place that a gathering far away is about ("the war in Gaza", "in solidarity with Myanmar")."""
SEATED = re.compile(
    r"\baccording to\b[^,.;\n]{0,60}\s(?:in|at)\s+(?:the\s+)?\Z"
    r"|\bsaid an? [^,.;\n]{0,50}\b(?:hospital|clinic|university|institute)\s+(?:in|at)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:city\s+of\s+)?\Z"
)
"""What stands before the town that a source has its seat in ("according to a rights group in Geneva")."""
ALIEN = re.compile(
    r"\b(?:from|against|with|by|to|like|than|exile in|visit to|embassy of)\s+(?:the\s+)?\Z", re.IGNORECASE
)
"""What stands before a country that a passage names for another reason than where it is set."""
HOMETOWN = re.compile(
    r"(?:,\s*\d{1,3},\s+(?:of|from)|\b(?:native|resident|born) (?:of|in)|-year-old from)\s+\Z", re.IGNORECASE
)
"""What stands before the town somebody is from ("Cory James, 22, of Flint")."""
TOLL = re.compile(
    r"\b(?:death toll|(?:overall|national|total|official|confirmed) (?:toll|tally|count|number|figure)"
    r"|total of|bringing (?:the|to))\b"
    r"|\bsince (?:the |these |this )?(?:[\w-]+ ){0,2}"
    r"(?:protests?|demonstrations?|unrest|uprising|crackdown|violence|rallies|riots|marches)"
    r"\s+(?:first )?(?:began|started|erupted|broke out|flared)\b",
    re.IGNORECASE,
)
BROUGHT_TO = re.compile(
    r"\b(?:bringing|brought|brings|taking|raising|pushing)\s+(?:the|to)\b[^.;]{0,80}?\b(?:to|at)?\s*"
    r"(?:at least\s+|more than\s+)?\Z"
)
"""What stands before a total that a clause adds to a count of its own: "bringing the toll since the coup to 96"."""
NATIONAL = re.compile(
    r"\b(?:[Ii]nterior|[Hh]ealth|[Hh]ome|[Jj]ustice|[Pp]ublic [Ss]ecurity) [Mm]inist(?:er|ry)\b"
    r"|\bUN\b|\bUnited Nations\b|\bOHCHR\b|\bAmnesty\b"
    r"|\b[Hh]uman [Rr]ights\b|\b[Rr]ights (?:group|organi[sz]ation|monitor)s?\b"
    r"|\b(?:during|in|amid|from) (?:the |these |recent |mass |anti-[\w-]+ )*(?:protests|demonstrations|unrest)\b"
    r"|\bover the (?:last|past) (?:few |two |three )?(?:days|week|weeks|month|months)\b"
)
UNRESTS = re.compile(
    r"\b(?:protests|riots|clashes|demonstrations|rallies|unrest|marches|strikes|violence)\b", re.IGNORECASE
)
_PART_ONLY = re.compile(
    r" alone\b| (?:Mall|Street|Road|Avenue|Bridge|Square|Park|Gate|Hall|Hotel|Tower|Lane|Boulevard|Plaza|House)\b"
)
"""What follows a town that is only a part of what is told, or only a venue's name."""
_WORD_BEHIND = re.compile(r" (\w+)")
IN_OTHERS = re.compile(
    r"\s+(?:in|across|from)\s+(?:(?:several|many|some|various)\s+)?other\s+(?:[\w-]+\s+){0,2}?"
    r"(?:cities|towns|provinces|states|regions|places|locations|parts|districts|areas)\b"
)
"""What follows a figure of several places that are not named."""
IN_MANY = re.compile(
    r"(?:(?!\band\b)[^.,;:()\d\n]){0,60}?\b(?:in|across)\s+"
    r"(?:(?:at least|more than|about|some|over|around|nearly)\s+)?"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens of|many|various)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:cities|towns|provinces|states|regions|counties|countries)\b",
    re.IGNORECASE,
)
"""What follows a figure of several places that are counted."""
TOWNS = frozenset(["city", "town", "province", "state", "region", "county", "country", "nation"])
"""What lies in no town."""
LIST_GAP = re.compile(r"(?:,|,?\s+and|\s*&|,?\s+as well as)\s+(?:in\s+)?")
DATELINE = re.compile(
    r"(?:,[^()\n.|]{0,30})?\s\|\s[A-Z]{2,}\s\|"
    r"|(?:,[^()\n.]{0,30})?\s(?:\([^)\n]{2,40}\)|/[A-Z]+/\.?|[A-Z][a-z]+\.? \d{1,2})\s*(?:\([^)\n]{2,40}\)\s*)?[-–—]"
)
"""What follows the town of a dateline: "SANTA CRUZ, Bolivia, Oct 24 -"."""
_BARE_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,20})?,?\s+(?:[-–—]|--)\s")
"""What follows that of one without an agency and a date: "CAPE TOWN – "."""
_DAY_DATELINE = re.compile(r", [A-Z][a-z]+\.? \d{1,2} (?=[A-Z“\"])")
"""What follows that of one in capitals whose agency and dash are lost: "BEIJING, April 3 Reports"."""
BODY = re.compile(
    r"(?:['’]s)?\s+(?:(?:city|metro|metropolitan|municipal)\s+)?(?:police|mayor|fire|sheriff|council|court|hospital|officials"
    r"|authorities|university|prosecutors?)\b",
    re.IGNORECASE,
)
"""What follows the name of a town in that of a body of the town: local news speaks of them."""
SPEAKS = re.compile(
    r"-based\b|\s+(?:regime|junta|leadership|government(?! (?:build|offic|house|quarter|headq)))\b"
    r"|,?\s+(?:(?:has|have|had|also|itself)\s+)?"
    r"(?:said|says|warned|denie[ds]|accuse[ds]|insist(?:ed|s)|claim(?:ed|s)|rejected|announced|urged|condemned)\b"
)
"""What follows the name of a town that stands for a government or another's seat ("Tehran has said")."""
LABEL_LEAD = re.compile(r"[\s\d.:*•#()|–-]*(?:[AaPp]\.?[Mm]\b[\s.:|–-]*)?(?:[Ii]n )?")
"""What stands before the town that heads a line: a bullet, a number, the time of a live blog's entry."""
LABEL_TAIL = re.compile(r"(?:, [A-Z][\w. ]{1,15})?(?: (?:now|update|latest|again))?\s*(?::|\|)(?!\d)")
"""What follows it: "Leeds now:", "Gallup, N.M.:"."""
ROW_TAIL = re.compile(r"[^\w\n.]{0,3}(?:\s*[:|–—]|\s+-|\t)[^\w\n]*(?:[A-Za-z]+ ){0,3}[~>≈]?\d")
"""What follows the town of a list's line or a table's row: "Porto — about 18", "Porto | 18"."""
SUBSET = re.compile(
    r"(?:[,;]\s+|\s*(?:--|[–—])\s*)(?:(?:and|with|then|followed by)\s+)?"
    r"(?:(?:nearly|almost|about|over|more than|at least|some)\s+)*"
    r"(?:including|among them|of (?:which|whom|them)|most(?:ly)?|half|many|a third"
    r"|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens|hundreds)"
    r"\b(?:[^,;–—-]|-(?!-)|,(?=\d{3}))*\Z",
    re.IGNORECASE,
)
"""What stands between a figure and the place of a part of it: "19 people, 17 in Kathmandu and two in Itahari"."""
FIGURE_IN = re.compile(
    r"(?:\d[\d,.]*|\b(?:dozens|scores|hundreds|thousands|million|thousand|hundred))\s+"
    r"(?:(?!in\b|at\b)[\w'’-]+\s+){0,2}(?:in|at)\s+\Z"
)
"""A figure with a place of its own: "600,000 in"."""
PART_IN = re.compile(r"\b(?:including|among them)\s+(?:[\w,-]+\s+){1,3}(?:in|at)\s+\Z", re.IGNORECASE)
"""A part with a place of its own: "including one in"."""
OF_THEM_IN = re.compile(
    r"\s+(?:of\s+(?:them|those|whom|which)\s+)?(?:in|at|to)\s+(?:nearby\s+)?(?:the\s+)?(?:(?:all|whole|rest|city|town|capital)\s+of\s+)?"
)
"""What stands between a figure and a place that it has to itself ("203 of them in Lisbon")."""
WHERE = re.compile(r"(?:,\s+[A-Z][\w. ]{1,20})?,?\s+where\b[^,;.]{0,60}")
"""The same between a place and its figure behind it: "in Portland, where thousands"."""
IN_BRACKETS = re.compile(r"\s*\((?:[^\W\d][\w-]*\s+){0,3}[\d.,]*(?:\s+[\w-]+){0,3}?\s*")
"""What stands between a place and its figure in brackets behind it ("Hamilton (about 400 people)")."""
ROW_LEAD = re.compile(r"(?:\A|[;,:]\s+|\band\s+)(?:in\s+)?(?:little\s+)?\Z", re.IGNORECASE)
"""What stands before a town that opens a row of a told table: "in Ghent 22,000, in Aalst half"."""
ROW = re.compile(
    r"\s+(?:(?:had|saw|drew|mustered|counted|brought)\s+)?(?:\d[\d,.]*|a thousand|thousands|hundreds|dozens)"
    r"(?:\s+[a-z-]+){0,3}"
)
"""What follows a town in a list of towns and their figures."""
ONE_GATHERING = re.compile(
    r"\b(?:the|a|an|this|that|one|another|[A-Z]\w+day.s?|local|annual)\s+(?:[\w-]+\s+){0,2}"
    r"(?:protest|demonstration|rally|march|vigil|gathering|procession|parade|sit-in|picket|event|meeting)\b",
    re.IGNORECASE,
)
"""A single gathering, not a wave of them."""
PERIOD = re.compile(
    r"\b(?:since|so far|to date|in (?:19|20)\d\d|during|over the (?:past|last)|in the (?:past|last)"
    r"|in (?:recent|several) (?:days|weeks|months)|(?:last|this) (?:week|month|year)|throughout)\b",
    re.IGNORECASE,
)
"""What tells of a stretch of time, and so often of a whole country."""
PERFECT = re.compile(r"\b(?:has|have|had)\b(?:\s+\w+){0,3}\s+(?:been|\w+ed|seen|killed|left|taken)\b")
"""A count up to now: "40 have been killed"."""


class Worded(NamedTuple):
    """What the words around a mention of a place tell: that something is located there; that it is named in passing
    or in a dateline; that it speaks ("Moscow said"); that it is part of a body's name, or of a spot's
    ("the Santa Clara bank")."""

    located: bool
    passing: bool
    dateline: bool
    speaks: bool
    body: bool
    spot: bool


def worded(text: str, toponym: Toponym, spots: Container[str]) -> Worded:
    """`spots` are the words for spots that are rarely called after their own town."""
    before = text[max(0, toponym.start - 40) : toponym.start]
    following = _WORD_BEHIND.match(text, toponym.end)
    return Worded(
        located=toponym.role == "place" and bool(LOCATED.search(before)),
        passing=_is_passing(text, toponym),
        dateline=is_dateline(text, toponym),
        speaks=bool(SPEAKS.match(text, toponym.end)),
        body=bool(BODY.match(text, toponym.end)),
        spot=following is not None and following[1].lower() in spots,
    )


def is_dateline(text: str, toponym: Toponym) -> bool:
    """Whether a town opens its line as that of a dateline, which tells where the report was written."""
    if DATELINE.match(text, toponym.end):
        return True
    opens = not text[text.rfind("\n", 0, toponym.start) + 1 : toponym.start].strip()
    if opens and toponym.text.isupper() and _DAY_DATELINE.match(text, toponym.end):
        return True
    return opens and bool(_BARE_DATELINE.match(text, toponym.end))


def _is_passing(text: str, toponym: Toponym) -> bool:
    """Whether a town only tells where another lies ("west of Vryburg"), where somebody is from, where the cause was, or
    is a part of a venue's name or of what is told."""
    before = text[max(0, toponym.start - 80) : toponym.start]
    aside = BEARING.search(before) or HOMETOWN.search(before) or CAUSED.search(before)
    aside = aside or ELSEWHERE.search(before) or SEATED.search(before)
    return bool(aside or _PART_ONLY.match(text, toponym.end))
