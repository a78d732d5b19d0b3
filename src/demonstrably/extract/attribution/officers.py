"""Officers: the force that a person with a rank speaks for, where only the text around his name tells it."""

from __future__ import annotations

import re

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.phrase import Phrase

REACH = 500
"""Code points before a name within which its force is named: the paragraph before, and the lead of a short report."""

_OWN_BODY = re.compile(r",? (?:of|from|with|at) (?:the |its )?[^\W\d_]")
"""What follows a name that says whom its bearer speaks for."""


class Officers:
    """Finds forces by the codebook's table "sources", part "roles"."""

    def __init__(self, codebook: Codebook) -> None:
        roles = codebook.table("sources")["roles"]
        ranks, forces, armies, others = (
            "|".join(roles[part]) for part in ("ranks", "forces", "armies", "before_forces")
        )
        self._ranked = re.compile(rf"(?:{ranks})\.? [^\W\d_]", re.IGNORECASE)
        name = rf"(?!(?:{others})\b)[A-ZÀ-Ž][\w'’-]+ "
        self._force = re.compile(
            rf"\b(?:{name}){{0,4}}(?i:{forces})\b(?!['’]s? \w|[ -]?(?:wo)?m[ae]n\b| (?:cars?|vans?)\b)"
        )
        self._army = re.compile(rf"\b(?:{armies})\b", re.IGNORECASE)

    def body(self, text: str, phrase: Phrase, person: str) -> str | None:
        """The police force last named in a text before the phrase of "Captain Ann Bell"; None for a person without a
        rank or with his body behind his name ("of the fire brigade"), where no force is named within reach, and where
        an army is, before or after, whose ranks are the same."""
        own = _OWN_BODY.search(phrase.text) or _OWN_BODY.match(text, phrase.end)
        if own is not None or self._ranked.match(person) is None:
            return None
        low = max(0, phrase.start - REACH)
        named = [m.group() for m in self._force.finditer(text[low : phrase.start])]
        return named[-1] if named and self._army.search(text, low, phrase.end + REACH) is None else None
