"""Social posts embedded in HTML: lifted out of their quotes before extraction, found again in the text after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from demonstrably.ingest.decode import tidy
from demonstrably.ingest.posts import Signature, signatures
from demonstrably.model import Post

_CLASSES = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|bluesky-embed|fb-post|tiktok-embed|text-post-media|"
    r"mastodon-embed|telegram-post|reddit-embed-bq)\b"
)
_BLOCKS = frozenset(
    ("p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "header", "section", "article", "tr", "td", "time")
)
_POST_URL = re.compile(
    r"https?://(?:\w+\.)?(?:twitter\.com/\w+/status|x\.com/\w+/status|instagram\.com/p|bsky\.app/profile/\S+/post|"
    r"facebook\.com/\S+/posts|t\.me/\w+)/[\w.-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Embed:
    """An embedded post: its words as paragraphs, and its signature line where it has one."""

    paragraphs: tuple[str, ...]
    signature: str
    url: str | None


def lift_embeds(tree: Any) -> list[Embed]:
    """Replace each embedded post by plain paragraphs, which extraction keeps, and return them in order."""
    found: list[Embed] = []
    for quote in list(tree.iter("blockquote", "div")):
        if _CLASSES.search(quote.get("class") or "") and quote.getparent() is not None:
            embed = _read(quote)
            if embed.paragraphs:
                found.append(embed)
                _replace(quote, embed)
    return found


def _read(quote: Any) -> Embed:
    lines = element_lines(quote)
    url = next((m.group() for a in quote.iter("a") if (m := _POST_URL.match(a.get("href") or ""))), None)
    cite = quote.get("cite") or quote.get("data-instgrm-permalink")
    for i, line in enumerate(lines):
        if signed := signatures(line):
            own = [*lines[:i], line[: signed[0].start].strip()]
            return Embed(tuple(filter(None, own)), line[signed[0].start :].strip(), url or cite)
    return Embed(tuple(lines), "", url or cite)


def element_lines(quote: Any) -> list[str]:
    """The words of an element, a line for each paragraph and for what stands between paragraphs."""
    parts: list[str] = []
    for event, element in etree.iterwalk(quote, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        if element.tag in ("script", "style", "noscript"):
            words = element.tail if event == "end" else None
        else:
            words = element.text if event == "start" else element.tail if element is not quote else None
        parts.append(re.sub(r"\s+", " ", words or ""))
    text = tidy("".join(parts))
    return [line for raw in text.split("\n") if (line := re.sub(r" +", " ", raw).strip())]


def _replace(quote: Any, embed: Embed) -> None:
    parent, place = quote.getparent(), quote.getparent().index(quote)
    tail = quote.tail
    parent.remove(quote)
    for offset, words in enumerate(filter(None, [*embed.paragraphs, embed.signature])):
        paragraph = etree.Element("p")
        paragraph.text = words
        parent.insert(place + offset, paragraph)
        paragraph.tail = tail if words == (embed.signature or embed.paragraphs[-1]) else None


def place_embeds(text: str, embeds: Sequence[Embed]) -> tuple[Post, ...]:
    """The posts with their spans in the extracted text; one whose words were not extracted has no place in it."""
    posts: list[Post] = []
    position = 0
    for embed in embeds:
        start = text.find(embed.paragraphs[0], position)
        if start >= 0:
            end = _end(text, embed, start)
            signed = next(iter(signatures(embed.signature)), None)
            posts.append(_post(start, end, signed, embed.url))
            position = end
    return tuple(posts)


def _end(text: str, embed: Embed, start: int) -> int:
    end = start + len(embed.paragraphs[0])
    for paragraph in embed.paragraphs[1:]:
        place = text.find(paragraph, end, end + len(paragraph) + 4)
        if place < 0:
            break
        end = place + len(paragraph)
    return end


def _post(start: int, end: int, signed: Signature | None, url: str | None) -> Post:
    if signed is None:
        return Post(start, end, None, None, None, url)
    return Post(start, end, signed.author, signed.handle, signed.posted, url)
