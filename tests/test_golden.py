"""Golden records of the demo corpus: what the main job makes of it, claim by claim and event by event.

A change of the rules shows here as a difference to read. `python tests/test_golden.py` writes the files anew.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from analysing import ANALYSER
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.ingest import read_inputs
from demonstrably.link import link
from demonstrably.model import Claim, Document, Event, Extraction, check_span

DEMO = Path(str(resources.files("demonstrably"))) / "demo"
GOLDEN = Path(__file__).parent / "golden"


def extracted() -> tuple[list[Document], list[Extraction]]:
    codebook = Codebook()
    extractor = Extractor(codebook, ANALYSER)
    documents = [d for i in read_inputs([DEMO / "articles"], codebook=codebook) for d in i.documents]
    return documents, [extractor.extract(d) for d in documents]


def claim_lines(documents: list[Document], extractions: list[Extraction]) -> list[str]:
    names = {d.document_id: Path(d.path or "").name for d in documents}
    return [_claim_line(names[e.document_id], c) for e in extractions for c in e.claims]


def _claim_line(name: str, claim: Claim) -> str:
    place = claim.place.name or claim.place.written if claim.place else "-"
    bounds = f"{'' if claim.low is None else claim.low}..{'' if claim.high is None else claim.high}"
    chain = " > ".join(link_.canonical or link_.name for link_ in claim.chain)
    fields = (name, claim.attribute, claim.quote, bounds, claim.modality, chain, place, claim.when.date or "-")
    return "\t".join(" ".join(f.split()) for f in fields)


def event_lines(documents: list[Document], extractions: list[Extraction]) -> list[str]:
    events = link(documents, extractions, Codebook()).events
    return sorted(_event_line(e) for e in events)


def _event_line(event: Event) -> str:
    place = event.place.name or event.place.written if event.place else "-"
    return "\t".join((event.level, event.when.date or "-", place, event.kind, event.status, str(len(event.documents))))


@pytest.fixture(scope="module")
def record() -> tuple[list[Document], list[Extraction]]:
    return extracted()


def test_claims_are_as_recorded(record: tuple[list[Document], list[Extraction]]) -> None:
    assert claim_lines(*record) == (GOLDEN / "demo-claims.tsv").read_text(encoding="utf-8").splitlines()


def test_events_are_as_recorded(record: tuple[list[Document], list[Extraction]]) -> None:
    assert event_lines(*record) == (GOLDEN / "demo-events.tsv").read_text(encoding="utf-8").splitlines()


def test_every_span_holds_its_words(record: tuple[list[Document], list[Extraction]]) -> None:
    for document, extraction in zip(*record, strict=True):
        for item in (*extraction.claims, *extraction.mentions):
            check_span(document.text, item.start, item.end, item.quote)
        for label in extraction.labels:
            check_span(document.text, label.start, label.end, label.wording)


def test_the_coded_events_are_found(record: tuple[list[Document], list[Extraction]]) -> None:
    gold: dict[str, Any] = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))
    found = {(e.place.name, e.when.date) for e in link(*record, Codebook()).events if e.place}
    coded = {(e["place"], e["date"]) for e in gold["events"] if e["status"] == "occurred"}
    missing = {(place, day) for place, day in coded if not any(day == d and place == p for p, d in found)}
    assert len(missing) <= len(coded) // 5, sorted(missing)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    made = extracted()
    for name, lines in (("demo-claims.tsv", claim_lines(*made)), ("demo-events.tsv", event_lines(*made))):
        (GOLDEN / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
