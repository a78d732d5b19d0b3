"""One document under extraction: its sentences, parsed only where a rule asks, and whose voice a passage is in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from demonstrably.extract.gate import WHOLE, Scope
from demonstrably.language.analysis import Analyser, Sentence
from demonstrably.language.wrapping import unwrap
from demonstrably.model import Document, Post

T = TypeVar("T")


class Discourse:
    """A document's text with its sentences. Sentences are numbered from 0 and parsed once, on demand.

    `text` has a space for each line break that only wraps a paragraph, so that no rule stumbles over it; every offset
    is also one of the document's own text, and `written` gives that.
    """

    def __init__(self, document: Document, analyser: Analyser, scope: Scope = WHOLE) -> None:
        self.document = document
        self._scope = scope
        self.text = unwrap(document.text)
        self._analyser = analyser
        self._parsed: dict[int, Sentence] = {}
        self._known: dict[Hashable, Any] = {}

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """All sentence spans in order, unparsed; a post's words begin one, whatever stands before them on its line."""
        spans = self._analyser.split(self.text)
        starts = [post.start for post in self.document.posts]
        return [part for span in spans for part in _divided(span, starts)] if starts else spans

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    @property
    def is_wrapped(self) -> bool:
        """Whether the document's own text has line breaks that only wrap its paragraphs."""
        return self.text != self.document.text

    def written(self, start: int, end: int) -> str:
        """The document's own text there, its line breaks as they are."""
        return self.document.text[start:end]

    def in_scope(self, index: int) -> bool:
        """Whether gatherings and figures are looked for in that sentence: everywhere unless the evidence is thin."""
        return self._scope.holds(*self.spans[index])

    def index_at(self, offset: int) -> int:
        """The number of the sentence at an offset, or of the last one before it; 0 before the first."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence(self, index: int) -> Sentence:
        """The parsed sentence of that number."""
        if index not in self._parsed:
            self.prime([index])
        return self._parsed[index]

    def sentence_at(self, offset: int) -> Sentence:
        return self.sentence(self.index_at(offset))

    def is_parsed(self, index: int) -> bool:
        return index in self._parsed

    def prime(self, indices: Iterable[int]) -> None:
        """Parse these sentences in one batch; those already parsed cost nothing."""
        missing = sorted({i for i in indices if i not in self._parsed and 0 <= i < len(self.spans)})
        if missing:
            sentences = self._analyser.parse(self.text, [self.spans[i] for i in missing])
            self._parsed.update(zip(missing, sentences, strict=True))

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` gives, found at the first call with that key and kept as long as the document: for what
        several rules ask of the same passage. One key always goes with one kind of result."""
        if key not in self._known:
            self._known[key] = find()
        found: T = self._known[key]
        return found

    def post_at(self, offset: int) -> Post | None:
        """The embedded post that an offset stands in, or None in the article's own words."""
        posts = self.document.posts
        return next((post for post in posts if post.start <= offset < post.end), None) if posts else None

    def anchor_at(self, offset: int) -> str | None:
        """The ISO day that expressions at this offset are read against: the post's, otherwise the document's."""
        post = self.post_at(offset)
        return _day_of(post.posted if post and post.posted else self.document.published)

    @cached_property
    def published(self) -> str | None:
        """The ISO day on which the document was published; None where that is unknown."""
        return _day_of(self.document.published)

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Spans between quotation marks, marks excluded, in order; a paragraph's end closes an open quotation."""
        return _quotations(self.text)

    def quotation_at(self, offset: int) -> tuple[int, int] | None:
        """The quotation that an offset stands in, or None."""
        at = bisect_right(self.quotations, (offset, len(self.text))) - 1
        return self.quotations[at] if at >= 0 and offset < self.quotations[at][1] else None


def _divided(span: tuple[int, int], starts: list[int]) -> list[tuple[int, int]]:
    """A span cut at those of the offsets that lie within it."""
    cuts = [span[0], *sorted(at for at in starts if span[0] < at < span[1]), span[1]]
    return list(pairwise(cuts))


_MARK = re.compile(
    r"''|[\"“”«»„\n\r]"
    r"|(?P<opens>(?<![\w’'])[‘'](?=[A-ZÀ-ÖØ-Þ]))|(?P<closes>(?<=\S)[’'](?!\w))"
)
"""Quotation marks. A single one opens only before a capital and closes only behind a word: an apostrophe does neither,
but for that of a plural's owner ("protesters' demands")."""

_BLANK = re.compile(r"\s*+")
_OPENING, _STRAIGHT = "“«„", ("''", '"')


def _day_of(written: str | None) -> str | None:
    """The day of a moment; None where it lies in no year of newspapers: systems write "0001-01-01" for an empty field,
    and no calendar reaches a week before that."""
    return written[:10] if written and _FIRST_YEAR <= written[:4] <= _LAST_YEAR else None


_FIRST_YEAR, _LAST_YEAR = "1600", "2999"


def _quotations(text: str) -> list[tuple[int, int]]:
    """Curly, angled, straight and single marks and doubled apostrophes; a straight mark closes a curly one's quotation
    too, a paragraph's end any but a single mark's that the next paragraph doesn't go on with."""
    spans: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in "\n\r" or (opened is not None and _closes(match, opened)):
            if opened is not None and (mark not in "\n\r" or not opened["opens"] or _goes_on(text, match, opened)):
                spans.append((opened.end(), match.start()))
            opened = None
        elif opened is None and (mark in (*_OPENING, *_STRAIGHT) or match["opens"]):
            opened = match
    return [(start, end) for start, end in spans if end > start]


def _closes(mark: re.Match[str], opening: re.Match[str]) -> bool:
    if opening["opens"]:
        return bool(mark["closes"])
    if opening.group() == "''":
        return mark.group() == "''"
    return mark.group() in '"”' or (opening.group() != '"' and mark.group() in "»“")


def _goes_on(text: str, end: re.Match[str], opening: re.Match[str]) -> bool:
    """Whether the paragraph after a line's end opens with the same mark."""
    following = _BLANK.match(text, end.end())
    return following is not None and text.startswith(opening.group(), following.end())
