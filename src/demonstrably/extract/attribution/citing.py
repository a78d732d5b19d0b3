"""Frames of whom another cites: "citing police", "quoted police as saying", "the mayor was quoted as saying"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from demonstrably.extract.attribution.frames import Frame, Region, after, stretch, without
from demonstrably.extract.attribution.holders import HolderFinder
from demonstrably.extract.attribution.labels import NAMING, phrase_of
from demonstrably.extract.attribution.lexicon import CueLexicon, VerbClass
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_RELATIVES = ("WDT", "WP")
_SAYING = ("say", "tell", "report", "admit")
"""Classes of the verbs whose participle gives the words of who is quoted."""
_Build = Callable[[Sentence, Token, VerbClass], Frame | None]


class CitedFrames:
    """Builds the frames of those who are cited: they spoke first, and who cites them passed it on."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._names = names
        self._phrases = phrases
        self._holders = HolderFinder(lexicon, phrases)
        self._scope = AppendedScope(lexicon)

    def find(self, sentence: Sentence, verb: Token, kind: VerbClass, build: _Build) -> Frame | None:
        """The frame of whom a verb cites, None where it cites nobody; `build` gives the frame of a governing verb."""
        saying = self._saying(sentence, verb)
        if kind.name != "cite":
            return self._citing(sentence, verb, build) if saying is not None and not kind.denies else None
        if saying is not None and (quoted := next(iter(sentence.children(verb, "nsubjpass")), None)) is not None:
            return self._quoted(sentence, verb, quoted, saying)
        return self._citing(sentence, verb, build) if self._cites(sentence, verb, saying) else None

    def fronted(self, sentence: Sentence, found: list[Frame]) -> Frame | None:
        """ "Citing Vigia, Reuters said ...": who is cited at a sentence's head, whatever the parser takes the verb
        for; `found` are the frames that syntax gave."""
        first = sentence.tokens[0]
        name = list(takewhile(lambda t: t.text != ",", sentence.tokens[1:]))
        rest = sentence.tokens[len(name) + 2 :]
        if not self._lexicon.has("citing", first) or any(f.deeper and f.cue.i == first.i for f in found):
            return None
        given_out = next((k for k, t in enumerate(name) if k and self._lexicon.is_statement(t)), len(name))
        name = [t for t in name[:given_out] if t.i < given_out or t.tag != "POS"]  # "Citing the ministry's figures"
        phrase = phrase_of(sentence, name) if name and rest and all(t.pos in (*NAMING, "ADP") for t in name) else None
        outer = next((f for f in found if f.cue.i > name[-1].i and f.holder is not None), None) if phrase else None
        if phrase is None or outer is None or not self._speaks(sentence, phrase.head, phrase):
            return None
        return Frame(phrase, first, tuple(self._scope.limited(list(rest))), relay=outer.holder, deeper=True)

    def _cites(self, sentence: Sentence, verb: Token, saying: Token | None) -> bool:
        """Whether a verb names another's words: "citing police", "which quoted police", "quoted police as saying"."""
        if sentence.children(verb, "nsubjpass", "agent"):
            return False
        cited = next(iter(sentence.children(verb, "dobj")), None)
        listed = cited is not None and any(t.text == ":" for t in sentence.tokens[cited.i + 1 : cited.i + 2])
        subjects = sentence.children(verb, "nsubj")
        relative = cited is not None and verb.dep == "relcl" and any(s.tag in _RELATIVES for s in subjects)
        return saying is not None or listed or not subjects or relative

    def _speaks(self, sentence: Sentence, noun: Token, phrase: Phrase) -> bool:
        """Whether it is somebody who is cited, or what he gave out."""
        given_out = any(noun.lemma in self._lexicon.nouns[group] for group in ("statements", "things", "documents"))
        known = given_out or noun.pos == "PRON" or self._names.speaks(phrase.text)
        return known or phrase.head.pos == "PROPN" or phrase.label in ("ORG", "PERSON")

    def _saying(self, sentence: Sentence, verb: Token) -> Token | None:
        """The participle of "quoted police as saying", None where there is none."""
        clauses = [c for p in sentence.children(verb, "prep") if p.lower == "as" for c in sentence.children(p, "pcomp")]
        kinds = ((c, self._lexicon.verb(c)) for c in clauses if c.tag == "VBG")
        return next((c for c, kind in kinds if kind is not None and kind.name in _SAYING), None)

    def _quoted(self, sentence: Sentence, verb: Token, quoted: Token, saying: Token) -> Frame:
        """The frame of "the mayor was quoted by an agency as saying", before or behind what he said."""
        phrase = self._phrases.build(sentence, quoted)
        agents = [a for v in (verb, saying) for a in sentence.children(v, "agent", "prep") if a.lower == "by"]
        by = next((o for a in agents for o in sentence.children(a, "pobj")), None)
        relay = self._phrases.build(sentence, by) if by is not None else None
        if told := self._told(sentence, saying):
            return Frame(phrase, verb, told, relay=relay, deeper=True)
        cluster = stretch([*sentence.subtree(quoted), verb, saying, *(t for a in agents for t in sentence.subtree(a))])
        content = self._scope.of_verb(sentence, cluster, quotations_only=False)
        return Frame(phrase, verb, tuple(content), relay=relay, deeper=True)

    def _told(self, sentence: Sentence, saying: Token | None) -> tuple[Region, ...]:
        """What follows "as saying", () where it only closes what was said before."""
        behind = after(sentence, saying.end) if saying is not None else []
        closed = not behind or behind[0].lower in (",", ".", "by", "on", "in")
        return () if closed else tuple(self._scope.limited(behind))

    def _citing(self, sentence: Sentence, verb: Token, build: _Build) -> Frame | None:
        """The source that another cites: it vouches for what the governing verb gives, or for the sentence."""
        cited = next(iter(sentence.children(verb, "dobj")), None)
        if cited is None:
            return None
        phrase = self._phrases.build(sentence, cited)
        if not self._speaks(sentence, cited, phrase):
            return None  # "citing safety concerns"
        governor = sentence.head(verb)
        named = governor.pos in ("NOUN", "PROPN") and governor.dep == "nsubj"
        if named and self._names.kind_of(phrase.text) != "unknown":  # "the BBC, quoting witnesses, said"
            governor = sentence.head(governor)
        kind = self._lexicon.verb(governor)
        outer = build(sentence, governor, kind) if kind and governor.i != verb.i and kind.name != "cite" else None
        hole = (min(verb.start, phrase.start), max(verb.end, phrase.end))
        mark = next((t for t in reversed(sentence.tokens[: verb.i]) if t.text == ";"), None)
        told = outer.content if outer and (mark is None or governor.i > mark.i) else ()
        around = (mark.end if mark is not None else sentence.start, sentence.end)
        content = told or tuple(without(self._scope.to_break(sentence, around), hole))
        relay = self._relay(sentence, verb, outer)
        content = self._told(sentence, self._saying(sentence, verb)) or _apart(content, relay)
        return Frame(phrase, verb, content, relay=relay, deeper=True)

    def _relay(self, sentence: Sentence, verb: Token, outer: Frame | None) -> Phrase | None:
        """Who cites: the verb's own subject, or whose words the verb gives that it hangs on."""
        if outer is not None:
            return outer.holder
        citing = next(iter(sentence.children(verb, "nsubj")), None)
        above = next((a for a in sentence.ancestors(verb) if self._lexicon.gives(a)), None)
        citing = citing or (self._holders.of(sentence, above) if above is not None else None)
        return self._phrases.build(sentence, citing) if citing is not None else None


def _apart(content: tuple[Region, ...], relay: Phrase | None) -> tuple[Region, ...]:
    """The stretches without the name of who cites."""
    return content if relay is None else tuple(p for r in content for p in without(r, (relay.start, relay.end)))
