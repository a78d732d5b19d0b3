"""The gate before everything else: whether a text tells of a gathering at all, at a four-hundredth of a parse's cost.

Most articles are about something else, and most of those do not hold a single word that could begin a window: a few
dozen searches for beginnings of words are all that they cost. Where one stands, the cues around it are weighed, each
once, and the best window decides: one paragraph among forty is enough. Lexicon: codebook table "<language>/gate";
what training made of its weights: `data/gate_weights.json` (`scripts/train_gate.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from math import fsum
from typing import Any

from demonstrably.codebook import Codebook

REACH = 160
"""Characters of a window on either side of its anchor: the sentence, and some of its neighbours."""

BRIEF = 2 * REACH
"""Characters; a text no longer than a window is one, whatever it holds: an item of one or two sentences has often none
of the words around which windows are opened."""

STEP = 80
"""Characters between the anchors of two windows at least; nearer ones would be read twice."""

PLAIN = 1.5
"""The score from which a window leaves no doubt: the text is read as a whole. Of 907 articles without a gathering
six have such a window, of the gold texts with one more than nine in ten."""

SHORT = 1_300
"""Characters; a shorter text may have no room for plain words, and costs little to read as a whole. A longer one has
more windows, one of which may be warm by chance: such texts have a threshold of their own."""

MOST_AGAINST = 2.5
"""How much the words for something else take from a window together at most: a plain word for a gathering holds its
ground in whatever company. Anything from 2 to 4 does as well on the texts that were held out."""

UNTRAINED = -4.0
"""The bias before training: one sure cue, or several likely ones, outweigh it."""

LISTS = ("sure", "firm", "likely", "company", "against")
BIAS = "(bias)"
THRESHOLD_BRIEF, THRESHOLD, THRESHOLD_LONG = "(threshold of brief texts)", "(threshold)", "(threshold of long texts)"

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MARCH = re.compile(r"March\b(?! (?:for|against)\b)(?=(\W{1,2}\d)?)")
_LAST_WORD = re.compile(r"([\w’'-]+) $")
_BEFORE_MONTH = frozenset(
    ["In", "On", "By", "Since", "Last", "Until", "Till", "Early", "Late", "From", "This", "Next", "During", "Before",
     "After", "Through", "And"]
)  # fmt: skip
_MASK = "month"  # as long as "March": offsets stay


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a text is to be read for gatherings. `spans` None: the evidence is plain, read all. Otherwise it is thin:
    look there, in characters, and give up where no gathering is found; [] of a text that tells of none. `wants_name`:
    whether a word for a gathering must stand there for it to be worth a parse. A short text may do without one."""

    spans: Sequence[tuple[int, int]] | None
    wants_name: bool = False

    def __bool__(self) -> bool:
        return self.spans is None or bool(self.spans)

    def holds(self, start: int, end: int) -> bool:
        """Whether a passage is to be read."""
        return self.spans is None or any(s < end and start < e for s, e in self.spans)


WHOLE, NOTHING = Scope(None), Scope(())


