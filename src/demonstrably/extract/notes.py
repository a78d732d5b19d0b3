"""What a text says about a figure without giving one: "no exact figure", "fewer than a week ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from demonstrably.codebook import Codebook
from demonstrably.extract.cues import CueMap, Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting import Asked, Setting
from demonstrably.language.analysis import Sentence, Token
from demonstrably.language.wordings import Wordings, likely
from demonstrably.model import Note, Place, check_span

KINDS = ("no_figure", "comparison")
REACH = 3
"""Sentences around one that speaks of a gathering in which notes count."""


class NoteRules:
    """Finds notes by the codebook's table "<language>/notes"."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/notes")
        self._patterns = {kind: Wordings(_either(table[kind]["patterns"])) for kind in KINDS}
        self._about = _pattern(table["comparison"]["about"])
        self._attributes: dict[str, re.Pattern[str]] = {
            name: _pattern(words) for name, words in table["attributes"].items()
        }
        self._cues = Cues(codebook, language)

    def find(self, discourse: Discourse, setting: Setting) -> list[Note]:
        """The notes of a document in text order, one for each place that a note names; [] without a gathering."""
        cues = self._cues.of(discourse)
        hits = [hit for index in range(len(discourse.spans)) for hit in self._in_sentence(discourse, cues, index)]
        discourse.prime({index for index, *_ in hits})
        return [note for hit in hits for note in self._notes(discourse, setting, *hit)]

    def _in_sentence(self, discourse: Discourse, cues: CueMap, index: int) -> Iterator[tuple[int, int, int, str]]:
        """Sentence number, span in the document's text, kind."""
        start, end = discourse.spans[index]
        for kind, pattern in likely(self._patterns, discourse.text[start:end]):
            match = pattern.search(discourse.text, start, end)
            if match and self._about.search(discourse.text, start, end) and self._near(cues, index):
                yield index, match.start(), match.end(), kind

    @staticmethod
    def _near(cues: CueMap, index: int) -> bool:
        return bool(cues.by_sentence[index]["strong"] or cues.near(index, "strong", REACH, REACH))

    def _notes(
        self, discourse: Discourse, setting: Setting, index: int, start: int, end: int, kind: str
    ) -> Iterator[Note]:
        sentence = discourse.sentence(index)
        check_span(discourse.text, start, end, discourse.text[start:end])
        focus = _focus(sentence, start, end)
        asked = Asked(sentence, index, focus)
        places: Sequence[Place | None] = setting.places(asked) or [None]
        when = setting.when(asked)
        for place in places:
            yield Note(
                document_id=discourse.document.document_id,
                attribute=self._attribute(sentence.text, start - sentence.start, end - sentence.start),
                kind=kind,
                sentence=sentence.text,
                start=start,
                end=end,
                place=place,
                when=when,
            )

    def _attribute(self, text: str, start: int, end: int) -> str:
        """The attribute that the note's own words name, otherwise those right after it, otherwise participants."""
        for stretch in (text[start:end], text[end : end + 60]):
            for name, pattern in self._attributes.items():
                if name != "participants" and pattern.search(stretch):
                    return name
        return "participants"


def _focus(sentence: Sentence, start: int, end: int) -> Token:
    return sentence.top(sentence.at(start, end))


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_either(patterns), re.IGNORECASE)


def _either(patterns: Sequence[str]) -> str:
    return r"(?<![^\W_])(?:" + "|".join(f"(?:{p})" for p in patterns) + ")"
