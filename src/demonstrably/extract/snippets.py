"""The class of a short news text in ACLED's scheme of protest events: a regression and plain wordings together.

The regression's features are signs and words (`snippet_features`); its weights are trained by
`scripts/train_event_types.py` on coded and invented texts and shipped as data. The rules of the codebook
("<language>/snippet_rules") have a vote beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from demonstrably.codebook import Codebook
from demonstrably.extract.snippet_features import SnippetFeatures

OTHER = "OTHER"

BIAS = "bias"
"""The feature that every text has."""


VOTE = 0.5
"""What the vote of the rules adds to a class's log-odds. They were written on coded texts of one source and fit those
best: without them macro-F1 is 0.01 higher on texts that other coders retold, 0.07 lower on that source's other half.
"""


class SnippetClasses:
    """Classes texts by the packaged weights; `language` is that of the codebook's words."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self._features = SnippetFeatures(codebook, language)
        self._rules = SnippetRules(codebook, language)
        self._classes, self._weights = _packaged()

    def classify(self, text: str) -> str:
        """The most probable class: one of seven protest classes, or OTHER."""
        scores = self.scores(text)
        return max(scores, key=lambda name: scores[name])

    def scores(self, text: str) -> dict[str, float]:
        """Each class with its log-odds up to a constant that all share."""
        totals = [0.0] * len(self._classes)
        for feature in (BIAS, *sorted(self._features.describe(text))):
            for i, weight in enumerate(self._weights.get(feature, ())):
                totals[i] += weight
        scores = dict(zip(self._classes, totals, strict=True))
        scores[self._rules.vote(text)] += VOTE
        return scores


class SnippetRules:
    """Reads the codebook's table "<language>/snippet_rules": ordered rules, each a class with its patterns."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/snippet_rules")
        words: dict[str, str] = table["words"]
        self._rules = [
            _Rule(rule["class"], _filled(rule.get("all", []), words), _filled(rule.get("none", []), words))
            for rule in table["rules"]
        ]

    def vote(self, text: str) -> str:
        """The class of the first rule that fits, OTHER where none does."""
        return next((rule.name for rule in self._rules if rule.fits(text)), OTHER)


class _Rule:
    """A class with the patterns that a text must all have and those of which it must have none."""

    def __init__(self, name: str, required: Sequence[str], refused: Sequence[str]) -> None:
        self.name = name
        self._required = [_pattern(p) for p in required]
        self._refused = [_pattern(p) for p in refused]

    def fits(self, text: str) -> bool:
        return all(p.search(text) for p in self._required) and not any(p.search(text) for p in self._refused)


def _filled(patterns: Sequence[str], words: Mapping[str, str]) -> list[str]:
    """The patterns with {name} replaced by the words of that name; other braces ("{0,40}") stay."""
    return [re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{words[m.group(1)]})", pattern) for pattern in patterns]


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{pattern})", re.IGNORECASE)


@cache
def _packaged() -> tuple[Sequence[str], Mapping[str, Sequence[float]]]:
    path = resources.files("demonstrably.extract").joinpath("data/event_type_weights.json")
    raw = json.loads(path.read_text("utf-8"))
    return tuple(raw["classes"]), raw["weights"]
