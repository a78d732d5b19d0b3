"""Sentence boundaries of English news without a model: cheap enough to run over every article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from demonstrably.codebook import Codebook

Span = tuple[int, int]

MAX_SENTENCE = 1200
"""Characters; a longer "sentence" is a list or a table and is cut at its semicolons, commas or spaces."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"""(?<![.!?…])([.!?…]++)(["'”’»)\]]*+(?:\[\d{1,3}\])*+)\s++(?=["'`“‘«(\[]*+\S)""")
_STARTER = re.compile(r"""(["'`“‘«(\[—–-]*)\s?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ0-9#@]""")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")  # U.S, a.m, Ph.D; not example.com
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_LIST_NUMBER = re.compile(r"\s*\d{1,3}")
_SPEAKER = re.compile(r"(?:(?:[A-Z][\w’'-]*\.?|of|the|de|al|bin|van|von)\s){1,5}([a-z]+)\b")
_REACH = 30  # characters looked back for the word before a full stop
_CUTS = ("; ", ", ", " ")
_QUOTES = frozenset("\"'`“‘«")


class SentenceSplitter:
    """Splits text into sentences by one language's abbreviations (codebook table "<language>/sentences")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/sentences")
        abbreviations = table["abbreviations"]
        self._titles = frozenset(abbreviations["titles"])
        self._numbered = frozenset(abbreviations["numbered"])
        self._either = frozenset(abbreviations["either"])
        self._small = frozenset(abbreviations["small"])
        self._openers = frozenset(table["openers"]["words"])
        self._speech = frozenset(table["speech"]["verbs"])

    def split(self, text: str) -> list[Span]:
        """Spans of the sentences, in order, trimmed of white space; a line break always ends a sentence."""
        spans = (span for line in _LINE.finditer(text) for span in self._in_line(text, line.start(), line.end()))
        pieces = (_trimmed(text, *piece) for span in spans for piece in _cut(text, *span))
        return [(start, end) for start, end in pieces if end > start]

    def _in_line(self, text: str, start: int, end: int) -> Iterator[Span]:
        for stop in _STOP.finditer(text, start, end):
            if self._ends(text, start, stop):
                yield start, stop.end(2)
                start = stop.end()
        yield start, end

    def _ends(self, text: str, start: int, stop: re.Match[str]) -> bool:
        """Whether the full stop, question or exclamation mark ends the sentence that began at `start`."""
        following = _STARTER.match(text, stop.end())
        if following is None:
            return False
        if stop.group(1) != ".":
            return not (stop.group(2) and self._speaker_follows(text, stop.end()))
        if stop.group(2):
            return True
        if _LIST_NUMBER.fullmatch(text, start, stop.start()):
            return False
        word = _LAST_WORD.search(text, max(start, stop.start() - _REACH), stop.start())
        return word is None or self._ends_after(word.group(), text, stop.end(), following.group(1))

    def _ends_after(self, word: str, text: str, after: int, marks: str) -> bool:
        """Whether a full stop behind this word ends the sentence; `marks` open what follows at `after`."""
        lower = word.lower()
        if lower in self._numbered and text[after].isdecimal():
            return False  # "p. 12"; but "P. Chavan" is a name
        dotted = _DOTTED.fullmatch(word) is not None
        if not (word[0].isupper() or dotted or lower in self._small):
            return True
        if lower in self._titles:
            return False
        initial = len(word) == 1 and word != "I"
        if initial or dotted or lower in self._either:
            return self._opens(text, after) or (not initial and not _QUOTES.isdisjoint(marks))
        return True

    def _opens(self, text: str, start: int) -> bool:
        """Whether a word that commonly begins a sentence stands at `start`."""
        word = _FIRST_WORD.match(text, start, start + 20)
        return word is not None and word.group().lower() in self._openers

    def _speaker_follows(self, text: str, start: int) -> bool:
        """Whether "Ms Diallo asked" stands at `start`: the sentence of the quotation goes on."""
        speaker = _SPEAKER.match(text, start, start + 80)
        return speaker is not None and speaker.group(1) in self._speech


def split_sentences(text: str) -> list[Span]:
    """Sentence spans by the packaged English table."""
    return _packaged().split(text)


@cache
def _packaged() -> SentenceSplitter:
    return SentenceSplitter(Codebook())


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The span in pieces of MAX_SENTENCE at most."""
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        length = next((k + 1 for mark in _CUTS if (k := window.rfind(mark)) > MAX_SENTENCE // 3), MAX_SENTENCE)
        yield start, start + length
        start += length
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
