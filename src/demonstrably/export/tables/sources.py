"""The sources: every link of every chain, gathered by name and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import SOURCE_KINDS
from demonstrably.export.view import View
from demonstrably.model import (
    Link,
    content_id,
)

COLUMNS = (
    Column("source_id", "string", "A hash of its name and kind."),
    Column("name", "string", "Its canonical name, or its name as written where none is known."),
    Column("kind", "string", "What kind of source it is.", values=SOURCE_KINDS),
    Column("written", Items("string"), "Its names as written."),
    Column("persons", Items("string"), "Who spoke for it."),
    Column("original", "integer", "Claims that go back to it as the original speaker."),
    Column("passed_on", "integer", "Claims that it passed on."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    """Every link of every chain, gathered by name and kind."""
    found: dict[tuple[str, str], list[tuple[int, Link]]] = defaultdict(list)
    for claim in view.claims:
        for position, link in enumerate(claim.chain):
            found[link.canonical or link.name, link.kind].append((position, link))
    for (name, kind), links in sorted(found.items()):
        original = sum(position == 0 for position, _ in links)
        yield {
            "source_id": content_id("src", name, kind),
            "name": name,
            "kind": kind,
            "written": sorted({link.name for _, link in links}),
            "persons": sorted({link.person for _, link in links if link.person}),
            "original": original,
            "passed_on": len(links) - original,
        }


TABLE = Table("sources", "A source: a link of the claims' chains.", COLUMNS, _rows)
