"""Labels: who is named before a colon, at the head of an entry or a row ("Police: 31,000", "The SAR (tweet): 22 hurt",
"The chief updates: five held")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import dropwhile, takewhile

from demonstrably.extract.attribution.frames import Frame, after, last_break, stretch
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import is_time_of_entry
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

NAMING = ("NOUN", "PROPN", "ADJ", "DET", "PART")
DASHES = ("-", "–", "—", "--")

_BULLETS = ("*", "•", "·", "▪", "►", "+", "+++", *DASHES)
_TIMED = 3
"""Tokens at a line's head among which "p.m." belongs to the time of an entry."""
_LONGEST = 6
"""Tokens; more before a colon name nobody."""
_LONGEST_GIVER = 9
"""The same of whom a message is from."""
_NEAR = 4
"""Tokens behind a colon, among which a row has its figure."""
_LETTERS = range(2, 7)
"""Letters of a body's name that is made of its initials."""
_ROUND = ("dozens", "scores", "tens", "hundreds", "thousands")
_JOINTS = ("of", "for", "in", "at", "and")


class LabelFrames:
    """Builds the frames of entries and rows that their source's name and a colon head."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, is_place: Callable[[str], bool]) -> None:
        """`is_place` tells whether a name is a place's too."""
        self._lexicon = lexicon
        self._names = names
        self._is_place = is_place
        self._scope = AppendedScope(lexicon)

    def labelled(self, sentence: Sentence) -> Iterator[Frame]:
        """Rows whose name is that of a known kind of source; a place's name heads the place's row."""
        for frame in self._rows(sentence):
            told = any(t.tag == "VBN" for r in frame.content for t in sentence.at(*r))
            holder = frame.holder
            gathered = holder is not None and holder.head.lemma.lower() in self._lexicon.nouns["gathered"]
            if holder is not None and self.speaks(holder) and (told or not gathered):
                yield frame  # "Activists: 60 held at rally", but "Workers: 400 came"

    def row(self, sentence: Sentence) -> Frame | None:
        """A list's line or a table's row: "Police: 31,000", "City Hall, which used a balloon: 27,400". Its name may be
        that of a place as well."""
        return next(self._rows(sentence), None)

    def _rows(self, sentence: Sentence) -> Iterator[Frame]:
        """All rows of a sentence: "Police: 40 held; organisers: 2,000 marched"."""
        tokens = [t for t in sentence.tokens if t.pos != "SPACE"]
        begin = 0
        for colon in (k for k, t in enumerate(tokens) if t.text in (":", "):")):
            told = any(t.tag == "CD" for t in tokens[begin:colon])  # "Unions: 20,000 marched, police: 5,000"
            breaks = ("(", "[", ";", ",") if begin and told else ("(", "[", ";")
            opened = begin + last_break(tokens[begin:colon], breaks)  # "700 marchers (the union: 2,000)"
            opened = begin if tokens[colon].text == "):" else opened  # "Red Cross (tweet): 22 hurt"
            frame = self._row(sentence, tokens[opened:colon], tokens[colon:])
            if frame is not None:
                yield frame
            begin = colon + 1  # "Update 16:10: Vigia: at least 480"

    def _row(self, sentence: Sentence, lead: list[Token], rest: list[Token]) -> Frame | None:
        """The row that has its name before a colon, with which the rest begins."""
        following = [t for t in rest[1:] if t.pos != "PUNCT"]
        figures = [k for k, t in enumerate(following) if t.tag == "CD" or t.lower in _ROUND]
        if not figures:
            return None
        posted = handle_of(sentence, lead) if len(lead) < 3 else None
        if posted is not None:
            return Frame(posted, rest[0], (stretch(rest[1:]),))
        phrase = self._named(sentence, lead)
        if phrase is not None and phrase.head.lower in self._lexicon.nouns["formats"]:
            return None
        if phrase is None or (figures[0] >= _NEAR and not self.speaks(phrase)):
            return None
        inside = takewhile(lambda t: t.text not in (")", "]"), reversed(sentence.tokens[: lead[0].i]))
        bracketed = any(t.text in ("(", "[") for t in inside)
        held = list(takewhile(lambda t: t.text not in (")", "]") or not bracketed, after(sentence, rest[0].end)))
        return Frame(phrase, rest[0], tuple(self._scope.limited(held)))

    def _named(self, sentence: Sentence, lead: list[Token]) -> Phrase | None:
        """Who is named before a colon, with or without a word for that he speaks; None where that is more than a
        name."""
        lead = list(dropwhile(_is_before_name, _behind_place(lead)))
        lead, told = self._behind_message(lead), len(lead)
        longest = _LONGEST if len(lead) == told else _LONGEST_GIVER
        name = list(takewhile(lambda t: t.text not in (",", "("), lead))
        if len(name) > 1 and self._lexicon.has("labelling", name[-1]):
            name = name[:-1]
        named = all(may_be_of_name(t) for t in name if t.lower not in _JOINTS)
        phrase = phrase_of(sentence, name) if name and len(name) < longest and named else None
        if phrase is not None and any(t.pos == "ADP" for t in name) and not self._is_of_body(phrase):
            return None  # "Number of police hurt: 12"
        return phrase

    def _behind_message(self, lead: list[Token]) -> list[Token]:
        """Who gave a message out that is named before him ("A joint statement by Vigia and the Red Cross"); the lead
        itself where none is."""
        begun = list(takewhile(lambda t: t.pos in ("DET", "ADJ"), lead))
        noun, *rest = lead[len(begun) :] or (None,)
        given = noun is not None and noun.lemma.lower() in self._lexicon.nouns["messages"]
        return rest[1:] if given and rest and rest[0].lower in ("from", "by") else lead

    def _is_of_body(self, phrase: Phrase) -> bool:
        """Whether a name with "of" is that of a body or office by its head ("Ministry of Health")."""
        word = phrase.head.lower
        return self._names.has_role("bodies", [word]) or self._names.kind_of(word) != "unknown"

    def speaks(self, phrase: Phrase) -> bool:
        """Whether a name at the head or the end of a title or row is that of somebody who tells what it holds: of a
        known kind of source, or a body's by its letters ("KNCHR"), and of no place, march or column."""
        head = phrase.head
        nouns = self._lexicon.nouns
        if head.lemma.lower() in nouns["happenings"] or head.lower in nouns["formats"] | nouns["columns"]:
            return False
        if any(t.lower in nouns["harmed"] for t in phrase.sentence.at(phrase.start, head.end)):
            return False  # "Injured officers: 14"
        lettered = is_lettered(head) and phrase.text == head.text and not self._is_place(phrase.text)
        return self._names.speaks(phrase.text) or lettered


