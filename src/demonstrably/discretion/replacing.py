"""Names in a text replaced, and where every offset of the text then stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from demonstrably.discretion.words import Word, words

Form = tuple[str, ...]
"""The keys of the words that a name is written with."""

_GAP = re.compile(r"[\s\-‐‑–'’ʼ`´.·\u00ad\u200b]{0,3}")
_ACCOUNT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?")
_DISTINCT = 3
"""Letters that each word of a name must have for it to be one in small letters too."""


class Change(NamedTuple):
    """`text[start:end]` becomes `by`."""

    start: int
    end: int
    by: str


@dataclass(frozen=True)
class Masked:
    """A text after the changes, which are in order and do not overlap, and the way there and back for offsets.

    Both ways keep the order of offsets. Inside of what was replaced every offset stands for its beginning; with `end`
    for its end, so that a span that touches a name holds all of it.
    """

    true: str
    changes: tuple[Change, ...]

    @cached_property
    def text(self) -> str:
        parts, last = [], 0
        for start, end, by in self.changes:
            parts += [self.true[last:start], by]
            last = end
        return "".join([*parts, self.true[last:]])

    def to_masked(self, offset: int, *, end: bool = False) -> int:
        """Where an offset of the true text stands in the masked one."""
        return _moved(offset, self._true, self._shown, end)

    def to_true(self, offset: int, *, end: bool = False) -> int:
        """Where an offset of the masked text stands in the true one."""
        return _moved(offset, self._shown, self._true, end)

    @cached_property
    def _true(self) -> tuple[list[int], list[int]]:
        return [change.start for change in self.changes], [change.end for change in self.changes]

    @cached_property
    def _shown(self) -> tuple[list[int], list[int]]:
        starts, ends, moved = [], [], 0
        for start, end, by in self.changes:
            starts.append(start + moved)
            ends.append(start + moved + len(by))
            moved += len(by) - (end - start)
        return starts, ends


Bounds = tuple[list[int], list[int]]


def _moved(offset: int, here: Bounds, there: Bounds, end: bool) -> int:
    """The offset moved by all changes that are over before it."""
    starts, ends = here
    done = bisect_right(ends, offset)
    if done < len(starts) and starts[done] < offset:
        return there[1][done] if end else there[0][done]
    if end and done and ends[done - 1] == offset:
        return there[1][done - 1]
    return offset + (there[1][done - 1] - ends[done - 1] if done else 0)


@dataclass(frozen=True)
class Layer:
    """Forms of names and by what each is replaced; None is a name to be kept, and what stands in it is no other."""

    forms: Mapping[Form, str | None]

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """First word of a form -> how many words the longest that begins with it has."""
        found: dict[str, int] = {}
        for form in self.forms:
            found[form[0]] = max(len(form), found.get(form[0], 0))
        return found


class Replacer:
    """Finds forms of names and accounts in any string and says by what to replace each; the longest form wins.

    The layers are asked in order.
    """

    def __init__(self, layers: Sequence[Layer], accounts: Mapping[str, str | None]) -> None:
        self._layers = tuple(layers)
        self._accounts = accounts

    def masked(self, text: str) -> Masked:
        return Masked(text, tuple(self._changes(text)))

    def words(self, text: str) -> str:
        """The string with every name in it replaced."""
        return self.masked(text).text if text else text

    def _changes(self, text: str) -> Iterator[Change]:
        accounts = list(self._account_changes(text))
        names = list(self._name_changes(text))
        starts = [change.start for change in accounts]
        free = (c for c in names if not _touches(c, accounts, starts))
        return iter(sorted([*(c for c in accounts if c.by != text[c.start : c.end]), *free]))

    def _account_changes(self, text: str) -> Iterator[Change]:
        if not self._accounts:
            return
        for match in _ACCOUNT.finditer(text):
            if (known := match.group().lower()) in self._accounts and _is_account(text, match):
                yield Change(match.start(), match.end(), self._accounts[known] or match.group())

    def _name_changes(self, text: str) -> Iterator[Change]:
        found = list(words(text))
        at = 0
        while at < len(found):
            length, by = self._at(text, found, at)
            if by is not None:
                yield Change(found[at].start, found[at + length - 1].end, by)
            at += max(1, length)

    def _at(self, text: str, found: Sequence[Word], at: int) -> tuple[int, str | None]:
        """How many words the form at a word has, and by what to replace it; (0, None) where there is none."""
        lengths = [layer.longest.get(found[at].key, 0) for layer in self._layers]
        for length in range(min(max(lengths, default=0), len(found) - at), 0, -1):
            run = found[at : at + length]
            if self._is_name(text, run):
                form = tuple(word.key for word in run)
                for layer in self._layers:
                    if form in layer.forms:
                        return length, layer.forms[form]
        return 0, None

    @staticmethod
    def _is_name(text: str, run: Sequence[Word]) -> bool:
        joined = all(_GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(run))
        small = len(run) > 1 and all(len(word.key) >= _DISTINCT for word in run)
        return joined and (small or any(word.capital for word in run))


def _touches(change: Change, accounts: Sequence[Change], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, change.end)
    return at > 0 and accounts[at - 1].end > change.start


def _is_account(text: str, match: re.Match[str]) -> bool:
    """Whether the letters are an account's name: after @ or a slash, or such as no word has."""
    before = text[match.start() - 1] if match.start() else ""
    return before in ("@", "/") or not match.group().isalpha()
