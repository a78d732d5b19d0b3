"""A document's sightings of one movement: a strand, the unit that waves are made of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from demonstrably.link.sightings import Sighting, days_between, place_key, span_of
from demonstrably.link.terms import CauseTerms, words
from demonstrably.model import Document, Place

Spot = tuple[str, str]
"""A town's key and a day."""


@dataclass(frozen=True, slots=True)
class Strand:
    """`countries` is empty where no sighting has one. `first` and `last` are the days it speaks of, the publication
    where no sighting has a date, None where nothing dates it. `terms` are those of its text in alphabetical order, a
    blank between them, `said` a digit for each (2 of one that is said again, otherwise 1); `told` those of them that
    stand in what the text itself gives as the cause, `heard` all that its text says anywhere; `spots` the towns with
    their days where it tells of a gathering."""

    document_id: str
    number: int
    countries: tuple[str, ...]
    first: str | None
    last: str | None
    terms: str
    said: str
    told: str = ""
    heard: str = ""
    spots: frozenset[Spot] = frozenset()

    @property
    def key(self) -> tuple[str, str, int]:
        """Order in which strands are taken: oldest first, undated last."""
        return self.first or "9999", self.document_id, self.number


class StrandReader:
    """Splits a document's sightings into strands by the codebook's `linking` table."""

    def __init__(self, linking: Mapping[str, Any]) -> None:
        self._gap: int = linking["window"]["document_gap_days"]
        self._short: int = linking["cause"]["short_words"]
        self._terms = CauseTerms(linking)
        cues = "|".join(re.escape(c) for c in linking["apart"]["cues"])
        self._cue = re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)
        self._solidary = re.compile("|".join(linking["solidarity"]["cues"]), re.IGNORECASE)

    def read(self, document: Document, sightings: Sequence[Sighting]) -> list[tuple[Strand, Sequence[Sighting]]]:
        """The strands of a document with their sightings, those with the most first."""
        side, main = self._apart(sightings)
        groups = [g for part in self._by_time(document, main) for g in self._by_country(part)] + side
        groups.sort(key=lambda g: (-len(g), g[0].order))
        alone = len(groups) == 1
        founded = enumerate(_founded(groups))
        return [(self._strand(document, i, group, alone=alone), group) for i, group in founded]

    def _apart(self, sightings: Sequence[Sighting]) -> tuple[list[list[Sighting]], list[Sighting]]:
        """The gatherings that the text sets apart, sentence by sentence, and all the rest: they have a cause of which
        no other sentence says a word."""
        side: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            if sighting.about and self._cue.search(sighting.sentence) and not _is_shared(sighting, sightings):
                side[sighting.sentence] = [s for s in sightings if s.sentence == sighting.sentence]
        if len(side) == len({s.sentence for s in sightings}):
            return [], list(sightings)
        return list(side.values()), [s for s in sightings if s.sentence not in side]

    def _by_time(self, document: Document, sightings: Sequence[Sighting]) -> list[list[Sighting]]:
        """Parts told apart by a long stretch of time; what has no date is of the part nearest to the publication."""
        dated = sorted((s for s in sightings if span_of(s.when)), key=lambda s: (span_of(s.when), s.order))
        undated = [s for s in sightings if not span_of(s.when)]
        parts: list[list[Sighting]] = []
        reached = ""
        for sighting in dated:
            first, last = span_of(sighting.when) or ("", "")
            if not parts or days_between(reached, first) > self._gap:
                parts.append([])
            parts[-1].append(sighting)
            reached = max(reached, last)
        if undated:
            _nearest(parts, document).extend(undated)
        return [sorted(part, key=lambda s: s.order) for part in parts]

    def _by_country(self, sightings: Sequence[Sighting]) -> list[list[Sighting]]:
        """Groups by country; countries that one mention or one told cause speaks of together are one group."""
        leader: dict[str, str] = {}
        shared = self._shared_mention(sightings), self._shared_cause(sightings), self._solidarity(sightings)
        for sharing in shared:
            for countries in sharing:
                roots = sorted({_root(leader, c) for c in countries})
                leader.update(dict.fromkeys(roots[1:], roots[0]))
        groups: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            groups[_root(leader, sighting.country) if sighting.country else ""].append(sighting)
        placeless = groups.pop("", [])
        if not groups:
            return [placeless] if placeless else []
        main = max(groups.values(), key=lambda g: (len(g), -g[0].order))
        main.extend(placeless)
        return list(groups.values())

    def _shared_mention(self, sightings: Sequence[Sighting]) -> list[set[str]]:
        by_mention: dict[str, set[str]] = defaultdict(set)
        for sighting in sightings:
            if sighting.country:
                by_mention[sighting.item_id].add(sighting.country)
        return [by_mention[key] for key in sorted(by_mention)]

    def _shared_cause(self, sightings: Sequence[Sighting]) -> list[set[str]]:
        """Countries whose told causes have a term in common."""
        by_term: dict[str, set[str]] = defaultdict(set)
        for sighting in sightings:
            if sighting.country and sighting.cause:
                for term in self._terms.read(sighting.cause):
                    by_term[term].add(sighting.country)
        return [by_term[key] for key in sorted(by_term)]

    def _solidarity(self, sightings: Sequence[Sighting]) -> list[set[str]]:
        """The country of a gathering in solidarity with people elsewhere, with that other one: the one named beside it,
        or the only other one that the text tells of."""
        countries = {s.country for s in sightings if s.country}
        names = {(name, s.country) for s in sightings if s.place and s.country for name in _names(s.place)}
        told = {(s.sentence, s.country) for s in sightings if s.country and self._solidary.search(s.sentence)}
        pairs = [{home, abroad} for sentence, home in told for name, abroad in names if name in sentence]
        pairs += [countries] if told and len(countries) == 2 else []
        return sorted((pair for pair in pairs if len(pair) > 1), key=sorted)

    def _strand(self, document: Document, number: int, group: Sequence[Sighting], *, alone: bool) -> Strand:
        spans = [span for s in group if (span := span_of(s.when))]
        published = document.published[:10] if document.published else None
        places = frozenset(self._terms.stem(w) for s in group if s.place for w in words(_place_words(s)))
        terms = self._read_terms(document, group, places, alone=alone)
        ordered = sorted(terms)
        return Strand(
            document_id=document.document_id,
            number=number,
            countries=_countries(group),
            first=min((first for first, _ in spans), default=published),
            last=max((last for _, last in spans), default=published),
            terms=" ".join(ordered),
            said="".join("2" if terms[term] > 1 else "1" for term in ordered),
            told=_joined(t for s in group if s.cause for t in self._terms.read(s.cause, without=places)),
            spots=frozenset((place_key(s.place), s.day) for s in group if s.place and s.day and s.level == "city"),
            heard=_joined(self._terms.read(document.text) if alone else ordered),
        )

    def _read_terms(
        self, document: Document, group: Sequence[Sighting], places: frozenset[str], *, alone: bool
    ) -> dict[str, int]:
        """What speaks for the cause: a short text's every word, otherwise the strand's own sentences and the title."""
        whole = alone and len(document.text.split()) <= self._short
        texts = [document.text] if whole else [s.sentence for s in group]
        texts += [s.cause for s in group if s.cause]
        if alone and document.title:
            texts.append(document.title)
        terms: dict[str, int] = {}
        for text in dict.fromkeys(texts):
            for term, times in self._terms.read(text, without=places).items():
                terms[term] = max(times, terms.get(term, 0))
        return terms


