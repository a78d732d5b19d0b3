"""A name in a sentence, as a source's phrase writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demonstrably.language.analysis import Sentence, Token

_QUOTES = ('"', "“", "”", "„", "«", "»")
_CALLED = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:[\w-]+ ){0,3}[\"“„«]$")
"""What stands before a body's name in quotation marks."""
_JOINT = re.compile(r",? (?:of|in|at|for|with|from|on|who|to) ")
_LONGEST_DESCRIPTION = 60
"""Code points of a description that may stand with a name."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name in a sentence. `start` and `end` are code points of the document's text; `head` its noun or pronoun;
    `context` the descriptive words beside it ("a rights group", "leader of the union"), empty without any."""

    sentence: Sentence
    head: Token
    start: int
    end: int
    context: str = ""

    @property
    def text(self) -> str:
        """The name as written, runs of white space as one blank."""
        raw = self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]
        return " ".join(raw.split()).rstrip("'’")

    @property
    def is_pronoun(self) -> bool:
        return self.head.pos == "PRON" or self.head.tag == "WP$"

    @property
    def person(self) -> str | None:
        """The personal name in it, None where it has none."""
        names = [n for n in self.sentence.names if n.label == "PERSON" and n.start < self.end and n.end > self.start]
        at_head = [n for n in names if n.first <= self.head.i <= n.last]
        if not at_head:
            return None
        start = max(at_head[0].start, self.start) - self.sentence.start
        return " ".join(self.sentence.text[start : at_head[0].end - self.sentence.start].split()).removesuffix("'s")

    @property
    def described(self) -> str:
        """The name with the description right beside it, as written ("the march's leader, Ann Bell", "Ann Bell, one of
        the organisers", "the movement "Clean Hands""); the name alone without one, and where a name describes it."""
        raw, start, end = self.sentence.text, self.start - self.sentence.start, self.end - self.sentence.start
        if self.is_quoted:
            called = _CALLED.search(raw[:start])
            return " ".join(raw[called.start() if called else start : end + bool(called)].split())
        noun = " ".join(_JOINT.split(self.context)[0].split()[-1:])
        if len(self.context) > _LONGEST_DESCRIPTION or not (noun.islower() or noun == "One"):
            return self.text
        first = start - len(f"{self.context}, ")
        if first >= 0 and raw.startswith(f"{self.context}, ", first):
            start = first
        elif raw.startswith(f", {self.context}", end):
            end += len(f", {self.context}")
        return " ".join(raw[start:end].split()).rstrip("'’")

    @property
    def is_quoted(self) -> bool:
        """Whether the name stands in quotation marks of its own (the movement "Clean Hands")."""
        around = self.sentence.text[max(0, self.start - self.sentence.start - 1) : self.end - self.sentence.start + 1]
        return around[:1] in _QUOTES and around[-1:] in _QUOTES

    @property
    def label(self) -> str | None:
        """The entity label over its head, None where the analyser sees no name."""
        return next((n.label for n in self.sentence.names if n.first <= self.head.i <= n.last), None)
