"""Blogs: live blogs, whose entries each tell of the town that all is set in, or of another that they name themselves.

An entry that names no place goes on with the blog's own town, not with that of the entry above or below it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from demonstrably.extract.asking import Asked
from demonstrably.extract.choosing import Options
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.landscape import Landscape, key_of
from demonstrably.gazetteer import Toponym


class Blog:
    """The towns of one text's entries; nothing in texts that have none."""

    def __init__(self, scape: Landscape) -> None:
        self._scape = scape
        self._entries = Entries.of(scape.discourse)

    def without(self, options: Options[Toponym], asked: Asked) -> Options[Toponym]:
        """The options without the towns of other entries, for an entry that has named no place yet."""
        start = self._entries.start(asked.point.start)
        if start is None or self._home is None:
            return options
        if any(t.role == "place" for t in self._scape.between(start, asked.sentence.end)):
            return options
        home = options.where(lambda toponym: toponym.kind != "settlement" or key_of(toponym) == self._home)
        return home or options

    @cached_property
    def _home(self) -> object | None:
        """The town that a blog is set in: the one that its title or summary names, otherwise the one that most entries
        name; None where several do."""
        starts = self._entries.starts
        told = {key_of(t) for t in self._towns(0, starts[0])}
        if len(told) == 1:
            return next(iter(told))
        ends = [*starts[1:], len(self._scape.discourse.text)]
        named = [{key_of(t) for t in self._towns(*entry)} for entry in zip(starts, ends, strict=True)]
        top = Counter(key for keys in named for key in keys).most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    def _towns(self, start: int, end: int) -> list[Toponym]:
        return [t for t in self._scape.between(start, end) if t.kind == "settlement" and t.role != "demonym"]
