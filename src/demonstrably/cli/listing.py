"""The list of events, wave by wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import set_cell_size
from rich.console import Console
from rich.markup import escape

from demonstrably.cli.common import console
from demonstrably.cli.words import shorten
from demonstrably.errors import UsageError
from demonstrably.export import View, table
from demonstrably.model import Assessment, Event
from demonstrably.wording import days, heading, kind, many, place, short_id

COLUMNS = ("id", "date", "place", "type", "participants", "detained", "hurt/dead", "reports")
WIDTHS = (8, 12, 16, 21, 12, 8, 9, 7)
"""Columns on the terminal; with the spaces between them no more than 100."""

FIRST_FIGURE = 4
"""The columns from this one on hold figures."""

LEAST = (6, 7, 3)
"""The columns that a narrower terminal goes without, in this order: hurt and dead, reports, type."""


def chosen_events(view: View, *, conflicts: bool, rule_set: str) -> list[Event]:
    """Waves, each with its events after it, then events without a wave. Raises UsageError for an unknown rule set."""
    known = sorted({found.rule_set for found in view.assessments})
    if known and rule_set not in known:
        raise UsageError(f"no rule set {rule_set!r}.", remedy=f"Known: {', '.join(known)}.")
    ordered = list(_in_waves(view))
    if not conflicts:
        return ordered
    disputed = {found.event_id for found in view.assessments if found.conflict and found.rule_set == rule_set}
    return [event for event in ordered if event.event_id in disputed]


def _in_waves(view: View) -> Iterator[Event]:
    """Waves, each with what stands in it, then events that stand in none."""
    standing = [event for event in view.events if event.redirect_to is None]
    members: dict[str | None, list[Event]] = defaultdict(list)
    for event in standing:
        members[event.wave_id if event.wave_id in view.event else None].append(event)
    for wave in (event for event in members[None] if event.level == "wave"):
        yield from _with_members(wave, members)
    yield from (event for event in members[None] if event.level == "event")


def _with_members(wave: Event, members: Mapping[str | None, Sequence[Event]]) -> Iterator[Event]:
    """A wave, the events that stand directly in it, then the waves in it, each with its own."""
    yield wave
    inside = members.get(wave.event_id, ())
    yield from (event for event in inside if event.level == "event")
    for part in (event for event in inside if event.level == "wave"):
        yield from _with_members(part, members)


def event_rows(view: View, events: Sequence[Event], rule_set: str) -> Iterator[dict[str, Any]]:
    """The events as in events.jsonl, each with its figures."""
    rows = {row["event_id"]: row for row in table("events").rows(view)}
    for event in events:
        figures = {
            name: {"low": found.low, "high": found.high, "best": found.best, "conflict": found.conflict}
            for name, found in view.figures(event.event_id, rule_set).items()
        }
        yield {**rows[event.event_id], "figures": figures}


def print_events(view: View, events: Sequence[Event], rule_set: str) -> None:
    """The waves, each a heading over its events; an exclamation mark stands by figures whose sources disagree."""
    out = console()
    if not events:
        some = f"None of the record's {many(len(view.events), 'event')} is as asked."
        out.print(some if view.events else "No events. `demonstrably run INPUT` makes some from reports.")
        return
    shown = _shown(out.width)
    out.print(_line(COLUMNS, shown), style="dim")
    inside = True
    for event in events:
        if event.level == "wave":
            _print_wave(out, view, event, rule_set)
            continue
        if inside and event.wave_id is None:
            inside = False
            out.print("\n[bold]In no wave[/]")
        out.print(escape(_line(_cells(view, event, rule_set), shown)))
    out.print(f"\n! = sources disagree; best figures of rule set {rule_set}. Next: demonstrably show ID", style="dim")


def _shown(width: int) -> list[int]:
    """The indices of the columns that fit."""
    shown = list(range(len(COLUMNS)))
    for least in LEAST:
        if sum(WIDTHS[i] + 1 for i in shown) - 1 > width:
            shown.remove(least)
    return shown


def _line(cells: Sequence[str], shown: Sequence[int]) -> str:
    """Cells side by side, texts to the left, figures to the right."""
    parts = [set_cell_size(cells[i], WIDTHS[i]) if i < FIRST_FIGURE else cells[i].rjust(WIDTHS[i]) for i in shown]
    return " ".join(parts).rstrip()


def _print_wave(out: Console, view: View, wave: Event, rule_set: str) -> None:
    """The wave's heading and, under it, its own figures, which no event of it has."""
    indent = "" if wave.wave_id is None else "  "
    title = shorten(f"{heading(wave)[0].upper()}{heading(wave)[1:]}", out.width - 22 - len(indent))
    out.print(
        f"{'' if indent else chr(10)}{short_id(wave.event_id)} {indent}[bold]{escape(title)}[/]"
        f"  {many(len(wave.documents), 'report')}"
    )
    found = view.figures(wave.event_id, rule_set).items()
    figures = ", ".join(f"{name} {_best(assessment)}" for name, assessment in found if _best(assessment))
    if figures:
        out.print(f"{' ' * 9}{indent}{escape(shorten(f'as a whole: {figures}', out.width - 10))}")


def _cells(view: View, event: Event, rule_set: str) -> list[str]:
    found = view.figures(event.event_id, rule_set)
    hurt = "/".join(_best(found.get(name)) or "-" for name in ("injured", "killed"))
    return [
        short_id(event.event_id),
        shorten(days(event.when), WIDTHS[1]),
        shorten(place(event), WIDTHS[2]),
        shorten(kind(event.kind, event.status), WIDTHS[3]),
        _best(found.get("participants")),
        _best(found.get("detained")),
        "" if hurt == "-/-" else hurt,
        str(len(event.documents)),
    ]


def _best(found: Assessment | None) -> str:
    """The best figure, or the bound where there is no best one; empty without any."""
    value = None if found is None else next((v for v in (found.best, found.low, found.high) if v is not None), None)
    if found is None or value is None:
        return found.verbatim or "" if found else ""
    return f"{value:,}{'!' if found.conflict else ''}"
