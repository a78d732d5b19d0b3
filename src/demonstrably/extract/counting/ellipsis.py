"""Figures that leave out what they count, because the figure before told it: "police put the crowd at 7,500,
organisers at 40,000"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from demonstrably.extract.counting.counted import CountedNouns
from demonstrably.extract.counting.governors import COUNTER_NOUNS, of_object
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.phrases import goes_without_noun, is_accused, is_part, stands_for_another
from demonstrably.extract.counting.readings import LOOSE, Reading, best_each
from demonstrably.extract.counting.uncounted import counts_nothing
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_TAKING_UP = frozenset({"the", "that", "this", "its", "their", "his", "her", "both"})
_PLAIN = frozenset({"own", "new", "latest", "final", "earlier", "first", "previous", "official", "corrected", "same"})
"""What may stand before a count that is taken up; "the death toll" says of what it is."""

_CROWDS = frozenset(
    {
        "crowd",
        "turnout",
        "attendance",
        "marcher",
        "protester",
        "demonstrator",
        "people",
        "gather",
        "march",
        "organiser",
        "organizer",
    }
)
"""Words with which a bare figure may count a crowd although arrests were counted just before."""


_HEDGED = 4
"""Words from an opening bracket to its figure, hedges among them."""

_BADLY = re.compile(r",? of (?:them|whom|these|those)(?:,? \w+){0,2}? \w+ly(?=[,.;:)]| and\b|$)")
"""What stands behind a part of those hurt of whom it is told only how badly ("four of them seriously, and")."""


_PLACED = re.compile(r" of (?:them|which|these|those),? (?:(?:are|were) )?(?:in|at|near|around|along|outside|on)\b")
"""What stands behind a part of places told before: where they are."""


class Ellipses:
    """Completes figures. `neutral_verbs` say that something is counted, not what ("counts", "reports"); `still` are
    patterns behind a figure of those still held."""

    def __init__(self, nouns: Nouns, counted: CountedNouns, neutral_verbs: Iterable[str], still: Iterable[str]) -> None:
        self._nouns = nouns
        self._counted = counted
        self._neutral_verbs = frozenset(neutral_verbs)
        self._still = re.compile("|".join(still), re.IGNORECASE)

    def completed(
        self, sentence: Sentence, quantity: Quantity, readings: list[Reading], told: Reading, whole: Quantity
    ) -> list[Reading]:
        """A figure's readings, with what the figure told before it counted where it leaves out what it counts; no part
        of that figure, `whole`, is larger than it."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if tokens and (counts_nothing(sentence, tokens, self._nouns, quantity.start) or is_accused(sentence, quantity)):
            return readings
        if told.attribute == "detained" and self._is_still_held(sentence, quantity) and not _exceeds(quantity, whole):
            return []  # "40 were arrested. Fifteen remain in custody"
        if tokens and self._is_bracketed_crowd(sentence, tokens):
            return readings
        if tokens and is_part(sentence, tokens):
            if told.attribute != "participants" and _BADLY.match(sentence.text, quantity.end - sentence.start):
                readings = [r for r in readings if r.attribute in (told.attribute, "participants")]
            return self.with_part(sentence, quantity, readings, told, whole)
        if tokens and _sums_up(sentence, quantity):
            total = Reading(told.attribute, None, "none", sentence.head(sentence.top(tokens)), "elliptic", 1)
            return best_each([total, *(r for r in readings if r.attribute != "participants")])
        if not tokens or (quantity.high in (0, 1) and not goes_without_noun(sentence, tokens[-1])):
            return readings
        readings = self._without_bare_counts(sentence, readings, told)
        if any(r.role not in LOOSE and r.role != "counted" for r in readings):
            return readings
        top, counted = sentence.top(tokens), self._counted.of(sentence, tokens, quantity.start)
        hedge = counted.head.pos == "ADP" and counted.head.start >= quantity.start
        hedge = hedge and takes_up_a_count(sentence)  # "the number was above 20"
        if counted.noun is not None or (counted.head.i != top.i and not hedge and not stands_for_another(counted.head)):
            return readings
        reading = Reading(told.attribute, None, "none", sentence.head(top), "elliptic", _step(sentence, tokens))
        crowd = told.attribute == "participants" or _speaks_of(sentence, _CROWDS)
        kept = readings if crowd else [r for r in readings if r.role not in LOOSE or r.attribute != "participants"]
        return best_each([*kept, reading])

    def _is_bracketed_crowd(self, sentence: Sentence, tokens: list[Token]) -> bool:
        """Whether a figure in brackets tells how many those are who are named before it ("marchers (about 500)")."""
        opening = next((t.i for t in reversed(sentence.tokens[: tokens[0].i]) if t.text == "("), 0)
        named = sentence.tokens[opening - 1] if opening and tokens[0].i - opening < _HEDGED else None
        return named is not None and named.tag == "NNS" and self._nouns.kind(named) in ("gatherer", "people")

    def _is_still_held(self, sentence: Sentence, quantity: Quantity) -> bool:
        return self._still.match(sentence.text, quantity.end - sentence.start) is not None

    def with_part(
        self, sentence: Sentence, quantity: Quantity, readings: list[Reading], told: Reading, whole: Quantity
    ) -> list[Reading]:
        """A figure's readings and that of a part of one told before, `whole`, unless it is larger than that."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens or _exceeds(quantity, whole):
            return readings
        part = Reading(told.attribute, None, "none", sentence.head(sentence.top(tokens)), "part", 1)
        return best_each([*readings, part])

    def part_of_sites(
        self, sentence: Sentence, quantity: Quantity, told: Reading, whole: Quantity
    ) -> list[Reading] | None:
        """The readings of a part of places told right before ("39 points, 27 of them in Cali"), None of no other."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens or _exceeds(quantity, whole) or not _PLACED.match(sentence.text, quantity.end - sentence.start):
            return None
        return self.with_part(sentence, quantity, [], told, whole)

    def listed_part(
        self, sentence: Sentence, quantity: Quantity, readings: list[Reading], told: Reading, whole: Quantity
    ) -> list[Reading]:
        """The same of a member of a list of parts; of those hurt or held it is no crowd ("51 dead, including 21
        protesters")."""
        found = self.with_part(sentence, quantity, readings, told, whole)
        if told.attribute == "participants" or not any(r.role == "part" for r in found):
            return found
        counted = self._counted.of(sentence, sentence.at(quantity.core_start, quantity.core_end), quantity.start)
        harms = [r for r in found if r.attribute != "participants"]
        return [replace(r, noun=counted.noun, noun_class=counted.kind) if r.role == "part" else r for r in harms]

    def _without_bare_counts(self, sentence: Sentence, readings: list[Reading], told: Reading) -> list[Reading]:
        """The readings without a crowd that rests on nothing but a verb of counting, where harm was counted before and
        the sentence has no word for a crowd ("the group counts 405 people detained, and 57 a week before")."""
        if told.attribute == "participants" or _speaks_of(sentence, _CROWDS - {"people"}):
            return readings
        return [r for r in readings if not self._is_bare_count(sentence, r)]

    def is_mere_count(self, reading: Reading) -> bool:
        """Whether a crowd rests on nothing but a verb that says that people were counted."""
        verb = reading.predicate
        counted = verb is not None and verb.lemma in self._neutral_verbs
        return reading.attribute == "participants" and reading.role == "object" and counted

    def _is_bare_count(self, sentence: Sentence, reading: Reading) -> bool:
        verb = reading.predicate
        if verb is None or reading.attribute != "participants" or reading.noun is not None:
            return False
        numbers = verb.lemma in ("number", "total")  # "the march numbered 7,000"
        crowd = numbers and any(self._nouns.is_crowd(s) for s in sentence.children(verb, "nsubj"))
        return reading.role in ("object", "subject", "counted") and verb.lemma in self._neutral_verbs and not crowd


