"""The list of claims, document by document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.markup import escape
from rich.table import Table

from demonstrably.cli.common import WIDTH, console
from demonstrably.cli.words import shorten
from demonstrably.export import View
from demonstrably.model import Claim
from demonstrably.wording import day, days, hedged, letter, named


def print_claims(view: View, claims: Sequence[Claim], asked: str | None = None) -> None:
    """Each document's claims under its title, outlet and day. What has not occurred says so before its words.
    `asked` is the id of the one document that was asked for, None for all."""
    out = console()
    if not claims:
        if asked and asked not in view.documents:
            out.print(f"The record has no document {escape(repr(asked))}. `demonstrably claims` tells the ids of all.")
            return
        about = ", ".join(sorted({claim.attribute for claim in view.claims}))
        out.print(f"No such claims. This record has some about: {about}." if about else "No claims.")
        return
    for document_id, group in groupby(claims, key=lambda claim: claim.document_id):
        document = view.documents[document_id]
        who = f"{document.outlet or 'no outlet'}, {day(document.published)}"
        title = shorten(named(document), max(20, WIDTH - len(who) - 4))
        out.print(f"\n[bold]{escape(title)}[/], {escape(who)}\n[dim]{escape(document_id)}[/]")
        if out.width < WIDTH:
            out.print(escape("\n".join(map(_line, group))))
        else:
            out.print(_table(list(group)))


def _line(claim: Claim) -> str:
    """A claim for a terminal too narrow for the table: O detained about 40, "some 40", police, Minsk 4 May 2031."""
    said = f"{letter(claim)} {claim.attribute} {hedged(claim)}, {shorten(_said(claim), WIDTH)}"
    return f"{said}, {claim.source or 'the text itself'}, {_where(claim)} {days(claim.when)}"


def _said(claim: Claim) -> str:
    """The words in quotation marks, with "planned", "denied" or "hypothetical" before them where they are that."""
    return f'"{claim.quote}"' if claim.modality == "occurred" else f'{claim.modality} "{claim.quote}"'


def _where(claim: Claim) -> str:
    return claim.place.name or claim.place.written if claim.place else "no place"


def _table(claims: Sequence[Claim]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    for width, side in ((2, "left"), (12, "left"), (17, "right"), (20, "left"), (18, "left"), (24, "left")):
        table.add_column(width=width, justify="right" if side == "right" else "left", no_wrap=True)
    for claim in claims:
        when = days(claim.when)
        cells = (
            letter(claim),
            claim.attribute,
            hedged(claim),
            shorten(_said(claim), 20),
            shorten(claim.source or "the text itself", 18),
            f"{shorten(_where(claim), 23 - len(when))} {when}",
        )
        table.add_row(*map(escape, cells), style="" if claim.modality == "occurred" else "dim")
    return table
