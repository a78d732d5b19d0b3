"""Frames of denials without a verb of denying: "called the figure an invention", "no truth to reports that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.extract.attribution.frames import Frame, stretch
from demonstrably.extract.attribution.holders import HolderFinder
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
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
        yield from self._misread(sentence)
        yield from self._unconfirmed(sentence)
        words = [t for t in sentence.tokens if self._is_falsehood(sentence, t)]
        contested = [t for t in sentence.tokens if self._is_contested(sentence, t)] if words else []
        for word in words:
            told = [t for t in contested if not _is_own(sentence, t, word)] or _denied_clause(sentence, word)
            content = tuple(stretch(sentence.subtree(t)) for t in told)
            if not content:
                continue
            others = [f for f in found if all(f.cue.i != t.i for t in contested)]
            holder = self._holder(sentence, word, others)
            if holder is not None:
                yield Frame(holder, word, content, denies=True)

    def _misread(self, sentence: Sentence) -> Iterator[Frame]:
        """The frames of denials that the parser took for nouns ("The junta rejects reports that dozens rallied")."""
        for verb in sentence.tokens:
            cue = misread_denial(sentence, verb, self._lexicon)
            subject = [t for t in sentence.subtree(cue) if t.i < cue.i] if cue is not None else []
            nouns = [t for t in subject if t.pos in ("NOUN", "PROPN")]
            rest = sentence.tokens[verb.i + 1 :]
            if cue is not None and nouns and rest:
                holder = Phrase(sentence, nouns[-1], subject[0].start, nouns[-1].end)
                yield Frame(holder, cue, (stretch(rest),), denies=True)

    def _unconfirmed(self, sentence: Sentence) -> Iterator[Frame]:
        """The frames of what somebody cannot confirm, which makes nobody its source: "said they could not confirm
        reports that 21 died", "was unable to verify claims of 12 deaths"."""
        for verb in (t for t in sentence.tokens if t.pos == "VERB" and self._lexicon.has("confirming", t)):
            tops = sentence.children(verb, "dobj", "ccomp") if self._is_withheld(sentence, verb) else ()
            told = [t for top in tops for t in sentence.subtree(top) if t.i > verb.i]
            if told:
                yield Frame(None, verb, (stretch(told),))

    def _is_withheld(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb of confirming is negated, refused or out of somebody's power."""
        above = sentence.head(verb)
        if sentence.children(verb, "neg") or verb.dep not in ("xcomp", "ccomp", "advcl"):
            return bool(sentence.children(verb, "neg"))
        if self._lexicon.has("inability", above) or (verb.dep == "xcomp" and self._lexicon.has("refusals", above)):
            return True
        negated = [*sentence.children(above, "neg"), *sentence.children(sentence.head(above), "neg")]
        return self._lexicon.has("ability", above) and bool(negated)

    def _is_falsehood(self, sentence: Sentence, word: Token) -> bool:
        """A word of falsehood that is not negated itself, or a negated one of truth."""
        if not (self._lexicon.has("truths", word) or self._lexicon.has("falsehoods", word)):
            return False
        above = sentence.head(word)
        if above.pos == "ADP" and above.i > above.head:  # "does not correspond to reality", not "in fact"
            above = sentence.head(above)
        near = [*sentence.children(word), *sentence.children(above, "neg")]
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


def _denied_clause(sentence: Sentence, word: Token) -> list[Token]:
    """What is said to be false where that is a clause: "it is not true that 12 died"."""
    verb = sentence.head(word)
    by_it = any(t.lower == "it" for t in sentence.children(verb, "nsubj"))
    clauses = sentence.children(verb, "ccomp") if by_it and word.dep in ("acomp", "attr") else ()
    return [c for c in clauses if any(t.lower == "that" for t in sentence.children(c, "mark"))]


def _is_own(sentence: Sentence, noun: Token, word: Token) -> bool:
    """Whether a statement is that of who speaks the word of falsehood, of something else: "published a report of 45
    arrests and called the ministry's account false"."""
    verb = next((a for a in sentence.ancestors(word) if a.pos == "VERB"), None)
    if verb is None or noun.dep != "dobj" or verb.dep != "conj" or verb.head != noun.head:
        return False
    taken_up = any(t.lower in ("it", "them", "this", "these") for t in sentence.subtree(verb))
    return not taken_up


def misread_denial(sentence: Sentence, verb: Token, lexicon: CueLexicon) -> Token | None:
    """The verb of denial right before a statement that the parser took for a verb ("rejects reports that ..."), None
    elsewhere."""
    cue = sentence.tokens[verb.i - 1] if verb.i > 1 and verb.pos == "VERB" else None
    if cue is None or cue.tag not in ("NNS", "NN") or cue.head != verb.i:
        return None
    plural = verb.lower.endswith("s") and lexicon.denies_by_form(cue) and verb.lemma in lexicon.nouns["statements"]
    return cue if plural else None
