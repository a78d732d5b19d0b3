"""Places: the town, region or country that a figure or a gathering in the text is about.

Looked for in the passage's own clause, then in what was told before in the same voice, then in the place that the
whole document is about. The most specific town wins; unresolved is an answer, a wrong point is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from demonstrably.codebook import Codebook
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import comes_from, preposition, segment, shares_clause
from demonstrably.extract.setting.scenes import BEARING, WIDE, Scenes, as_place
from demonstrably.extract.setting.within import within_towns
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place

_PURPOSE = re.compile(
    r"\b(?:to (?:protest|demand|call|denounce|condemn|mark|oppose)|against|over|demanding)\b", re.IGNORECASE
)
_OF_THEM_IN = re.compile(
    r"\s+(?:of\s+(?:them|those|whom|which)\s+)?(?:in|at)\s+(?:the\s+)?(?:(?:whole|rest|city|town|capital)\s+of\s+)?"
)
_CAPITAL = re.compile(r"\b(?:in|across|outside|through) (the capital)\b(?!,? [A-Z])")
_OUTSIDE = re.compile(r"\b(?:outside(?: of)?|in front of|near|inside)\s+(?:the\s+)?\Z", re.IGNORECASE)
_WHERE = re.compile(r",?\s+where\b[^,;.]{0,60}")
_SUBSET = re.compile(
    r"[,;]\s+(?:and\s+)?(?:(?:nearly|almost|about|over|more than|at least|some)\s+)*"
    r"(?:including|among them|most(?:ly)?|half|many|a third|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens|hundreds)"
    r"\b(?:[^,;]|,(?=\d{3}))*\Z",
    re.IGNORECASE,
)
"""What stands between a figure and the place of a part of it: "19 people, 17 in Kathmandu and two in Itahari"."""

_OFFICE = re.compile(
    r"\b(?:duke|duchess|earl|prince|princess|archbishop|bishop|mayor|governor|president|premier|minister) of\s+\Z",
    re.IGNORECASE,
)
_FIRM = 8.0
"""The score from which a town is surely the clause's own: a locative in the same clause, near by."""
_LIKELY = 5.0
"""The score from which it is likelier the clause's own than what is told of many places after a comma."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A toponym, its token, and how strongly it is tied to a clause (0 or less: not at all)."""

    toponym: Toponym
    token: Token
    score: float


