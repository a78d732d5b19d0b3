"""The page of the sources: who is relied on, how often, alone or confirmed, how far from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from demonstrably.model import Assessment, Claim
from demonstrably.pages.library import Library
from demonstrably.reconcile import Testimony
from demonstrably.wording import KIND_LETTERS


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An original speaker. `figures` are the figures of events that rest on it, `alone` those that no other voice
    gives, `confirmed` those that another voice's figure agrees with, `disputed` those that one cannot agree with.
    `ratio` is the median of its figure over the middle of the others', None where it always stands alone."""

    name: str
    kind: str
    letter: str
    claims: int
    documents: int
    figures: int
    alone: int
    confirmed: int
    disputed: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class _Standing:
    """One source's figure beside the others' for one attribute of one event."""

    alone: bool
    confirmed: bool
    disputed: bool
    ratio: Fraction | None


def sources_page(library: Library, rule_set: str) -> tuple[SourceRow, ...]:
    """The original speakers, the most relied on first."""
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in library.view.claims:
        claims[_speaker(library, claim)].append(claim)
    standings: dict[tuple[str, str], list[_Standing]] = defaultdict(list)
    for assessment in library.view.assessments:
        if assessment.rule_set == rule_set:
            for speaker, standing in _standings(library, assessment):
                standings[speaker].append(standing)
    rows = [_row(speaker, claims[speaker], standings[speaker]) for speaker in claims]
    return tuple(sorted(rows, key=lambda row: (-row.figures, -row.claims, row.name, row.kind)))


def _speaker(library: Library, claim: Claim) -> tuple[str, str]:
    """The original speaker's name and kind; the outlet's where the text itself asserts the figure."""
    if claim.chain:
        return claim.chain[0].canonical or claim.chain[0].name, claim.chain[0].kind
    document = library.view.documents.get(claim.document_id)
    return claim.source or (document.outlet if document else None) or "no outlet", claim.source_kind


def _standings(library: Library, assessment: Assessment) -> Iterator[tuple[tuple[str, str], _Standing]]:
    """Each voice's newest figure beside the other voices'."""
    used = [
        library.testimony(library.view.claim[name]) for name in assessment.claims_used if name in library.view.claim
    ]
    disputed = {name for pair in assessment.conflict_between for name in pair}
    newest = {t.voice_id: t for t in sorted(used, key=lambda t: (t.order, t.claim.claim_id))}
    for voice, testimony in newest.items():
        others = [other for name, other in newest.items() if name != voice]
        yield _speaker(library, testimony.claim), _standing(testimony, others, disputed)


def _standing(testimony: Testimony, others: Sequence[Testimony], disputed: set[str]) -> _Standing:
    middle = median(other.point for other in others) if others else None
    in_dispute = testimony.claim.claim_id in disputed
    return _Standing(
        alone=not others,
        confirmed=bool(others) and not in_dispute,
        disputed=in_dispute,
        ratio=Fraction(testimony.point) / Fraction(middle) if middle else None,
    )


def _row(speaker: tuple[str, str], claims: Sequence[Claim], standings: Sequence[_Standing]) -> SourceRow:
    ratios = [standing.ratio for standing in standings if standing.ratio is not None]
    name, kind = speaker
    return SourceRow(
        name=name,
        kind=kind,
        letter=KIND_LETTERS.get(kind, "?"),
        claims=len(claims),
        documents=len({claim.document_id for claim in claims}),
        figures=len(standings),
        alone=sum(standing.alone for standing in standings),
        confirmed=sum(standing.confirmed for standing in standings),
        disputed=sum(standing.disputed for standing in standings),
        ratio=round(float(median(ratios)), 2) if ratios else None,
    )