class Gate:
    """Weighs windows of a text. Without learned weights every cue has that of its list."""

    def __init__(self, codebook: Codebook, learned: Mapping[str, float], language: str = "en") -> None:
        table = codebook.table(f"{language}/gate")
        self._stems = _stems(table)
        self.prior = _prior(table)
        """Cue, named by its first form -> the weight of its list."""
        self.against = frozenset(entry.split("|")[0] for entry in table["against"]["words"])
        """The cues that tell of something else."""
        self._cue_of = {form: entry.split("|")[0] for entry in _entries(table) for form in entry.split("|")}
        self._weights = {cue: learned.get(cue, weight) for cue, weight in self.prior.items()}
        self.bias = learned.get(BIAS, UNTRAINED)
        self._thresholds = {name: learned.get(name, 0.0) for name in (THRESHOLD_BRIEF, THRESHOLD, THRESHOLD_LONG)}

    @classmethod
    def packaged(cls, codebook: Codebook, language: str = "en") -> Gate:
        """The gate with the weights that are shipped."""
        path = resources.files("demonstrably.extract") / "data" / "gate_weights.json"
        return cls(codebook, json.loads(path.read_text(encoding="utf-8")), language)

    def passes(self, text: str) -> bool:
        """Whether some window tells of a gathering."""
        return bool(self.scope(text))

    def scope(self, text: str) -> Scope:
        """Where to read a text: nowhere if no window tells of a gathering."""
        short, threshold = len(text) <= SHORT, self._thresholds[threshold_of(text)]
        warm: list[tuple[int, int]] = []
        for start, end, window in self.windows(text):
            score = self.score(window)
            if score >= PLAIN:
                return WHOLE
            if score >= threshold:
                warm.append((start, end))
        opens = bool(warm) and warm[0][0] == 0  # the title or the first words tell of one
        whole = short or opens or len(warm) > 1
        return Scope(((0, len(text)),) if warm and whole else tuple(warm), wants_name=not short)

    def score(self, window: str) -> float:
        """Log-odds, as training saw them, that a window tells of a gathering."""
        weights = [(self._weights[cue], cue in self.against) for cue in self.cues(window)]
        elsewhere = fsum(weight for weight, against in weights if against)  # the same in whatever order sets are read
        return self.bias + fsum(weight for weight, against in weights if not against) + max(elsewhere, -MOST_AGAINST)

    def windows(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and lower-case words of the surroundings of each anchor in a text, in order; a brief text is one
        window."""
        lower = _lower(_MARCH.sub(_month, text) if "March" in text else text)
        if len(lower) <= BRIEF:
            yield 0, len(lower), lower
            return
        last = -STEP
        for anchor in sorted(self._anchors(lower)):
            if anchor >= last + STEP:
                last, start, end = anchor, max(0, anchor - REACH), min(len(lower), anchor + REACH)
                yield start, end, lower[start:end]

    def _anchors(self, lower: str) -> Iterator[int]:
        for stem in self._stems:
            at = lower.find(stem)
            while at >= 0:
                if at == 0 or not lower[at - 1].isalnum():
                    yield at
                at = lower.find(stem, at + 1)

    def cues(self, window: str) -> set[str]:
        """The cues in a lower-case window, each named by its first form."""
        words = _WORD.findall(window)
        forms = {*words, *map(" ".join, pairwise(words))}
        for word in words:
            if "-" in word:
                parts = word.split("-")
                forms.update(parts, [parts[0] + "-", "-" + parts[-1]])
        return {self._cue_of[form] for form in forms & self._cue_of.keys()}


def threshold_of(text: str) -> str:
    """Which threshold a text has by its length."""
    return THRESHOLD_BRIEF if len(text) <= BRIEF else THRESHOLD if len(text) <= SHORT else THRESHOLD_LONG


def _month(match: re.Match[str]) -> str:
    """The name of the month masked; "the Women's March" stays."""
    before = _LAST_WORD.search(match.string, max(0, match.start() - 20), match.start())
    word = before.group(1) if before else ""
    named = word[:1].isupper() and word not in _BEFORE_MONTH and match.group(1) is None
    return match.group() if named else _MASK


def _stems(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The anchors, and every sure form that none of them finds: a word that a user adds needs no second entry."""
    stems: list[str] = list(table["anchors"]["stems"])
    forms = (form for entry in table["sure"]["words"] for form in entry.split("|"))
    found = (form for form in forms if not any(form.startswith(stem) or f" {stem}" in form for stem in stems))
    return (*stems, *found)


def _entries(table: Mapping[str, Any]) -> Iterator[str]:
    return (entry for name in LISTS for entry in table[name]["words"])


def _prior(table: Mapping[str, Any]) -> dict[str, float]:
    return {entry.split("|")[0]: float(table["weights"][name]) for name in LISTS for entry in table[name]["words"]}


def _lower(text: str) -> str:
    """The text in lower case, one character for each of its characters."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)
