"""Plain text: an article, or a page dumped to text with all its furniture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from demonstrably.errors import InputError
from demonstrably.ingest.cleaning import LONG_FRAGMENT, Cleaned, Line, clean, content_words, is_bullet, merge
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.decode import decode, tidy
from demonstrably.ingest.describe import describe_plain
from demonstrably.ingest.posts import find_posts
from demonstrably.ingest.reading import whole
from demonstrably.ingest.sniff import TEXT
from demonstrably.language.detect import detect
from demonstrably.model import Document, Dropped, content_id

LONGEST_TITLE = 30
"""Words; the longest headlines of the tabloids stay below."""

MASTHEAD = 5
"""Words up to which the first line of a dump is the page's name, if another line can be the headline."""

NEARLY, NEARLY_STANDFIRST = 0.8, 0.4
"""Of the best candidate's fit, what a line above it needs to be the headline instead: little where the best is as long
as standfirsts are."""

TITLE_REACH = 6
"""Lines above the first paragraph in which a headline that shares no word with it is looked for."""


_PARTS = re.compile(r"\s[|·•›»>/]\s|\S\s{2,}\S")
"""Between the items of a menu that stands in one line."""


class TextReader:
    """One article a file."""

    suffixes = (".txt", ".text")
    media_type = TEXT

    def recognises(self, head: bytes) -> bool:
        return False  # any text can be of another format: its name tells

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        return whole(self, source, context)

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        cleaned = clean(tidy(decode(payload, context.charset).text), context.lexicon)
        lines, title = split_title(cleaned)
        dropped = [*cleaned.dropped, *_above_title(cleaned, lines, title)]
        if not lines:
            raise InputError(location, "holds no article.", remedy="Only menus and labels were found: check the page.")
        text = join(lines)
        posts = find_posts(text)
        head, foot = _around(cleaned, lines)
        found = describe_plain(text, posts, context, head=head, foot=foot, location=location)
        return [
            Document(
                document_id=content_id("doc", text, title, found.outlet, found.published),
                text=text,
                language=detect(text)[0],
                path=location,
                title=title,
                outlet=found.outlet,
                via=found.via,
                byline=found.byline,
                published=found.published,
                published_from=found.published_from,
                updated=found.updated,
                posts=posts,
                dropped=merge(
                    sorted((block for block in dropped if block.text != title), key=lambda block: block.line or 0)
                ),
            )
        ]


def _above_title(cleaned: Cleaned, lines: Sequence[Line], title: str | None) -> list[Dropped]:
    """What stood above the title among the article's lines: the page's own name."""
    kept = {line.number for line in lines}
    return [
        Dropped("menu", "above the title", line.text, line.number)
        for line in cleaned.lines
        if line.number not in kept and line.text != title
    ]


def _around(cleaned: Cleaned, lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """The lines above and below the article that may describe it: no captions and no lists of other headlines."""
    third = lines[min(2, len(lines) - 1)].number
    told = [b for b in cleaned.dropped if b.kind != "caption" and not is_bullet(b.text)]
    head = [block.text for block in told if (block.line or 0) < third]
    return head, [block.text for block in told if (block.line or 0) > third]


def split_title(cleaned: Cleaned) -> tuple[tuple[Line, ...], str | None]:
    """The body's lines and the title: the headline above the first paragraph that tells most of what the body tells."""
    opening = list(itertools.takewhile(lambda line: not (line.prose or line.protected), cleaned.lines))
    body = cleaned.lines[len(opening) :]
    vocabulary = content_words(" ".join(line.text for line in body if line.prose))
    candidates = [line for line in [*cleaned.head, *opening] if _could_be_title(line)]
    if len(candidates) > 1 and candidates[0].words <= MASTHEAD and candidates[0].number == 1:
        candidates = candidates[1:]
    best = _headline(candidates, vocabulary)
    if best is None or not body or (not _fit(best, vocabulary) and best not in opening[:1] and not _close(best, body)):
        return cleaned.lines, None
    rest = tuple(line for line in opening if line.number > best.number and line.text != best.text)
    return rest + tuple(line for line in body if line.text != best.text), best.text


def _headline(candidates: Sequence[Line], vocabulary: set[str]) -> Line | None:
    """The line that tells most of what the body tells, or the one right above it that does nearly as well: below a
    headline there often stands a standfirst, which says more."""
    best = max(candidates, key=lambda line: (_fit(line, vocabulary), line.number), default=None)
    if best is None or not _fit(best, vocabulary):
        return best
    enough = NEARLY_STANDFIRST if best.words >= LONG_FRAGMENT else NEARLY
    near = [
        line
        for line in candidates
        if line is best or (0 < best.number - line.number <= TITLE_REACH and _shared(line, vocabulary) > 1)
    ]
    return next(line for line in near if _fit(line, vocabulary) >= enough * _fit(best, vocabulary))


def _could_be_title(line: Line) -> bool:
    return (
        not (line.rule or line.bullet or line.protected)
        and 3 <= line.words <= LONGEST_TITLE
        and len(_PARTS.findall(line.text)) < 2
    )


def _close(line: Line, body: Sequence[Line]) -> bool:
    """Whether a line stands so close above the body that it can only be its headline."""
    return body[0].number - line.number <= TITLE_REACH and line.words >= 4


def _shared(line: Line, vocabulary: set[str]) -> int:
    return len(content_words(line.text) & vocabulary)


def _fit(line: Line, vocabulary: set[str]) -> float:
    """How well a line names the article: the share of its telling words that the article has, twice told is surer."""
    shared = _shared(line, vocabulary)
    if not shared or line.prose:
        return 0.0
    return shared / len(content_words(line.text)) + 0.2 * min(shared, 6) + 0.3 * line.repeats


def join(lines: Sequence[Line]) -> str:
    """The lines as one text, with an empty line where the dump had one."""
    parts: list[str] = []
    for i, line in enumerate(lines):
        parts.append(("\n\n" if line.gap_before else "\n") * (i > 0) + line.text)
    return "".join(parts)


READER = TextReader()
