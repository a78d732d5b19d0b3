"""The English pipeline and the extractor that tests share: making them takes as long as reading a hundred sentences."""

from __future__ import annotations

from functools import cache

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.language.english import EnglishAnalyser

ANALYSER = EnglishAnalyser()
"""It is loaded at the first parse, once for all tests of a process."""


@cache
def extractor() -> Extractor:
    """That of the codebook as it comes, made when a test first asks for it: not while tests are collected."""
    return Extractor(Codebook(), ANALYSER)