class PlaceWords:
    """The codebook's words about places (table "<language>/setting")."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/setting")
        self.strong = frozenset(table["places"]["strong"])
        self.remote = frozenset(table["places"]["remote"])
        self.cause_heads = frozenset(table["places"]["cause_heads"])
        self.venue_heads = frozenset(table["venues"]["heads"])
        self.spots = self.venue_heads | frozenset(table["venues"]["districts"])


class Places:
    """The places of one document."""

    def __init__(
        self, words: PlaceWords, gazetteer: Gazetteer, discourse: Discourse, is_gathering: Callable[[int], bool]
    ) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._discourse = discourse
        self._is_gathering = is_gathering

    # -- what the text names ------------------------------------------------------------------------------------

    @cached_property
    def toponyms(self) -> list[Toponym]:
        """All toponyms of the text, resolved together."""
        parsed = (i for i in range(len(self._discourse.spans)) if self._discourse.is_parsed(i))
        names = [name for i in parsed for name in self._discourse.sentence(i).names]
        text = self._discourse.text
        located = [t for t in self._gazetteer.locate(text, names) if _is_name(t)]
        located = [t for t in located if t.text.lower() not in self._words.venue_heads]
        return within_towns(text, located, self._words.spots)

    @cached_property
    def _scenes(self) -> Scenes:
        return Scenes(self._discourse, self._is_gathering, self.toponyms, self.joint)

    # -- what a clause is about ---------------------------------------------------------------------------------

    def of(self, sentence: Sentence, index: int, focus: Token, figure: Token | None = None) -> list[Place]:
        """The places that the clause of a token is about; [] where the text gives none. Several mean that the text
        names several coordinated ones ("in A, B and C"). `figure` is the figure's own word, where it is one: a place
        that hangs on it goes before ("including 100 in Melbourne")."""
        own = self._figures_own(sentence, figure)
        if own is not None:
            return [as_place(t) for t in self._scenes.listed(own, sentence.end)]
        tied = self._tied(sentence, focus, figure)
        if not tied and figure is not None and self._told_of_parts(sentence, figure):
            home = self.home(sentence, index, focus)
            return [home] if home else []
        if self._is_wide(sentence, focus, tied) and (home := self.home(sentence, index, focus)):
            return [home]
        venue = self._venue(sentence, focus, figure)
        if tied and (tied[0].toponym.kind == "settlement" or venue is None):
            best = self._town_of_country(tied[0])
            return [best] if best else [as_place(t.toponym) for t in _coordinated(sentence, tied)]
        told = as_place(tied[0].toponym) if tied else self._capital(sentence, focus)
        found = told or self._scenes.place(sentence, index)
        if found is None:
            venue = venue or self._venue(sentence, focus, figure, anywhere=True)
        if venue is not None:
            return [_at_venue(venue, found)]
        return [found] if found else []

    def home(self, sentence: Sentence, index: int, focus: Token) -> Place | None:
        """The region or country that a count of places ("in 30 cities") is about."""
        within = [t for t in self._scenes.between(sentence.start, sentence.end) if t.role != "institution"]
        towns = {t.end for t in within if t.kind == "settlement"}
        wide = [
            t
            for t in within
            if t.kind != "settlement" and t.role == "place" and not towns & {t.start - 2}  # no "Charlottesville, Va."
        ]
        if wide:
            after = [t for t in wide if t.start > focus.start]
            return as_place((after or wide)[0])
        demonyms = [t for t in within if t.role == "demonym"]
        return as_place(demonyms[0]) if demonyms else self._scenes.wide_before(sentence.start)

    def joint(self, places: Sequence[Place]) -> Place | None:
        """One place for several: "Bratislava and Košice" as written, with the country that they share."""
        if not places:
            return None
        first, last = min(places, key=lambda p: p.start), max(places, key=lambda p: p.start)
        written = self._discourse.text[first.start : last.start + len(last.written)]
        codes = {p.country for p in places}
        code = codes.pop() if len(codes) == 1 else None
        name = self._gazetteer.country_name(code) if code else None
        return Place(written, first.start, "country" if code else None, name, None, None, None, code)

    def _figures_own(self, sentence: Sentence, figure: Token | None) -> Toponym | None:
        """The place that a figure has to itself: "203 of them in Lisbon", "412 in the whole of Portugal", "in Portland,
        where thousands marched"."""
        text = self._discourse.text
        if figure is None:
            return None
        for toponym in self._scenes.between(sentence.start, sentence.end):
            after = toponym.start >= figure.end and _OF_THEM_IN.fullmatch(text, figure.end, toponym.start)
            before = toponym.end <= figure.start and _WHERE.fullmatch(text, toponym.end, figure.start)
            if toponym.role == "place" and (after or before):
                return toponym
        return None

    def _told_of_parts(self, sentence: Sentence, figure: Token) -> bool:
        """Whether the sentence has towns for parts of the figure only ("19 people, 17 in A and two in B")."""
        after = [
            t for t in self._scenes.between(figure.end, sentence.end) if t.kind == "settlement" and t.role == "place"
        ]
        return bool(after) and all(_SUBSET.search(self._discourse.text[figure.end : t.start]) for t in after)

    def _capital(self, sentence: Sentence, focus: Token) -> Place | None:
        """The capital of the country told last, where the clause is set "in the capital"."""
        named = _CAPITAL.search(sentence.text)
        country = self._scenes.wide_before(sentence.end)
        if not named or country is None or country.country is None or country.precision != "country":
            return None
        start = sentence.start + named.start(1)
        town = self._gazetteer.capital(country.country)
        here = segment(sentence, start) == segment(sentence, focus.start)
        return replace(town, written=named[1], start=start) if town and here else None

    def _venue(
        self, sentence: Sentence, focus: Token, figure: Token | None, *, anywhere: bool = False
    ) -> tuple[int, str] | None:
        """A named spot that the clause stands at ("outside Parliament", "in Hendrik Square"): its start and words.
        With `anywhere`, one that the sentence stands at, however it is parsed."""
        above = {t.i for t in (focus, figure) if t} | {t.i for t in list(sentence.ancestors(focus))[:2]}
        above |= {t.i for t in sentence.children(focus, "xcomp", "ccomp")}
        for token in sentence.tokens:
            link = sentence.head(token)
            if token.dep != "pobj" or not self._is_spot(sentence, token, link):
                continue
            if link.lower in self._words.strong | {"on"} and (anywhere or link.head in above):
                first = min([token, *sentence.children(token, "compound", "amod", "nmod")], key=lambda t: t.i)
                return first.start, self._discourse.text[first.start : token.end]
        return None

    def _is_spot(self, sentence: Sentence, token: Token, link: Token) -> bool:
        """Whether a noun after a preposition names a spot: "in Hendrik Square", "outside EGAT headquarters"."""
        if token.lower in self._words.venue_heads:
            named = any(t.pos == "PROPN" for t in sentence.children(token, "compound", "nmod"))
            return token.pos == "PROPN" or (token.pos == "NOUN" and named)
        return token.pos == "PROPN" and link.lower in ("outside", "inside")

    def _tied(self, sentence: Sentence, focus: Token, figure: Token | None) -> list[Tied]:
        """The toponyms of the sentence that are tied to the clause of a token, the best first."""
        found = []
        for toponym in self._scenes.between(sentence.start, sentence.end):
            standing = toponym.role == "place" or self._is_seat(toponym)
            tokens = sentence.at(toponym.start, toponym.end) if standing else []
            if tokens:
                tie = self._tie(sentence, focus, toponym, sentence.top(tokens))
                if _SUBSET.search(self._discourse.text[(figure or focus).end : toponym.start]):
                    continue
                if figure is not None and sentence.head(sentence.head(tie.token)).i == figure.i:
                    tie = replace(tie, score=tie.score + 4.0)
                found.append(tie)
        return sorted((t for t in found if t.score > 0), key=lambda t: (-t.score, t.toponym.start))

    def _is_seat(self, toponym: Toponym) -> bool:
        """Whether a town's name in a body's stands for its building in the town ("outside of Istanbul City Hall")."""
        before = self._discourse.text[max(0, toponym.start - 24) : toponym.start]
        return toponym.kind == "settlement" and toponym.role == "institution" and bool(_OUTSIDE.search(before))

    def _tie(self, sentence: Sentence, focus: Token, toponym: Toponym, token: Token) -> Tied:
        word = preposition(sentence, token)
        score = 6.0 - 0.12 * min(30, abs(token.i - focus.i))
        score += {"settlement": 2.0, "region": 0.8}.get(toponym.kind, 0.0)
        score += 3.0 if word in self._words.strong else -2.0 if word in self._words.remote else 0.0 if word else -1.5
        if comes_from(sentence, token):
            score -= 6.0
        if token.dep in ("poss", "compound", "amod", "nmod") and not self._names_spot(sentence, token):
            score -= 2.0
        if (
            toponym.kind == "region"
            and token.dep in ("compound", "nmod", "poss")
            and self._is_part_of_name(sentence, token)
        ):
            score -= 8.0
        if toponym.role == "place" and self._in_venue_name(sentence, toponym):
            score -= 3.0
        if BEARING.search(sentence.text[: toponym.start - sentence.start]):
            score -= 4.0
        if self._in_cause(sentence, focus, token):
            score -= 4.0
        turns = segment(sentence, toponym.start) - segment(sentence, focus.start)
        score -= 9.0 if turns > 0 else 3.0 if turns < 0 else 0.0
        if _OFFICE.search(sentence.text[: toponym.start - sentence.start]):
            score -= 8.0
        if focus.end < toponym.start and _PURPOSE.search(self._discourse.text, focus.end, toponym.start):
            score -= 2.5
        if shares_clause(sentence, focus, token):
            score += 1.5
        return Tied(toponym, token, score)

    def _names_spot(self, sentence: Sentence, token: Token) -> bool:
        """Whether the noun that a toponym modifies is itself governed by a locative ("at Sydney's Central station")."""
        return preposition(sentence, token) in self._words.strong

    def _is_part_of_name(self, sentence: Sentence, token: Token) -> bool:
        """Whether a region only names a spot or an actor: "the Summit County jail", "North West police said"."""
        head = sentence.head(token)
        actor = head.dep in ("nsubj", "compound") and self._scenes.centred
        return head.lower in self._words.venue_heads or actor

    def _in_venue_name(self, sentence: Sentence, toponym: Toponym) -> bool:
        """Whether a toponym is part of a venue's name without a comma between ("Birmingham Bridge", "City Hall")."""
        tokens = [t for t in sentence.tokens if t.start >= toponym.end][:3]
        for token in tokens:
            if token.pos != "PROPN":
                return False
            if token.lower in self._words.venue_heads:
                return True
        return False

    def _in_cause(self, sentence: Sentence, focus: Token, token: Token) -> bool:
        """Whether the toponym stands in a phrase or clause that tells what the gathering is for or against."""
        for ancestor in sentence.ancestors(token):
            if ancestor.i == focus.i or focus.i in {t.i for t in sentence.children(ancestor)}:
                return False
            if ancestor.lower in ("against", "over", "about", "following", "after", "amid", "for"):
                return ancestor.i > focus.i
            subordinate = ancestor.dep in ("advcl", "relcl", "acl", "pcomp")
            if subordinate and ancestor.lemma in self._words.cause_heads and ancestor.lemma != "protest":
                return ancestor.i > focus.i
        return False

    def _is_wide(self, sentence: Sentence, focus: Token, tied: Sequence[Tied]) -> bool:
        """Whether the clause of a token speaks of many places at once ("in 86 cities", "in A, B and other cities"),
        and no town stands apart from that."""
        here = segment(sentence, focus.start)
        town = next((t for t in tied if t.toponym.kind == "settlement"), None)
        spoken = [m.start() + sentence.start for m in WIDE.finditer(sentence.text)]
        return any(
            segment(sentence, start) == here and (town is None or _overrides(sentence, focus, town, start))
            for start in spoken
        )

    def _town_of_country(self, best: Tied) -> Place | None:
        """The one town that a document about a gathering in one town names, where the clause names only its country
        ("police in Papua New Guinea fired at students")."""
        toponym = best.toponym
        if toponym.kind != "country" or _ACROSS.search(self._discourse.text[: toponym.start][-30:]):
            return None
        named = [t for t in self.toponyms if t.kind == "settlement" and t.place.country == toponym.place.country]
        towns = {t.place.place_id or t.text: t for t in named}
        located = [t for t in named if t in self._scenes.located_towns]
        return as_place(located[0]) if len(towns) == 1 and located else None


