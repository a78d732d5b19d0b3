"""Spoken of: capitals and countries told without their names ("the capital", "the country", "nationwide")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from demonstrably.extract.setting.datelines import is_dateline
from demonstrably.extract.setting.wording import Wording
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Gazetteer, Kind, Toponym
from demonstrably.model import Place

_CAPITAL = re.compile(
    r"\b[Tt]he (?:(?P<people>[A-Z][\w-]+(?: [A-Z][\w-]+)?) |(?P<state>state|provincial|regional) )?"
    r"(?P<the>capital)\b(?: of (?:the )?(?P<of>[A-Z])|(?!,? [A-Z]))"
    r"|(?:['’]s|(?<=s)['’]) (?:state |provincial |regional )?(?P<own>capital)\b(?!,? [A-Z])"
)
_LAND = re.compile(
    r"\b[Nn]ational(?= (?:total|figures?|turnout|toll|count|tally|number)\b)"
    r"|\b[Tt]he (?:whole |entire )?(?:country|nation)\b|\b(?:[Nn]ation|[Cc]ountry)-?wide\b|\bNationally\b"
    r"|\b(?:in|across) all (?:\d+|[a-z]+) (?:states|provinces|regions|departments|counties)\b"
)
_SEAT = re.compile(
    r"\b(?:[Oo]utside|[Ii]n front of|[Nn]ear|[Aa]round|[Aa]t|[Ii]nto|[Ii]nside|[Tt]owards?|[Bb]esieg(?:ed|ing)|"
    r"[Ss]torm(?:ed|ing|s)?|[Ss]urround(?:ed|ing)|[Oo]verr[au]n(?:ning)?|[Bb]reached|[Oo]ccup(?:ied|ying))\s+"
    r"(?P<land>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})['’]s\s+(?:[a-z]+\s+)?"
    r"(?P<seat>[Pp]arliament|[Nn]ational [Aa]ssembly|[Cc]ongress|[Ss]enate|[Pp]residential (?:palace|residence|office)|"
    r"[Ss]upreme [Cc]ourt|[Cc]onstitutional [Cc]ourt|[Mm]inistry of [A-Z]\w+|[a-z]+ ministry)\b"
)
"""Where a country's capital is stood at, its parliament or the like told ("outside Georgia's parliament")."""


_OPENS = re.compile(r"(?:\A|[.!?][”\"]? )In \Z")
"""Before a place that a sentence opens with."""
_GONE = re.compile(r"\b(?:left|leav(?:e|es|ing)|fle(?:d|e|es|eing)|quit) \Z")
"""Before a country that somebody has gone from."""
_LEAD = 60
"""Characters before a name in which the words stand that set something there."""


def spoken_of(text: str, named: Sequence[Toponym], gazetteer: Gazetteer, words: PlaceWords) -> Iterator[Toponym]:
    """The capitals and countries that a text speaks of without their names. `named` are its toponyms: "the capital" is
    that of the country told last, "the country" the one that something has just been set in, or otherwise the one that
    most of them lie in."""
    lands = Counter(t.place.country for t in named if t.place.country)
    main = max(lands, key=lambda code: lands[code]) if lands else None
    towns = {t.end for t in named if t.kind == "settlement"}
    for match in _CAPITAL.finditer(text):
        if match.start() - 2 in towns and text[match.start() - 2 : match.start()] == ", ":
            continue  # "Port Moresby, the capital, ...": it is named
        scene = _set_in(match, named, words.wording)
        place = _capital(match, named, scene, main, gazetteer)
        if place is not None:
            yield _toponym(match, _seat_of(place, named, words), "settlement")
    yield from _seats(text, named, gazetteer)
    for match in _LAND.finditer(text) if main else ():
        gone = _GONE.search(text[: match.start()][-_LEAD:]) is not None
        scene = None if gone else _set_in(match, named, words.wording) or _headed(match, named)
        land = gazetteer.land(scene.place.country if scene and scene.place.country else main) if main else None
        if land is not None:
            yield _toponym(match, land, "country")


def _set_in(match: re.Match[str], named: Sequence[Toponym], wording: Wording) -> Toponym | None:
    """The last place before that something is set in in the same sentence ("30,000 turned out in Seoul and 80,000
    nationwide"), or that a sentence of the same paragraph opens with ("In Peru, 12 people were held.")."""
    text = match.string
    paragraph = text.rfind("\n", 0, match.start()) + 1
    sentence = max(paragraph, text.rfind(". ", 0, match.start()) + 2)
    for toponym in reversed([t for t in named if paragraph <= t.start < match.start() and t.role == "place"]):
        before = text[max(0, toponym.start - _LEAD) : toponym.start]
        if wording.stood_in.search(before) is None or wording.elsewhere.search(before) is not None:
            continue
        if toponym.start >= sentence or _OPENS.search(text[paragraph : toponym.start]):
            return toponym
    return None


