"""Claims against coded texts, text by text.

A coded claim is found where a claim of the same attribute overlaps its span; each is used once. Then it is asked
whether the value (both bounds), the modality and the original speaker are right, and, where they are coded, the place
and the date. `whole` is value, modality and source right at once. Doubtful coded claims neither help nor hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from demonstrably.evaluation.gold import CodedClaim, CodedText, FoundClaim

CHECKS = ("value", "modality", "source", "source_named", "place", "date", "date_other")
"""What is asked of a found claim. `source_named`: among coded claims that name a source; `date_other`: among those
whose date is not simply the day of publication."""

_DULL = frozenset(["the", "a", "an", "of", "and", "in", "at", "by", "mr", "ms", "said"])


@dataclass(frozen=True, slots=True)
class Pair:
    """A coded claim and the claim that found it; `checks` holds only what could be asked of it."""

    coded: CodedClaim
    found: FoundClaim
    checks: Mapping[str, bool]

    @property
    def whole(self) -> bool:
        return self.checks["value"] and self.checks["modality"] and self.checks["source"]


@dataclass(frozen=True, slots=True)
class TextScore:
    """One text's result. `doubtful` are the pairs of doubtful coded claims, which count nowhere; `broken` the claims
    whose quote is not what the text holds at their span."""

    text: CodedText
    pairs: tuple[Pair, ...]
    doubtful: tuple[Pair, ...]
    missed: tuple[CodedClaim, ...]
    spurious: tuple[FoundClaim, ...]
    broken: tuple[FoundClaim, ...]


def score(texts: Iterable[CodedText], claims: Mapping[str, Sequence[FoundClaim]]) -> list[TextScore]:
    """The texts' results in their order; claims of documents that are not among them are left aside."""
    return [score_text(text, claims.get(text.text_id, ())) for text in texts]


def score_text(text: CodedText, claims: Sequence[FoundClaim]) -> TextScore:
    found = _once_a_span(claims)
    matches = _match(text.claims, found)
    pairs = [_pair(text, text.claims[i], found[j]) for i, j in matches]
    taken = {i for i, _ in matches}, {j for _, j in matches}
    return TextScore(
        text,
        pairs=tuple(pair for pair in pairs if not pair.coded.doubt),
        doubtful=tuple(pair for pair in pairs if pair.coded.doubt),
        missed=tuple(c for i, c in enumerate(text.claims) if i not in taken[0] and not c.doubt),
        spurious=tuple(f for j, f in enumerate(found) if j not in taken[1]),
        broken=tuple(f for f in found if text.text[f.start : f.end] != f.quote),
    )


def same_name(one: str | None, other: str | None) -> bool:
    """Both absent, or sharing more than half of the shorter name's words."""
    if not one or not other:
        return not one and not other
    a, b = _words(one), _words(other)
    return bool(a and b) and 2 * len(a & b) > min(len(a), len(b))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _DULL


def _once_a_span(claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """One figure said of several places makes several claims on one span: they count once, with all its places."""
    merged: dict[tuple[str, int, int], FoundClaim] = {}
    for claim in claims:
        key = (claim.attribute, claim.start, claim.end)
        first = merged.get(key)
        merged[key] = replace(first, places=first.places + claim.places) if first else claim
    return list(merged.values())


def _match(coded: Sequence[CodedClaim], found: Sequence[FoundClaim]) -> list[tuple[int, int]]:
    """Index pairs, one to one: the largest overlap first, of equal ones that with the right value, then text order."""
    options = sorted(
        (-overlap, (c.low, c.high) != (f.low, f.high), i, j)
        for i, c in enumerate(coded)
        for j, f in enumerate(found)
        if c.attribute == f.attribute and (overlap := min(c.end, f.end) - max(c.start, f.start)) > 0
    )
    matches: list[tuple[int, int]] = []
    for _, _, i, j in options:
        if all(i != a and j != b for a, b in matches):
            matches.append((i, j))
    return matches


def _pair(text: CodedText, coded: CodedClaim, found: FoundClaim) -> Pair:
    checks = {
        "value": (coded.low, coded.high) == (found.low, found.high),
        "modality": coded.modality == found.modality,
        "source": _same_source(coded, found),
    }
    if coded.source:
        checks["source_named"] = checks["source"]
    if coded.place:
        checks["place"] = any(same_name(coded.place, name) for name in found.places)
    if coded.date:
        checks["date"] = coded.date == found.date
        if coded.date != (text.published or "")[:10]:
            checks["date_other"] = checks["date"]
    return Pair(coded, found, checks)


def _same_source(coded: CodedClaim, found: FoundClaim) -> bool:
    if not coded.source:
        return not found.source
    return any(same_name(coded.source, name) for name in found.source_names)
