"""`demo`: the main job on the invented reports that come with the package."""

from __future__ import annotations

from importlib import resources

from demonstrably.cli.common import (
    JsonOption,
    RecordArgument,
    RecordOption,
    WorkersOption,
    codebook_of,
    one_record,
    print_rows,
    progress,
    say,
    settings,
)


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the main job over invented reports of invented protests in real cities, and show what comes out.

    Example: demonstrably demo --record demo-record
    """
    from demonstrably.cli.dossier import print_dossier
    from demonstrably.cli.listing import chosen_events, print_events
    from demonstrably.cli.summary import most_disputed, print_summary
    from demonstrably.pages import Library
    from demonstrably.scale import run
    from demonstrably.store import Record

    chosen = settings(record=one_record(folder, record) or "demo-record", workers=workers)
    packaged = resources.as_file(resources.files("demonstrably") / "demo" / "articles")
    with packaged as articles, Record.create(chosen.record, actor=chosen.actor) as opened, progress() as told:
        report = run([articles], opened, codebook_of(chosen), workers=chosen.workers, progress=told)
        library = Library.of(opened)
    view = library.view
    if as_json:
        print_rows([report.row()])
        return
    print_events(view, chosen_events(view, conflicts=False, rule_set=chosen.rule_set), chosen.rule_set)
    disputed = most_disputed(report, view)
    if disputed:
        say("")
        print_dossier(library, view.event[disputed.event_id], chosen.rule_set)
    say("")
    print_summary(report, view, chosen.record)
