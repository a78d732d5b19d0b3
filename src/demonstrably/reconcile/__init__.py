"""Claims -> assessments: what a named rule set makes of all claims about one attribute of one event or wave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.model import Assessment, Claim, Document, Event
from demonstrably.reconcile.acled import Acled
from demonstrably.reconcile.admission import Admission, admit
from demonstrably.reconcile.ccc import CrowdCountingConsortium
from demonstrably.reconcile.conflict import conflicts
from demonstrably.reconcile.count_love import CountLove
from demonstrably.reconcile.demonstrably import Demonstrably
from demonstrably.reconcile.ibc import IraqBodyCount
from demonstrably.reconcile.mmad import Mmad
from demonstrably.reconcile.mpeds import Mpeds
from demonstrably.reconcile.rules import Figures, RuleSet
from demonstrably.reconcile.tally import CityFigure, Tally, tally
from demonstrably.reconcile.testimony import Testimony, half_up

if TYPE_CHECKING:
    from demonstrably.link import Linked

__all__ = [
    "RULE_SETS", "CityFigure", "RuleSet", "Tally", "Testimony", "assess", "assess_testimonies", "assess_under", "tally",
]  # fmt: skip

RULE_SETS: Mapping[str, RuleSet] = MappingProxyType(
    {
        rule_set.name: rule_set
        for rule_set in (
            Demonstrably(), CrowdCountingConsortium(), Acled(), Mpeds(), Mmad(), IraqBodyCount(), CountLove(),
        )
    }
)  # fmt: skip
"""All rule sets by name, the default one first."""


def assess(
    event: Event,
    attribute: str,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    linked: Linked,
    rule_set: str,
    codebook: Codebook,
    *,
    rejected: Collection[str] = (),
) -> Assessment:
    """Assess one attribute of one event or wave.

    Of `claims` those of other attributes are passed over; those that aren't linked to this very event are set aside
    as of other scope. `rejected` holds the ids of claims that a reviewer ruled out. Raises UsageError for an unknown
    rule set.
    """
    own = set(event.claims)
    testimonies = [
        Testimony(
            claim=claim,
            voice_id=linked.voices.get(claim.claim_id, claim.claim_id),
            published=documents[claim.document_id].published if claim.document_id in documents else None,
            own=claim.claim_id in own,
            corrected_by=linked.corrections.get(claim.claim_id),
            rejected=claim.claim_id in rejected,
        )
        for claim in claims
        if claim.attribute == attribute
    ]
    return assess_testimonies(event.event_id, attribute, testimonies, rule_set, codebook)


def assess_testimonies(
    event_id: str, attribute: str, testimonies: Sequence[Testimony], rule_set: str, codebook: Codebook
) -> Assessment:
    """The same from claims whose voice, publication and scope are known already."""
    return assess_under([rule_set], event_id, attribute, testimonies, codebook)[0]


def assess_under(
    rule_sets: Iterable[str], event_id: str, attribute: str, testimonies: Sequence[Testimony], codebook: Codebook
) -> list[Assessment]:
    """The same under several rule sets: which claims take part, and which contradict each other, is one for all."""
    admission = admit(testimonies)
    between = conflicts(admission.used)
    used = tuple(t.claim.claim_id for t in admission.used)
    return [
        _assessed(
            name,
            admission,
            codebook,
            Assessment(event_id, attribute, name, None, None, None, used, admission.set_aside, bool(between), between),
        )
        for name in rule_sets
    ]


def _assessed(rule_set: str, admission: Admission, codebook: Codebook, assessment: Assessment) -> Assessment:
    """The assessment with the rule set's figures."""
    if rule_set not in RULE_SETS:
        raise UsageError(f"no rule set {rule_set!r}.", remedy=f"Known: {', '.join(RULE_SETS)}.")
    table = codebook.table(f"rule_sets/{rule_set}")
    figures = RULE_SETS[rule_set].figures(assessment.attribute, admission.used, table)
    return replace(
        assessment,
        low=figures.low,
        high=figures.high,
        best=figures.best,
        verbatim=figures.verbatim,
        reason=_reason(table, admission, figures),
    )


def _reason(table: Mapping[str, Any], admission: Admission, figures: Figures) -> str:
    """One line for people: the rule, what it gave, and what it rests on."""
    if not admission.used:
        return f"{table['title']}: no claim takes part, {len(admission.set_aside)} set aside."
    given = [f"{name} {value:,}" for name in ("low", "high", "best") if (value := getattr(figures, name)) is not None]
    points = ", ".join(f"{half_up(t.point):,}" for t in admission.used)
    voices = len({t.voice_id for t in admission.used})
    rest = f"{voices} {'voice' if voices == 1 else 'voices'} (points {points}), {len(admission.set_aside)} set aside"
    return f"{table['title']}: {table['rule']} Here: {', '.join([*given, rest])}."
