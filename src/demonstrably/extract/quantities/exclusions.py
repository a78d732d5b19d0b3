"""What holds a number and is no quantity of anything: ages, money, shares, times, measures, codes."""

from __future__ import annotations

from itertools import pairwise

from demonstrably.extract.quantities.lexicon import Lexicon
from demonstrably.extract.quantities.numbers import Amount, Words
from demonstrably.extract.quantities.words import Word

_OLDEST = 115
_MOST_AGES = 10
"""Words between "aged" and the last of the ages behind it ("aged 19, 24 and 31")."""


class Exclusions:
    """Tells from the words around a number that it counts nothing we want."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def excluded(self, text: str, words: Words, hedge: int, first: int, amount: Amount, tail: int) -> bool:
        """Whether the number from word `first` to `amount.end` is no quantity; its hedges begin at word `hedge` and
        those behind it end before word `tail`."""
        return (
            self._coded(words, first)
            or any(self._lexicon.before.before(words, i) for i in {hedge, first})
            or self._named(words, first)
            or self._in_row(words, hedge)
            or any(self._measured(text, words, i) for i in {amount.end, tail})
            or self._labels(text, words, first, amount.end)
            or self._adjective(words, tail)
            or self._age(text, words, hedge, first, amount)
        )

    def _named(self, words: Words, first: int) -> bool:
        """Whether a number is a name ("number 10"); not where people "number 300"."""
        found = self._lexicon.labels.before(words, first)
        if found is None or first < 2:
            return found is not None
        who = words[first - 2].text
        many = who.endswith("s") and not who.endswith(("ss", "us"))
        return words[first - 1].text != "number" or not (many or who in self._lexicon.grammar["numbering"])

    def _in_row(self, words: Words, hedge: int) -> bool:
        """Whether a number only says which of a row it is: "day 12", not "that day 4,000"."""
        if hedge < 1 or words[hedge - 1].text not in self._lexicon.numbered:
            return False
        return hedge < 2 or words[hedge - 2].text not in self._lexicon.unnumbered

    def _coded(self, words: Words, first: int) -> bool:
        """G-20, Covid-19, #5, .22: a number tied to what stands before it."""
        word = words[first]
        if word.hyphen:
            return True
        if not word.glued or (word.text.isalpha() and words[first - 1].text == ","):
            return False  # "First,fifty students"
        if words[first - 1].text in _APOSTROPHES and _is_quoted(words, first):
            return False  # 'the claim of '41 persons''
        return words[first - 1].text[-1].isalnum() or words[first - 1].text in _TIES

    def _measured(self, text: str, words: Words, end: int) -> bool:
        """5 %, 5 km, hundreds of dollars, 500 Kenyan shillings, 5km, 3:1."""
        if end >= len(words):
            return False
        follow = words[end]
        if follow.glued and (follow.text[0].isalpha() or self._tied(words, end)):
            return True
        if words[end - 1].glued and follow.text in self._lexicon.after_letter:
            return True  # "2m tall" is metres
        if self._shares_measure(words, end):
            return True
        start = end + (follow.text in self._lexicon.grammar["of"])
        return self._lexicon.after.at(words, start) is not None or self._foreign_currency(text, words, start)

    def _shares_measure(self, words: Words, end: int) -> bool:
        """Whether the measure behind a second number is the first one's too: "jailed for 5 and 10 days"."""
        joined = words[end].text in self._lexicon.grammar["and"]
        if not joined or not any(w.text.isdecimal() for w in words[end + 1 : end + 2]):
            return False
        found = self._lexicon.after.at(words, end + 2)
        return found is not None and not any(w.text in _ELAPSED for w in words[found[1] : found[1] + 1])

    @staticmethod
    def _labels(text: str, words: Words, first: int, end: int) -> bool:
        """A point between a number and a capital: a list's number at a line's start ("12.Netherlands"), a stock's
        ticker ("8031.TO")."""
        point, name = words[end : end + 1], words[end + 1 : end + 2]
        if not name or point[0].text != "." or not (point[0].glued and name[0].glued) or end - first != 1:
            return False
        written = text[name[0].start : name[0].end]
        begins = not first or "\n" in text[words[first - 1].start : words[first].start]
        return (begins and written[0].isupper()) or (written.isupper() and 1 < len(written) < 4)

    @staticmethod
    def _tied(words: Words, end: int) -> bool:
        """A colon, slash or apostrophe between the number and what belongs to it: 3:1, 20's."""
        mark, following = words[end], words[end + 1 : end + 2]
        if not following or not following[0].glued:
            return False
        if mark.text in ":/":
            return following[0].text[0].isdecimal()
        return mark.text in "'’" and following[0].text == "s" and words[end - 1].text[0].isdecimal()

    def _foreign_currency(self, text: str, words: Words, i: int) -> bool:
        """A currency behind the country's adjective."""
        capital = i + 1 < len(words) and text[words[i].start].isupper()
        return capital and words[i + 1].text in self._lexicon.currencies

    def _adjective(self, words: Words, end: int) -> bool:
        """Whether a word tied behind the number makes it an adjective: 44-year-old, three- and four-day."""
        if end >= len(words):
            return False
        follow = words[end]
        if follow.hyphen:
            return follow.text not in self._lexicon.hyphen_keeps
        suspended = follow.text in _TIES_BEHIND and follow.glued and end + 1 < len(words) and not words[end + 1].glued
        return suspended and words[end + 1].text in self._lexicon.grammar["suspended_by"]

    def _age(self, text: str, words: Words, hedge: int, first: int, amount: Amount) -> bool:
        """Ivan Petrov, 22, said; people over 60."""
        if amount.low > _OLDEST or amount.low != amount.high:
            return False
        if self._aged_too(words, first):
            return True
        if hedge < first:
            bearer = words[hedge - 1].text if hedge else ""
            return words[hedge].text in self._lexicon.age_bounds and bearer in self._lexicon.age_bearers
        apposed = self._apposed(text, words, first, amount.end) or _is_of_a_first_name(text, words, first, amount.end)
        return apposed or self._of_one(words, first, amount.end)

    def _aged_too(self, words: Words, first: int) -> bool:
        """The ages behind the first: "two people, aged 21 and 24"."""
        grammar, i = self._lexicon.grammar, first - 1
        while i > max(0, first - _MOST_AGES) and (
            words[i].text in grammar["between_ages"] or words[i].text.isdecimal()
        ):
            i -= 1
        return 0 <= i < first - 1 and words[i].text in grammar["aged"] and words[first].text.isdecimal()

    def _of_one(self, words: Words, first: int, end: int) -> bool:
        """Digits between commas behind a word for one person ("Man, 80, dies in fire")."""
        if first < 2 or end >= len(words) or not words[first].text.isdecimal() or words[first - 1].text != ",":
            return False
        return words[first - 2].text.lower() in self._lexicon.age_nouns and words[end].text in _CLOSES_AGE

    @staticmethod
    def _apposed(text: str, words: Words, first: int, end: int) -> bool:
        """Digits between commas behind a name of two words, or of one with a title ("Ms. Ito, 21,")."""
        if first < 3 or end >= len(words) or not words[first].text.isdecimal():
            return False
        name, comma = words[first - 3 : first - 1], words[first - 1]
        if name[0].text == "." and name[0].glued and first > 3:
            name = [words[first - 4], name[1]]
        named = all(word.text[0].isalpha() and text[word.start].isupper() for word in name)
        return named and comma.text == "," and words[end].text in _CLOSES_AGE


