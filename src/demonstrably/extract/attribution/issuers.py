"""Issuers: the body whose own document a text is, a monitor's bulletin or a ministry's release, and so the source of
what it asserts.

A body issues a text that bears its name at the head and says of what kind it is ("Vigia, legal aid" over "Bulletin
14"), or in which it speaks of itself as "we". One such sign is not enough: headlines name bodies ("Red Cross: 12
hurt"), and newspapers say "we". Outlets issue nothing here: what they assert has no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrases import Phrase, PhraseBuilder
from demonstrably.extract.attribution.quotations import quotation_of
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.discourse import Discourse

Span = tuple[int, int]

_NO_BODIES = ("outlet", "agency", "witness", "social_account")
"""Kinds of whoever issues nothing here, unless his name ends as a body's ("Journalists' Safety Desk")."""

_HEAD_LINES = 4
_LONGEST_HEAD = 160
"""Characters of a line that can be of a letterhead."""

_CAPITAL = r"[A-ZÀ-ŽА-Я]"
_NAME = (
    rf"(?:[Tt]he |THE )?{_CAPITAL}[\w.'’-]*(?: (?:of|for|the|and|de|di|da|del|la|&|[\"“]?{_CAPITAL}[\w.'’-]*[\"”]?))*"
)
_LETTERHEAD = re.compile(rf"[ \t*•]*(?P<name>{_NAME})(?=[ \t]*(?:$|[,(|:·]|[—–-][ \t]))")
_MOST_WORDS = 7
_FEWEST_VOICED = 2
"""Sentences outside quotations in which the body says "we", or names itself, where nothing says what kind of text it
is."""
_FIRST = 5
"""Sentences at a statement's beginning in which the body may present itself."""


