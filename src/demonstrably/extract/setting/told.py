"""Told: the days that a document tells elsewhere, for a passage without a date of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property

from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.extract.setting.wording import UNRESTS
from demonstrably.language.analysis import Sentence
from demonstrably.model import Post, When

_THAN = r"(?:(?<!more )(?<!fewer )(?<!less )than|than (?=on|in|at|last))"
""" "than" that compares with another day, not "more than 100"."""
_BACKGROUND = re.compile(
    rf"\b(?:ahead of|{_THAN}|before|after|since|until|following|prior to|next|scheduled|anniversary)\b[^.;,]{{0,45}}$",
    re.IGNORECASE,
)
_RUN_UP = re.compile(r"\b(?:ahead of|before|prior to|up to)\b[^.;,]{0,25}$", re.IGNORECASE)
"""What places a story shortly before a day: where the text names no other, it is that day's."""
_PLACED = re.compile(
    r"\b(?:after|following)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:protests?|rall(?:y|ies)|march(?:es)?|demonstrations?|vigils?|riots?|clashes|unrest|sit-ins?|gatherings?)"
    r"(?:\s+(?:in|at|near|outside)\s+(?:[\w'’-]+\s+){1,4}?)?\s*(?:on\s+|late\s+|early\s+)*\Z",
    re.IGNORECASE,
)
"""What stands before the day of a gathering that a text tells the outcome of ("arrested after a rally in Oslo on")."""
_RELATIVE = re.compile(r",\s+(?:which|who|whose)\b[^,;.\n]*\Z")
_SPEECH = re.compile(
    r"\b(?:said|told|tell|says|published|announced|confirmed|posted|wrote|updated|declared|mused|added"
    r"|(?<!was )(?<!were )(?<!been )reported(?=\s+on\s))"
    r"(?:\s+(?:in|at|a|an|the|on|late|early|statement|interview|news|conference|reporters|journalists|[A-Z]\w+)){0,5}\s*\Z",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|expect(?:s|ed|ing)?|plan(?:s|ned|ning)?|due|scheduled|prepar(?:e|es|ed|ing)|announced|intends?|"
    r"hopes?|next|tomorrow|tonight|is to|are to|calls? for|called for|upcoming|coming)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall|is to|are to|due to)\b[^.;\n]{0,60}\Z")
