"""One event or wave for people: every figure as a bar with its words, what was set aside, what it is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape

from demonstrably.cli.axis import Axis
from demonstrably.cli.common import console
from demonstrably.cli.words import (
    KIND_COLOURS,
    chain,
    day,
    days,
    heading,
    hedged,
    kind,
    letter,
    many,
    named,
    short_id,
    shorten,
)
from demonstrably.export import View, table
from demonstrably.export.notes import event_of_note
from demonstrably.model import Assessment, Claim, Document, Event, Label, Mention, Note

AXIS_WIDTH = 34
"""Columns of the bars."""

TEXT_WIDTH = 96
"""Columns of a line of text, its indent of two not counted."""


def print_dossier(view: View, event: Event, rule_set: str) -> None:
    """Print the event in the order: what, figures, set aside, added up, notes, names, responses, documents."""
    out = console()
    _print_heading(out, view, event)
    for attribute, assessment in view.figures(event.event_id, rule_set).items():
        _print_figures(out, view, attribute, assessment)
    _print_tallies(out, view, event)
    for note in _notes(view, event):
        out.print(f"[bold]no figure[/] for {note.attribute}: {escape(shorten(note.sentence, 80))}")
    _print_labels(out, view, event)
    _print_responses(out, view, event)
    _print_documents(out, view, event)
    _print_members(out, view, event)


def _print_heading(out: Console, view: View, event: Event) -> None:
    title = heading(event)
    out.print(f"[bold]{escape(title[0].upper() + title[1:])}[/]")
    counts = f"{many(len(event.documents), 'report')}, {many(event.voices, 'voice')}"
    out.print(f"{counts}  [dim]{event.event_id}[/]")
    if event.cause and event.level == "event":
        out.print(escape(shorten(f"cause: {event.cause}", TEXT_WIDTH)))
    if event.wave_id and event.wave_id in view.event:
        wave = view.event[event.wave_id]
        out.print(
            escape(shorten(f"in the {heading(wave)}", TEXT_WIDTH - 10)) + f"  {short_id(wave.event_id)}", style="dim"
        )


def _print_figures(out: Console, view: View, attribute: str, assessment: Assessment) -> None:
    claims = [view.claim[claim_id] for claim_id in assessment.claims_used if claim_id in view.claim]
    out.print(f"\n[bold]{attribute}[/]  {escape(_assessed(assessment))}")
    axis = Axis.over([(claim.low, claim.high) for claim in claims], AXIS_WIDTH)
    for _, alike in groupby(sorted(claims, key=_alike), key=_alike):
        same = list(alike)
        _print_claim(out, axis, same[0], len(same))
    if claims:
        out.print(f"    {axis.scale()} {'(log scale)' if axis.log else ''}".rstrip(), style="dim")
    for line, times in Counter(_set_aside(view, assessment)).items():
        out.print(escape(f"  {line}{f' ({times} times)' if times > 1 else ''}"))


def _alike(claim: Claim) -> tuple[float, str, str, str, str]:
    """What is the same in claims that print the same: several reports in which one voice says one thing."""
    words = " ".join(claim.sentence.split())
    return (claim.low or 0, hedged(claim), f"{chain(claim)}{_when_taken(claim)}", words, claim.quote)


def _set_aside(view: View, assessment: Assessment) -> Iterator[str]:
    for claim_id, reason in assessment.set_aside:
        if claim_id in view.claim:
            told = f"set aside ({reason}): "
            yield told + _said(view, view.claim[claim_id], TEXT_WIDTH - 12 - len(told))


def _assessed(found: Assessment) -> str:
    """low, best and high in one line, and whether the sources disagree."""
    if found.verbatim:
        return f"{found.verbatim} (rule set {found.rule_set})"
    values = [(name, getattr(found, name)) for name in ("low", "best", "high")]
    told = "  ".join(f"{name} {value:,}" for name, value in values if value is not None)
    return f"{told or 'no figure'}  (rule set {found.rule_set}){'  SOURCES DISAGREE' if found.conflict else ''}"


def _print_claim(out: Console, axis: Axis, claim: Claim, times: int) -> None:
    """Two lines: the bar with the source, then the words; `times` is how many claims say the same."""
    group = letter(claim)
    often = f" ({times} times)" if times > 1 else ""
    who = escape(shorten(f"{chain(claim)}{_when_taken(claim)}", TEXT_WIDTH - AXIS_WIDTH - 21 - len(often)) + often)
    bar = escape(axis.bar(claim.low, claim.high))
    out.print(f"  [{KIND_COLOURS[group]}]{group} {bar}[/] {hedged(claim):>17}  {who}")
    out.print(escape(f'      "{_quoted(claim, TEXT_WIDTH - 8)}"'), style="dim")


def _when_taken(claim: Claim) -> str:
    if claim.as_of:
        return f", as of {claim.as_of}"
    return ", so far" if claim.running else ""


def _quoted(claim: Claim, width: int) -> str:
    """The words around the figure, so cut that the figure itself always stays."""
    sentence = " ".join(claim.sentence.split())
    quote = " ".join(claim.quote.split())
    at = sentence.find(quote)
    if len(sentence) <= width or at < 0:
        return shorten(sentence if at >= 0 else quote, width)
    first = max(0, min(at - (width - len(quote)) // 2, len(sentence) - width))
    first = 0 if first == 0 else sentence.find(" ", first, at) + 1 or at
    text = shorten(sentence[first:], width - 1)
    return ("…" if first else "") + (text if quote in text else shorten(sentence[at:], width - 1))


def _said(view: View, claim: Claim, width: int) -> str:
    """A claim in one line: its words, who says so, about when, where it was published."""
    about = f", about {days(claim.when)}" if claim.when.date else ""
    document = view.documents.get(claim.document_id)
    published = f", {day(document.published)}" if document and document.published else ""
    return shorten(f'"{claim.quote}", {chain(claim)}{about}{_when_taken(claim)}{published}', width)


def _print_tallies(out: Console, view: View, event: Event) -> None:
    rows = _tallies(view, event)
    if rows:
        out.print("\n[bold]cities added up[/] (each once; not added to the claims above)")
    for row in rows:
        where = f"in {many(len(row['cities']), 'city', 'cities')}"
        rest = f", {many(row['without'], 'city', 'cities')} without a figure" if row["without"] else ""
        out.print(f"  {row['attribute']}: {row['best']:,} {where}{rest}")


def _tallies(view: View, event: Event) -> list[dict[str, Any]]:
    return [row for row in table("tallies").rows(view) if row["wave_id"] == event.event_id]


def _notes(view: View, event: Event) -> Iterator[Note]:
    for extraction in view.extractions:
        if extraction.document_id in event.documents:
            for note in extraction.notes:
                found = event_of_note(note, view.events_of_document.get(extraction.document_id, []))
                if found is event and note.kind == "no_figure":
                    yield note


def _labels(view: View, event: Event) -> list[Label]:
    """What its documents call gatherings and people, where the label stands in a sentence about this event."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in (view.mention[m] for m in event.mentions if m in view.mention):
        spans[mention.document_id].append(_sentence_span(view.documents[mention.document_id].text, mention))
    labels = (label for extraction in view.extractions for label in extraction.labels)
    return [x for x in labels if any(first <= x.start < last for first, last in spans[x.document_id])]


