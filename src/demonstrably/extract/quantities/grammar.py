"""The grammar as a whole: finds every quantity of a text and reads its bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.extract.quantities.exclusions import Exclusions
from demonstrably.extract.quantities.hedges import Hedges, bounded, stronger
from demonstrably.extract.quantities.lexicon import Lexicon
from demonstrably.extract.quantities.numbers import Amount, Numbers, Words
from demonstrably.extract.quantities.ranges import Ranges
from demonstrably.extract.quantities.words import words_of
from demonstrably.language.wordings import Wordings
from demonstrably.model import Qualifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in words or digits with its hedge; offsets are code points of the text.

    `low` and `high` are inclusive, None = unbounded. `core_start` and `core_end` hold the number without its hedges.
    """

    start: int
    end: int
    quote: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    core_start: int
    core_end: int


class QuantityGrammar:
    """Finds and reads quantities.

    `vague` replaces the bounds of vague words ({"dozens": (36, 36)}), as other projects' rule sets do. Raises
    CodebookError where the language's table is missing or malformed.
    """

    def __init__(
        self, codebook: Codebook, language: str = "en", vague: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        lexicon = Lexicon.load(codebook, language, vague)
        self._numbers = Numbers(lexicon)
        self._ranges = Ranges(lexicon, self._numbers)
        self._hedges = Hedges(lexicon)
        self._exclusions = Exclusions(lexicon)
        self._idioms = lexicon.idioms
        self._opaque = lexicon.opaque
        self._starters = lexicon.starters()
        self._trigger = Wordings(rf"\d|\b(?:{'|'.join(sorted(map(re.escape, lexicon.marks())))})\b")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
        """All quantities of a stretch of text, in order, not overlapping.

        Ages, dates, times, durations, money, shares, measures and codes are left out, as far as the words next to
        the number tell; what a quantity counts is not asked here.
        """
        end = len(text) if end is None else end
        if not self._trigger.search(text, start, end):
            return []
        words = words_of(text, start, end, self._opaque)
        found: list[Quantity] = []
        position = floor = 0
        while position < len(words):
            if not self._may_start(words, position):
                position += 1
                continue
            quantity, position = self._quantity(text, words, position, floor)
            if quantity is not None:
                found.append(quantity)
                floor = position
        return found

    def read(self, phrase: str) -> Quantity | None:
        """The quantity that a whole phrase is ("100-150 (est.)"), None where it is not one."""
        found = self.find(phrase)
        if len(found) != 1 or (phrase[: found[0].start] + phrase[found[0].end :]).strip():
            return None
        return found[0]

    def _may_start(self, words: Words, i: int) -> bool:
        text = words[i].text
        return text in self._starters or text[0].isdecimal()

    def _quantity(self, text: str, words: Words, first: int, floor: int) -> tuple[Quantity | None, int]:
        """The quantity that begins at word `first` (None for no quantity), with hedges no further left than `floor`,
        and the word to go on at."""
        idiom = self._idioms.at(words, first)
        if idiom is not None:
            return None, idiom[1]
        amount = self._numbers.read(words, first)
        if amount is None:
            return None, first + 1
        bracketed = int(first > floor and _is_bracketed(words, first - 1, amount.end))
        lowest = floor if amount.high != 0 else first - bracketed  # "passed without a single arrest"
        qualifier, begin = self._hedges.before(words, first - bracketed, lowest)
        begin += bracketed if begin == first - bracketed else 0
        between = self._hedges.between(words, begin, floor)
        widened, end = self._ranges.widen(words, first, amount, between=between is not None)
        if widened is None:
            return None, end
        if between is not None and end > amount.end:
            qualifier, begin = "range", self._hedges.before(words, between, floor)[1]
        return self._hedged(text, words, begin, first, widened, qualifier)

    def _hedged(
        self, text: str, words: Words, begin: int, first: int, amount: Amount, before: Qualifier
    ) -> tuple[Quantity | None, int]:
        """The quantity of an amount with its hedges, from the first hedge's word `begin` on."""
        after, tail = self._hedges.after(words, amount)
        if amount.low % 1 or self._exclusions.excluded(text, words, begin, first, amount, tail):
            return None, amount.end
        bracketed = begin < first and tail < len(words) and _is_bracketed(words, first - 1, tail)
        tail = tail + 1 if bracketed else self._past_repetition(words, amount, tail)
        qualifier = stronger(before, amount.form)
        if qualifier != "range":  # "75-100+" stays what it is
            qualifier = stronger(qualifier, after)
        if qualifier == "exact" and self._hedges.estimated(words, begin):
            qualifier = "about"
        low, high = bounded(amount, qualifier)
        start, end = words[begin].start, words[tail - 1].end
        core = words[first].start, words[amount.end - 1].end
        return Quantity(start, end, text[start:end], low, high, qualifier, *core), tail

    def _past_repetition(self, words: Words, amount: Amount, tail: int) -> int:
        """The word after a bracket that only says the number again: "eighteen (18)"."""
        again = self._numbers.read(words, tail + 1) if tail + 2 < len(words) and words[tail].text == "(" else None
        same = again is not None and again.low == amount.low and _is_bracketed(words, tail, again.end)
        return again.end + 1 if again is not None and same else tail


def _is_bracketed(words: Words, opening: int, closing: int) -> bool:
    """Whether these two words are a pair of brackets."""
    return closing < len(words) and words[opening].text == "(" and words[closing].text == ")"
