"""Credits behind a figure: "Some 12,000 marched. The figure was provided by the police.", or "The estimate, from the
police, was disputed.", "That is according to the union."."""

from __future__ import annotations

import re
from itertools import takewhile

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence

_FARTHEST = 8
"""Sentences before one that credits somebody with several figures at once."""


class CreditsBehind:
    """Finds sentences that do nothing but say whose the figures before them are: those of the sentence before, or of
    all the paragraph or list before where the sentence speaks of several ("These are the police's counts")."""

    def __init__(self, codebook: Codebook, lexicon: CueLexicon, names: SourceNames, language: str = "en") -> None:
        table = codebook.table(f"{language}/attribution")
        self._lexicon = lexicon
        self._names = names
        self._phrases = PhraseBuilder(lexicon)
        nouns = "|".join(sorted({*table["nouns"]["statements"], *table["nouns"]["totals"]}))
        figures = "|".join(sorted({*table["nouns"]["figures_on"], *table["nouns"]["totals"]}))
        giving, telling = ("|".join(table["forms"][form]) for form in ("given_out", "telling"))
        which = "these|those|the|this|that|both|all"
        told = rf"(?:{which})(?: of)?(?: these| those| the)? (?:{nouns})s?"
        this = r"(?:this|that|these|those|both|all)(?: of (?:these|those|them))?"
        be = "(?:is|was|are|were)"
        numbers = rf"(?:{nouns})s?"
        owners = "[^.,;]{3,60}(?:['’]s|s['’])"
        self._opening = re.compile(
            rf"{told} (?:(?:was|were|is|are|has been|have been) (?:{giving})|c[ao]mes? from)\b"
            rf"|{told}(?P<aside>,) (?:(?:{giving}) by|from|by)\b"
            rf"|{told} {be} (?:that|those) (?:of|from)\b"
            rf"|(?:(?:all|both)(?: the)? {numbers}|(?:{told}|{this}) {be}|that['’]s) (?:by|according to)\b"
            rf"|{this} {be} (?:the )?{numbers} (?:of|by|from)\b"
            rf"|(?:{told}|{this}) {be} (?P<owner>{owners})(?: own)?(?: {numbers}\b|(?=[.;(]|,? not\b))"
            rf"|{this} {be} (?P<kind>[^.,;]{{3,40}}) {numbers}\b"
            rf"|(?P<giver>[^.,;]{{3,60}}?) (?:{giving}|gave) (?:this|that|these|those|both) {numbers}\b"
            r"(?! (?:as|at|of|for|an?)\b)"
            rf"|(?:at least |or )?(?:this|that)(?: is| was|['’]s) what (?P<teller>[^.,;]{{2,60}}?) (?:{telling})\b"
            rf"|(?:at least )?so (?P<sayer>[^.,;]{{2,60}}?) (?:{telling}|say)(?=[.;])"
            rf"|the source (?:of|for) {told} (?:is|was)(?= )|we (?:have|had|owe) {told} (?:from|to)\b",
            re.IGNORECASE,
        )
        self._several = re.compile(rf"(?:these|those|both|all|the (?:{figures})s)\b", re.IGNORECASE)

    def frame(self, discourse: Discourse, index: int) -> Frame | None:
        """The frame of the sentence that credits somebody with the figures of one of that number; None without one."""
        borders = 0
        for k in range(index + 1, min(index + 1 + _FARTHEST, len(discourse.spans))):
            start, end = discourse.spans[k]
            borders += "\n\n" in discourse.text[discourse.spans[k - 1][0] : start]
            if borders > 1:
                return None
            opening = self._opened(discourse, k)
            if opening is not None and (k == index + 1 or self._several.match(discourse.text, start, end)):
                return self._of(discourse, index, k, opening)
        return None

    def _opened(self, discourse: Discourse, index: int) -> re.Match[str] | None:
        """How a sentence opens as a credit, found once a document; None where it doesn't."""
        return discourse.once(
            (self, "opening", index), lambda: self._opening.match(discourse.text, *discourse.spans[index])
        )

    def _of(self, discourse: Discourse, index: int, credit: int, opening: re.Match[str]) -> Frame | None:
        """The frame of a sentence that opens as a credit, None where that says more, or has figures of its own."""
        sentence, told = discourse.sentence(credit), discourse.spans[index]
        if name := next((group for group in ("teller", "giver", "sayer") if opening[group]), None):
            return self._telling(sentence, opening.end(name), told)
        own = takewhile(
            lambda t: t.text != ";" and t.tag not in ("WDT", "WP"), sentence.tokens
        )  # "which shut for 3 days"
        if not opening["aside"] and any(t.tag == "CD" for t in own):
            return None
        if opening["owner"]:
            return self._owned(sentence, opening.end("owner"), told)
        if opening["kind"]:
            return self._of_kind(sentence, opening.end(), told)
        return self._credited(sentence, opening.end(), told)

    def _of_kind(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whose the noun that ends at an offset is without a possessive: "These are police figures."."""
        noun = next((t for t in sentence.tokens if t.end == offset), None)
        owner = self._phrases.owner(sentence, noun) if noun is not None else None
        if owner is None or self._names.kind_of(owner.text) == "unknown":
            return None
        return Frame(self._phrases.build(sentence, owner), owner, (told,))

    def _telling(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whose name ends at an offset: "That is what the police say.", "Ann Bell gave these figures."."""
        teller = next((t for t in sentence.tokens if t.end == offset and t.pos in ("NOUN", "PROPN")), None)
        return Frame(self._phrases.build(sentence, teller), teller, (told,)) if teller is not None else None

    def _owned(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whose possessive ends at an offset: "That is the prefecture's estimate."."""
        nouns = [t for t in sentence.tokens if t.pos in ("NOUN", "PROPN") and t.end <= offset and t.dep != "nsubj"]
        owner = next((t for t in nouns if t.dep == "poss"), nouns[-1] if nouns else None)
        return Frame(self._phrases.build(sentence, owner), owner, (told,)) if owner is not None else None

    def _credited(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whom the first preposition from an offset on, or the one just before it, names."""
        preps = (t for t in sentence.tokens if t.end >= offset and t.lower in ("by", "from", "of", "to"))
        prep = next(preps, None)
        heads = sentence.children(prep, "pobj") if prep is not None else ()
        named = [t for t in heads if t.pos in ("NOUN", "PROPN")]
        if prep is None:  # "The source of the figure is the fire brigade."
            named = [t for t in sentence.tokens if t.dep == "attr" and t.start >= offset]
        return Frame(self._phrases.build(sentence, named[0]), named[0], (told,)) if named else None
