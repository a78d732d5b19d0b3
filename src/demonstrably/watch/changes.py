"""What an article's new version changes in its figures, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from demonstrably.model import Claim, Extraction
from demonstrably.wording import hedged

Kind = tuple[str, str, str]
"""A claim's attribute, group and modality."""


def told_changes(earlier: Extraction, later: Extraction, corrections: Mapping[str, str]) -> list[str]:
    """ "detained 420 -> 463, corrected", "killed 2 no longer told", "injured 12 added", in the attributes' order.

    `corrections` maps a claim's id to the one that corrects it, as linking found.
    """
    gone, came = _without(earlier.claims, later.claims), _without(later.claims, earlier.claims)
    by_id = {claim.claim_id: claim for claim in later.claims}
    told: list[tuple[str, str]] = []
    for old in list(gone):
        new = by_id.get(corrections.get(old.claim_id, ""))
        if new is not None:
            told.append((old.attribute, f"{_words(old)} -> {hedged(new)}, corrected"))
            gone.remove(old)
            came = [claim for claim in came if _figure(claim) != _figure(new)]
    told += _paired(gone, came)
    return list(dict.fromkeys(words for _, words in sorted(told)))


def _paired(gone: Iterable[Claim], came: Iterable[Claim]) -> list[tuple[str, str]]:
    """One figure that went and one of its kind that came are one change; others stand for themselves."""
    kinds: dict[Kind, tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in gone:
        kinds[_kind(claim)][0].append(claim)
    for claim in came:
        kinds[_kind(claim)][1].append(claim)
    told = []
    for (attribute, _, _), (old, new) in kinds.items():
        if len(old) == 1 and len(new) == 1:
            told.append((attribute, f"{_words(old[0])} -> {hedged(new[0])}"))
        else:
            told += [(attribute, f"{_words(claim)} no longer told") for claim in old]
            told += [(attribute, f"{_words(claim)} added") for claim in new]
    return told


def _without(claims: Iterable[Claim], others: Iterable[Claim]) -> list[Claim]:
    """The claims whose figure is not among the others, each figure once."""
    known = {_figure(claim) for claim in others}
    found = {_figure(claim): claim for claim in claims if _figure(claim) not in known}
    return list(found.values())


def _figure(claim: Claim) -> tuple[Kind, str, int | None, int | None]:
    return _kind(claim), claim.qualifier, claim.low, claim.high


def _kind(claim: Claim) -> Kind:
    return claim.attribute, claim.group or "", claim.modality


def _words(claim: Claim) -> str:
    group = f" ({claim.group})" if claim.group else ""
    return f"{claim.attribute}{group} {hedged(claim)}"
