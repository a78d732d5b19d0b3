"""Voices: the body behind "a spokeswoman said", the name behind "a rights group said" that a later line gives, and the
full name of the coalition whose chairman speaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrases import Phrase
from demonstrably.extract.coreference import Coreference
from demonstrably.extract.discourse import Discourse

AHEAD = 4
"""Sentences behind a body's first mention within which a report names it."""

_CAPITAL = r"[A-ZÀ-Ž][\w'’&-]*"
_LEAD = 2
"""Sentences at a text's head, title and lead, in which a report says only of what kind a body is."""

_ARTICLES = ("a", "an", "one")
_OTHERS = ("police", "government", "medical", "court", "outlet", "agency", "witness", "social_account")
"""Kinds of whoever else speaks after "a rights group"."""


class Voices:
    """Finds the institution of whoever is told only by his office or kind."""

    def __init__(
        self,
        codebook: Codebook,
        names: SourceNames,
        coreference: Coreference,
        frames_of: Callable[[Discourse, int], list[Frame]],
    ) -> None:
        others = "|".join(codebook.table("sources")["roles"]["before_forces"])
        self._before = rf"(?:(?!(?:{others})\b){_CAPITAL} ){{0,4}}"
        self._names = names
        self._coreference = coreference
        self._frames_of = frames_of

    def institution(self, discourse: Discourse, phrase: Phrase) -> str | None:
        """The body for which "a spokesman" or "a rights group" stands; None of any other phrase, and where the text
        doesn't tell."""
        if self._names.is_voice(phrase.text):
            body = self._coreference.body_of(discourse, phrase)
            return body.text if body is not None else None
        index = discourse.index_at(phrase.start)
        first, *_ = phrase.text.lower().split()
        described = first in _ARTICLES and phrase.head.tag in ("NN", "NNP") and index < _LEAD
        if not described or not self._names.has_role("described", [phrase.head.lower]):
            return None
        return self._named_later(discourse, index)

    def full_name(self, discourse: Discourse, institution: str, before: int) -> str:
        """The name that a body is first called by before an offset where its word alone stands for it ("coalition" for
        "Coalition of Aggrieved Pensioners"); the institution itself elsewhere."""
        word = institution.split(" in ")[0]
        if not word.islower() or not self._names.has_role("bodies", [word]):
            return institution
        behind = rf"(?: (?:of|for|against) (?:the )?{_CAPITAL}(?: (?:and )?{_CAPITAL})*)?"
        name = re.compile(rf"\b{self._before}{word.capitalize()}\b{behind}")
        named = (m.group() for m in name.finditer(discourse.text, 0, before))
        return next((full for full in named if " " in full), institution)

    def _named_later(self, discourse: Discourse, index: int) -> str | None:
        """The first body of no other kind that speaks under its name in the sentences behind."""
        for k in range(index + 1, min(index + 1 + AHEAD, len(discourse.spans))):
            for holder in (f.holder for f in self._frames_of(discourse, k) if f.holder is not None and not f.stance):
                proper = (
                    holder.head.pos == "PROPN" and holder.person is None and holder.label in ("ORG", None, "PRODUCT")
                )
                if proper and self._names.kind_of(holder.text, holder.label) not in _OTHERS:
                    return holder.text.removeprefix("The ").removeprefix("the ")
        return None
