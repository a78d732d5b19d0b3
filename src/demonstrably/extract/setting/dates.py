"""Dates: the day or interval that a figure or a gathering in the text is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import hangs_on, in_side_clause, nouns_between, segment, shares_clause
from demonstrably.extract.setting.stamps import Anchors, is_stamp
from demonstrably.extract.setting.told import Told, as_when
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import When

_LEEWAY = timedelta(days=3)
"""How far a named day may lie outside "a week ago" and still be meant by it."""
_THAN = r"(?:(?<!more )(?<!fewer )(?<!less )than|than (?=on|in|at|last))"
""" "than" that compares with another day, not "more than 100"."""
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
_FROM_THEN = re.compile(r"\b(?:since|after|before|until|following|from)\b[^.;,]{0,40}\Z", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|shall)\b")
_EARLIER = re.compile(r"\b(?:earlier|before|previously|previous)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:(?P<one>an?|the|one)|(?P<two>two)|(?P<three>three)|(?P<n>\d+))\s+(?P<unit>day|week)s?\s+after", re.IGNORECASE
)
"""What counts from an event: "a week after a woman was killed" """
_BEING = frozenset({"am", "is", "are", "'m", "'re", "’m", "’re"})
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
        self._anchors = Anchors(grammar, discourse)
        self._is_gathering = is_gathering

    @cached_property
    def expressions(self) -> list[list[DateExpression]]:
        """Date expressions by sentence, each read against the day of the voice it stands in."""
        text = self._discourse.text
        found: list[list[DateExpression]] = [[] for _ in self._discourse.spans]
        for anchor, start, end in self._voices():
            for expression in self._grammar.find(text, anchor, start, end, year=self._year(anchor)):
                found[self._discourse.index_at(expression.start)].append(expression)
        return [[self._counted_back(e, found) for e in told if not is_stamp(text, e)] for told in found]

    def _year(self, anchor: str | None) -> int | None:
        """The year of days and months in a passage without an anchor."""
        return None if anchor else self._only_year

    @cached_property
    def _only_year(self) -> int | None:
        """The year of all full dates of the text, where they share one and none later is named."""
        found = self._grammar.find(self._discourse.text, None)
        told = [e for e in found if e.value and e.kind in ("absolute", "partial")]
        days = {(e.value or "")[:4] for e in told if e.precision == "day"}
        return int(days.pop()) if len(days) == 1 and days == {max((e.value or "")[:4] for e in told)} else None

    @cached_property
    def _told(self) -> Told:
        return Told(self._discourse, self._anchors, self._is_gathering, self.expressions)

    def _counted_back(self, expression: DateExpression, told: list[list[DateExpression]]) -> DateExpression:
        """ "A day earlier" after "next Tuesday's primary" counts from the last day before that had come."""
        anchor = self._anchors.at(expression.start)
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
            yield self._anchors.at(start), start, end

    def when(self, sentence: Sentence, index: int, focus: Token, *, future: bool, figure: Token | None = None) -> When:
        """The day or interval that the clause of a token is about; `figure` is the figure's own word, where it is
        one: in a comparison of figures each has its own date."""
        future = future and not self._is_told_past(sentence) and not self._is_past_passive(sentence, focus)
        counted = self._counted_from(sentence, index, focus)
        if counted:
            return counted
        here = _named_first([e for e in self._dated(index) if self._same_side(sentence, figure or focus, e)])
        scored = [(self._date_score(sentence, focus, e, figure), -e.start, e) for e in here]
        best = max(scored, key=lambda row: row[:2], default=None)
        if best is not None and best[0] > 0:
            return self._told.same_day(best[2]) or self._read(best[2], future=future)
        if future:
            return self._told.announced(index)
        if told := self._past_told(sentence, here) or self._told.under_headline(index):
            return told
        if self._is_going_on(sentence, focus) and (anchor := self._anchors.at(sentence.start)):
            return When(anchor, "day")
        return self._told.that_day(sentence, index) or self._told.earlier(index)

    def _past_told(self, sentence: Sentence, here: Sequence[DateExpression]) -> When | None:
        """The one day of history that a sentence names, however it hangs on the clause of a figure."""
        told = here[0] if len(here) == 1 else None
        if told is None or told.precision != "day" or told.kind != "absolute" or self._told.of_speech(told):
            return None
        before = self._discourse.text[max(sentence.start, told.start - 50) : told.start]
        apart = _COMPARED.search(before) or _FROM_THEN.search(before) or self._told.is_bracketed(told)
        return as_when(told, future=False) if self._told.is_history(told) and not apart else None

    def _is_going_on(self, sentence: Sentence, focus: Token) -> bool:
        """Whether the clause of a token is told in the present ("thousands rally", "hundreds are arriving")."""
        told = focus.lemma in self._planning or self._discourse.quotation_at(focus.start) is not None
        aux = sentence.children(focus, "aux")
        lasting = focus.tag == "VBG" and bool(aux) and all(t.lower in _BEING for t in aux)
        present = focus.pos == "VERB" and (lasting or (focus.tag in ("VBZ", "VBP") and not aux))
        return present and not told and all(t.tag != "VBD" for t in sentence.ancestors(focus))

    def _counted_from(self, sentence: Sentence, index: int, focus: Token) -> When | None:
        """The day of an event that the document's own day is counted from: "a week after a woman was killed"."""
        for expression in self.expressions[index]:
            matched = _AFTER.fullmatch(expression.quote)
            tokens = sentence.at(expression.start, expression.end)
            if expression.value or not matched or not tokens:
                continue
            if not (_in_clause_of(sentence, tokens[-1], focus) or self._opens_for(sentence, expression, focus)):
                continue
            anchor = self._anchors.at(sentence.start)
            base = self._told.main.date if self._told.main else anchor
            if base:
                count = 2 if matched["two"] else 3 if matched["three"] else int(matched["n"] or 1)
                days = count * (7 if matched["unit"].lower() == "week" else 1)
                return When((date.fromisoformat(base) - timedelta(days=days)).isoformat(), "day")
        return None

    def _opens_for(self, sentence: Sentence, expression: DateExpression, focus: Token) -> bool:
        """Whether "A day after" opens the sentence and a token stands before its first comma, however it is parsed."""
        opens = self._told.is_day_after(self._discourse.index_at(sentence.start))
        return opens and expression.end < focus.start and ", " not in self._discourse.text[expression.end : focus.start]

    def _is_told_past(self, sentence: Sentence) -> bool:
        """Whether the sentence tells what happened, so that a plan in it was for a day now past."""
        root = next((t for t in sentence.tokens if t.head == t.i and t.pos in ("VERB", "AUX")), None)
        if root is None or root.lemma in self._planning:
            return False
        return root.tag == "VBD" or any(t.lower == "had" for t in sentence.children(root, "aux"))

    def _is_past_passive(self, sentence: Sentence, focus: Token) -> bool:
        """Whether a token's clause tells what had been done before ("a march that was authorised for 5,000")."""
        passive = any(t.lower in ("was", "were") for t in sentence.children(focus, "auxpass"))
        return passive and focus.lemma not in self._planning

    def _dated(self, index: int) -> list[DateExpression]:
        """The expressions of a sentence that tell when; "in over a decade" tells how long, "in the past few weeks"
        when, though no day."""
        return [
            e
            for e in self.expressions[index]
            if (e.ongoing or e.kind != "duration" or _RECENT.search(e.quote))
            and (e.value or e.future or not e.quote.lower().endswith((" after", " before")))
            and not self._told.names_other(e)
        ]

    def _read(self, expression: DateExpression, *, future: bool) -> When:
        """An expression as the day or interval that it means here."""
        if expression.ongoing:
            return _since(expression, self._anchors.at(expression.start))
        if expression.precision == "week" and not future:
            return self._day_meant(expression)
        return as_when(expression, future=future)

    def _same_side(self, sentence: Sentence, token: Token, expression: DateExpression) -> bool:
        """Whether a date stands on the same side of a comparison of figures as a token."""
        turns = [m.end() + sentence.start for m in _COMPARISON.finditer(sentence.text)]
        return sum(t <= token.start for t in turns) == sum(t <= expression.start for t in turns)

    def _day_meant(self, expression: DateExpression) -> When:
        """The day that "a week ago" or "last week" means where the document names just one such day elsewhere."""
        first, last = (date.fromisoformat(d) for d in ((expression.value or "").split("/") * 2)[:2])
        if expression.quote.endswith("ago"):
            anchor = date.fromisoformat(self._anchors.at(expression.start) or first.isoformat())
            middle = first + timedelta(days=(anchor - first).days % 7)
            first, last = middle - _LEEWAY, middle + _LEEWAY
        named = {e.value for told in self.expressions for e in told if e.value and e.precision == "day"}
        near = {day for day in named if first <= date.fromisoformat(day) <= last}
        if len(near) == 1:
            return When(near.pop(), "day")
        return self._weeks_before_main(expression) or as_when(expression, future=False)

    def _weeks_before_main(self, expression: DateExpression) -> When | None:
        """The day that "a week earlier" counts from the document's own; None for other words."""
        main = self._told.main
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
        if self._told.dates_speech(expression) and not hangs_on(sentence, focus, token):
            score -= 14.0
        score -= 2.5 * nouns_between(sentence, focus, token)
        if shares_clause(sentence, focus, token) and not apart:
            score += 3.0
        elif expression.precision not in ("day", "range") and not self._opens(sentence, expression):
            score -= 6.0  # "his attempt in December 2024" dates the attempt
        if in_side_clause(sentence, focus, token, figure):
            score -= 7.0
        above = [t.lower for t in sentence.ancestors(token)][:3]
        if _WILL.search(self._discourse.text, focus.end, expression.start):
            score -= 12.0  # "were detained and will appear in court today"
        if "until" in above[:2]:
            score -= 14.0
        if any(word in ("since", "after", "before", "following") for word in above[:2]):
            score -= 4.0
        if token.dep in ("poss", "compound", "amod", "nmod") and token.head != focus.i:
            score -= 3.0
        return score

    def _opens(self, sentence: Sentence, expression: DateExpression) -> bool:
        """Whether a date opens its sentence, so that it dates all of it ("A week earlier the march had been small")."""
        before = sentence.text[: expression.start - sentence.start].lower().split()
        return (
            expression.kind == "relative"
            and len(before) < 2
            and set(before) <= {"on", "in", "at", "by", "but", "and", "just"}
        )

    def _dates_segment(self, sentence: Sentence, focus: Token) -> bool:
        """Whether the stretch of the sentence that a token stands in has a date of its own."""
        here = segment(sentence, focus.start)
        index = self._discourse.index_at(sentence.start)
        return any(segment(sentence, e.start) == here for e in self._dated(index))


def _in_clause_of(sentence: Sentence, word: Token, focus: Token) -> bool:
    """Whether a token stands in the clause or phrase that a conjunction or preposition opens."""
    top = sentence.head(word) if word.dep == "mark" else word
    return focus.start > word.start and any(t.i == focus.i for t in sentence.subtree(top))


def _named_first(told: list[DateExpression]) -> list[DateExpression]:
    """The dates without "for the second day" where another names that day ("for the second day on Tuesday")."""
    named = any(e.precision == "day" and not e.ongoing for e in told)
    return [e for e in told if not (named and e.ongoing and _NTH.search(e.quote))]


def _since(expression: DateExpression, anchor: str | None) -> When:
    """ "since March 6": from that day to the day of writing; "for the second night" is that night alone."""
    if not expression.value or not anchor:
        return When()
    if _NTH.search(expression.quote):
        return When(anchor, "day")
    first = expression.value.split("/")[0]
    return When(f"{first}/{anchor}", "range") if first < anchor else When(first, "day")
