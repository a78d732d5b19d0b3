"""Features of places: how each place that a text names stands to a figure or a gathering in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Features, Options
from demonstrably.extract.setting.landscape import Landscape, Option, key_of
from demonstrably.extract.setting.place_mentions import PlaceMentions
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence

NEAREST = 6
"""Places named nearest to a figure that are weighed, besides those of its sentence."""
COMMONEST = 3
"""Places named most often in the document that are weighed besides."""


class PlaceFeatures:
    """Describes the places of one document."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._mentions = PlaceMentions(scape)

    # -- options ------------------------------------------------------------------------------------------------

    def weighed(self, asked: Asked) -> list[Option]:
        """The options worth weighing: of the sentence, near it, or named often."""
        at, sentence = asked.point.start, asked.sentence
        here = {key_of(t) for t in self._scape.between(sentence.start, sentence.end)}
        far = {o.key: min(abs(m.start - at) for m in o.mentions) for o in self._scape.options}
        near = sorted(self._scape.options, key=lambda o: far[o.key])[:NEAREST]
        common = sorted(self._scape.options, key=lambda o: (-len(o.mentions), o.order))[:COMMONEST]
        kept = here | {o.key for o in near} | {o.key for o in common} | self._heading_keys(asked)
        return [o for o in self._scape.options if o.key in kept]

    def _heading_keys(self, asked: Asked) -> set[object]:
        heads = (self._scape.headings.label(asked.point.start), self._scape.headings.above(asked.sentence.start))
        return {key_of(t) for t in heads if t is not None}

    # -- features -----------------------------------------------------------------------------------------------

    def of(self, asked: Asked) -> Options[Toponym]:
        """Each option worth weighing, by the mention that stands nearest, with its features."""
        options = self.weighed(asked)
        ranks, around = self._ranks(asked, options), self._mentions.around(asked)
        own = [
            (mention, ranks[i] | self._of_option(option) | self._mentions.of(asked, around, option, mention))
            for i, option in enumerate(options)
            for mention in [_nearest(option, asked)]
        ]
        return Options(self._of_passage(asked), own)

    def _of_passage(self, asked: Asked) -> Features:
        """What the sentence and the document tell, whatever the place."""
        told = self._scape.discourse.once(("places told", asked.index), lambda: self._of_sentence(asked.sentence))
        before = self._scape.discourse.text[asked.sentence.start : asked.point.start]
        brought = {"brought_to": float(bool(self._scape.words.wording.brought_to.search(before)))}
        return self._scape.passages.of(asked) | self._of_document | told | brought

    def _of_sentence(self, sentence: Sentence) -> Features:
        here = self._scape.between(sentence.start, sentence.end)
        towns = {key_of(t) for t in here if t.kind == "settlement" and t.role == "place"}
        wording = self._scape.words.wording
        return {
            "towns_here": float(len(towns)),
            "named_here": float(len(here)),
            "wide": float(bool(wording.wide.search(sentence.text))),
            "toll": float(bool(wording.toll.search(sentence.text))),
            "national": float(bool(wording.national.search(sentence.text))),
        }

    @cached_property
    def _of_document(self) -> Features:
        towns = {key_of(t) for t in self._scape.toponyms if t.kind == "settlement"}
        return {
            "towns": float(min(20, len(towns))),
            "lands": float(min(10, len(self._scape.lands))),
            "all_scenes": float(min(15, len(self._scape.scenes))),
        }

    def _ranks(self, asked: Asked, options: Sequence[Option]) -> list[Features]:
        """Where each option stands among all by distance, and among those told before by recency."""
        at, start = asked.point.start, asked.sentence.start
        order = sorted(range(len(options)), key=lambda i: min(abs(m.start - at) for m in options[i].mentions))
        last = [
            max((m.start for m in o.mentions if m.start < start and m.role == "place"), default=-1) for o in options
        ]
        recent = sorted((i for i in order if last[i] >= 0), key=lambda i: -last[i])
        alike = [[j for j, other in enumerate(options) if other.is_town is o.is_town] for o in options]
        return [
            {
                "rank": float(order.index(i)),
                "rank_alike": float([j for j in order if j in alike[i]].index(i)),
                "recent": float([j for j in recent if j in alike[i]].index(i) + 1 if i in recent else 0),
            }
            for i in range(len(options))
        ]

    def _of_option(self, option: Option) -> Features:
        """What the document tells of a place, wherever it is asked for."""
        return self._scape.discourse.once(("place", option.key), lambda: self._told_of(option))

    def _told_of(self, option: Option) -> Features:
        mentions, text = option.mentions, self._scape.discourse.text
        first, index = mentions[0], [self._scape.discourse.index_at(m.start) for m in mentions]
        named, lands = [self._scape.worded(m) for m in mentions], self._scape.lands
        land = lands[first.place.country] if first.place.country else 0
        return {
            f"kind={first.kind}": 1.0,
            "resolved": float(first.place.precision is not None),
            "venue": float(first.place.precision == "venue"),
            "mentions": float(min(20, len(mentions))),
            "share": len(mentions) / len(self._scape.toponyms),
            "placed": float(min(20, sum(m.role == "place" for m in mentions))),
            "located": float(min(10, sum(m.located for m in named))),
            "at_gathering": float(min(10, sum(self._scape.is_where_gathered(m) for m in mentions))),
            "passing": sum(m.passing for m in named) / len(mentions),
            "bodies": sum(m.body for m in named) / len(mentions),
            "speaks": sum(m.speaks for m in named) / len(mentions),
            "spots": sum(m.spot for m in named) / len(mentions),
            "outer": sum(text[max(0, m.start - 2) : m.start] == ", " for m in mentions) / len(mentions),
            "land_share": land / max(1, sum(lands.values())),
            "home_land": float(first.place.country is None or self._scape.is_home(first.place.country)),
            "order": float(option.order),
            "in_lead": float(any(i <= 2 for i in index)),
            "first": float(index[0] == 0),
            "dateline": float(any(m.dateline for m in named)),
            "heads_lines": float(any(self._scape.headings.heads(m) for m in mentions)),
            "inner": float(min(15, len(self._scape.inner(first, self._scape.toponyms)))),
        } | self._of_scenes(option)

    def _of_scenes(self, option: Option) -> Features:
        """How much of what the text tells it sets in a town, or in the chief town of a country or region."""
        scenes, outer = self._scape.scenes, option.mentions[0]
        inner = {option.key} if option.is_town else self._scape.inner(outer, self._scape.toponyms) & scenes.keys()
        chief = max((scenes[key] for key in inner), default=0)
        return {
            "scenes": float(min(20, sum(scenes[key] for key in inner))),
            "scene_towns": float(min(15, len(inner))),
            "scene_share": chief / max(1, sum(scenes.values())),
            "scene_chief": float(chief > 0 and chief == max(scenes.values())),
        }


def _nearest(option: Option, asked: Asked) -> Toponym:
    """The mention of a place to go by: in the sentence before elsewhere, as a place before as a body, the nearest."""
    sentence, at = asked.sentence, asked.point.start
    return min(
        option.mentions,
        key=lambda m: (not sentence.start <= m.start < sentence.end, m.role != "place", abs(m.start - at), m.start),
    )
