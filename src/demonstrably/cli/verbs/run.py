"""`run`: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import (
    CodebookOption,
    Inputs,
    JsonOption,
    RecordOption,
    WorkersOption,
    codebook_of,
    print_rows,
    progress,
    settings,
    stdin_bytes,
)
from demonstrably.cli.group import FINDINGS, STOPPED


def command(
    inputs: Inputs,
    record: RecordOption = None,
    codebook: CodebookOption = None,
    workers: WorkersOption = None,
    pipeline: Annotated[str | None, typer.Option(help="An installed spaCy pipeline.", show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Read the inputs into a record, link what they tell of into events, and weigh the figures.

    Running it again over the same inputs adds nothing; after a stop or a crash it goes on where it was.

    Example: demonstrably run articles/ --record record
    """
    from demonstrably.cli.summary import print_summary
    from demonstrably.export import View
    from demonstrably.scale import ExtractorMaker, run
    from demonstrably.store import Record

    chosen = settings(record=record, codebook=codebook, workers=workers, pipeline=pipeline)
    book = codebook_of(chosen)
    with Record.create(chosen.record) as opened:
        with progress() as told:
            report = run(
                inputs,
                opened,
                book,
                workers=chosen.workers,
                stdin=stdin_bytes() if "-" in inputs else None,
                progress=told,
                maker=ExtractorMaker(chosen.codebook, chosen.pipeline),
            )
        if as_json:
            print_rows([report.row()])
        else:
            print_summary(report, View.of(opened, texts=False), chosen.record)
    if report.interrupted:
        raise typer.Exit(STOPPED)
    if report.failures:
        raise typer.Exit(FINDINGS)
