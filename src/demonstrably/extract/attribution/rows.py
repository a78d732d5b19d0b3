"""Rows of a table told in sentences: whose name heads one that only the text around makes a source."""

from __future__ import annotations

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.finder import FrameFinder
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.states import States
from demonstrably.extract.discourse import Discourse
from demonstrably.gazetteer.actors import Actors


class SourceRows:
    """Finds rows of sources that no lexicon knows. Those of known kinds the surface alone gives away."""

    def __init__(
        self, codebook: Codebook, finder: FrameFinder, names: SourceNames, states: States, language: str
    ) -> None:
        self._finder = finder
        self._names = names
        self._states = states
        self._actors = Actors(codebook.table(f"{language}/places")["actors"])

    def find(self, discourse: Discourse, index: int) -> list[Frame]:
        """The row that a sentence is, where its name is that of a body which the text lets speak elsewhere, stands
        beside a known source's row ("The police: 18,000. Open Bridges: close to 60,000."), or says what it is ("A
        lawyers' committee: more than 100 held"); [] of any other."""
        row = self._finder.row(discourse.sentence(index))
        if row is None or row.holder is None or self._is_known(row):
            return []
        tokens = discourse.sentence(index).at(row.holder.start, row.holder.end)
        if not all(t.text[:1].isupper() for t in tokens):
            body = self._names.has_role("bodies", [row.holder.head.lower])
            return [row] if body else []
        if self._states.is_place(row.holder.text):
            return []
        acts = self._actors.acts(discourse.text, row.holder.text)
        return [row] if acts or self._follows_source(discourse, index) else []

    def _is_known(self, row: Frame) -> bool:
        holder = row.holder
        return holder is not None and self._names.kind_of(holder.text, holder.label) != "unknown"

    def _follows_source(self, discourse: Discourse, index: int) -> bool:
        """Whether the sentence before, in the same paragraph, is the row of a known source."""
        if index == 0 or "\n" in discourse.text[discourse.spans[index - 1][0] : discourse.spans[index][0]]:
            return False
        before = self._finder.row(discourse.sentence(index - 1))
        return before is not None and self._is_known(before)
