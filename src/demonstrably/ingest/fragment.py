"""HTML without a page around it, as feeds, mails and tables carry it: its words as lines, its posts, its furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from demonstrably.ingest.cleaning import is_sentence
from demonstrably.ingest.contract import Context
from demonstrably.ingest.decode import without_terminal_codes
from demonstrably.ingest.embeds import Embed, element_lines, lift_embeds, place_embeds
from demonstrably.ingest.lexicon import Lexicon, Rule
from demonstrably.ingest.posts import find_posts, signatures
from demonstrably.model import Dropped, Post

LEADING = Rule("menu", "list above the article", 0, 0, frozenset(), (), (), ())

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that XML has no place for: extraction gives up on a page that holds one."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|ul|ol|li|h[1-6]|blockquote|a|table|span|em|strong|b|i)\b[^<>]{0,500}>", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|max-height\s*:\s*0", re.IGNORECASE)


@dataclass(frozen=True)
class Fragment:
    """A fragment's text with its posts, and the blocks that were dropped from it."""

    text: str
    posts: tuple[Post, ...]
    dropped: tuple[Dropped, ...]


def parse_html(source: str) -> Any:
    """HTML as a tree, whole page or fragment; one cut off in the middle is closed. Raises ValueError for no HTML."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", _CONTROL.sub("", without_terminal_codes(source)))
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True)
    try:
        return lxml.html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from None


def is_markup(text: str) -> bool:
    """Whether a text is HTML by its tags, and not prose that only names one."""
    return len(_MARKUP.findall(text)) >= 2 or bool(re.match(r"\s*<(?:p|div|html|!doctype)\b", text, re.IGNORECASE))


def fragment_lines(source: str) -> tuple[list[str], list[Embed]]:
    """A fragment's words as lines, hidden ones left out, and the posts in it. Raises ValueError for no HTML."""
    tree = parse_html(source)
    for element in list(tree.iter("head", "title", "style", "script")):
        element.drop_tree()
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and _HIDDEN.search(e.get("style") or "")]:
        if element.getparent() is not None:
            element.drop_tree()
    embeds = lift_embeds(tree)
    return element_lines(tree), embeds


def read_fragment(source: str, title: str | None, context: Context) -> Fragment:
    """A feed entry or the like, which is all article but for the pointers below it. Raises ValueError for no HTML."""
    lines, embeds = fragment_lines(source)
    text, dropped = without_furniture("\n".join(lines), title, context.lexicon)
    return Fragment(text, place_embeds(text, embeds) or find_posts(text), tuple(dropped))


def without_furniture(body: str, title: str | None, lexicon: Lexicon) -> tuple[str, list[Dropped]]:
    """The body without pointers to other articles, share bars and captions that were taken along."""
    kept: list[str] = []
    dropped: list[Dropped] = []
    own = {line for post in find_posts(body) for line in body[post.start : post.end].split("\n")}
    for line in filter(None, map(str.strip, body.split("\n"))):
        rule = None if line in own or signatures(line) else lexicon.furniture(line)
        if not kept and line.startswith("- ") and not is_sentence(line):
            rule = LEADING
        if not kept and line == title:
            continue
        if rule:
            dropped.append(Dropped(rule.kind, rule.reason, line))
        else:
            kept.append(line)
    return "\n".join(kept), dropped


def links_of(source: str) -> Iterator[tuple[str, str]]:
    """(words, address) of a fragment's links to web pages, in order."""
    for link in parse_html(source).iter("a"):
        address = (link.get("href") or "").strip()
        if address.startswith(("http://", "https://")):
            yield re.sub(r"\s+", " ", link.text_content()).strip(), address
