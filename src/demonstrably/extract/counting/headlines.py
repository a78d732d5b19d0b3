"""Headlines, which leave out "were" and share it: "Three shot, 12 held", "20 students, three teachers arrested"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.readings import NounClass, Reading
from demonstrably.language.analysis import Sentence, Token

_COUNTED: frozenset[NounClass] = frozenset({"none", "people", "gatherer", "police"})
_OPENING = (":", ";", "-", "–", "—", "|")
_LISTED = ("NUM", "NOUN", "PROPN", "ADJ", "ADV", "DET", "CCONJ", "PUNCT")
"""What stands before a list that a headline, or a part of one, begins with, and in it."""
_ONE = ("no", "one", "single", "a", "1")
_JOINS = (",", "and", "&")
_NOUNS = ("NOUN", "PROPN", "ADJ")
_BEHIND = ("ADP", "SCONJ", "CCONJ", "PUNCT", "ADV", "PROPN")
"""What stands behind a participle that tells all of those before it."""


class Headlines:
    """Reads participles by the codebook's table "<language>/counting", adjectives and participles."""

    def __init__(self, table: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        more = table["participles"]
        self._told = {a: frozenset([*words, *more.get(a, ())]) for a, words in table["adjectives"].items()}
        self._known = frozenset(word for words in self._told.values() for word in words)

    def readings(self, sentence: Sentence, counted: Counted, last: Token, start: int) -> Iterator[Reading]:
        """What a participle behind a number that begins at code point `start` and ends in `last`, or behind the list
        that it opens, makes of it."""
        if counted.kind not in _COUNTED:
            return
        i = last.i + 1
        if counted.noun is not None and counted.noun.i >= last.i:
            ahead = sentence.tokens[i : counted.noun.i + 1]
            listed = self._past_list(sentence, counted.noun.i + 1) if all(t.pos in _NOUNS for t in ahead) else None
            over = sentence.head(
                counted.head
            )  # "left five officers and eight farmers hurt", "spoke of two boys and ..."
            left = over.lemma == "leave" or over.lower == "of"
            if listed is None or not (left or _is_listed_from(sentence, start)):
                return
            i = listed
        yield from self._told_at(sentence, counted, i)

    def _told_at(self, sentence: Sentence, counted: Counted, i: int) -> Iterator[Reading]:
        participle, behind = sentence.tokens[i : i + 1], sentence.tokens[i + 1 : i + 2]
        if participle and (not behind or (behind[0].pos in _BEHIND and behind[0].lower != "dead")):
            verb = participle[0]
            acts = sentence.children(verb, "dobj", "prt") or (behind[:1] and behind[0].tag == "RP")
            one = sentence.tokens[i - 1].lower in _ONE and verb.tag == "NN"  # "fired one shot"
            for attribute, words in self._told.items():
                if verb.lower in words and not acts and not one:
                    yield counted.reading(attribute, counted.head, "adjective", 0)

    def _past_list(self, sentence: Sentence, i: int) -> int | None:
        """Where a list of further numbers with their nouns ends that goes on at token `i`; None where none does."""
        tokens, start = sentence.tokens, i
        while i + 1 < len(tokens) and tokens[i].lower in _JOINS:
            i += 2 if tokens[i + 1].lower in _JOINS else 1
            if i >= len(tokens) or not (tokens[i].pos == "NUM" or tokens[i].lower in ("a", "an")):
                return None
            i = named = i + 1
            while i < len(tokens) and tokens[i].pos in _NOUNS and tokens[i].lower not in self._known:
                i += 1
            if i == named:  # "1,500 participants, 4 detained"
                return None
        return i if i > start else None


def _is_listed_from(sentence: Sentence, start: int) -> bool:
    """Whether nothing but the members of a list stands before code point `start` in a headline or a part of one."""
    for token in reversed([t for t in sentence.tokens if t.end <= start]):
        if token.text in _OPENING:
            return True
        if token.pos not in _LISTED:
            return False
    return True
