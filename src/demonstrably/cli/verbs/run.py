"""`run`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demonstrably.cli.common import (
    CodebookOption,
    ColumnsOption,
    Inputs,
    JsonOption,
    RecordOption,
    WorkersOption,
    codebook_of,
    column_map,
    print_rows,
    progress,
    settings,
    stdin_bytes,
    unset,
)
from demonstrably.cli.group import FINDINGS, STOPPED
from demonstrably.errors import UsageError

ENGINES = ("processes", "ray")

EngineOption = Annotated[
    str, typer.Option("--engine", metavar="ENGINE", help="processes (of this machine) or ray; the result is the same.")
]
RayOption = Annotated[str | None, unset("--ray-address", metavar="ADDRESS", help="The Ray cluster, as RAY_ADDRESS.")]
WorkOption = Annotated[
    Path | None, unset("--work", metavar="DIR", help="Where finished shards lie till the end (default: the record's).")
]


def command(
    inputs: Inputs,
    record: RecordOption = None,
    codebook: CodebookOption = None,
    workers: WorkersOption = None,
    pipeline: Annotated[str | None, unset(help="An installed spaCy pipeline.")] = None,
    engine: EngineOption = "processes",
    ray_address: RayOption = None,
    work: WorkOption = None,
    columns: ColumnsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the inputs into a record, link what they tell of into events, and weigh the figures.

    Running it again over the same inputs adds nothing; after a stop or a crash it goes on where it was.

    Example: demonstrably run articles/ --record record
    """
    from demonstrably.cli.summary import print_summary
    from demonstrably.export import View
    from demonstrably.scale import Crew, ExtractorMaker, run
    from demonstrably.store import Record

    chosen = settings(record=record, codebook=codebook, workers=workers, pipeline=pipeline, columns=columns)
    book = codebook_of(chosen)
    with Record.create(chosen.record, actor=chosen.actor) as opened:
        with progress() as told:
            report = run(
                inputs,
                opened,
                book,
                crew=Crew(chosen.workers, _engine(engine), ray_address),
                stdin=stdin_bytes() if "-" in inputs else None,
                progress=told,
                maker=ExtractorMaker(chosen.codebook, chosen.pipeline),
                work=work,
                columns=column_map(chosen),
                contact=chosen.contact,
            )
        if as_json:
            print_rows([report.row()])
        else:
            print_summary(report, View.of(opened, texts=False), chosen.record)
    if report.interrupted:
        raise typer.Exit(STOPPED)
    if report.failures:
        raise typer.Exit(FINDINGS)


def _engine(name: str) -> str:
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}.", remedy=f"Known: {', '.join(ENGINES)}.")
    return name
