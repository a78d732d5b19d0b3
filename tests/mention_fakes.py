"""A gazetteer of a few towns, so that tests of mentions do not hang on the real one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analysing import ANALYSER
from demonstrably.codebook import Codebook
from demonstrably.extract.cues import Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting import Setting, Settings
from demonstrably.gazetteer import Toponym
from demonstrably.model import Document, Place, Post

TOWNS = {
    "Brno": "CZ", "Ostrava": "CZ", "Plzeň": "CZ", "Zlín": "CZ", "Prague": "CZ",
    "Graz": "AT", "Linz": "AT", "Vienna": "AT", "Oslo": "NO", "Bergen": "NO",
}  # fmt: skip
COUNTRIES = {"Czechia": "CZ", "Austria": "AT", "Norway": "NO"}
_NAMES = re.compile(r"\b(?:" + "|".join([*TOWNS, *COUNTRIES]) + r")\b")


class FakeGazetteer:
    """Knows the names above, wherever they stand."""

    def locate(
        self, text: str, names: Sequence[object] = (), home: str | None = None, spans: object = None
    ) -> list[Toponym]:
        return [_toponym(m.group(), m.start()) for m in _NAMES.finditer(text)]

    def land(self, code: str) -> Place | None:
        return next((_toponym(name, 0).place for name, iso in COUNTRIES.items() if iso == code), None)

    def people(self, place: Place) -> int:
        return 0

    def capital(self, code: str) -> Place | None:
        return None

    def country_name(self, code: str) -> str | None:
        return next((name for name, iso in COUNTRIES.items() if iso == code), None)


def _toponym(name: str, start: int) -> Toponym:
    number = 1 + [*TOWNS, *COUNTRIES].index(name)
    if name in TOWNS:
        place = Place(name, start, "city", name, number, 50.0, 15.0, TOWNS[name])
        return Toponym(start, start + len(name), name, "settlement", place)
    place = Place(name, start, "country", name, number, None, None, COUNTRIES[name])
    return Toponym(start, start + len(name), name, "country", place)


@cache
def codebook() -> Codebook:
    return Codebook()


def read(text: str, *, published: str = "2024-05-20", posts: tuple[Post, ...] = ()) -> tuple[Discourse, Setting]:
    """A text as a discourse with its setting; 2024-05-20 was a Monday."""
    document = Document("doc", text, "en", published=published, posts=posts)
    discourse = Discourse(document, ANALYSER)
    cues = Cues(codebook())
    settings = Settings(codebook(), FakeGazetteer())  # type: ignore[arg-type]

    def is_gathering(index: int) -> bool:
        start, end = discourse.spans[index]
        return cues.has("strong", text[start:end])

    return discourse, settings.of(discourse, is_gathering)
