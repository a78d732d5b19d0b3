"""Ties: how strongly the toponyms of a sentence are tied to the clause of a figure or a gathering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import comes_from, preposition, segment, shares_clause
from demonstrably.extract.setting.scenes import Scenes
from demonstrably.extract.setting.wording import APPOSED, BEARING, ELSEWHERE, HOMETOWN, SEATED, SPEAKS, is_dateline
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence, Token

_PURPOSE = re.compile(
    r"\b(?:to (?:protest|demand|call|denounce|condemn|mark|oppose)|against|over|demanding)\b", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"\b(?:(?:outside(?: of)?|in front of|near|inside)\s+(?:the\s+)?"
    r"|(?:at|on|outside|near) (?:the )?University of (?:[A-Z]\w+(?:, |-| at ))?)\Z",
    re.IGNORECASE,
)
SUBSET = re.compile(
    r"(?:[,;]\s+|\s*(?:--|[–—])\s*)(?:(?:and|with|then|followed by)\s+)?"
    r"(?:(?:nearly|almost|about|over|more than|at least|some)\s+)*"
    r"(?:including|among them|of (?:which|whom|them)|most(?:ly)?|half|many|a third"
    r"|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens|hundreds)"
    r"\b(?:[^,;–—-]|-(?!-)|,(?=\d{3}))*\Z",
    re.IGNORECASE,
)
"""What stands between a figure and the place of a part of it: "19 people, 17 in Kathmandu and two in Itahari"."""
_FIGURE_IN = re.compile(
    r"(?:\d[\d,.]*|\b(?:dozens|scores|hundreds|thousands|million|thousand|hundred))\s+"
    r"(?:(?!in\b|at\b)[\w'’-]+\s+){0,2}(?:in|at)\s+\Z"
)
"""A figure with a place of its own: "600,000 in"."""
_PART_IN = re.compile(r"\b(?:including|among them)\s+(?:[\w,-]+\s+){1,3}(?:in|at)\s+\Z", re.IGNORECASE)
_MARCHED = re.compile(
    r"\b(?:march|walk|trek|descend|cycl|rall|parad)\w*(?:\s+[\w-]+){0,3}?\s+from\s+(?:the\s+)?"
    r"[A-Z][\w'’. -]{1,40}\s+to\s+\Z"
)
_THROUGHOUT = re.compile(r"\b(?:across|throughout|all over|around)\s+(?:the\s+)?\Z")
_OFFICE = re.compile(
    r"\b(?:duke|duchess|earl|prince|princess|archbishop|bishop|mayor|governor|president|premier|minister) of\s+\Z",
    re.IGNORECASE,
)
_UNKNOWN = 5.0
"""The score that a name the gazetteer does not know must pass to be the clause's own."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A toponym, its token, and how strongly it is tied to a clause (0 or less: not at all)."""

    toponym: Toponym
    token: Token
    score: float


