"""An article that its page cuts into several boxes, around advertisements or a paywall, put together again.

Extraction looks for the one box that holds the article, and takes the first of three for the whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

PARAGRAPH = 80
"""Characters from which a <p> is a paragraph and no caption or byline."""

PARAGRAPHS = 2
"""Paragraphs that a box must have to be a part of the article: a teaser or a comment has one."""

APART = frozenset({"aside", "nav", "footer", "form", "blockquote", "li"})
"""Elements that hold no part of the article itself."""

Kind = tuple[str, str, Any, int]
"""What parts of one article share: tag, class, the <article> around them, and how many <h1> stand before them (the next
article of an endless page has its own)."""


def join_boxes(tree: Any, found: str) -> bool:
    """Move what stands in the later boxes of a divided article to the end of its first, if `found` (what extraction
    took for the article) lacks one of them. Tells whether anything was moved, and extraction is to be asked again."""
    joined = False
    for first, *later in _divided(tree, _letters(found)):
        for box in later:
            for child in list(box):
                first.append(child)
        joined = True
    return joined


def _divided(tree: Any, found: str) -> Iterator[list[Any]]:
    """The boxes of one kind in the page's order, where some of several are found and some are not at all."""
    kinds: dict[Kind, dict[Any, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for kind, box, paragraph in _paragraphs(tree):
        kinds[kind][box].append(_letters(paragraph)[:PARAGRAPH] in found)
    for boxes in kinds.values():
        solid = [any(told) for told in boxes.values() if len(told) >= PARAGRAPHS]
        nested = any(outer in boxes for box in boxes for outer in box.iterancestors())
        if any(solid) and not all(solid) and not nested:
            yield list(boxes)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _paragraphs(tree: Any) -> Iterator[tuple[Kind, Any, str]]:
    """For each paragraph of the page that may be an article's, the kind of its box, the box and its words."""
    headings = 0
    for element in tree.iter("h1", "p"):
        headings += element.tag == "h1"
        text = str(element.text_content()) if element.tag == "p" else ""
        if len(text) >= PARAGRAPH:
            box, around = element.getparent(), list(element.iterancestors())
            if box.get("class") and APART.isdisjoint(outer.tag for outer in around):
                article = next((outer for outer in around if outer.tag == "article"), None)
                yield (box.tag, box.get("class"), article, headings), box, text
