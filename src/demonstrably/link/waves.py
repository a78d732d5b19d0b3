"""Strands of one cause gathered across documents: time, country and the words of the cause together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from demonstrably.link.likeness import Newest, Sums, Vector, Vectors, cosine
from demonstrably.link.sightings import day_number
from demonstrably.link.strands import Spot, Strand

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
    """A wave in the making: strands taken so far, in order. `said` are those of their terms that any strand of the
    record gives as its cause; `told` counts those that theirs give, `telling` the strands that do; `own` are the words
    that they share. `last` is the last day told, as a number; `square` the squared length of the sum of their vectors.
    """

    number: int
    told: Counter[str] = field(default_factory=Counter)
    telling: int = 0
    own: frozenset[str] = frozenset()
    said: set[str] = field(default_factory=set)
    strands: list[Strand] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    spots: set[Spot] = field(default_factory=set)
    last: int | None = None
    square: int = 0

    def take(self, strand: Strand, said: frozenset[str]) -> None:
        """Take a strand, of whose terms `said` are those that any strand gives as its cause."""
        self.strands.append(strand)
        self.countries.update(strand.countries)
        self.spots.update(strand.spots)
        self.said |= said
        self._hear(strand)
        if strand.last:
            self.last = max(self.last or 0, day_number(strand.last))

    def _hear(self, strand: Strand) -> None:
        """Count what the strand tells as its cause. The movement's own words are told anew only where enough has been
        added to change them, so that a long wave stays cheap."""
        if not strand.told:
            return
        self.told.update(strand.told.split())
        self.telling += 1
        if self.telling & (self.telling - 1) == 0 or self.telling < FEW:
            self.own = frozenset(t for t, n in self.told.items() if n >= USUAL * self.telling)


@dataclass(frozen=True, slots=True)
class _Seeker:
    """A strand that looks for its cause, with what the search asks of it again and again."""

    strand: Strand
    row: int
    vector: Vector
    first: int | None
    rarity: float
    told: frozenset[str]
    heard: frozenset[str]


class WaveBuilder:
    """Gathers strands, oldest first: each joins the cause it is most like, or begins one.

    Only causes that share a country in time, or a weighty term, are looked at, so that the cost stays near-linear.
    """

    def __init__(self, linking: Mapping[str, Any]) -> None:
        self._settings: Mapping[str, float] = linking["waves"]
        self._background: int = linking["cause"]["background"]

    def build(self, strands: Iterable[Strand], roots: Mapping[str, str]) -> list[Sequence[Strand]]:
        """The strands of each cause, in the order in which they were taken. `roots` maps a copy's document id to its
        original's: copies follow their original."""
        ordered = sorted(strands, key=lambda s: (s.document_id in roots, s.key))
        vectors = Vectors(ordered, self._background)
        rarity = Rarity((s.countries for s in ordered), self._background)
        pool = _Pool(vectors, frozenset(term for s in ordered for term in s.told.split()))
        home: dict[tuple[str, int], Cause] = {}
        for row, strand in enumerate(ordered):
            vector = vectors.of(row)
            cause = home.get((roots.get(strand.document_id, strand.document_id), strand.number))
            cause = cause or self._best(_seeker(strand, row, vector, rarity), pool) or pool.new()
            pool.add(cause, strand, row, vector)
            home[strand.document_id, strand.number] = cause
        return [cause.strands for cause in pool.causes]

    def _best(self, seeker: _Seeker, pool: _Pool) -> Cause | None:
        """The cause that lies above its threshold by most, the oldest of equals; failing that, the movement that holds
        the country in these days."""
        first = seeker.first
        if first is None:
            return None
        near = pool.near(seeker.strand, seeker.vector)
        dated = [(c, max(0, first - c.last)) for c in near if c.last is not None]
        asked = [(ask, c) for c, gap in dated if (ask := self._asked(seeker, c, gap)) <= 1]
        alike = pool.likeness(seeker.row, pool.most_alike(seeker.vector, asked)[:LOOKED_AT])
        scored = [(likeness - ask, -c.number, c) for likeness, ask, c in alike]
        best = max(scored, key=lambda s: s[:2], default=None)
        if best is not None and best[0] >= 0:
            return best[2]
        reach = self._settings["only_days"] + self._settings["only_rare_days"] * seeker.rarity
        return self._holder(seeker, [c for c, gap in dated if gap <= reach and _share_country(seeker, c)])

    def _holder(self, seeker: _Seeker, running: Sequence[Cause]) -> Cause | None:
        """Of the movements that run in a strand's country, the one that nearly all reports of these days are of."""
        most = max(running, key=lambda c: (len(c.strands), -c.number), default=None)
        if most is None or _contradict(seeker, most):
            return None
        return most if len(most.strands) >= self._settings["holder"] * sum(len(c.strands) for c in running) else None

    def _asked(self, seeker: _Seeker, cause: Cause, gap: int) -> float:
        """The likeness to reach; above 1 where none is enough."""
        ask = self._settings
        if _share_country(seeker, cause):
            return self._asked_at_home(seeker, cause, gap) if gap <= ask["horizon_days"] else 2.0
        if not seeker.strand.countries or not cause.countries:
            return ask["placeless"] if gap <= ask["placeless_days"] else 2.0
        return ask["abroad"] if gap <= ask["abroad_days"] else 2.0

    def _asked_at_home(self, seeker: _Seeker, cause: Cause, gap: int) -> float:
        """The likeness to reach within one country: less where reports of it are rare, or where both tell of one town
        on one day, but not where what they are about contradicts that."""
        ask = self._settings
        plain = ask["near"] + (ask["far"] - ask["near"]) * gap / ask["horizon_days"]
        if _contradict(seeker, cause):
            return plain
        one_spot = not cause.spots.isdisjoint(seeker.strand.spots)
        return ask["same_spot"] if one_spot else plain - ask["rare"] * seeker.rarity


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


