"""`log`: what was done to a record, entry by entry."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, say, settings


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    last: Annotated[
        int | None, typer.Option("--last", metavar="N", min=1, help="Only the last N entries.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was done to a record, when and by whom; the newest comes last.

    Each entry holds the hash of the one before. With --json a line is an entry as it was hashed, and then its hash.

    Example: demonstrably log record
    """
    from demonstrably.cli.log_list import print_log
    from demonstrably.store import Record

    with Record.open(settings(record=one_record(folder, record)).record) as opened:
        rows = list(opened.store.log_rows())[-(last or 0) :]
    if as_json:
        sys.stdout.writelines(f'{row.body[:-1]},"hash":"{row.hash}"}}\n' for row in rows)
    elif rows:
        print_log(rows)
    else:
        say("Nothing yet: nothing was added to this record.")
