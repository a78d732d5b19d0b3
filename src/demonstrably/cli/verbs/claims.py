"""`claims`: the claims of a record."""

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
    attribute: Annotated[str | None, typer.Option(help="Only those of this attribute.", show_default=False)] = None,
    document: Annotated[str | None, typer.Option(help="Only those of this document.", show_default=False)] = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """List the claims in reading order: the figure, its words, who says so, about where and when.

    Example: demonstrably claims record --attribute detained
    """
    from demonstrably.cli.claim_list import print_claims
    from demonstrably.export import View, table

    then = then_of(as_known_at, as_published_by)
    with opened(one_record(folder, record)) as source:
        view = View.of(source, then=then, codebook=codebook_of(settings()) if then else None)
    head_with_then(view, as_json=as_json)
    rows = (
        row
        for row in table("claims").rows(view)
        if attribute in (None, row["attribute"]) and document in (None, row["document_id"])
    )
    if as_json:
        print_rows(rows)
    else:
        print_claims(view, [view.claim[row["claim_id"]] for row in rows])
