"""`doctor`: whether everything that the main job needs is there."""

from __future__ import annotations

import typer

from demonstrably.cli.common import (
    CodebookOption,
    JsonOption,
    RecordArgument,
    RecordOption,
    one_record,
    print_found,
    settings,
)
from demonstrably.cli.group import FINDINGS


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    codebook: CodebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check versions, models, codebook, gazetteer and disk; exit code 1 where something is missing.

    Example: demonstrably doctor
    """
    from demonstrably.cli.health import examine

    chosen = settings(record=one_record(folder, record), codebook=codebook)
    found = list(examine(chosen))
    print_found(found, lambda it: f"{'ok  ' if it.good else 'FAIL'} {it.what}: {it.told}", as_json=as_json)
    if not all(check.good for check in found):
        raise typer.Exit(FINDINGS)
