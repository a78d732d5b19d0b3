"""Scenes: the town that a figure's sentence itself points to, by "there" or by a place for each of its figures."""

from __future__ import annotations

from demonstrably.extract.asking import Asked
from demonstrably.extract.setting.landscape import Landscape
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Token

_REACH = 60
"""Characters before a town in which the figure stands that it belongs to."""
_BACK = 600
"""Characters before "there" in which the town stands that it means."""


class Scenes:
    """The towns that the figures of one document are tied to."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def meant(self, asked: Asked) -> Toponym | None:
        """The town that a figure's sentence points to; None where it points to none."""
        return self._paired(asked) or self._told_by_there(asked)

    def _paired(self, asked: Asked) -> Toponym | None:
        """The town of a figure where each of several figures has one: "17 people hurt in Sokodé and five in Bafilo"."""
        sentence, text = asked.sentence, self._scape.discourse.text
        pairs = []
        for town in self._scape.between(sentence.start, sentence.end):
            low = max(sentence.start, town.start - _REACH)
            figure = self._scape.words.wording.figure_in.search(text[low : town.start])
            if figure is not None and town.kind == "settlement" and town.role == "place":
                pairs.append((low + figure.start(), town))
        if len({at for at, _ in pairs}) < 2:
            return None
        own = [(at, town) for at, town in pairs if at <= asked.point.start < town.start]
        return max(own, key=lambda pair: pair[0])[1] if own else None

    def _told_by_there(self, asked: Asked) -> Toponym | None:
        """The town that "there" means in a figure's clause: the last that something was told to have been in."""
        there = next((t for t in asked.sentence.tokens if _is_there(t)), None)
        if there is None:
            return None
        low = max(0, there.start - _BACK)
        paragraph = self._scape.discourse.text.rfind("\n\n", 0, asked.sentence.start)
        towns = [t for t in self._scape.between(max(low, paragraph), there.start) if self._is_scene(t)]
        low, high = sorted((there.start, asked.point.start))
        if any(t.kind == "settlement" for t in self._scape.between(low, high)):
            return None
        return towns[-1] if towns else None

    def _is_scene(self, toponym: Toponym) -> bool:
        """Whether something is set in a town, or it is spoken of itself ("Cork is to have its turn")."""
        named = self._scape.worded(toponym)
        aside = named.passing or named.dateline or named.body or named.spot
        return toponym.kind == "settlement" and toponym.role == "place" and not aside


def _is_there(token: Token) -> bool:
    """Whether a word is the adverb of place, neither "there were" nor "out there"."""
    return token.lower == "there" and token.tag != "EX" and token.dep != "expl"