def _headed(match: re.Match[str], named: Sequence[Toponym]) -> Toponym | None:
    """The country that is all of the line above a paragraph ("FRANCE", then its news)."""
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    above = text[:start].rstrip()
    line = above.rfind("\n") + 1
    return next((t for t in named if t.kind == "country" and (t.start, t.end) == (line, len(above))), None)


def _capital(
    match: re.Match[str], named: Sequence[Toponym], scene: Toponym | None, main: str | None, gazetteer: Gazetteer
) -> Place | None:
    """The capital that is spoken of: that of the country or region which owns it in so many words, the chief town of
    the region told last where that is a "state capital", is named itself or no country is, otherwise a country's."""
    owner = _owner(match, named)
    capital = gazetteer.capital(scene.place.country) if scene is not None and scene.place.country else None
    if owner is None and not match["state"] and capital and scene and capital.place_id == scene.place.place_id:
        return capital
    if owner is not None and owner.kind != "country":
        return gazetteer.seat(owner.place.place_id)
    if owner is not None:
        return gazetteer.capital(owner.place.country) if owner.place.country else None
    before = [t for t in named if t.end <= match.start() and t.kind in ("country", "region")]
    seat = gazetteer.seat(before[-1].place.place_id) if before and before[-1].kind == "region" else None
    if match["state"]:
        return seat
    if seat is not None:
        towns = {t.place.place_id for t in named if t.kind == "settlement"}
        chief = gazetteer.capital(before[-1].place.country) if before[-1].place.country else None
        told = seat.place_id in towns and (chief is None or chief.place_id not in towns)  # "COLUMBUS, Ohio - ..."
        set_in = match.string[: before[-1].start].lower().endswith("in ")  # "Police in Wales"
        if told or (set_in and all(t.kind != "country" for t in named)):
            return seat
    code = _country(match, named, gazetteer) or main
    return gazetteer.capital(code) if code else None


def _seat_of(capital: Place, named: Sequence[Toponym], words: PlaceWords) -> Place:
    """A capital, or the town that goes by that name beside it, where the text names that ("the Bolivian capital" in
    news from La Paz)."""
    second = words.second_capitals.get(capital.country or "")
    towns = (t.place for t in named if t.kind == "settlement" and t.place.country == capital.country)
    return next((place for place in towns if second is not None and place.name == second), capital)


def _seats(text: str, named: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[Toponym]:
    """The capitals that stand behind a parliament or a palace that something is located at."""
    for match in _SEAT.finditer(text) if "'s " in text or "’s " in text else ():
        land = next((t for t in named if t.start == match.start("land") and t.kind == "country"), None)
        place = gazetteer.capital(land.place.country) if land is not None and land.place.country else None
        if place is not None:
            written, start = match["seat"], match.start("seat")
            yield Toponym(start, match.end("seat"), written, "settlement", replace(place, written=written, start=start))


def _toponym(match: re.Match[str], place: Place, kind: Kind) -> Toponym:
    start = match.start("own") if match.groupdict().get("own") else match.start()
    written = match.string[start : match.end()]
    return Toponym(start, match.end(), written, kind, replace(place, written=written, start=start))


def _owner(match: re.Match[str], named: Sequence[Toponym]) -> Toponym | None:
    """The country or region that a capital is said to be of ("the South Korean capital", "Peru's capital", "the capital
    of Assam")."""
    if match["people"]:
        return next((t for t in named if match.start("people") <= t.start and t.end == match.end("people")), None)
    if match["of"]:
        behind = [t for t in named if t.start >= match.start("of")][:2]
        inner = (
            len(behind) > 1 and behind[1].kind == "region" and match.string[behind[0].end : behind[1].start] == "'s "
        )
        return behind[inner] if behind and behind[0].start == match.start("of") else None
    return next((t for t in named if match["own"] and t.end == match.start()), None)


def _country(match: re.Match[str], named: Sequence[Toponym], gazetteer: Gazetteer) -> str | None:
    """The country told last before a capital; not one that is only spoken of, where the text names the capital of
    another ("marched in London against Israel's offensive")."""
    before = [t.place.country for t in named if t.end <= match.start() and t.kind == "country"]
    towns = {
        t.place.place_id: t.place.country for t in named if t.kind == "settlement" and not is_dateline(match.string, t)
    }
    codes = dict.fromkeys([*before[-1:], *towns.values()])
    capitals = {code: gazetteer.capital(code) for code in codes if code}
    told = [code for code, capital in capitals.items() if capital is not None and capital.place_id in towns]
    return told[0] if told and not match["own"] else before[-1] if before else None
