"""`show`: one event, all its claims side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import JsonOption, RecordOption, print_rows, settings, unset
from demonstrably.cli.moments import AsKnownAt, AsPublishedBy, view_then


def command(
    event: Annotated[
        list[str],
        typer.Argument(metavar="[RECORD] EVENT...", help="The beginning of an id, or words: Moscow 2021-01-31."),
    ],
    record: RecordOption = None,
    rule_set: Annotated[str | None, unset(help="Rule set of the figures.")] = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """Show an event or wave: every claim with its words and chain, what was set aside and why.

    The record may stand before the event (demonstrably show record Lisbon), as for the other verbs.

    Example: demonstrably show Lisbon 2026-03-14 --record record
    """
    from demonstrably.cli.dossier import dossier_row, print_dossier
    from demonstrably.cli.find import find_event, split_record, standing
    from demonstrably.pages import Library

    rules = settings(rule_set=rule_set).rule_set
    folder, words = split_record(event, record)
    library = Library(view_then(folder, as_known_at, as_published_by, as_json=as_json))
    found = standing(library, find_event(library.view, words))
    if as_json:
        print_rows([dossier_row(library, found, rules)])
    else:
        print_dossier(library, found, rules)
