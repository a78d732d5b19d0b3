"""Every figure that could be a claim, with its readings and their features: what `claims.py` chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.extract.counting import Counting, Reading
from demonstrably.extract.cues import CueMap, Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.quantities import Quantity, QuantityGrammar
from demonstrably.extract.weighing import Evidence, Features
from demonstrably.language.analysis import Sentence, Token

_ELLIPSIS = 1
"""Sentences that a counted thing holds on: "Police counted 7,500. Organisers said 40,000." """


def _holds(told: tuple[int, Reading] | None, index: int) -> bool:
    return told is not None and index - told[0] <= _ELLIPSIS


def _plainest(index: int, readings: list[Reading]) -> tuple[int, Reading] | None:
    """The reading that tells what a figure counts in so many words, for later figures that leave it out."""
    plain = [r for r in readings if r.role not in ("near", "elliptic") and r.attribute != "places"]
    return (index, min(plain, key=lambda r: r.distance)) if plain else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one figure. `quantity` always holds its bounds; for a single person named by an article
    ("a man was shot dead") it spans the article."""

    sentence: Sentence
    index: int
    quantity: Quantity
    reading: Reading
    features: Features

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


class Candidates:
    """Finds the candidates of a document, parsing only sentences that hold a figure."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self.cues = Cues(codebook, language)
        self._grammar = QuantityGrammar(codebook, language)
        self._counting = Counting(codebook, language)
        self._evidence = Evidence(codebook, language)

    def find(self, discourse: Discourse, also: Iterable[int] = ()) -> list[Candidate]:
        """All candidates in text order. `also` are sentences that other rules will ask for: parsing them in the same
        batch is cheaper."""
        spans = discourse.spans
        cues = self.cues.of(discourse)
        found: dict[int, list[Quantity]] = {}
        for index, (start, end) in enumerate(spans):
            if not discourse.in_scope(index):
                continue
            quantities = self._grammar.find(discourse.text, start, end)
            if quantities or self._single_person(cues, index):
                found[index] = quantities
        discourse.prime({*found, *also})
        candidates: list[Candidate] = []
        told: tuple[int, Reading] | None = None
        for index, quantities in found.items():
            sentence = discourse.sentence(index)
            for quantity, readings, before in self._readings(
                discourse, sentence, quantities, told if _holds(told, index) else None
            ):
                told = _plainest(index, readings) or told
                candidates.extend(self._weighed(sentence, index, quantity, readings, before, cues))
            candidates.extend(self._single_persons(sentence, index, quantities, cues))
        return sorted(candidates, key=lambda c: (c.start, c.reading.distance))

    def _readings(
        self, discourse: Discourse, sentence: Sentence, quantities: list[Quantity], told: tuple[int, Reading] | None
    ) -> Iterator[tuple[Quantity, list[Reading], Reading | None]]:
        """Each figure of a sentence with its readings and the plain reading of the one before it. A figure that leaves
        out what it counts counts what that one did: people ("organisers, 40,000") or things ("1,150 gates, of which
        212 have arrived")."""
        before, things = told[1] if told else None, False
        for quantity in quantities:
            headed = self._counting.lists.attribute_at(discourse.text, quantity.start)
            readings = self._counting.readings(sentence, quantity, headed)
            counted = self._counting.counts_things(sentence, quantity)
            things = things if counted is None else counted
            if things and counted is None:
                yield quantity, [r for r in readings if self._counting.only_people_do(r)], before
                continue
            if before is not None:
                readings = self._counting.with_ellipsis(sentence, quantity, readings, before)
            yield quantity, readings, before
            plain = _plainest(0, readings)
            before = plain[1] if plain else before

    def group(self, candidate: Candidate) -> str | None:
        return self._counting.nouns.group(candidate.sentence, candidate.reading.noun)

    @staticmethod
    def _single_person(cues: CueMap, index: int) -> bool:
        """Whether a sentence without a figure may tell of one person hurt, killed or detained at a gathering."""
        here = cues.by_sentence[index]
        if not here["harm"]:
            return False
        return bool(
            here["strong"] or (here["weak"] and cues.near(index, "strong", 1, 1)) or cues.near(index, "strong", 1)
        )

    def _weighed(
        self, sentence: Sentence, index: int, quantity: Quantity, readings: list[Reading], before: Reading | None,
        cues: CueMap,
    ) -> Iterator[Candidate]:  # fmt: skip
        for reading in readings:
            features = self._evidence.describe(sentence, index, reading, quantity, cues, readings)
            if before is not None:
                features[f"told={before.attribute == reading.attribute}"] = 1.0
            yield Candidate(sentence, index, quantity, reading, features)

    def _single_persons(
        self, sentence: Sentence, index: int, quantities: list[Quantity], cues: CueMap
    ) -> Iterator[Candidate]:
        for noun, article in self._persons(sentence, quantities):
            one = Quantity(article.start, article.end, article.text, 1, 1, "exact", article.start, article.end)
            readings = self._counting.person_readings(sentence, noun, one)
            for reading in readings:
                features = self._evidence.describe(sentence, index, reading, None, cues, readings)
                yield Candidate(sentence, index, one, reading, features)

    def _persons(self, sentence: Sentence, quantities: list[Quantity]) -> Iterator[tuple[Token, Token]]:
        for noun in sentence.tokens:
            if not self._counting.nouns.is_person(noun):
                continue
            for article in sentence.children(noun, "det"):
                taken = any(q.start < article.end and article.start < q.end for q in quantities)
                if article.lower in ("a", "an", "another") and not taken:
                    yield noun, article
