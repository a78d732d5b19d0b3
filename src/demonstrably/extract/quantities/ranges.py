"""Two numbers that belong together: bounds of one figure ("200-300", "dozens, if not hundreds") or no figure at all
("3-1", "one in three")."""

from __future__ import annotations

from decimal import Decimal

from demonstrably.extract.quantities.lexicon import Lexicon
from demonstrably.extract.quantities.numbers import Amount, Numbers, Words

Pair = tuple[Amount | None, int]
"""What two numbers make, None for no quantity, and the index after what was read."""

_MOST_TO_SHARE = Decimal(1000)  # "1,500 to 2 million" is no 1.5 billion
_LEAST_SAID_TWICE = Decimal(100)  # "200-200+" is a size, "50-50" a share
_MOST_IN_ODDS = Decimal(10)  # "outnumbered 20 to 1", "one in three"
_ROUND_ODDS = (20, 50, 100, 1000)


_REVISED = 18
"""Words before a figure in which its count is told to be revised."""


class Ranges:
    """Reads on from a number to the one that it is joined to."""

    def __init__(self, lexicon: Lexicon, numbers: Numbers) -> None:
        self._lexicon = lexicon
        self._numbers = numbers

    def widen(self, words: Words, first: int, amount: Amount, *, between: bool) -> Pair:
        """The range that begins with the amount at word `first`; the amount alone where it begins none.

        `between` says that the word "between" stands before.
        """
        alone = amount, amount.end
        joint = self._joint(words, amount, between=between)
        second = self._second(words, joint[1]) if joint else None
        if joint is None or second is None:
            return alone
        kind = joint[0]
        if kind == "share":
            return (None, second.end) if self._is_share(words, amount, second) else alone
        if kind == "hyphen" and (amount.low == 0 or self._goes_on(words, second)):
            return None, self._past_hyphens(words, second.end)
        if amount.low == 0 or self._rises(words, first):
            return alone
        if amount.form == second.form == "vague":
            amount, second = self._scaled_together(words, amount, second)
        amount = _scaled_like(amount, second)
        if second.low > amount.low:
            widened = self._joined(words, amount, second)
            return widened, widened.end
        return self._not_ascending(amount, second, kind)

    # -- the second number --------------------------------------------------------------------------------------

    def _joint(self, words: Words, amount: Amount, *, between: bool) -> tuple[str, int] | None:
        """How the amount is joined to a number after it (hyphen, to, or, and, doubt, share), and where that begins."""
        i = amount.end
        if i < len(words) and words[i].hyphen:
            return "hyphen", i
        found = self._lexicon.joints.at(words, i)
        if found is None or (found[0] == "and" and not between and amount.form != "vague"):
            return None
        return found

    def _second(self, words: Words, i: int) -> Amount | None:
        """The number at word i, past a hedge that does not bound it from below ("200 to perhaps 300")."""
        hedge = self._lexicon.hedges.at(words, i)
        if hedge and hedge[0] in ("about", "nearly", "at_most"):
            i = hedge[1]
        return self._numbers.read(words, i)

    # -- what is no range ---------------------------------------------------------------------------------------

    def _goes_on(self, words: Words, second: Amount) -> bool:
        """Whether a third number is tied on ("202-555-0143")."""
        i = second.end
        return i < len(words) and words[i].hyphen and words[i].text[0].isdecimal()

    def _is_share(self, words: Words, one: Amount, two: Amount) -> bool:
        """one in three, 9 out of 10; not "two in three days"."""
        odds = two.low <= _MOST_IN_ODDS or two.low in _ROUND_ODDS
        return odds and one.low < two.low and self._lexicon.after.at(words, two.end) is None

    def _rises(self, words: Words, first: int) -> bool:
        """Whether "rose from" or "revised the toll from" stands before: "rose from 8 to 65" tells two figures."""
        grammar = self._lexicon.grammar
        if not first or words[first - 1].text not in grammar["from"]:
            return False
        if any(word.text in grammar["rising"] for word in words[max(0, first - 5) : first - 1]):
            return True
        before = [word.text for word in words[max(0, first - _REVISED) : first - 1]]
        verbs = [i for i, word in enumerate(before) if word in grammar["revising"]]
        return bool(verbs) and not grammar["revised"].isdisjoint(before[verbs[-1] :]) and not {";", "."} & {*before}

    @staticmethod
    def _not_ascending(one: Amount, two: Amount, kind: str) -> Pair:
        """Two numbers that do not rise: "50-50", "3-1" and "3 to 1" are none, "200-200+" is 200, others two figures."""
        if kind == "hyphen":
            return (two if two.low == one.low >= _LEAST_SAID_TWICE else None), two.end
        if kind == "to" and two.form == "exact" and two.low <= _MOST_IN_ODDS:
            return None, two.end
        return one, one.end

    @staticmethod
    def _past_hyphens(words: Words, i: int) -> int:
        while i < len(words) and words[i].hyphen:
            i += 1
        return i

    # -- bounds -------------------------------------------------------------------------------------------------

    def _joined(self, words: Words, one: Amount, two: Amount) -> Amount:
        vague = "vague" in (one.form, two.form)
        end = two.end
        if words[one.end].text == "(" and end < len(words) and words[end].text == ")":
            end += 1
        return Amount(one.low, two.high if vague else two.low, end, "vague" if vague else "range")

    def _scaled_together(self, words: Words, one: Amount, two: Amount) -> tuple[Amount, Amount]:
        """The scale that stands after both of two vague words: "tens, if not hundreds, of thousands"."""
        found = self._lexicon.of_scale.at(words, two.end)
        if found is None:
            return one, two
        scale, end = found
        return one.times(scale), two.times(scale)._replace(end=end)


def _scaled_like(one: Amount, two: Amount) -> Amount:
    """The first number with the scale of the second where it only makes sense with it: "10 to 15 thousand"."""
    if one.scales or one.form == "about" or one.low >= _MOST_TO_SHARE:
        return one
    return next((one.times(scale) for scale in two.scales if one.low * scale < two.low), one)