"""What stands before the day of something still to come: "will appear in court today"."""
_IN_COURT = re.compile(r"\b(?:fined|sentenced|convicted|pleaded|bailed|in court)\b[^.;\n]{0,40}\Z", re.IGNORECASE)
"""What stands before the day of what followed a gathering in court."""
_HISTORY = timedelta(days=60)
"""How old a day must be to be history, which the sentences after it go on telling of."""
_FRESH = timedelta(days=7)
"""How long before the day of writing lies what news is about."""
_REPORTED = timedelta(days=14)
"""The longest stretch of days that a report is about as one, and how far back a weekly's lies."""
_LEAD = 4
"""Sentences of a lead."""
_CONTEXT_SENTENCES = 8
"""How far back a day told before still holds where the passage tells history or plans."""
_OPENING = re.compile(r"[\W_]*(?:(?:and|but|then|early|late|earlier)\W+)*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
"""What may stand before a date that opens its sentence."""
_DAY_AFTER = re.compile(r"^(?:[A-Z][A-Z ,.]+(?:\([^)]*\))?\s*[-–—]+\s*)?(?:A|One|The) day after\b")
"""What opens a sentence of the day of writing, a dateline before it left aside."""
_HEADED = 6
"""Votes of the day of writing where the lead tells of it as "a day after"."""
_CHRONOLOGY = 3
"""Days on lines of their own that make a chronology."""
_OF_EVENT = re.compile(
    r"(?:['’]s|\s+night['’]s)\s+(?:[\w-]+\s+)?(?:protest|rally|march|demonstration|vigil|strike|riot|clashe?)s?\b"
)
"""A gathering of the day before it ("Saturday's march")."""
_SAME_DAY = re.compile(
    r"\b(?:that|the same)\s+"
    r"(?:day|night|evening|afternoon|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)


class Told:
    """The days of one document. `expressions` are its date expressions by sentence."""

    def __init__(
        self,
        discourse: Discourse,
        anchors: Anchors,
        is_gathering: Callable[[int], bool],
        expressions: Sequence[Sequence[DateExpression]],
    ) -> None:
        self._discourse = discourse
        self._anchors = anchors
        self._is_gathering = is_gathering
        self.expressions = expressions

    def same_day(self, expression: DateExpression) -> When | None:
        """The day told before that "that Tuesday" takes up; None for other words."""
        before = self._discourse.text[max(0, expression.start - 5) : expression.start].lower()
        if not before.endswith("that ") or not expression.value or expression.precision != "day":
            return None
        weekday = date.fromisoformat(expression.value).weekday()
        told = [e.value for row in self.expressions for e in row
                if e.start < expression.start and e.precision == "day" and e.value
                and date.fromisoformat(e.value).weekday() == weekday]  # fmt: skip
        return When(told[-1], "day") if told else None

    def that_day(self, sentence: Sentence, index: int) -> When | None:
        """The day told last, for a passage set "that day" or "the same night"."""
        if not _SAME_DAY.search(sentence.text):
            return None
        start = self._discourse.spans[max(0, index - 3)][0]
        told = [e for row in self.expressions[: index + 1] for e in row
                if start <= e.start < sentence.start and e.precision == "day" and e.value]  # fmt: skip
        return as_when(told[-1], future=False) if told else None

    def earlier(self, index: int) -> When:
        """A date told just before in the same voice, else the document's day."""
        start = self._discourse.spans[index][0]
        post = self._discourse.post_at(start)
        if post is None:
            told = (
                self.under_headline(index)
                or self._opened(index)
                or self._entry(index)
                or self._historic(index)
                or self._told_before(index)
                or self.main
            )
        else:
            told = self._told_in_post(post)
        anchor = self._anchors.at(start)
        return told or (When(anchor, "day") if anchor else When())

    def under_headline(self, index: int) -> When | None:
        """For the headline, the first day that the sentence under it names: it tells the headline's story again."""
        spans, text = self._discourse.spans, self._discourse.text
        if index or len(spans) < 2 or "\n" not in text[spans[0][1] : spans[1][0]] or text[spans[0][1] - 1] in ".!?":
            return None
        told = [e for e in self._days(1) if not self._aside(e) and self._is_past(1, e)]
        return as_when(told[0], future=False) if told and self._is_gathering(1) else None

    def _opened(self, index: int) -> When | None:
        """The day that opens a sentence before in the paragraph ("On 9 March the governor resigned."): it dates what
        comes after it, whatever the sentence itself tells."""
        spans, text = self._discourse.spans, self._discourse.text
        for i in range(index - 1, -1, -1):
            if "\n" in text[spans[i][0] : spans[index][0]]:
                return None
            days = [e for e in self._days(i) if not self._aside(e)]
            if days:
                return as_when(days[0], future=False) if self._opens(i, days[0]) and self._is_past(i, days[0]) else None
        return None

    def _opens(self, index: int, expression: DateExpression) -> bool:
        """Whether a date opens its sentence ("On Saturday", "Last Saturday")."""
        before = self._discourse.text[self._discourse.spans[index][0] : expression.start]
        after = self._discourse.text[expression.end : expression.end + 2]
        return _OPENING.fullmatch(before) is not None and after not in ("'s", "’s")

    def _entry(self, index: int) -> When | None:
        """The day of the entry of a chronology that a passage stands in."""
        above = [e for e in self._entries if e.start < self._discourse.spans[index][0]]
        return as_when(above[-1], future=False) if above else None

    @cached_property
    def _entries(self) -> list[DateExpression]:
        """The dates that fill a line or head it ("March 30: Massive rally"), where several do, as in a chronology."""
        lines = [e for told in self.expressions for e in told if e.value and self._fills_line(e)]
        return lines if len({e.value for e in lines}) >= _CHRONOLOGY else []

    def _fills_line(self, expression: DateExpression) -> bool:
        """Whether a date is all of its line, or its label."""
        text = self._discourse.text
        start, end = text.rfind("\n", 0, expression.start) + 1, text.find("\n", expression.end)
        around = text[start : expression.start] + text[expression.end : end]
        opens = text.startswith(":", expression.end) and not text[start : expression.start].strip(" \t\r#*-–—|(")
        return end > 0 and (opens or not around.strip(" \t\r.:#*-–—|()"))

    def _told_in_post(self, post: Post) -> When | None:
        """The day of the gathering that another sentence of a post tells: a post is about one thing."""
        first, last = self._discourse.index_at(post.start), self._discourse.index_at(post.end - 1)
        for i in range(first, last + 1):
            told = [e for e in self.expressions[i] if e.precision == "day" and not e.ongoing and not self._aside(e)]
            if told and self._is_gathering(i):
                return as_when(told[0], future=False)
        return None

    def _told_before(self, index: int) -> When | None:
        """The day of a gathering told in the sentences just before."""
        start = self._discourse.spans[index][0]
        for i in range(index - 1, max(-1, index - 5), -1):
            periods = [e for e in self._periods(i) if "\n" not in self._discourse.text[e.end : start]]
            told = [e for e in self._days(i) + periods
                    if not (self._aside(e) or self._in_relative(e) or self.is_bracketed(e))]  # fmt: skip
            if told and (self._is_gathering(i) or periods or self._is_unrest(i)):
                return as_when(told[0], future=False)
        return None

    def _is_unrest(self, index: int) -> bool:
        """Whether a sentence speaks of clashes or the like, which the sentences after it go on telling of."""
        return UNRESTS.search(self._discourse.text, *self._discourse.spans[index]) is not None

    def _periods(self, index: int) -> list[DateExpression]:
        """The stretches of days that a sentence of the article's own reports on: "between 3 and 9 February"."""
        if self._discourse.post_at(self._discourse.spans[index][0]):
            return []
        named = [e for e in self.expressions[index] if e.value and e.precision == "range" and e.kind == "absolute"]
        return [e for e in named if not e.ongoing and _length(e) <= _REPORTED]

    def _in_relative(self, expression: DateExpression) -> bool:
        """Whether a date stands in a clause about something named in passing: ", which was passed on Monday"."""
        return bool(_RELATIVE.search(self._discourse.text[max(0, expression.start - 60) : expression.start]))

    def _historic(self, index: int) -> When | None:
        """The day of history that the passage tells of, until a recent one is named."""
        for i in range(index - 1, max(-1, index - 1 - _CONTEXT_SENTENCES), -1):
            for e in reversed([e for e in self._days(i) if not self.is_bracketed(e) and not _is_season(e)]):
                return as_when(e, future=False) if self.is_history(e) else None
        return None

    def is_history(self, expression: DateExpression) -> bool:
        """Whether a day lies long before the day of writing."""
        anchor = self._anchors.at(expression.start)
        if not anchor or not expression.value:
            return False
        return date.fromisoformat(anchor) - date.fromisoformat(expression.value[:10]) > _HISTORY

    def is_bracketed(self, expression: DateExpression) -> bool:
        """Whether a date only explains a name in brackets: "the anniversary (December 16) of the bill"."""
        text = self._discourse.text
        return text[expression.start - 1 : expression.start] == "(" and text[expression.end : expression.end + 1] == ")"

    def names_other(self, expression: DateExpression) -> bool:
        """Whether a date in brackets is that of what the words after it tell: "the date (December 16) that"."""
        after = self._discourse.text[expression.end : expression.end + 6]
        return self.is_bracketed(expression) and after.startswith((") that", ") of", ") when"))

    def _days(self, index: int) -> list[DateExpression]:
        """The days that a sentence of the article's own names, those of speaking and publishing left out."""
        if self._discourse.post_at(self._discourse.spans[index][0]):
            return []
        return [e for e in self.expressions[index] if e.value and e.precision == "day" and not e.ongoing
                and not self.of_speech(e)]  # fmt: skip

    def of_speech(self, expression: DateExpression) -> bool:
        """Whether a date tells when something was said, or stands within a quotation."""
        return self.dates_speech(expression) or self._discourse.quotation_at(expression.start) is not None

    def dates_speech(self, expression: DateExpression) -> bool:
        """Whether a date tells when something was said: "told reporters on Sunday", "published on Monday"."""
        before = self._discourse.text[max(0, expression.start - 60) : expression.start]
        return bool(_SPEECH.search(before))

    def announced(self, index: int) -> When:
        """The coming day that a passage about plans was told for: in its paragraph, then in the lead."""
        voice = self._discourse.post_at(self._discourse.spans[index][0])
        for i in (*range(index - 1, max(-1, index - 1 - _CONTEXT_SENTENCES), -1), *range(min(index, 4))):
            start, end = self._discourse.spans[i]
            if self._discourse.post_at(start) is voice:
                ahead = bool(_AHEAD.search(self._discourse.text, start, end))
                coming = [e for e in self.expressions[i] if self._is_coming(e) and (ahead or e.value == e.future)]
                if coming:
                    return as_when(coming[0], future=True)
        return When()

    def _is_coming(self, expression: DateExpression) -> bool:
        """Whether an expression can mean a day still to come that something is planned for."""
        anchor = self._anchors.at(expression.start)
        known = anchor and expression.future and expression.future >= anchor
        return (
            bool(known)
            and expression.precision in ("day", "range")
            and not self._beside(expression)
            and not self.of_speech(expression)
        )

    @cached_property
    def main(self) -> When | None:
        """The recent day that the document's own words name most, sentences about gatherings and its lead counting
        more. Without one the document tells of the day it was written."""
        votes = (
            self._votes(asides=False)
            or self._votes(asides=True)
            or self._quoted
            or self._votes(asides=False, reach=_REPORTED)
        )
        if votes:
            return When(max(votes, key=lambda day: (votes[day], day)), "day")
        lead = range(min(_LEAD, len(self.expressions)))
        periods = [e for i in lead if self._is_gathering(i) for e in self._periods(i) if not self._aside(e)]
        return as_when(periods[0], future=False) if periods else None

    def _votes(self, *, asides: bool, reach: timedelta = _FRESH) -> Counter[str]:
        """How often each day within `reach` is named; with `asides`, those that only place the story ("prior to May
        1")."""
        votes: Counter[str] = Counter()
        for i in range(len(self.expressions)):
            weight = 1 + self._is_gathering(i) + 2 * (i < 4)
            for e in self._days(i):
                if e.value and e.kind != "relative" and self._is_past(i, e, reach) and self._stands(e, asides=asides):
                    votes[e.value] += weight + 2 * self._is_fresh(i, e.value) + 2 * self._is_gatherings(e)
        today, lead = self._anchors.at(0), range(min(_LEAD, len(self.expressions)))
        if today and any(self.is_day_after(i) for i in lead):
            votes[today] += _HEADED
        return votes

    def is_day_after(self, index: int) -> bool:
        """Whether a sentence opens with "A day after ...": what it then tells is of the day of writing."""
        start, end = self._discourse.spans[index]
        return _DAY_AFTER.search(self._discourse.text[start:end]) is not None

    @property
    def _quoted(self) -> Counter[str]:
        """How often each full date is named within quotations, for a text that nothing else dates."""
        told = (e for row in self.expressions for e in row if e.kind == "absolute" and e.precision == "day")
        undated = self._anchors.at(0) is None
        return Counter(e.value for e in told if undated and e.value and not self.dates_speech(e))

    def _stands(self, expression: DateExpression, *, asides: bool) -> bool:
        """Whether a date is the story's own or, with `asides`, one that it ran up to."""
        if not asides:
            return not self._aside(expression)
        before = self._discourse.text[max(0, expression.start - 50) : expression.start]
        return expression.kind == "absolute" and bool(_RUN_UP.search(before))

    def _is_fresh(self, index: int, day: str) -> bool:
        """Whether a day is that of writing or the one before, which news is mostly about."""
        anchor = self._anchors.at(self._discourse.spans[index][0])
        return bool(anchor) and (date.fromisoformat(anchor or day) - date.fromisoformat(day)).days <= 1

    def _aside(self, expression: DateExpression) -> bool:
        """Whether a date is none of what the passage tells of as past: of another event, or of something to come."""
        before = self._discourse.text[max(0, expression.start - 80) : expression.start]
        other = _WILL.search(before) or _IN_COURT.search(before)
        return self._beside(expression) or bool(other and not self._is_gatherings(expression))

    def _beside(self, expression: DateExpression) -> bool:
        """Whether a date only places the story against another event ("ahead of his inauguration on Monday")."""
        before = self._discourse.text[max(0, expression.start - 50) : expression.start]
        return bool(_BACKGROUND.search(before)) and not self._is_gatherings(expression)

    def _is_gatherings(self, expression: DateExpression) -> bool:
        """Whether a date is that of the gathering named after it ("Saturday's march") or right before ("following
        protests in Portland Saturday night")."""
        before = self._discourse.text[max(0, expression.start - 60) : expression.start]
        return bool(_OF_EVENT.match(self._discourse.text, expression.end) or _PLACED.search(before))

    def _is_past(self, index: int, expression: DateExpression, reach: timedelta = _FRESH) -> bool:
        """Whether a day lies at or shortly before the day of writing: what news is about, not its history."""
        anchor = self._anchors.at(self._discourse.spans[index][0])
        if not anchor or not expression.value:
            return True
        distance = date.fromisoformat(anchor) - date.fromisoformat(expression.value[:10])
        return timedelta() <= distance <= reach


def _is_season(expression: DateExpression) -> bool:
    """Whether a holiday is told without its year, and so tells of no one day ("Labor Day parades in the 1940s")."""
    return expression.kind == "holiday" and not re.search(r"\d{4}", expression.quote)


def _length(expression: DateExpression) -> timedelta:
    first, last = (expression.value or "").split("/")[0], (expression.value or "").split("/")[-1]
    return date.fromisoformat(last) - date.fromisoformat(first)


def as_when(expression: DateExpression, *, future: bool) -> When:
    value = expression.future if future else expression.value
    return When(value, expression.precision if value else "unknown")
