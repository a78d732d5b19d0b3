"""`verify`: whether a record is as it was written."""

from __future__ import annotations

import dataclasses

import typer

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, print_rows, say, settings
from demonstrably.cli.group import FINDINGS


def command(folder: RecordArgument = None, record: RecordOption = None, as_json: JsonOption = False) -> None:
    """Check every hash, every span and every reference of a record; exit code 1 where something is wrong.

    Example: demonstrably verify record
    """
    from demonstrably.store import verify_folder
    from demonstrably.wording import many

    chosen = settings(record=one_record(folder, record)).record
    findings = list(verify_folder(chosen))
    if as_json:
        print_rows(map(dataclasses.asdict, findings))
    for finding in [] if as_json else findings:
        say(f"{finding.where}: {finding.what}. {finding.remedy}")
    if findings:
        say(f"{many(len(findings), 'finding')} in {chosen}.", err=True)
        raise typer.Exit(FINDINGS)
    if not as_json:
        say(f"{chosen}: all hashes, spans and references hold.")
