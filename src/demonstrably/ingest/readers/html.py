"""HTML pages: the body through trafilatura, the head by our own reading, quoted posts told apart from the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.boxes import join_boxes
from demonstrably.ingest.cleaning import PROSE_WORDS, merge
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.decode import decode, tidy
from demonstrably.ingest.describe import Description, describe_plain
from demonstrably.ingest.embeds import element_lines, lift_embeds, place_embeds
from demonstrably.ingest.fragment import parse_html, without_furniture
from demonstrably.ingest.lexicon import count_words
from demonstrably.ingest.outlets import host_of
from demonstrably.ingest.packed import HEAD
from demonstrably.ingest.page import PageMeta, iso_time, read_meta
from demonstrably.ingest.posts import find_posts
from demonstrably.ingest.reading import whole
from demonstrably.ingest.sniff import HTML, is_page
from demonstrably.language.detect import detect
from demonstrably.model import Document, Dropped, PublishedFrom, content_id

FURNITURE = {"nav": "menu", "footer": "footer", "aside": "headlines", "form": "appeal"}
"""Elements that are no part of an article, with what they mostly are."""

PARAGRAPH = 15
"""Words from which a line of a page is no byline."""

MOSTLY_LINKS = 0.4
"""Share of a list's words in links from which it is a list of other articles."""

TELEGRAM = b"<title>Exported Data</title>"
"""What the pages of Telegram Desktop's export are called."""

LONGEST_DROP = 2000
"""Characters of a dropped block that are kept with the document; the whole is in the capture."""

DEEPEST = 30
"""Tables inside tables that are left to extraction, which takes half a minute for a thousand; pages laid out in tables
have ten."""


class HtmlReader:
    """One article a page."""

    suffixes = (".html", ".htm", ".xhtml")
    media_type = HTML

    def recognises(self, head: bytes) -> bool:
        return is_page(head)

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        if TELEGRAM in source.stream.peek(HEAD)[:2000]:
            told = "is Telegram's export as HTML, all its messages on one page."
            raise InputError(source.location, told, remedy="Export it as JSON, and give result.json.")
        yield from whole(self, source, context)

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        tree = _parse(decode(payload, context.charset).text, location)
        meta = read_meta(tree)
        meta = replace(meta, url=meta.url or context.url)
        embeds, head, blocks = lift_embeds(tree), _head_lines(tree, meta), list(_furniture(tree))
        _free_lists(tree)
        _flatten_tables(tree)
        text, cut = without_furniture(_body(tree, meta), meta.title, context.lexicon)
        if not text.strip():
            raise InputError(location, "holds no article.", remedy="If a script loads it, save it as text.")
        posts = place_embeds(text, embeds) or find_posts(text)
        dropped = merge([*cut, *blocks])
        foot = [line for block in dropped if block.kind in ("metadata", "footer") for line in block.text.split("\n")]
        found = describe_plain(text, posts, context, head=head, foot=foot, location=location)
        document = _document(text, meta, found, _dated(meta, found, tree), location, context)
        return [replace(document, posts=posts, dropped=dropped)]


def _parse(source: str, location: str) -> Any:
    """The page as a tree. Raises InputError for no page."""
    try:
        return parse_html(source)
    except ValueError as error:
        raise InputError(location, f"is no readable HTML ({error}).", remedy="Save the page again.") from None


def _head_lines(tree: Any, meta: PageMeta) -> list[str]:
    """The short lines from the headline on that stand before the second paragraph: byline and date, if the page's head
    told no date; empty otherwise."""
    if meta.published:
        return []
    heading = next(tree.iter("h1"), None)
    above = next((e for e in heading.iterancestors() if len(e) > 1), None) if heading is not None else None
    lines = element_lines(above) if above is not None else []
    paragraphs = [i for i, line in enumerate(lines) if count_words(line) > PARAGRAPH]
    return [line for line in lines[: paragraphs[1] if len(paragraphs) > 1 else None] if count_words(line) <= PARAGRAPH]


def _free_lists(tree: Any) -> None:
    """Make paragraphs of the lists that stand between an article's paragraphs: extraction takes them for menus."""
    for items in list(tree.iter("ul", "ol")):
        before, after = items.getprevious(), items.getnext()
        if before is None or after is None or before.tag != "p" or after.tag != "p":
            continue
        words = count_words(items.text_content())
        linked = sum(count_words(link.text_content()) for link in items.iter("a"))
        if words and linked < MOSTLY_LINKS * words and count_words(before.text_content()) > PROSE_WORDS:
            items.tag = "div"
            for item in items.iter("li"):
                item.tag = "p"


