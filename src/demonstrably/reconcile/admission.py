"""Which claims take part, and why the others are set aside (CODEBOOK section 7): the same for every rule set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from demonstrably.reconcile.testimony import Testimony, compatible

WHOLE = frozenset({None, "protesters", "people", "participants"})
"""Groups that are the crowd itself; any other group (police, journalists, women) is a part or another party."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The claims that take part, and the others with the reason, both in claim id order."""

    used: tuple[Testimony, ...]
    set_aside: tuple[tuple[str, str], ...]


def admit(testimonies: Sequence[Testimony]) -> Admission:
    """Sort the claims into those that take part and those set aside."""
    ordered = sorted(testimonies, key=lambda t: t.claim.claim_id)
    reasons: dict[str, str] = {t.claim.claim_id: reason for t in ordered if (reason := _unfit(t))}
    for sift in (_parts, _voices, _running):
        reasons |= sift([t for t in ordered if t.claim.claim_id not in reasons])
    return Admission(tuple(t for t in ordered if t.claim.claim_id not in reasons), tuple(sorted(reasons.items())))


def _unfit(testimony: Testimony) -> str | None:
    """Why a claim can't take part whatever the others say; None where it can."""
    if testimony.rejected:
        return "rejected by a reviewer"
    if testimony.claim.modality != "occurred":
        return testimony.claim.modality
    if not testimony.own:
        return "other scope"
    return "corrected" if testimony.corrected_by else None


def _parts(testimonies: list[Testimony]) -> dict[str, str]:
    """Claims about a part of what the others count: a group within the crowd, a "further 20"."""
    wholes = [t for t in testimonies if t.claim.group in WHOLE and not t.claim.additional]
    if wholes or not testimonies:
        kept = {t.claim.claim_id for t in wholes}
    else:
        told = Counter(t.claim.group for t in testimonies)
        group = min(told, key=lambda g: (-told[g], g or ""))
        kept = {t.claim.claim_id for t in testimonies if t.claim.group == group}
    return {t.claim.claim_id: "other scope" for t in testimonies if t.claim.claim_id not in kept}


def _voices(testimonies: list[Testimony]) -> dict[str, str]:
    """All but the newest claim of each voice: repetitions of it are copies, older counts are superseded."""
    by_voice: dict[str, list[Testimony]] = defaultdict(list)
    for testimony in testimonies:
        by_voice[testimony.voice_id].append(testimony)
    reasons: dict[str, str] = {}
    for claims in by_voice.values():
        reasons |= _all_but_newest(claims)
    return reasons


def _all_but_newest(claims: list[Testimony]) -> dict[str, str]:
    """The reasons for all claims of one voice but the first telling of its newest figure."""
    newest_first = sorted(sorted(claims, key=_preference), key=lambda t: t.order, reverse=True)
    same = list(takewhile(lambda t: t.figure == newest_first[0].figure, newest_first))
    first = min(same, key=lambda t: (t.order, t.claim.claim_id))
    reasons = {t.claim.claim_id: "copy" for t in same if t is not first}
    return reasons | {t.claim.claim_id: _why_older(t, first) for t in newest_first[len(same) :]}


def _why_older(older: Testimony, kept: Testimony) -> str:
    same_time = older.order == kept.order
    return "copy" if same_time and compatible(older, kept) else "superseded"


def _preference(testimony: Testimony) -> tuple[bool, bool, int, int, str]:
    """Among claims of one voice and moment: final before running, a number before a vague word, the greater one."""
    claim = testimony.claim
    return claim.running, claim.qualifier == "vague", -int(testimony.point), claim.start, claim.claim_id


def _running(testimonies: list[Testimony]) -> dict[str, str]:
    """Running counts that another count, not older, goes beyond."""
    return {
        t.claim.claim_id: "superseded"
        for t in testimonies
        if t.claim.running and any(o.moment >= t.moment and o.point > t.point for o in testimonies)
    }
