"""`export`: the tables of a record as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, opened, print_rows, say


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="jsonl, csv, parquet or geojson; may be given several times.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("export"),
    as_json: JsonOption = False,
) -> None:
    """Write the record's tables, with their JSON Schemas and a data dictionary.

    Example: demonstrably export record --format jsonl --out export
    """
    from demonstrably.export import View, export

    with opened(one_record(folder, record)) as source:
        view = View.of(source)
    written = export(view, formats or ["jsonl"], out)
    if as_json:
        print_rows({"path": str(path)} for path in written)
    else:
        tables = [path for path in written if path.parent == out and path.suffix != ".md"]
        say(f"{len(tables)} files of tables, their schemas and a data dictionary in {out}")
