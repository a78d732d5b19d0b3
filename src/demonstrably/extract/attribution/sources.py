"""Sources: who vouches for a passage."""

from __future__ import annotations

from dataclasses import dataclass

from demonstrably.model import SourceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who vouches for a passage.

    `name` is the source as the text names it, for a pronoun or short name ("he", "the group") the fuller name it
    stands for; `start` and `end` span the name or pronoun beside the cue, in code points of the document's text
    (empty at the post's start for a post's author whom the text doesn't name). `person` is the spokesman, None where
    no person speaks; `canonical` the institution or its known name, None where neither is known. `cue` is the word
    that gives the content to the source, empty for a post. `denies` is true where the source disputes the content,
    `hedged` where the text itself keeps a distance ("reportedly"). `whole` spans the source's full phrase with its
    appositions and clauses ("Ana Roa, who leads the union,"), None where only the name was looked for.
    """

    name: str
    start: int
    end: int
    person: str | None
    canonical: str | None
    kind: SourceKind
    cue: str
    cue_start: int
    denies: bool = False
    hedged: bool = False
    whole: tuple[int, int] | None = None
