"""Days in the wordings of every day: which day a figure is of, by what the text tells around it.

Each line of `plain_days.tsv` is a day of publication, figures with their day or days, and a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.model import Document

TEXTS = Path(__file__).parent / "plain_days.tsv"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Codebook())


def lines() -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        published, told, text = line.split("\t")
        yield published, [(quote, day) for quote, _, day in (one.partition("=") for one in told.split("; "))], text


def missed(extractor: Extractor, published: str, told: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """The figures of a text that are of another day, or found fewer times than told."""
    document = Document("x", text.replace(" // ", "\n\n"), "en", published=published)
    found = [(claim.quote.lower(), claim.when.date) for claim in extractor.extract(document).claims]
    wrong = []
    for quote, day in told:
        match = next((f for f in found if quote.lower() in f[0]), None)
        if match is None or match[1] != day:
            wrong.append((quote, day))
        if match is not None:
            found.remove(match)
    return wrong


def test_every_plain_wording_of_a_day_is_read(extractor: Extractor) -> None:
    read = [(text, missed(extractor, published, told, text)) for published, told, text in lines()]
    assert [(text, wrong) for text, wrong in read if wrong] == []
