"""`verify`: whether a record is as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from demonstrably.address import Address, masked
from demonstrably.cli.common import (
    CertificatesOption,
    JsonOption,
    RecordArgument,
    RecordOption,
    one_record,
    print_found,
    say,
    settings,
)
from demonstrably.cli.group import FINDINGS

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


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
    from demonstrably.store.timestamps.tokens import trusted
    from demonstrably.wording import many

    flags = settings(record=one_record(folder, record), certificates=certificates)
    chosen, anchors = flags.record, trusted(flags.certificates) if flags.certificates else ()
    findings = list(verify_folder(chosen))
    print_found(findings, lambda it: f"{it.where}: {it.what}. {it.remedy}", as_json=as_json)
    if findings:
        say(f"{many(len(findings), 'finding')} in {masked(chosen)}.", err=True)
        raise typer.Exit(FINDINGS)
    if not as_json:
        say(f"{masked(chosen)}: all hashes, spans and references hold.")
        say(f"log: {_log(chosen, anchors)}")


def _log(record: Address, anchors: Sequence[Certificate]) -> str:
    """What the log covers, in a line."""
    from demonstrably.cli.log_list import in_words
    from demonstrably.store import Record
    from demonstrably.store.log.coverage import coverage

    with Record.open(record) as opened:
        return in_words(coverage(opened.store, anchors))
