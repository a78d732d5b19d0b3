"""Features of days: how each day or interval that a text names stands to a figure or a gathering in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Features, Options
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.clauses import hangs_on, in_side_clause, nouns_between, segment, shares_clause
from demonstrably.extract.setting.comparisons import COMPARED, EARLIER, THAN, turns
from demonstrably.extract.setting.passages import Passages, figures_between, word_before
from demonstrably.extract.setting.wording import Wording
from demonstrably.language.analysis import Token
from demonstrably.language.wordings import Wordings
from demonstrably.model import When

NEAREST = 6
"""Days named nearest to a figure that are weighed, besides those of its sentence and the day of writing."""
COMMONEST = 3
"""Days named most often in the document that are weighed besides."""
_LONG_AGO = 800  # days beyond which a day is no older for it
_BACKGROUND = Wordings(
    rf"\b(?:ahead of|{THAN}|before|after|since|until|following|prior to|next|scheduled|anniversary)\b[^.;,]{{0,45}}$",
)
_PLACED = Wordings(
    r"\b(?:after|following)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:protests?|rall(?:y|ies)|march(?:es)?|demonstrations?|vigils?|riots?|clashes|unrest|sit-ins?|gatherings?)"
    r"(?:\s+(?:in|at|near|outside)\s+(?:[\w'’-]+\s+){1,4}?)?\s*(?:on\s+|late\s+|early\s+)*\Z",
)
"""What stands before the day of a gathering that a text tells the outcome of ("arrested after a rally in Oslo on")."""
_OF_EVENT = re.compile(
    r"(?:['’]s|\s+night['’]s)\s+(?:[\w-]+\s+)?(?:protest|rally|march|demonstration|vigil|strike|riot|clashe?)s?\b"
)
"""A gathering of the day before it ("Saturday's march")."""
_RELATIVE = re.compile(r",\s+(?:which|who|whose)\b[^,;.\n]*\Z")
_SPEECH = Wordings(
    r"\b(?:said|told|tell|says|published|announced|confirmed|posted|wrote|updated|declared|mused|added|speaking|spoke"
    r"|acknowledged|admitted|conceded|stated|insisted|disclosed|revealed|briefed|commented|replied|testified"
    r"|(?:(?<=court )|(?<=magistrates )|(?<=inquest )|(?<=inquiry )|(?<=tribunal )|(?<=jury )|(?<=hearing ))heard"
    r"|(?<!was )(?<!were )(?<!been )(?:reported|estimated|corrected|denied|claimed|recorded)(?=\s+on\s|\s*\Z))"
    r"(?:\s+(?:in|at|a|an|the|to|on|by|late|early|statement|interview|news|press|conference|briefing|reporters|journalists"
    r"|parliament|lawmakers|committee|court|jury|inquiry|hearing|state|radio|television|telephone|phone|(?-i:[A-Z]\w+))){0,5}\s*\Z"
    r"|\bin\s+(?:an?|its|his|her|their|the|another|a\s+separate)\s+(?:[\w-]+\s+){0,2}"
    r"(?:statement|notice|communiqu[eé]|report|bulletin|briefing|interview|release|conference|tweet|update|note|telegram)"
    r"\s+(?:(?:issued|published|released|posted|sent|dated)\s+)?(?:late\s+|early\s+)?(?:on\s+)?\Z"
    r"|\b(?:put|placed|raised|revised|lowered|updated|set)\s+(?:the|its|their|his|that)\s+(?:[\w-]+\s+){0,2}"
    r"(?:toll|number|figure|count|tally|total|estimate)\b[^.;\n]{0,40}\s(?:late\s+|early\s+)?on\s+\Z",
)
_WILL = re.compile(r"\b(?:will|shall|is to|are to|due to)\b[^.;\n]{0,60}\Z")
"""What stands before the day of something still to come: "will appear in court today"."""
_IN_COURT = Wordings(r"\b(?:fined|sentenced|convicted|pleaded|bailed|in court)\b[^.;\n]{0,40}\Z")
"""What stands before the day of what followed a gathering in court."""
_BEGUN = (
    r"(?:beg[aiu]n\w*|started|starting|erupt\w*|broke out|breaking out|flared|kicked off|launched|ignited|sparked"
    r"|triggered|set off|unleashed|seized power|took to the streets)"
)
_BEGAN_BEFORE = Wordings(rf"\b(?:{_BEGUN}|since|coup|elections?|uprising)\b[^.;\n]{{0,60}}\Z")
_BEGAN_AFTER = re.compile(rf"[^.;\n]{{0,30}}\b(?:{_BEGUN}|coup|elections?)\b", re.IGNORECASE)
"""What stands before or behind the day on which a wave of protest began."""
_SO_FAR = re.compile(r"\bso far\b|\bto date\b|\bnow\b", re.IGNORECASE)
_OPENING = re.compile(r"[\W_]*(?:(?:and|but|then|early|late|earlier)\W+)*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
"""What may stand before a date that opens its sentence."""
_PREPOSITIONS = frozenset(
    ["on", "in", "since", "of", "from", "until", "by", "the", "last", "after", "before", "during", "for", "and", "to",
     "at", "late", "early", "that"]
)  # fmt: skip
_MODIFYING = frozenset(["poss", "compound", "nmod", "amod"])
"""Relations of a date that belongs to the noun behind it ("Saturday's march")."""
_HAVE, _BE, _WILL_WORDS = frozenset(["have", "has", "'ve", "’ve"]), frozenset(["is", "are"]), frozenset(["will", "to"])


@dataclass(frozen=True, slots=True)
class Named:
    """A date expression and the number of the sentence that it stands in."""

    expression: DateExpression
    index: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day or interval that something may be of, with the expressions that name it, in order; without any, it is
    the day of writing. `stretch` is set where they name only the day on which it began."""

    when: When
    named: tuple[Named, ...]
    stretch: bool = False

    @property
    def first(self) -> date:
        return date.fromisoformat((self.when.date or "")[:10])

    @property
    def last(self) -> date:
        return date.fromisoformat((self.when.date or "")[-10:])


