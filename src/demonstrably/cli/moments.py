"""The options that ask for a record's past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demonstrably.cli.common import say

if TYPE_CHECKING:
    from demonstrably.export import Then, View

AsKnownAt = Annotated[
    str | None,
    typer.Option(
        "--as-known-at", metavar="TIME", help="What this record held then: a day (its end) or a time, ISO.",
        show_default=False,
    ),
]  # fmt: skip
AsPublishedBy = Annotated[
    str | None,
    typer.Option(
        "--as-published-by", metavar="TIME", help="Only documents published by then: a day (its end) or a time, ISO.",
        show_default=False,
    ),
]  # fmt: skip


def then_of(known_at: str | None, published_by: str | None) -> Then | None:
    """The options as one value, None where neither was given. Raises UsageError for what is no time."""
    from demonstrably.export import Then, moment

    known, published = (moment(said) if said else None for said in (known_at, published_by))
    return Then(known, published) if known or published else None


def head_with_then(view: View, *, as_json: bool) -> None:
    """Say above a table which past it shows; JSON Lines stay rows alone, so there it goes to standard error."""
    for notice in view.notices:
        say(notice, err=as_json)