def _is_of_a_first_name(text: str, words: Words, first: int, end: int) -> bool:
    """Whether digits between commas are the age of one who is called by a first name alone and told to be from
    somewhere: "said Anna, 24, from Graz"."""
    if first < 2 or not words[first].text.isdecimal() or end + 1 >= len(words):
        return False
    name, before = words[first - 2], words[first - 3].text if first > 2 else ""
    if words[first - 1].text != "," or words[end].text != "," or len(words[first].text) != 2:
        return False
    named = name.text.isalpha() and text[name.start].isupper() and before not in _WHERE
    opens = first < 3 or "\n" in text[words[first - 3].end : name.start]
    return named and (words[end + 1].text in _WHENCE or (opens and words[end + 1].text == "in"))


_WHERE = frozenset({"in", "at", "near", "from", "outside", "across", "to", "around"})
_WHENCE = frozenset({"from", "who"})


def _is_quoted(words: Words, first: int) -> bool:
    """Whether the apostrophe before a word opens a quotation that ends a few words on; that of '68 opens none."""
    if words[first - 1].glued and words[first - 2].text.isalnum():
        return False
    behind = words[first + 1 : first + 1 + _QUOTED]
    return any(w.text in _APOSTROPHES and w.glued and not after.glued for w, after in pairwise([*behind, _END]))


_ELAPSED = frozenset({"ago", "later", "after", "before", "earlier"})
"""Behind a measure these make it a time: "arrested 12 and 10 days later another"."""
_APOSTROPHES = frozenset("'’‘")
_QUOTED = 8
"""Words in which a quotation that opens with a figure must close."""
_END = Word(0, 0, "")
_TIES = frozenset("#/:.,@&$£€'’")
_TIES_BEHIND = frozenset("-‐‑–")
_CLOSES_AGE = frozenset(",.;)")
