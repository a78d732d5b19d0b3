"""Features of a place's mentions: how it is named in a figure's sentence, and last before and first behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Features
from demonstrably.extract.setting.clauses import comes_from, preposition, segment, shares_clause
from demonstrably.extract.setting.landscape import Landscape, Option, key_of
from demonstrably.extract.setting.passages import after_sign, figures_between, word_before
from demonstrably.extract.setting.wording import IN_BRACKETS
from demonstrably.gazetteer import Toponym
from demonstrably.language.analysis import Sentence, Token

_BACK = 500
_AHEAD = 300
"""Characters before and after a sentence in which the towns of a country count as near."""
_PREPOSITIONS = frozenset(
    ["in", "at", "of", "from", "to", "across", "throughout", "outside", "near", "on", "for", "with", "by", "against",
     "around", "through", "over", "into"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """The names around a figure: the keys of those that head its line and its passage (None without), and the names in
    its sentence, near it, and before it in its paragraph."""

    label: object | None
    above: object | None
    here: Sequence[Toponym]
    near: Sequence[Toponym]
    paragraph: Sequence[Toponym]


class PlaceMentions:
    """Describes how the places of one document are named around what is asked for."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._wording = scape.words.wording

    def of(self, asked: Asked, around: Around, option: Option, nearest: Toponym) -> Features:
        """How a place is named around the figure; `nearest` is the mention to go by."""
        sentence = asked.sentence
        features = self._of_around(around, option)
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

    def around(self, asked: Asked) -> Around:
        """The names around what is asked for."""
        start, end = asked.sentence.start, asked.sentence.end
        label, above = self._scape.headings.label(asked.point.start), self._scape.headings.above(start)
        return Around(
            label=None if label is None else key_of(label),
            above=None if above is None else key_of(above),
            here=self._scape.between(start, end),
            near=self._scape.between(max(0, start - _BACK), end + _AHEAD),
            paragraph=self._scape.between(self._scape.discourse.text.rfind("\n", 0, start) + 1, start),
        )

    def _of_around(self, around: Around, option: Option) -> Features:
        """Whether a place heads the figure's line or passage, and how many of its towns are named around."""
        first = option.mentions[0]
        return {
            "label": float(around.label == option.key),
            "headed": float(around.above == option.key),
            "inner_here": float(len(self._scape.inner(first, around.here))),
            "inner_near": float(len(self._scape.inner(first, around.near))),
            "inner_paragraph": float(len(self._scape.inner(first, around.paragraph))),
        }

    def _of_here(self, asked: Asked, mention: Toponym, here: Sequence[Toponym]) -> Features:
        """How a place is named in the figure's own sentence."""
        text, sentence, point = self._scape.discourse.text, asked.sentence, asked.point
        low, high = sorted((mention.start, point.start))
        before = sentence.text[: mention.start - sentence.start]
        others = [t for t in self._scape.between(low, high) if key_of(t) != key_of(mention)]
        named = self._scape.worded(mention)
        features = {
            "here_before": float(mention.start < point.start),
            "here_far": float(min(300, high - low)),
            "here_turns": float(segment(sentence, mention.start) - segment(sentence, asked.focus.start)),
            "here_figures": float(len(figures_between(text, low, high))),
            "here_others": float(len(others)),
            "here_own": float(any(self._is_own(asked, m) for m in here)),
            "here_of_part": float(
                mention.start >= point.end and bool(self._wording.subset.search(text[point.end : mention.start]))
            ),
            "here_anothers": float(
                bool(self._wording.figure_in.search(before[-60:]) or self._wording.part_in.search(before))
            ),
            "here_dateline": float(named.dateline),
            "here_bearing": float(bool(self._wording.bearing.search(before[-80:]))),
            "here_elsewhere": float(bool(self._wording.elsewhere.search(before[-80:]))),
            "here_seated": float(bool(self._wording.seated.search(before))),
            "here_hometown": float(bool(self._wording.hometown.search(before[-80:]))),
            "here_alien": float(bool(self._wording.alien.search(before[-80:]))),
            "here_located": float(bool(self._wording.located.search(before[-40:]))),
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
            "on_gathering": float(
                above.lemma in self._scape.words.gatherings or governor.lemma in self._scape.words.gatherings
            ),
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
            if subordinate and ancestor.lemma in self._scape.words.cause_heads and ancestor.lemma != "protest":
                return ancestor.i > focus.i
        return False

    def _is_own(self, asked: Asked, mention: Toponym) -> bool:
        """Whether a figure has a place to itself: "203 of them in Lisbon", "in Portland, where thousands marched",
        "Hamilton (400 people)", "in Ghent 22,000, in Aalst half"."""
        text, point, sentence = self._scape.discourse.text, asked.point, asked.sentence
        if mention.start >= point.end:
            return bool(self._wording.of_them_in.fullmatch(text, point.end, mention.start))
        lead = sentence.text[: mention.start - sentence.start]
        return bool(
            self._wording.where.fullmatch(text, mention.end, point.start)
            or IN_BRACKETS.fullmatch(text, mention.end, point.start)
            or (self._wording.row_lead.search(lead) and self._wording.row.fullmatch(text, mention.end, point.end))
        )

    def _of_before(self, asked: Asked, before: Sequence[Toponym]) -> Features:
        """How a place was named last before the figure's sentence."""
        text, start, last = self._scape.discourse.text, asked.sentence.start, before[-1]
        named = self._scape.worded(last)
        index = self._scape.discourse.index_at(last.start)
        since = {key_of(t) for t in self._scape.between(last.end, start) if t.kind == last.kind}
        return {
            "back": float(min(20, asked.index - index)),
            "back_paragraphs": float(min(10, text.count("\n", last.end, start))),
            "back_located": float(named.located),
            "back_gathering": float(self._scape.passages.is_gathering(index)),
            "back_others": float(min(10, len(since - {key_of(last)}))),
            "back_role": float(last.role != "place"),
            "back_passing": float(named.passing),
            f"back_prep={word_before(text, last.start, _PREPOSITIONS)}": 1.0,
            f"back_sign={after_sign(text, last.end)}": 1.0,
            "back_any": float(any(self._scape.is_where_gathered(m) for m in before[-5:])),
        }

    def _of_after(self, asked: Asked, mention: Toponym) -> Features:
        """How a place is named first behind the figure's sentence."""
        text, index = self._scape.discourse.text, self._scape.discourse.index_at(mention.start)
        return {
            "ahead": float(min(20, index - asked.index)),
            "ahead_paragraphs": float(min(10, text.count("\n", asked.sentence.end, mention.start))),
            "ahead_located": float(self._scape.worded(mention).located),
            "ahead_gathering": float(self._scape.passages.is_gathering(index)),
        }
