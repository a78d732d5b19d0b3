"""The log of a record as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.cells import set_cell_size

from demonstrably.cli.common import console
from demonstrably.cli.words import shorten
from demonstrably.store.base import DAMAGE
from demonstrably.store.log.coverage import Coverage
from demonstrably.store.log.entries import Entry, LogRow, read
from demonstrably.wording import many

COLUMNS = ("entry", "at (UTC)", "act", "by", "what", "hash")
WIDTHS = (5, 16, 10, 14, 38, 12)
"""Columns on the terminal; with the spaces between them 100."""

_NOUNS: Mapping[str, str] = MappingProxyType({
    "documents": "document", "claims": "claim", "mentions": "mention", "failures": "failure",
    "withdrawals": "tombstone", "redirects": "redirect",
})  # fmt: skip
"""Tables whose new rows are counted for people, with what a row is."""


def in_words(found: Coverage) -> str:
    """What a log covers, in a line: its entries, the hash of the last, and the timestamp that is worth most."""
    head = f"{many(found.entries, 'entry', 'entries')}, head {found.head[:16]}"
    if found.timestamp is None:
        return f"{head}, {'timestamps not checked: rfc3161-client is missing' if found.unread else 'not timestamped'}"
    stamp = found.timestamp
    until = (
        f"timestamped up to entry {stamp.entry}, {stamp.time}" if stamp.time else f"timestamp of entry {stamp.entry}"
    )
    return f"{head}, {until} by {stamp.authority} ({stamp.state}{f': {stamp.why}' if stamp.why else ''})"


def print_log(rows: Sequence[LogRow]) -> None:
    """A line an entry; one that can't be read says so."""
    out = console()
    out.print(_line(COLUMNS), style="dim")
    for row in rows:
        out.print(_line(_cells(row)), markup=False)


def _line(cells: Sequence[str]) -> str:
    parts = [set_cell_size(shorten(cell, width), width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return " ".join((cells[0].rjust(WIDTHS[0]), *parts[1:])).rstrip()


def _cells(row: LogRow) -> tuple[str, ...]:
    try:
        entry = read(row.body)
        told = ", ".join(_told(entry))
    except DAMAGE:
        return (str(row.seq), "", row.kind, "", "cannot be read: run verify", row.hash[: WIDTHS[-1]])
    at = entry.at[:16].replace("T", " ")
    return (str(row.seq), at, entry.kind, entry.actor, told, row.hash[: WIDTHS[-1]])


def _told(entry: Entry) -> Iterator[str]:
    """What an act did, in numbers; of a run what it was done with."""
    if entry.kind == "run":
        yield f"{entry.software}, codebook {entry.inputs.get('codebook', '')[:8]}"
    outputs = entry.outputs
    added = {table: rows[1] - rows[0] + 1 for table, rows in outputs.get("rows", {}).items()}
    yield from (many(added[table], noun) for table, noun in _NOUNS.items() if table in added)
    derived = {table: made[0] for table, made in outputs.get("derived", {}).items()}
    yield from (many(derived[table], table[:-1]) for table in ("events", "assessments") if table in derived)
    counts = {"erased row": sum(map(len, outputs.get("erased", {}).values())), "file": _files(outputs)}
    yield from (many(count, noun) for noun, count in counts.items() if count)
    if "authority" in entry.inputs:
        yield f"{entry.inputs.get('state')}: entry {entry.inputs.get('entry')}, {entry.inputs['authority']}"


def _files(outputs: Mapping[str, Any]) -> int:
    return len(outputs.get("files", ())) or int(outputs.get("listing", [0])[0])