_ACROSS = re.compile(r"\b(?:across|throughout|around|all over|over)\s+(?:the\s+)?\Z", re.IGNORECASE)


def _at_venue(venue: tuple[int, str], town: Place | None) -> Place:
    """The venue as written, with the point of the town that it is taken to stand in."""
    start, written = venue
    if town is None or town.precision not in ("city", "venue"):
        return Place(written, start, "venue", None, None, None, None, town.country if town else None)
    return replace(town, written=written, start=start, precision="venue")


def _is_name(toponym: Toponym) -> bool:
    """Two letters name a place only as the best-known abbreviations of countries."""
    return len(toponym.text) > 2 or toponym.text in ("US", "UK", "UN", "EU") or toponym.role != "place"


def _overrides(sentence: Sentence, focus: Token, town: Tied, start: int) -> bool:
    """Whether words for many places, from an offset on, go before a town for the clause of a token."""
    if _runs_on(sentence, town.toponym.end, start):
        return True
    left, right = sorted((start, focus.start))
    apart = ", " in sentence.text[left - sentence.start : right - sentence.start]
    if apart and town.score >= (_FIRM if start < focus.start else _LIKELY):
        return False
    return town.score < _FIRM or abs(town.toponym.start - focus.start) > abs(start - focus.start)


def _runs_on(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only a list lies between a town's end and the words "and other cities"."""
    between = sentence.text[max(0, end - sentence.start) : max(0, start - sentence.start)]
    return end <= start and re.fullmatch(r"[\s,]*(?:[A-ZÀ-Ž][\w'’.-]*[\s,]*(?:and\s*)?)*", between) is not None


def _coordinated(sentence: Sentence, tied: Sequence[Tied]) -> list[Tied]:
    """The best toponym and those coordinated with it; of "City, Region, Country" only the city."""
    best = tied[0]
    names = {t.i for t in sentence.conjuncts(best.token)}
    group = [t for t in tied if t is best or (t.token.i in names and t.toponym.kind == best.toponym.kind)]
    return sorted(group, key=lambda t: t.toponym.start)
