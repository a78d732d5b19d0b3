"""Frames of denials without a verb of denying: "called the figure an invention", "no truth to reports that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.extract.attribution.frames import Frame, stretch
from demonstrably.extract.attribution.holders import HolderFinder
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrases import Phrase, PhraseBuilder
from demonstrably.language.analysis import Sentence, Token

_HELD = ("acl", "ccomp", "relcl", "prep", "nummod")


class DenialFrames:
    """Finds who calls what another reports false."""

    def __init__(self, lexicon: CueLexicon, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._phrases = phrases
        self._holders = HolderFinder(lexicon, phrases)

    def find(self, sentence: Sentence, found: list[Frame]) -> Iterator[Frame]:
        """A frame for each word of falsehood in a speaker's mouth; `found` are the sentence's other frames."""
        words = [t for t in sentence.tokens if self._is_falsehood(sentence, t)]
        contested = [t for t in sentence.tokens if self._is_contested(sentence, t)] if words else []
        content = tuple(stretch(sentence.subtree(t)) for t in contested)
        for word in words if content else ():
            holder = self._holder(sentence, word, found)
            if holder is not None:
                yield Frame(holder, word, content, denies=True)

    def _is_falsehood(self, sentence: Sentence, word: Token) -> bool:
        """A word of falsehood that is not negated itself, or a negated one of truth."""
        if not (self._lexicon.has("truths", word) or self._lexicon.has("falsehoods", word)):
            return False
        near = [*sentence.children(word), *sentence.children(sentence.head(word), "neg")]
        negated = any(t.dep == "neg" or t.lower == "no" for t in near)
        return self._lexicon.has("truths" if negated else "falsehoods", word)

    def _is_contested(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is another's statement with a content of its own ("posts claiming that ...")."""
        contested = noun.pos == "NOUN" and noun.lemma in self._lexicon.nouns["contested"]
        return (contested or self._lexicon.is_statement(noun)) and bool(sentence.children(noun, *_HELD))

    def _holder(self, sentence: Sentence, word: Token, found: list[Frame]) -> Phrase | None:
        """Who says the word: the holder of the narrowest frame around it, otherwise the subject of its verb."""
        around = [(e - s, f.cue.i, f) for f in found for s, e in f.content if s <= word.start < e and f.holder]
        if around:
            return min(around, key=lambda item: item[:2])[2].holder
        verb = next((a for a in sentence.ancestors(word) if a.pos == "VERB"), None)
        kind = self._lexicon.verb(verb) if verb is not None else None
        head = self._holders.of(sentence, verb) if verb is not None and kind is not None else None
        return self._phrases.build(sentence, head) if head is not None else None