def _seeker(strand: Strand, row: int, vector: Vector, rarity: Rarity) -> _Seeker:
    first = day_number(strand.first) if strand.first else None
    told, heard = frozenset(strand.told.split()), frozenset(strand.heard.split())
    return _Seeker(strand, row, vector, first, rarity.of(strand), told, heard)


def _share_country(seeker: _Seeker, cause: Cause) -> bool:
    return not cause.countries.isdisjoint(seeker.strand.countries)


def _contradict(seeker: _Seeker, cause: Cause) -> bool:
    """Whether both tell what they are about, and neither says a word of what the other gives as its cause."""
    if not seeker.told or not cause.told:
        return False
    return cause.said.isdisjoint(seeker.told) and cause.own.isdisjoint(seeker.heard)


class _Pool:
    """Causes by country and by their weighty terms, and how alike they are."""

    KEPT = 20
    """Candidates looked at through one country or term: the newest ones."""

    def __init__(self, vectors: Vectors, told: frozenset[str]) -> None:
        self.causes: list[Cause] = []
        self._told = told
        self._sums, self._newest = Sums(vectors), Newest(vectors, REMEMBERED)
        self._by_country: dict[str, dict[int, Cause]] = defaultdict(dict)
        self._by_term: dict[int, dict[int, Cause]] = defaultdict(dict)

    def new(self) -> Cause:
        self.causes.append(Cause(len(self.causes)))
        return self.causes[-1]

    def add(self, cause: Cause, strand: Strand, row: int, vector: Vector) -> None:
        """Add a strand to a cause, which is then the one that its country and its weighty terms lead to first."""
        cause.square += 2 * self._sums.add(cause.number, vector) + vector.square
        self._newest.add(cause.number, row)
        cause.take(strand, self._told.intersection(strand.terms.split()))
        for country in strand.countries:
            _touch(self._by_country[country], cause)
        for term in vector.heaviest:
            _touch(self._by_term[term], cause)

    def near(self, strand: Strand, vector: Vector) -> list[Cause]:
        """Causes worth a look, each once."""
        found = [self._by_country[c] for c in strand.countries if c in self._by_country]
        found += [self._by_term[t] for t in vector.heaviest if t in self._by_term]
        return list({n: causes[n] for causes in found for n in islice(reversed(causes), self.KEPT)}.values())

    def most_alike(self, vector: Vector, asked: Sequence[tuple[float, Cause]]) -> list[tuple[float, float, Cause]]:
        """The causes with the likeness that is asked and the cosine with their sums; what lies above most first."""
        dots = self._sums.dots(vector, [cause.number for _, cause in asked]) if asked else []
        found = [(ask, cosine(dot, c.square), c) for (ask, c), dot in zip(asked, dots, strict=True)]
        return sorted(found, key=lambda a: (a[0] - a[1], a[2].number))

    def likeness(self, row: int, asked: Sequence[tuple[float, float, Cause]]) -> list[tuple[float, float, Cause]]:
        """Mean of the cosines with the sum of all strands and with the most alike of the newest ones, 0 to 1, and what
        is asked of it.

        The sum alone dilutes a long wave whose words change; the most alike alone chains by chance.
        """
        nearest = self._newest.most_alike(row, [cause.number for _, _, cause in asked]) if asked else []
        told = zip(asked, nearest, strict=True)
        return [((overall + cosine(dot)) / 2, ask, cause) for (ask, overall, cause), dot in told]


def _touch(causes: dict[int, Cause], cause: Cause) -> None:
    """Put a cause last, as the one used most recently."""
    causes.pop(cause.number, None)
    causes[cause.number] = cause
