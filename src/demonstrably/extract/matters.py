"""Which matter a passage tells of: a gathering, or something else in which people are counted, hurt or held.

A story of a march may tell of a match, an accident, a raid or a war as well, in a paragraph of its own or in the same
one. What the sentence speaks of, its paragraph and the whole text are evidence for the figures in it.
"""

from __future__ import annotations

import re

from demonstrably.codebook import Codebook
from demonstrably.extract.cues import MATTERS, OTHERS, CueMap

Features = dict[str, float]

_OF_PARAGRAPH = ("strong", "weak", *OTHERS, *MATTERS)
_OF_OTHERS = (*OTHERS, *(kind for kind in MATTERS if kind != "apart"))
_FAR = 12
"""Sentences back to the last that spoke of a gathering beyond which more do not matter."""


class Matters:
    """Describes sentences; the words are in the codebook ("<language>/gatherings" and the weighing's "money")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        money = codebook.table(f"{language}/counting")["weighing"]["money"]
        self._money = re.compile(money, re.IGNORECASE)

    def of(self, index: int, cues: CueMap) -> Features:
        """What sentence `index`, its paragraph and its document speak of, whatever figure stands in it."""
        if index not in cues.told:
            told = self._of_sentence(index, cues) | _of_document(cues)
            cues.told[index] = told | _of_surroundings(index, cues) | _of_paragraph(index, cues)
        return cues.told[index]

    def _of_sentence(self, index: int, cues: CueMap) -> Features:
        here = cues.by_sentence[index]
        others = {kind: float(min(2, here[kind])) for kind in OTHERS}
        matters = {f"{kind}_here": float(min(2, here[kind])) for kind in MATTERS}
        return (others | matters) | {
            f"gathering={min(2, here['strong'])}": 1.0,
            f"weak={min(2, here['weak'])}": 1.0,
            "faint": float(min(3, here["faint"])),
            "money": float(bool(self._money.search(cues.text, *cues.spans[index]))),
        }


def _of_document(cues: CueMap) -> Features:
    totals = cues.totals
    density = 100 * totals["strong"] / cues.words
    level = "none" if density == 0 else "low" if density < 0.7 else "some" if density < 2 else "high"
    shares = {f"{kind}_document": totals[kind] / (totals[kind] + totals["strong"] + 1) for kind in OTHERS}
    return shares | {
        f"density={level}": 1.0,
        "lead_gathering": float(any(counts["strong"] for counts in cues.by_sentence[:2])),
        "no_gathering_anywhere": float(not totals["strong"] and totals["weak"] < 2),
        "long_document": float(cues.words > 150),
    }


def _of_surroundings(index: int, cues: CueMap) -> Features:
    last = next((i for i in range(index, -1, -1) if cues.by_sentence[i]["strong"]), None)
    return {
        f"around={min(2, cues.near(index, 'strong', 2, 1))}": 1.0,
        "weak_around": float(min(3, cues.near(index, "weak", 2, 1))),
        "since_strong": float(_FAR if last is None else min(_FAR, index - last)),
    }


def _of_paragraph(index: int, cues: CueMap) -> Features:
    paragraph, here = cues.paragraphs[index], cues.by_sentence[index]
    told = cues.by_sentence[paragraph.start : paragraph.stop]
    sums = {kind: sum([counts[kind] for counts in told]) for kind in _OF_PARAGRAPH}
    beside = {f"{kind}_beside": float(min(2, total - here[kind])) for kind, total in sums.items()}
    opening, others = cues.by_sentence[paragraph.start], sum(sums[kind] for kind in _OF_OTHERS)
    return beside | {
        "opening_strong": float(min(1, opening["strong"])),
        "opening_apart": float(min(1, opening["apart"])),
        "in_opening": float(index == paragraph.start),
        "alone": float(len(paragraph) == 1),
        "matter_share": others / (1 + sums["strong"] + others),
    }
