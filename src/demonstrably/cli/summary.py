"""What `run` prints at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.markup import escape
from rich.table import Table

from demonstrably.address import Address, masked
from demonstrably.cli.common import WIDTH, console
from demonstrably.cli.words import shorten
from demonstrably.export import View
from demonstrably.model import Assessment, Claim
from demonstrably.scale import RunReport
from demonstrably.scale.deriving import DEFAULT_RULE_SET
from demonstrably.wording import chain, heading, hedged, letter, many, short_id

MOST_CONFLICTS = 8
"""Conflicts printed; the rest are counted."""

MOST_FAILURES = 20


def print_summary(report: RunReport, view: View, record: Address) -> None:
    """The table of counts, what failed, the conflicts worth a look, and what to do next."""
    out = console()
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in _lines(report, masked(record)):
        table.add_row(label, escape(value))
    out.print(table)
    _print_failures(report)
    _print_conflicts(report, view)
    if report.interrupted:
        out.print("\nStopped before the end. What is counted above is kept: run the same command again to complete it.")
    else:
        name = escape(masked(record))
        out.print(f"\nNext: demonstrably events {name}    demonstrably verify {name}")


def _lines(report: RunReport, where: str) -> Iterator[tuple[str, str]]:
    yield "documents", f"{report.documents:,} read, {report.new:,} of them new"
    if report.anew:
        yield "", f"{report.anew:,} extracted anew: the codebook or the software has changed since"
    for reason, count in sorted(report.passed_over.items()):
        yield "", f"{count:,} passed over: {reason}"
    for note, count in sorted(report.notes.items()):
        yield "", note if count == 1 else f"{note} ({count:,} times)"
    if report.failures:
        yield "", f"{many(len(report.failures), 'input')} could not be read (below)"
    if report.dropped:
        yield (
            "dropped",
            f"{_counts(report.dropped)} (blocks of the pages that are not the article; kept in the captures)",
        )
    yield "events", f"{report.events:,}, and {many(report.waves, 'wave')}"
    yield "claims", f"{sum(report.claims.values()):,}: {_counts(report.claims)}" if report.claims else "none"
    yield "conflicts", f"{len(report.conflicts):,}"
    yield "record", where


def _counts(counter: Counter[str]) -> str:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered)


def _print_failures(report: RunReport) -> None:
    errors = console(stderr=True)
    for failure in report.failures[:MOST_FAILURES]:
        errors.print(f"[red]passed over[/] {escape(f'{failure.location}: {failure.message} {failure.remedy}')}")
    if len(report.failures) > MOST_FAILURES:
        errors.print(f"... and {len(report.failures) - MOST_FAILURES:,} more (run --json lists all)")


def most_disputed(report: RunReport, view: View) -> Assessment | None:
    """The conflict whose figures are furthest apart, None without any."""
    return next(iter(_disputed(report, view)), None)


def _disputed(report: RunReport, view: View) -> list[Assessment]:
    """The assessments in conflict, the widest first."""
    conflicts = set(report.conflicts)
    found = [a for a in view.assessments if a.rule_set == DEFAULT_RULE_SET and (a.event_id, a.attribute) in conflicts]
    return sorted(found, key=_gap, reverse=True)


def _print_conflicts(report: RunReport, view: View) -> None:
    if not report.conflicts:
        return
    out = console()
    out.print("\n[bold]Conflicts worth a look[/]")
    found = _disputed(report, view)
    for assessment in found[:MOST_CONFLICTS]:
        event = view.event[assessment.event_id]
        title = shorten(f"{heading(event)}: {assessment.attribute}", WIDTH - 10)
        out.print(f"[dim]{short_id(event.event_id)}[/] {escape(title)}")
        for claim in _sides(assessment, view):
            says = f'{hedged(claim)}, {chain(claim)}, "{shorten(claim.quote, 40)}"'
            out.print(f"{' ' * 9}{letter(claim)} {escape(shorten(says, WIDTH - 11))}")
    if len(found) > MOST_CONFLICTS:
        out.print(f"... and {len(found) - MOST_CONFLICTS} more: demonstrably events --conflicts")


def _sides(assessment: Assessment, view: View) -> list[Claim]:
    """The two claims that are furthest apart."""
    pairs = [(view.claim[one], view.claim[other]) for one, other in assessment.conflict_between]
    return list(max(pairs, key=lambda pair: abs(_bound(pair[0]) - _bound(pair[1])), default=()))


def _gap(assessment: Assessment) -> tuple[float, str]:
    low, high = assessment.low or 0, assessment.high or assessment.low or 0
    return ((high + 1) / (low + 1), assessment.event_id)


def _bound(claim: Claim) -> int:
    return claim.low if claim.low is not None else claim.high or 0
