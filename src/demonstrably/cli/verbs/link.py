"""`link`: documents and what they say -> events and waves."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import CodebookOption, codebook_of, print_rows, settings


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help="What `extract --carry` printed.")],
    carry: Annotated[bool, typer.Option("--carry", help="Pass everything on, for `reconcile`.")] = False,
    codebook: CodebookOption = None,
) -> None:
    """Print the events and waves that documents tell of as JSON Lines.

    Example: demonstrably extract documents.jsonl --carry | demonstrably link -
    """
    from demonstrably.cli.carry import carried, carried_links, read_load
    from demonstrably.link import link
    from demonstrably.model import to_row

    load = read_load(source)
    linked = link(load.documents, load.extractions, codebook_of(settings(codebook=codebook)))
    if carry:
        print_rows(carried(d, e) for d, e in zip(load.documents, load.extractions, strict=True))
        print_rows([carried_links(linked)])
    else:
        print_rows(map(to_row, linked.events))
