"""Which lines of a page dump are the article, and what the rest is.

Every line gets a weight: prose is worth its words, furniture and loose fragments cost something. The article is the
stretch of lines with the greatest sum (a maximum subarray, linear in the lines), so that a short sentence among
paragraphs stays and a long one in a footer goes. Inside the stretch only what is told to be furniture is dropped.

- `lines.py`: what a line looks like by itself
- `weighing.py`: what it says for or against the article being there; the stretch
- `dropping.py`: why a line is not part of the article
- `cleaner.py`: the three together
"""

from __future__ import annotations

from demonstrably.ingest.cleaning.cleaner import Cleaned, clean
from demonstrably.ingest.cleaning.dropping import merge
from demonstrably.ingest.cleaning.lines import LONG_FRAGMENT, PROSE_WORDS, Line, content_words, is_bullet, is_sentence

__all__ = [
    "LONG_FRAGMENT", "PROSE_WORDS", "Cleaned", "Line", "clean", "content_words", "is_bullet", "is_sentence", "merge",
]  # fmt: skip
