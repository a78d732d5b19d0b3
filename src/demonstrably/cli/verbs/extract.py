"""`extract`: documents -> claims."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import CodebookOption, WorkersOption, codebook_of, print_rows, progress, settings
from demonstrably.cli.group import FINDINGS
from demonstrably.errors import UsageError

FURTHER = ("mentions", "labels", "notes")


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help='Rows {"id", "text", "published", ...}.')],
    further: Annotated[
        list[str] | None,
        typer.Option("--with", help='Also print mentions, labels or notes, each row with its "table".'),
    ] = None,
    carry: Annotated[
        bool, typer.Option("--carry", help="Print a line a document with all it says, for `link`.")
    ] = False,
    codebook: CodebookOption = None,
    workers: WorkersOption = None,
    pipeline: Annotated[str | None, typer.Option(help="An installed spaCy pipeline.", show_default=False)] = None,
) -> None:
    """Print the claims of documents as JSON Lines; a document's text is taken to the letter.

    Example: demonstrably extract documents.jsonl > claims.jsonl
    """
    from demonstrably.cli.carry import Failures, carried, read_documents, table_rows
    from demonstrably.errors import InputError
    from demonstrably.model import claim_row
    from demonstrably.scale.extracting import Defect, ExtractorMaker
    from demonstrably.scale.pool import extract_all

    for name in further or ():
        if name not in FURTHER:
            raise UsageError(f"no table {name!r} in what a document says.", remedy=f"Known: {', '.join(FURTHER)}.")
    chosen = settings(codebook=codebook, workers=workers, pipeline=pipeline)
    failures = Failures()
    documents = read_documents(source, codebook_of(chosen), failures)
    maker = ExtractorMaker(chosen.codebook, chosen.pipeline)
    with progress() as told:
        for number, (document, found) in enumerate(extract_all(documents, maker, chosen.workers), 1):
            told("extracting", number)
            if isinstance(found, Defect):
                failures.tell(InputError(document.document_id, f"could not be extracted ({found.problem})"))
            elif carry:
                print_rows([carried(document, found)])
            else:
                print_rows(map(claim_row, found.claims))
                print_rows(table_rows(found, further or ()))
    if failures.count:
        raise typer.Exit(FINDINGS)
