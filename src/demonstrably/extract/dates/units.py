"""Rules for days, weeks, months and years that are counted: "last week", "two days ago", "for a third day"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.calendar import Stretch
from demonstrably.extract.dates.lending import told_coarsely
from demonstrably.extract.dates.rules import (
    Match,
    Reading,
    Rule,
    Scene,
    fixed,
    open_reading,
    rule,
    word_after,
)
from demonstrably.extract.dates.words import Words, fold

_DAY = timedelta(days=1)


def unit_rules(words: Words) -> list[Rule]:
    """All rules of this file for one language's words."""
    return [*_single_rules(words), *_count_rules(words), *_length_rules(words)]


def _single_rules(words: Words) -> list[Rule]:
    """Rules for one unit: "last week", "the day before", "the same month"."""
    part, unit = f"(?:{words.BEFORE_PERIOD}(?: )?)?", f"(?P<u>{words.UNIT})"
    near = f"(?P<u>{words.UNIT}|{words.PART})"
    which = "(?P<which>[Ll]ast|[Tt]his past|[Tt]his|[Nn]ext|[Cc]urrent)"
    beside = "(?P<way>[Pp]revious|[Ff]ollowing|[Nn]ext|[Pp]receding|[Pp]rior|[Ss]ame|[Ss]ubsequent)"
    named = f"{part}(?:(?P<the>[Tt]he) )?{which} (?:(?:fiscal|calendar) )?{unit}(?: (?P<but>but one))?"
    before = f"[Tt]he (?P<u>{words.UNIT}|{words.PART}|weekend) (?P<way>before|after)(?: (?P<last>last|next))?"
    limit = partial(_read_limit, words)
    return [
        rule("unit", named, partial(_read_unit, words)),
        rule("unit", f"{part}[Tt]h(?:e|is) (?:(?:full|whole|fiscal) )?{unit}", partial(_read_the_unit, words)),
        rule("unit", f"(?:[Bb]efore|[Bb]y the time) th(?:e|is) {unit} (?:is|was|were) (?:out|over|up)", limit),
        rule("unit word", before, partial(_read_the_day_before, words)),
        rule("word", "[Tt]he (?P<way>eve) of", _read_eve),
        rule("word", "[Oo]n the eve(?=(?: )?(?:[.,;)]|\\Z))", _read_on_eve),
        rule("unit word", f"(?:[Tt]he )?{beside} {near}", partial(_read_neighbour, words)),
        rule("unit word", f"[Tt]hat (?:(?:same|very) )?{near}", partial(_read_that, words)),
    ]


def _count_rules(words: Words) -> list[Rule]:
    """Rules for a number of units from a day: "two weeks ago", "a day earlier", "in three days"."""
    unit, number = f"(?P<u>{words.UNIT})", f"(?P<n>{words.NUMBER})"
    about = f"(?:{words.ABOUT} ){{0,2}}"
    way = "(?P<way>ago|earlier|before|previously|prior|later|after|afterwards?|from now|hence)"
    return [
        rule("unit", f"{about}{number} (?:full )?{unit}(?: or (?:so|more))? {way}", partial(_read_count, words)),
        rule("unit word", f"{number} {unit} ago,? (?:today|(?:this|to the) day)", partial(_read_ago_today, words)),
        rule("unit", f"(?:[Ii]n|[Ww]ithin) {about}{number} {unit}(?:['’] time)?", partial(_read_in, words)),
    ]


def _length_rules(words: Words) -> list[Rule]:
    """Rules for how long: "the past two weeks", "for three days", "a second straight night", "for weeks"."""
    unit, number, ordinal = f"(?P<u>{words.UNIT})", f"(?P<n>{words.NUMBER})", f"(?P<nth>{words.ORDINAL})"
    about = f"(?:{words.ABOUT} ){{0,2}}"
    way = "(?P<way>past|last|previous|preceding|next|coming)"
    run = "(?:straight|consecutive|successive|running)"
    many = "(?:days|weeks|months|years|decades)"
    lead = "(?:(?:in|over|during|for|In|Over|During|For) (?:the )?)?"
    nth, length = partial(_read_nth, words), partial(_read_length, words)
    over = "(?:ago|earlier|later|(?:from )?(?:today|tomorrow))"
    lasting = f"[Ff]or {about}{number} (?:(?:{run}|long|whole|full) )?{unit}(?! {over})"
    return [
        rule("unit", f"(?:(?P<for>[Ff]or) )?[Tt]he {way} (?:{about}{number} )?{unit}", length),
        rule("unit", lasting, partial(_read_for, words)),
        rule("unit", f"[Ff]or (?:(?:the|an?|its|their) )?{ordinal} (?:{run} )?{unit}", nth),
        rule("unit", f"(?:(?:[Tt]he|[Aa]n?) )?{ordinal} {run} {unit}", nth),
        rule("unit", f"(?:[Ff]or )?{many} (?:now|ago|earlier|later)", _read_vague),
        rule("unit", f"[Ff]or (?:(?:many|several) )?{many}", _read_vague),
        rule("unit", f"{lead}(?:more )?(?:recent|coming|past) {many}", _read_vague),
    ]