def _sentence_span(text: str, mention: Mention) -> tuple[int, int]:
    """Where the mention's sentence stands in the text; the mention's own span where it can't be found."""
    first = text.rfind(mention.sentence, 0, mention.start + len(mention.sentence))
    return (first, first + len(mention.sentence)) if first >= 0 else (mention.start, mention.end)


def _print_labels(out: Console, view: View, event: Event) -> None:
    """called: unlawful rally (TASS) | peaceful march (The Paper, 2)."""
    counted: Counter[tuple[str, str]] = Counter()
    for label in _labels(view, event):
        document = view.documents[label.document_id]
        counted[label.wording.casefold(), label.source or document.outlet or "no outlet"] += 1
    if counted:
        parts = [f"{wording} ({who}{f', {n}' if n > 1 else ''})" for (wording, who), n in sorted(counted.items())]
        out.print(f"[bold]called:[/] {escape(' | '.join(parts))}")


def _print_responses(out: Console, view: View, event: Event) -> None:
    """response: detentions (4 reports), roads closed (2 reports)."""
    told: dict[str, set[str]] = {name: set() for name in event.responses}
    for mention in (view.mention[m] for m in event.mentions if m in view.mention):
        for name in told.keys() & set(mention.responses):
            told[name].add(mention.document_id)
    parts = [f"{kind(name)} ({many(len(who), 'report')})" if who else kind(name) for name, who in told.items()]
    if parts:
        out.print(f"[bold]response:[/] {', '.join(parts)}")


def _print_documents(out: Console, view: View, event: Event) -> None:
    copies = view.generation.copies if view.generation else {}
    out.print("\n[bold]reports[/]")
    documents = sorted((view.documents[name] for name in event.documents), key=_publication)
    for document in documents:
        copied = "  (a copy)" if document.document_id in copies else ""
        line = f"{day(document.published)}  {document.outlet or 'no outlet'}: {named(document)}"
        out.print(escape(f"  {shorten(line, TEXT_WIDTH - len(copied))}{copied}"))


def _publication(document: Document) -> tuple[str, str]:
    """The first published first; those without a day last."""
    return (document.published or "9999", document.document_id)


def _print_members(out: Console, view: View, event: Event) -> None:
    members = [e for e in view.events if e.wave_id == event.event_id]
    if members:
        waves = sum(member.level == "wave" for member in members)
        told = [many(n, noun) for n, noun in ((len(members) - waves, "event"), (waves, "wave")) if n]
        out.print(f"\n[bold]{' and '.join(told)} in it[/]")
    for member in members:
        out.print(escape(f"  {short_id(member.event_id)}  {shorten(heading(member), TEXT_WIDTH - 10)}"))


def dossier_row(view: View, event: Event, rule_set: str) -> dict[str, Any]:
    """The same as one JSON object: the event, its claims, assessments, labels, notes, city figures, members."""
    rows = {t: list(table(t).rows(view)) for t in ("events", "claims", "assessments")}
    return {
        "event": next(row for row in rows["events"] if row["event_id"] == event.event_id),
        "claims": [row for row in rows["claims"] if row["event_id"] == event.event_id],
        "assessments": [
            row for row in rows["assessments"] if (row["event_id"], row["rule_set"]) == (event.event_id, rule_set)
        ],
        "labels": _label_rows(_labels(view, event)),
        "notes": [note.sentence for note in _notes(view, event)],
        "cities": _tallies(view, event),
        "members": [member.event_id for member in view.events if member.wave_id == event.event_id],
    }


def _label_rows(labels: Sequence[Label]) -> list[dict[str, Any]]:
    columns = table("labels").columns
    return [{column.name: getattr(label, column.name) for column in columns} for label in labels]
