"""JSONL: a row an article, {"id", "text", "published", "outlet", "url", "language"}, its text taken to the letter."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from demonstrably.errors import DemonstrablyError, InputError
from demonstrably.ingest.contract import LARGEST, SLICE, Context, Ingested, Kept, Source, defect, too_deep
from demonstrably.ingest.describe import describe_plain
from demonstrably.ingest.posts import find_posts
from demonstrably.ingest.reading import documents_of
from demonstrably.ingest.sniff import JSONL, is_jsonl, sniff
from demonstrably.language.detect import detect
from demonstrably.model import Document

_OPTIONAL = ("published", "outlet", "url", "language", "title", "byline", "via", "updated")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$")
_EXAMPLE = 'A row looks like {"id": "a1", "text": "...", "published": "2021-01-31"}.'


class JsonlReader:
    """Rows with an id and a text; the rest is optional, and worked out from the text where a row does not give it."""

    suffixes = (".jsonl", ".ndjson")
    media_type = JSONL

    def recognises(self, head: bytes) -> bool:
        return is_jsonl(head)

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        """Slices of whole lines, so that the file's size does not matter."""
        first_line = 1
        for count, payload in slices(source.stream):
            if first_line == 1:
                sniff(payload, source.location, JSONL)
            yield from documents_of(payload, source.location, self, context.at_line(first_line))
            first_line += count

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        parts: list[Document | InputError] = []
        for number, line in enumerate(payload.removeprefix(b"\xef\xbb\xbf").split(b"\n"), context.first_line):
            if line.strip():
                parts.append(_row(line, f"{location}:{number}", location, context))
        return parts


def slices(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(number of lines, bytes) of each slice; an empty stream gives one empty slice."""
    buffer, count, any_line = io.BytesIO(), 0, False
    for line in (kept := Kept(_lines(stream))):
        any_line = True
        buffer.write(line)
        count += 1
        if buffer.tell() >= SLICE:
            yield count, buffer.getvalue()
            buffer, count = io.BytesIO(), 0
    if count or not any_line:
        yield count, buffer.getvalue()
    kept.give_up()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LARGEST + 1):
        yield line
        _skip_rest(stream, line)


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    """Read past what is left of a line that was cut at the limit."""
    while len(line) > LARGEST and not line.endswith(b"\n"):
        line = stream.readline(LARGEST + 1)
        if not line:
            return


def _row(line: bytes, place: str, location: str, context: Context) -> Document | InputError:
    try:
        return _document(_parse(line, place), location, context)
    except InputError as error:
        return error
    except DemonstrablyError:
        raise
    except Exception as error:
        return defect(place, error)


def _parse(line: bytes, place: str) -> dict[str, Any]:
    """A checked row. Raises InputError, naming the line, for whatever cannot be taken to the letter."""
    if len(line) > LARGEST:
        raise InputError(place, f"is a row of more than {LARGEST // 2**20} MB.", remedy="Split it into articles.")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(place, "is not UTF-8.", remedy="Convert the file with iconv -t UTF-8.") from None
    except RecursionError:
        raise too_deep(place) from None
    except ValueError as error:
        raise InputError(place, f"is not JSON ({error}).", remedy=_EXAMPLE) from None
    if not isinstance(row, dict):
        raise InputError(place, f"is no object but a {type(row).__name__}.", remedy=_EXAMPLE)
    _check(row, place)
    return row


def _check(row: dict[str, Any], place: str) -> None:
    for key in ("id", "text"):
        value = row.get(key)
        if not isinstance(value, (str, int) if key == "id" else str) or value is True or not str(value).strip():
            raise InputError(place, f"has no {key!r}.", remedy=_EXAMPLE)
    for key in _OPTIONAL:
        if not isinstance(row.get(key), str | None):
            raise InputError(place, f"has {key!r} that is no string.", remedy=_EXAMPLE)
    if row.get("published") and not _is_day(row["published"].strip()):
        raise InputError(place, f"has published {row['published']!r}.", remedy="Write an ISO day: 2021-01-31.")
    try:
        f"{row['id']}{row['text']}".encode()
    except UnicodeEncodeError:
        raise InputError(place, "has half of a surrogate pair.", remedy="Write the row again as UTF-8.") from None


def _is_day(written: str) -> bool:
    """Whether it is an ISO day or time, of a day that the calendar has: everything later reckons with it."""
    try:
        return bool(_ISO.match(written)) and bool(date.fromisoformat(written[:10]))
    except ValueError:
        return False


def _document(row: dict[str, Any], location: str, context: Context) -> Document:
    text: str = row["text"]
    given = {key: (row.get(key) or "").strip() or None for key in _OPTIONAL}
    posts = find_posts(text)
    found = describe_plain(text, posts, context)
    published = given["published"] or found.published
    return Document(
        document_id=str(row["id"]),
        text=text,
        language=given["language"] or detect(text)[0],
        path=location,
        url=given["url"],
        title=given["title"],
        outlet=given["outlet"] or found.outlet,
        via=given["via"] or (found.via if not given["outlet"] else None),
        byline=given["byline"] or found.byline,
        published=published,
        published_from="metadata" if given["published"] else found.published_from,
        updated=given["updated"],
        posts=posts,
    )


READER = JsonlReader()
