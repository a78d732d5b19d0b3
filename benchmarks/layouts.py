"""Pages as outlets build them, made up around a text: menus, scripts, share bars, related headlines, footers.

Five layouts, from a bare one with hardly a mark-up to one where the article is a tenth of the words and a fiftieth of
the bytes. Seeded: the same random numbers give the same page.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Callable
from dataclasses import dataclass

SECTIONS = ["World", "Politics", "Business", "Sport", "Culture", "Opinion", "Weather", "Science", "Travel", "Video"]
HEADLINES = [
    "Ten recipes for a rainy weekend", "Rates held for a third month", "How the harbour tunnel was built",
    "Coach names an unchanged side", "What to see at the book fair", "Village school to reopen in spring",
    "Airline adds two routes", "The quiet comeback of the tram", "Protesters block motorway for second day",
    "Thousands march against pension plan", "Strike shuts refineries", "Council approves new library",
    "Storm warning for the coast", "Star tenor cancels tour", "Farmers rally outside parliament",
]  # fmt: skip
"""Of other articles. Some tell of gatherings: they are what a menu or a box of headlines may mislead by."""

WORDS = ["config", "track", "slot", "render", "queue", "event", "client", "payload", "widget", "consent", "vendor"]


@dataclass(frozen=True)
class Article:
    """What a page is built around. `day` is an ISO day."""

    title: str
    text: str
    language: str
    day: str
    outlet: str


Layout = Callable[[Article, random.Random], str]


def page_of(article: Article, rng: random.Random) -> str:
    """The article as some outlet would put it on a page."""
    return rng.choice(LAYOUTS)(article, rng)


def _paragraphs(article: Article) -> list[str]:
    """The text's own paragraphs, or stretches of some four sentences."""
    lines = [line.strip() for line in article.text.split("\n") if line.strip()]
    if len(lines) > 2:
        return [html.escape(line, quote=False) for line in lines]
    sentences = article.text.replace("\n", " ").split(". ")
    parts = [". ".join(sentences[at : at + 4]) + "." for at in range(0, len(sentences), 4)]
    return [html.escape(part.rstrip(".") + ".", quote=False) for part in parts]


def _head(article: Article, rng: random.Random, kilobytes: int) -> str:
    linked = {"@type": "NewsArticle", "headline": article.title, "datePublished": f"{article.day}T08:30:00Z",
              "publisher": {"name": article.outlet}}  # fmt: skip
    return (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(article.title)} | {article.outlet}</title>"
        f'<meta property="og:title" content="{html.escape(article.title)}">'
        f'<meta property="article:published_time" content="{article.day}T08:30:00Z">'
        f'<script type="application/ld+json">{json.dumps(linked)}</script>'
        f"<style>{_style(rng)}</style>{_scripts(rng, kilobytes)}</head>"
    )


def _style(rng: random.Random) -> str:
    return "".join(
        f".c{rng.randrange(16**6):06x}{{margin:{rng.randrange(40)}px;color:#{rng.randrange(16**6):06x}}}"
        for _ in range(150)
    )


