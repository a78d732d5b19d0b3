"""Occasions: gatherings that one text sets apart by their kinds ("a march in Leeds on Saturday and a vigil in York on
Sunday"), so that "the vigil" tells which of them a figure is of."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.wording import either

T = TypeVar("T", bound=Hashable)
L = TypeVar("L", bound=Hashable)

_NEAR = 90
"""Characters between a gathering and its day or town at most."""
_LEAD = 40
"""Characters before a word in which it is said to be known, held or located."""


class Mark(NamedTuple, Generic[T]):
    """A day or a town named in a text: where it stands, and which it is."""

    start: int
    end: int
    value: T


class Label(NamedTuple, Generic[L]):
    """What days or towns are told of: the word for a kind of gathering, or a town; where it stands, and whether it is
    of one that the text has told of."""

    start: int
    end: int
    name: L
    known: bool = True


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """The patterns of one language; the codebook's table "<language>/setting" says what each of them finds."""

    kind: re.Pattern[str]
    known: re.Pattern[str]
    breaks: re.Pattern[str]
    staged: re.Pattern[str]
    possessed: re.Pattern[str]
    opens: re.Pattern[str]
    held: re.Pattern[str]
    located: re.Pattern[str]
    general: frozenset[str]

    @classmethod
    def read(cls, codebook: Codebook, language: str = "en") -> OccasionWords:
        """The patterns of the table; a kind's name is the group that its words are found by."""
        table = dict(codebook.table(f"{language}/setting")["occasions"])
        general = frozenset(table.pop("general"))
        kinds = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in table.pop("kinds").items())
        patterns = {name: re.compile(either(listed, {})) for name, listed in table.items()}
        return cls(kind=re.compile(rf"(?<![\w-])(?:{kinds})(?![\w-])"), general=general, **patterns)


class Occasions:
    """The gatherings that one document sets apart by their kinds, or by the towns they were in."""

    def __init__(self, words: OccasionWords, discourse: Discourse) -> None:
        self._words = words
        self._discourse = discourse

    def of_kinds(self, marks: Sequence[Mark[T]], *, located: bool = False) -> Mapping[str, T]:
        """The kinds that the text gives one day (or town) only, where it gives another kind another; {} where it sets
        none apart. Towns are those that a gathering is `located` in."""
        before = self._words.located if located else None
        apart = _apart(self._tied(marks, self._kinds, before, self._words.held))
        return {kind: value for kind, value in apart.items() if kind not in self._words.general}

    def of_towns(self, days: Sequence[Mark[T]], towns: Sequence[Label[L]]) -> Mapping[L, T]:
        """The towns that the text gives one day only, where it gives another town another."""
        return _apart(self._tied(days, towns, None, self._words.located))

    def known_in(self, start: int, end: int) -> set[str]:
        """The kinds of known gatherings that a stretch of the text speaks of."""
        return {kind.name for kind in _between(self._kinds, start, end) if kind.known}

    def kind_of(self, asked: Asked) -> str | None:
        """The kind of the known gathering that a figure's sentence speaks of; None where it tells of a new one, of none
        or of several."""
        kinds = self._beside(asked, _between(self._kinds, asked.sentence.start, asked.sentence.end))
        names = {kind.name for kind in kinds}
        return kinds[0].name if len(names) == 1 and all(kind.known for kind in kinds) else None

    def _beside(self, asked: Asked, kinds: list[Label[str]]) -> list[Label[str]]:
        """The kinds told in a figure's own part of its sentence; all of the sentence's where that tells none."""
        text, at = self._discourse.text, asked.point.start
        start = max(text.rfind(mark, asked.sentence.start, at) for mark in (", ", "; ")) + 1
        ends = [text.find(mark, at, asked.sentence.end) for mark in (", ", "; ")]
        end = min((end for end in ends if end >= 0), default=asked.sentence.end)
        return _between(kinds, start, end) or kinds

    @cached_property
    def _kinds(self) -> Sequence[Label[str]]:
        """The words for kinds of gatherings in the text."""
        text, told = self._discourse.text, self._words.known
        return [
            Label(
                m.start(),
                m.end(),
                m.lastgroup or "",
                told.search(text, max(0, m.start() - _LEAD), m.start()) is not None,
            )
            for m in self._words.kind.finditer(text)
        ]

    def _tied(
        self,
        marks: Sequence[Mark[T]],
        labels: Sequence[Label[L]],
        located: re.Pattern[str] | None,
        held: re.Pattern[str],
    ) -> Iterator[tuple[L, T]]:
        """The name of each label with the mark that stands beside it as its own. A mark behind a label is `located` by
        what stands before it, where that is asked for; a label behind a mark follows what is `held`."""
        text = self._discourse.text
        possessed = {i: label for i, mark in enumerate(marks) if (label := self._possessed(mark, labels))}
        taken = {label.start for label in possessed.values()}
        for i, mark in enumerate(marks):
            if i in possessed:
                yield possessed[i].name, mark.value
                continue
            if text.startswith(("'s", "’s"), mark.end):
                continue
            start, end = self._discourse.spans[self._discourse.index_at(mark.start)]
            low = max([start, *(m.end for m in marks[:i])])
            high = min([end, *(m.start for m in marks[i + 1 :])])
            free = [label for label in _between(labels, start, end) if label.start not in taken]
            label = self._before(mark, _between(free, max(low, mark.start - _NEAR), mark.start), located)
            if label is None and self._words.opens.search(text[max(start, mark.start - _LEAD) : mark.start]):
                label = self._behind(mark, _between(free, mark.end, min(high, mark.end + _NEAR)), held)
            if label:
                taken.add(label.start)
                yield label.name, mark.value

    def _possessed(self, mark: Mark[T], labels: Sequence[Label[L]]) -> Label[L] | None:
        """The label right behind a mark that it belongs to ("Saturday's march")."""
        after = _between(labels, mark.end, mark.end + _NEAR)[:1]
        fits = after and self._words.possessed.fullmatch(self._discourse.text, mark.end, after[0].start)
        return after[0] if fits else None

    def _before(self, mark: Mark[T], labels: list[Label[L]], located: re.Pattern[str] | None) -> Label[L] | None:
        """The last of the labels where a mark goes on from it ("a march through the old town on Saturday")."""
        if not labels:
            return None
        gap = self._words.staged.sub(" ", self._discourse.text[labels[-1].end : mark.start], count=1)
        if self._words.breaks.search(gap) or (located and located.search(gap) is None):
            return None
        return labels[-1]

    def _behind(self, mark: Mark[T], labels: list[Label[L]], held: re.Pattern[str]) -> Label[L] | None:
        """The first of the labels where a clause that a mark opens goes on to it ("On Sunday nurses held a vigil")."""
        if not labels:
            return None
        gap = self._discourse.text[mark.end : labels[0].start].removeprefix(",")
        return labels[0] if held.search(gap) and not self._words.breaks.search(gap) else None


def _between(labels: Sequence[Label[L]], start: int, end: int) -> list[Label[L]]:
    return [label for label in labels if start <= label.start < end]


def _apart(tied: Iterable[tuple[L, T]]) -> Mapping[L, T]:
    """The names with one value only, where another has another."""
    told: dict[L, set[T]] = {}
    for name, value in tied:
        told.setdefault(name, set()).add(value)
    single = {name: next(iter(values)) for name, values in told.items() if len(values) == 1}
    return single if len(set(single.values())) > 1 else {}
