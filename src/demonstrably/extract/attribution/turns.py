"""Speakers of a transcript: "The Minister: ..." at a paragraph's head, in a text where several take turns."""

from __future__ import annotations

import re

from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.discourse import Discourse

Span = tuple[int, int]

_LABEL = re.compile(
    r"^[ \t]*((?:The |the )?[A-Z][\w.'’-]*(?: (?:of|for|the|and|de|[A-Z][\w.'’-]*)){0,6}):[ \t]+(?=\S)", re.M
)

FEWEST = 3
"""Labelled paragraphs; fewer make no transcript but a list, or a quotation after a colon."""


class Turns:
    """Finds who has the floor. A label is a speaker's where it has a title, an office or a known kind of source."""

    def __init__(self, names: SourceNames) -> None:
        self._names = names

    def speaker(self, discourse: Discourse, offset: int) -> Span | None:
        """The span of the label at the head of the offset's paragraph; None outside a transcript, and in a label."""
        labels = discourse.once((self, "turns"), lambda: self._labels(discourse.text))
        start = max(discourse.text.rfind("\n", 0, offset), discourse.text.rfind("\r", 0, offset)) + 1
        return next(((s, e) for s, e in labels if start <= s and e < offset), None)

    def _labels(self, text: str) -> list[Span]:
        """All speakers' labels of a text, [] where it is no transcript: no one has the floor twice."""
        found = [m.span(1) for m in _LABEL.finditer(text) if self._is_speaker(m.group(1))]
        names = [text[start:end] for start, end in found]
        return found if len(found) >= FEWEST and len(set(names)) in range(2, len(names)) else []

    def _is_speaker(self, label: str) -> bool:
        words = label.split()
        office = self._names.has_role("titles", words) or self._names.has_role("words", words)
        return office or self._names.kind_of(label) != "unknown"
