"""`copy`: a record to another place."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING, Annotated

import typer

from demonstrably.address import Address, is_server, masked, parsed
from demonstrably.cli.common import JsonOption, print_rows, progress, say
from demonstrably.cli.group import FINDINGS
from demonstrably.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

Source = Annotated[
    str, typer.Argument(metavar="FROM", help="The record: a folder, or postgresql://...", show_default=False)
]
Target = Annotated[str, typer.Argument(metavar="TO", help="Where to: the same.", show_default=False)]


def command(source: Source, target: Target, as_json: JsonOption = False) -> None:
    """Copy a record from a folder to a server, back, or to another folder: every row and every byte as it is.

    What the target lacks is added, so that copying again brings an earlier copy up to date; a target that holds
    anything else is refused. The key of the pseudonyms, the lists of people and the archive of `watch` stay.

    Example: demonstrably copy record copy-of-record
    """
    from demonstrably.store import Record
    from demonstrably.store.copying import copy
    from demonstrably.wording import many

    here, there = parsed(source), parsed(target)
    if here == there or _same_folder(here, there):
        raise UsageError("a record can't be copied onto itself.", remedy="Name another place.")
    with Record.open(here) as original, Record.create(there) as made, progress(of="") as told:
        done = copy(original, made, told)
        folders = original.folder, made.folder
    if as_json:
        print_rows([dataclasses.asdict(done)])
    else:
        new = f"{many(done.rows, 'row')} and {many(done.captures, 'capture')} are new"
        say(f"{masked(there)} holds what {masked(here)} holds: {new}.")
        _tell_private(*folders)
    if done.damaged:
        what = many(done.damaged, "capture is", "captures are")
        say(f"{what} gone or changed, and not copied: `demonstrably verify` tells more.", err=True)
        raise typer.Exit(FINDINGS)


def _same_folder(one: Address, other: Address) -> bool:
    """Whether two names lead to one folder, as a link and what it points to do."""
    return not is_server(one) and not is_server(other) and os.path.realpath(one) == os.path.realpath(other)


def _tell_private(source: Path, target: Path) -> None:
    """What does not go along."""
    from demonstrably.discretion.keys import KEY
    from demonstrably.discretion.lists import PEOPLE
    from demonstrably.store.archives import FOLDER

    for name in (KEY, PEOPLE, FOLDER):
        if (source / name).exists() and not (target / name).exists():
            say(f"{name} stays in {source}; copy it to {target} yourself where the copy is to use it.")
