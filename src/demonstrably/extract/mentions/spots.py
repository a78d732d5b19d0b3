"""Names that look like a town's and are not: a spot in the town that the text is in ("on the Miramar circle"), and part
of a person's name ("in Porto, Barahona-Reis said")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.setting import Setting
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place


class SpotRules:
    """Reads the codebook's table "<language>/events", section spots."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self._heads = frozenset(codebook.table(f"{language}/events")["spots"]["heads"])

    def is_other(self, setting: Setting, sentence: Sentence, town: Toponym) -> bool:
        """Whether a name found as a town's stands for a spot in another town of the text, or for a person."""
        if _is_half_a_name(setting, sentence, town):
            return True
        return self._head(sentence, town) is not None and self._holder(setting, sentence, town) is not None

    def settled(self, setting: Setting, sentence: Sentence, places: Sequence[Place]) -> list[Place]:
        """A sentence's places: for a spot the town that it is in, with the spot as written; a person's name is none."""
        return [p for place in places for p in self._settled(setting, sentence, place)]

    def _settled(self, setting: Setting, sentence: Sentence, place: Place) -> list[Place]:
        town = next((t for t in _towns(setting) if t.start == place.start and t.start >= sentence.start), None)
        if town is None or town.start >= sentence.end:
            return [place]
        if _is_half_a_name(setting, sentence, town):
            return []
        head, holder = self._head(sentence, town), self._holder(setting, sentence, town)
        if head is None or holder is None:
            return [place]
        written = sentence.text[town.start - sentence.start : head.end - sentence.start]
        return [replace(holder.place, written=written, start=town.start, precision="venue")]

    def _head(self, sentence: Sentence, town: Toponym) -> Token | None:
        """The word for a spot that a name is part of ("circle"), None without one."""
        following = [t for t in sentence.tokens if t.start >= town.end][:1]
        return next((t for t in following if t.lower in self._heads and t.start == town.end + 1), None)

    def _holder(self, setting: Setting, sentence: Sentence, spot: Toponym) -> Toponym | None:
        """The town that a spot is in: the last one named before it, otherwise the next. None where the text also names
        the spot's own town by itself, as "Lisbon square" may then be a square of Lisbon's."""
        towns = [t for t in _towns(setting) if t.start != spot.start]
        if any(t.text == spot.text and self._stands_alone(sentence, t) for t in towns):
            return None
        others = [t for t in towns if t.text != spot.text and t.place.precision == "city"]
        before = [t for t in others if t.start < spot.start]
        return before[-1] if before else next(iter(others), None)

    def _stands_alone(self, sentence: Sentence, town: Toponym) -> bool:
        """Whether a name is no part of a spot's; in another sentence it is taken to be none."""
        return not sentence.start <= town.start < sentence.end or self._head(sentence, town) is None


def _is_half_a_name(setting: Setting, sentence: Sentence, town: Toponym) -> bool:
    """Whether a hyphen ties a town's name to another capitalised word that is no place ("Barahona-Reis")."""
    start, end = town.start - sentence.start, town.end - sentence.start
    after, before = sentence.text[end : end + 2], sentence.text[max(0, start - 2) : start]
    starts, ends = {t.start for t in setting.toponyms}, {t.end for t in setting.toponyms}
    forward = after[:1] == "-" and after[1:].isupper() and town.end + 1 not in starts
    return forward or (before[1:] == "-" and before[:1].isalpha() and town.start - 1 not in ends)


def _towns(setting: Setting) -> list[Toponym]:
    return [t for t in setting.toponyms if t.kind == "settlement" and t.role == "place"]
