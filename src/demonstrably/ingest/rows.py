"""Rows of tables as articles: which column holds what, and what a cell says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, Context
from demonstrably.ingest.days import find_days
from demonstrably.ingest.decode import tidy
from demonstrably.ingest.describe import describe_plain
from demonstrably.ingest.fragment import Fragment, is_markup, read_fragment
from demonstrably.ingest.page import clean_line, is_day, iso_time
from demonstrably.ingest.posts import find_posts
from demonstrably.jsonlines import mend
from demonstrably.language.detect import detect
from demonstrably.model import Document, content_id

FIELDS = ("text", "title", "published", "updated", "url", "outlet", "byline", "language", "via", "id")
"""What a column can hold; only the text is required."""

_SLASHED = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)\b(?:[ T,]+(\d{1,2}):(\d\d))?")
_STAMP = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?$")


def columns_of(names: Sequence[str], location: str, context: Context) -> dict[str, str]:
    """Which column holds what, {"text": "Body"}: as the user says, or by its name as the codebook knows it.

    Raises InputError, naming the columns there are, where one that the user names is missing or none holds the text.
    """
    there = ", ".join(names[:30]) or "none"
    found: dict[str, str] = {}
    for field, name in context.columns.items():
        if name not in names:
            raise InputError(location, f"has no column {name!r}.", remedy=f"Its columns: {there}.")
        found[field] = name
    known: Mapping[str, Sequence[str]] = context.codebook.table("columns")
    plain = {_plain(name): name for name in reversed(names) if name not in found.values()}
    for field in FIELDS:
        fitting = (plain[alias] for alias in known.get(field, ()) if alias in plain)
        if field not in found and (chosen := next((n for n in fitting if n not in found.values()), None)) is not None:
            found[field] = chosen
    if "text" not in found:
        told = f"has no column that is surely the text. Its columns: {there}."
        raise InputError(location, told, remedy="Name it: --columns text=COLUMN")
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def row_document(
    row: Mapping[str, Any], place: str, location: str, day_first: bool | None, context: Context
) -> Document | InputError:
    """A row, by our names of its columns, as a document; an InputError for one without a text, or with too long a one.
    `place` is the row's own location, `day_first` how the table writes days with slashes (None: it does not tell)."""
    written = {field: mend(str(value)) for field, value in row.items() if value is not None}
    if len(written.get("text", "")) > LARGEST:
        return InputError(place, f"has a text of more than {LARGEST // 2**20} MB.", remedy="Split it into articles.")
    line = {field: clean_line(value) or None for field, value in written.items() if field != "text"}
    body = _body(written.get("text", ""), line.get("title"), context)
    if not body.text.strip():
        return InputError(place, "has no text.", remedy="Leave the row out, or fill its text in.")
    found = describe_plain(body.text, body.posts, context)
    given = read_day(written.get("published", ""), day_first, context)
    published, title = given or found.published, line.get("title")
    outlet = line.get("outlet") or context.outlets.of_url(line.get("url")) or found.outlet
    return Document(
        document_id=_id(line.get("id"), "id" in context.columns)
        or content_id("doc", body.text, title, outlet, published),
        text=body.text,
        language=language_code(line.get("language")) or detect(body.text)[0],
        path=location,
        url=line.get("url"),
        title=title,
        outlet=outlet,
        via=line.get("via"),
        byline=line.get("byline") or found.byline,
        published=published,
        published_from="metadata" if given else found.published_from,
        updated=read_day(written.get("updated", ""), day_first, context),
        posts=body.posts,
        dropped=body.dropped,
    )


def _body(written: str, title: str | None, context: Context) -> Fragment:
    """A text as it is but for broken characters; of one that is HTML its words."""
    if is_markup(written):
        try:
            return read_fragment(written, title, context)
        except ValueError:
            pass
    text = tidy(written).strip()
    return Fragment(text, find_posts(text), ())


def _id(written: str | None, named: bool) -> str | None:
    """A row's own name; None where it is but its number, which a row of every other table has too, unless the user has
    named that column."""
    return written if written and (named or not re.fullmatch(r"\d{1,9}(?:\.0)?", written)) else None


def language_code(written: str | None) -> str | None:
    """The two letters of a language as written ("en", "en-GB"), None for what is no code ("German")."""
    match = re.fullmatch(r"([A-Za-z]{2})(?:[-_]\w+)*", (written or "").strip())
    return match.group(1).lower() if match else None


def read_day(written: str, day_first: bool | None, context: Context) -> str | None:
    """A cell as an ISO day or time: ISO, mail's form, seconds since 1970, "31 January 2021", 31/01/2021 where the table
    shows which number is the day. None for what is none of these: a wrong day is worse than none."""
    written = written.strip()
    if told := iso_time(written):
        return told
    if _STAMP.match(written):
        return _of_stamp(float(written))
    if slashed := _SLASHED.match(written):
        return _of_slashed(slashed, day_first)
    day = next((d for d in find_days(written, context.lexicon) if d.year), None)
    return day.iso() if day else None


def _of_stamp(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None


def _of_slashed(match: re.Match[str], day_first: bool | None) -> str | None:
    first, separator, second, year, hour, minute = match.groups()
    if separator == "." or int(first) > 12 or (day_first and int(second) <= 12):
        day, month = first, second
    elif int(second) > 12 or day_first is False or first == second:
        month, day = first, second
    else:
        return None
    told = f"{year}-{int(month):02d}-{int(day):02d}"
    if not is_day(told):
        return None
    return told + (f"T{int(hour):02d}:{minute}:00" if hour and int(hour) < 24 and int(minute) < 60 else "")


def day_comes_first(cells: Sequence[str]) -> bool | None:
    """Whether days with slashes put the day before the month, by a column's cells; None where none of them shows it, or
    they contradict each other."""
    pairs = [(int(m.group(1)), int(m.group(3))) for cell in cells if (m := _SLASHED.match(cell)) and m.group(2) != "."]
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return None if day == month else day


def as_text(value: Any) -> str | None:
    """A typed cell (a date, a number, a list of names) as text; None stays None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value)))
    return str(value)
