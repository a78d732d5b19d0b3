"""`watch`: feeds and sitemaps, followed around the clock."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demonstrably.address import masked
from demonstrably.cli.common import CodebookOption, JsonOption, RecordOption, codebook_of, print_rows, say, settings
from demonstrably.cli.group import FINDINGS, STOPPED
from demonstrably.errors import UsageError
from demonstrably.wording import many

if TYPE_CHECKING:
    from demonstrably.watch import Happening, PassReport, Watcher

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST = timedelta(minutes=1)
"""The shortest time between two passes: no feed wants to be asked more often."""


def command(
    sources: Annotated[
        list[str], typer.Argument(metavar="FEEDS...", help="An OPML, a text file, or addresses of RSS, Atom, sitemaps.")
    ],
    record: RecordOption = None,
    once: Annotated[bool, typer.Option("--once", help="Make one pass and end.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Ask at once what is left alone after failures.")] = False,
    every: Annotated[str, typer.Option(metavar="TIME", help="From one pass to the next: 90s, 15m, 2h.")] = "15m",
    contact: Annotated[
        str | None, typer.Option(help="Your mail or web address, for the sites' people.", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="New pages of one feed that a pass fetches.")] = 100,
    days: Annotated[int, typer.Option(min=1, help="How old an article may be when it is first seen.")] = 14,
    pause: Annotated[float, typer.Option(min=0, max=3600, help="Seconds between two requests to a site.")] = 2.0,
    private: Annotated[bool, typer.Option("--private", help="Follow links into private networks.")] = False,
    warc: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the WARCs go (default: the record's warc).", show_default=False),
    ] = None,
    codebook: CodebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch what feeds and sitemaps announce, and look at it again later: every version goes into the record.

    It keeps to robots.txt and goes on where it was after a stop or a crash. Ctrl-C ends it.

    Example: demonstrably watch feeds.opml --record record --contact desk@example.org
    """
    from demonstrably.fetch import Agent, Limits
    from demonstrably.store import Record
    from demonstrably.watch import Options, Watcher, sources_of

    chosen = settings(record=record, codebook=codebook, contact=contact)
    watcher = Watcher(
        sources_of(sources),
        lambda: Record.create(chosen.record, actor=chosen.actor),
        codebook_of(chosen),
        options=Options(_duration(every), most, days),
        limits=Limits(pause=pause),
        agent=Agent(chosen.contact),
        private=private,
        warc=warc,
        told=_teller(timed=not once),
    )
    tell = _printer(masked(chosen.record), days, as_json=as_json, always=once)
    with _ended_by_sigterm():
        report = _once(watcher, tell, again=again) if once else watcher.forever(tell, again=again)
    if report.interrupted:
        raise typer.Exit(STOPPED)
    if report.failures:
        raise typer.Exit(FINDINGS)


@contextlib.contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """What service managers send ends it as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _once(watcher: Watcher, tell: Callable[[PassReport], None], *, again: bool) -> PassReport:
    report = watcher.once(again=again)
    tell(report)
    return report


def _duration(written: str) -> timedelta:
    """A time such as 90s, 15m, 2h. Raises UsageError for what is none, or too short."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*([smhd])\s*", written)
    found = timedelta(seconds=int(match[1]) * _UNITS[match[2]]) if match else timedelta()
    if found < LEAST:
        raise UsageError(f"--every is {written!r}.", remedy="Give a minute or more, as 15m or 2h.")
    return found


def _teller(*, timed: bool) -> Callable[[Happening], None]:
    """Says what happens on stderr, a line each; with the time of day where that is told as it happens."""

    def tell(happening: Happening) -> None:
        time = f"{datetime.now():%H:%M} " if timed else ""
        say(f"{time}{happening.kind:<8}{happening.address}: {happening.words}", err=True)

    return tell


def _printer(record: str, days: int, *, as_json: bool, always: bool) -> Callable[[PassReport], None]:
    """Prints a pass's counts on stdout; where not `always`, only of a pass in which something happened."""

    def tell(report: PassReport) -> None:
        if as_json:
            print_rows([report.row()])
        elif always or report.happenings or report.interrupted:
            for label, value in _lines(report, record, days):
                say(f"{label:<9}{value}")

    return tell


def _lines(report: PassReport, record: str, days: int) -> Iterator[tuple[str, str]]:
    failed = sum(one.source for one in report.failures)
    yield "feeds", f"{report.sources:,}, of which {report.unchanged:,} unchanged and {failed:,} failed"
    older = f"; {report.older:,} older than {days} days passed over" if report.older else ""
    yield "entries", f"{report.entries:,} listed{older}"
    yield (
        "pages",
        f"{report.fetched:,} fetched: {report.new:,} new, {report.changed:,} changed, {report.same:,} the same",
    )
    if len(report.failures) > failed:
        yield "", f"{len(report.failures) - failed:,} failed (above)"
    if report.put_off:
        yield "", f"{report.put_off:,} put off: their site wants a rest"
    if report.waiting:
        yield "waiting", f"{many(report.waiting, 'page')}, for later passes"
    yield "record", record
    if report.interrupted:
        yield "stopped", "before the end; the next pass goes on where this one was"
