"""Strands of one cause gathered across documents: time, country and the words of the cause together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from demonstrably.link.sightings import days_between
from demonstrably.link.strands import Spot, Strand
from demonstrably.link.terms import Vector, Weights, dot

REMEMBERED = 12
"""Vectors of a cause's newest strands that a new one is compared with, beside the sum of all."""


LOOKED_AT = 6
"""Causes compared strand by strand: those whose sum is most alike. More made no difference on the calibration items."""

USUAL = 0.25
"""Share of the strands that tell a cause, from which a word of it is the movement's own."""

FEW = 16
"""Strands up to which the movement's own words are counted anew with each; from there on at each doubling."""


@dataclass(slots=True)
class Cause:
    """A wave in the making: strands taken so far, in order, the sum of their vectors, and the newest of these. `told`
    counts the terms that strands give as their cause, `telling` the strands that do; `own` are the
    words that they share."""

    number: int
    told: Counter[str] = field(default_factory=Counter)
    telling: int = 0
    own: frozenset[str] = frozenset()
    strands: list[Strand] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    spots: set[Spot] = field(default_factory=set)
    last: str | None = None
    total: dict[str, float] = field(default_factory=dict)
    square: float = 0.0
    newest: deque[Vector] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def take(self, strand: Strand, vector: Vector) -> None:
        self.strands.append(strand)
        self.countries.update(strand.countries)
        self.spots |= strand.spots
        self._hear(strand)
        if strand.last:
            self.last = max(self.last or "", strand.last)
        self.newest.append(vector)
        for term, weight in vector.items():
            old = self.total.get(term, 0.0)
            self.total[term] = old + weight
            self.square += (old + weight) ** 2 - old**2

    def _hear(self, strand: Strand) -> None:
        """Count what the strand tells as its cause. The movement's own words are told anew only where enough has been
        added to change them, so that a long wave stays cheap."""
        if not strand.told:
            return
        self.told.update(strand.told)
        self.telling += 1
        if self.telling & (self.telling - 1) == 0 or self.telling < FEW:
            self.own = frozenset(t for t, n in self.told.items() if n >= USUAL * self.telling)

    def overall(self, vector: Vector) -> float:
        """Cosine with the sum of all strands, 0 to 1."""
        return dot(vector, self.total) / math.sqrt(self.square) if self.square > 0 else 0.0

    def likeness(self, vector: Vector) -> float:
        """Mean of the cosines with the sum of all strands and with the most alike of the newest ones, 0 to 1.

        The sum alone dilutes a long wave whose words change; the most alike alone chains by chance.
        """
        nearest = max(dot(vector, other) for other in self.newest)
        return (self.overall(vector) + nearest) / 2


