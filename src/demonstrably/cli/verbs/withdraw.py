"""`withdraw`: take a document out of a record."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from demonstrably.cli.common import CodebookOption, JsonOption, RecordOption, codebook_of, print_rows, say, settings

if TYPE_CHECKING:
    from demonstrably.store.withdrawing import Withdrawn


def command(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's id.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays in the tombstone.")],
    record: RecordOption = None,
    purge: Annotated[bool, typer.Option("--purge", help="Erase its bytes and its text for good.")] = False,
    by: Annotated[str | None, typer.Option("--by", help="Who (default: as in the log).", show_default=False)] = None,
    codebook: CodebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a document out of every output, and leave a tombstone with the reason. Its copies stay.

    A run over the same input does not bring it back. With --purge nothing but hashes is left of it; a purge that was
    stopped is completed by the same call.

    Example: demonstrably withdraw doc-0123456789abcdef --reason "the outlet asked us to" --record record
    """
    from demonstrably.scale import relink
    from demonstrably.store import Record
    from demonstrably.store.withdrawing import withdraw

    chosen = settings(record=record, codebook=codebook)
    Record.open(chosen.record).close()
    with Record.create(chosen.record, actor=chosen.actor) as opened:
        before = opened.store.events()
        done = withdraw(opened, document, reason, by or opened.store.hand.actor, purge=purge)
        relink(opened, codebook_of(chosen), before)
    if as_json:
        print_rows([{**dataclasses.asdict(done.withdrawal), "copies": done.copies, "shared": done.shared}])
    else:
        _tell(done)


def _tell(done: Withdrawn) -> None:
    from demonstrably.wording import many

    tombstone = done.withdrawal
    what = "purged: nothing but hashes is left of it" if tombstone.purged else "withdrawn"
    say(f"{tombstone.document_id} is {what} ({tombstone.reason}; {tombstone.by}, {tombstone.at}).")
    if done.copies:
        say(f"{many(len(done.copies), 'copy', 'copies')} of it stay: {', '.join(done.copies)}.")
    if done.shared:
        say(f"The bytes of its capture are erased; it held {many(done.shared, 'other document')}, whose texts stay.")
    say("Events and figures were made anew without it.")