class Worded(NamedTuple):
    """What the words around a date tell: that something was said then ("told reporters on Sunday"), that or that it
    stands within a quotation, that it is one of another event ("ahead of his inauguration on Monday") or of something
    to come, that it is that of the gathering named beside it."""

    dates_speech: bool
    of_speech: bool
    aside: bool
    of_event: bool


class DateFeatures:
    """Describes the days of one document; `anchor` gives the ISO day that a passage was written on."""

    def __init__(
        self,
        wording: Wording,
        discourse: Discourse,
        is_gathering: Callable[[int], bool],
        anchor: Callable[[int], str | None],
    ) -> None:
        self._wording = wording
        self._discourse = discourse
        self._passages = Passages(wording, discourse, is_gathering)
        self._anchor = anchor

    def of(self, asked: Asked, days: Sequence[Day]) -> Options[Day]:
        """Each day worth weighing with its features."""
        kept = self._weighed(asked, days)
        recent = self._recent(asked, kept)
        own = [
            (day, self._of_day(asked, day, kept) | self._of_naming(asked, day, kept) | {"recent": rank})
            for day, rank in zip(kept, recent, strict=True)
        ]
        return Options(self._of_passage(asked, kept), own)

    def _weighed(self, asked: Asked, days: Sequence[Day]) -> list[Day]:
        """The days worth weighing: of the sentence, near it, named often, and that of writing."""
        at, anchor = asked.point.start, self._anchor(asked.sentence.start)

        def far(day: Day) -> int:
            return min((abs(n.expression.start - at) for n in day.named), default=len(self._discourse.text))

        near = sorted(days, key=far)[:NEAREST]
        common = sorted(days, key=lambda d: -len(d.named))[:COMMONEST]
        return [d for d in days if d in near or d in common or d.when.date == anchor
                or any(n.index == asked.index for n in d.named)]  # fmt: skip

    def _recent(self, asked: Asked, days: Sequence[Day]) -> list[float]:
        """Where each day stands among those told before the sentence, the last being 1; 0 for others."""
        last = [
            max((n.expression.start for n in d.named if n.expression.start < asked.sentence.start), default=-1)
            for d in days
        ]
        order = sorted((i for i in range(len(days)) if last[i] >= 0), key=lambda i: -last[i])
        return [float(order.index(i) + 1 if i in order else 0) for i in range(len(days))]

    # -- the passage --------------------------------------------------------------------------------------------

    def _of_passage(self, asked: Asked, days: Sequence[Day]) -> Features:
        sentence, focus, text = asked.sentence, asked.focus, self._discourse.text
        around = {t.lower for t in sentence.children(focus, "aux", "auxpass")}
        before = text[max(sentence.start, asked.point.start - 50) : asked.point.start]
        return self._passages.of(asked) | {
            f"tense={focus.tag}": 1.0,
            "future": float(asked.future),
            "past_verbs": float(sum(t.tag == "VBD" for t in sentence.tokens)),
            "have": float(bool(around & _HAVE)),
            "had": float("had" in around),
            "be": float(bool(around & _BE)),
            "will": float(bool(around & _WILL_WORDS)),
            "earlier": float(bool(EARLIER.search(sentence.text))),
            "so_far": float(bool(_SO_FAR.search(sentence.text))),
            "compared": float(bool(COMPARED.search(before))),
            "dated": float(self._anchor(sentence.start) is not None),
            "days": float(len(days)),
            "days_here": float(sum(any(n.index == asked.index for n in d.named) for d in days)),
        }

    # -- a day by itself ----------------------------------------------------------------------------------------

    def _of_day(self, asked: Asked, day: Day, days: Sequence[Day]) -> Features:
        """What a day is, wherever it is named."""
        anchor = self._anchor(asked.sentence.start)
        features = self._discourse.once(("day", day), lambda: self._told_of(day)) | {
            "written": float(day.when.date == anchor),
            "holds_others": float(sum(d is not day and day.first <= d.first <= day.last for d in days)),
            "held": float(sum(d is not day and d.first <= day.first and day.last <= d.last for d in days)),
        }
        if anchor:
            features["age"] = float((date.fromisoformat(anchor) - day.last).days)
            features["age_of_start"] = float((date.fromisoformat(anchor) - day.first).days)
            for name in ("age", "age_of_start"):
                features[name] = max(-100.0, min(float(_LONG_AGO), features[name]))
        return features

    def _told_of(self, day: Day) -> Features:
        """What the document tells of a day."""
        told, text = day.named, self._discourse.text
        title = text.find("\n")
        return {
            "interval": float(day.first != day.last),
            "stretch": float(day.stretch),
            "length": float(min(400, (day.last - day.first) // timedelta(days=1))),
            f"precision={day.when.precision}": 1.0,
            "named": float(min(10, len(told))),
            "unnamed": float(not told),
            "at_gathering": float(min(10, sum(self._passages.is_gathering(n.index) for n in told))),
            "of_speech": sum(self.worded(n.expression).of_speech for n in told) / max(1, len(told)),
            "asides": sum(self.worded(n.expression).aside for n in told) / max(1, len(told)),
            "of_event": float(any(self.worded(n.expression).of_event for n in told)),
            "opens": float(any(self._opens(n) for n in told)),
            "entry": float(any(self._fills_line(n.expression) for n in told)),
            "in_title": float(any(n.expression.start < title for n in told)),
            "first": float(any(n.index == 0 for n in told)),
            "in_lead": float(any(n.index < 4 for n in told)),
        }

    # -- where it is named --------------------------------------------------------------------------------------

    def _of_naming(self, asked: Asked, day: Day, days: Sequence[Day]) -> Features:
        """How a day is named around the figure."""
        sentence = asked.sentence
        here = [n for n in day.named if n.index == asked.index]
        before = [n for n in day.named if n.expression.start < sentence.start]
        after = [n for n in day.named if n.expression.start >= sentence.end]
        features: Features = {"here": float(len(here))}
        if here:
            nearest = min(here, key=lambda n: (abs(n.expression.start - asked.point.start), n.expression.start))
            features |= self._of_here(asked, nearest.expression, days)
        if before:
            features |= self._of_before(asked, before[-1], days)
        if after:
            features |= self._of_after(asked, after[0])
        return features

    def _of_here(self, asked: Asked, expression: DateExpression, days: Sequence[Day]) -> Features:
        """How a day is named in the figure's own sentence."""
        text, sentence, point = self._discourse.text, asked.sentence, asked.point
        low, high = sorted((expression.start, point.start))
        rest = [
            n.expression for d in days for n in d.named if n.index == asked.index and n.expression is not expression
        ]
        worded = self.worded(expression)
        nearer = sum(abs(e.start - point.start) < high - low for e in rest)
        features = {
            "here_before": float(expression.start < point.start),
            "here_far": float(min(300, high - low)),
            f"here_kind={expression.kind}": 1.0,
            "here_ongoing": float(expression.ongoing),
            "here_turns": float(segment(sentence, expression.start) - segment(sentence, asked.focus.start)),
            "here_same_side": float(turns(sentence, point.start) == turns(sentence, expression.start)),
            "here_of_speech": float(worded.dates_speech),
            "here_quoted": float(self._discourse.quotation_at(expression.start) is not None),
            "here_bracketed": float(self._is_bracketed(expression)),
            "here_aside": float(worded.aside),
            "here_compared": float(bool(COMPARED.search(self._before(expression, 50)))),
            "here_of_event": float(worded.of_event),
            "here_opens": float(self._opens(Named(expression, asked.index))),
            "here_figures": float(len(figures_between(text, min(expression.end, high), high))),
            "here_others": float(sum(low <= e.start <= high for e in rest)),
            "here_rank": float(nearer),
            f"here_word={word_before(text, expression.start, _PREPOSITIONS)}": 1.0,
        }  # fmt: skip
        tokens = sentence.at(expression.start, expression.end)
        return features | _of_syntax(asked, sentence.top(tokens)) if tokens else features

    def _of_before(self, asked: Asked, named: Named, days: Sequence[Day]) -> Features:
        """How a day was named last before the figure's sentence."""
        text, start, e = self._discourse.text, asked.sentence.start, named.expression
        worded = self.worded(e)
        since = [d for d in days if any(e.start < n.expression.start < start for n in d.named)]
        return {
            "back": float(min(30, asked.index - named.index)),
            "back_paragraphs": float(min(15, text.count("\n", e.end, start))),
            "back_gathering": float(self._passages.is_gathering(named.index)),
            "back_of_speech": float(worded.of_speech),
            "back_aside": float(worded.aside),
            "back_opens": float(self._opens(named)),
            "back_entry": float(self._fills_line(e)),
            "back_of_event": float(worded.of_event),
            f"back_kind={e.kind}": 1.0,
            "back_ongoing": float(e.ongoing),
            "back_others": float(len(since)),
            "back_relative": float(bool(_RELATIVE.search(text[max(0, e.start - 60) : e.start]))),
            "back_bracketed": float(self._is_bracketed(e)),
            "back_unrest": float(bool(self._wording.unrests.search(text, *self._discourse.spans[named.index]))),
        }

    def _of_after(self, asked: Asked, named: Named) -> Features:
        """How a day is named first behind the figure's sentence."""
        e = named.expression
        worded = self.worded(e)
        return {
            "ahead": float(min(30, named.index - asked.index)),
            "ahead_paragraphs": float(min(15, self._discourse.text.count("\n", asked.sentence.end, e.start))),
            "ahead_gathering": float(self._passages.is_gathering(named.index)),
            "ahead_of_speech": float(worded.of_speech),
            "ahead_aside": float(worded.aside),
            "ahead_of_event": float(worded.of_event),
            f"ahead_kind={e.kind}": 1.0,
        }

    def begins(self, expression: DateExpression) -> bool:
        """Whether the text says that something began on a day ("protests erupted on Friday", "since Monday's coup")."""
        after = self._discourse.text[expression.end : expression.end + 50]
        return bool(_BEGAN_BEFORE.search(self._before(expression, 80)) or _BEGAN_AFTER.match(after))

    # -- wording ------------------------------------------------------------------------------------------------

    def _before(self, expression: DateExpression, length: int) -> str:
        return self._discourse.text[max(0, expression.start - length) : expression.start]

    def worded(self, expression: DateExpression) -> Worded:
        """What the words around a date tell, read once."""
        return self._discourse.once(("worded day", expression.start, expression.end), lambda: self._word(expression))

    def _word(self, expression: DateExpression) -> Worded:
        before, of_event = self._before(expression, 80), self._is_of_event(expression)
        other = _BACKGROUND.search(before[-50:]) or _WILL.search(before) or _IN_COURT.search(before)
        said, quoted = bool(_SPEECH.search(before[-60:])), self._discourse.quotation_at(expression.start) is not None
        return Worded(said, said or quoted, bool(other) and not of_event, of_event)

    def _is_of_event(self, expression: DateExpression) -> bool:
        """Whether a date is that of the gathering named after it ("Saturday's march") or right before ("following
        protests in Portland Saturday night")."""
        after = _OF_EVENT.match(self._discourse.text, expression.end)
        return bool(after or _PLACED.search(self._before(expression, 60)))

    def _opens(self, named: Named) -> bool:
        """Whether a date opens its sentence ("On Saturday", "Last Saturday")."""
        text, e = self._discourse.text, named.expression
        return _OPENING.fullmatch(text[self._discourse.spans[named.index][0] : e.start]) is not None and text[
            e.end : e.end + 2
        ] not in ("'s", "’s")

    def _fills_line(self, expression: DateExpression) -> bool:
        """Whether a date is all of its line, or its label."""
        text = self._discourse.text
        start, end = text.rfind("\n", 0, expression.start) + 1, text.find("\n", expression.end)
        around = text[start : expression.start] + text[expression.end : end]
        opens = text.startswith(":", expression.end) and not text[start : expression.start].strip(" \t\r#*-–—|(")
        return end > 0 and (opens or not around.strip(" \t\r.:#*-–—|()"))

    def _is_bracketed(self, expression: DateExpression) -> bool:
        """Whether a date only explains a name in brackets: "the anniversary (December 16) of the bill"."""
        around = self._discourse.text[max(0, expression.start - 1) : expression.end + 1]
        return around.startswith("(") and around.endswith(")")


def _of_syntax(asked: Asked, token: Token) -> Features:
    """How the parse ties a day to the figure."""
    sentence, focus, point = asked.sentence, asked.focus, asked.point
    above = sentence.head(token)
    return {
        f"dep={token.dep}": 1.0,
        "here_words": float(min(40, abs(token.i - point.i))),
        "clause": float(shares_clause(sentence, focus, token)),
        "hangs_on_focus": float(hangs_on(sentence, focus, token)),
        "side_clause": float(in_side_clause(sentence, focus, token, asked.figure)),
        "nouns_between": float(nouns_between(sentence, focus, token)),
        "on_figure": float(point.i in (above.i, above.head)),
        "on_focus": float(focus.i in (above.i, above.head)),
        "of_another": float(token.dep in _MODIFYING and above.i not in (focus.i, point.i)),
    }