class WaveBuilder:
    """Gathers strands, oldest first: each joins the cause it is most like, or begins one.

    Only causes that share a country in time, or a weighty term, are looked at, so that the cost stays near-linear.
    """

    def __init__(self, linking: Mapping[str, Any]) -> None:
        self._settings: Mapping[str, float] = linking["waves"]
        self._background: int = linking["cause"]["background"]

    def build(self, strands: Iterable[Strand], roots: Mapping[str, str]) -> list[Cause]:
        """The causes. `roots` maps a copy's document id to its original's: copies follow their original."""
        ordered = sorted(strands, key=lambda s: (s.document_id in roots, s.key))
        weights = Weights((s.terms for s in ordered), self._background)
        rarity = Rarity((s.countries for s in ordered), self._background)
        pool = _Pool()
        home: dict[tuple[str, int], Cause] = {}
        for strand in ordered:
            vector = weights.weigh(strand.terms)
            cause = home.get((roots.get(strand.document_id, strand.document_id), strand.number))
            cause = cause or self._best(strand, vector, pool, rarity) or pool.new()
            cause.take(strand, vector)
            pool.index(cause, strand, vector)
            home[strand.document_id, strand.number] = cause
        return pool.causes

    def _best(self, strand: Strand, vector: Vector, pool: _Pool, rarity: Rarity) -> Cause | None:
        """The cause that lies above its threshold by most, the oldest of equals; failing that, the movement that holds
        the country in these days."""
        if strand.first is None:
            return None
        first = strand.first
        dated = [(c, max(0, days_between(c.last, first))) for c in pool.near(strand, vector) if c.last]
        asked = [(ask, c) for c, gap in dated if (ask := self._asked(strand, c, gap, rarity)) <= 1]
        asked = sorted(asked, key=lambda a: (a[0] - a[1].overall(vector), a[1].number))[:LOOKED_AT]
        scored = [(c.likeness(vector) - ask, -c.number, c) for ask, c in asked]
        best = max(scored, key=lambda s: s[:2], default=None)
        if best is not None and best[0] >= 0:
            return best[2]
        reach = self._settings["only_days"] + self._settings["only_rare_days"] * rarity.of(strand)
        return self._holder(strand, [c for c, gap in dated if gap <= reach and _share_country(strand, c)])

    def _holder(self, strand: Strand, running: Sequence[Cause]) -> Cause | None:
        """Of the movements that run in a strand's country, the one that nearly all reports of these days are of."""
        most = max(running, key=lambda c: (len(c.strands), -c.number), default=None)
        if most is None or _contradict(strand, most):
            return None
        return most if len(most.strands) >= self._settings["holder"] * sum(len(c.strands) for c in running) else None

    def _asked(self, strand: Strand, cause: Cause, gap: int, rarity: Rarity) -> float:
        """The likeness to reach; above 1 where none is enough."""
        ask = self._settings
        if _share_country(strand, cause):
            return self._asked_at_home(strand, cause, gap, rarity) if gap <= ask["horizon_days"] else 2.0
        if not strand.countries or not cause.countries:
            return ask["placeless"] if gap <= ask["placeless_days"] else 2.0
        return ask["abroad"] if gap <= ask["abroad_days"] else 2.0

    def _asked_at_home(self, strand: Strand, cause: Cause, gap: int, rarity: Rarity) -> float:
        """The likeness to reach within one country: less where reports of it are rare, or where both tell of one town
        on one day, but not where what they are about contradicts that."""
        ask = self._settings
        plain = ask["near"] + (ask["far"] - ask["near"]) * gap / ask["horizon_days"]
        if _contradict(strand, cause):
            return plain
        return ask["same_spot"] if strand.spots & cause.spots else plain - ask["rare"] * rarity.of(strand)


class Rarity:
    """How telling it is that two reports are of one country: 0 where the whole record is of it, near 1 where hardly
    any report is. Two reports of Madagascar within a week are of one movement; of two of the country that the record
    is about this says little."""

    def __init__(self, countries: Iterable[Sequence[str]], background: int) -> None:
        self._frequency: Counter[str] = Counter()
        self._total = background
        for told in countries:
            self._total += 1
            self._frequency.update(told)

    def of(self, strand: Strand) -> float:
        """The rarity of a strand's main country, 0 without one."""
        if not strand.countries:
            return 0.0
        return math.log((self._total + 1) / (self._frequency[strand.countries[0]] + 1)) / math.log(self._total + 1)


def _share_country(strand: Strand, cause: Cause) -> bool:
    return any(country in cause.countries for country in strand.countries)


def _contradict(strand: Strand, cause: Cause) -> bool:
    """Whether both tell what they are about, and neither says a word of what the other gives as its cause."""
    if not strand.told or not cause.told:
        return False
    return cause.total.keys().isdisjoint(strand.told) and cause.own.isdisjoint(strand.heard)


class _Pool:
    """Causes by country and by their weighty terms."""

    KEPT = 20
    """Candidates looked at through one country or term: the newest ones."""

    def __init__(self) -> None:
        self.causes: list[Cause] = []
        self._by_country: dict[str, dict[int, Cause]] = defaultdict(dict)
        self._by_term: dict[str, dict[int, Cause]] = defaultdict(dict)

    def new(self) -> Cause:
        self.causes.append(Cause(len(self.causes)))
        return self.causes[-1]

    def index(self, cause: Cause, strand: Strand, vector: Vector) -> None:
        for country in strand.countries:
            _touch(self._by_country[country], cause)
        for term in _weighty(vector):
            _touch(self._by_term[term], cause)

    def near(self, strand: Strand, vector: Vector) -> list[Cause]:
        """Causes worth a look, each once."""
        found = [self._by_country[c] for c in strand.countries if c in self._by_country]
        found += [self._by_term[t] for t in _weighty(vector) if t in self._by_term]
        return list({n: causes[n] for causes in found for n in islice(reversed(causes), self.KEPT)}.values())


def _touch(causes: dict[int, Cause], cause: Cause) -> None:
    """Put a cause last, as the one used most recently."""
    causes.pop(cause.number, None)
    causes[cause.number] = cause


def _weighty(vector: Vector) -> list[str]:
    """The terms that find other causes: the eight heaviest."""
    return sorted(vector, key=lambda t: (-vector[t], t))[:8]
