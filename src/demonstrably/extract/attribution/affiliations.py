"""Affiliations: the body that a person speaks for, where his name is followed by it and no office tells it."""

from __future__ import annotations

import re

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.states import States

REACH = 90
"""Code points behind a name within which its body is named."""


class Affiliations:
    """Finds bodies by the codebook's table "sources", part "roles"."""

    def __init__(self, codebook: Codebook, names: SourceNames, states: States) -> None:
        roles = codebook.table("sources")["roles"]
        belonging, leading = ("|".join(roles[part]) for part in ("belonging", "leading"))
        name = r"(?:the )?[A-ZÀ-Ž][\w'’.-]*(?: (?:of|for|and|the|de|[A-ZÀ-Ž][\w'’.-]*))*"
        self._tied = re.compile(rf"(?:, \d\d)?,? (?:{belonging}|who (?:{leading})) (?P<name>{name})")
        self._names = names
        self._states = states

    def body(self, text: str, phrase: Phrase) -> str | None:
        """The body behind "Ann Bell, from the Teachers' Federation"; None where a place or nothing of the kind is
        named."""
        tied = self._tied.match(text, phrase.end, phrase.end + REACH)
        name = tied["name"].removeprefix("the ") if tied is not None else ""
        called = self._names.has_role("bodies", name.split()) or self._names.kind_of(name) != "unknown"
        return name if called and not self._states.is_place(name) else None

    def person(self, full: Phrase) -> str | None:
        """The name of a person whom the analyser took for something else beside his office ("its president Ann B");
        None without an office, and of a known body's name."""
        words, described = full.text.split(), full.context.split()
        proper = full.head.pos == "PROPN" and len(words) > 1 and all(word[:1].isupper() for word in words)
        named = proper and self._names.has_role("words", described[-1:])
        name = " ".join(word for word in words if not self._names.has_role("titles", [word]))
        return full.text if named and self._names.kind_of(name) == "unknown" else None
