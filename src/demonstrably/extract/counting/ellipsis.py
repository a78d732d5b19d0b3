"""Figures that leave out what they count, because the figure before told it: "police put the crowd at 7,500,
organisers at 40,000"."""

from __future__ import annotations

from collections.abc import Iterable

from demonstrably.extract.counting.counted import CountedNouns
from demonstrably.extract.counting.governors import COUNTER_NOUNS, of_object
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.phrases import goes_without_noun, is_part, stands_for_another
from demonstrably.extract.counting.readings import LOOSE, Reading, best_each
from demonstrably.extract.counting.uncounted import counts_nothing
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_TAKING_UP = frozenset({"the", "that", "this", "its", "their", "his", "her", "both"})
_PLAIN = frozenset({"own", "new", "latest", "final", "earlier", "first", "previous", "official", "corrected", "same"})
"""What may stand before a count that is taken up; "the death toll" says of what it is."""

_CROWDS = frozenset(
    {"crowd", "turnout", "attendance", "marcher", "protester", "demonstrator", "people", "gather", "march"}
)
"""Words with which a bare figure may count a crowd although arrests were counted just before."""


class Ellipses:
    """Completes figures. `neutral_verbs` say that something is counted, not what ("counts", "reports")."""

    def __init__(self, nouns: Nouns, counted: CountedNouns, neutral_verbs: Iterable[str]) -> None:
        self._nouns = nouns
        self._counted = counted
        self._neutral_verbs = frozenset(neutral_verbs)

    def completed(
        self, sentence: Sentence, quantity: Quantity, readings: list[Reading], told: Reading, whole: Quantity
    ) -> list[Reading]:
        """A figure's readings, with what the figure told before it counted where it leaves out what it counts; no part
        of that figure, `whole`, is larger than it."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if tokens and counts_nothing(sentence, tokens, self._nouns, quantity.start):
            return readings
        if tokens and is_part(sentence, tokens):
            if _exceeds(quantity, whole):
                return readings
            part = Reading(told.attribute, None, "none", sentence.head(sentence.top(tokens)), "part", 1)
            return best_each([*readings, part])
        if not tokens or (quantity.high in (0, 1) and not goes_without_noun(sentence, tokens[-1])):
            return readings
        readings = self._without_bare_counts(sentence, readings, told)
        if any(r.role not in LOOSE and r.role != "counted" for r in readings):
            return readings
        top, counted = sentence.top(tokens), self._counted.of(sentence, tokens, quantity.start)
        if counted.noun is not None or (counted.head.i != top.i and not stands_for_another(counted.head)):
            return readings
        reading = Reading(told.attribute, None, "none", sentence.head(top), "elliptic", _step(sentence, tokens))
        crowd = told.attribute == "participants" or _speaks_of(sentence, _CROWDS)
        kept = readings if crowd else [r for r in readings if r.role not in LOOSE or r.attribute != "participants"]
        return best_each([*kept, reading])

    def _without_bare_counts(self, sentence: Sentence, readings: list[Reading], told: Reading) -> list[Reading]:
        """The readings without a crowd that rests on nothing but a verb of counting, where harm was counted before and
        the sentence has no word for a crowd ("the group counts 405 people detained, and 57 a week before")."""
        if told.attribute == "participants" or _speaks_of(sentence, _CROWDS - {"people"}):
            return readings
        return [r for r in readings if not self._is_bare_count(r)]

    def _is_bare_count(self, reading: Reading) -> bool:
        bare = reading.attribute == "participants" and reading.noun is None and reading.role in ("object", "subject")
        return bare and reading.predicate is not None and reading.predicate.lemma in self._neutral_verbs


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
