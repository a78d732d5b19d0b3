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
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.quotations import quotation_of
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.counting.lists import list_heading
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

Span = tuple[int, int]

_NO_BODIES = ("outlet", "agency", "witness", "social_account")
"""Kinds of whoever issues nothing here, unless his name ends as a body's ("Journalists' Safety Desk")."""

_HEAD_LINES = 4
_LONGEST_HEAD = 160
"""Characters of a line that can be of a letterhead."""

_SIGN = re.compile(r"[,:|·(]|[—–]| - ")
"""What parts a letterhead ("Bulletin 14 - Vigia | 3 May")."""
_CAPITAL = r"[A-ZÀ-ŽА-Я]"
_JOINTS = "of|for|the|and|with|against|de|di|da|del|la|&"
_MOST_WORDS = 7
_FEWEST_VOICED = 2
"""Sentences outside quotations in which the body says "we", or names itself, where nothing says what kind of text it
is."""
_FEWEST_ROWS = 3
_HEADLINE = re.compile(r"[ \t]*:[ \t]*\S")
"""What follows a name in a headline: "Red Cross: 12 hurt"."""
_NOW = ("VBZ", "VBP", "NNS")
"""Tags of verbs in the present tense, and of "thanks" as parsers err."""
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
        self._declaring = frozenset(table["declaring"])
        parts = ("genres", "tallies", "keepers", "not_own")
        genres, tallies, keepers, others = ("|".join(table[part]) for part in parts)
        words = "|".join([_JOINTS, *table["bodies"]])
        name = rf"(?:[Tt]he |THE )?{_CAPITAL}[\w.'’-]*(?: (?:(?:{words})\b|[\"“]?{_CAPITAL}[\w.'’-]*[\"”]?))*"
        self._name = re.compile(name)
        end = rf"(?=[ \t]*(?:$|[,(|:·]|[—–-][ \t]|(?i:{genres})\b))"
        self._letterhead = re.compile(rf"[ \t*•]*(?P<name>{name}?){end}")
        self._headed = frozenset(table["no_names"]) | frozenset(
            codebook.table(f"{language}/counting")["people"]["occasions"]
        )
        self._tally = re.compile(rf"(?:{tallies})\b", re.IGNORECASE)
        deeds = "|".join(table["deeds"])
        self._genre = re.compile(
            rf"(?P<before>(?:[\w-]+ ){{0,3}})(?:(?P<deed>{deeds})|{genres})\b(?: (?:no\.?|number|n°|#)? ?\d+)?"
            rf"(?: (?P<joint>of|on|for|to|from|by|in|after|about|regarding)\b|[ \t]*(?:$|[,.:;(|·]|[—–-][ \t]))",
            re.IGNORECASE,
        )
        self._by = re.compile(rf"\b(?:from|by|of) (?P<name>{name})")
        self._kept = re.compile(rf"\b(?:{keepers}) by (?P<name>{name})")
        self._presented = re.compile(rf"\b[Ww]e, the [^.;:,\n]{{0,40}}?\b(?:of|at|from) (?P<name>{name}),")
        self._we = re.compile(rf"\b(?:we|our|ours|us)\b(?! (?:{others})\b)", re.IGNORECASE)

    def of(self, discourse: Discourse, start: int, end: int) -> Attribution | None:
        """The body in whose document a figure is asserted; None in other texts, in posts and in what is quoted."""
        if discourse.post_at(start) is not None or quotation_of(discourse, start, end) is not None:
            return None
        return discourse.once((self, "issuer"), lambda: self._find(discourse))

    def _find(self, discourse: Discourse) -> Attribution | None:
        lines = [line for k, line in enumerate(_head_of(discourse.text)) if k == 0 or not self._is_entry(line[1])]
        genre = any(self._is_genre(text) for _, text in lines)
        voices = self._voices(discourse)
        for start, end in self._named(lines):
            name = discourse.text[start:end]
            voiced = 0 if _HEADLINE.match(discourse.text, end) else max(voices, _self_named(discourse.text, name))
            if self._is_body(name) and (genre or voiced >= _FEWEST_VOICED):
                return self._attribution(discourse, start, end)
            if self._heads_tally(discourse.text, start, end):
                return self._attribution(discourse, start, end)
        signed = _last_line(discourse.text)
        if genre and self._signs(discourse.text[slice(*signed)]):
            return self._attribution(discourse, *signed)
        kept = self._kept.search(discourse.text) or self._presented.search(discourse.text)
        if kept is not None and voices and self._is_body(kept["name"]):
            return self._attribution(discourse, *kept.span("name"))
        told = voices >= (1 if genre else _FEWEST_VOICED)
        return self._opening(discourse, declaring=not genre) if told else None

    def _named(self, lines: list[tuple[int, str]]) -> Iterator[Span]:
        """Whom the head names: at the beginning of a line, or as whose statement it is."""
        for start, line in lines:
            signs = [m.end() for m in _SIGN.finditer(line)] if self._is_genre(line) else []
            heads = (self._letterhead.match(line, at) for at in (0, *signs))
            for named in filter(None, (*heads, self._genre_of(line))):
                yield start + named.start("name"), start + named.end("name")

    def _heads_tally(self, text: str, start: int, end: int) -> bool:
        """Whether a name of any kind, but no place's, stands before what a tally counts ("Watch Line – arrests")."""
        name = text[start:end]
        told = re.match(r"[ \t]*(?::|[—–-])[ \t]+", text[end:])
        at = end + told.end() if told else None
        if at is None or not (self._tally.match(text, at) or self._genre.match(text, at)):
            return False
        if self._names.kind_of(name) in _NO_BODIES or self._rules.is_place(name):
            return False
        if any(self._is_no_name(word) for word in name.lower().split()):
            return False
        return len(name.split()) <= _MOST_WORDS and sum(_is_row(line) for line in text.split("\n")) >= _FEWEST_ROWS

    def _is_no_name(self, word: str) -> bool:
        """Whether a word of a heading says what it heads ("Sunday Rallies", "Summary") and not who made it."""
        return any(form in self._headed for form in (word, word.removesuffix("s"), re.sub("ies$", "y", word)))

    def _is_genre(self, line: str) -> bool:
        """Whether a line, or a part of it behind a sign, says what kind of text it heads ("Bulletin 14 on rains"); a
        body that appeals to somebody in a headline heads none."""
        genres = (self._genre.match(part.strip()) for part in _SIGN.split(line))
        return any(g is not None and not (g["deed"] and self._is_known(g["before"])) for g in genres)

    def _is_entry(self, line: str) -> bool:
        """Whether a line only tells what somebody's statement holds ("Statement by Vigia: 61 held")."""
        named = self._genre_of(line)
        return named is not None and _HEADLINE.search(line.strip(), named.end("name")) is not None

    def _is_known(self, name: str) -> bool:
        return self._names.kind_of(name.strip()) != "unknown"

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
        return self._name.fullmatch(line) is not None and (self._is_body(line) or known)

    def _voices(self, discourse: Discourse) -> int:
        """In how many sentences the writer says "we", not counting those quoted."""
        said = (m.start() for m in self._we.finditer(discourse.text))
        own = (at for at in said if discourse.quotation_at(at) is None and discourse.post_at(at) is None)
        return len({discourse.index_at(at) for at in own})

    def _opening(self, discourse: Discourse, *, declaring: bool) -> Attribution | None:
        """The first body that is the subject of a sentence under the head of a statement; where nothing says that it
        is one, of a sentence that declares something, as none of a reporter does ("The union thanks all who came")."""
        for index in range(min(_FIRST, len(discourse.spans))):
            sentence = discourse.sentence(index)
            subject = next((t for t in sentence.tokens if t.dep in ("nsubj", "nsubjpass")), None)
            if subject is None or (declaring and not self._declares(discourse, sentence, subject)):
                continue
            found = self._subject(discourse, sentence, subject)
            if found is not None:
                return found
        return None

    def _declares(self, discourse: Discourse, sentence: Sentence, subject: Token) -> bool:
        """Whether a body's sentence, which ends as one and is no headline, declares something now."""
        verb = sentence.head(subject)
        prose = discourse.text[sentence.end - 1 : sentence.end] in (".", "!", ":")
        body = self._is_body(self._phrases.build(sentence, subject).text)
        return prose and body and verb.tag in _NOW and verb.lemma in self._declaring

    def _subject(self, discourse: Discourse, sentence: Sentence, token: Token) -> Attribution | None:
        """A sentence's subject where that is a body, or a name that the sentence begins with."""
        first = self._name.match(sentence.text)
        if (
            first is not None
            and token.pos != "PRON"
            and sentence.start <= token.start < sentence.start + first.end()
            and " " in first.group()
        ):
            return self._attribution(discourse, sentence.start, sentence.start + first.end())
        phrase = self._phrases.build(sentence, token)
        named = token.pos == "PROPN" and self._is_body(phrase.text)
        return self._attribution(discourse, phrase.start, phrase.end) if named else None

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


def _is_row(line: str) -> bool:
    """Whether a line is of a list or a table with figures."""
    told = any(c.isdecimal() for c in line)
    return told and (list_heading(line) is not None or "\t" in line or "|" in line)


def _last_line(text: str) -> Span:
    """The span of the last line that is not blank."""
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end
