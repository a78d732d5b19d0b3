"""Resolving: which place each name of a document means, all names together.

Each name spreads one vote over the places it may mean; votes add up by country, region and county; each name then
weighs its places anew by size, by what the others voted and by how near their places are. A few rounds settle it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from demonstrably.gazetteer.finding import Finder
from demonstrably.gazetteer.index import COUNTRY, COUNTY, MACRO, REGION, SETTLEMENT, Candidate, Index
from demonstrably.gazetteer.spots import LIST_SIGNS, Spot

ROUNDS = 3
NEAR = 200.0
"""Kilometres within which another place of the document speaks for a candidate."""

POSSIBLE = 0.5
"""Share with which a county named as such speaks for each county of that name: "Henry County" beside "Paris" tells
which Paris, though there are ten Henry Counties."""

SURE = 0.4
"""Share of the weight that the best place (with those near it) must hold; below, the name stays unresolved."""

WEIGHTS = (3.0, 3.5, 3.0)
"""What the other names of a document can add at most for a country, a region, a county, in powers of ten."""

SEAT = 0.08
"""Share of a region's people from which on a bare name means the town and not the region called after it: "in Braga",
"in Porto"; it leaves Quebec and Sinaloa to the province and the state."""

NICKNAMED = 0.3
"""The same for a town that goes by the region's name for short: "Santa Cruz" for Santa Cruz de la Sierra."""

FAME = 3.0
"""What standing in a list of world cities adds to one, in powers of ten: enough against a small town whose state the
text names elsewhere."""

RENOWN = 0.5
"""What the codebook's list of towns adds to one, in powers of ten."""

SLIGHT = 0.2
"""The weight of a name that opens a venue's."""

AREA = 60.0
"""Kilometres from the middle of an area that only the codebook knows within which its towns lie."""

FAR = 4_000.0
"""Kilometres from every other place of a document beyond which a town needs a hint that its country is meant."""

KNOWN_ABROAD = 100_000
"""People from which on a town needs none: it is known by its name alone."""

KNOWN_AS = 100
"""How many times the people of a place a capital must have to be meant by that place's name though it bears another."""

SAME = 60.0
"""Kilometres within which two candidates are the same answer to a reader."""


_PARTED = re.compile(r" district of [A-Z]")
"""Behind a town that is said to have a district ("the Abidjan district of Yopougon")."""
_PART_OF = re.compile(r"(?:\b(?:an?|another)\s+(?:[\w-]+\s+){0,3}|\b[A-Z][\w-]+\s+)district of \Z")
"""Before one that some district is of ("Bab Souika, a district of Tunis")."""
_PART_REACH = 50


@dataclass(slots=True)
class Group:
    """All spots of one key with the same explicit parent; they mean the same place."""

    spots: list[Spot]
    candidates: tuple[Candidate, ...]
    shares: list[float] = field(default_factory=list)
    weight: float = 1.0
    called: bool = False

    def best(self) -> int:
        return max(range(len(self.shares)), key=lambda i: (self.shares[i], -i))


def distance(a: Candidate, b: Candidate) -> float:
    """Kilometres between two places (equirectangular: good to a few per cent at the lengths that matter)."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    turn = (a.longitude - b.longitude + 180) % 360 - 180
    east = turn * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 111.2 * math.hypot(east, a.latitude - b.latitude)


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Whether one place lies in the other by their divisions."""
    if outer is inner or (outer.place_id is not None and outer.place_id == inner.place_id):
        return False
    if outer.kind == COUNTRY:
        return outer.country == inner.country and inner.kind != COUNTRY
    if outer.kind == REGION:
        return inner.region_id == outer.place_id
    if outer.kind == COUNTY and outer.place_id is None:
        return inner.kind == SETTLEMENT and inner.country == outer.country and distance(outer, inner) < AREA
    if outer.kind == COUNTY:
        return inner.county_id == outer.place_id
    if outer.kind == MACRO:
        return outer.country is not None and outer.country == inner.country
    return inner.kind == SETTLEMENT and outer.population > inner.population and distance(outer, inner) < 30


def explain(finder: Finder, spots: list[Spot]) -> None:
    """Mark the spots that the text itself places: "Paris, Texas", "Perm (Russia)", "Ukraine's Kharkiv"."""
    for left, right in pairwise(spots):
        gap = finder.between(left, right)
        if gap == "-" and any(c.kind == COUNTY for c in right.candidates):
            _place_within(left, right)
        elif gap in (", ", ",", " (", " ") and right.broad and right.sort in ("name", "abbreviation"):
            if gap == " " and right.sort != "abbreviation":
                continue
            _place_within(left, right)
        elif gap in ("'s ", "’s ") and left.broad and left.sort == "name":
            _place_within(right, left)


