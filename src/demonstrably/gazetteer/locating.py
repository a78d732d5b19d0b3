"""Locating: words around a name that make it a place's, whether the index knows it or not ("the village of Wazira")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.lexicon import Lexicon

_DAY = r"(?![A-Z][a-z]+day\b)"
_ONE = r"[A-Z][a-z]{2,}(?:-[A-Z]?[a-z]{2,})?"
_TWO = rf"{_ONE}(?: {_DAY}[A-Z][a-z]{{2,}})?"
_END = rf"(?![\w'’-]| {_DAY}[A-Z])"

_LOCATED_NAME = re.compile(
    r"\b(?=[A-Za-z])(?:"  # every one opens with a word: most letters are passed over at once
    r"\b(?:town|village|township|suburb|hamlet|city|municipality|commune|community|settlement|locality|port)"
    r" of (?P<of>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)(?![\w'’-]| [A-Z])"
    r"|\b(?:[Rr]esidents|[Vv]illagers|[Ii]nhabitants|[Tt]ownspeople) of (?P<home>[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?)"
    r"(?![\w'’-]| [A-Z])"
    rf"|(?<=[a-z0-9] )(?:at (?P<at>{_ONE})|(?:in|near|outside) (?P<near>{_TWO}))"
    r"(?=[.,;]|\s(?:on|and|after|before|where|when|during|at|to|in|by|yesterday|today|[A-Z][a-z]+day"
    r"|since|for|from|until|early|late|because|amid|was|were|is|are|has|have|had|would|will|could"
    r"|entered|reached|marked|left|drew|ended|began|started|turned|brought|led|lasted|passed|spread|continued"
    r"|against|over|demanding|protesting|following|despite|under|with|as|who|which|while|but|said|told)\b)"
    rf"|(?:^|(?<=[.!?”\"] )|(?<=\n))(?:In|At|Near|Outside) (?P<opening>{_TWO})"
    r"(?=, (?![A-Z])| (?:about|around|some|nearly|almost|more than|over|at least|up to|police|hundreds|thousands|dozens"
    r"|scores|several|\d)\b)"
    rf"|(?:^|(?<=[.!?”\"] )|(?<=\n))(?P<where>{_TWO})(?=, where\b)"
    rf"|\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o) (?:nearby|neighbou?ring) (?P<nearby>{_TWO}){_END}"
    rf"|\b(?:reached|entered|leaving|crossed|(?:passed|marched|walked) through) (?P<reached>{_TWO})"
    r"(?=[,.;]|\s(?:on|at|in|by|before|after|with|yesterday|today|early|late)\b)"
    rf"|\b(?:[Ff]rom|[Ii]n|[Aa]t|[Nn]ear|[Tt]o) (?P<town>{_TWO})(?=, (?:an?|the) "
    r"(?:[a-z-]+ ){0,3}(?:town|village|township|hamlet|suburb|port)\b)"
    r"|\b(?:highway|motorway|road|bridge|plaza|crossing|junction|roundabout|checkpoint|barrier|railway|line|camp|mine|"
    r"factory|plant|mill|port|border|rally|march|protest|demonstration|meeting|gathering|offices|shops|schools|buses|"
    r"trucks|lorries|cars|convoy|caravan|train|traffic|post|station|toll|pumps?|wells?|works|terminal|"
    r"Highway \d+) (?:in|near|outside|at) (?P<by>[A-Z][a-z]{2,}"
    r"(?:-[A-Z]?[a-z]{2,}| [a-z]{2}-[A-Z][a-z]{2,}| (?![A-Z][a-z]+day\b)[A-Z][a-z]{2,})?)"
    r"(?![\w'’-]| (?![A-Z][a-z]+day\b)[A-Z])"
    r"|\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside) (?P<beside>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)"
    r"(?=, (?:(?:just |right )?(?:near|outside|towards?|close to|not far from)|on the [a-z ]{0,9}outskirts of"
    r"|an? (?:[a-z-]+ ){0,2}(?:town|village|suburb|township|city) (?:in|of|near|outside|on)"
    r"|[a-z0-9 -]{0,20}(?:km|kilomet(?:re|er)s|miles)(?: [a-z-]+)? (?:of|from)) (?:the )?[A-Z])"
    rf"|\b[Oo]n (?P<isle>{_ONE})(?=, (?:the|an?) (?:[a-z-]+ ){{0,3}}(?:island|atoll|isle)\b)"
    rf"|\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Tt]hrough|[Tt]hroughout|[Oo]f) the (?P<the>{_TWO})"
    r" (?:region|valley|basin|highlands|peninsula|crossing|junction|depot|interchange|toll plaza|checkpoint|landfill"
    r"|bypass|oilfield|oil field|gas field|quarry|refinery|smelter|colliery|(?:[a-z]+ )?mines?|dam|border post"
    r"|toll booth|free trade zone|export processing zone|industrial (?:area|estate|park|zone))\b"
    rf"|\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside) [A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s (?P<part>{_ONE}){_END}"
    r"|(?<![\w'’-])(?P<called>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)"
    r" (?:town|village|township|suburb|hamlet|upazila|tehsil|taluka?|barangay)(?![\w'’-]))"
)
"""A name that the index need not know, with what makes it a place."""


def located_in(finder: Finder, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Single names that the words around make a place, whatever the analyser sees: "in the village of Wazira", "the
    camp at Tolkuna, where", "Rajgana upazila", "the Tolkuna crossing"."""
    for match in _LOCATED_NAME.finditer(finder.text):
        name = match[match.lastgroup or 0]
        if finder.is_aim(match.start(match.lastgroup or 0)):
            continue
        parts = [_is_ordinary(fold(part), lexicon) for part in name.split()]
        if not (all(parts) or _is_ordinary(fold(name), lexicon) or name.lower() in finder.lowered):
            yield match.start(match.lastgroup or 0), name


def _is_ordinary(key: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name is one of the language, a place word or no place at all."""
    return key in lexicon.entries or key in lexicon.never or lexicon.is_word(key)
