"""Numbers without hedges and ranges: from words and digits to bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from demonstrably.extract.quantities.lexicon import Lexicon
from demonstrably.extract.quantities.words import GROUP_MARKS, Word
from demonstrably.model import Qualifier

Words = Sequence[Word]

HALF = Decimal("0.5")
_GROUPED = re.compile(rf"\d{{1,3}}(?:[ {GROUP_MARKS}]\d{{2,3}})*[ {GROUP_MARKS}]\d{{3}}(?:\.\d+)?")
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUP_MARK = re.compile(f"[ {GROUP_MARKS}]")
_MOST_DIGITS = 12  # longer ones are codes
_MOST_SCALES = 2  # "hundred thousand", "lakh crore"


class Amount(NamedTuple):
    """A number as read: its bounds (high None = unbounded), the index after its last word, and the qualifier that
    its form alone implies ("a dozen" is about 12).

    `scales` are what a number before it in a range may share ("10 to 15 thousand"), largest first. A fraction ("1.5"
    of "1.5 to 2 million") is an amount too, to be dropped where it comes to no whole number.
    """

    low: Decimal
    high: Decimal | None
    end: int
    form: Qualifier = "exact"
    scales: Sequence[int] = ()

    def times(self, scale: int) -> Amount:
        """The amount in units of the scale; a vague one reaches up to the next ("tens" of thousands: to 99,999)."""
        rest = scale - 1 if self.form == "vague" else 0
        return self._replace(low=self.low * scale, high=None if self.high is None else self.high * scale + rest)


def _point(value: Decimal | int, end: int, form: Qualifier = "exact", scales: Sequence[int] = ()) -> Amount:
    return Amount(Decimal(value), Decimal(value), end, form, scales)


class Numbers:
    """Reads the number that begins at a word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._readers = (
            self._none, self._fraction, self._few, self._group, self._vague, self._digits, self._article, self._spelled,
        )  # fmt: skip

    def read(self, words: Words, i: int) -> Amount | None:
        """The number that begins at word i; None where none does."""
        if i >= len(words):
            return None
        return next((amount for reader in self._readers if (amount := reader(words, i)) is not None), None)

    def _none(self, words: Words, i: int) -> Amount | None:
        """no, nobody, not a single: none of what is counted."""
        if self._is_denied(words, i) or self._is_lacking(words, i):
            return _point(0, i + 1)
        found = self._lexicon.none.at(words, i)
        if found is None or (found[1] < len(words) and words[found[1]].text in self._lexicon.none_not_before):
            return None
        return _point(0, found[1])

    def _is_denied(self, words: Words, i: int) -> bool:
        """Whether an "any" stands behind what denies it: "did not make any arrests"."""
        none = self._lexicon.none_in
        if words[i].text not in none["denied"]:
            return False
        before = i - 1
        while before > 0 and words[before].text in none["between"]:
            before -= 1
        return before >= 0 and words[before].text in none["negations"]

    def _is_lacking(self, words: Words, i: int) -> bool:
        """Whether harm follows of which there was none: "ended without arrests"."""
        none = self._lexicon.none_in
        return words[i].text in none["lacking"] and i + 1 < len(words) and words[i + 1].text in none["lacked"]

    def _group(self, words: Words, i: int) -> Amount | None:
        """a lone, a pair of: words that are a number of people."""
        found = self._lexicon.groups.at(words, i)
        return _point(found[0], found[1]) if found else None

    def _fraction(self, words: Words, i: int) -> Amount | None:
        """half a million, three-quarters of a million."""
        found = self._lexicon.fractions.at(words, i)
        scale = self._scale_at(words, found[1]) if found else None
        return _point(int(found[0] * scale), found[1] + 1, "about") if found and scale else None

    def _few(self, words: Words, i: int) -> Amount | None:
        """several hundred, a few dozen, a couple of thousand, several tens of thousands."""
        found = self._lexicon.few.at(words, i)
        unit = self._unit(words, found[1]) if found else None
        if found is None or unit is None:
            return None
        size, end = unit
        exact = self._lexicon.few_exact.at(words, i)
        if exact:
            return _point(found[0] * size, end, "vague")
        rounded = 10 if size == 12 else size  # "several dozen" is 30 to 99: nobody counts it in twelves
        return Amount(Decimal(found[0] * rounded), Decimal(10 * rounded - 1), end, "vague")

    def _unit(self, words: Words, i: int) -> tuple[int, int] | None:
        """A unit to be multiplied ("hundred", "hundred thousand(s)", "tens of thousands"), and the index after it."""
        plural = self._lexicon.vague_units.at(words, i)
        if plural:
            return plural
        unit, end = 1, i
        for _ in range(_MOST_SCALES):
            scale = self._scale_at(words, end, plural=end > i)
            if scale is None:
                break
            unit, end = unit * scale, end + 1
        return (unit, end) if end > i else None

    def _vague(self, words: Words, i: int) -> Amount | None:
        """dozens, tens of thousands, a handful; doubled for weight as in "thousands upon thousands"."""
        found = self._lexicon.vague.at(words, i)
        if found is None:
            return None
        while self._doubled(words, i):
            i += 2
            found = self._lexicon.vague.at(words, i) or found
        (low, high), end = found
        scale = self._scale_at(words, end - 1, plural=True) if end - i > 2 else None  # "tens of thousands"
        return Amount(Decimal(low), None if high is None else Decimal(high), end, "vague", (scale,) if scale else ())

    def _doubled(self, words: Words, i: int) -> bool:
        following = words[i + 1 : i + 3]
        if len(following) < 2 or following[1].text != words[i].text:
            return False
        return following[0].text in self._lexicon.grammar["doubling"]

    def _digits(self, words: Words, i: int) -> Amount | None:
        """62; 2,500; 2.5 million; 5k; 2½ million; 2 and a half million; 2 lakh 50 thousand."""
        amount = self._scaled_digits(words, i)
        while amount is not None and amount.scales:
            smaller = self._scaled_digits(words, amount.end)
            if smaller is None or not smaller.scales or smaller.scales[0] >= amount.scales[-1]:
                return self._and_hundreds(words, amount)
            amount = _point(amount.low + smaller.low, smaller.end, scales=smaller.scales)
        return amount or self._plain_digits(words, i)

    @staticmethod
    def _and_hundreds(words: Words, amount: Amount) -> Amount:
        """The thousands, and the hundreds in digits that some translations write behind them ("1 thousand 200")."""
        rest = words[amount.end] if amount.end < len(words) and amount.scales[-1] == 1000 else None
        written = rest is not None and not rest.glued and re.fullmatch(r"[1-9]\d\d", rest.text) is not None
        return _point(amount.low + int(rest.text), amount.end + 1) if rest and written else amount

    def _plain_digits(self, words: Words, i: int) -> Amount | None:
        """Digits without a scale right behind them."""
        text = words[i].text
        value = _value(text, dotted=_is_word(words, i + 1) or text.endswith(".000")) if text[0].isdecimal() else None
        if value is None:
            return None
        return self._and_a_half(words, value, i + 1) or _point(value, i + 1, scales=_shareable(text, value))

    def _scaled_digits(self, words: Words, i: int) -> Amount | None:
        """Digits with a scale behind them ("2.5 million"), not tied to what stands before."""
        text = words[i].text if i < len(words) else ""
        value = _value(text, dotted=False) if text[:1].isdecimal() else None
        if value is None:
            return None
        part = self._part_at(words, i + 1)
        scale, end = self._scale_after(words, i + (2 if part else 1))
        return _point((value + part) * scale, end, scales=(scale,)) if scale > 1 else None

    def _part_at(self, words: Words, i: int) -> Decimal:
        """The ½ right behind digits; 0 without one."""
        glued = i < len(words) and words[i].glued
        return self._lexicon.parts.get(words[i].text, Decimal(0)) if glued else Decimal(0)

    def _scale_after(self, words: Words, i: int) -> tuple[int, int]:
        """The product of the scales from word i on (1 without any), and the index after them."""
        scale = 1
        if i < len(words) and words[i].glued:
            scale = self._lexicon.letter_scales.get(words[i].text, 1)
            i += scale > 1
        for _ in range(_MOST_SCALES):
            step = self._scale_at(words, i)
            if step is None:
                break
            scale, i = scale * step, i + 1
        return scale, i

    def _scale_at(self, words: Words, i: int, *, plural: bool = False) -> int | None:
        text = words[i].text if i < len(words) else ""
        return self._lexicon.scales.get(_singular(text) if plural else text)

    def _article(self, words: Words, i: int) -> Amount | None:
        """a dozen, a hundred thousand, a good hundred, a million and a half; "a hundred and fifty" is exact."""
        grammar = self._lexicon.grammar
        if words[i].text not in grammar["articles"]:
            return None
        j = i + 1
        if j < len(words) and words[j].text in grammar["between_article_and_unit"]:
            j += 1
        return self._spelled(words, j) if self._scale_at(words, j) else None

    def _spelled(self, words: Words, i: int) -> Amount | None:
        """sixty-two; two hundred and fifty; one lakh fifty thousand; one and a half thousand; hundred."""
        first = words[i].text
        if first not in self._lexicon.numbers and first not in self._lexicon.scales:
            return None
        total = _Total()
        end = i
        while (step := self._spelled_step(words, end, total)) is not None:
            end = step
        halved = self._and_a_half(words, total.value, end)
        if halved:
            return halved
        dozens = words[end - 1].text in self._lexicon.grammar["rounding"]
        bare = first in self._lexicon.scales and total.only_scales
        return _point(total.value, end, "about" if dozens or bare else "exact", total.scales)

    def _spelled_step(self, words: Words, i: int, total: _Total) -> int | None:
        """Add the word at i (past an "and") to the total; the index after it, None where the number ends before."""
        if i < len(words) and words[i].text in self._lexicon.grammar["and"] and total.takes_and:
            i += 1
        text = words[i].text if i < len(words) else ""
        if text in self._lexicon.numbers:
            return i + 1 if total.add(self._lexicon.numbers[text]) else None
        if text in self._lexicon.scales:
            return i + 1 if total.multiply(self._lexicon.scales[text]) else None
        return None

    def _and_a_half(self, words: Words, value: Decimal, end: int) -> Amount | None:
        """Of "one and a half thousand" what follows the one, of "a million and a half" what follows the million."""
        half = self._lexicon.half.at(words, end)
        if half is None:
            return None
        scale = self._scale_at(words, half[1])
        if scale:
            return _point((value + HALF) * scale, half[1] + 1, "about", (scale,))
        last = self._scale_at(words, end - 1)
        return _point(value + HALF * last, half[1], "about") if last else None


