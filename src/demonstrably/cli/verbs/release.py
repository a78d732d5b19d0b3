"""`release`: a dated folder of the record's tables, to be published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demonstrably.cli.common import (
    JsonOption,
    RecordArgument,
    RecordOption,
    one_record,
    opened,
    print_rows,
    say,
    settings,
)
from demonstrably.cli.logged import Leaving, log_files, view_options
from demonstrably.cli.publishing import AsOf, Coarsen, Delay, Key, WithNames, publication


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    out: Annotated[Path, typer.Option("--out", help="Where the release's own folder is made.")] = Path("releases"),
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DAY", help="Its day (default: newest publication).", show_default=False),
    ] = None,
    rule_sets: Annotated[
        list[str] | None,
        typer.Option(
            "--rule-set", help="Whose assessments go with it; may be given several times, the first is named."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Its short name (default: the record's folder).", show_default=False)
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What people call it.", show_default=False)] = None,
    licence: Annotated[str, typer.Option("--license", help="SPDX identifier of a data licence.")] = "CC-BY-4.0",
    authors: Annotated[
        list[str] | None, typer.Option("--author", help="Whom to cite; may be given several times.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="The release before, to tell what changed.", show_default=False)
    ] = None,
    with_names: WithNames = False,
    coarsen: Coarsen = None,
    delay: Delay = 0,
    as_of: AsOf = None,
    key: Key = None,
    as_json: JsonOption = False,
) -> None:
    """Write a release: tables, datapackage.json, checksums, licence, citation and what changed since the last one.

    Example: demonstrably release record --out releases --date 2026-11-21
    """
    from demonstrably.release import Options, release

    options = Options(
        name=name,
        title=title,
        date=date,
        rule_sets=tuple(dict.fromkeys(rule_sets or [settings().rule_set])),
        licence=licence,
        authors=tuple(authors or ()),
        previous=previous,
        publication=publication(with_names, coarsen, delay, as_of, key),
    )
    with opened(one_record(folder, record)) as source:
        made, leaving = release(source, out, options), Leaving.of(source)
    files = (path for path in made.rglob("*") if path.is_file())
    told = {"release": made.name, "rule_sets": options.rule_sets, **view_options(options.publication)}
    log_files("release", leaving, told, made, files)
    if as_json:
        print_rows([{"path": str(made)}])
    else:
        say(f"{made}: check it with sha256sum -c CHECKSUMS.sha256")
