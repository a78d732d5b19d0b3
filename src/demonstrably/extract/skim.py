"""A quick look at a page of an archive, before it is read in full: is it in a language that we read, and could it tell
of a gathering? Nineteen pages in twenty could not, and most of a page's cost lies in telling its article from the rest.

The page's words are taken as they stand, menus and all. What is no running text is left out then, since a headline of
another article ("Thousands march") would speak for a page that is about a football match.
"""

from __future__ import annotations

from collections.abc import Collection

from demonstrably.codebook import Codebook
from demonstrably.extract.gate import Gate
from demonstrably.ingest.decode import decode
from demonstrably.language.detect import detect

SURE = 0.5
"""Confidence from which a page is passed over for its language, as from which a page's own word for it is not asked."""

LONG, CLOSED = 12, 5
"""Words of a line that is running text: from the first number in any case, from the second where it ends as a sentence
does. Headlines are shorter, and end with no stop."""

ENDS = '.!?…”"»:'

UNSPACED, WIDE_ENDS = 25, "。！？」"
"""Letters of a sentence, and what ends it, in scripts that set no spaces between words."""

NOTHING = "tells of no gathering"


class Skim:
    """Says why a page is passed over, None where it is to be read."""

    def __init__(self, gate: Gate, languages: Collection[str]) -> None:
        self._gate = gate
        self._languages = frozenset(languages)

    @classmethod
    def packaged(cls, codebook: Codebook) -> Skim:
        """The skim with the gate that is shipped, for the languages that are extracted from."""
        from demonstrably.extract.extractor import ANALYSED

        return cls(Gate.packaged(codebook), ANALYSED)

    def __call__(self, payload: bytes, charset: str | None) -> str | None:
        """The reason in words, the same for all pages that share it."""
        text = running_text(payload, charset)
        language, confidence = detect(text)
        if language != "und" and language not in self._languages and confidence >= SURE:
            return f"in a language not read yet ({language})"
        return None if self._gate.passes(text) else NOTHING


def running_text(payload: bytes, charset: str | None) -> str:
    """The lines of a page that are running text, its menus' and boxes' sentences too. `charset` is what the server
    says, None where it says nothing."""
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(decode(payload, charset).text, main_content=False, alt_texts=False)
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line and _runs(line))


def _runs(line: str) -> bool:
    words = line.count(" ") + 1
    if words >= LONG or (words >= CLOSED and line[-1] in ENDS):
        return True
    return len(line) >= UNSPACED and line[-1] in WIDE_ENDS
