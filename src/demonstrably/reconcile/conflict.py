"""Claims of different voices at the same stage that can't both be true."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from demonstrably.reconcile.testimony import Testimony, compatible


def conflicts(used: Sequence[Testimony]) -> tuple[tuple[str, str], ...]:
    """Pairs of claim ids, each pair and the list in id order."""
    pairs = (
        (one.claim.claim_id, other.claim.claim_id)
        for one, other in combinations(used, 2)
        if one.voice_id != other.voice_id and _same_stage(one, other) and not compatible(one, other)
    )
    return tuple(sorted((min(p), max(p)) for p in pairs))


def _same_stage(one: Testimony, other: Testimony) -> bool:
    """Whether both counts are final, or both running at moments that don't differ as far as is known."""
    if one.claim.running != other.claim.running:
        return False
    stamps = (one.claim.as_of, other.claim.as_of)
    return not one.claim.running or None in stamps or one.moment == other.moment
