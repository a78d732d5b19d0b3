"""`report`: the record as a folder of pages to be opened from disk."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demonstrably.cli.common import (
    JsonOption,
    RecordArgument,
    RecordOption,
    WorkersOption,
    one_record,
    opened,
    print_rows,
    progress,
    say,
    settings,
)
from demonstrably.cli.logged import Leaving, log_files, view_options
from demonstrably.cli.publishing import AsOf, Coarsen, Delay, Key, WithNames, publication, tell_notices
from demonstrably.wording import many

if TYPE_CHECKING:
    from demonstrably.report import Written

Events = Annotated[
    list[str] | None,
    typer.Option("--event", metavar="EVENT", help="Only this event or wave, named as for `show`; several times."),
]
Dossiers = Annotated[
    bool, typer.Option("--dossiers/--no-dossiers", help="One self-contained file an event, to print or to send.")
]


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; an earlier report goes.")] = Path(
        "report"
    ),
    events: Events = None,
    rule_set: Annotated[str | None, typer.Option(help="Rule set of the figures.", show_default=False)] = None,
    title: Annotated[str, typer.Option("--title", help="What the pages are called.")] = "Demonstrably",
    dossiers: Dossiers = True,
    with_names: WithNames = False,
    coarsen: Coarsen = None,
    delay: Delay = 0,
    as_of: AsOf = None,
    key: Key = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the record as pages that need no server, with a dossier for each event; private people go by pseudonyms.

    Example: demonstrably report record --out report
    """
    from demonstrably.cli.find import find_event
    from demonstrably.discretion import published
    from demonstrably.report import Edition, failures_to_publish, report

    chosen = settings(rule_set=rule_set, workers=workers)
    how = publication(with_names, coarsen, delay, as_of, key)
    with opened(one_record(folder, record)) as source:
        view, leaving = published(source, how), Leaving.of(source)
        failures = failures_to_publish(source.store.failures(), with_names=with_names)
    tell_notices(view)
    ids = tuple(find_event(view, [name]).event_id for name in events or ())
    edition = Edition(ids, chosen.rule_set, title, dossiers, chosen.codebook, chosen.workers)
    with progress() as told:
        written = report(view, failures, out, edition, told)
    made = (path for path in out.rglob("*") if path.is_file())
    log_files("report", leaving, {"events": ids, "rule_set": chosen.rule_set, **view_options(how)}, out, made)
    _tell(written, as_json)


def _tell(written: Written, as_json: bool) -> None:
    if not written.pictures:
        say("Note: charts are tables. For pictures: pip install 'demonstrably[pictures]'", err=True)
    if as_json:
        print_rows([dataclasses.asdict(written) | {"index": str(written.index)}])
        return
    counts = ((written.events, "event"), (written.waves, "wave"), (written.documents, "document"))
    what = ", ".join(many(count, noun) for count, noun in counts)
    say(f"{what}; {many(written.dossiers, 'dossier')}" if written.dossiers else what)
    say(f"Open {written.index}")
