"""Headings: places that head a line, a list or the passage under them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from demonstrably.extract.setting.datelines import is_signed
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.wording import Wording
from demonstrably.gazetteer import Toponym
from demonstrably.gazetteer.heads import is_title, titles

_TITLE = 120
"""Characters of the longest title of a section."""
_ROUND_UP = 3
"""Countries in a text's titles from which each tells of its own section alone."""
_OPENS = re.compile(r"(?:, [A-Z][\w ]{1,20}|, \d{1,2} [A-Z][a-z]{2,8})?(?P<stop>\.) (?=[A-Z])")
"""Behind a town that its paragraph opens with ("Trier. About 100 people", "Trier, 2 Aug. About 100 people")."""
_SHOUTED = re.compile(r"^[A-Z][A-Z .’'-]{2,28}$", re.MULTILINE)
"""A line of a few words in capitals."""


class Headings:
    """The places that head something in one text."""

    def __init__(self, wording: Wording, text: str, toponyms: Sequence[Toponym], entries: Entries) -> None:
        self._wording = wording
        self._text = text
        self._toponyms = toponyms
        self._starts = [t.start for t in toponyms]
        self._entries = entries

    def label(self, offset: int) -> Toponym | None:
        """The place that heads the line of an offset ("Porto: 18,000"), a country only before the offset."""
        start, end = self._line(offset)
        first = next(iter(self._within(start, end)), None)
        if first is None or not self.heads(first):
            return None
        if first.kind != "settlement":
            return first if first.start < offset else None
        alone = end - start > _TITLE and self._labels < 2  # the dateline of some papers: "KOLKATA: At least seven"
        return None if alone else first

    def row(self, offset: int) -> Toponym | None:
        """The town or region whose figures the line of an offset gives, where it is a row of a list or table ("Porto –
        9"); None behind another place of the line ("Porto: 4 (Saturday in Lisbon: 7)")."""
        start, end = self._line(offset)
        named = [t for t in self._within(start, offset) if t.kind != "country"]
        return named[0] if len(named) == 1 and self._is_row(start, end) and self._is_in_list(start, end) else None

    def heads_row(self, toponym: Toponym) -> bool:
        """Whether a place heads a row of a list or table: what the text tells elsewhere is not of it."""
        start, end = self._line(toponym.start)
        return toponym is next(iter(self._within(start, end)), None) and self.row(end) is toponym

    def _is_in_list(self, start: int, end: int) -> bool:
        """Whether a line beside this one is a row, too."""
        beside = [self._line(start - 1)] if start else []
        beside += [self._line(end + 1)] if end < len(self._text) else []
        return any(self._is_row(*line) for line in beside if line[0] < line[1])

    def _is_row(self, start: int, end: int) -> bool:
        """Whether a line is a place and its figures."""
        first = next(iter(self._within(start, end)), None)
        led = first is not None and self._wording.label_lead.fullmatch(self._text, start, first.start) is not None
        return first is not None and led and self._wording.row_tail.match(self._text, first.end, end) is not None

    def _within(self, start: int, end: int) -> Sequence[Toponym]:
        """The toponyms that begin in a stretch of the text."""
        return self._toponyms[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def above(self, offset: int) -> Toponym | None:
        """The place whose name alone is the nearest line above an offset that is one ("Nicaragua", then its news)."""
        named = [t for t in self._headings if t.start < offset]
        return named[-1] if named else None

    def section(self, offset: int) -> tuple[int, int] | None:
        """The passage under the country or region that heads it in a round-up of several ("TUNISIA", then its news),
        with its heading; None outside of one."""
        heads = self._sections
        k = bisect_right(heads, offset) - 1
        if k < 0:
            return None
        return heads[k], heads[k + 1] if k + 1 < len(heads) else len(self._text)

    @cached_property
    def _sections(self) -> list[int]:
        """Where the lines begin that hold nothing but a country's or region's name, each country once; with others in
        capitals that no index knows, where the names are."""
        alone = [t for t in self._toponyms if t.kind in ("country", "region") and self._is_alone(t)]
        if len({t.text.lower() for t in alone}) < max(_ROUND_UP, len(alone)):
            return []
        others = _SHOUTED.finditer(self._text) if all(t.text.isupper() for t in alone) else ()
        return sorted({t.start for t in alone} | {line.start() for line in others})

    def of_town(self, offset: int) -> tuple[Toponym, int] | None:
        """The town whose name alone is the title of the section of an offset, with the section's end, in a text of
        several such; None outside of one."""
        starts = list(self._titles)
        k = bisect_right(starts, offset) - 1
        town = self._town_titles.get(starts[k]) if k >= 0 and len(self._town_titles) > 1 else None
        end = starts[k + 1] if k + 1 < len(starts) else len(self._text)
        return None if town is None else (town, end)

    @cached_property
    def _titles(self) -> dict[int, int]:
        """Where each title begins -> where it ends, the towns that are all of their paragraph's first sentence among
        them."""
        towns = (t for t in self._toponyms if t.kind == "settlement" and t.role == "place")
        opens = {t.start: m.start("stop") for t in towns if (m := _OPENS.match(self._text, t.end)) and self._leads(t)}
        return dict(sorted((titles(self._text) | opens).items()))

    def _leads(self, toponym: Toponym) -> bool:
        return not self._text[self._line(toponym.start)[0] : toponym.start].strip()

    @cached_property
    def _town_titles(self) -> dict[int, Toponym]:
        """The towns that are titles of sections, by where each stands."""
        towns = (t for t in self._toponyms if t.kind == "settlement" and t.role == "place")
        return {t.start: t for t in towns if is_title(self._text, t.start, t.end, self._titles)}

    def of_entry(self, start: int, end: int) -> Toponym | None:
        """The town that heads a live blog's entry ("13:40 Zugdidi.", "From Sydney", "Clashes in Lyon") for a sentence
        of it that names none, nor does another between them."""
        head = self._entries.head(start)
        if head is None or any(
            t.kind == "settlement" or (t.start >= start and t.role == "place") for t in self._within(head[1], end)
        ):
            return None
        towns = [t for t in self._within(*head) if t.kind == "settlement" and t.role == "place"]
        beyond = self._wording.not_in.search(self._text, head[0], towns[0].start) if towns else None
        return towns[0] if len(towns) == 1 and beyond is None else None

    def heads(self, toponym: Toponym) -> bool:
        """Whether a name heads its line as a label: "Porto: 18,000", the first cell of a row, "PORTO. Some 18,000"."""
        led = self._wording.label_lead.fullmatch(self._text, self._line(toponym.start)[0], toponym.start)
        shouted = toponym.text.isupper() and self._text.startswith(". ", toponym.end)
        tail = shouted or self._wording.label_tail.match(self._text, toponym.end)
        return bool(led and tail) and not is_signed(self._text, toponym)

    @cached_property
    def _labels(self) -> int:
        """How many lines a town heads."""
        return sum(t.kind == "settlement" and self.heads(t) for t in self._toponyms)

    @cached_property
    def _headings(self) -> list[Toponym]:
        named = [t for t in self._toponyms if t.kind in ("settlement", "country", "region")]
        titled = {line: t for t in reversed(named) if t.role == "place" and (line := self._title(t)) is not None}
        round_up = len({t.place.country for t in titled.values()}) >= _ROUND_UP
        topics = [t for t in titled.values() if round_up or (t.kind != "settlement" and self.heads(t))]
        return [t for t in named if self._is_alone(t) or t in topics]

    def _title(self, toponym: Toponym) -> int | None:
        """The start of the line that a toponym stands in where that is a title: short, without a stop, with text under
        it."""
        start, end = self._line(toponym.start)
        line = self._text[start:end].strip() if end < len(self._text) else ""
        return start if line and len(line) <= _TITLE and line[-1] not in '.!?:;,”"' else None

    def _is_alone(self, toponym: Toponym) -> bool:
        start, end = self._line(toponym.start)
        around = self._text[start : toponym.start] + self._text[toponym.end : end]
        return start > 0 and end < len(self._text) and not around.strip(" \t\r.:#*-–—|()0123456789")

    def _line(self, offset: int) -> tuple[int, int]:
        """The span of an offset's line."""
        end = self._text.find("\n", offset)
        return self._text.rfind("\n", 0, offset) + 1, len(self._text) if end < 0 else end
