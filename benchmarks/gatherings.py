"""Which of the texts tell of a gathering, with or without a figure: labels by hand in `gatherings.tsv`.

"yes": the text tells of one that took place, goes on, is planned, forbidden or cancelled. "passing": so it does, as
background or beside its subject, whenever that was. "doubt": two careful people could disagree (a strike or a mob
without a word of people who gathered). "no": it does not. A text of the gold with a coded claim is "yes".
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

LABELS = Path(__file__).with_name("gatherings.tsv")
GOLD = tuple(f"gold/{name}_en.jsonl" for name in ("items", "articles", "snippets", "longreads"))
ARTICLES, SNIPPETS = "bench/relevance.jsonl", "bench/event_types.tsv"
OTHERS = ("bench/places_lgl.jsonl", "bench/dates_timebank.jsonl", "bench/attribution.jsonl")

TYPES = frozenset(["PEACE_PROTEST", "PROTEST_WITH_INTER", "FORCE_AGAINST_PROTEST", "VIOL_DEMONSTR"])
"""Event types that are gatherings by definition."""

UNSURE = frozenset(["MOB_VIOL", "PROPERTY_DISTRUCT", "ARREST", "CHANGE_TO_GROUP_ACT", "ATTRIB", "ATTACK", "OTHER"])
"""Event types whose snippets may tell of a gathering or not."""

Label = Literal["yes", "passing", "doubt", "no"]


class Labelled(NamedTuple):
    """A text with what it tells of."""

    text_id: str
    text: str
    label: Label
    coded: bool = False
    """Whether it holds a coded claim, that is, a figure."""

    @property
    def tells(self) -> bool:
        return self.label in ("yes", "passing")


@cache
def labels() -> dict[tuple[str, str], Label]:
    """(data file, id) -> label, of the texts that were read."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["data"], row["id"]): row["tells"] for row in rows}  # type: ignore[misc]


def first_half(text_id: str) -> bool:
    """Whether a snippet or an article is of the half that was looked at, and learned from."""
    return hashlib.sha256(text_id.encode()).digest()[0] % 2 == 0


def of_gold(data: Path) -> Iterator[Labelled]:
    """The texts of the gold sets that have a label; those with a coded claim tell of a gathering."""
    for name in GOLD:
        for row in _rows(data / name):
            label = labels().get((name, row["id"]), "yes" if row["claims"] else "doubt")
            yield Labelled(row["id"], row["text"], label, coded=bool(row["claims"]))


def of_snippets(data: Path) -> Iterator[Labelled]:
    """The snippets of event types, labelled by their type."""
    with (data / SNIPPETS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            label: Label = "yes" if row["type"] in TYPES else "doubt" if row["type"] in UNSURE else "no"
            yield Labelled(row["id"], row["text"], label)


def of_others(data: Path) -> Iterator[Labelled]:
    """Articles of other benchmarks, not chosen for what they tell: none, unless we found one."""
    for name in OTHERS:
        for row in _rows(data / name):
            yield Labelled(row["id"], row["text"], labels().get((name, row["id"]), "no"))


def of_articles(data: Path) -> Iterator[Labelled]:
    """The agency articles: those labelled "no protest" tell of none, unless we found one in passing; the others are
    in doubt, since that label takes in armed attacks, unless we read them."""
    for row in _rows(data / ARTICLES):
        default: Label = "doubt" if row["protest"] else "no"
        yield Labelled(row["id"], row["text"], labels().get((ARTICLES, row["id"]), default))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
