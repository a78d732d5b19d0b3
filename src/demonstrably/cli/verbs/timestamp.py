"""`timestamp`: have an authority sign that a record's log existed, and show what its signatures are worth."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

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

if TYPE_CHECKING:
    from demonstrably.store.timestamps.tokens import Timestamp


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="URL", help="An RFC 3161 authority.", show_default=False)
    ] = None,
    certificates: CertificatesOption = None,
    check: Annotated[bool, typer.Option("--check", help="Ask nobody; only check what is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Have the newest entry of the log signed by a timestamping authority (RFC 3161); only its hash is sent.

    The token is kept with the log. It is confirmed where its signature holds and leads to one of --certificates; a
    request without an answer is pending, and the next call completes it.

    Example: demonstrably timestamp record --authority https://tsa.example/tsr --certificates tsa.pem
    """
    from demonstrably.store import Record, noting
    from demonstrably.store.timestamps.asking import renew
    from demonstrably.store.timestamps.tokens import judged, trusted

    where = settings(record=one_record(folder, record)).record
    chosen = settings(authority=authority, certificates=certificates)
    anchors = trusted(chosen.certificates) if chosen.certificates else ()
    asking = chosen.authority is not None and not check
    if asking:
        with noting(where, chosen.actor) as store:
            renew(store, str(chosen.authority))
    with Record.open(where) as opened:
        found = list(judged(opened.store.requests(), opened.store.answers(), anchors))
    _tell(found, as_json)
    if any(_is_bad(each, bool(anchors)) for each in (found[-1:] if asking else found)):
        raise typer.Exit(FINDINGS)


def _is_bad(found: Timestamp, checked: bool) -> bool:
    """Whether it is a finding: a token for something else, a refusal, a signer who is not one of the trusted."""
    return found.state in ("wrong", "refused") or (checked and found.state == "received")


def _tell(found: Sequence[Timestamp], as_json: bool) -> None:
    if as_json:
        print_rows(map(dataclasses.asdict, found))
        return
    for each in found:
        say(f"entry {each.entry}: {each.state}{f' ({each.why})' if each.why else ''}")
        said = f"says that entries 1 to {each.entry} existed by {each.time}" if each.time else "was asked"
        say(f"  {each.authority} {said}; hash {each.hash}")
    if not found:
        say("No timestamps. Ask for one: demonstrably timestamp RECORD --authority URL")