class Issuers:
    """Finds issuers by the codebook's table "<language>/attribution", part "issuers"."""

    def __init__(self, codebook: Codebook, rules: AttributionRules, lexicon: CueLexicon, language: str = "en") -> None:
        table = codebook.table(f"{language}/attribution")["issuers"]
        self._rules = rules
        self._names = SourceNames(codebook)
        self._phrases = PhraseBuilder(lexicon)
        self._bodies = frozenset(table["bodies"])
        genres, keepers, others = ("|".join(table[part]) for part in ("genres", "keepers", "not_own"))
        self._genre = re.compile(
            rf"(?:[\w-]+ ){{0,3}}(?:{genres})\b(?: (?:no\.?|number|n°|#)? ?\d+)?"
            rf"(?: (?P<joint>of|on|for|to|from|by|in|after|about|regarding)\b|[ \t]*(?:$|[,.:;(|·]|[—–-][ \t]))",
            re.IGNORECASE,
        )
        self._by = re.compile(rf"\b(?:from|by|of) (?P<name>{_NAME})")
        self._kept = re.compile(rf"\b(?:{keepers}) by (?P<name>{_NAME}(?: (?:{'|'.join(table['bodies'])}))?)")
        self._presented = re.compile(rf"\b[Ww]e, the [^.;:,\n]{{0,40}}?\b(?:of|at|from) (?P<name>{_NAME}),")
        self._we = re.compile(rf"\b(?:we|our|ours|us)\b(?! (?:{others})\b)", re.IGNORECASE)

    def of(self, discourse: Discourse, start: int, end: int) -> Attribution | None:
        """The body in whose document a figure is asserted; None in other texts, in posts and in what is quoted."""
        if discourse.post_at(start) is not None or quotation_of(discourse, start, end) is not None:
            return None
        return discourse.once((self, "issuer"), lambda: self._find(discourse))

    def _find(self, discourse: Discourse) -> Attribution | None:
        lines = list(_head_of(discourse.text))
        genre = any(self._is_genre(text) for _, text in lines)
        voices = self._voices(discourse)
        for start, end in self._named(lines):
            name = discourse.text[start:end]
            if self._is_body(name) and (genre or max(voices, _self_named(discourse.text, name)) >= _FEWEST_VOICED):
                return self._attribution(discourse, start, end)
        signed = _last_line(discourse.text)
        if genre and self._signs(discourse.text[slice(*signed)]):
            return self._attribution(discourse, *signed)
        kept = self._kept.search(discourse.text) or self._presented.search(discourse.text)
        if kept is not None and voices and self._is_body(kept["name"]):
            return self._attribution(discourse, *kept.span("name"))
        return self._opening(discourse) if genre and voices else None

    def _named(self, lines: list[tuple[int, str]]) -> Iterator[Span]:
        """Whom the head names: at the beginning of a line, or as whose statement it is."""
        for start, line in lines:
            for named in filter(None, (_LETTERHEAD.match(line), self._genre_of(line))):
                yield start + named.start("name"), start + named.end("name")

    def _is_genre(self, line: str) -> bool:
        """Whether a line, or a part of it behind a sign, says what kind of text it heads ("Bulletin 14 on rains")."""
        return any(self._genre.match(part.strip()) for part in re.split(r"[,:|·(]|[—–]| - ", line))

    def _genre_of(self, line: str) -> re.Match[str] | None:
        genre = self._genre.match(line.strip())
        return self._by.search(line) if genre is not None and genre["joint"] else None

    def _is_body(self, name: str) -> bool:
        """Whether a name is that of a body which is no outlet."""
        words = [word.strip('"“”.,') for word in name.lower().split()]
        kind = self._names.kind_of(name)
        called = not self._bodies.isdisjoint(words)
        if kind in _NO_BODIES and words[-1] not in self._bodies:
            return False
        return (kind != "unknown" or called) and 1 < len(words) <= _MOST_WORDS

    def _signs(self, line: str) -> bool:
        """Whether a line is no more than the name of a body, which may be one word ("OVD-Info")."""
        kind = self._names.kind_of(line)
        known = kind != "unknown" and kind not in _NO_BODIES
        return re.fullmatch(_NAME, line) is not None and (self._is_body(line) or known)

    def _voices(self, discourse: Discourse) -> int:
        """In how many sentences the writer says "we", not counting those quoted."""
        said = (m.start() for m in self._we.finditer(discourse.text))
        own = (at for at in said if discourse.quotation_at(at) is None and discourse.post_at(at) is None)
        return len({discourse.index_at(at) for at in own})

    def _opening(self, discourse: Discourse) -> Attribution | None:
        """The body that is the subject of the first sentence under the head of a statement that tells something."""
        for index in range(min(_FIRST, len(discourse.spans))):
            sentence = discourse.sentence(index)
            for token in sentence.tokens:
                if token.dep in ("nsubj", "nsubjpass") and token.pos == "PROPN":
                    phrase = self._phrases.build(sentence, token)
                    return (
                        self._attribution(discourse, phrase.start, phrase.end) if self._is_body(phrase.text) else None
                    )
        return None

    def _attribution(self, discourse: Discourse, start: int, end: int) -> Attribution | None:
        sentence = discourse.sentence_at(start)
        tokens = sentence.at(start, end)
        if not tokens:
            return None
        phrase = Phrase(sentence, tokens[-1], start, end)
        return self._rules.from_phrase(discourse, Frame(phrase, tokens[-1], ()), phrase)


def _head_of(text: str) -> Iterator[tuple[int, str]]:
    """The first lines of a text with their starts, up to one too long for a letterhead."""
    start = seen = 0
    for line in text.split("\n"):
        if len(line) > _LONGEST_HEAD or seen == _HEAD_LINES:
            return
        if line.strip():
            seen += 1
            yield start, line
        start += len(line) + 1


def _self_named(text: str, name: str) -> int:
    """How often a body's last word stands for it ("Ministry of Home Affairs", "the Ministry notes"); 0 where its name
    does not fill a line."""
    head = next((word for word in re.split(r" of | for ", name)[0].split()[::-1]), "")
    alone = re.search(rf"^\W*{re.escape(name)}\W*$", text, re.MULTILINE)
    return len(re.findall(rf"\b[Tt]he {re.escape(head.capitalize())}\b", text)) if alone else 0


def _last_line(text: str) -> Span:
    """The span of the last line that is not blank."""
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end