class Ties:
    """The ties of one document."""

    def __init__(self, words: PlaceWords, discourse: Discourse, scenes: Scenes) -> None:
        self._words = words
        self._discourse = discourse
        self._scenes = scenes

    def of(self, sentence: Sentence, focus: Token, figure: Token | None) -> list[Tied]:
        """The toponyms of the sentence that are tied to the clause of a token, the best first."""
        found = []
        named = self._scenes.between(sentence.start, sentence.end)
        for toponym in named:
            if self._is_bureau(toponym, named):
                continue
            standing = toponym.role == "place" or self._is_seat(toponym)
            tokens = sentence.at(toponym.start, toponym.end) if standing else []
            if tokens:
                tie = self._tie(sentence, focus, toponym, sentence.top(tokens))
                if self._is_of_part(figure or focus, toponym):
                    continue
                if figure is not None and toponym.end <= figure.start:
                    tie = replace(tie, score=tie.score - self._anothers(sentence, toponym))
                if figure is not None and sentence.head(sentence.head(tie.token)).i == figure.i:
                    tie = replace(tie, score=tie.score + 4.0)
                found.append(tie)
        return sorted(
            (t for t in found if t.score > (0 if t.toponym.place.precision else _UNKNOWN)),
            key=lambda t: (-t.score, t.toponym.start),
        )

    def _tie(self, sentence: Sentence, focus: Token, toponym: Toponym, token: Token) -> Tied:
        score = self._by_syntax(sentence, focus, toponym, token) + self._by_wording(sentence, focus, toponym, token)
        return Tied(toponym, token, score)

    def _by_syntax(self, sentence: Sentence, focus: Token, toponym: Toponym, token: Token) -> float:
        """What the parse says for a toponym: its distance from the focus, its kind, its preposition, its clause."""
        word = preposition(sentence, token)
        score = 6.0 - 0.12 * min(30, abs(token.i - focus.i))
        score += {"settlement": 2.0, "region": 0.8}.get(toponym.kind, 0.0)
        score += 3.0 if word in self._words.strong else -2.0 if word in self._words.remote else 0.0 if word else -1.5
        if word == "of" and self._is_part(sentence, token):
            score += 4.0
        if word == "to" and (self._is_reached(sentence, token) or self._ends_march(sentence, toponym)):
            score += 5.0
        if word == "for" and self._is_bound(sentence, token):
            score -= 8.0
        if comes_from(sentence, token):
            score -= 10.0
        if token.dep in ("poss", "compound", "amod", "nmod"):
            score -= 0.0 if self._names_spot(sentence, token) else 2.0
            of_name = toponym.kind == "region" and token.dep != "amod" and self._is_part_of_name(sentence, token)
            score -= 8.0 if of_name else 0.0
        if self._in_cause(sentence, focus, token):
            score -= 4.0
        return score + (1.5 if shares_clause(sentence, focus, token) else 0.0)

    def _by_wording(self, sentence: Sentence, focus: Token, toponym: Toponym, token: Token) -> float:
        """What the words before and after a toponym say against it."""
        before, score = sentence.text[: toponym.start - sentence.start], 0.0
        if HOMETOWN.search(before) and not comes_from(sentence, token):
            score -= 10.0
        if toponym.role == "place" and self._in_venue_name(sentence, toponym):
            score -= 3.0
        if ELSEWHERE.search(before[-80:]) and not ELSEWHERE.search(sentence.text[: focus.start - sentence.start][-80:]):
            score -= 6.0
        if SEATED.search(before):
            score -= 10.0
        if BEARING.search(before):
            score -= 10.0 if APPOSED.search(before) else 1.0
        turns = segment(sentence, toponym.start) - segment(sentence, focus.start)
        score -= 9.0 if turns > 0 else 3.0 if turns < 0 else 0.0
        if SPEAKS.match(self._discourse.text, toponym.end) or _OFFICE.search(before):
            score -= 8.0
        if focus.end < toponym.start and _PURPOSE.search(self._discourse.text, focus.end, toponym.start):
            score -= 2.5
        return score

    def _is_of_part(self, figure: Token, toponym: Toponym) -> bool:
        """Whether a toponym after a figure is the place of a part of it only; not so the country across which all parts
        of a list are told ("11 were killed, hundreds hurt and 9,000 arrested across Chile")."""
        gap = self._discourse.text[figure.end : toponym.start]
        if toponym.kind == "country" and _THROUGHOUT.search(gap) and "includ" not in gap:
            return False
        return bool(SUBSET.search(gap))

    def _is_bureau(self, toponym: Toponym, named: Sequence[Toponym]) -> bool:
        """Whether a dateline's town only tells where a report on another country was written."""
        if not is_dateline(self._discourse.text, toponym):
            return False
        others = [t for t in named if t is not toponym and t.role == "place" and t.place.country]
        return bool(others) and all(t.place.country != toponym.place.country for t in others)

    def _is_seat(self, toponym: Toponym) -> bool:
        """Whether a town's name in a body's stands for its building in the town ("outside of Istanbul City Hall")."""
        before = self._discourse.text[max(0, toponym.start - 24) : toponym.start]
        return toponym.kind == "settlement" and toponym.role == "institution" and bool(_OUTSIDE.search(before))

    def _anothers(self, sentence: Sentence, toponym: Toponym) -> float:
        """How much speaks for a toponym before a figure being another's place ("600 in Chicago, 1 million in two
        rallies"), above all that of a part ("11 died, including one in Aragua, and 749 were held")."""
        before = sentence.text[: toponym.start - sentence.start]
        return 20.0 if _PART_IN.search(before) else 3.0 if _FIGURE_IN.search(before) else 0.0

    def _is_part(self, sentence: Sentence, token: Token) -> bool:
        """Whether a toponym stands after "of" behind the word for a part of it ("the European Quarter of Brussels")."""
        above = next((t for t in sentence.ancestors(token) if t.lower == "of"), None)
        if above is None:
            return False
        return sentence.head(above).lemma.lower() in self._words.parts | self._words.gatherings

    def _is_reached(self, sentence: Sentence, token: Token) -> bool:
        """Whether a toponym stands after "to" behind a verb of spreading ("spread to Amhara")."""
        above = next((t for t in sentence.ancestors(token) if t.lower == "to"), None)
        return above is not None and sentence.head(above).lemma in self._words.spreading

    def _ends_march(self, sentence: Sentence, toponym: Toponym) -> bool:
        """Whether a toponym is where a march from another place leads: "marched from Perugia to Assisi"."""
        return bool(_MARCHED.search(sentence.text[: toponym.start - sentence.start]))

    def _is_bound(self, sentence: Sentence, token: Token) -> bool:
        """Whether a toponym after "for" is only where somebody set out to go: "left in a convoy for Dakar"."""
        return any(t.lemma in self._words.leaving for t in sentence.ancestors(token))

    def _names_spot(self, sentence: Sentence, token: Token) -> bool:
        """Whether the noun that a toponym modifies is itself governed by a locative ("at Sydney's Central station")."""
        word, head = preposition(sentence, token), sentence.head(token)
        return word in self._words.strong or (
            word in ("on", "to") and token.dep == "poss" and head.lower in self._words.venue_heads
        )

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
