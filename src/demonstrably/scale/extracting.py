"""How an extractor is made in any process, and what it makes of one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError
from demonstrably.model import Document, Extraction
from demonstrably.scale.limits import enough_for, limited

Extract = Callable[[Document], Extraction]
Maker = Callable[[], Extract]
"""Makes an extractor, in this process or another. It is told apart from others by how it is written (its `repr`)."""


@dataclass(frozen=True)
class ExtractorMaker:
    """Makes ours: with the user's codebook folder and the spaCy pipeline's name (None for ours)."""

    codebook: Path | None = None
    pipeline: str | None = None

    def __call__(self) -> Extract:
        from demonstrably.extract import Extractor
        from demonstrably.language.english import EnglishAnalyser

        analyser = EnglishAnalyser(self.pipeline) if self.pipeline else None
        return Extractor(Codebook(self.codebook), analyser=analyser).extract


@dataclass(frozen=True, slots=True)
class Defect:
    """A document that our extraction failed on, and how: it is told and passed over, never the end of a run."""

    document_id: str
    problem: str


@cache
def made(maker: Maker) -> Extract:
    """The maker's extractor, made once a process."""
    return maker()


def extract_one(maker: Maker, document: Document) -> Extraction | Defect:
    """What the document says. Our own errors, and an extractor that can't be made, end the run."""
    extract = made(maker)
    try:
        with limited(enough_for(document.text)):
            return extract(document)
    except DemonstrablyError:
        raise
    except Exception as error:
        return Defect(document.document_id, f"{type(error).__name__}: {error}")
