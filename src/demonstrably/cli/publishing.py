"""Options of the verbs that publish, and what they tell on standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from demonstrably.cli.common import say, settings, unset
from demonstrably.errors import UsageError

if TYPE_CHECKING:
    from demonstrably.discretion import Publication
    from demonstrably.export import View

WithNames = Annotated[bool, typer.Option("--with-names", help="Leave the names of private people; said on every page.")]
Coarsen = Annotated[str | None, unset("--coarsen", metavar="city|region", help="Draw places no finer than that.")]
Delay = Annotated[int, typer.Option("--delay", metavar="DAYS", min=0, help="Leave out events of the last days.")]
AsOf = Annotated[
    str | None,
    unset("--as-of", metavar="DAY", help="Count the delay back from there (default: newest publication)."),
]
Key = Annotated[Path | None, unset("--key", help="Another key of pseudonyms than the record's own.")]


def publication(with_names: bool, coarsen: str | None, delay: int, as_of: str | None, key: Path | None) -> Publication:
    """The options as one value. Raises UsageError for an unknown `coarsen`."""
    from demonstrably.discretion import Coarsening, Publication

    chosen = settings()
    for known in get_args(Coarsening):
        if known == coarsen:
            return Publication(with_names, known, delay, as_of, key, chosen.people, chosen.codebook)
    if coarsen is not None:
        raise UsageError(f"--coarsen {coarsen!r} is unknown.", remedy="Give city or region.")
    return Publication(with_names, None, delay, as_of, key, chosen.people, chosen.codebook)


def tell_notices(view: View) -> None:
    """What was changed or left out, on standard error."""
    for notice in view.notices:
        say(f"Note: {notice}", err=True)
