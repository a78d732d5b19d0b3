"""Values as pages write them: en dashes, moments, a figure marked in its sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from demonstrably.drawing import NAMES
from demonstrably.pages import EventPage, Figure, Filter, Panel
from demonstrably.pages.figures import Ruled
from demonstrably.pages.listing import Best
from demonstrably.wording import day, figure, kind, many, short_id

_LEFTWARDS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufeff]+(?:[ ’'-]+[\u0590-\u08ff\ufb1d-\ufeff]+)*")
"""Words in scripts that are written from right to left."""


def dashed(text: str) -> str:
    """Our own words with the dashes that print has: 200-999 and 23 Jan - 14 Feb. A name from right to left among them
    is set apart, so that it does not turn the words around it. Never used on a quote."""
    printed = re.sub(r"(?<=\d)-(?=\d)", "–", text).replace(" - ", " – ")
    return _LEFTWARDS.sub("\u2068\\g<0>\u2069", printed)


def number(value: int | None) -> str:
    """A figure with its thousands marked; empty without one."""
    return "" if value is None else f"{value:,}"


def bounds(low: int | None, high: int | None) -> str:
    """A range as people write it: 200–999, 100 or more; a dash where both ends are open."""
    text = figure(low, high)
    return "–" if text == "-" else dashed(text)


def moment(written: str | None) -> str:
    """An ISO day, or day and time, as an unambiguous one: 31 Jan 2021, 15:00; empty without one. A time keeps its
    zone where that is told."""
    if not written:
        return ""
    found = re.search(r"T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", written)
    if found is None:
        return day(written)
    zone = {"Z": " UTC", "+00:00": " UTC", None: ""}.get(found[2], f" UTC{found[2]}")
    return f"{day(written)}, {found[1]}{zone}"


def marked(told: Figure) -> Markup:
    """The sentence with the figure in it marked; the sentence alone where its words are not to be found in it."""
    quote = " ".join(told.quote.split())
    before, found, after = told.sentence.partition(quote)
    if not quote or not found:
        return escape(told.sentence)
    return Markup("{}<mark>{}</mark>{}").format(before, found, after)


def embedded(value: Any) -> Markup:
    """A value as JSON that can stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def ratio(value: float | None) -> str:
    """How many times another figure: 0.64; a dash where there is no other."""
    if value is None:
        return "–"
    return "under 0.01" if value < 0.01 else f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def script_of(language: str) -> str:
    """A language as the `lang` attribute has it; empty (not known) for "und"."""
    return "" if language == "und" else language


def under(rule_set: str) -> str:
    """The query string that asks for a rule set's figures; empty for the one that is asked for anyway."""
    return Filter(rules=rule_set).query()


def tag(assessed: Best | Ruled) -> str:
    """What a rule set says where it gives no number; empty where it gives one."""
    return (assessed.words if isinstance(assessed, Best) else assessed.verbatim) or ""


def rule(page: EventPage) -> str:
    """The page's rule set in words, without the numbers of the case; empty where no claim took part."""
    return next((panel.ruled.reason.partition(" Here: ")[0] for panel in page.panels if panel.used), "")


def letters(page: EventPage) -> list[str]:
    """The kinds of source that speak on the page, used or set aside, in the order of the letters everywhere."""
    found = {told.letter for panel in page.panels for told in (*panel.used, *panel.aside)}
    return [letter for letter in NAMES if letter in found]


def here_of(reason: str) -> str:
    """What it says of the case at hand; the whole where it isn't told apart."""
    rule, _, here = reason.partition(" Here: ")
    return here or rule


def rivals(told: Figure, panel: Panel) -> int:
    """How many of the panel's claims can't be true together with this one."""
    return sum(told.claim_id in pair for pair in panel.conflicts)


REASONS: Mapping[str, str] = {
    "superseded": "a newer count of the same voice replaces it",
    "corrected": "corrected or retracted in a later text",
    "copy": "a copy of a text that is counted already",
    "other scope": "is about something else than exactly this event",
    "planned": "speaks of a plan, not of what happened",
    "denied": "is denied, not claimed",
    "hypothetical": "is supposed, not claimed",
    "rejected by a reviewer": "a reviewer rejected it",
}
"""Why a claim is set aside, in a sentence that follows it."""


def because(reason: str | None) -> str:
    """A reason in words; one that we have no sentence for as it is."""
    return REASONS.get(reason or "", reason or "")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "because": because,
    "bounds": lambda value: bounds(value.low, value.high),
    "dashed": dashed,
    "day": day,
    "embedded": embedded,
    "here_of": here_of,
    "kind": kind,
    "lang": script_of,
    "letters": letters,
    "many": many,
    "marked": marked,
    "moment": moment,
    "number": number,
    "short_id": short_id,
    "ratio": ratio,
    "rivals": rivals,
    "rule": rule,
    "tag": tag,
    "under": under,
    "source_kind": lambda letter: NAMES[letter],
}
"""The filters of the templates, by name."""
