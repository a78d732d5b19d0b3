"""One gold set evaluated: what `demonstrably evaluate` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.evaluation.disagreements import Disagreement, disagreements, grouped
from demonstrably.evaluation.extraction import documents_of, extracted
from demonstrably.evaluation.gold import CodedText, FoundClaim, read_claims, read_gold
from demonstrably.evaluation.halves import half_of
from demonstrably.evaluation.measures import Measures, measure
from demonstrably.evaluation.reliability import Reliability, reliability
from demonstrably.evaluation.scoring import score


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All there is to say of one set of claims against one gold set."""

    measures: Measures
    reliability: Reliability
    disagreements: list[Disagreement]

    def row(self, errors: int = 0) -> dict[str, Any]:
        """One JSON object; `errors` examples of each group of disagreements."""
        groups = [
            {"kind": kind, "group": group, "count": len(rows), "examples": [asdict(row) for row in rows[:errors]]}
            for (kind, group), rows in grouped(self.disagreements).items()
        ]
        return {**self.measures.row(), "confidence": asdict(self.reliability), "errors": groups}


def evaluate(gold: Path, codebook: Codebook, *, claims: Path | None = None, half: str | None = None) -> Evaluation:
    """Score the claims of a file, or our own where `claims` is None, over a gold set or one half of it.

    Raises UsageError where the two files have no document in common or the half is neither look nor blind, and
    InputError for a row that cannot be read.
    """
    if half not in (None, "look", "blind"):
        raise UsageError(f"no half {half!r}.", remedy="The halves are look and blind.")
    texts = [text for text in read_gold(gold) if half is None or half_of(text.text_id) == half]
    found = _given(gold, claims, texts) if claims else _ours(gold, codebook, texts)
    scores = score(texts, found)
    return Evaluation(measure(scores), reliability(scores), disagreements(scores, codebook))


def _given(gold: Path, claims: Path, texts: Sequence[CodedText]) -> Mapping[str, list[FoundClaim]]:
    found = read_claims(claims)
    if found and texts and not any(text.text_id in found for text in texts):
        raise UsageError(
            f"no document_id of {claims} is an id of {gold}.", remedy="Extract from the gold set's own texts."
        )
    return found


def _ours(gold: Path, codebook: Codebook, texts: Sequence[CodedText]) -> Mapping[str, list[FoundClaim]]:
    from demonstrably.extract import Extractor

    wanted = {text.text_id for text in texts}
    documents = [document for document in documents_of(gold, codebook) if document.document_id in wanted]
    return extracted(documents, Extractor(codebook).extract)
