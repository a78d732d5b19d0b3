"""One event or wave for people: every figure as a bar with its words, what was set aside, what it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

from demonstrably.cli.axis import Axis
from demonstrably.cli.common import console
from demonstrably.cli.words import KIND_COLOURS, shorten
from demonstrably.export import table
from demonstrably.model import Event, Label
from demonstrably.pages import Catalogue, EventPage, Figure, Filter, Library, Panel, Remark, event_page
from demonstrably.wording import day, heading, many, short_id

AXIS_WIDTH = 34
"""Columns of the bars."""

TEXT_WIDTH = 96
"""Columns of a line of text, its indent of two not counted."""


def print_dossier(library: Library, event: Event, rule_set: str) -> None:
    """Print the event in the order: what, figures, set aside, added up, notes, names, responses, documents."""
    out = console()
    page = event_page(Catalogue(library), event, Filter(rules=rule_set))
    _print_heading(out, page)
    for panel in sorted(page.panels, key=lambda panel: panel.attribute):
        _print_panel(out, panel)
    _print_cities(out, page)
    for remark in page.remarks:
        _print_remark(out, remark)
    _print_names(out, page)
    _print_responses(out, page)
    _print_reports(out, page)
    _print_members(out, library, event)


def _print_heading(out: Console, page: EventPage) -> None:
    row = page.row
    out.print(f"[bold]{escape(row.title[0].upper() + row.title[1:])}[/]")
    out.print(f"{many(row.reports, 'report')}, {many(row.voices, 'voice')}  [dim]{row.event_id}[/]")
    if row.cause and row.level == "event":
        out.print(escape(shorten(f"cause: {row.cause}", TEXT_WIDTH)))
    if page.waves:
        wave = page.waves[-1]
        out.print(
            escape(shorten(f"in the {wave.title}", TEXT_WIDTH - 10)) + f"  {short_id(wave.event_id)}", style="dim"
        )


def _print_panel(out: Console, panel: Panel) -> None:
    out.print(f"\n[bold]{panel.attribute}[/]  {escape(_assessed(panel))}")
    axis = Axis.over([(figure.low, figure.high) for figure in panel.used], AXIS_WIDTH)
    for figure in panel.used:
        _print_figure(out, axis, figure)
    if panel.used:
        out.print(f"    {axis.scale()} {'(log scale)' if axis.log else ''}".rstrip(), style="dim")
    for figure in panel.aside:
        out.print(escape(f"  {_set_aside(figure, panel)}"))


def _assessed(panel: Panel) -> str:
    """low, best and high in one line, and whether the sources disagree."""
    found = panel.ruled
    if found.verbatim:
        return f"{found.verbatim} (rule set {found.rule_set})"
    values = [(name, getattr(found, name)) for name in ("low", "best", "high")]
    told = "  ".join(f"{name} {value:,}" for name, value in values if value is not None)
    return f"{told or 'no figure'}  (rule set {found.rule_set}){'  SOURCES DISAGREE' if found.conflict else ''}"


def _print_figure(out: Console, axis: Axis, figure: Figure) -> None:
    """Two lines: the bar with the source and in how many texts, then the words."""
    often = f" ({many(len(figure.copies) + 1, 'time')})" if figure.copies else ""
    often += ", no longer in the article" if figure.left_out else ""
    who = escape(shorten(f"{figure.source}{_when_taken(figure)}", TEXT_WIDTH - AXIS_WIDTH - 21 - len(often)) + often)
    bar = escape(axis.bar(figure.low, figure.high))
    out.print(f"  [{KIND_COLOURS[figure.letter]}]{figure.letter} {bar}[/] {figure.words:>17}  {who}")
    out.print(escape(f'      "{_quoted(figure, TEXT_WIDTH - 8)}"'), style="dim")


def _when_taken(figure: Figure) -> str:
    if figure.as_of:
        return f", as of {figure.as_of}"
    return ", so far" if figure.running else ""


def _quoted(figure: Figure, width: int) -> str:
    """The words around the figure, so cut that the figure itself always stays."""
    sentence, quote = figure.sentence, " ".join(figure.quote.split())
    at = sentence.find(quote)
    if len(sentence) <= width or at < 0:
        return shorten(sentence if at >= 0 else quote, width)
    first = max(0, min(at - (width - len(quote)) // 2, len(sentence) - width))
    first = 0 if first == 0 else sentence.find(" ", first, at) + 1 or at
    text = shorten(sentence[first:], width - 1)
    return ("…" if first else "") + (text if quote in text else shorten(sentence[at:], width - 1))


def _because(figure: Figure, panel: Panel) -> str:
    """Why a figure was set aside; of a corrected one, what corrects it."""
    by = next((f for f in (*panel.used, *panel.aside) if f.claim_id == figure.corrected_by), None)
    return f"corrected to {by.words}" if by and figure.reason == "corrected" else figure.reason or ""


def _set_aside(figure: Figure, panel: Panel) -> str:
    """A figure in one line: why it was set aside, its words, who says so, about when, where it was published."""
    often = f" ({len(figure.copies) + 1} times)" if figure.copies else ""
    about = f", about {figure.when}" if figure.when != "no date" else ""
    published = f", {day(figure.place.published)}" if figure.place.published else ""
    said = f'"{figure.quote}", {figure.source}{about}{_when_taken(figure)}{published}'
    told = f"set aside ({_because(figure, panel)}): {said}"
    return shorten(told, TEXT_WIDTH - 12 - len(often)) + often


def _print_cities(out: Console, page: EventPage) -> None:
    if page.cities:
        out.print("\n[bold]cities added up[/] (each once; not added to the claims above)")
    for row in page.cities:
        where = f"in {many(len(row['cities']), 'city', 'cities')}"
        rest = f", {many(row['without'], 'city', 'cities')} without a figure" if row["without"] else ""
        out.print(f"  {row['attribute']}: {row['best']:,} {where}{rest}")


def _print_remark(out: Console, remark: Remark) -> None:
    """no figure for detained: TASS, 1 Feb 2021, "There is no exact figure ..." """
    told = f"{remark.attribute}: {remark.outlet or 'no outlet'}, {day(remark.published)}"
    sentence = shorten(remark.sentence, TEXT_WIDTH - len(f'no figure for {told}, ""'))
    out.print(f'[bold]no figure[/] for {escape(told)}, "{escape(sentence)}"')


def _print_names(out: Console, page: EventPage) -> None:
    """called: unlawful rally (TASS) | peaceful march (The Paper, 2)."""
    counted = Counter((name.wording.casefold(), name.who) for name in page.names)
    if counted:
        parts = [f"{wording} ({who}{f', {n}' if n > 1 else ''})" for (wording, who), n in sorted(counted.items())]
        out.print(f"[bold]called:[/] {escape(' | '.join(parts))}")


def _print_responses(out: Console, page: EventPage) -> None:
    """response: detentions (4 reports), roads closed (2 reports)."""
    told = [f"{r.label} ({many(r.reports, 'report')})" if r.reports else r.label for r in page.responses]
    if told:
        out.print(f"[bold]response:[/] {', '.join(told)}")


def _print_reports(out: Console, page: EventPage) -> None:
    out.print("\n[bold]reports[/]")
    for report in page.reports:
        copied = "  (a copy)" if report.copy_of else ""
        line = f"{day(report.published)}  {report.outlet or 'no outlet'}: {report.title}"
        out.print(escape(f"  {shorten(line, TEXT_WIDTH - len(copied))}{copied}"))


def _print_members(out: Console, library: Library, event: Event) -> None:
    members = library.members.get(event.event_id, ())
    if members:
        waves = sum(member.level == "wave" for member in members)
        told = [many(n, noun) for n, noun in ((len(members) - waves, "event"), (waves, "wave")) if n]
        out.print(f"\n[bold]{' and '.join(told)} in it[/]")
    for member in members:
        out.print(escape(f"  {short_id(member.event_id)}  {shorten(heading(member), TEXT_WIDTH - 10)}"))


def dossier_row(library: Library, event: Event, rule_set: str) -> dict[str, Any]:
    """The same as one JSON object: the event, its claims, assessments, labels, notes, city figures, members."""
    rows = {name: table(name).rows(library.view) for name in ("events", "claims", "assessments")}
    return {
        "event": next(row for row in rows["events"] if row["event_id"] == event.event_id),
        "claims": [row for row in rows["claims"] if row["event_id"] == event.event_id],
        "assessments": [
            row for row in rows["assessments"] if (row["event_id"], row["rule_set"]) == (event.event_id, rule_set)
        ],
        "labels": list(_label_rows(library.labels_of(event))),
        "notes": [note.sentence for note in library.notes_of(event)],
        "cities": list(library.tallies.get(event.event_id, ())),
        "members": [member.event_id for member in library.members.get(event.event_id, ())],
    }


def _label_rows(labels: Iterable[Label]) -> Iterator[dict[str, Any]]:
    columns = table("labels").columns
    return ({column.name: getattr(label, column.name) for column in columns} for label in labels)
