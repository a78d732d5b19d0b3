"""What each rule set makes of the claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demonstrably.export.columns import Column, Items, Table
from demonstrably.export.tables.shared import ATTRIBUTE, EVENT_ID
from demonstrably.export.view import View

PAIRS = Items(Items("string"))

COLUMNS = (
    EVENT_ID,
    ATTRIBUTE,
    Column("rule_set", "string", "The rule set (CODEBOOK section 7)."),
    Column("low", "integer", "The lowest figure by that rule; null where it gives none.", nullable=True),
    Column("high", "integer", "The highest; null where it gives none.", nullable=True),
    Column("best", "integer", "The best; null where it gives none.", nullable=True),
    Column("claims_used", Items("string"), "The claims it rests on."),
    Column("set_aside", PAIRS, "Pairs of a claim that was set aside and the reason."),
    Column("conflict", "boolean", "Whether claims of different voices cannot all be true."),
    Column("conflict_between", PAIRS, "The pairs of claims that cannot both be true."),
    Column("verbatim", "string", "The words, where the rule gives a tag and no number; null otherwise.", nullable=True),
    Column("reason", "string", "The rule with its numbers, for people."),
)


def _rows(view: View) -> Iterator[dict[str, Any]]:
    for found in view.assessments:
        yield {
            **{column.name: getattr(found, column.name) for column in COLUMNS},
            "claims_used": list(found.claims_used),
            "set_aside": [list(pair) for pair in found.set_aside],
            "conflict_between": [list(pair) for pair in found.conflict_between],
        }


TABLE = Table("assessments", "What a rule set makes of an attribute's claims.", COLUMNS, _rows)
