"""`ingest`: inputs -> documents."""

from __future__ import annotations

import typer

from demonstrably.cli.common import CodebookOption, Inputs, codebook_of, print_rows, settings, stdin_bytes
from demonstrably.cli.group import FINDINGS


def command(inputs: Inputs, codebook: CodebookOption = None) -> None:
    """Read pages and print their documents as JSON Lines, for `extract -`.

    Example: demonstrably ingest articles/ > documents.jsonl
    """
    from demonstrably.cli.carry import Failures, document_row
    from demonstrably.ingest import read_inputs

    failures = Failures()
    book = codebook_of(settings(codebook=codebook))
    for ingested in read_inputs(inputs, stdin=stdin_bytes() if "-" in inputs else None, codebook=book):
        print_rows(map(document_row, ingested.documents))
        if ingested.error is not None:
            failures.tell(ingested.error)
    if failures.count:
        raise typer.Exit(FINDINGS)
