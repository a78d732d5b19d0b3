"""RSS and Atom: an entry a document. An entry that carries only a summary is read as that, and the feed's note says so.

An entry's address is its link, its outlet the feed's or the source that the feed names for it. Nothing is fetched.
"""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.cleaning import merge
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Source, passed_over
from demonstrably.ingest.fragment import Fragment, is_markup, read_fragment
from demonstrably.ingest.lexicon import count_words
from demonstrably.ingest.outlets import host_of, tidy_name
from demonstrably.ingest.page import clean_line, iso_time
from demonstrably.ingest.reading import captured
from demonstrably.ingest.rows import language_code
from demonstrably.ingest.xml import refuse_entities, root_of
from demonstrably.language.detect import detect
from demonstrably.model import Document, content_id

SUMMARY_WORDS = 150
"""Words below which a description without a content of its own beside it is taken for a summary."""

_LINK_ONLY = "a feed's entry without words: a link only"
_ROOTS = frozenset({"rss", "feed", "rdf"})
_ENDS = (b"</rss>", b"</feed>", b"rdf>")


class FeedReader:
    """RSS 0.9 to 2.0, RDF and Atom, with whatever feedparser forgives."""

    suffixes = (".rss", ".atom", ".rdf", ".xml")
    media_type = "application/rss+xml"

    def recognises(self, head: bytes) -> bool:
        return root_of(head) in _ROOTS

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        payload = source.stream.read(LARGEST + 1)
        _check(payload, source.location)
        found = _parsed(payload, source.location)
        cut = not payload.rstrip(b"\0 \t\r\n").lower().endswith(_ENDS)
        entries = found.entries[:-1] if cut else found.entries
        read = [_document(entry, found.feed, source.location, context) for entry in entries]
        parts: list[Document | InputError] = [document for document, _ in read if document is not None]
        note = _note(sum(is_summary for _, is_summary in read), len(entries))
        yield from captured(payload, source.location, self.media_type, parts, note=note)
        yield from (passed_over(_LINK_ONLY) for document, _ in read if document is None)
        if cut:
            raise InputError(source.location, "is cut off: its last entry is left out.", remedy="Get the feed again.")
        if not entries:
            raise InputError(source.location, "is a feed without entries.", remedy="Get it again, or leave it out.")


def _check(payload: bytes, location: str) -> None:
    if len(payload) > LARGEST:
        raise InputError(location, f"is larger than {LARGEST // 2**20} MB.", remedy="No feed is that long: split it.")
    root = root_of(payload[:65536])
    if root == "opml":
        raise InputError(location, "is a list of feeds (OPML).", remedy=f"Follow them: demonstrably watch {location}")
    if root not in _ROOTS:
        what = f"is XML (<{root[:30]}>), but no feed." if root else "is no XML."
        raise InputError(location, what, remedy="Give RSS or Atom, or the articles as HTML, text or CSV.")
    refuse_entities(payload, location)


def _parsed(payload: bytes, location: str) -> Any:
    import feedparser  # a tenth of a second, for those who read feeds

    try:
        return feedparser.parse(io.BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # all of which it lets through
        raise InputError(location, f"is a broken feed ({error}).", remedy="Get it again.") from error


def _note(summaries: int, entries: int) -> str | None:
    """What a reader of the feed may not expect."""
    if not summaries:
        return None
    return f"{summaries} of its {entries} entries are summaries only; `demonstrably watch` fetches the pages"


def _document(entry: Any, feed: Any, location: str, context: Context) -> tuple[Document | None, bool]:
    """(the entry as a document, None without words; whether its text is only a summary)."""
    title = clean_line(entry.get("title")) or None
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    content = max(contents, key=len, default="")
    body = _read(content or str(entry.get("summary") or ""), title, context)
    if body is None or not body.text:
        return None, False
    link = str(entry.get("link") or "") or None
    outlet, via = _outlet(entry, feed, link, context)
    published = _time(entry, "published") or _time(entry, "updated")
    document = Document(
        document_id=content_id("doc", body.text, title, outlet, published),
        text=body.text,
        language=_language(body.text, feed),
        path=location,
        url=link if link and link.startswith("http") else None,
        title=title,
        outlet=outlet,
        via=via,
        byline=clean_line(entry.get("author")) or None,
        published=published,
        published_from="metadata" if published else "none",
        updated=_time(entry, "updated") if entry.get("published") else None,
        posts=body.posts,
        dropped=merge(body.dropped),
    )
    return document, not content and count_words(body.text) < SUMMARY_WORDS


def _read(written: str, title: str | None, context: Context) -> Fragment | None:
    source = written if is_markup(written) else "<p>" + written.replace("\n", "<br>") + "</p>"
    try:
        return read_fragment(source, title, context) if written.strip() else None
    except ValueError:
        return None


def _outlet(entry: Any, feed: Any, link: str | None, context: Context) -> tuple[str | None, str | None]:
    """(who wrote it, whose feed carried it if that is somebody else)."""
    site = tidy_name(clean_line(feed.get("title"))) or host_of(link) or None
    source = tidy_name(clean_line((entry.get("source") or {}).get("title")))
    writer = source or context.outlets.of_url(link)
    return (writer or site), (site if source and site and source != site else None)


def _time(entry: Any, key: str) -> str | None:
    """A time as the feed writes it, with its zone, or in UTC as feedparser reads forms that we do not."""
    parsed = dict.get(entry, f"{key}_parsed")  # feedparser's own `get` gives one time for another
    return iso_time(dict.get(entry, key)) or (
        datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    )


def _language(text: str, feed: Any) -> str:
    guessed, confidence = detect(text)
    return guessed if confidence >= 0.5 else language_code(feed.get("language")) or guessed


READER = FeedReader()