def list_up(finder: Finder, spots: list[Spot]) -> None:
    """Mark the towns in one list with a name that a world city bears: "in Paris, London and Athens" are no villages;
    nor is the Washington of a "Washington-based" group."""
    for spot in spots:
        if finder.lexicon.origins.match(finder.text, spot.end):
            spot.listed = any(_is_famous(c, finder.index) for c in spot.candidates)
    for left, right in pairwise(spots):
        if left.key != right.key and finder.between(left, right) in LIST_SIGNS:
            famous = [any(_is_famous(c, finder.index) for c in spot.candidates) for spot in (left, right)]
            left.listed, right.listed = left.listed or all(famous), right.listed or all(famous)


def _is_famous(candidate: Candidate, index: Index) -> bool:
    large = candidate.population >= 1_000_000 or candidate.place_id in index.capitals
    return candidate.kind == SETTLEMENT and candidate.main and large


def _place_within(inner: Spot, outer: Spot) -> None:
    parents = tuple(c for c in outer.candidates if c.kind != SETTLEMENT)
    held = tuple(p for p in parents if any(contains(p, c) for c in inner.candidates))
    if held and inner.sort in ("name", "town", "venue"):
        inner.explicit, inner.within = True, held
        outer.evidence += 2.0
        outer.candidates = tuple(held)


def group(spots: Iterable[Spot]) -> list[Group]:
    """Spots by what they must mean together. What is placed explicitly once lends its parent to the rest."""
    parents: dict[str, list[tuple[Candidate, ...]]] = defaultdict(list)
    spots = list(spots)
    for spot in spots:
        if spot.within and spot.within not in parents[spot.key]:
            parents[spot.key].append(spot.within)
    grouped: dict[tuple[str, str, tuple[Candidate, ...]], list[Spot]] = defaultdict(list)
    for spot in spots:
        within = spot.within or (parents[spot.key][0] if parents.get(spot.key) else ())
        narrowed = tuple(c for c in spot.candidates if any(contains(p, c) for p in within)) or spot.candidates
        grouped[spot.key, spot.sort, narrowed].append(spot)
    return [Group(members, key[2], weight=min(2.0, 1 + 0.25 * len(members))) for key, members in grouped.items()]


def prior(candidate: Candidate, finder: Finder, members: Sequence[Spot]) -> float:
    """How likely a name means this place, all else unknown: in powers of ten."""
    score = 0.9 * math.log10(max(candidate.population, 300)) + (1.5 if candidate.main else 0.0)
    if candidate.kind in (COUNTRY, MACRO):
        return max(score, 6.0) + 2.0
    if candidate.kind == SETTLEMENT:
        listed = FAME if any(spot.listed for spot in members) and _is_famous(candidate, finder.index) else 0.0
        known = members[0].sort == "town" and candidate == members[0].candidates[0]
        capital = _is_capital(candidate, members[0].candidates, finder.index)
        return score + listed + (1.5 if capital else 0.0) + (RENOWN if known else 0.0)
    called = any(_called_division(finder, spot) for spot in members)
    if not called and any(_names_its_town(candidate, c, finder) for c in members[0].candidates):
        score -= 2.0
    if candidate.kind == COUNTY and candidate.place_id is not None:
        return min(score, 4.5) - (0.0 if called else 1.5)
    return score - (0.3 if not called else -2.0)


def _is_capital(candidate: Candidate, others: Iterable[Candidate], index: Index) -> bool:
    """Whether a name means a capital; a former or foreign name does not where a place of some size far from it bears it
    today: Victoria is no Hong Kong."""
    if candidate.place_id not in index.capitals:
        return False
    sized = (c for c in others if c.main and c.population * KNOWN_AS > candidate.population)
    return candidate.main or all(distance(c, candidate) < NEAR for c in sized)


def _names_its_town(division: Candidate, town: Candidate, finder: Finder) -> bool:
    """Whether a division is so much its town that the bare name means the town: Hamburg, Kyiv, Washington."""
    if town.kind != SETTLEMENT:
        return False
    if town.place_id in finder.index.capitals and town.main:
        return True
    share = SEAT if town.main else NICKNAMED
    return town.region_id == division.region_id and town.population > share * division.population


def _called_division(finder: Finder, spot: Spot) -> bool:
    """Whether the words say that it is a division: "Kharkiv region", "the state of New York", "Floyd County"."""
    if spot.key.split()[-1] in finder.lexicon.kinds:
        return True
    after = finder.word_after(spot)
    if after is not None and after.lower in finder.lexicon.kinds:
        return _PARTED.match(finder.text, spot.end) is None
    opening = finder.text[max(0, spot.start - 14) : spot.start].lower()
    if _PART_OF.search(finder.text, max(0, spot.start - _PART_REACH), spot.start):
        return False
    return any(opening.endswith(f"{kind} of ") for kind in finder.lexicon.kinds)


