"""Rules for weekdays and for dates counted from another day: the publication's, or one told before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from demonstrably.extract.dates import calendar as cal
from demonstrably.extract.dates.rules import (
    Match,
    Reading,
    Rule,
    Scene,
    fixed,
    open_reading,
    rule,
    word_after,
    word_before,
)
from demonstrably.extract.dates.words import Words, fold

_DAY = timedelta(days=1)
_EXPLAINS = re.compile(r"(?:\w(?:, | \(| [-–—] )|\b(?:was|is) )a \Z")
"""What stands before the weekday of a day that is told otherwise ("on 23 August 2018, a Thursday, ...", "on the third
day, a Saturday, ...", "It was a Friday")."""


_CLOCK = re.compile(r"\.?,?[ \t]+(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
"""A time of day behind the weekday of a live blog's entry."""


def relative_rules(words: Words) -> list[Rule]:
    """All rules of this file for one language's words."""
    weekday = f"(?P<w>{words.WEEKDAY})"
    told = "(?:[Tt]he )?(?:previous|next)|[Tt]he following"  # "following Thursday's march" comes after it
    which = f"(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: (?:past|coming))?|[Pp]ast|[Tt]hat(?: (?:same|very))?|{told})"
    part = "(?:(?P<a>[Tt]his)|(?P<b>[Ll]ast|[Yy]esterday)|(?P<c>[Tt]omorrow)) (?:morning|afternoon|evening|night)"
    the_weekends = "[Tt]he (?:previous|following|next|past|last|coming)"
    weekends = f"[Tt]he|[Tt]hat|[Tt]his(?: (?:past|coming))?|[Ll]ast|[Nn]ext|{the_weekends}"
    marked = "(?:of|in which|that|when|during which|marked)"
    before = f"(?:[Aa]fter|[Ff]ollowing) (?P<it>a (?:[a-z]+ )?(?P<unit>weekend|night))(?= {marked}\\b)"
    overnight = f"[Oo]vernight (?:(?:(?P<into>into)|on|from) )?{weekday}(?: (?:to|into) {words.WEEKDAY})?"
    units = "week|weekend|month|year|night|spring|summer|autumn|winter|fall|season|time|term|session|decade|century"
    after = rf"(?P<after>,? last(?! (?:{units}|{words.WEEKDAY}|{words.MONTH})))|"
    of_week = "(?: (?:of )?(?P<week>last|this|next) week)?"
    a_week_ago = f"[Aa] week ago,? (?:on |last )?(?P<w>{words.WEEKDAY})"
    ago = f"(?:{words.ABOUT} )?(?P<n>{words.NUMBER}) (?P<u>{words.UNIT}) ago"
    years_ago = f"{ago},? (?:on |this (?:past )?)(?P<w>{words.WEEKDAY})"
    return [
        rule("weekday", f"(?:{which} )?{weekday}(?:{after}{of_week})", partial(_read_weekday, words)),
        rule("weekday", f"(?P<w>{words.WEEKDAY_SHORT})", partial(_read_short_weekday, words)),
        rule("weekday", f"[Aa] week (?:on |from )?(?P<w>{words.WEEKDAY})", partial(_read_week_on, words)),
        rule("weekday", f"(?P<w>{words.WEEKDAY}) week(?![\\w-])(?! of)", partial(_read_week_on, words)),
        rule("weekday unit", a_week_ago, partial(_read_week_before, words)),
        rule("weekday unit", years_ago, partial(_read_years_before, words)),
        rule("weekday", f"(?:[Tt]he )?(?P<w>{words.WEEKDAY}) before last", partial(_read_week_before, words)),
        rule("unit word", "[Aa] week (?:from )?(?P<day>today|tomorrow)", _read_week_today),
        rule("weekday unit", f"[Nn]ext week,? (?:on )?(?P<w>{words.WEEKDAY})", partial(_read_next_week_on, words)),
        rule("weekday word", overnight, partial(_read_overnight_on, words)),
        rule("word unit", f"(?P<word>{words.DEICTIC})", partial(_read_deictic, words)),
        rule("word", "[Oo]vernight", _read_overnight),
        rule("word unit", part, _read_part),
        rule("word unit", before, _read_before),
        rule("word", f"(?P<which>{weekends}) weekend", _read_weekend),
    ]


def _read_weekday(words: Words, match: Match, scene: Scene) -> Reading | None:
    """A weekday: nearest past day, the anchor included; future: nearest coming one. "last" and "next" exclude it."""
    if _is_name(words, match):
        return None
    if scene.anchor is None:
        return _told_weekday(words, match, scene) or open_reading("weekday")
    number, anchor = words.weekday[fold(match["w"])], scene.anchor
    if match["week"]:
        weeks = {"last": -7, "this": 0, "next": 7}[match["week"]]
        return fixed(cal.day(cal.week(anchor + timedelta(days=weeks)).first + timedelta(days=number)), "weekday")
    which = "last" if match["after"] else fold(match["which"] or "")
    if which.startswith("that") and (day := _that_weekday(scene, number)):
        return fixed(cal.day(day), "relative")
    if which.startswith("the ") or which == "previous":
        return _told_weekday(words, match, scene)
    if which in ("last", "past", "this past"):
        return fixed(cal.day(cal.weekday_before(anchor, number, strictly=which == "last")), "weekday")
    if which in ("next", "this coming"):
        return fixed(cal.day(cal.weekday_after(anchor, number, strictly=True)), "weekday")
    past, future = cal.day(cal.weekday_before(anchor, number)), cal.day(cal.weekday_after(anchor, number))
    return Reading(past, future, "weekday", bare=not which)


def _read_week_on(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "A week on Thursday", "Thursday week": seven days after the coming one."""
    if scene.anchor is None:
        return open_reading("weekday")
    coming = cal.weekday_after(scene.anchor, words.weekday[fold(match["w"])], strictly=True)
    return fixed(cal.day(coming + 7 * _DAY), "relative")


def _read_week_before(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "A week ago on Saturday", "the Saturday before last": seven days before the last one."""
    if scene.anchor is None:
        return open_reading("weekday")
    last = cal.weekday_before(scene.anchor, words.weekday[fold(match["w"])], strictly=True)
    return fixed(cal.day(last - 7 * _DAY), "relative")


def _read_years_before(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "Two years ago on Wednesday": the day whose second anniversary the last such weekday is."""
    unit, count = words.unit[fold(match["u"])], words.count(match["n"])
    if unit not in ("week", "month", "year") or count is None:
        return None
    if scene.anchor is None:
        return open_reading("deictic")
    again = cal.weekday_before(scene.anchor, words.weekday[fold(match["w"])])
    return fixed(cal.day(cal.days_back(again, unit, count)), "deictic")


def _read_week_today(match: Match, scene: Scene) -> Reading | None:
    """ "A week today", "a week from tomorrow"; not "a week ago today"."""
    if scene.anchor is None:
        return open_reading("deictic")
    return fixed(cal.day(scene.anchor + (7 if match["day"] == "today" else 8) * _DAY), "deictic")


def _read_next_week_on(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "Next week on Thursday"."""
    if scene.anchor is None:
        return open_reading("weekday")
    number = words.weekday[fold(match["w"])]
    return fixed(cal.day(cal.week(scene.anchor + 7 * _DAY).first + number * _DAY), "relative")


def _that_weekday(scene: Scene, number: int) -> date | None:
    """The last day told that is such a weekday ("On 18 June ... That Tuesday"), None where there is none."""
    days = (stretch.first for _, stretch in reversed(scene.told) if stretch.precision == "day")
    return next((day for day in days if day.weekday() == number), None)


def _told_weekday(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "the following Sunday", "the previous Friday": counted from the last day told."""
    base, which = scene.latest("day"), fold(match["which"] or "")
    if base is None or not which:
        return None
    number = words.weekday[fold(match["w"])]
    if which.endswith(("previous", "last", "past")):
        return fixed(cal.day(cal.weekday_before(base.first, number, strictly=True)), "relative")
    if which.endswith(("following", "next")):
        return fixed(cal.day(cal.weekday_after(base.last, number, strictly=True)), "relative")
    return None


def _is_name(words: Words, match: Match) -> bool:
    """Whether a weekday is part of a name ("Bloody Sunday", "the Sunday Times") or recurs ("every Friday")."""
    before, after = word_before(match.string, match.start()), word_after(match.string, match.end())
    recurs = before.lower() in ("every", "each", "most", "any")
    explained = (
        before == "a"
        and not match["which"]
        and _EXPLAINS.search(match.string, max(0, match.start() - 8), match.start()) is not None
    )
    return recurs or explained or bool(re.fullmatch(words.NAME_BEFORE, before) or re.fullmatch(words.NAME_AFTER, after))


def _read_short_weekday(words: Words, match: Match, scene: Scene) -> Reading | None:
    """ "on Sat", "Sat 21:10": an abbreviation counts only after a word that asks for a day, or before a time that opens
    its line."""
    before = word_before(match.string, match.start()).lower()
    asked = before in ("on", "last", "next", "this", "since", "until", "till")
    if not asked and (_CLOCK.match(match.string, match.end()) is None or not _opens_line(match)):
        return None
    if scene.anchor is None:
        return open_reading("weekday")
    number = words.weekday[fold(match["w"])]
    past, future = cal.weekday_before(scene.anchor, number), cal.weekday_after(scene.anchor, number)
    return Reading(cal.day(past), cal.day(future), "weekday", bare=True)


def _opens_line(match: Match) -> bool:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not line.strip(" \t*•#–—-")


def _read_overnight_on(words: Words, match: Match, scene: Scene) -> Reading | None:
    if scene.anchor is None:
        return open_reading("weekday")
    number = words.weekday[fold(match["w"])]
    shift = _DAY if match["into"] else timedelta(0)
    past, future = (pick(scene.anchor, number) - shift for pick in (cal.weekday_before, cal.weekday_after))
    return Reading(cal.span(past, past + _DAY), cal.span(future, future + _DAY), "weekday")


def _read_overnight(match: Match, scene: Scene) -> Reading | None:
    """From one day into the next: from a day told shortly before, otherwise from the day before publication."""
    near = scene.given or scene.day_told_near(match.string, match.start())
    if near is None and scene.anchor is None:
        return open_reading("deictic")
    if near is None or (scene.anchor and near >= scene.anchor):
        near = (scene.anchor or near or date.max) - _DAY
    return fixed(cal.span(near, near + _DAY), "deictic")


def _read_deictic(words: Words, match: Match, scene: Scene) -> Reading | None:
    written = match["word"]
    if written[0].isupper() and word_before(match.string, match.start())[:1].isupper():
        return None  # USA Today, Russia Today
    if scene.anchor is None:
        return open_reading("deictic")
    return fixed(cal.day(scene.anchor + timedelta(days=words.deictic[fold(written)])), "deictic")


def _read_part(match: Match, scene: Scene) -> Reading | None:
    if scene.anchor is None:
        return open_reading("deictic")
    days = 0 if match["a"] else -1 if match["b"] else 1
    return fixed(cal.day(scene.anchor + timedelta(days=days)), "deictic")


def _read_weekend(match: Match, scene: Scene) -> Reading | None:
    """Saturday and Sunday: the latest weekend begun, from Wednesday on "this weekend" the coming one."""
    anchor, which = scene.anchor, fold(match["which"])
    if which == "the" and word_after(match.string, match.end()) == "of":
        return None  # "the weekend of 5 June": told by that date
    if which in ("that", "the previous", "the following", "the next"):
        return _told_weekend(which, scene)
    if anchor is None:
        return open_reading("deictic")
    inside = anchor.weekday() >= 5
    coming, before = cal.weekend(anchor), cal.weekend(anchor - timedelta(days=7))
    if which in ("last", "the last"):
        return fixed(before, "deictic")
    if which in ("next", "the coming", "this coming"):
        return fixed(cal.weekend(anchor + timedelta(days=7)) if inside or which == "next" else coming, "deictic")
    if which == "this" and anchor.weekday() >= 2:
        return fixed(coming, "deictic")
    return Reading(coming if inside else before, coming, "deictic")


def _read_before(match: Match, scene: Scene) -> Reading | None:
    """ "On Monday, after a weekend of riots", "after a night of riots": before the last day told, or around it."""
    base = scene.latest("day")
    if base is None:
        return open_reading("relative")
    if match["unit"] == "night":
        stretch = cal.span(base.first - _DAY, base.first)
    else:
        stretch = cal.weekend(base.first if base.first.weekday() >= 5 else base.first - 7 * _DAY)
    return replace(fixed(stretch, "relative"), at=match.span("it"))


def _told_weekend(which: str, scene: Scene) -> Reading:
    base = scene.latest("week")
    if base is None:
        return open_reading("relative")
    weeks = {"that": 0, "the previous": -7}.get(which, 7)
    return fixed(cal.weekend(base.first + timedelta(days=weeks)), "relative")
