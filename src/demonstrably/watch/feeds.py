"""What a feed or sitemap lists: the addresses of articles, with times."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import httpx

from demonstrably.errors import InputError
from demonstrably.fetch.coding import CodingError, Decoder, TooMuch
from demonstrably.fetch.values import MEBIBYTE
from demonstrably.ingest.readers.sitemap import news_links
from demonstrably.ingest.xml import refuse_entities
from demonstrably.watch.addresses import feeds_named

LARGEST = 50 * MEBIBYTE
"""Bytes of an unpacked sitemap: what the standard permits."""

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|rdf|urlset|sitemapindex|html)[\s>/]|<!doctype\s+(html)", re.IGNORECASE)
_STYLE = re.compile(rb"<\?.{0,500}?\?>|<!--.{0,2000}?-->", re.DOTALL)
"""What may stand before the root; bounded, or a head of nothing but openings would take for ever."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is listed. `published` and `updated` (last change) are ISO times in UTC, None where the list does
    not tell; one that tells the last change only has told when the article was there."""

    url: str
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists: articles, or (an index) further sitemaps. `note` says what was wrong with it, None if
    nothing."""

    kind: Literal["feed", "sitemap", "index"]
    entries: tuple[Entry, ...]
    note: str | None = None


def read_listing(payload: bytes, url: str, content_type: str = "", sitemaps: Sequence[str] = ()) -> Listing:
    """The listing at an address. `sitemaps` are those that the site's robots.txt names.

    Raises InputError, with a remedy, for what is no feed and no sitemap.
    """
    payload = _unpacked(payload, url)
    root = _ROOT.search(_STYLE.sub(b"", payload[:65536]))
    name = (root.group(1) or root.group(2)).lower() if root else b""
    if name in (b"urlset", b"sitemapindex"):
        return _sitemap(payload, url)
    if name == b"html":
        raise _web_page(payload, url, sitemaps)
    return _feed(payload, url, content_type)


def _unpacked(payload: bytes, url: str) -> bytes:
    if not payload.startswith(b"\x1f\x8b"):
        return payload
    try:
        return Decoder("gzip", LARGEST).feed(payload)
    except (TooMuch, CodingError):
        raise InputError(url, "cannot be unpacked.", remedy="Check it in a browser.") from None


def _web_page(payload: bytes, url: str, sitemaps: Sequence[str]) -> InputError:
    """A page for people in the place of a feed: a log-in, a consent wall, or the wrong address."""
    named = [*feeds_named(payload, url), *sitemaps]
    remedy = f"Its feed seems to be {named[0]}" if named else "Look for the feed's address; the site may want a log-in."
    return InputError(url, "is a web page, no feed.", remedy=remedy)


def _feed(payload: bytes, url: str, content_type: str) -> Listing:
    import feedparser

    refuse_entities(payload, url)
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # never the bytes themselves: feedparser would take short ones for a file's name
    found = feedparser.parse(
        io.BytesIO(payload), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    entries = tuple(entry for one in found.entries if (entry := _entry(one, url)))
    broken = _told(found.get("bozo_exception")) if found.get("bozo") else None
    if not found.get("version") and not entries:
        raise InputError(
            url, f"is no feed and no sitemap ({broken or 'nothing in it is one'}).", remedy="Check it in a browser."
        )
    if broken and not entries:
        raise InputError(url, f"has no readable entries ({broken}).", remedy="It is read again at the next pass.")
    return Listing("feed", entries, f"is broken XML ({broken})" if broken else None)


def _told(error: Any) -> str | None:
    """What feedparser minded; a wrong charset or media type in the header is no matter."""
    name = type(error).__name__
    if error is None or name in ("CharacterEncodingOverride", "NonXMLContentType"):
        return None
    message = getattr(error, "getMessage", lambda: str(error))()
    line = getattr(error, "getLineNumber", lambda: None)()
    return f"line {line}: {message}" if line else str(message)


def _entry(found: Any, base: str) -> Entry | None:
    """None for an entry that leads nowhere."""
    link = found.get("feedburner_origlink") or found.get("link") or ""
    if not link.strip():
        return None
    # asked without `in`, feedparser would give the time of publication for it
    updated = _from_tuple(found["updated_parsed"]) if "updated_parsed" in found else None
    url = _joined(base, link.strip())
    return Entry(url, _from_tuple(found.get("published_parsed")) or updated, updated)


def _joined(base: str, link: str) -> str:
    """A link as a whole address; one that cannot be read is left as it is, and told when it is to be fetched."""
    if "://" in link:
        return link
    try:
        return str(httpx.URL(base).join(link))
    except (httpx.InvalidURL, ValueError):
        return link


def _from_tuple(when: time.struct_time | None) -> str | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(when), UTC).isoformat() if when else None
    except (ValueError, OverflowError, OSError):
        return None


def _sitemap(payload: bytes, url: str) -> Listing:
    links = news_links(payload, url)
    entries = tuple(Entry(link.url, _iso(link.published) or _iso(link.changed), _iso(link.changed)) for link in links)
    return Listing("index" if any(link.is_map for link in links) else "sitemap", entries)


def _iso(written: str | None) -> str | None:
    """An ISO day or time as one in UTC, None where it is none."""
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    if found is None:
        return None
    return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()
