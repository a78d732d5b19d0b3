"""`claims`: the claims of a record."""

from __future__ import annotations

from typing import Annotated

from demonstrably.cli.common import JsonOption, RecordArgument, RecordOption, one_record, print_rows, unset
from demonstrably.cli.moments import AsKnownAt, AsPublishedBy, view_then


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    attribute: Annotated[str | None, unset(help="Only those of this attribute.")] = None,
    document: Annotated[str | None, unset(help="Only those of this document.")] = None,
    as_known_at: AsKnownAt = None,
    as_published_by: AsPublishedBy = None,
    as_json: JsonOption = False,
) -> None:
    """List the claims in reading order: the figure, its words, who says so, about where and when.

    Example: demonstrably claims record --attribute detained
    """
    from demonstrably.cli.claim_list import print_claims
    from demonstrably.export import table

    view = view_then(one_record(folder, record), as_known_at, as_published_by, as_json=as_json)
    rows = (
        row
        for row in table("claims").rows(view)
        if attribute in (None, row["attribute"]) and document in (None, row["document_id"])
    )
    if as_json:
        print_rows(rows)
    else:
        print_claims(view, [view.claim[row["claim_id"]] for row in rows], document)
