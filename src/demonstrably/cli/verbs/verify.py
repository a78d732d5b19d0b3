"""`verify`: whether a record is as it was written."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import typer

from demonstrably.address import Address, masked
from demonstrably.cli.common import (
    CertificatesOption,
    JsonOption,
    RecordArgument,
    RecordOption,
    one_record,
    print_rows,
    say,
    settings,
)
from demonstrably.cli.group import FINDINGS


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    certificates: CertificatesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check every hash, span and reference of a record, and its log; exit code 1 where something is wrong.

    Example: demonstrably verify record
    """
    from demonstrably.store import verify_folder
    from demonstrably.wording import many

    flags = settings(record=one_record(folder, record), certificates=certificates)
    chosen = flags.record
    findings = list(verify_folder(chosen))
    if as_json:
        print_rows(map(dataclasses.asdict, findings))
    for finding in [] if as_json else findings:
        say(f"{finding.where}: {finding.what}. {finding.remedy}")
    if findings:
        say(f"{many(len(findings), 'finding')} in {masked(chosen)}.", err=True)
        raise typer.Exit(FINDINGS)
    if not as_json:
        say(f"{masked(chosen)}: all hashes, spans and references hold.")
        say(f"log: {_log(chosen, flags.certificates)}")


def _log(record: Address, certificates: Path | None) -> str:
    """What the log covers, in a line."""
    from demonstrably.cli.log_list import in_words
    from demonstrably.store import Record
    from demonstrably.store.log.coverage import coverage
    from demonstrably.store.timestamps.tokens import trusted

    trust = trusted(certificates) if certificates else ()
    with Record.open(record) as opened:
        return in_words(coverage(opened.store, trust))
