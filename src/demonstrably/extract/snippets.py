"""The class of a short news text in ACLED's scheme of protest events, by the codebook's patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from demonstrably.codebook import Codebook

OTHER = "OTHER"


class SnippetClasses:
    """Reads the codebook's table "<language>/snippets": ordered rules, each a class with its patterns."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/snippets")
        words: dict[str, str] = table["words"]
        self._rules = [
            _Rule(rule["class"], _filled(rule.get("all", []), words), _filled(rule.get("none", []), words))
            for rule in table["rules"]
        ]

    def classify(self, text: str) -> str:
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
