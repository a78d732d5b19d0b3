"""Sentence boundaries of English news without a model: cheap enough to run over every article."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon st sr jr gen col lt capt sgt maj cpl brig adm cmdr gov sen rep reps sens pres supt insp
    dept det fr vs etc no nos vol inc ltd co corp bros assn dist jan feb mar apr jun jul aug sept sep oct nov dec
    mon tue tues wed thu thur thurs fri sat sun ave blvd rd ft mt pt approx est al cf eg ie viz ca fig
    calif conn colo fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt
    wash wis wyo ariz ark ala del""".split()
)
"""Abbreviations after which a full stop does not end the sentence when a capital or digit follows."""

MAX_SENTENCE = 1200
"""Characters; a longer "sentence" is a list or a table and is cut at its semicolons, commas or spaces."""

_BOUNDARY = re.compile(r"""([.!?…]+)(["'”’»)\]]*)(\s+)(?=["'“‘«(\[]*[^\s])""")
_STARTER = re.compile(r"""["'“‘«(\[—–-]*\s?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ0-9#@]""")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)$")


def _ends_here(text: str, line_start: int, match: re.Match[str]) -> bool:
    """Whether the stop at the match ends a sentence."""
    if not _STARTER.match(text, match.end()):
        return False
    if match.group(1) != "." or match.group(2):
        return True
    before = _LAST_WORD.search(text, max(line_start, match.start() - 30), match.start())
    if not before:
        return True
    word = before.group(1)
    following = text[match.end() : match.end() + 1]
    if "." in word:  # U.S., a.m.: ends only before a word that commonly starts a sentence
        opener = re.match(r"[A-Za-z']+", text[match.end() : match.end() + 15])
        return bool(opener and opener.group().lower() in _OPENERS)
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    if word.lower() in ABBREVIATIONS and (word[0].isupper() or word.lower() in {"vs", "etc", "no", "est", "approx"}):
        return following.isdigit() is False and word.lower() in {"etc"}
    return True


_OPENERS = frozenset(
    """the a an in on at it he she they we but and however this that these those there police protesters
    demonstrators officials some many more for after as his her their its when while since by to from with according
    several thousands hundreds dozens about earlier meanwhile""".split()
)


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        cut = next((k + 1 for mark in (";", ",", " ") if (k := window.rfind(mark)) > MAX_SENTENCE // 3), MAX_SENTENCE)
        spans.append((start, start + cut))
        start += cut
    spans.append((start, end))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, in order, trimmed of white space; a line break always ends a sentence."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        start = line.start()
        for match in _BOUNDARY.finditer(text, line.start(), line.end()):
            if _ends_here(text, line.start(), match):
                spans.append((start, match.end(2)))
                start = match.end()
        spans.append((start, line.end()))
    trimmed = (_trim(text, s, e) for span in spans for s, e in _cut_long(text, *span))
    return [(s, e) for s, e in trimmed if e > s]
