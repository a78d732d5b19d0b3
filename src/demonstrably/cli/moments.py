"""The options that ask for a record's past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from demonstrably.cli.common import codebook_of, opened, say, settings, unset

if TYPE_CHECKING:
    from demonstrably.export import Then, View

AsKnownAt = Annotated[
    str | None,
    unset("--as-known-at", metavar="TIME", help="What this record held then: a day (its end) or a time, ISO."),
]
AsPublishedBy = Annotated[
    str | None,
    unset(
        "--as-published-by", metavar="TIME", help="Only documents published by then: a day (its end) or a time, ISO."
    ),
]


def then_of(known_at: str | None, published_by: str | None) -> Then | None:
    """The options as one value, None where neither was given. Raises UsageError for what is no time."""
    from demonstrably.export import Then, moment

    known, published = (moment(said) if said else None for said in (known_at, published_by))
    return Then(known, published) if known or published else None


def view_then(record: str | None, known_at: str | None, published_by: str | None, *, as_json: bool) -> View:
    """The record as it is, or was at the time asked for, which is then said above what follows; JSON Lines stay rows
    alone, so there it goes to standard error."""
    from demonstrably.export import View

    then = then_of(known_at, published_by)
    with opened(record) as source:
        view = View.of(source, then=then, codebook=codebook_of(settings()) if then else None)
    for notice in view.notices:
        say(notice, err=as_json)
    return view