def _scripts(rng: random.Random, kilobytes: int) -> str:
    """So many kilobytes of scripts and their data, as dull and as packable as they are."""
    parts = []
    for _ in range(max(1, kilobytes // 8)):
        values = {f"{rng.choice(WORDS)}_{n}": f"{rng.randrange(16**8):08x}" for n in range(60)}
        calls = "".join(
            f"window.{rng.choice(WORDS)}.{rng.choice(WORDS)}({n},'{rng.choice(WORDS)}');" for n in range(170)
        )
        parts.append(f"<script>var d={json.dumps(values)};(function(){{{calls}}})();</script>")
    return "".join(parts)


def _menu(rng: random.Random, depth: int) -> str:
    items = "".join(
        f'<li><a href="/{name.lower()}/{n}">{name} {n or ""}</a></li>'
        for n in range(depth)
        for name in rng.sample(SECTIONS, len(SECTIONS))
    )
    return f'<nav class="menu"><ul>{items}</ul></nav>'


def _related(rng: random.Random, count: int, tag: str = "aside") -> str:
    cards = "".join(
        f'<div class="card"><img src="/i/{rng.randrange(10**6)}.jpg" alt=""><h3><a href="/a/{rng.randrange(10**6)}">'
        f"{rng.choice(HEADLINES)}</a></h3><span>{rng.randrange(1, 23)} hours ago</span></div>"
        for _ in range(count)
    )
    return f'<{tag} class="related"><h2>More stories</h2>{cards}</{tag}>'


def _footer(article: Article) -> str:
    links = "".join(f'<a href="/{n}">{n}</a>' for n in ("About us", "Contact", "Privacy", "Jobs", "Terms of use"))
    return f"<footer><p>© {article.day[:4]} {article.outlet}. All rights reserved.</p>{links}</footer>"


def _share() -> str:
    return (
        '<div class="share"><a href="#">Share</a><a href="#">Tweet</a><a href="#">Mail</a><a href="#">Print</a></div>'
    )


def _plain(article: Article, rng: random.Random) -> str:
    """A small paper's page: a menu, the article, a footer."""
    body = "".join(f"<p>{part}</p>" for part in _paragraphs(article))
    return (
        f"{_head(article, rng, 16)}<body>{_menu(rng, 1)}<article><h1>{html.escape(article.title)}</h1>{body}</article>"
        f"{_footer(article)}</body></html>"
    )


def _portal(article: Article, rng: random.Random) -> str:
    """A portal's: a deep menu, boxes on every side, most words not the article's."""
    body = "".join(f'<p class="p">{part}</p>' for part in _paragraphs(article))
    return (
        f"{_head(article, rng, 120)}<body><header>{_menu(rng, 6)}</header>{_related(rng, 12, 'section')}"
        f'<div id="wrap"><div class="main-content"><h1>{html.escape(article.title)}</h1>{_share()}'
        f'<div class="byline">By Staff Writer, {article.day}</div><div class="article-body">{body}</div>'
        f"{_share()}</div>"
        f"{_related(rng, 20)}</div>{_related(rng, 30, 'section')}{_footer(article)}{_scripts(rng, 40)}</body></html>"
    )


def _boxed(article: Article, rng: random.Random) -> str:
    """A tabloid's: boxes of other headlines between the paragraphs."""
    parts = []
    for number, part in enumerate(_paragraphs(article)):
        parts.append(f"<p>{part}</p>")
        if number % 3 == 1:
            parts.append(f'<div class="readmore"><a href="/a/{rng.randrange(10**6)}">{rng.choice(HEADLINES)}</a></div>')
    return (
        f"{_head(article, rng, 60)}<body>{_menu(rng, 3)}<main><h1>{html.escape(article.title)}</h1>{''.join(parts)}"
        f"{_related(rng, 10)}</main>{_footer(article)}{_scripts(rng, 24)}</body></html>"
    )


def _blocks(article: Article, rng: random.Random) -> str:
    """An agency's: no paragraphs, but blocks in blocks, as some editors' software makes them."""
    body = "".join(f'<div class="b"><div class="t"><span>{part}</span></div></div>' for part in _paragraphs(article))
    return (
        f"{_head(article, rng, 80)}<body><div class='top'>{_menu(rng, 2)}</div><div class='story'>"
        f"<h2>{html.escape(article.title)}</h2><div class='when'>{article.day}</div>{body}</div>"
        f"{_related(rng, 6, 'div')}{_footer(article)}</body></html>"
    )


def _old(article: Article, rng: random.Random) -> str:
    """An old site's: tables, and breaks for paragraphs."""
    body = "<br><br>\n".join(_paragraphs(article))
    cells = "".join(f"<tr><td><a href='/{n}'>{name}</a></td></tr>" for n, name in enumerate(SECTIONS * 2))
    return (
        f"{_head(article, rng, 8)}<body><table><tr><td width=150><table>{cells}</table></td><td><font size=4>"
        f"{html.escape(article.title)}</font><p>{body}</p></td><td>{_related(rng, 5, 'div')}</td></tr></table>"
        f"{_footer(article)}</body></html>"
    )


LAYOUTS: tuple[Layout, ...] = (_plain, _portal, _boxed, _blocks, _old)
