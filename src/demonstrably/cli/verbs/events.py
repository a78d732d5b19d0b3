"""`events`: the events and waves of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, print_rows, settings, unset
from demonstrably.cli.moments import AsKnownAt, AsPublishedBy, view_then


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only those whose sources disagree.")] = False,
    rule_set: Annotated[str | None, unset(help="Rule set of the figures.")] = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """List the events, wave by wave, with the best figure of each attribute.

    Example: demonstrably events record
    """
    from demonstrably.cli.listing import chosen_events, event_rows, print_events

    rules = settings(rule_set=rule_set).rule_set
    view = view_then(one_record(folder, record), as_known_at, as_published_by, as_json=as_json)
    events = chosen_events(view, conflicts=conflicts, rule_set=rules)
    if as_json:
        print_rows(event_rows(view, events, rules))
    else:
        print_events(view, events, rules)
