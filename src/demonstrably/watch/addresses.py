"""When two addresses are one page: tracking parameters off, and one key for http and https, with and without "www."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import lxml.html
from lxml import etree

from demonstrably.errors import InputError
from demonstrably.fetch.addresses import parse

HEAD = 256 * 1024
"""Bytes at a page's beginning among which its canonical address is looked for."""

MOST_FIELDS = 50
"""Parameters of a query beyond which it is left as it is: no site has so many, but a feed made to keep us busy may."""

_FRONTS = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+")


class Addresses:
    """Cleans addresses by the codebook's `watch` table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        found = table["addresses"]
        self._trackers: Sequence[str] = found["trackers"]
        self._scripts = tuple(found["scripts"])
        self._other = tuple(found["other"])

    def clean(self, url: str) -> str:
        """The address without what only says where a reader came from. Raises InputError for no web address."""
        parts = urlsplit(str(parse(url)))
        query = self._query(parts.path, parts.query)
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))

    def key(self, url: str) -> str:
        """What all spellings of one page's address share. Raises InputError for no web address."""
        return _key(self.clean(url))

    def named(self, url: str) -> tuple[str, str]:
        """Both: (the clean address, its key)."""
        clean = self.clean(url)
        return clean, _key(clean)

    def is_page(self, url: str) -> bool:
        """Whether an address may be an article's: not a picture's or a film's."""
        return not urlsplit(url).path.lower().endswith(self._other)

    def _query(self, path: str, query: str) -> str:
        """The query without trackers, its parameters as they were written."""
        fields = query.split("&")
        if not query or len(fields) > MOST_FIELDS:
            return query
        kept = [field for field in fields if not self._tracks(field.partition("=")[0])]
        if path in ("", "/") or path.lower().endswith(self._scripts):
            return "&".join(kept)
        return "&".join(field for field in kept if not _tracks_by_courlan(field))

    def _tracks(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self._trackers)


def _key(clean: str) -> str:
    parts = urlsplit(clean)
    host = parts.netloc.lower().removeprefix("www.")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/") or "/"
    return f"{host}{path}{'?' if query else ''}{query}"


def _tracks_by_courlan(field: str) -> bool:
    from courlan import clean_url

    cleaned = clean_url(f"https://a.example/a?{field}")
    return cleaned is not None and "?" not in cleaned


def canonical(payload: bytes, url: str) -> str | None:
    """The canonical address that an HTML page's head names for itself, None where it names none to rely on.

    Only one of the same host counts (with or without `www.` and the like), since neighbours under one domain may be
    strangers to each other; and none that leads to its front page: there are sites that call every page that.
    """
    tree = _head(payload)
    if tree is None:
        return None
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return _reliable(link.get("href").strip(), url)
    return None


def _head(payload: bytes) -> Any:
    try:
        return lxml.html.document_fromstring(payload[:HEAD])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _reliable(href: str, url: str) -> str | None:
    try:
        found = parse(str(httpx.URL(url).join(href)))
    except (InputError, httpx.InvalidURL, ValueError):
        return None
    return str(found) if same_host(str(found), url) and not is_front_page(str(found)) else None


def same_host(one: str, other: str) -> bool:
    """Whether two addresses belong to one host, but for what hosts put before their names for phones and the like."""
    first, second = (_FRONTS.sub("", urlsplit(url).netloc.lower(), count=1) for url in (one, other))
    return first == second


def is_front_page(url: str) -> bool:
    """Whether an address names no page of a site, but the site."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def feeds_named(payload: bytes, url: str) -> list[str]:
    """The feeds that a web page names in its head."""
    tree = _head(payload)
    if tree is None:
        return []
    kinds = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
    links = (link for link in tree.iter("link") if kinds.match(link.get("type") or "") and link.get("href"))
    found = []
    for link in links:
        try:
            found.append(str(parse(str(httpx.URL(url).join(link.get("href").strip())))))
        except (InputError, httpx.InvalidURL, ValueError):
            continue
    return list(dict.fromkeys(found))