def phrase_of(sentence: Sentence, tokens: list[Token]) -> Phrase | None:
    """A name of these tokens; its head is the last noun before a preposition. None where there is no noun."""
    while tokens and tokens[0].pos in ("PUNCT", "CCONJ"):
        tokens = tokens[1:]
    close = next(
        (k for k, t in enumerate(tokens) if k and not is_lettered(t) and t.pos in ("ADP", "ADV", "PUNCT")), len(tokens)
    )
    nouns = [t for t in tokens[:close] if t.pos in ("NOUN", "PROPN") or t.tag == "PRP" or is_lettered(t)]
    return Phrase(sentence, nouns[-1], tokens[0].start, tokens[-1].end) if nouns else None


def handle_of(sentence: Sentence, tokens: list[Token]) -> Phrase | None:
    """The account named among the tokens ("the people at @monitor"), None where there is none."""
    found = next((t for t in tokens if t.text.startswith("@") and len(t.text) > 1), None)
    return Phrase(sentence, found, found.start, found.end) if found else None


def may_be_of_name(token: Token) -> bool:
    """Whether a token may stand in a name."""
    return token.pos in NAMING or token.text == "-" or is_lettered(token)


def is_lettered(token: Token) -> bool:
    """Whether a token is written as the initials of a body or office, whatever the tagger takes it for ("DCP")."""
    return token.text.isalpha() and token.text.isupper() and len(token.text) in _LETTERS


def _behind_place(lead: list[Token]) -> list[Token]:
    """What follows the dash behind the place that an entry begins with ("20.55 Vell – Dockers' union: ...")."""
    dash = last_break(lead, ("–", "—", "--"))
    return lead[dash:] if 0 < dash < len(lead) else lead


def _is_before_name(token: Token) -> bool:
    """Whether a token may stand before a row's name: a bullet, a dash, the time of an entry."""
    half = token.i < _TIMED and token.lower.replace(".", "") in ("am", "pm")
    return half or token.text in _BULLETS or is_time_of_entry(token)
