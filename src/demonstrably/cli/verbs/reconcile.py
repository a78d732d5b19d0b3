"""`reconcile`: claims -> assessments."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import CodebookOption, codebook_of, print_rows, settings
from demonstrably.errors import UsageError


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help="What `link --carry` printed.")],
    rule_set: Annotated[str | None, typer.Option(help="Only this rule set (default: all).", show_default=False)] = None,
    codebook: CodebookOption = None,
) -> None:
    """Print what each rule set makes of the claims as JSON Lines.

    Example: demonstrably extract documents.jsonl --carry | demonstrably link - --carry | demonstrably reconcile -
    """
    from demonstrably.cli.carry import read_load
    from demonstrably.model import to_row
    from demonstrably.reconcile import RULE_SETS
    from demonstrably.scale.deriving import assess_all

    if rule_set is not None and rule_set not in RULE_SETS:
        raise UsageError(f"no rule set {rule_set!r}.", remedy=f"Known: {', '.join(RULE_SETS)}.")
    load = read_load(source)
    if load.linked is None:
        raise UsageError("the lines hold no links.", remedy="Pipe them through `demonstrably link - --carry` first.")
    book = codebook_of(settings(codebook=codebook))
    found = assess_all(load.documents, load.extractions, load.linked, book)
    print_rows(to_row(a) for a in found if rule_set in (None, a.rule_set))
