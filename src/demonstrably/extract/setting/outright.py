"""Outright: days that the words around a figure tell by themselves, with nothing to weigh."""

from __future__ import annotations

from demonstrably.extract.asking import Asked
from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.chronicle import Chronicle
from demonstrably.extract.setting.clauses import segment
from demonstrably.extract.setting.comparisons import has_comparison_before
from demonstrably.extract.setting.day_wording import DayWording
from demonstrably.extract.setting.lasting import LastingDays
from demonstrably.extract.setting.readings import OPENS, Readings, is_up_to_now
from demonstrably.extract.setting.spans import Span
from demonstrably.extract.setting.stamps import Anchors
from demonstrably.model import When

_BACK = 4
"""Sentences before a figure's in which another time may be told that its days are of."""
_LEAD = 20
"""Characters before a day in which it is said to lie ahead."""


class Outright:
    """The days of one document's figures that are told so."""

    def __init__(
        self, words: DayWording, discourse: Discourse, anchors: Anchors, readings: Readings, chronicle: Chronicle
    ) -> None:
        """`readings` are the days that the document names, `chronicle` its passages each under a day."""
        self._words = words
        self._discourse = discourse
        self._anchors = anchors
        self._readings = readings
        self._chronicle = chronicle
        self._waves = LastingDays(words, discourse, anchors, readings)

    def when(self, asked: Asked) -> When | None:
        """The day or interval that the words tell outright; None where days must be weighed."""
        return (
            self._waves.lasted(asked)
            or self._waves.of_nth(asked)
            or self._headed(asked)
            or self._right_behind(asked)
            or self._amid(asked)
            or self._since_then(asked)
            or self._told_there(asked)
            or self._narrowed(asked)
            or self._begun(asked)
            or self._of_participle(asked)
            or self._set_against(asked)
            or self._own(asked)
            or self._running(asked)
            or self._so_far(asked)
            or self._of_event(asked)
            or self._of_wave(asked)
            or self._opened(asked)
            or self._harmed_at(asked)
            or self._drawn(asked)
            or self._ahead(asked)
            or self._waves.of_all_days(asked)
        )

    def _headed(self, asked: Asked) -> When | None:
        """The day that a passage of a chronicle is told under, where neither the sentence nor the one before it in its
        paragraph names another; None elsewhere."""
        head = self._chronicle.head_of(asked.point.start) if asked.figure is not None and not asked.future else None
        if head is None:
            return None
        text, told = self._discourse.text, self._readings.expressions
        others = [e for row in told[max(0, asked.index - 1) : asked.index + 1] for e in row if e.start > head.start]
        other = any("\n" not in text[e.end : asked.sentence.start] for e in others)
        return When(head.value, head.precision) if not other else None

    def _ahead(self, asked: Asked) -> When | None:
        """The day to come that a plan names by itself ("has announced a rally for Wednesday and says 1,000 will take
        part"); None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        if asked.figure is None or not asked.future or len(told) != 1:
            return None
        day, text = told[0], self._discourse.text
        plain = day.future and day.precision == "day" and not day.ongoing and self._words.sets(text, day)
        ahead = (day.future or "") >= (self._anchors.at(asked.sentence.start) or "")
        return When(day.future, "day") if plain and ahead else None

    def _narrowed(self, asked: Asked) -> When | None:
        """The day that a sentence names within a year or month that it names before ("In 2014, 142 people were held on
        May Day"); None for all else."""
        text, at = self._discourse.text, asked.point.start
        told = self._readings.expressions[asked.index]
        if asked.figure is None or asked.future or len(told) < 2 or told[0].start > at:
            return None
        whole, part = told[0], told[1]
        if whole.precision == "day" or not _holds(whole, part) or not self._names_part(part):
            return None
        if whole.ongoing and not self._words.opens_clause(text, whole, at):
            return None
        if part.start > at and not self._words.goes_on_to(text, asked.point.end, part):
            return None
        later = [e for e in told[2:] if e.start < at or e.kind != "duration"]
        return When(part.value, part.precision) if not later else None

    def _names_part(self, part: DateExpression) -> bool:
        """Whether a day or month tells when something took place, as far as the words around it tell."""
        worded = self._readings.worded(part)
        return not (worded.aside or worded.of_speech or part.ongoing or part.kind == "duration")

    def _of_participle(self, asked: Asked) -> When | None:
        """The day on which the people of a figure are told to have been hurt or held ("the funeral of nine people
        killed five days earlier"); None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.start >= asked.point.end]
        if asked.figure is None or asked.attribute == "participants" or not told or told[0].ongoing:
            return None
        done = self._words.done_on.fullmatch(self._discourse.text, asked.point.end, told[0].start)
        if done and asked.attribute == "killed" and self._words.deadly.search(done[0]) is None:
            return None  # "who was hurt on Monday has died"
        return When(told[0].value, told[0].precision) if done and told[0].value else None

    def _drawn(self, asked: Asked) -> When | None:
        """The day of the gathering that a figure is said to have come to ("the league's last rally, in Leeds in May,
        attracted 50 people"), where the sentence names no other; None for all else."""
        told = self._readings.expressions[asked.index]
        if len(told) != 1 or asked.figure is None or asked.future or told[0].ongoing or told[0].kind == "duration":
            return None
        drew = told[0].end < asked.point.start and self._words.drew(self._discourse.text, asked.sentence.start, told[0])
        return When(told[0].value, told[0].precision) if drew and told[0].value else None

    def _begun(self, asked: Asked) -> When | None:
        """The day of what something is counted from ("since the first rally in Faro on 8 March", "since Monday, when 50
        workers walked out"), or the time since a day that opens a count up to now ("Since Monday, when police cleared
        the square, 30 have been held"); None for all else."""
        text, at = self._discourse.text, asked.point.start
        for e in reversed(self._readings.expressions[asked.index]):
            if not e.value or (asked.figure is not None and at < e.start):
                continue
            if not e.ongoing:
                when = not asked.future and asked.figure is not None and self._words.opens_clause(text, e, at)
                return When(e.value, e.precision) if when and e.kind != "duration" else None
            if asked.figure is None:
                if e.start <= asked.focus.start < e.end:
                    return When(e.value, e.precision)
            elif e.end < at and is_up_to_now(asked):
                opens = e.start - asked.sentence.start < OPENS
                return self._readings.read(e, future=False) if opens and not asked.future else None
            elif self._words.opens_clause(text, e, at):
                return When(e.value, e.precision)
        return None

    def _right_behind(self, asked: Asked) -> When | None:
        """The day right behind a figure, in a sentence that names others ("seven were held on 18 April, when eggs were
        thrown, and one on 4 July"); None for all else."""
        told = self._readings.expressions[asked.index]
        day = next((e for e in told if e.start >= asked.point.end), None)
        if asked.figure is None or asked.future or len(told) < 2 or day is None or day.precision != "day":
            return None
        mine = not day.ongoing and self._words.stands_on(self._discourse.text, asked.point.end, day)
        return When(day.value, "day") if mine and day.value else None

    def _amid(self, asked: Asked) -> When | None:
        """The only day of a sentence, right behind which it tells the figure of what went on then ("Three were held on
        Saturday as around 5,000 marched"); None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        if len(told) != 1 or asked.figure is None or asked.future or not self._readings.tells(told[0]):
            return None
        amid = self._words.amid.fullmatch(self._discourse.text, told[0].end, asked.point.start)
        return When(told[0].value, "day") if amid else None

    def _since_then(self, asked: Asked) -> When | None:
        """The time since what was told last, for a count up to now ("300 marched on 3 May. Since then 40 have been
        held"); None for all else."""
        anchor = self._anchors.at(asked.sentence.start)
        before = self._discourse.text[asked.sentence.start : asked.point.start]
        then = self._words.since_then.search(before) if is_up_to_now(asked) else None
        if then is None or not anchor or asked.figure is None or self._readings.expressions[asked.index]:
            return None
        rows = self._readings.expressions[max(0, asked.index - _BACK) : asked.index]
        told = [e.value[:10] for row in rows for e in row if e.value and e.kind != "duration"]
        return When(f"{told[-1]}/{anchor}", "range") if told and told[-1] < anchor else None

    def _own(self, asked: Asked) -> When | None:
        """The day that a figure has to itself ("two died on Monday and four on Tuesday"); None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        if asked.figure is None or asked.future or len(told) < 2:
            return None
        turn = segment(asked.sentence, asked.point.start)
        mine = [e for e in told if segment(asked.sentence, e.start) == turn]
        if len(mine) == 1 and mine[0].value and self._readings.tells(mine[0]):
            return When(mine[0].value, "day")  # "42 on Sunday; today there were 30"
        if any(e.ongoing or e.precision != "day" for e in told):
            return None
        if any(has_comparison_before(self._discourse.text, e) for e in told):
            return None
        bounds = (asked.sentence.start, asked.sentence.end)
        own = self._words.own_day(self._discourse.text, bounds, told, asked.point.start)
        return When(told[own].value, "day") if own is not None and told[own].value else None

    def _told_there(self, asked: Asked) -> When | None:
        """The only time of the clause on a place that a figure stands in ("in Faro on Friday, where a million had
        marched in 2019"); None for all else."""
        clauses = self._words.where_told.finditer(self._discourse.text, asked.sentence.start, asked.sentence.end)
        clause = next((m for m in clauses if m.start() <= asked.point.start < m.end()), None)
        if clause is None or asked.figure is None or asked.future:
            return None
        told = [e for e in self._readings.expressions[asked.index] if clause.start() <= e.start < clause.end()]
        own = told[0] if len(told) == 1 and told[0].value and self._names_part(told[0]) else None
        return When(own.value, own.precision) if own else None

    def _set_against(self, asked: Asked) -> When | None:
        """The day right behind a figure that another is set against ("drew 5,000, down from 8,000 the week before");
        None for all else."""
        told = [e for e in self._readings.expressions[asked.index] if e.start >= asked.point.start]
        if asked.figure is None or asked.future or not told or told[0].ongoing or not told[0].value:
            return None
        if not self._words.is_set_against(self._discourse.text, asked, told[0].start):
            return None
        when = self._readings.read(told[0], future=False)
        return when if when.date else None

    def _running(self, asked: Asked) -> When | None:
        """The time of a running count whose beginning its clause tells ("260 have been killed since the clashes began
        in May 2023"): from then to the day of writing, or that on which it is told; None for all else."""
        anchor, text = self._anchors.at(asked.sentence.start), self._discourse.text
        if asked.figure is None or asked.future or not anchor:
            return None
        told = [e for e in self._readings.expressions[asked.index] if e.start >= asked.point.end]
        if not told or not told[0].value or not self._words.runs_since(text, asked, told[0]):
            return None
        first, last = told[0].value[:10], self._readings.told_on(told[0]) or anchor
        return When(f"{first}/{last}", "range") if len(first) == len(last) and first < last else None

    def _so_far(self, asked: Asked) -> When | None:
        """The month or year up to the day of writing for those hurt or held in it until now ("have been killed so far
        this year"); None for all else."""
        told, anchor = self._readings.expressions[asked.index], self._anchors.at(asked.sentence.start)
        if len(told) != 1 or asked.figure is None or asked.future or asked.attribute == "participants" or not anchor:
            return None
        day = told[0]
        if day.kind != "deictic" or day.precision not in ("month", "year") or not day.value or not is_up_to_now(asked):
            return None
        first, last = day.value[:10], day.value[-10:]
        return When(f"{first}/{anchor}", "range") if first < anchor <= last else None

    def _of_event(self, asked: Asked) -> When | None:
        """The day of the event that a figure stands in, from which others are counted ("held a day after 40 marched on
        1 March", "resigned on Tuesday, two days after 40 marched"); None for all else."""
        at = asked.point.start
        for expression in self._readings.expressions[asked.index]:
            if asked.figure is None or expression.end > at:
                continue
            event = self._readings.event_of(expression)
            if event and at < event.start:
                return When(event.value, "day")
            if event is None and (self._readings.is_event_at(expression, at) or self._readings.counted_on(expression)):
                return self._readings.read(expression, future=False)
        return None

    def _of_wave(self, asked: Asked) -> When | None:
        """The year or month of the wave of protests that the hurt or held of a figure are told of ("1,500 people were
        killed in the 2019 fuel protests", "the 2021 protests, in which 14 died", "the first anniversary of the protests
        in which 40"); None for all else."""
        told, at = self._readings.expressions[asked.index], asked.point
        if asked.figure is None or asked.attribute == "participants":
            return None
        text, behind = self._discourse.text, [e for e in told if e.start >= at.end and e.value]
        before = [e for e in told if e.end <= at.start and e.value]
        anchor, years = self._anchors.at(asked.sentence.start), self._words.years_since(text, asked)
        if years and anchor:
            return Span(years, "year").from_day(anchor)
        if before and self._words.tells_wave(text, before[-1], at.start):
            return When(before[-1].value, before[-1].precision)
        of_wave = behind and self._words.names_wave(text, at.end, behind[0])
        return When(behind[0].value, behind[0].precision) if of_wave else None

    def _opened(self, asked: Asked) -> When | None:
        """The day of the gathering that a sentence opens with, where it names no other or tells the figure of it
        ("Today's march was peaceful and there were no arrests", "Sunday's march, called after the arrests of Friday,
        drew 300"); None for all else."""
        told = self._readings.expressions[asked.index]
        if not told or told[0].precision != "day" or asked.figure is None or asked.future:
            return None
        if told[0].start - asked.sentence.start > OPENS or asked.point.start < told[0].end:
            return None
        if any(e.start > asked.point.end and self._readings.tells(e) for e in told):
            return None  # "Friday's march drew 3,000, a quarter of the 12,000 counted on 12 May"
        alone = len(told) == 1 and self._words.tells_of_own(self._discourse.text, told[0])
        return When(told[0].value, "day") if told[0].value and (alone or self._is_subject(asked, told[0])) else None

    def _is_subject(self, asked: Asked, day: DateExpression) -> bool:
        """Whether a figure is told of the gathering that a day names: by its verb, or in a clause on it."""
        at, sentence = self._words.subject_of(self._discourse.text, day), asked.sentence
        noun = next((t for t in sentence.tokens if at is not None and t.start == at), None)
        if noun is None:
            return False
        near = [noun, *(o for p in sentence.children(noun, "prep") for o in sentence.children(p, "pobj"))]
        told = [clause for word in near for clause in sentence.children(word, "relcl", "acl")]
        if noun.dep in ("nsubj", "nsubjpass"):
            told += [sentence.head(noun), *sentence.children(sentence.head(noun), "conj")]
        return asked.focus in told

    def _harmed_at(self, asked: Asked) -> When | None:
        """The day of the gathering that the hurt or held of a figure are told of, or that its people were at ("11 were
        hurt, doctors said after Thursday's march", "On Sunday police said 40 were held at Saturday's"); None for all
        else, where its sentence names another but that of a statement."""
        text, at = self._discourse.text, asked.point.end
        told = [e for e in self._readings.expressions[asked.index] if e.kind != "duration"]
        own = [e for e in told if e.precision == "day" and self._words.own_gathering.match(text, e.end)]
        if asked.figure is None or asked.future or len(own) != 1 or not own[0].value:
            return None
        day, lead = own[0], max(0, own[0].start - _LEAD)
        if len(told) > 1 or asked.attribute == "participants":
            said = all(self._readings.is_of_statement(e, asked.point.start) for e in told if e is not day)
            if not said or day.start < at or self._words.figure.search(text, at, day.start):
                return None
            return When(day.value, "day") if self._words.at_gathering.search(text, lead, day.start) else None
        return None if self._words.ahead_of.search(text, lead, day.start) else When(day.value, "day")


def _holds(whole: DateExpression, part: DateExpression) -> bool:
    """Whether a stretch holds a shorter one."""
    if not whole.value or not part.value:
        return False
    first, last, begun, ended = whole.value[:10], whole.value[-10:], part.value[:10], part.value[-10:]
    return first <= begun and ended <= last and (first, last) != (begun, ended)