class _Total:
    """A spelled-out number while its words come in: `value` is what it makes so far."""

    def __init__(self) -> None:
        self._done = 0  # what "million", "thousand" have closed
        self._open = 0  # what the next scale multiplies
        self._last = 0
        self._ceiling = 0  # the last scale that closed a part; the next must be smaller
        self._trail: list[int] = []  # the scales since the last number below a hundred
        self.only_scales = True

    @property
    def value(self) -> Decimal:
        return Decimal(self._done + self._open)

    @property
    def scales(self) -> list[int]:
        """What stands last and can be shared: 100,000 and 1,000 of "two hundred thousand"; largest first."""
        return [prod(self._trail[k:]) for k in range(len(self._trail))]

    @property
    def takes_and(self) -> bool:
        return self._last >= 100

    def add(self, value: int) -> bool:
        """Take a number below a hundred; False where it cannot follow: "twenty two" and "hundred five" can."""
        follows_tens = 20 <= self._last < 100 and self._last % 10 == 0 and 0 < value < 10
        if self._last and not follows_tens and self._last < 100:
            return False
        self.only_scales = False
        self._trail.clear()
        self._open += value
        self._last = value
        return True

    def multiply(self, scale: int) -> bool:
        """Take a scale; False where it cannot follow ("five hundred" after "two hundred")."""
        if scale <= 100:
            if self._open >= 100:
                return False
            self._open = max(self._open, 1) * scale
        elif self._ceiling and scale >= self._ceiling:
            return False
        else:
            self._done, self._open = self._done + max(self._open, 1) * scale, 0
            self._ceiling = scale
        self._last = scale
        self._trail.append(scale)
        return True


def _singular(text: str) -> str:
    return text.removesuffix("s")


def _is_word(words: Words, i: int) -> bool:
    return i < len(words) and words[i].text.isalpha() and len(words[i].text) > 2 and not words[i].glued


def _value(text: str, *, dotted: bool) -> Decimal | None:
    """Digits as a number; None for codes ("007").

    "2.500" is 2,500 where `dotted` allows it (a word follows, or nobody would write the noughts of a fraction), 2.5
    otherwise; "1,5" is always a fraction.
    """
    if len(text) > 1 and text[0] == "0" and text[1] != ".":
        return None
    if _GROUPED.fullmatch(text):
        text = _GROUP_MARK.sub("", text)
    elif _GROUPED_BY_DOT.fullmatch(text) and (dotted or text.count(".") > 1):
        text = text.replace(".", "")
    value = Decimal(text.replace(",", "."))
    return value if value.adjusted() < _MOST_DIGITS else None


def _shareable(text: str, value: Decimal) -> Sequence[int]:
    """The thousands that a number written in groups ends in: "3-4,000" is 3,000 to 4,000."""
    return () if text.isdecimal() else [scale for scale in (1_000_000, 1000) if value and value % scale == 0]
