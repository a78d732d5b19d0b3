"""The words around a number that bound it or make it about: "at least", "or so"."""

from __future__ import annotations

from demonstrably.extract.quantities.lexicon import Lexicon
from demonstrably.extract.quantities.numbers import Amount, Words
from demonstrably.model import Qualifier

_MOST = 3  # hedges in a row: "at least some 200"
_FAR = 14  # words between "estimated" and "at 200"
_RANK: dict[Qualifier, int] = {"exact": 0, "vague": 1, "about": 2, "nearly": 3, "range": 4}


def stronger(one: Qualifier, two: Qualifier) -> Qualifier:
    """Of two qualifiers on one number the one that bounds it; of two that do, the first."""
    return max(one, two, key=lambda qualifier: _RANK.get(qualifier, len(_RANK)))


def bounded(amount: Amount, qualifier: Qualifier) -> tuple[int | None, int | None]:
    """The inclusive bounds that a qualifier makes of an amount."""
    low, high = int(amount.low), None if amount.high is None else int(amount.high)
    if qualifier in ("at_least", "more_than"):
        return low, None
    if qualifier in ("at_most", "less_than"):
        return None, low if high is None else high
    return low, high


class Hedges:
    """Finds hedges before and after a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def before(self, words: Words, i: int, floor: int) -> tuple[Qualifier, int]:
        """What the hedges that end before word i make of it, and the index of their first word (>= floor)."""
        qualifier: Qualifier = "exact"
        for _ in range(_MOST):
            found = self._lexicon.hedges.before(words, i, floor)
            if found is None or words[i].hyphen:
                break
            if self._is_verb(words, found[1], i):
                return stronger(found[0], qualifier), i
            qualifier, i = stronger(found[0], qualifier), found[1]
        return qualifier, i

    def _is_verb(self, words: Words, start: int, end: int) -> bool:
        """Whether a hedge is what somebody did ("police estimated 125"), and no part of the figure: it is the bare form
        of an estimate, behind a word that can be its subject."""
        table = self._lexicon.estimates
        bare = end - start == 1 and words[start].text in table["words"]
        subject = words[start - 1].text if bare and start else ""
        return subject.isalpha() and subject not in table["openers"]

    def between(self, words: Words, i: int, floor: int) -> int | None:
        """The index of a "between" right before word i."""
        return i - 1 if i > floor and words[i - 1].text in self._lexicon.grammar["between"] else None

    def after(self, words: Words, amount: Amount) -> tuple[Qualifier, int]:
        """What the hedges behind an amount make of it, and the index after them; none bounds a "no"."""
        qualifier: Qualifier = "exact"
        i = amount.end
        for _ in range(_MOST if amount.high != 0 else 0):
            found = self._lexicon.hedges_after.at(words, i)
            if found is None or self._adds(words, i, found[1]):
                break
            qualifier, i = stronger(qualifier, found[0]), found[1]
        return qualifier, i

    def _adds(self, words: Words, i: int, end: int) -> bool:
        """Whether a plus adds something else: "300 plus a band", "3 + 4"."""
        if words[i].text not in self._lexicon.grammar["plus"] or words[i].hyphen:
            return False
        if not words[i].text.isalpha() and not words[i].glued:
            return True
        if end >= len(words):
            return False
        following = words[end].text
        return following[0].isdecimal() or following in self._lexicon.grammar["articles"]

    def estimated(self, words: Words, i: int) -> bool:
        """Whether the number at word i is called an estimate before: "estimated the turnout at 5,000"."""
        links, verbs = self._lexicon.estimates["links"], self._lexicon.estimates["words"]
        if not i or words[i - 1].text not in links:
            return False
        for word in reversed(words[max(0, i - _FAR) : i]):
            if word.text in self._lexicon.estimates["stops"]:
                return False
            if word.text in verbs:
                return True
        return False
