"""How documents are gathered into waves: B-cubed over items whose topic an encyclopaedia gives.

A document belongs to the outermost wave that most of its events belong to; one without events stands alone. The
labels are an encyclopaedia's topics, close to our waves and not the same.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation import half_of
from demonstrably.evaluation.extraction import documents_of
from demonstrably.extract import Extractor
from demonstrably.link import link
from demonstrably.model import Event

FILE = "gold/waves_en.jsonl"
NEEDS = (FILE,)

Labels = Mapping[str, str]
"""Document id -> the name of its group."""


def run(data: Path) -> list[Row]:
    path, codebook = data / FILE, Codebook()
    gold = {str(row["id"]): str(row["wave"]) for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    documents = documents_of(path, codebook)
    extract = Extractor(codebook).extract
    linked = link(documents, [extract(document) for document in documents], codebook)
    found = waves_of_documents(linked.events)
    note = f"{len(gold)} items, {len(found)} with an event, {len(set(gold.values()))} waves"
    alone = f"{b_cubed(gold, {})[2]:.2f} (each alone)"
    precision, recall, f1 = b_cubed(gold, found)
    return [
        Row("waves", FILE, "B-cubed F1", f1, alone, note, bar=0.80),
        Row("waves", FILE, "B-cubed precision", precision),
        Row("waves", FILE, "B-cubed recall", recall),
        *(_of_half(half, gold, found) for half in ("look", "blind")),
    ]


def _of_half(half: str, gold: Labels, found: Labels) -> Row:
    """Waves go to a half whole, by their name: documents of one wave are of use only together."""
    chosen = {document: wave for document, wave in gold.items() if half_of(wave) == half}
    label = "first half" if half == "look" else "second half"
    return Row("waves", FILE, f"B-cubed F1, {label}", b_cubed(chosen, found)[2], note=f"{len(chosen)} items")


def waves_of_documents(events: Iterable[Event]) -> dict[str, str]:
    """The outermost wave of each document that has an event: the one that most of its events stand in."""
    by_id = {event.event_id: event for event in events}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for event in by_id.values():
        for document in event.documents:
            counted[document][_outermost(event, by_id)] += 1
    return {document: min(waves, key=lambda wave: (-waves[wave], wave)) for document, waves in counted.items()}


def _outermost(event: Event, by_id: Mapping[str, Event]) -> str:
    while event.wave_id is not None:
        event = by_id[event.wave_id]
    return event.event_id


def b_cubed(gold: Labels, found: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 over the documents of `gold`; a document that `found` lacks stands alone."""
    mine, theirs = _members(gold), _members({document: found.get(document, document) for document in gold})
    both = {document: len(mine[document] & theirs[document]) for document in gold}
    precision = sum(both[d] / len(theirs[d]) for d in gold) / len(gold)
    recall = sum(both[d] / len(mine[d]) for d in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _members(labels: Labels) -> dict[str, set[str]]:
    """Document -> all documents of its group, itself included."""
    groups: dict[str, set[str]] = defaultdict(set)
    for document, label in labels.items():
        groups[label].add(document)
    return {document: groups[label] for document, label in labels.items()}
