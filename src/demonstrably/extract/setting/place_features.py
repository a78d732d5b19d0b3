"""Features of places: how each place that a text names stands to a figure or a gathering in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Features, Options
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import comes_from, preposition, segment, shares_clause
from demonstrably.extract.setting.headings import Headings
from demonstrably.extract.setting.passages import Passages, after_sign, figures_between, word_before
from demonstrably.extract.setting.wording import (
    ALIEN,
    BEARING,
    BROUGHT_TO,
    ELSEWHERE,
    FIGURE_IN,
    HOMETOWN,
    IN_BRACKETS,
    LOCATED,
    NATIONAL,
    OF_THEM_IN,
    PART_IN,
    ROW,
    ROW_LEAD,
    SEATED,
    SUBSET,
    TOLL,
    WHERE,
    WIDE,
    Worded,
    worded,
)
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence, Token

NEAREST = 6
"""Places named nearest to a figure that are weighed, besides those of its sentence."""
COMMONEST = 3
"""Places named most often in the document that are weighed besides."""
_BACK = 500
_AHEAD = 300
"""Characters before and after a sentence in which the towns of a country count as near."""
_PREPOSITIONS = frozenset(
    ["in", "at", "of", "from", "to", "across", "throughout", "outside", "near", "on", "for", "with", "by", "against",
     "around", "through", "over", "into"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """A place with all its mentions in the text, in order, and its number in the order of first mentions."""

    key: object
    order: int
    mentions: tuple[Toponym, ...]

    @property
    def is_town(self) -> bool:
        return self.mentions[0].kind == "settlement"


def key_of(toponym: Toponym) -> object:
    """What makes two names the same place."""
    return toponym.place.place_id or toponym.text.casefold()


class PlaceFeatures:
    """Describes the places of one document."""

    def __init__(
        self,
        words: PlaceWords,
        discourse: Discourse,
        toponyms: Sequence[Toponym],
        is_gathering: Callable[[int], bool],
    ) -> None:
        self._words = words
        self._discourse = discourse
        self._toponyms = toponyms
        self._starts = [t.start for t in toponyms]
        self._passages = Passages(discourse, is_gathering)
        self._headings = Headings(discourse.text, toponyms)

    # -- options ------------------------------------------------------------------------------------------------

    @cached_property
    def options(self) -> list[Option]:
        """All places that the text names, in the order of their first mentions."""
        named: dict[object, list[Toponym]] = {}
        for toponym in self._toponyms:
            named.setdefault(key_of(toponym), []).append(toponym)
        return [Option(key, i, tuple(mentions)) for i, (key, mentions) in enumerate(named.items())]

    def weighed(self, asked: Asked) -> list[Option]:
        """The options worth weighing: of the sentence, near it, or named often."""
        at, sentence = asked.point.start, asked.sentence
        here = {key_of(t) for t in self._between(sentence.start, sentence.end)}
        far = {o.key: min(abs(m.start - at) for m in o.mentions) for o in self.options}
        near = sorted(self.options, key=lambda o: far[o.key])[:NEAREST]
        common = sorted(self.options, key=lambda o: (-len(o.mentions), o.order))[:COMMONEST]
        kept = here | {o.key for o in near} | {o.key for o in common} | self._heading_keys(asked)
        return [o for o in self.options if o.key in kept]

    def _heading_keys(self, asked: Asked) -> set[object]:
        heads = (self._headings.label(asked.point.start), self._headings.above(asked.sentence.start))
        return {key_of(t) for t in heads if t is not None}

    def _between(self, start: int, end: int) -> Sequence[Toponym]:
        """The toponyms that begin in a stretch of the text."""
        return self._toponyms[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    # -- features -----------------------------------------------------------------------------------------------

    def of(self, asked: Asked) -> Options[Toponym]:
        """Each option worth weighing, by the mention that stands nearest, with its features."""
        options = self.weighed(asked)
        ranks = self._ranks(asked, options)
        own = [
            (mention, ranks[i] | self._of_option(option) | self._of_mentions(asked, option, mention))
            for i, option in enumerate(options)
            for mention in [_nearest(option, asked)]
        ]
        return Options(self._of_passage(asked), own)

    def _of_passage(self, asked: Asked) -> Features:
        """What the sentence and the document tell, whatever the place."""
        told = self._discourse.once(("places told", asked.index), lambda: self._of_sentence(asked.sentence))
        before = self._discourse.text[asked.sentence.start : asked.point.start]
        brought = {"brought_to": float(bool(BROUGHT_TO.search(before)))}
        return self._passages.of(asked) | self._of_document | told | brought

    def _of_sentence(self, sentence: Sentence) -> Features:
        here = self._between(sentence.start, sentence.end)
        towns = {key_of(t) for t in here if t.kind == "settlement" and t.role == "place"}
        return {
            "towns_here": float(len(towns)),
            "named_here": float(len(here)),
            "wide": float(bool(WIDE.search(sentence.text))),
            "toll": float(bool(TOLL.search(sentence.text))),
            "national": float(bool(NATIONAL.search(sentence.text))),
        }

    @cached_property
    def _lands(self) -> Counter[str]:
        return Counter(t.place.country for t in self._toponyms if t.place.country)

    @cached_property
    def _of_document(self) -> Features:
        towns = {key_of(t) for t in self._toponyms if t.kind == "settlement"}
        return {
            "towns": float(min(20, len(towns))),
            "lands": float(min(10, len(self._lands))),
            "all_scenes": float(min(15, len(self._scenes))),
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
        return self._discourse.once(("place", option.key), lambda: self._told_of(option))

    def _told_of(self, option: Option) -> Features:
        mentions, text = option.mentions, self._discourse.text
        first, index = mentions[0], [self._discourse.index_at(m.start) for m in mentions]
        named, lands = [self._worded(m) for m in mentions], self._lands
        land = lands[first.place.country] if first.place.country else 0
        return {
            f"kind={first.kind}": 1.0,
            "resolved": float(first.place.precision is not None),
            "venue": float(first.place.precision == "venue"),
            "mentions": float(min(20, len(mentions))),
            "share": len(mentions) / len(self._toponyms),
            "placed": float(min(20, sum(m.role == "place" for m in mentions))),
            "located": float(min(10, sum(m.located for m in named))),
            "at_gathering": float(min(10, sum(self._is_where_gathered(m) for m in mentions))),
            "passing": sum(m.passing for m in named) / len(mentions),
            "bodies": sum(m.body for m in named) / len(mentions),
            "speaks": sum(m.speaks for m in named) / len(mentions),
            "spots": sum(m.spot for m in named) / len(mentions),
            "outer": sum(text[max(0, m.start - 2) : m.start] == ", " for m in mentions) / len(mentions),
            "land_share": land / max(1, sum(lands.values())),
            "home_land": float(first.place.country is None or self._is_home(first.place.country)),
            "order": float(option.order),
            "in_lead": float(any(i <= 2 for i in index)),
            "first": float(index[0] == 0),
            "dateline": float(any(m.dateline for m in named)),
            "heads_lines": float(any(self._headings.heads(m) for m in mentions)),
            "inner": float(min(15, len(self._inner(first, self._toponyms)))),
        } | self._of_scenes(option)

    @cached_property
    def _scenes(self) -> Counter[object]:
        """How often the text sets something in each town: neither in a dateline nor in passing, nor by its police."""
        return Counter(key_of(t) for t in self._toponyms if t.kind == "settlement" and self._is_scene(t))

    def _is_scene(self, mention: Toponym) -> bool:
        named = self._worded(mention)
        return mention.role == "place" and not (named.dateline or named.passing or named.speaks)

    def _of_scenes(self, option: Option) -> Features:
        """How much of what the text tells it sets in a town, or in the chief town of a country or region."""
        scenes, outer = self._scenes, option.mentions[0]
        inner = {option.key} if option.is_town else self._inner(outer, self._toponyms) & scenes.keys()
        chief = max((scenes[key] for key in inner), default=0)
        return {
            "scenes": float(min(20, sum(scenes[key] for key in inner))),
            "scene_towns": float(min(15, len(inner))),
            "scene_share": chief / max(1, sum(scenes.values())),
            "scene_chief": float(chief > 0 and chief == max(scenes.values())),
        }

    def _worded(self, mention: Toponym) -> Worded:
        return self._discourse.once(
            ("worded", mention.start, mention.end),
            lambda: worded(self._discourse.text, mention, self._words.spot_heads),
        )

    def _is_where_gathered(self, mention: Toponym) -> bool:
        return self._worded(mention).located and self._passages.is_gathering(self._discourse.index_at(mention.start))

    def _inner(self, outer: Toponym, among: Sequence[Toponym]) -> set[object]:
        """The towns among some toponyms that lie in a country or region."""
        if outer.kind == "settlement":
            return set()
        return {key_of(t) for t in among if t.kind == "settlement" and t.role == "place" and self._lies_in(t, outer)}

    def _lies_in(self, town: Toponym, land: Toponym) -> bool:
        """Whether a town lies in a country or region; one that no index has, in the country most spoken of."""
        if town.place.country is None:
            return land.kind == "country" and self._is_home(land.place.country)
        if land.kind == "region":
            return land.place.name is not None and town.place.region == land.place.name
        return town.place.country == land.place.country

    def _is_home(self, country: str | None) -> bool:
        """Whether no country is spoken of more often, its towns counted in."""
        return country is not None and self._lands[country] == max(self._lands.values(), default=0)

    # -- mentions -----------------------------------------------------------------------------------------------

    def _of_mentions(self, asked: Asked, option: Option, nearest: Toponym) -> Features:
        """How a place is named around the figure."""
        sentence = asked.sentence
        features = self._of_around(asked, option)
        here = [m for m in option.mentions if sentence.start <= m.start < sentence.end]
        before = [m for m in option.mentions if m.start < sentence.start]
        after = [m for m in option.mentions if m.start >= sentence.end]
        features |= {f"role={nearest.role}": 1.0, "here": float(len(here))}
        if here:
            features |= self._of_here(asked, nearest, here)
        if before:
            features |= self._of_before(asked, before)
        if after:
            features |= self._of_after(asked, after[0])
        return features

    def _of_around(self, asked: Asked, option: Option) -> Features:
        """Whether a place heads the figure's line or passage, and how many of its towns are named around."""
        sentence, first = asked.sentence, option.mentions[0]
        label, above = self._headings.label(asked.point.start), self._headings.above(sentence.start)
        here = self._between(sentence.start, sentence.end)
        near = self._between(max(0, sentence.start - _BACK), sentence.end + _AHEAD)
        paragraph = self._between(self._discourse.text.rfind("\n", 0, sentence.start) + 1, sentence.start)
        return {
            "label": float(label is not None and key_of(label) == option.key),
            "headed": float(above is not None and key_of(above) == option.key),
            "inner_here": float(len(self._inner(first, here))),
            "inner_near": float(len(self._inner(first, near))),
            "inner_paragraph": float(len(self._inner(first, paragraph))),
        }

    def _of_here(self, asked: Asked, mention: Toponym, here: Sequence[Toponym]) -> Features:
        """How a place is named in the figure's own sentence."""
        text, sentence, point = self._discourse.text, asked.sentence, asked.point
        low, high = sorted((mention.start, point.start))
        before = sentence.text[: mention.start - sentence.start]
        others = [t for t in self._between(low, high) if key_of(t) != key_of(mention)]
        named = self._worded(mention)
        features = {
            "here_before": float(mention.start < point.start),
            "here_far": float(min(300, high - low)),
            "here_turns": float(segment(sentence, mention.start) - segment(sentence, asked.focus.start)),
            "here_figures": float(len(figures_between(text, low, high))),
            "here_others": float(len(others)),
            "here_own": float(any(self._is_own(asked, m) for m in here)),
            "here_of_part": float(mention.start >= point.end and bool(SUBSET.search(text[point.end : mention.start]))),
            "here_anothers": float(bool(FIGURE_IN.search(before[-60:]) or PART_IN.search(before))),
            "here_dateline": float(named.dateline),
            "here_bearing": float(bool(BEARING.search(before[-80:]))),
            "here_elsewhere": float(bool(ELSEWHERE.search(before[-80:]))),
            "here_seated": float(bool(SEATED.search(before))),
            "here_hometown": float(bool(HOMETOWN.search(before[-80:]))),
            "here_alien": float(bool(ALIEN.search(before[-80:]))),
            "here_located": float(bool(LOCATED.search(before[-40:]))),
            "here_speaks": float(named.speaks),
            "here_body": float(named.body),
            "here_spot": float(named.spot),
            f"here_sign={after_sign(text, mention.end)}": 1.0,
        }
        tokens = sentence.at(mention.start, mention.end)
        return features | self._of_syntax(asked, sentence.top(tokens)) if tokens else features

    def _of_syntax(self, asked: Asked, token: Token) -> Features:
        """How the parse ties a place to the figure."""
        sentence, focus, point = asked.sentence, asked.focus, asked.point
        word, above = preposition(sentence, token), sentence.head(token)
        governor = sentence.head(above)
        return {
            f"prep={word if word in _PREPOSITIONS else 'other' if word else 'none'}": 1.0,
            f"dep={token.dep}": 1.0,
            "here_words": float(min(30, abs(token.i - point.i))),
            "clause": float(shares_clause(sentence, focus, token)),
            "comes_from": float(comes_from(sentence, token)),
            "on_figure": float(governor.i == point.i),
            "on_focus": float(governor.i == focus.i),
            "on_gathering": float(above.lemma in self._words.gatherings or governor.lemma in self._words.gatherings),
            "cause": float(self._in_cause(sentence, focus, token)),
        }

    def _in_cause(self, sentence: Sentence, focus: Token, token: Token) -> bool:
        """Whether a place stands in a phrase or clause that tells what the gathering is for or against."""
        for ancestor in sentence.ancestors(token):
            if ancestor.i == focus.i or focus.i in {t.i for t in sentence.children(ancestor)}:
                return False
            if ancestor.lower in ("against", "over", "about", "following", "after", "amid", "for"):
                return ancestor.i > focus.i
            subordinate = ancestor.dep in ("advcl", "relcl", "acl", "pcomp")
            if subordinate and ancestor.lemma in self._words.cause_heads and ancestor.lemma != "protest":
                return ancestor.i > focus.i
        return False

    def _is_own(self, asked: Asked, mention: Toponym) -> bool:
        """Whether a figure has a place to itself: "203 of them in Lisbon", "in Portland, where thousands marched",
        "Hamilton (400 people)", "in Ghent 22,000, in Aalst half"."""
        text, point, sentence = self._discourse.text, asked.point, asked.sentence
        if mention.start >= point.end:
            return bool(OF_THEM_IN.fullmatch(text, point.end, mention.start))
        lead = sentence.text[: mention.start - sentence.start]
        return bool(
            WHERE.fullmatch(text, mention.end, point.start)
            or IN_BRACKETS.fullmatch(text, mention.end, point.start)
            or (ROW_LEAD.search(lead) and ROW.fullmatch(text, mention.end, point.end))
        )

    def _of_before(self, asked: Asked, before: Sequence[Toponym]) -> Features:
        """How a place was named last before the figure's sentence."""
        text, start, last = self._discourse.text, asked.sentence.start, before[-1]
        named = self._worded(last)
        index = self._discourse.index_at(last.start)
        since = {key_of(t) for t in self._between(last.end, start) if t.kind == last.kind}
        return {
            "back": float(min(20, asked.index - index)),
            "back_paragraphs": float(min(10, text.count("\n", last.end, start))),
            "back_located": float(named.located),
            "back_gathering": float(self._passages.is_gathering(index)),
            "back_others": float(min(10, len(since - {key_of(last)}))),
            "back_role": float(last.role != "place"),
            "back_passing": float(named.passing),
            f"back_prep={word_before(text, last.start, _PREPOSITIONS)}": 1.0,
            f"back_sign={after_sign(text, last.end)}": 1.0,
            "back_any": float(any(self._is_where_gathered(m) for m in before[-5:])),
        }

    def _of_after(self, asked: Asked, mention: Toponym) -> Features:
        """How a place is named first behind the figure's sentence."""
        index = self._discourse.index_at(mention.start)
        return {
            "ahead": float(min(20, index - asked.index)),
            "ahead_paragraphs": float(min(10, self._discourse.text.count("\n", asked.sentence.end, mention.start))),
            "ahead_located": float(self._worded(mention).located),
            "ahead_gathering": float(self._passages.is_gathering(index)),
        }


def _nearest(option: Option, asked: Asked) -> Toponym:
    """The mention of a place to go by: in the sentence before elsewhere, as a place before as a body, the nearest."""
    sentence, at = asked.sentence, asked.point.start
    return min(
        option.mentions,
        key=lambda m: (not sentence.start <= m.start < sentence.end, m.role != "place", abs(m.start - at), m.start),
    )
