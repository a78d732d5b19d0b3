"""Claims: the figures that one document states, each with its bounds, its source chain, its place and its date."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.attribution import AttributionRules, FigureSources
from demonstrably.extract.candidates import Candidate
from demonstrably.extract.counting import Reading
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.modality import ModalityRules
from demonstrably.extract.setting import Setting
from demonstrably.extract.setting.shared import SharedSettings, with_setting
from demonstrably.extract.tense import tense_is_future
from demonstrably.extract.weighing import Weighing
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Claim, Modality, Place, check_span


class ClaimRules:
    """Chooses among candidates and makes claims of them."""

    def __init__(
        self, codebook: Codebook, attribution: AttributionRules, weighing: Weighing, language: str = "en"
    ) -> None:
        self._attribution = attribution
        self._sources = FigureSources(codebook, attribution, language)
        self._weighing = weighing
        self._modality = ModalityRules(codebook, language)
        self._shared = SharedSettings(codebook, language)
        counting = codebook.table(f"{language}/counting")
        self._gathering = frozenset(counting["weighing"]["gathering"])
        nouns = "|".join(counting["parts"]["nouns"])
        self._part = re.compile(rf"\b(?:an?|one|another) (?:\w+ )?(?:{nouns}) of \Z", re.IGNORECASE)

    def find(self, discourse: Discourse, candidates: Iterable[Candidate], setting: Setting) -> list[Claim]:
        """The claims of a document, in text order."""
        claims: list[Claim] = []
        for candidate, confidence in self._chosen(candidates):
            claims.extend(self._claims(discourse, candidate, confidence, setting))
        claims = self._shared.over(claims, discourse, setting)
        return [self._as_part(discourse, claim, claims) for claim in claims]

    def _as_part(self, discourse: Discourse, claim: Claim, claims: Sequence[Claim]) -> Claim:
        """The claim; one of a part of a larger crowd told before, of the same place and day, has a group that says so
        ("then a group of a few hundred sat down")."""
        before = discourse.text[max(0, claim.start - _PART_REACH) : claim.start]
        if claim.attribute != "participants" or not self._part.search(before):
            return claim
        larger = (o for o in claims if o.start < claim.start and _is_larger(o, claim) and _same_setting(o, claim))
        return replace(claim, group="part") if any(larger) else claim

    def _chosen(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, float]]:
        """Of each figure the likeliest reading, and any other that the same noun phrase coordinates with it."""
        by_span: dict[tuple[int, int], list[tuple[Candidate, float]]] = {}
        found = list(candidates)
        weights = self._weighing.probabilities([candidate.features for candidate in found])
        for candidate, weight in zip(found, weights, strict=True):
            by_span.setdefault((candidate.start, candidate.end), []).append((candidate, weight))
        for readings in by_span.values():
            readings.sort(key=lambda row: -row[1])
            best, confidence = readings[0]
            if confidence < self._weighing.threshold:
                continue
            yield best, confidence
            for other, weight in readings[1:]:
                if _denied_together(best, other) or self._gathered_before(best, other):
                    yield other, confidence
                elif weight >= self._weighing.threshold and _coordinated(best.reading, other.reading):
                    yield other, weight

    def _gathered_before(self, best: Candidate, other: Candidate) -> bool:
        """Whether those whom harm befell are told in one breath to have gathered, and are the whole gathering ("three
        women protested outside the ministry and were detained")."""
        harm, deed = best.reading.predicate, other.reading.predicate
        if other.reading.attribute != "participants" or other.reading.role != "subject" or harm is None or deed is None:
            return False
        together = harm.dep == "conj" and best.sentence.head(harm).i == deed.i and best.reading.role == "passive"
        return together and deed.lemma in self._gathering

    def _claims(
        self, discourse: Discourse, candidate: Candidate, confidence: float, setting: Setting
    ) -> Iterator[Claim]:
        claim, asked = self._bare(discourse, candidate, confidence)
        places = self._places(candidate, asked, setting)
        when = setting.when(asked)
        settings: list[Place | None] = [*places] or [None]
        for place in settings:
            yield with_setting(claim, place, setting.day_there(asked, place, when))

    def _bare(self, discourse: Discourse, candidate: Candidate, confidence: float) -> tuple[Claim, Asked]:
        """The claim without its place and date, and what they are asked for."""
        quantity, sentence = candidate.quantity, candidate.sentence
        check_span(discourse.text, quantity.start, quantity.end, quantity.quote)
        modality = self._modality_of(discourse, candidate)
        asked = asked_of(candidate, modality)
        sources = self._sources.of(discourse, asked, quantity.start, quantity.end)
        said, chain = next(iter(sources), None), self._attribution.chain(discourse, sources)
        claim = Claim(
            claim_id="",
            document_id=discourse.document.document_id,
            attribute=candidate.reading.attribute,
            quote=quantity.quote,
            start=quantity.start,
            end=quantity.end,
            low=quantity.low,
            high=quantity.high,
            qualifier=quantity.qualifier,
            modality=modality,
            sentence=sentence.text,
            confidence=round(confidence, 3),
            group=candidate.group,
            source=said.name if said else None,
            source_start=said.start if said else None,
            source_kind=chain[0].kind if chain else "unknown",
            chain=chain,
            as_of=self._modality.as_of(sentence, quantity.start, quantity.end),
            running=self._modality.running(sentence, quantity.start, quantity.end)
            or (discourse.post_at(quantity.start) is not None and _is_perfect(sentence, _focus(candidate))),
            additional=_is_additional(sentence, quantity.start, quantity.end),
        )
        return claim, asked

    def _modality_of(self, discourse: Discourse, candidate: Candidate) -> Modality:
        said = self._attribution.attribute(discourse, candidate.start, candidate.end)
        if said is not None and said.denies:
            return "denied"
        if self._modality.taken_back(candidate.sentence, candidate.start):
            return "denied"
        suffered = candidate.reading.attribute not in ("participants", "places")
        found = self._modality.modality(candidate.sentence, _focus(candidate), suffered=suffered)
        if suffered and found == "planned" and self._modality.comes_before_plan(candidate.sentence, candidate.start):
            return "occurred"
        if not suffered and found == "occurred" and self._modality.was_missed(candidate.sentence, candidate.end):
            return "planned"
        before = "" if suffered or found != "occurred" else _sentence_before(discourse, candidate.index)
        return "planned" if before and self._modality.goes_on_with_plan(candidate.sentence, before) else found

    @staticmethod
    def _places(candidate: Candidate, asked: Asked, setting: Setting) -> list[Place]:
        if candidate.reading.attribute == "places":
            home = setting.home(asked)
            return [home] if home else []
        places = setting.places(asked)
        if len(places) < 2 or _is_distributive(candidate):
            return places
        joint = setting.country_of(places)
        return [joint] if joint else []


_PART_REACH = 40
"""Characters before a figure in which it may be said to be a part."""


def _is_larger(one: Claim, other: Claim) -> bool:
    most = other.high if other.high is not None else other.low
    return one.attribute == other.attribute and one.low is not None and most is not None and one.low > most


def _same_setting(one: Claim, other: Claim) -> bool:
    places = [(c.place.place_id, c.place.name or c.place.written) if c.place else None for c in (one, other)]
    return places[0] == places[1] and one.when.date == other.when.date


def asked_of(candidate: Candidate, modality: Modality) -> Asked:
    """What place and day a reading of a figure is asked for."""
    sentence, quantity, focus = candidate.sentence, candidate.quantity, _focus(candidate)
    size = quantity.low if quantity.low is not None else quantity.high or 1
    return Asked(
        sentence=sentence,
        index=candidate.index,
        focus=focus,
        figure=_figure(candidate),
        attribute=candidate.reading.attribute,
        size=math.log10(max(1, size)),
        future=modality == "planned" or (modality == "hypothetical" and tense_is_future(sentence, focus)),
    )


def _sentence_before(discourse: Discourse, index: int) -> str:
    """The text of the sentence before, in the same paragraph; empty where there is none."""
    text = discourse.text[discourse.spans[index - 1][0] : discourse.spans[index][0]] if index else ""
    return "" if "\n" in text else text


def _coordinated(one: Reading, two: Reading) -> bool:
    """Whether a noun phrase tells two kinds of harm by one figure ("no arrests or injuries"); "the arrest of several
    protesters, including four teachers" tells of no four protesters beside."""
    return one.role == two.role == "nominal" and "participants" not in (one.attribute, two.attribute)


def _denied_together(one: Candidate, two: Candidate) -> bool:
    """Whether two verbs deny two kinds of harm of nobody at once ("no one was arrested or injured")."""
    first, second = one.reading.predicate, two.reading.predicate
    if one.quantity.high != 0 or first is None or second is None or {one.reading.role, two.reading.role} != {"passive"}:
        return False
    while second.dep == "conj" and second.i != first.i:
        second = two.sentence.head(second)
    return second.i == first.i and "participants" not in (one.reading.attribute, two.reading.attribute)


def _focus(candidate: Candidate) -> Token:
    """The word that a figure's clause turns on: the predicate, otherwise the counted noun or the figure itself."""
    reading, sentence = candidate.reading, candidate.sentence
    if reading.predicate is not None and not _is_cut_off(candidate, reading.predicate):
        return reading.predicate
    return reading.noun or sentence.top(sentence.at(candidate.start, candidate.end))


def _is_cut_off(candidate: Candidate, predicate: Token) -> bool:
    """Whether a semicolon parts a figure that leaves out what it counts from the word that it hangs on ("405 were held,
    the group says; 57 a week before")."""
    first, last = sorted((predicate.start, candidate.start))
    return (
        candidate.reading.role == "elliptic"
        and ";" in candidate.sentence.text[first - candidate.sentence.start : last - candidate.sentence.start]
    )


def _figure(candidate: Candidate) -> Token:
    """The figure's own word: the counted noun, otherwise the head of its quantity."""
    return candidate.reading.noun or candidate.sentence.top(candidate.sentence.at(candidate.start, candidate.end))


def _is_perfect(sentence: Sentence, focus: Token) -> bool:
    """Whether the clause is in the present perfect: in a post, a count of the hour ("hundreds have been detained")."""
    return any(c.lower in ("have", "has", "'ve", "’ve") for c in sentence.children(focus, "aux"))


def _is_distributive(candidate: Candidate) -> bool:
    """ "Crowds arrived in the thousands in A, B and C" tells of each place; "thousands marched in A and B" of both."""
    before = candidate.sentence.text[: candidate.start - candidate.sentence.start].lower().split()
    return before[-2:] == ["in", "the"] or before[-1:] == ["their"] or "each" in candidate.sentence.text.lower().split()


def _is_additional(sentence: Sentence, start: int, end: int) -> bool:
    """ "a further 20", "another 20", "20 more", "20 others" come on top of another figure."""
    before = sentence.text[: start - sentence.start].lower().split()[-1:]
    after = sentence.text[end - sentence.start :].lower().split()[:2]
    return before in (["further"], ["another"], ["additional"]) or after[:1] in (["more"], ["others"], ["other"])
