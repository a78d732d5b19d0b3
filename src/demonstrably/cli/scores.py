"""The tables of `evaluate`."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from demonstrably.cli.common import console
from demonstrably.evaluation import Disagreement, Evaluation, Measures, Reliability, grouped

MEANINGS = {
    "precision": "claims that are coded ones",
    "recall": "coded claims found",
    "found_f1": "of the two",
    "value": "both bounds equal",
    "modality": "occurred, planned, denied, hypothetical",
    "source": "the original speaker, or rightly none",
    "source_named": "among those that name one",
    "place": "among those with a place",
    "date": "among those with a date",
    "date_other": "among those of another day than publication",
    "whole_f1": "found with value, modality and source right",
}


def print_scores(evaluation: Evaluation, name: str, errors: int) -> None:
    """The measures, the confidence and, where wanted, so many errors of each group."""
    out = console()
    found = evaluation.measures
    out.print(f"{escape(name)}: {found.texts} texts, {found.coded} coded claims, {found.found} found")
    if found.broken:
        out.print(f"[bold]{found.broken} broken spans[/]: the text does not hold the quote there")
    out.print(_measures_table(found))
    _print_reliability(out, evaluation.reliability)
    _print_errors(out, evaluation.disagreements, errors)


def _measures_table(measures: Measures) -> Table:
    table = Table("measure", box=None, pad_edge=False)
    for heading, side in (("score", "right"), ("95 % interval", "right"), ("of", "right"), ("what it says", "left")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for name, value in measures.values.items():
        ends = measures.intervals.get(name)
        interval = f"{ends[0]:.3f} to {ends[1]:.3f}" if ends else ""
        table.add_row(name, _number(value), interval, str(measures.asked.get(name, "")), MEANINGS[name])
    return table


def _print_reliability(out: Console, found: Reliability) -> None:
    if found.error is None:
        return
    out.print(
        f"\nConfidence: calibration error {found.error:.3f}, Brier {found.brier:.3f}, ranking {_number(found.ranking)}"
    )
    table = Table("confidence", box=None, pad_edge=False)
    for heading in ("claims", "mean", "right", "whole"):
        table.add_column(heading, justify="right")
    for row in found.bins:
        shares = (_number(row.mean), _number(row.right), _number(row.whole))
        table.add_row(f"{row.low:.1f} to {row.high:.1f}", str(row.claims), *shares)
    out.print(table)


def _print_errors(out: Console, errors: list[Disagreement], shown: int) -> None:
    if not errors:
        return
    out.print(f"\n{len(errors)} disagreements" + ("" if shown else "; --errors 5 shows five of each kind"))
    for (kind, group), rows in grouped(errors).items():
        out.print(f"{len(rows):4}  {kind}: {escape(group)}")
        for row in rows[:shown]:
            sides = f"coded {row.coded or 'none'}, found {row.found or 'none'}"
            out.print(f"      [dim]{escape(row.text_id)}[/]  {escape(sides)}")
            out.print(Padding(escape(row.around), (0, 0, 0, 8)))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
