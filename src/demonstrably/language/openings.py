r"""The letters with which some word of each match of an expression begins, read from the expression itself.

An expression of two hundred wordings is tried at every word of a text. But each wording has words that must stand in
every match of it ("detent" of `\d+ detention\w*`), and whether a text has such a word, a look into a set tells. What
this reader does not understand it takes for anything: it may name fewer letters than it could, but every match has a
word that begins with those it names.

An expression is taken apart once, and what a group of it may begin with is worked out once: there are more than a
hundred expressions, and a single article waits for nearly all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

LONGEST = 6
"""Letters of the longest opening: more tell hardly any words apart."""
MOST = 2_000
"""Openings of one expression; one with more is given up."""

DIGIT = "0"
"""The opening that stands for a number, whatever its digits."""

Heads = dict[str, bool]
"""What a match may begin with, and whether what follows can be added to it: not where something unread comes first."""

_NOTHING: Heads = {"": True}
_PIECE = re.compile(
    r"(?P<letters>[A-Za-z]+(?![?*+{]))|(?P<open>\((?:\?(?:P<\w+>|(?:-i)?:)|(?!\?)))|(?P<odd>\()|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<sign>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)",
    re.DOTALL,
)
"""Letters in a row of which none is repeated, the bracket of a group that is nothing but brackets, that of any other,
its end, a bar, or a sign: an escape, a class, or any other letter."""
_REPEAT = re.compile(r"(?:([?*])|(\+)|\{(\d*),?\d*\})[?+]?")
_WORD_STARTS = (r"(?<![^\W_])", r"(?<![\w-])", r"\b", r"\s")
_NOTHING_WIDE = ("(?=", "(?!", "(?<=", "(?<!")
_FEW = 4
"""Letters of the largest class that is taken for each of its letters."""


def openings_of(expression: str) -> frozenset[str] | None:
    """In small letters, at most LONGEST each; None where the expression does not tell any."""
    found = _needed(_taken_apart(expression), starts=False)
    return None if found is None or len(found) > MOST else found


class _Atom:
    """Letters in a row, an escape, a class, or a group. A plain group has its alternatives `inside`."""

    def __init__(self, written: str, repeat: re.Match[str] | None = None, inside: Alternatives | None = None) -> None:
        self.written, self.inside = written, inside
        self.is_optional = repeat is not None and bool(repeat[1] or repeat[3] in ("", "0"))
        self._is_repeated = repeat is not None and repeat.group()[0] != "?"

    @cached_property
    def options(self) -> Heads:
        """What it may begin with, and nothing where a match may lack it."""
        found = _heads(self.inside) if self.inside is not None else _options(self.written)
        if self._is_repeated:
            found = dict.fromkeys(found, False)
        return _NOTHING | found if self.is_optional else found


Alternatives = list[list[_Atom]]


def _taken_apart(expression: str) -> Alternatives:
    """The atoms of each alternative."""
    around: list[tuple[Alternatives, re.Match[str]]] = []
    here: Alternatives = [[]]
    position = 0
    while piece := _PIECE.match(expression, position):
        position = piece.end()
        if piece.lastgroup == "letters":
            here[-1].append(_Atom(piece.group()))
        elif piece.lastgroup == "bar":
            here.append([])
        elif piece.lastgroup in ("open", "odd"):
            around.append((here, piece))
            here = [[]]
        else:
            repeat = _REPEAT.match(expression, position)
            if piece.lastgroup == "close" and around:
                inside, (here, opened) = here, around.pop()
                plain = inside if opened.lastgroup == "open" else None
                atom = _Atom(expression[opened.start() : position], repeat, plain)
            else:
                atom = _Atom(piece.group(), repeat)
            here[-1].append(atom)
            position = repeat.end() if repeat else position
    return here


def _needed(alternatives: Alternatives, *, starts: bool) -> frozenset[str] | None:
    """Those of all alternatives; `starts` tells whether a word surely starts where the expression does."""
    needed: set[str] = set()
    for atoms in alternatives:
        of_one = _needed_of_one(atoms, starts=starts)
        if of_one is None:
            return None
        needed |= of_one
    return frozenset(needed)


def _needed_of_one(atoms: Sequence[_Atom], *, starts: bool) -> frozenset[str] | None:
    """The most telling of what must stand in a match: that whose shortest opening is longest."""
    best, shortest = None, 0
    for i, atom in enumerate(atoms):
        found = [_needed(atom.inside, starts=starts)] if atom.inside is not None and not atom.is_optional else []
        found += [frozenset(_heads_of_one(atoms[i:]))] if starts else []
        for needed in found:
            if needed and min(map(len, needed)) > shortest:
                best, shortest = needed, min(map(len, needed))
        if shortest == LONGEST:
            break
        starts = _starts_behind(atom, starts=starts)
    return best


def _starts_behind(atom: _Atom, *, starts: bool) -> bool:
    """Whether a letter right behind an atom surely is the first of a word."""
    return _starts_after(atom, starts=starts) and (starts or not atom.is_optional)


def _starts_after(atom: _Atom, *, starts: bool) -> bool:
    """The same where a match does not lack it."""
    written = atom.written
    if written in _WORD_STARTS:
        return True
    if atom.inside is not None:
        return all(_ends(atoms, starts=starts) for atoms in atom.inside)
    if written.startswith("(?"):
        return starts and written.startswith(_NOTHING_WIDE)
    if written.startswith("["):
        inner = written[1:-1].replace(r"\s", " ")
        return not (inner.startswith("^") or "\\" in inner or any(map(str.isalnum, inner)))
    return not written[-1].isalnum() and written != "."


def _ends(atoms: Sequence[_Atom], *, starts: bool) -> bool:
    for atom in atoms:
        starts = _starts_behind(atom, starts=starts)
    return starts


def _heads(alternatives: Alternatives) -> Heads:
    """What a match may begin with, of all alternatives of an expression."""
    found: Heads = {}
    for atoms in alternatives:
        for head, is_open in _heads_of_one(atoms).items():
            found[head] = found.get(head, True) and is_open
    return found


def _heads_of_one(atoms: Sequence[_Atom]) -> Heads:
    heads = _NOTHING
    for atom in atoms:
        if not any(heads.values()) or len(heads) > MOST:
            break
        if atom.options != _NOTHING:
            heads = _joined(heads, atom.options)
    return heads


def _joined(heads: Heads, options: Heads) -> Heads:
    """Each head that is open with each option behind it."""
    joined = {head: False for head, is_open in heads.items() if not is_open}
    for head in (head for head, is_open in heads.items() if is_open):
        for option, is_open in options.items():
            numbered = head != "" and option == DIGIT  # some digit, not this one
            longer = head if numbered else (head + option)[:LONGEST]
            joined[longer] = joined.get(longer, True) and is_open and not numbered and len(longer) < LONGEST
    return joined


def _options(written: str) -> Heads:
    """What an atom that is no plain group may begin with."""
    if written == r"\b" or written.startswith(_NOTHING_WIDE):
        return _NOTHING
    if written == r"\d":
        return {DIGIT: False}
    if written.isalpha() and written.isascii():
        return {written.lower(): True}
    letters = written[1:-1] if written.startswith("[") else ""
    if letters.isalpha() and len(letters) <= _FEW and letters.isascii():
        return dict.fromkeys(letters.lower(), True)
    return {written: True} if written.isdecimal() else {"": False}