def _flatten_tables(tree: Any) -> None:
    """Make plain boxes of tables inside tables beyond `DEEPEST`."""
    for table in tree.xpath(f"//table[count(ancestor::table) >= {DEEPEST}]"):
        table.tag = "div"


def _body(tree: Any, meta: PageMeta) -> str:
    """The article's paragraphs, one a line."""
    found = _extracted(tree, meta)
    return _extracted(tree, meta) if join_boxes(tree, found) else found


def _extracted(tree: Any, meta: PageMeta) -> str:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(tree, url=meta.url, with_metadata=False, include_comments=False, include_tables=True)
    return tidy(found.text or "") if found else ""


def _furniture(tree: Any) -> Iterator[Dropped]:
    """The outermost menus, asides, forms and footers of the page, as far as they have words."""
    for element in tree.iter(*FURNITURE):
        if not any(parent.tag in FURNITURE for parent in element.iterancestors()):
            words = re.sub(r"\s+", " ", " ".join(element.itertext("*"))).strip()[:LONGEST_DROP]
            if words:
                yield Dropped(FURNITURE[element.tag], f"<{element.tag}> of the page", words)


def _document(
    text: str,
    meta: PageMeta,
    found: Description,
    dated: tuple[str | None, PublishedFrom],
    location: str,
    context: Context,
) -> Document:
    """The document without its posts and dropped blocks."""
    outlet, via = _outlet(meta, found, context)
    return Document(
        document_id=content_id("doc", text, meta.title, outlet, dated[0]),
        text=text,
        language=_language(text, meta),
        path=location,
        url=meta.url,
        title=meta.title,
        outlet=outlet,
        via=via,
        byline=meta.byline or found.byline,
        published=dated[0],
        published_from=dated[1],
        updated=meta.updated or found.updated,
    )


def _outlet(meta: PageMeta, found: Description, context: Context) -> tuple[str | None, str | None]:
    """(outlet, aggregator): who is named as source, in the dateline or byline wrote it, and the site carries it."""
    site = meta.site or context.outlets.of_url(meta.url) or found.via or found.outlet or host_of(meta.url) or None
    writer = context.outlets.agency(meta.byline or "") or (found.outlet if found.sourced else None)
    if writer is None or site is None or _letters(site) == _letters(writer) or context.outlets.agency(site) == writer:
        return site or writer, None
    return writer, site


def _letters(name: str) -> str:
    return re.sub(r"^the|\W+", "", name.casefold())


def _dated(meta: PageMeta, found: Description, tree: Any) -> tuple[str | None, PublishedFrom]:
    """The day of publication: by the head, a <time> of the article's own, the text's own words, then htmldate."""
    if written := meta.published or _time_element(tree):
        return written, "metadata"
    if found.published and found.published_from != "posts":
        return found.published, found.published_from
    if guessed := _guess(tree):
        return guessed, "text"
    return found.published, found.published_from


def _time_element(tree: Any) -> str | None:
    """The first <time> that is not in a quote, a menu or a list of other articles."""
    for element in tree.iter("time"):
        outside = {parent.tag for parent in element.iterancestors()} & {"blockquote", "aside", "nav", "footer", "li"}
        if not outside and (written := iso_time(element.get("datetime"))):
            return written
    return None


def _guess(tree: Any) -> str | None:
    """What htmldate finds once the footer, whose copyright year it would take, is gone from the tree."""
    from htmldate import find_date

    for element in list(tree.iter("footer", "aside", "nav")):
        element.drop_tree()
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and re.search(r"(?:©|\(c\)|copyright)", element.text or "", re.IGNORECASE):
            element.text = ""
    found = find_date(tree, original_date=True, extensive_search=False)
    return str(found) if found and not found.endswith("-01-01") else None


def _language(text: str, meta: PageMeta) -> str:
    """The language the text is in; what the page declares where the text is too short or unlike anything."""
    guessed, confidence = detect(text)
    return guessed if confidence >= 0.5 or not meta.language else meta.language


READER = HtmlReader()
