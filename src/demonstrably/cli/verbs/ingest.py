"""`ingest`: inputs -> documents."""

from __future__ import annotations

from collections import Counter

import typer

from demonstrably.cli.common import (
    CodebookOption,
    ColumnsOption,
    Inputs,
    codebook_of,
    column_map,
    print_rows,
    say,
    settings,
    stdin_bytes,
)
from demonstrably.cli.group import FINDINGS


def command(inputs: Inputs, codebook: CodebookOption = None, columns: ColumnsOption = None) -> None:
    """Read pages, archives, feeds, mails and tables, and print their documents as JSON Lines, for `extract -`.

    Example: demonstrably ingest articles/ news.warc.gz > documents.jsonl
    """
    from demonstrably.cli.carry import Failures, document_row
    from demonstrably.ingest import Context, read_inputs

    failures = Failures()
    passed_over: Counter[str] = Counter()
    chosen = settings(codebook=codebook, columns=columns)
    context = Context(codebook_of(chosen), columns=column_map(chosen), contact=chosen.contact)
    for ingested in read_inputs(inputs, stdin=stdin_bytes() if "-" in inputs else None, context=context):
        print_rows(map(document_row, ingested.documents))
        if ingested.note is not None and ingested.capture is not None:
            say(f"note: {ingested.capture.location}: {ingested.note}", err=True)
        if ingested.passed_over is not None:
            passed_over[ingested.passed_over] += 1
        if ingested.error is not None:
            failures.tell(ingested.error)
    for reason, count in passed_over.most_common():
        say(f"{count} passed over: {reason}", err=True)
    if failures.count:
        raise typer.Exit(FINDINGS)
