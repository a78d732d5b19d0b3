r"""The letters with which some word of each match of an expression begins, read from the expression itself.

An expression of two hundred wordings is tried at every word of a text. But each wording has words that must stand in
every match of it ("detent" of `\d+ detention\w*`), and whether a text has such a word, a look into a set tells. What
this reader does not understand it takes for anything: it may name fewer letters than it could, but every match has a
word that begins with those it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

LONGEST = 6
"""Letters of the longest opening: more tell hardly any words apart."""
MOST = 2_000
"""Openings of one expression; one with more is given up."""

DIGIT = "0"
"""The opening that stands for a number, whatever its digits."""

Heads = dict[str, bool]
"""What a match may begin with, and whether what follows can be added to it: not where something unread comes first."""

Atom = tuple[str, bool, bool]
"""A letter, an escape, a class or a group; whether a match may lack it; whether it may stand there more than once."""

_LENGTHS = range(1, LONGEST + 1)
_NUMBER = re.compile(r"(?<![^\W_])\d")
_WORD = re.compile(r"[^\W_]+")
_WHOLE = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
"""An escape or a class, within which brackets and bars are letters."""
_ATOM = re.compile(rf"{_WHOLE}|\(|[^\\\[(]", re.DOTALL)
_STRETCH = re.compile(rf"{_WHOLE}|[()]|[^\\\[()]+", re.DOTALL)
_MARK = re.compile(rf"{_WHOLE}|[()|]", re.DOTALL)
_DEPTH = {"(": 1, ")": -1}
_REPEAT = re.compile(r"(?:([?*])|(\+)|\{(\d*),?\d*\})[?+]?")
_WORD_STARTS = (r"(?<![^\W_])", r"(?<![\w-])", r"\b")
_NOTHING_WIDE = re.compile(r"\(\?<?[=!]")
_FEW = 4
"""Letters of the largest class that is taken for each of its letters."""
_PLAIN_GROUP = re.compile(r"\(\?(?:P<\w+>|(?:-i)?:)|\((?!\?)")


@lru_cache(maxsize=256)  # some tables are read for two purposes
def openings_of(expression: str) -> frozenset[str] | None:
    """In small letters, at most LONGEST each; None where the expression does not tell any."""
    found = _needed(expression, starts=False)
    return None if found is None or len(found) > MOST else found


@lru_cache(maxsize=256)
def openings_in(text: str) -> frozenset[str]:
    """All beginnings of the words of a text in small letters, of LONGEST letters and less; DIGIT for its numbers."""
    words = set(_WORD.findall(text))
    if _NUMBER.search(text):
        words.add(DIGIT)
    return frozenset([word[:n] for word in words for n in _LENGTHS])


def _needed(expression: str, *, starts: bool) -> frozenset[str] | None:
    """Those of all alternatives; `starts` tells whether a word surely starts where the expression does."""
    found = [_needed_of_one(alternative, starts=starts) for alternative in _alternatives(expression)]
    return None if None in found else frozenset().union(*(needed for needed in found if needed))


def _needed_of_one(expression: str, *, starts: bool) -> frozenset[str] | None:
    """The most telling of what must stand in a match: that whose shortest opening is longest."""
    best: tuple[int, frozenset[str]] | None = None
    atoms = _atoms(expression)
    for index, (atom, optional, _) in enumerate(atoms):
        found: list[frozenset[str] | None] = [_inner(atom, starts=starts)] if not optional else []
        found += [frozenset(_heads_of_one(atoms[index:]))] if starts else []
        for needed in found:
            if needed and all(needed) and (best is None or min(map(len, needed)) > best[0]):
                best = min(map(len, needed)), needed
        starts = _starts_behind(atom, starts=starts) and (starts or not optional)
    return best[1] if best else None


def _inner(atom: str, *, starts: bool) -> frozenset[str] | None:
    group = _PLAIN_GROUP.match(atom)
    return _needed(atom[group.end() : -1], starts=starts) if group else None


def _starts_behind(atom: str, *, starts: bool) -> bool:
    """Whether a letter right behind an atom surely is the first of a word."""
    if atom in _WORD_STARTS or atom == r"\s":
        return True
    if _NOTHING_WIDE.match(atom):
        return starts
    if group := _PLAIN_GROUP.match(atom):
        return all(_ends(alternative, starts=starts) for alternative in _alternatives(atom[group.end() : -1]))
    if atom.startswith("["):
        inner = atom[1:-1].replace(r"\s", " ")
        return not (inner.startswith("^") or "\\" in inner or any(map(str.isalnum, inner)))
    return not atom[-1].isalnum() and atom != "."


def _ends(expression: str, *, starts: bool) -> bool:
    for atom, optional, _ in _atoms(expression):
        starts = _starts_behind(atom, starts=starts) and (starts or not optional)
    return starts


def _heads(expression: str) -> Heads:
    """What a match may begin with, of all alternatives of an expression."""
    found: Heads = {}
    for alternative in _alternatives(expression):
        for head, is_open in _heads_of_one(_atoms(alternative)).items():
            found[head] = found.get(head, True) and is_open
    return found


def _heads_of_one(atoms: Sequence[Atom]) -> Heads:
    heads: Heads = {"": True}
    for atom, optional, repeated in atoms:
        if not any(heads.values()) or len(heads) > MOST:
            break
        options = _options(atom)
        if repeated:
            options = dict.fromkeys(options, False)
        if optional and "" not in options:
            options = {**options, "": True}
        heads = _joined(heads, options)
    return heads


def _joined(heads: Heads, options: Mapping[str, bool]) -> Heads:
    """Each head that is open with each option behind it."""
    joined = {head: False for head, is_open in heads.items() if not is_open}
    for head in (head for head, is_open in heads.items() if is_open):
        for option, is_open in options.items():
            numbered = head != "" and option == DIGIT  # some digit, not this one
            longer = head if numbered else (head + option)[:LONGEST]
            joined[longer] = joined.get(longer, True) and is_open and not numbered and len(longer) < LONGEST
    return joined


@lru_cache(maxsize=64)  # a group is looked into from every word before it that begins a match
def _options(atom: str) -> Mapping[str, bool]:
    """What one atom may begin with."""
    if atom == r"\b" or _NOTHING_WIDE.match(atom):
        return {"": True}
    if atom == r"\d":
        return {DIGIT: False}
    if atom.startswith("("):
        group = _PLAIN_GROUP.match(atom)
        return _heads(atom[group.end() : -1]) if group else {"": False}
    letters = atom[1:-1] if atom.startswith("[") else atom
    if len(letters) <= _FEW and letters.isalpha() and letters.lower().isascii():
        return dict.fromkeys(letters.lower(), True)
    return {atom: True} if atom.isdecimal() else {"": False}


@lru_cache(maxsize=64)  # a group is taken apart for what it needs, for how it begins and for how it ends
def _atoms(expression: str) -> tuple[Atom, ...]:
    """The atoms of an alternative."""
    found: list[Atom] = []
    position = 0
    while position < len(expression):
        end, atom = _atom_at(expression, position)
        repeat = _REPEAT.match(expression, end)
        optional = repeat is not None and bool(repeat[1] or repeat[3] in ("", "0"))
        found.append((atom, optional, repeat is not None and expression[end] != "?"))
        position = repeat.end() if repeat else end
    return tuple(found)


def _atom_at(expression: str, start: int) -> tuple[int, str]:
    """Where the atom at `start` ends, and the atom: a letter, an escape, a class, or a group with its brackets."""
    first = _ATOM.match(expression, start)
    position = first.end() if first else start
    depth = 1 if first and first[0] == "(" else 0
    while depth and (match := _STRETCH.match(expression, position)):
        position = match.end()
        depth += _DEPTH.get(match[0], 0)
    return position, expression[start:position]


@lru_cache(maxsize=64)
def _alternatives(expression: str) -> tuple[str, ...]:
    """The parts between the bars that stand in no group."""
    if "|" not in expression:
        return (expression,)
    found: list[str] = []
    begin = depth = 0
    for match in _MARK.finditer(expression):
        depth += _DEPTH.get(match[0], 0)
        if match[0] == "|" and depth == 0:
            found.append(expression[begin : match.start()])
            begin = match.end()
    return (*found, expression[begin:])
