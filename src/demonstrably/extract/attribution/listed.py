"""Sources of lists and tables: whose figures their lines and cells hold where these name nobody themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.counting.lines import Line, downwards, line_at, upwards
from demonstrably.extract.counting.lists import Lists, list_heading
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

_BRACKETS = re.compile(r"\((?P<name>[^():]+)\)(?!\s*[-–—]\s)")
"""A name in brackets, but no agency's in a dateline ("KATHMANDU, April 10 (Agency) - ")."""
_OWN_BRACKET = re.compile(r"\((?:the )?(?P<name>[^()\d:;,]{3,40}):? \Z")
_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,7}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ž])")
_LABEL = re.compile(r"^(?P<name>[^:\d]{2,60}):\s")
_OWNED = re.compile(
    r"(?:^|[.;] )(?:the )?(?P<name>[A-Z][^.:;,\d]{2,50}?)(?:['’]s?)? (?:data|figures|counts?|tally)\b", re.IGNORECASE
)

_LONGEST_ENTRY = 60
"""Characters of a list's line that may be a sentence of its own."""
_FEWEST_ROWS = 2
"""Lines in a row that break a total down."""
_STOPS = (".", "!", "?", '"', "”")


class ListSources:
    """Finds who gives a list: named in a column of its own ("Source"), in its column's head ("Turnout (police)",
    "Police"), in its lead ("Vigia reports arrests in three towns:"), by a credit ("Source: Vigia" below, "Compiled by
    Vigia" above), or by the paragraph above ("Vigia published these figures on Sunday")."""

    def __init__(self, codebook: Codebook, rules: AttributionRules, lexicon: CueLexicon, language: str = "en") -> None:
        self._rules = rules
        self._lexicon = lexicon
        self._names = SourceNames(codebook)
        self._phrases = PhraseBuilder(lexicon)
        statements = "|".join(lexicon.nouns["statements"])
        self._statement = re.compile(rf"(?:['’]s?)?\s+(?:{statements})s?\Z", re.IGNORECASE)
        self._lists = Lists.of(codebook.table(f"{language}/counting"))
        presenting = codebook.table(f"{language}/attribution")["presenting"]
        self._source_heads = re.compile("|".join(presenting["heads"]), re.IGNORECASE)
        self._presenting, self._presented, self._pointing, self._blanks = (
            frozenset(presenting[part]) for part in ("verbs", "nouns", "pointing", "blanks")
        )

    def of(self, discourse: Discourse, start: int) -> list[Attribution]:
        """Who gives the figure at an offset; [] outside lists and where nobody is said to."""
        return discourse.once((self, start), lambda: self._find(discourse, start))

    def _find(self, discourse: Discourse, start: int) -> list[Attribution]:
        if own := self._in_brackets(discourse, start):
            return own
        summed = self._lists.summed_at(discourse.text, start)
        if summed is not None:
            return self.of(discourse, summed)
        head = self._lists.column_at(discourse.text, start)
        cell = self._lists.cell_under(discourse.text, start, self._source_heads) if head is not None else None
        if cell is not None and self._names_somebody(cell.text):
            return self._called(discourse, cell.start, cell.start + len(cell.text), known=False)
        if head is not None and (found := self._heading(discourse, head)):
            return found
        if head is None and (found := self._titled(discourse, start)):
            return found
        lead = self._lists.lead_at(discourse.text, start)
        if lead is not None and (found := self._heading(discourse, lead)):
            return found
        introduces = lead is not None and _may_introduce(lead, line_at(discourse.text, start))
        if lead is not None and introduces and (found := self._introducing(discourse, lead)):
            return found
        around = self._lists.around(discourse.text, start)
        credits = (self._credited(discourse, line) for line in around)
        found = next(filter(None, credits), []) or self._published(discourse, around, start)
        return found or self._totalling(discourse, around, start)

    def _totalling(self, discourse: Discourse, around: list[Line], start: int) -> list[Attribution]:
        """Who gives the total, in the sentence right over a list of short lines, that these break down ("Vigia has
        confirmed 214 detentions.", then "Porto: 96", "Braga: 41")."""
        own = line_at(discourse.text, start)
        over = next((line for line in around if line.start < start), None)
        beside = (*upwards(discourse.text, own), *downwards(discourse.text, own))
        rows = [own, *(line for line in beside if list_heading(line.text) is not None and not _is_prose(line))]
        if over is None or len(rows) < _FEWEST_ROWS or _is_prose(own) or not _is_prose(over):
            return []
        if any(self._rules.frames_of(discourse, discourse.index_at(line.start)) for line in rows):
            return []  # "Busan: 900, according to police"
        index = discourse.index_at(over.start + len(over.text) - 1)
        told = [f for f in self._rules.frames_of(discourse, index) if not f.stance and f.holder is not None]
        totals = [_largest(discourse.text[s:e]) for f in told for s, e in f.content]
        listed = _largest(own.text)
        totalled = [f for f, total in zip(told, totals, strict=False) if len(f.content) == 1 and total >= listed > 0]
        return self._vouching(discourse, totalled) if len(told) == 1 else []

    def _titled(self, discourse: Discourse, start: int) -> list[Attribution]:
        """Whom the title of a figure's column names, beside none of whom those are that are counted."""
        titles = self._lists.titles_over(discourse.text, start)
        counted = {word.lower().removesuffix("s") for title in titles for word in title.text.split()}
        if not titles or not counted.isdisjoint(self._lexicon.nouns["gathered"]):
            return []
        return self._called(discourse, titles[0].start, titles[0].start + len(titles[0].text))

    def _published(self, discourse: Discourse, around: list[Line], start: int) -> list[Attribution]:
        """Who published what the list holds, by the sentence right over it that has no figure of its own ("Vigia has
        published the names of those held")."""
        over = next((line for line in around if line.start < start and _bare_of_figures(line.text)), None)
        first = next((line for line in around if line.start < start), None)
        if over is None or over is not first:
            return []
        sentence = discourse.sentence_at(over.start + len(over.text) - 1)
        words = set(re.findall(r"[a-z]+", sentence.text.lower()))
        may = any(w in words or f"{w}s" in words for w in self._presented)
        return self._vouching(discourse, [*self._presenters(sentence, pointing=False)]) if may else []

    def _in_brackets(self, discourse: Discourse, start: int) -> list[Attribution]:
        """Whom the bracket around a figure names for it: "15,000 (police: 8,000)"."""
        line = discourse.text.rfind("\n", 0, start) + 1
        named = _OWN_BRACKET.search(discourse.text, max(line, start - 60), start)
        if named is None:
            return []
        acronym = _ACRONYM.fullmatch(named["name"]) is not None and discourse.text.count(named["name"]) > 1
        return self._called(discourse, *named.span("name"), known=not acronym)

    def _names_somebody(self, cell: str) -> bool:
        """Whether what a cell holds can be a name."""
        return _LETTERS.search(cell) is not None and "://" not in cell and cell.lower().strip(".") not in self._blanks

    def _heading(self, discourse: Discourse, head: Line) -> list[Attribution]:
        """Whom the head of a column or list names in brackets ("Turnout (police)"), or before a colon of its own
        ("Vigia: arrests by town:")."""
        for named in filter(None, (p.search(head.text) for p in (_BRACKETS, _LABEL, _OWNED))):
            start, end = (head.start + at for at in named.span("name"))
            if found := self._called(discourse, start, end):
                return found
        return []

    def _called(self, discourse: Discourse, start: int, end: int, *, known: bool = True) -> list[Attribution]:
        """Who is named by a span, a statement of his not counted in ("police estimate"); [] where that must be, and is
        not, a known kind of source."""
        name = self._statement.sub("", discourse.text[start:end]).strip()
        sentence = discourse.sentence_at(start)
        tokens = sentence.at(start, start + len(name)) if name else []
        if not tokens or (known and not self._names.speaks(name)):
            return []
        phrase = Phrase(sentence, tokens[-1], tokens[0].start, tokens[-1].end)
        return self._vouching(discourse, [Frame(phrase, tokens[-1], ())])

    def _introducing(self, discourse: Discourse, lead: Line) -> list[Attribution]:
        """Who speaks in a lead: whoever says its end, otherwise whoever says anything in it ("Vigia's tally of arrests,
        by town:")."""
        end = lead.start + len(lead.text)
        index = discourse.index_at(max(lead.start, end - 1))
        words = [t for t in discourse.sentence(index).tokens if lead.start <= t.start < end and t.pos != "PUNCT"]
        frames = [f for f in self._rules.frames_of(discourse, index) if not f.stance]
        if not words:
            return []
        close = [(c, f.cue.i, f) for f in frames if (c := f.closeness(words[-1].start, words[-1].end)) is not None]
        held = [f for _, _, f in sorted(close, key=lambda row: row[:2])]
        announced = self._announcing(discourse.sentence(index), words) if lead.text.endswith(":") else ()
        return self._vouching(discourse, held or frames or [*announced])

    def _announcing(self, sentence: Sentence, words: list[Token]) -> Iterator[Frame]:
        """ "Vigia reports:": who says what nothing but the list tells."""
        for cue in words:
            if self._lexicon.verb(cue) is not None:
                subjects = [s for s in sentence.children(cue, "nsubj") if s.pos != "PRON"]
                yield from (Frame(self._phrases.build(sentence, s), cue, ((cue.end, sentence.end),)) for s in subjects)

    def _credited(self, discourse: Discourse, line: Line) -> list[Attribution]:
        """Whom a line names that is or holds a credit, or presents what follows."""
        starts = [0, *(stop.end() for stop in _SENTENCE.finditer(line.text))]
        credit = next((at for at in starts if self._lexicon.is_credit(line.text[at:])), None)
        if credit is None:
            indices = {discourse.index_at(line.start + at) for at in starts}
            sentences = (
                discourse.sentence(i) for i in sorted(indices, reverse=True) if self._may_present(discourse, i)
            )
            return next(filter(None, (self._vouching(discourse, [*self._presenters(s)]) for s in sentences)), [])
        index = discourse.index_at(line.start + credit)
        sentence = discourse.sentence(index)
        frames = [f for f in self._rules.frames_of(discourse, index) if self._lexicon.credits(f.cue)]
        return self._vouching(discourse, [*frames, *self._makers(sentence)])

    def _makers(self, sentence: Sentence) -> Iterator[Frame]:
        """ "Compiled by the Vesna Legal Line from calls": who made what is told."""
        for verb in sentence.tokens:
            if self._lexicon.has("crediting", verb):
                by = next((t for t in sentence.children(verb, "agent", "prep") if t.lower == "by"), None)
                makers = sentence.children(by, "pobj") if by is not None else []
                yield from (self._made(sentence, verb, maker) for maker in makers)

    def _may_present(self, discourse: Discourse, index: int) -> bool:
        """Whether the words of a sentence, unparsed, may present figures."""
        start, end = discourse.spans[index]
        words = set(re.findall(r"[a-z]+", discourse.text[start:end].lower()))
        return not words.isdisjoint(self._pointing) and any(w in words or f"{w}s" in words for w in self._presented)

    def _presenters(self, sentence: Sentence, *, pointing: bool = True) -> Iterator[Frame]:
        """ "Vigia published these figures on Sunday", "the figures below were compiled by Vigia": who presents them,
        with a word that points to them or without."""
        for noun in (t for t in sentence.tokens if t.lemma in self._presented):
            own = {t.lower for t in sentence.children(noun)}
            verb = sentence.head(noun)
            if (
                (pointing and own.isdisjoint(self._pointing))
                or verb.lemma not in self._presenting
                or "no" in own
                or sentence.children(verb, "neg")
            ):
                continue
            by = next((t for t in sentence.children(verb, "agent", "prep") if t.lower in ("by", "from")), None)
            subjects = sentence.children(verb, "nsubj") if noun.dep == "dobj" else ()
            makers = sentence.children(by, "pobj") if by is not None and noun.dep == "nsubjpass" else ()
            yield from (self._made(sentence, verb, maker) for maker in (*subjects, *makers) if maker.pos != "PRON")

    def _made(self, sentence: Sentence, verb: Token, maker: Token) -> Frame:
        return Frame(self._phrases.build(sentence, maker), verb, ((sentence.start, sentence.end),))

    def _vouching(self, discourse: Discourse, frames: list[Frame]) -> list[Attribution]:
        return list(self._rules.vouching(discourse, frames))


def _may_introduce(lead: Line, line: Line) -> bool:
    """Whether who speaks in a lead may give what stands below it, or behind it in one line."""
    return lead.text.endswith(":") or lead.start >= line.start or not _is_prose(line)


def _is_prose(line: Line) -> bool:
    """Whether a line is an article's paragraph behind its dateline, over which a headline may give other words to
    somebody ("Nurses march; union says talks go on" over "NAIROBI: Twelve nurses were arrested on Wednesday ...")."""
    return len(line.text) > _LONGEST_ENTRY and line.text.rstrip()[-1:] in _STOPS


def _largest(text: str) -> int:
    """The largest number that a text gives in digits; 0 without one."""
    return max((int(re.sub(r"[.,]", "", m)) for m in re.findall(r"\d+(?:[.,]\d{3})*", text)), default=0)


def _bare_of_figures(line: str) -> bool:
    """Whether a line holds no figure."""
    return not any(c.isdecimal() for c in line)
