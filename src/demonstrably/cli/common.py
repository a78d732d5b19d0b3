"""Options that several verbs take, and how results are printed."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TypeVar

import typer

from demonstrably.address import masked, parsed
from demonstrably.cli.harmless import harmless
from demonstrably.errors import UsageError
from demonstrably.jsonlines import dump
from demonstrably.settings import Settings, load

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console

    from demonstrably.codebook import Codebook
    from demonstrably.store import Record

_Found = TypeVar("_Found", bound="DataclassInstance")

WIDTH = 100
"""Columns that a table may take, on a wider terminal too; lines longer than that are hard to read."""

unset = partial(typer.Option, show_default=False)
"""An option that is None unless it is given; its help tells no default, or words one itself."""

RecordOption = Annotated[
    str | None, unset("--record", metavar="RECORD", help="A folder (default: record), or postgresql://...")
]
RecordArgument = Annotated[
    str | None, typer.Argument(metavar="RECORD", help="The record, as --record.", show_default=False)
]
CodebookOption = Annotated[Path | None, unset("--codebook", help="A folder of TOML tables laid over ours.")]
WorkersOption = Annotated[int | None, unset("--workers", help="Processes that extract; the result is the same.")]
ColumnsOption = Annotated[
    str | None, unset("--columns", metavar="OURS=YOURS,...", help="A table's columns, as text=body.")
]
CertificatesOption = Annotated[
    Path | None,
    unset("--certificates", metavar="FILE", help="Certificates (PEM) of timestamping authorities you trust."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines instead of a table.")]
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for JSONL on standard input.")
]


def settings(**flags: Any) -> Settings:
    """The settings with the flags that were given."""
    return load().over(**flags)


def one_record(positional: str | None, option: str | None) -> str | None:
    """The record, which every verb that reads one takes either way. Raises UsageError for two records."""
    if positional is not None and option is not None and parsed(positional) != parsed(option):
        raise UsageError(f"two records are named, {masked(positional)} and {masked(option)}.", remedy="Name one.")
    return positional or option


def codebook_of(chosen: Settings) -> Codebook:
    from demonstrably.codebook import Codebook

    return Codebook(chosen.codebook)


def column_map(chosen: Settings) -> dict[str, str]:
    """Our names for columns with those of the user's tables. Raises UsageError for what is no such pair."""
    from demonstrably.ingest.rows import FIELDS

    pairs = [pair.partition("=") for pair in chosen.columns.split(",") if pair.strip()]
    for ours, _, yours in pairs:
        if ours.strip() not in FIELDS or not yours.strip():
            raise UsageError(f"columns: {ours.strip()!r} is not known.", remedy=f"Known: {', '.join(FIELDS)}.")
    return {ours.strip(): yours.strip() for ours, _, yours in pairs}


@contextlib.contextmanager
def opened(address: str | None) -> Iterator[Record]:
    """The record for reading; where it has documents that are not linked yet, stderr says so."""
    from demonstrably.store import Record

    with Record.open(settings(record=address).record) as record:
        head = record.store.head()
        if head is None or head[1] != record.store.basis():
            typer.echo("Note: a run was stopped before linking. `demonstrably run` completes it.", err=True)
        yield record


def console(*, stderr: bool = False) -> Console:
    """Where tables go: at most `WIDTH` columns, coloured only on a terminal."""
    from demonstrably.cli.screen import Screen

    made = Screen(stderr=stderr, highlight=False, soft_wrap=False)
    made.width = min(WIDTH, made.width) if made.is_terminal else WIDTH
    return made


def say(text: str, *, err: bool = False) -> None:
    """A line on standard output or error, without what a terminal would act on."""
    typer.echo(harmless(text), err=err)


def print_rows(rows: Iterable[Any]) -> None:
    """Rows as JSON Lines on stdout."""
    for row in rows:
        sys.stdout.write(dump(row) + "\n")
    sys.stdout.flush()


def print_found(found: Sequence[_Found], in_words: Callable[[_Found], str], *, as_json: bool) -> None:
    """What a check found, as JSON Lines or each in a line of words."""
    if as_json:
        print_rows(map(dataclasses.asdict, found))
        return
    for one in found:
        say(in_words(one))


@contextlib.contextmanager
def progress(of: str = " documents") -> Iterator[Callable[[str, int], None]]:
    """A line on stderr that says what is going on, and how many `of` are done, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done: None
        return
    with console(stderr=True).status("starting") as status:
        yield lambda stage, done: status.update(f"{stage}: {done:,}{of}")


def stdin_bytes() -> BinaryIO:
    return sys.stdin.buffer


def lines_of(source: str) -> Iterator[tuple[str, bytes]]:
    """(where, line) of a file's or standard input's lines that are not blank. Raises UsageError for a missing file."""
    if source == "-":
        yield from _numbered(stdin_bytes(), "-")
        return
    try:
        with Path(source).open("rb") as file:
            yield from _numbered(file, source)
    except OSError as error:
        raise UsageError(
            f"{source}: {error.strerror}.", remedy="Give a JSONL file, or - for standard input."
        ) from error


def _numbered(lines: Iterable[bytes], source: str) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{source}:{number}", line