def _read_unit(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "last week", "this year", "next month", "the current month"; with "the" ("the last week") it is a length."""
    unit, which = words.unit[fold(match["u"])], fold(match["which"])
    written = fold(match["u"])
    if unit in ("hour", "day", "fortnight") or written.endswith("s") or (match["the"] and which != "current"):
        return None
    if scene.anchor is None:
        return open_reading("deictic")
    count = {"last": -1, "next": 1, "this past": 0 if unit == "year" else -1}.get(which, 0) * (2 if match["but"] else 1)
    return fixed(cal.unit_from(scene.anchor, unit, count), "deictic")


def _read_the_unit(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the end of the month", "so far this year": the one that holds the anchor; "the month" alone is none."""
    if not re.search(r"\bof\b", match.group()):
        return None
    unit = words.unit[fold(match["u"])]
    if scene.anchor is None or (unit == "day" and scene.told):
        return open_reading("deictic")  # "the end of the day" is that of what has been told
    return fixed(cal.unit_from(scene.anchor, unit, 0), "deictic")


def _read_limit(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "before the month is out": what lies ahead is between the anchor and the end of its unit."""
    unit = words.unit[fold(match["u"])]
    if unit in ("hour", "day") or fold(match["u"]).endswith("s"):
        return None
    if scene.anchor is None:
        return open_reading("deictic")
    whole = cal.unit_from(scene.anchor, unit, 0)
    return Reading(cal.span(whole.first, whole.last), cal.span(scene.anchor, whole.last), "deictic")


def _read_count(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "two weeks ago", "a day earlier", "three days later"; "a day after the march" stays open. Weeks counted from a
    day told before ("A fortnight later") come to a day."""
    unit, way = words.unit[fold(match["u"])], fold(match["way"])
    count, deictic = words.count(match["n"]), way in ("ago", "from now", "hence")
    if unit == "hour":
        if not count or count % 24:
            return None
        unit, count = "day", count // 24
    base = _anchored(scene) if deictic else scene.latest(unit)
    kind = "deictic" if deictic else "relative"
    if count is None or base is None or (not deictic and _goes_on(match, way)):
        return open_reading(kind)  # type: ignore[arg-type]
    if coarse := None if deictic else told_coarsely(match, scene, unit):
        return fixed(coarse, "relative")
    back = way in ("ago", "earlier", "before", "previously", "prior")
    start, count = (base.first, -count) if back else (base.last, count)
    if not deictic and unit in ("week", "fortnight") and base.precision == "day":
        return fixed(cal.day(start + count * (14 if unit == "fortnight" else 7) * _DAY), "relative")
    return fixed(cal.unit_from(start, unit, count), kind)  # type: ignore[arg-type]


def _read_ago_today(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "a week ago today", "30 years ago this day": a day, however long ago."""
    unit, count = words.unit[fold(match["u"])], words.count(match["n"])
    if unit == "hour" or count is None or scene.anchor is None:
        return None
    return fixed(cal.day(cal.days_back(scene.anchor, unit, count)), "deictic")


def _goes_on(match: Match, way: str) -> bool:
    """Whether what it is counted from follows ("after the vote", "earlier than planned")."""
    after = word_after(match.string, match.end())
    if way in ("before", "after", "prior"):
        return after != "" and after not in ("and", "but", "at", "in", "on", "when", "with", "by", "as")
    return after == "than"


def _anchored(scene: Scene) -> Stretch | None:
    return cal.day(scene.anchor) if scene.anchor else None


def _read_the_day_before(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the day before", "the night after", "the week before last"."""
    written, back = fold(match["u"]), match["way"] == "before"
    unit = words.unit.get(written, "week" if written == "weekend" else "day")
    if match["last"]:
        base = _anchored(scene)
        found = cal.unit_from(base.first, unit, -2 if back else 2) if base else None
        return fixed(found, "deictic")
    base = scene.latest(unit)
    if base is None or written.endswith("s") or _goes_on(match, match["way"]):
        return open_reading("relative")  # "the days after" are no one day
    if coarse := told_coarsely(match, scene, unit):
        return fixed(coarse, "relative")
    found = _beside(base, unit, back=back)
    return fixed(cal.weekend(found.first) if written == "weekend" else found, "relative")


def _read_eve(match: Match, scene: Scene) -> Reading | None:
    """ "the eve of the vote": the day before it, open without the vote's day."""
    return open_reading("relative")


def _read_on_eve(match: Match, scene: Scene) -> Reading | None:
    """ "On the eve" with nothing behind it: the day before the one told last."""
    base = scene.latest("day")
    return fixed(cal.day(base.first - _DAY), "relative") if base else open_reading("relative")


def _beside(base: Stretch, unit: str, *, back: bool) -> Stretch:
    """The unit before or after a stretch: for a week the seven days right before or after it."""
    if unit == "week":
        first = base.first - 7 * _DAY if back else base.last + _DAY
        return Stretch(first, first + 6 * _DAY, "week")
    return cal.unit_from(base.first if back else base.last, unit, -1 if back else 1)


def _read_neighbour(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the previous day", "the following week", "the same month"."""
    way, article = fold(match["way"]), match.group().lower().startswith("the")
    unit = words.unit.get(fold(match["u"]), "day")
    if not article and (way != "next" or unit != "day"):
        return None  # "next week" is counted from the anchor; "same day" alone is an adjective
    if word_after(match.string, match.end()) == "of" or unit == "hour":
        return None
    base = scene.latest(unit)
    if base is None:
        return open_reading("relative")
    if coarse := told_coarsely(match, scene, unit):
        return fixed(coarse, "relative")
    if way == "same":
        return fixed(cal.unit_from(base.first, unit, 0), "relative")
    found = _beside(base, unit, back=way in ("previous", "preceding", "prior"))
    ahead = _anchored(scene)
    future = _beside(ahead, unit, back=False) if way == "next" and ahead else found
    return Reading(found, future, "relative")


def _read_that(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "that day", "that night": only where a fine enough date was told before."""
    unit = words.unit.get(fold(match["u"]), "day")
    if unit == "hour":
        return None
    base = told_coarsely(match, scene, unit) or (scene.latest(unit) if scene.told or scene.given else None)
    if base is not None and not scene.is_fine(base, unit):
        return fixed(base, "relative")
    return fixed(cal.unit_from(base.first, unit, 0), "relative") if base else open_reading("relative")


def _read_length(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the past two weeks", "the last 24 hours", "the next three days", with "for" going on."""
    way, written = fold(match["way"]), fold(match["u"])
    unit, ongoing = words.unit[written], match["for"] is not None
    if match["n"] is None and (written.endswith("s") or (unit == "day" and way != "past")):
        if written.endswith("s"):
            return open_reading("duration", ongoing=ongoing)
        return None
    if way in ("previous", "preceding") and match["n"] is None:
        return None
    count = words.count(match["n"]) if match["n"] else 1
    if count is None or scene.anchor is None or count == 0:
        return open_reading("duration", ongoing=ongoing)
    return _length(scene, unit, count, way, ongoing)


def _length(scene: Scene, unit: str, count: int, way: str, ongoing: bool) -> Reading:
    anchor = scene.anchor or date.max
    if way in ("next", "coming"):
        ahead = cal.span(anchor, anchor + (anchor - cal.days_back(anchor, unit, count)))
        return Reading(None, ahead, "duration", ongoing)
    base = anchor
    if way in ("previous", "preceding"):
        told = scene.latest("day")
        base = told.first - _DAY if told else anchor
    back = cal.span(cal.days_back(base, unit, count), base)
    return Reading(back, back, "duration", ongoing)


def _read_for(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "have marched for three days": up to the anchor after a perfect, otherwise of unknown days."""
    unit, count = words.unit[fold(match["u"])], words.count(match["n"])
    if unit == "hour":
        return None
    lead = match.string[max(0, match.start() - 60) : match.start()].rpartition(". ")[2]
    perfect = re.search(r"\b(?:have|has|been|now|[’']ve)\b", lead)
    if count is None or scene.anchor is None or not perfect:
        return open_reading("duration", ongoing=True)
    stretch = cal.span(cal.days_back(scene.anchor, unit, count), scene.anchor)
    return Reading(stretch, stretch, "duration", ongoing=True)


def _read_nth(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "for the third day", "a second straight night": from the first of them up to the anchor."""
    unit, count = words.unit[fold(match["u"])], words.nth(match["nth"])
    if unit == "hour" or count < 1:
        return None
    if scene.anchor is None:
        return open_reading("duration", ongoing=True)
    stretch = cal.span(cal.days_back(scene.anchor, unit, count - 1), scene.anchor)
    return Reading(stretch, stretch, "duration", ongoing=True)


def _read_vague(match: Match, scene: Scene) -> Reading | None:
    """ "for weeks", "in recent days", "years ago": found, but of unknown days."""
    words = match.group().lower()
    ongoing = words.startswith("for ") or words.endswith(" now")
    return open_reading("duration" if ongoing else "deictic", ongoing=ongoing)


def _read_in(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "in two weeks": counted from the anchor in the future; in the past it is how long something took."""
    unit, count = words.unit[fold(match["u"])], words.count(match["n"])
    if unit == "hour":
        return None
    if count is None or scene.anchor is None:
        return open_reading("duration")
    return Reading(None, cal.unit_from(scene.anchor, unit, count), "duration")
