"""`export`: the tables of a record as files."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, opened, print_rows, say
from demonstrably.cli.logged import Leaving, log_files, view_options
from demonstrably.cli.moments import AsKnownAt, AsPublishedBy, then_of
from demonstrably.cli.publishing import AsOf, Coarsen, Delay, Key, WithNames, publication, tell_notices


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="jsonl, csv, parquet, geojson; acled, ccc, mmad, plover, followthemoney. May be given several times.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("export"),
    with_names: WithNames = False,
    coarsen: Coarsen = None,
    delay: Delay = 0,
    as_of: AsOf = None,
    key: Key = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """Write the record's tables, or another project's, with their schemas; private people go by pseudonyms.

    Example: demonstrably export record --format jsonl --out export
    """
    from demonstrably.codebook import Codebook
    from demonstrably.discretion import published
    from demonstrably.export import export
    from demonstrably.wording import many

    then = then_of(as_known_at, as_published_by)
    chosen = dataclasses.replace(publication(with_names, coarsen, delay, as_of, key), then=then)
    with opened(one_record(folder, record)) as source:
        view, leaving = published(source, chosen), Leaving.of(source)
    tell_notices(view)
    codebook = Codebook(chosen.codebook)
    written = export(
        view, formats or ["jsonl"], out, codebook=codebook, tell=lambda text: say(f"Note: {text}", err=True)
    )
    log_files("export", leaving, {"formats": formats or ["jsonl"], **view_options(chosen)}, out, written)
    if as_json:
        print_rows({"path": str(path)} for path in written)
    else:
        tables = [path for path in written if path.parent == out and path.suffix != ".md"]
        own = any(path.name == "data-dictionary.md" for path in written)
        meaning = "a data dictionary" if own else "what each column means"
        say(f"{many(len(tables), 'file')} of tables, their schemas and {meaning} in {out}")