def _founded(groups: Sequence[Sequence[Sighting]]) -> list[Sequence[Sighting]]:
    """The groups; where a text tells elsewhere that people gathered, those of which it tells nothing of the kind are no
    evidence of it (the army's prisoners, the arrests after a match): figures that join an event but make none."""
    if not any(s.gathers for group in groups for s in group):
        return list(groups)
    return [g if any(s.gathers for s in g) else [replace(s, creates=False) for s in g] for g in groups]


def _is_shared(sighting: Sighting, others: Sequence[Sighting]) -> bool:
    """Whether another sentence tells a cause that has a term in common with this one's."""
    return any(o.about & sighting.about for o in others if o.sentence != sighting.sentence)


def _root(leader: Mapping[str, str], country: str) -> str:
    while country in leader:
        country = leader[country]
    return country


def _nearest(parts: list[list[Sighting]], document: Document) -> list[Sighting]:
    """The part whose last date is nearest to the publication; a new one where there is none."""
    if not parts:
        parts.append([])
    if not document.published:
        return parts[-1]
    published = document.published
    return min(
        parts,
        key=lambda part: min((abs(days_between(s[1], published)) for x in part if (s := span_of(x.when))), default=0),
    )


def _joined(terms: Iterable[str]) -> str:
    """Terms in alphabetical order, each once."""
    return " ".join(sorted(set(terms)))


def _names(place: Place) -> set[str]:
    return {name for name in (place.name, place.written) if name}


def _countries(group: Sequence[Sighting]) -> tuple[str, ...]:
    """The countries by how often they are told, then by name."""
    told = Counter(s.country for s in group if s.country)
    return tuple(sorted(told, key=lambda c: (-told[c], c)))


def _place_words(sighting: Sighting) -> str:
    place = sighting.place
    return f"{place.written} {place.name or ''} {place.region or ''}" if place else ""