class Resolver:
    """Settles the groups of one document."""

    def __init__(self, finder: Finder, index: Index, home: str | None) -> None:
        self.finder = finder
        self.index = index
        self.home = home

    def resolve(self, spots: list[Spot]) -> dict[int, Candidate | None]:
        """For each spot, by its start, the place it means; None where that can't be told."""
        groups = group(spots)
        priors = [[prior(c, self.finder, g.spots) for c in g.candidates] for g in groups]
        for g, scores in zip(groups, priors, strict=True):
            g.called = any(_called_division(self.finder, spot) for spot in g.spots)
            g.shares = _softmax([s * 1.2 for s in scores])
            if all(self._opens_venue(spot) for spot in g.spots):
                g.weight = SLIGHT
        for _ in range(ROUNDS):
            self._round(groups, priors)
        answers = self._without_leaps(groups, [self._answer(g) for g in groups])
        return {s.start: self._seat(s, g, a) for g, a in zip(groups, answers, strict=True) for s in g.spots}

    def _opens_venue(self, spot: Spot) -> bool:
        """Whether a name only opens that of a venue, which may lie in any town ("Williamson Square, Liverpool")."""
        after = self.finder.word_after(spot)
        return after is not None and after.capital and after.lower in self.finder.lexicon.namesakes

    def _without_leaps(self, groups: list[Group], answers: list[Candidate | None]) -> list[Candidate | None]:
        """The answers without small towns a continent away from all else that a document names, of a country that
        nothing in it hints at and at which no preposition locates anything: better unresolved than there."""
        return [None if a is not None and self._leaps(i, g, a, answers) else a
                for i, (g, a) in enumerate(zip(groups, answers, strict=True))]  # fmt: skip

    def _leaps(self, own: int, g: Group, meant: Candidate, answers: list[Candidate | None]) -> bool:
        if meant.kind != SETTLEMENT or meant.population >= KNOWN_ABROAD or meant.place_id in self.index.capitals:
            return False
        if any(s.explicit or self.finder.led(s.start, firmly=True) for s in g.spots):
            return False
        others = [a for i, a in enumerate(answers) if a is not None and i != own]
        towns = [a for a in others if a.kind in (SETTLEMENT, COUNTY)]
        hinted = meant.country == self.home or any(a.country == meant.country for a in others)
        return len(towns) > 1 and not hinted and all(distance(meant, a) > FAR for a in towns)

    def _seat(self, spot: Spot, g: Group, meant: Candidate | None) -> Candidate | None:
        """The town of a division that the text calls so elsewhere ("the governor of the Khabarovsk Region") where the
        bare name stands: "in Khabarovsk"."""
        if meant is None or meant.kind != REGION or not g.called or _called_division(self.finder, spot):
            return meant
        return next((c for c in g.candidates if _names_its_town(meant, c, self.finder)), meant)

    def _round(self, groups: list[Group], priors: list[list[float]]) -> None:
        votes = self._votes(groups)
        anchors = [(i, g.candidates[g.best()], g.weight) for i, g in enumerate(groups) if max(g.shares) > 0.5]
        fresh = []
        for i, g in enumerate(groups):
            if len(g.candidates) == 1:
                fresh.append([1.0])
                continue
            own = self._own(g)
            scores = [
                p + self._backing(c, votes, own) + _nearness(c, i, anchors)
                for p, c in zip(priors[i], g.candidates, strict=True)
            ]
            fresh.append(_softmax([s * 2.0 for s in scores]))
        for g, shares in zip(groups, fresh, strict=True):
            g.shares = shares

    def _own(self, g: Group) -> dict[object, float]:
        own: dict[object, float] = defaultdict(float)
        for candidate, share in zip(g.candidates, g.shares, strict=True):
            for area in _areas(candidate):
                own[area] += g.weight * share
            if candidate.kind == COUNTY and g.called and candidate.county_id is not None:
                own[candidate.county_id] = g.weight * max(share, POSSIBLE)
        return own

    def _votes(self, groups: list[Group]) -> dict[object, float]:
        votes: dict[object, float] = defaultdict(float)
        for g in groups:
            for area, weight in self._own(g).items():
                votes[area] += weight
        if self.home:
            votes[self.home] += 2.0
        return votes

    def _backing(self, c: Candidate, votes: dict[object, float], own: dict[object, float]) -> float:
        """What the other names of the document say for the candidate's country, region and county."""
        score = 0.0
        for area, most in zip((c.country, c.region_id, c.county_id), WEIGHTS, strict=True):
            if area is not None:
                backing = max(0.0, votes.get(area, 0.0) - own.get(area, 0.0))
                score += most * backing / (backing + 1.5)
        return score

    def _answer(self, g: Group) -> Candidate | None:
        best = g.candidates[g.best()]
        held = sum(s for c, s in zip(g.candidates, g.shares, strict=True) if c is best or distance(c, best) < SAME)
        return best if held >= SURE else None


def _areas(candidate: Candidate) -> list[object]:
    return [area for area in (candidate.country, candidate.region_id, candidate.county_id) if area is not None]


def _nearness(c: Candidate, own: int, anchors: Sequence[tuple[int, Candidate, float]]) -> float:
    if c.kind in (COUNTRY, MACRO):
        return 0.0
    near = [
        w * (1 - d / NEAR)
        for i, other, w in anchors
        if i != own and other.kind in (SETTLEMENT, COUNTY) and (d := distance(c, other)) < NEAR
    ]
    total = sum(near)
    return 2.0 * total / (total + 1.0)


def _softmax(scores: Sequence[float]) -> list[float]:
    """Shares that add up to one."""
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]