def _sums_up(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a figure is the total that the one before brings another to ("bringing the total since May to 75")."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    if _TOTAL_BEFORE.search(sentence.text, 0, start):
        return True
    return bool(_BRINGS.search(sentence.text, 0, start) and _TOTAL_BEHIND.match(sentence.text, end))


_BRINGING = r"\b(?:bring|brings|bringing|brought|takes|taking|took|push|pushes|pushing|pushed)"
_TOTAL = (
    r" (?:the|its|a) (?:(?:grand|overall|new|official|provisional|running|cumulative|combined) )?"
    r"(?:total|tally|number|figure|count)\b(?! (?:of|dead|killed))"
)
_BRINGS, _TOTAL_BEHIND = re.compile(rf"{_BRINGING} to \Z"), re.compile(_TOTAL)
_TOTAL_BEFORE = re.compile(rf"{_BRINGING}{_TOTAL}[^.;:,]{{0,50}} to \Z")


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    """Whether a number is larger than another can be ("wounded two after hundreds of them marched")."""
    return part.low is not None and whole.high is not None and part.low > whole.high


def takes_up_a_count(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a count without saying of what ("the figure for Braga fell", "its own total"): it is
    the one told last, further off than a mere figure's."""
    counts = (t for t in sentence.tokens if t.lemma in COUNTER_NOUNS and t.pos == "NOUN" and t.tag == "NN")
    return any(_is_anaphoric(sentence, t) for t in counts)


def _is_anaphoric(sentence: Sentence, count: Token) -> bool:
    known = any(c.lower in _TAKING_UP for c in sentence.children(count, "det", "poss"))
    told = sentence.children(count, "compound", "amod", "nmod")
    return known and of_object(sentence, [count]) is None and all(c.lower in _PLAIN for c in told)


def _speaks_of(sentence: Sentence, lemmas: frozenset[str]) -> bool:
    return any(t.lemma in lemmas and t.pos != "PROPN" for t in sentence.tokens)


def _step(sentence: Sentence, tokens: list[Token]) -> int:
    """How far a figure that leaves out what it counts is from the one that tells it: 1 where both have the same
    preposition behind them ("51 from Haswell and 53 from Orme"), otherwise 3."""
    follow = sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    if not follow or follow[0].pos != "ADP":
        return 3
    before = [t for t in sentence.tokens[: tokens[0].i] if t.pos == "NUM"][-1:]
    behind = sentence.tokens[before[0].i + 1] if before else None
    return 1 if behind is not None and behind.lower == follow[0].lower else 3
