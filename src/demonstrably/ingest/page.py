"""What an HTML page says about its article in its head: JSON-LD, OpenGraph and other meta tags, <time>, <h1>."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from demonstrably.ingest.decode import tidy
from demonstrably.ingest.lexicon import plain
from demonstrably.ingest.outlets import tidy_name

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Reportage|Blog|Review)$")
_ISO = re.compile(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_SEPARATOR = re.compile(r"\s+(?:[|•·»*]|[-–—]|::)\s+")

PUBLISHED_KEYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "publish-date", "publishdate", "pubdate", "publication_date", "date.issued", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "date",
    "last-published",
)  # fmt: skip
"""Meta names, the surest first. `date` alone is often the day of the last change, so it comes late."""

UPDATED_KEYS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
)
SITE_KEYS = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "article:publisher",
    "apple-mobile-web-app-title",
)
AUTHOR_KEYS = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")

WEIGHTS = {"og": 2.2, "ld": 2.0, "h1": 2.0, "twitter": 0.5, "title": 1.0}
"""How much each place that names a title counts: what several agree on wins, the one that readers share (og) where all
differ. The first that bears the winner spells it (its quotes, its dashes).

Calibrated on the 127 pages of benchmarks/ingest.py: 107 exact; og alone 105, ld 102, h1 91, <title> 89. On the 93
pages where og and ld do not contradict each other 91 are exact, the other two but for the shape of their quotes. On
the 34 where they do, 16 are: there the reference follows ld 19 times and og 14, by outlet, and what else a page tells
is no guide (the reference is the <h1> 14 times and not 17, nearer the address 16 and 13, shorter 18 and 15). It is
read by a parser an outlet, whose author chose the field: outlets of one layout differ. A ranker of 31 features that
has not seen the outlet has 20 of the 34 (111 of 127; fitted on random halves of the outlets, fewer than these weights
on the others), "ld where the two differ" 19 (110), by headlines no reader sees. So these weights stay: ours is exact
or the page's <h1> on 126."""


@dataclass(frozen=True)
class PageMeta:
    """What the head tells; None where it does not. `published` is an ISO day or time as given, with its zone."""

    title: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None


def read_meta(tree: Any) -> PageMeta:
    """All that a parsed page's head tells about its article."""
    metas = _metas(tree)
    headings = _headings(tree)
    article = _main_article(tree, [*headings, *metas.get("og:title", [])])
    site = _publisher(article) or _first(metas, SITE_KEYS, tidy_name) or _site_in_title(tree, headings)
    return PageMeta(
        title=_title(tree, metas, article, headings, site),
        site=site,
        byline=_authors(article) or _first(metas, AUTHOR_KEYS, _person),
        published=iso_time(article.get("datePublished")) or _first(metas, PUBLISHED_KEYS, iso_time),
        updated=iso_time(article.get("dateModified")) or _first(metas, UPDATED_KEYS, iso_time),
        url=_url(tree, metas),
        language=_language(tree, article),
    )


def clean_line(value: object) -> str:
    """A string from a page's head as plain text: entities resolved (twice escaped ones too), spaces single."""
    if not isinstance(value, str):
        return ""
    text = re.sub(r"<[^>]{1,200}>", "", html.unescape(html.unescape(value)))
    return re.sub(r"\s+", " ", tidy(text)).strip()


def iso_time(value: object) -> str | None:
    """A written time as ISO ("2021-01-31T15:04:00+03:00"), a day where no time is given, None where it is neither."""
    written = clean_line(value)
    match = _ISO.match(written)
    if not match:
        return _mail_time(written)
    year, month, day, hour, minute, second, zone = match.groups()
    if not is_day(f"{year}-{month}-{day}") or f"{year}{month}{day}" < "19900101":
        return None
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone or ""
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone}" if hour else "")


def is_day(written: str) -> bool:
    """Whether the calendar has an ISO day: linking reckons with it."""
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False


def utc(written: str) -> str | None:
    """An ISO time, or one as mails write it, in UTC to the second (also where it has no zone). None for another."""
    try:
        time = datetime.fromisoformat(written.strip())
    except ValueError:
        other = iso_time(written)
        return utc(other) if other and other != written else None
    return (time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)).replace(microsecond=0).isoformat()


