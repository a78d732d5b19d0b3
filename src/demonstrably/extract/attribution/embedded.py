"""Posts and letters in a text: who wrote what stands over his name ("— Vigia (@vigia) June 13, 2026"), under it ("Vigia
@vigia · June 14"), or behind it ("Peter in Melbourne: 3,000 of us came")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.discourse import Discourse

Span = tuple[int, int]

_CAPITAL = r"[A-ZÀ-ŽА-Я]"
_HANDLE = r"\(?@\w{2,}\)?"
_DATED = rf"[ \t]*[·|•,–—-]?[ \t]*(?:{_CAPITAL}[a-z]+\.? \d|\d{{1,2}} ?[A-Za-z]|\d{{1,4}}[./:-]\d)[^\n:]{{0,30}}"
_TIME = r"(?:[ \t,]*\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\.?)?)?\)?"
_PERSON = rf"{_CAPITAL}[\w'’.-]+(?: {_CAPITAL}[\w'’.-]+){{0,2}}"
_SIGNED = re.compile(
    rf"(?:^|(?<=[\s.!?\"”]))(?:—|–|--|-)[ \t]*(?P<name>{_CAPITAL}[^\n()@:]{{1,50}}?) {_HANDLE}{_DATED}"
    rf"|(?<=[\"”])[ \t]*(?:-[ \t]|\n?[ \t]*(?:—|–|--))[ \t]*(?P<speaker>{_PERSON})(?:, [^\n.:]{{2,60}})?[ \t]*$",
    re.MULTILINE,
)
"""Who signs a post, or what he is quoted with, behind a dash."""
_DASHED = re.compile(r"[\"”][ \t]*\n?[ \t]*[—–-]")
"""Without which nobody signs a quotation."""
_HEADED = re.compile(
    rf"^[ \t]*(?P<name>(?!RT\b|Replying to\b){_CAPITAL}[^\n@:.!?(]{{1,50}}?(?=[ \t]*\(?@)"
    rf"|@\w{{2,}}(?=:|,? ?\(?{_DATED}))[ \t]*"
    rf"(?:{_HANDLE}(?:{_DATED})?|,? ?\(?{_DATED}{_TIME})?(?::[ \t]|:?[ \t]*\n(?=\S))",
    re.MULTILINE,
)
"""Whom a line names by his account before the post below or behind it."""
_LABELLED = re.compile(
    rf"^[ \t]*(?P<name>Our (?:\w+ ){{0,2}}?\w+|{_PERSON})(?P<told>, \d\d)?(?:,? (?P<at>in|from)|,) {_PERSON}:[ \t]",
    re.MULTILINE,
)
"""Who is named with his town before what he writes or says."""
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y|me)\b(?!\.\w)")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What somebody wrote, from `start` to `end`; `name` is where he is named, within the label `label`. What is
    `posted` may tell others' words, who then speak before its author."""

    start: int
    end: int
    name: Span
    label: Span
    posted: bool = True


class EmbeddedTexts:
    """Finds who wrote what a text holds of others' in the form of its own lines."""

    def __init__(self, names: SourceNames, is_place: Callable[[str], bool]) -> None:
        """`is_place` tells whether a name is a place's: a place's name heads its own row."""
        self._names = names
        self._is_place = is_place

    def at(self, discourse: Discourse, offset: int) -> Embedded | None:
        """The text of somebody else's that an offset stands in; None in none, and in a post whose author the
        document knows."""
        post = discourse.post_at(offset)
        if post is not None and (post.author or post.handle):
            return None
        found = discourse.once((self, "embedded"), lambda: list(self._find(discourse.text)))
        return next((one for one in found if one.start <= offset < one.end), None)

    def _find(self, text: str) -> Iterator[Embedded]:
        posted = "@" in text
        headed = list(_HEADED.finditer(text)) if posted else []
        signed = list(_SIGNED.finditer(text)) if posted or _DASHED.search(text) else []
        borders = [m.start() for m in (*headed, *signed)]
        for mark in (m for m in signed if not self._is_page(m["speaker"] or "")):
            end = len(text[: mark.start()].rstrip())
            yield Embedded(
                text.rfind("\n", 0, end) + 1, end, mark.span(mark.lastgroup or 0), mark.span(), mark["speaker"] is None
            )
        for head in headed:
            end = min([at for at in borders if at >= head.end()], default=len(text))
            yield Embedded(head.end(), min(end, _paragraph_end(text, head.end())), head.span("name"), head.span())
        for named in _LABELLED.finditer(text):
            end = _paragraph_end(text, named.end())
            own = _FIRST_PERSON.search(text, named.end(), end) is not None
            person = named["told"] or named["at"] or text[named.end() : named.end() + 1] in '"“'
            if own and (person or not self._is_place(named["name"])):
                yield Embedded(named.end(), end, named.span("name"), named.span(), posted=False)

    def _is_page(self, name: str) -> bool:
        """Whether a name behind a quotation may be that of its page ("... - Daily Post") or of a place."""
        return bool(name) and (self._is_place(name) or self._names.kind_of(name) in ("outlet", "agency"))


def _paragraph_end(text: str, start: int) -> int:
    """Where the paragraph that an offset stands in ends."""
    end = text.find("\n\n", start)
    return end if end >= 0 else len(text)
