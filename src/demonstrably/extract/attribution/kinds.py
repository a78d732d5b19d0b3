"""Which kind of source somebody is: by the lexicon, by what the text calls him, by the place he speaks for."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.states import States
from demonstrably.model import SourceKind

_THAT_ONE = ("the", "its", "their", "his", "her", "that")
"""What opens the name of a document that the text knows."""


class KindFinder:
    """Decides a source's kind, and whether it is somebody at all."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, states: States) -> None:
        self._lexicon = lexicon
        self._names = names
        self._states = states

    def of(self, text: str, phrase: Phrase, full: Phrase, institution: str | None) -> SourceKind:
        """The kind of the source named by `phrase`, which stands for `full`; `text` is the document's."""
        kinds = self._kinds(text, phrase, full, institution)
        return next((kind for kind in kinds if kind != "unknown"), "unknown")

    def is_thing(self, phrase: Phrase) -> bool:
        """Whether a source is a thing that nobody is named for ("the existing data", "several videos")."""
        if self._lexicon.nouns["things"].isdisjoint((phrase.head.lemma, phrase.head.lower)):
            return False
        tokens = phrase.sentence.at(phrase.start, phrase.end)
        if phrase.head.tag == "NN" and phrase.head.lemma in self._lexicon.nouns["documents"]:
            return not tokens or tokens[0].lower not in _THAT_ONE  # "the report mentions three injured"
        return not any(t.pos == "PROPN" for t in tokens) and self._names.kind_of(phrase.text) == "unknown"

    def _kinds(self, text: str, phrase: Phrase, full: Phrase, institution: str | None) -> Iterator[SourceKind]:
        """What each hint tells: the institution, the name it stands for, its description, the words beside the cue,
        where the text introduces it, the place it is."""
        if institution is not None:
            yield self._names.kind_of(institution)
        private = institution is not None and self._is_body(full, institution)
        for name in (full.text, full.context, phrase.text):
            yield self._names.kind_of(self._names.without_offices(name) if private else name)
        yield self._names.introduced_kind(text, institution or full.text)
        if any(self._is_state(named, text) for named in (full, phrase)):
            yield "government"

    def _is_body(self, full: Phrase, institution: str) -> bool:
        """Whether an institution is an organisation by its noun ("traders' body") or by the analyser, not a place."""
        named = any(n.label == "ORG" and _bare(n.text) == _bare(institution) for n in full.sentence.names)
        return named or self._names.has_role("bodies", institution.split()[-1:])

    def _is_state(self, phrase: Phrase, text: str) -> bool:
        """Whether the phrase is a place's name and no more, and the place one that speaks."""
        names = [n for n in phrase.sentence.names if n.first <= phrase.head.i <= n.last and n.label == "GPE"]
        alone = any(_bare(n.text) == _bare(phrase.text) for n in names)
        return alone and self._states.speaks(phrase.text, text)


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s")
