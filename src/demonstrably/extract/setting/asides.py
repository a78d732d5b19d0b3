"""Asides: towns that a text names for another matter than where something took place.

The hospital that the hurt were taken to, where a road leads, from where a village lies 12 km to the east, the seat of
the agency in the dateline of a report on another town: none of them is a figure's place where the text names another
town.
"""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym

_BEFORE = 90
"""Characters before a name in which the words stand that make it an aside."""


class Asides:
    """The asides of one document."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape

    def without(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without asides; all of them where no other town is left."""
        told = options.where(lambda toponym: not self._is_aside(toponym, asked))
        left = any(t.kind == "settlement" for t, _ in told.own)
        return told if left else options

    def _is_aside(self, toponym: Toponym, asked: Asked) -> bool:
        if toponym.kind != "settlement":
            return False
        return self._is_carried_to(toponym) or self._is_landmark(toponym, asked) or self._is_nowhere(toponym)

    def _is_carried_to(self, toponym: Toponym) -> bool:
        """Whether a town is where the hurt or the held were taken."""
        return self._scape.words.wording.carried.search(self._before(toponym)) is not None

    def _is_landmark(self, toponym: Toponym, asked: Asked) -> bool:
        """Whether a town only tells where the one named before it lies, shortly before or in the figure's sentence."""
        near = asked.index - self._scape.discourse.index_at(toponym.start) in (0, 1)
        return near and self._scape.words.wording.bearing.search(self._before(toponym)) is not None

    def _is_nowhere(self, toponym: Toponym) -> bool:
        """Whether a text sets nothing in a town: each time it names it, a road leads there, or a dateline tells of a
        town elsewhere."""
        key = key_of(toponym)
        return self._scape.discourse.once(("nowhere", key), lambda: self._sets_nothing_in(key))

    def _sets_nothing_in(self, key: object) -> bool:
        mentions = next((o.mentions for o in self._scape.options if o.key == key), ())
        return bool(mentions) and all(self._is_routed(m) or self._is_seat(m) for m in mentions)

    def _is_routed(self, mention: Toponym) -> bool:
        """Whether a road or line leads to a town."""
        return self._scape.words.wording.routed.search(self._before(mention)) is not None

    def _is_seat(self, mention: Toponym) -> bool:
        """Whether a dateline's town is only that of the agency, as its sentence sets what it tells in another."""
        if not self._scape.worded(mention).dateline:
            return False
        return any(self._is_set_in(t) for t in self._of_sentence(mention) if key_of(t) != key_of(mention))

    def _is_set_in(self, toponym: Toponym) -> bool:
        named = self._scape.worded(toponym)
        return toponym.kind == "settlement" and toponym.role == "place" and named.located and not named.passing

    def _of_sentence(self, mention: Toponym) -> Sequence[Toponym]:
        return self._scape.between(*self._scape.discourse.spans[self._scape.discourse.index_at(mention.start)])

    def _before(self, toponym: Toponym) -> str:
        return self._scape.discourse.text[max(0, toponym.start - _BEFORE) : toponym.start]
