"""What an event or a wave is about, in the words of its own texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from demonstrably.link.sightings import Sighting

Told = tuple[str, frozenset[str]]
"""A cause as written, and its terms."""

CANDIDATES = 20
"""Of a wave's wordings, those told most that can name it: keeps long waves cheap."""


def cause_of(sightings: Iterable[Sighting]) -> str | None:
    """The wording that has most in common with what each document tells; of equals the one told most, then the
    shortest, then the one told first. None where no text tells a cause."""
    by_document: dict[str, set[Told]] = defaultdict(set)
    times: Counter[Told] = Counter()
    for sighting in sightings:
        if sighting.cause:
            by_document[sighting.document_id].add((sighting.cause, sighting.about))
            times[sighting.cause, sighting.about] += 1
    if len(times) < 2:
        return next((cause for cause, _ in times), None)
    telling = Counter(frozenset(told) for told in by_document.values())
    first = {told: i for i, told in enumerate(times)}

    def order(told: Told) -> tuple[float, int, int, int]:
        return -_backing(told, telling), -times[told], len(told[0]), first[told]

    often = sorted(times, key=lambda told: (-times[told], first[told]))
    best = min(often[:CANDIDATES], key=order, default=None)
    return best[0] if best else None


def _backing(cause: Told, telling: Counter[frozenset[Told]]) -> float:
    """How many documents tell the same, those that tell something like it in part."""
    return round(sum(n * max(_alike(cause[1], other[1]) for other in told) for told, n in telling.items()), 9)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of terms in common, 0 to 1."""
    return len(one & other) / len(one | other) if one | other else 0.0