def _mail_time(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _metas(tree: Any) -> dict[str, list[str]]:
    """Meta tags by their name, property or itemprop in lower case."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean_line(element.get("content"))
        if key and content:
            found[key.strip().lower()].append(content)
    return found


def _first(metas: dict[str, list[str]], keys: Iterable[str], accept: Any) -> str | None:
    return next((good for key in keys for value in metas.get(key, ()) if (good := accept(value))), None)


def _headings(tree: Any) -> list[str]:
    return [text for element in tree.iter("h1") if (text := clean_line(" ".join(element.itertext())))][:3]


def _objects(value: Any, depth: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    """All objects of a JSON-LD value with their depth."""
    if depth > 12:
        return
    if isinstance(value, dict):
        yield depth, value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth)


def _json(script: Any) -> Any:
    """A script's JSON; broken scripts, of which the web is full, give None."""
    try:
        return json.loads(
            re.sub(r"^\s*<!--|-->\s*$|^\s*//<!\[CDATA\[|//\]\]>\s*$", "", script.text or ""), strict=False
        )
    except (ValueError, RecursionError):
        return None


def _main_article(tree: Any, titles: list[str]) -> dict[str, Any]:
    """The JSON-LD object of the page's own article: by its headline, then the outermost; empty where there is none."""
    known = {plain(title) for title in titles}
    best: tuple[float, dict[str, Any]] = (-1.0, {})
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        for depth, item in _objects(_json(script)):
            types = item.get("@type")
            if any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types])):
                rank = (
                    4.0 * (plain(clean_line(item.get("headline"))) in known) + 2.0 * ("datePublished" in item) - depth
                )
                best = max(best, (10 + rank, item), key=lambda pair: pair[0])
    return best[1]


def _publisher(article: dict[str, Any]) -> str | None:
    return next((name for name in _names(article.get("publisher")) if tidy_name(name)), None)


def _site_in_title(tree: Any, headings: list[str]) -> str | None:
    """What the page's title adds to its headline behind a separator: "Headline - The Courier"."""
    for title in (clean_line(element.text_content()) for element in tree.iter("title")):
        for heading in headings:
            rest = title[len(heading) :]
            if title.startswith(heading) and (separator := _SEPARATOR.match(rest)):
                return tidy_name(_SEPARATOR.split(rest[separator.end() :])[-1])
    return None


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    name = clean_line(value.get("name") if isinstance(value, dict) else value)
    return [name] if name else []


def _authors(article: dict[str, Any]) -> str | None:
    return ", ".join(dict.fromkeys(filter(None, map(_person, _names(article.get("author")))))) or None


def _person(value: str) -> str | None:
    """A writer's name; addresses of profiles and mail are none."""
    name = re.sub(r"^(?:by|von|par|por)\s+", "", value.strip(), flags=re.IGNORECASE)
    return name if name and "://" not in name and "@" not in name and len(name) <= 120 else None


def _url(tree: Any, metas: dict[str, list[str]]) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower() and (element.get("href") or "").startswith("http"):
            return str(element.get("href")).strip()
    return next((url for url in metas.get("og:url", ()) if url.startswith("http")), None)


def _language(tree: Any, article: dict[str, Any]) -> str | None:
    declared = tree.get("lang") or article.get("inLanguage")
    match = re.match(r"[a-z]{2,3}(?=$|[-_])", declared.strip().lower()) if isinstance(declared, str) else None
    return match.group() if match else None


def _title(
    tree: Any, metas: dict[str, list[str]], article: dict[str, Any], headings: list[str], site: str | None
) -> str | None:
    """The title most places agree on, each without the site's name at its end."""
    titles = [clean_line(element.text_content()) for element in tree.iter("title")]
    named = {
        "og": next(iter(metas.get("og:title", ())), ""), "ld": clean_line(article.get("headline")),
        "h1": _likest(headings, next(iter(titles), "")),
        "twitter": next(iter(metas.get("twitter:title", ())), ""), "title": next(iter(titles), ""),
    }  # fmt: skip
    votes: dict[str, float] = defaultdict(float)
    spelling: dict[str, str] = {}
    for place, written in named.items():
        if written:
            bare = _without_site(written, named["ld"] or named["h1"], site)
            key = _letters(bare)
            votes[key] += WEIGHTS[place]
            spelling.setdefault(key, bare)
    return spelling[max(votes, key=lambda key: votes[key])] if votes else None


def _likest(headings: list[str], title: str) -> str:
    """The heading that the page's title begins with; often a site's name is its first <h1>."""
    words = set(plain(title).split())
    return max(headings, key=lambda heading: len(words & set(plain(heading).split())), default="")


def _without_site(title: str, headline: str, site: str | None) -> str:
    """A title without the site's name at its end, or what else a separator cuts off behind the headline."""
    for separator in _SEPARATOR.finditer(title):
        if headline and _letters(title[: separator.start()]) == _letters(headline):
            return title[: separator.start()]
    last = max((separator.end() for separator in _SEPARATOR.finditer(title)), default=0)
    if site and last and _letters(title[last:]).startswith(_letters(site)[:8]):
        return title[:last].rstrip(" |•·»-–—:*")
    return title


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
