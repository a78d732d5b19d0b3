"""Credits behind a figure: "Some 12,000 marched. The figure was provided by the police.", or "The estimate, from the
police, was disputed.", "That is according to the union."."""

from __future__ import annotations

import re
from itertools import takewhile

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence


class CreditsBehind:
    """Finds sentences that do nothing but say whose the figures of the sentence before are."""

    def __init__(self, codebook: Codebook, lexicon: CueLexicon, language: str = "en") -> None:
        table = codebook.table(f"{language}/attribution")
        self._phrases = PhraseBuilder(lexicon)
        nouns = "|".join(sorted({*table["nouns"]["statements"], *table["nouns"]["totals"]}))
        giving, telling = ("|".join(table["forms"][form]) for form in ("given_out", "telling"))
        told = rf"(?:these|those|the|this|that|both) (?:{nouns})s?"
        self._opening = re.compile(
            rf"{told} (?:(?:was|were|is|are|has been|have been) (?:{giving})|c[ao]mes? from)\b"
            rf"|{told}(?P<aside>,) (?:(?:{giving}) by|from|by)\b"
            rf"|(?:this|that|these|those) (?:is|was|are|were) (?:(?:the )?(?:{nouns})s? (?:of|by|from)|according to)\b"
            rf"|(?:this|that|these|those) (?:is|was|are|were) (?P<owner>[^.,;]{{3,60}}['’]s?) (?:own )?(?:{nouns})s?\b"
            rf"|(?P<giver>[^.,;]{{3,60}}?) (?:{giving}|gave) (?:these|those|both) (?:{nouns})s?\b"
            rf"|(?:this|that)(?: is| was|['’]s) what (?P<teller>[^.,;]{{2,60}}?) (?:{telling})\b",
            re.IGNORECASE,
        )

    def frame(self, discourse: Discourse, index: int) -> Frame | None:
        """The frame of the sentence behind one of that number, None where that says more, or has figures of its own."""
        if index + 1 >= len(discourse.spans):
            return None
        start, end = discourse.spans[index + 1]
        opening = self._opening.match(discourse.text, start, end)
        if opening is None:
            return None
        sentence = discourse.sentence(index + 1)
        if name := next((group for group in ("teller", "giver") if opening[group]), None):
            return self._telling(sentence, opening.end(name), discourse.spans[index])
        own = takewhile(
            lambda t: t.text != ";" and t.tag not in ("WDT", "WP"), sentence.tokens
        )  # "which shut for 3 days"
        if not opening["aside"] and any(t.tag == "CD" for t in own):
            return None
        if opening["owner"]:
            return self._owned(sentence, opening.end("owner"), discourse.spans[index])
        return self._credited(sentence, opening.end(), discourse.spans[index])

    def _telling(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whose name ends at an offset: "That is what the police say.", "Ann Bell gave these figures."."""
        teller = next((t for t in sentence.tokens if t.end == offset and t.pos in ("NOUN", "PROPN")), None)
        return Frame(self._phrases.build(sentence, teller), teller, (told,)) if teller is not None else None

    def _owned(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whose possessive ends at an offset: "That is the prefecture's estimate."."""
        owners = (t for t in sentence.tokens if t.dep == "poss" and t.pos in ("NOUN", "PROPN") and t.end <= offset)
        owner = next(owners, None)
        return Frame(self._phrases.build(sentence, owner), owner, (told,)) if owner is not None else None

    def _credited(self, sentence: Sentence, offset: int, told: tuple[int, int]) -> Frame | None:
        """Whom the first preposition from an offset on, or the one just before it, names."""
        preps = (t for t in sentence.tokens if t.end >= offset and t.lower in ("by", "from", "of", "to"))
        prep = next(preps, None)
        heads = sentence.children(prep, "pobj") if prep is not None else ()
        named = [t for t in heads if t.pos in ("NOUN", "PROPN")]
        return Frame(self._phrases.build(sentence, named[0]), named[0], (told,)) if named else None
