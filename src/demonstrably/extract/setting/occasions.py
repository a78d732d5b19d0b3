"""Occasions: gatherings that one text sets apart by their kinds ("a march in Leeds on Saturday and a vigil in York on
Sunday"), so that "the vigil" tells which of them a figure is of."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.wording import either

T = TypeVar("T", bound=Hashable)

_NEAR = 90
"""Characters between a gathering and its day or town at most."""
_LEAD = 40
"""Characters before a word in which it is said to be known, held or located."""


class Mark(NamedTuple, Generic[T]):
    """A day or a town named in a text: where it stands, and which it is."""

    start: int
    end: int
    value: T


class Kind(NamedTuple):
    """A word for a kind of gathering, where it stands, and whether the text speaks of one that it has told of."""

    start: int
    end: int
    name: str
    known: bool


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
    """The gatherings that one document sets apart by their kinds."""

    def __init__(self, words: OccasionWords, discourse: Discourse) -> None:
        self._words = words
        self._discourse = discourse

    def apart(self, marks: Sequence[Mark[T]], *, located: bool = False) -> Mapping[str, T]:
        """The kinds that the text gives one day (or town) only, where it gives another kind another; {} where it sets
        none apart. Towns are those that a gathering is `located` in."""
        told: dict[str, set[T]] = {}
        for mark, kind in self._tied(marks, located=located):
            told.setdefault(kind, set()).add(mark.value)
        single = {kind: next(iter(values)) for kind, values in told.items() if len(values) == 1}
        if len(set(single.values())) < 2:
            return {}
        return {kind: value for kind, value in single.items() if kind not in self._words.general}

    def known_in(self, start: int, end: int) -> set[str]:
        """The kinds of known gatherings that a stretch of the text speaks of."""
        return {kind.name for kind in self._kinds_in(start, end) if kind.known}

    def kind_of(self, asked: Asked) -> str | None:
        """The kind of the known gathering that a figure's sentence speaks of; None where it tells of a new one, of none
        or of several."""
        kinds = self._beside(asked, self._kinds_in(asked.sentence.start, asked.sentence.end))
        names = {kind.name for kind in kinds}
        return kinds[0].name if len(names) == 1 and all(kind.known for kind in kinds) else None

    def _beside(self, asked: Asked, kinds: list[Kind]) -> list[Kind]:
        """The kinds told in a figure's own part of its sentence; all of the sentence's where that tells none."""
        text, at = self._discourse.text, asked.point.start
        start = max(text.rfind(mark, asked.sentence.start, at) for mark in (", ", "; ")) + 1
        ends = [text.find(mark, at, asked.sentence.end) for mark in (", ", "; ")]
        end = min((end for end in ends if end >= 0), default=asked.sentence.end)
        return [kind for kind in kinds if start <= kind.start < end] or kinds

    def _kinds_in(self, start: int, end: int) -> list[Kind]:
        return [kind for kind in self._kinds() if start <= kind.start < end]

    def _kinds(self) -> Sequence[Kind]:
        """The words for kinds of gatherings in the text."""
        return self._discourse.once(("kinds of gatherings", None), lambda: tuple(self._read()))

    def _read(self) -> Iterator[Kind]:
        text = self._discourse.text
        for found in self._words.kind.finditer(text):
            known = self._words.known.search(text, max(0, found.start() - _LEAD), found.start())
            yield Kind(found.start(), found.end(), found.lastgroup or "", known is not None)

    def _tied(self, marks: Sequence[Mark[T]], *, located: bool) -> Iterator[tuple[Mark[T], str]]:
        """Each mark that stands beside a gathering as its own, with the kind of that."""
        text = self._discourse.text
        taken: set[int] = set()
        possessed: dict[int, Kind] = {}
        for i, mark in enumerate(marks):
            after = next((k for k in self._kinds_in(mark.end, mark.end + _NEAR)), None)
            if after and self._words.possessed.fullmatch(text, mark.end, after.start):
                possessed[i] = after
                taken.add(after.start)
        for i, mark in enumerate(marks):
            if i in possessed:
                yield mark, possessed[i].name
                continue
            if text.startswith(("'s", "’s"), mark.end):
                continue
            start, end = self._discourse.spans[self._discourse.index_at(mark.start)]
            low = max([start] + [m.end for m in marks[:i] if m.end > start])
            high = min([end] + [m.start for m in marks[i + 1 :] if m.start < end])
            kind = self._before(mark, low, taken, located=located) or self._behind(mark, start, high, taken)
            if kind:
                taken.add(kind.start)
                yield mark, kind.name

    def _before(self, mark: Mark[T], low: int, taken: set[int], *, located: bool) -> Kind | None:
        """The gathering that a mark stands behind ("a march through the old town on Saturday")."""
        text = self._discourse.text
        kinds = [k for k in self._kinds_in(max(low, mark.start - _NEAR), mark.start) if k.start not in taken]
        if not kinds:
            return None
        gap = self._words.staged.sub(" ", text[kinds[-1].end : mark.start], count=1)
        if self._words.breaks.search(gap) or (located and self._words.located.search(gap) is None):
            return None
        return kinds[-1]

    def _behind(self, mark: Mark[T], start: int, high: int, taken: set[int]) -> Kind | None:
        """The gathering that a clause tells of which a mark opens ("On Sunday nurses held a vigil")."""
        text = self._discourse.text
        kinds = [k for k in self._kinds_in(mark.end, min(high, mark.end + _NEAR)) if k.start not in taken]
        if not kinds or self._words.opens.search(text[max(start, mark.start - _LEAD) : mark.start]) is None:
            return None
        gap = text[mark.end : kinds[0].start]
        held = self._words.held.search(gap)
        return kinds[0] if held and not self._words.breaks.search(gap) else None
