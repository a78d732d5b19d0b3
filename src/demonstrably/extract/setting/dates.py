"""Dates: the day or interval that a figure or a gathering in the text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import hangs_on, in_side_clause, nouns_between, segment, shares_clause
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Post, When

_LEEWAY = timedelta(days=3)
"""How far a named day may lie outside "a week ago" and still be meant by it."""

_THAN = r"(?<!more )(?<!fewer )(?<!less )than"
""" "than" that compares with another day, not "more than 100"."""

_BACKGROUND = re.compile(
    rf"\b(?:ahead of|{_THAN}|before|after|since|until|following|prior to|next|scheduled|anniversary)\b[^.;,]{{0,45}}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\b(?:{_THAN}|as (?:many|much|few|large|big|high) as|ahead of|prior to|compared (?:to|with)|unlike)\b"
    r"[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    rf"(?:,\s*|\s)(?:against|up from|down from|compared (?:to|with)|versus|unlike|{_THAN})\s+"
    r"(?=(?:(?:about|some|around|just|only|an estimated|nearly|at least)\s+)*(?:\d|dozens|hundreds|thousands|tens))",
    re.IGNORECASE,
)
"""Where a figure of another day is told for comparison: its date is no other figure's."""

_RELATIVE = re.compile(r",\s+(?:which|who|whose)\b[^,;.\n]*\Z")
_EARLIER = re.compile(r"\b(?:earlier|before|previously|previous)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:said|told|tell|says|published|announced|confirmed|posted|wrote|updated|declared|mused|added)"
    r"(?:\s+(?:in|at|a|an|the|on|late|early|statement|interview|news|conference|reporters|journalists|[A-Z]\w+)){0,5}\s*\Z",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|expect(?:s|ed|ing)?|plan(?:s|ned|ning)?|due|scheduled|prepar(?:e|es|ed|ing)|announced|intends?|"
    r"hopes?|next|tomorrow|tonight|is to|are to|calls? for|called for|upcoming|coming)\b",
    re.IGNORECASE,
)
_HISTORY = timedelta(days=60)
"""How old a day must be to be history, which the sentences after it go on telling of."""

_CONTEXT_SENTENCES = 8
"""How far back a day told before still holds where the passage tells history or plans."""

_RECENT = re.compile(r"\b(?:past|last|recent|previous)\b", re.IGNORECASE)
_NTH = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)


