"""Sitemaps: addresses of pages, of news with title and time. They hold no text, so as an input they are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Source
from demonstrably.ingest.page import clean_line, iso_time
from demonstrably.ingest.xml import refuse_entities, root_of

_ROOTS = frozenset({"urlset", "sitemapindex"})


@dataclass(frozen=True, slots=True)
class NewsLink:
    """An address that a sitemap names. The other fields are None where it is no news entry or does not tell.

    `published` is an ISO day or time, `language` a code of two letters, `outlet` the publication's name; `changed` is
    when the page was last changed; `is_map` says that the address is another sitemap's.
    """

    url: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    changed: str | None = None
    is_map: bool = False


class SitemapReader:
    """Sitemaps and indices of them."""

    suffixes = ()
    media_type = "application/sitemap+xml"

    def recognises(self, head: bytes) -> bool:
        return root_of(head) in _ROOTS

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        links = news_links(source.stream.read(LARGEST), source.location)
        news = sum(bool(link.title) for link in links)
        told = f"is a sitemap: {len(links)} addresses, {news} of them news, and no texts."
        raise InputError(source.location, told, remedy="`demonstrably watch` fetches their pages.")
        yield  # a generator, as every reader's parts are


def news_links(payload: bytes, location: str) -> list[NewsLink]:
    """The addresses in a sitemap's order, once each. One cut off gives those before the cut.

    Raises InputError for what is no sitemap.
    """
    refuse_entities(payload, location)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(payload, parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None or _name(tree).lower() not in _ROOTS:
        raise InputError(location, "is no sitemap that can be read.", remedy="Get it again.")
    links = (_link(element) for element in tree if isinstance(element.tag, str))
    return list({link.url: link for link in links if link is not None}.values())


def _name(element: etree._Element) -> str:
    """A tag without its namespace, valid or not."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _link(element: etree._Element) -> NewsLink | None:
    told = {_name(e): clean_line(e.text) for e in element.iter() if isinstance(e.tag, str)}
    url = told.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    return NewsLink(
        url,
        told.get("title") or None,
        iso_time(told.get("publication_date")),
        told.get("language", "")[:2].lower() or None,
        told.get("name") or None,
        iso_time(told.get("lastmod")),
        _name(element) == "sitemap",
    )


READER = SitemapReader()
