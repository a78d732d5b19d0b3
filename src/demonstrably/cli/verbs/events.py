"""`events`: the events and waves of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import (
    JsonOption,
    RecordArgument,
    RecordOption,
    codebook_of,
    one_record,
    opened,
    print_rows,
    settings,
)
from demonstrably.cli.moments import AsKnownAt, AsPublishedBy, head_with_then, then_of


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only those whose sources disagree.")] = False,
    rule_set: Annotated[str | None, typer.Option(help="Rule set of the figures.", show_default=False)] = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """List the events, wave by wave, with the best figure of each attribute.

    Example: demonstrably events record
    """
    from demonstrably.cli.listing import chosen_events, event_rows, print_events
    from demonstrably.export import View

    rules = settings(rule_set=rule_set).rule_set
    then = then_of(as_known_at, as_published_by)
    with opened(one_record(folder, record)) as source:
        view = View.of(source, then=then, codebook=codebook_of(settings()) if then else None)
    head_with_then(view, as_json=as_json)
    events = chosen_events(view, conflicts=conflicts, rule_set=rules)
    if as_json:
        print_rows(event_rows(view, events, rules))
    else:
        print_events(view, events, rules)
