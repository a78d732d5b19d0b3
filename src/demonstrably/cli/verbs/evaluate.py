"""`evaluate`: our claims against texts that people coded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demonstrably.cli.common import CodebookOption, codebook_of, print_rows, settings
from demonstrably.cli.group import FINDINGS


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Coded texts: id, text, published, claims.")],
    claims: Annotated[
        Path | None, typer.Option(help="Score these claims instead of extracting.", show_default=False)
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Show so many errors of each kind.")] = 0,
    half: Annotated[str | None, typer.Option(help="Only one half: look or blind.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    codebook: CodebookOption = None,
) -> None:
    """Score claims against a gold set: found, value, source, place, date, with 95 % intervals.

    The texts are extracted anew unless --claims gives a claims.jsonl. --half keeps to the texts whose errors
    may be looked at (look), or to those kept blind. The exit code is 1 where a span does not hold its quote.

    Example: demonstrably evaluate gold/items_en.jsonl --errors 3
    """
    from demonstrably.cli.scores import print_scores
    from demonstrably.evaluation import evaluate

    book = codebook_of(settings(codebook=codebook))
    evaluation = evaluate(gold, book, claims=claims, half=half)
    if as_json:
        print_rows([evaluation.row(errors)])
    else:
        print_scores(evaluation, gold.name, errors)
    if evaluation.measures.broken:
        raise typer.Exit(FINDINGS)