class Dates:
    """The dates of one document."""

    def __init__(
        self,
        grammar: DateGrammar,
        discourse: Discourse,
        is_gathering: Callable[[int], bool],
        planning: Container[str],
    ) -> None:
        self._grammar = grammar
        self._planning = planning
        self._discourse = discourse
        self._is_gathering = is_gathering

    @cached_property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        found: list[list[DateExpression]] = [[] for _ in self._discourse.spans]
        for anchor, start, end in self._voices():
            for expression in self._grammar.find(self._discourse.text, anchor, start, end):
                found[self._discourse.index_at(expression.start)].append(expression)
        return [[self._counted_back(e, found) for e in told] for told in found]

    def _counted_back(self, expression: DateExpression, told: list[list[DateExpression]]) -> DateExpression:
        """ "A day earlier" after "next Tuesday's primary" counts from the last day before that had come."""
        anchor = self._discourse.anchor_at(expression.start)
        if not anchor or expression.kind != "relative" or not expression.value or expression.value <= anchor:
            return expression
        past = [e.value for row in told for e in row
                if e.start < expression.start and e.precision == "day" and e.value and e.value <= anchor]  # fmt: skip
        context = date.fromisoformat(past[-1]) if past else None
        again = self._grammar.find(self._discourse.text, anchor, expression.start, expression.end, context=context)
        return again[0] if past and again else expression

    def _voices(self) -> Iterator[tuple[str | None, int, int]]:
        """The stretches of the text that share a day of writing: (that day, start, end)."""
        edges = sorted(
            {0, len(self._discourse.text), *(e for p in self._discourse.document.posts for e in (p.start, p.end))}
        )
        for start, end in pairwise(edges):
            yield self._discourse.anchor_at(start), start, end

    def when(self, sentence: Sentence, index: int, focus: Token, *, future: bool, figure: Token | None = None) -> When:
        """The day or interval that the clause of a token is about; `figure` is the figure's own word, where it is
        one: in a comparison of figures each has its own date."""
        future = future and not self._is_told_past(sentence)
        here = [e for e in self._dated(index) if self._same_side(sentence, figure or focus, e)]
        scored = [(self._date_score(sentence, focus, e, figure), -e.start, e) for e in here]
        best = max(scored, key=lambda row: row[:2], default=None)
        if best is None or best[0] <= 0:
            return self._announced(index) if future else self._earlier_date(index)
        return self._read(best[2], future=future)

    def _is_told_past(self, sentence: Sentence) -> bool:
        """Whether the sentence tells what happened, so that a plan in it was for a day now past."""
        root = next((t for t in sentence.tokens if t.head == t.i and t.pos in ("VERB", "AUX")), None)
        if root is None or root.lemma in self._planning:
            return False
        return root.tag == "VBD" or any(t.lower == "had" for t in sentence.children(root, "aux"))

    def _dated(self, index: int) -> list[DateExpression]:
        """The expressions of a sentence that tell when; "in over a decade" tells how long, "in the past few weeks"
        when, though no day."""
        return [e for e in self.expressions[index] if e.ongoing or e.kind != "duration" or _RECENT.search(e.quote)]

    def _read(self, expression: DateExpression, *, future: bool) -> When:
        """An expression as the day or interval that it means here."""
        if expression.ongoing:
            return _since(expression, self._discourse.anchor_at(expression.start))
        if expression.precision == "week" and not future:
            return self._day_meant(expression)
        return _as_when(expression, future=future)

    def _same_side(self, sentence: Sentence, token: Token, expression: DateExpression) -> bool:
        """Whether a date stands on the same side of a comparison of figures as a token."""
        turns = [m.end() + sentence.start for m in _COMPARISON.finditer(sentence.text)]
        return sum(t <= token.start for t in turns) == sum(t <= expression.start for t in turns)

    def _day_meant(self, expression: DateExpression) -> When:
        """The day that "a week ago" or "last week" means where the document names just one such day elsewhere."""
        first, last = (date.fromisoformat(d) for d in ((expression.value or "").split("/") * 2)[:2])
        if expression.quote.endswith("ago"):
            anchor = date.fromisoformat(self._discourse.anchor_at(expression.start) or first.isoformat())
            middle = first + timedelta(days=(anchor - first).days % 7)
            first, last = middle - _LEEWAY, middle + _LEEWAY
        named = {e.value for told in self.expressions for e in told if e.value and e.precision == "day"}
        near = {day for day in named if first <= date.fromisoformat(day) <= last}
        if len(near) == 1:
            return When(near.pop(), "day")
        return self._weeks_before_main(expression) or _as_when(expression, future=False)

    def _weeks_before_main(self, expression: DateExpression) -> When | None:
        """The day that "a week earlier" counts from the document's own; None for other words."""
        main = self.main_date
        if main is None or not main.date or not _EARLIER.search(expression.quote):
            return None
        weeks = {"two": 2, "three": 3}.get(expression.quote.split()[0].lower(), 1)
        return When((date.fromisoformat(main.date) - timedelta(weeks=weeks)).isoformat(), "day")

    def _date_score(
        self, sentence: Sentence, focus: Token, expression: DateExpression, figure: Token | None = None
    ) -> float:
        tokens = sentence.at(expression.start, expression.end)
        if not tokens:
            return 0.0
        token = sentence.top(tokens)
        score = 8.0 - 0.15 * min(40, abs(token.i - (figure or focus).i))
        apart = segment(sentence, focus.start) != segment(sentence, expression.start)
        if apart:
            score -= 9.0 if self._dates_segment(sentence, focus) else 5.0
        if _COMPARED.search(self._discourse.text[max(sentence.start, expression.start - 50) : expression.start]):
            score -= 12.0
        if self._dates_speech(expression) and not hangs_on(sentence, focus, token):
            score -= 14.0
        score -= 2.5 * nouns_between(sentence, focus, token)
        if shares_clause(sentence, focus, token) and not apart:
            score += 3.0
        elif expression.precision not in ("day", "range"):
            score -= 6.0  # "his attempt in December 2024" dates the attempt
        if in_side_clause(sentence, focus, token, figure):
            score -= 7.0
        above = [t.lower for t in sentence.ancestors(token)][:3]
        if "until" in above[:2]:
            score -= 9.0
        if any(word in ("since", "after", "before", "following") for word in above[:2]):
            score -= 4.0
        if token.dep in ("poss", "compound", "amod", "nmod") and token.head != focus.i:
            score -= 3.0
        return score

    def _dates_segment(self, sentence: Sentence, focus: Token) -> bool:
        """Whether the stretch of the sentence that a token stands in has a date of its own."""
        here = segment(sentence, focus.start)
        index = self._discourse.index_at(sentence.start)
        return any(segment(sentence, e.start) == here for e in self._dated(index))

    def _earlier_date(self, index: int) -> When:
        """A date told just before in the same voice, else the document's day."""
        start = self._discourse.spans[index][0]
        post = self._discourse.post_at(start)
        if post is None:
            told = self._historic(index) or self._told_before(index) or self.main_date
        else:
            told = self._told_in_post(post)
        anchor = self._discourse.anchor_at(start)
        return told or (When(anchor, "day") if anchor else When())

    def _told_in_post(self, post: Post) -> When | None:
        """The day of the gathering that another sentence of a post tells: a post is about one thing."""
        first, last = self._discourse.index_at(post.start), self._discourse.index_at(post.end - 1)
        for i in range(first, last + 1):
            told = [e for e in self.expressions[i] if e.precision == "day" and not e.ongoing and not self._aside(e)]
            if told and self._is_gathering(i):
                return _as_when(told[0], future=False)
        return None

    def _told_before(self, index: int) -> When | None:
        """The day of a gathering told in the sentences just before."""
        for i in range(index - 1, max(-1, index - 5), -1):
            told = [e for e in self._days(i) if not self._aside(e) and not self._in_relative(e)]
            if told and self._is_gathering(i):
                return _as_when(told[0], future=False)
        return None

    def _in_relative(self, expression: DateExpression) -> bool:
        """Whether a date stands in a clause about something named in passing: ", which was passed on Monday"."""
        return bool(_RELATIVE.search(self._discourse.text[max(0, expression.start - 60) : expression.start]))

    def _historic(self, index: int) -> When | None:
        """The day of history that the passage tells of, until a recent one is named."""
        anchor = self._discourse.anchor_at(self._discourse.spans[index][0])
        for i in range(index - 1, max(-1, index - 1 - _CONTEXT_SENTENCES), -1):
            for e in reversed(self._days(i)):
                if anchor and date.fromisoformat(anchor) - date.fromisoformat(e.value or anchor) > _HISTORY:
                    return _as_when(e, future=False)
                return None
        return None

    def _days(self, index: int) -> list[DateExpression]:
        """The days that a sentence of the article's own names, those of speaking and publishing left out."""
        if self._discourse.post_at(self._discourse.spans[index][0]):
            return []
        return [e for e in self.expressions[index] if e.value and e.precision == "day" and not e.ongoing
                and not self._of_speech(e)]  # fmt: skip

    def _of_speech(self, expression: DateExpression) -> bool:
        """Whether a date tells when something was said, or stands within a quotation."""
        return self._dates_speech(expression) or self._discourse.quotation_at(expression.start) is not None

    def _dates_speech(self, expression: DateExpression) -> bool:
        """Whether a date tells when something was said: "told reporters on Sunday", "published on Monday"."""
        before = self._discourse.text[max(0, expression.start - 60) : expression.start]
        return bool(_SPEECH.search(before))

    def _announced(self, index: int) -> When:
        """The coming day that a passage about plans was told for: in its paragraph, then in the lead."""
        voice = self._discourse.post_at(self._discourse.spans[index][0])
        for i in (*range(index - 1, max(-1, index - 1 - _CONTEXT_SENTENCES), -1), *range(min(index, 4))):
            start, end = self._discourse.spans[i]
            if self._discourse.post_at(start) is voice:
                ahead = bool(_AHEAD.search(self._discourse.text, start, end))
                coming = [e for e in self.expressions[i] if self._is_coming(e) and (ahead or e.value == e.future)]
                if coming:
                    return _as_when(coming[0], future=True)
        return When()

    def _is_coming(self, expression: DateExpression) -> bool:
        """Whether an expression can mean a day still to come that something is planned for."""
        anchor = self._discourse.anchor_at(expression.start)
        known = anchor and expression.future and expression.future >= anchor
        return (
            bool(known)
            and expression.precision in ("day", "range")
            and not self._aside(expression)
            and not self._of_speech(expression)
        )

    @cached_property
    def main_date(self) -> When | None:
        """The recent day that the document's own words name most, sentences about gatherings and its lead counting
        more. Without one the document tells of the day it was written."""
        votes: Counter[str] = Counter()
        for i in range(len(self.expressions)):
            weight = 1 + self._is_gathering(i) + 2 * (i < 4)
            for e in self._days(i):
                if e.value and e.kind != "relative" and self._is_past(i, e) and not self._aside(e):
                    votes[e.value] += weight + 2 * self._is_fresh(i, e.value)
        if not votes:
            return None
        return When(max(votes, key=lambda day: (votes[day], day)), "day")

    def _is_fresh(self, index: int, day: str) -> bool:
        """Whether a day is that of writing or the one before, which news is mostly about."""
        anchor = self._discourse.anchor_at(self._discourse.spans[index][0])
        return bool(anchor) and (date.fromisoformat(anchor or day) - date.fromisoformat(day)).days <= 1

    def _aside(self, expression: DateExpression) -> bool:
        """Whether a date only places the story against another event ("ahead of his inauguration on Monday")."""
        before = self._discourse.text[max(0, expression.start - 50) : expression.start]
        return bool(_BACKGROUND.search(before))

    def _is_past(self, index: int, expression: DateExpression) -> bool:
        """Whether a day lies at or shortly before the day of writing: what news is about, not its history."""
        anchor = self._discourse.anchor_at(self._discourse.spans[index][0])
        if not anchor or not expression.value:
            return True
        distance = date.fromisoformat(anchor) - date.fromisoformat(expression.value[:10])
        return 0 <= distance.days <= 7


def _as_when(expression: DateExpression, *, future: bool) -> When:
    value = expression.future if future else expression.value
    return When(value, expression.precision if value else "unknown")


def _since(expression: DateExpression, anchor: str | None) -> When:
    """ "since March 6": from that day to the day of writing; "for the second night" is that night alone."""
    if not expression.value or not anchor:
        return When()
    if _NTH.search(expression.quote):
        return When(anchor, "day")
    first = expression.value.split("/")[0]
    return When(f"{first}/{anchor}", "range") if first < anchor else When(first, "day")
