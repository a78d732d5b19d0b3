"""Coreference: which fuller name a source's "he", "it" or "the group" stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from demonstrably.extract.attribution.fitting import PERSONAL, Fitting, is_several
from demonstrably.extract.attribution.holders import speaking
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.short_names import fuller
from demonstrably.language.analysis import Sentence, Token

LOOK_BACK = 6
"""Sentences; a pronoun's name stands within the last three or so in news text, twice that leaves room."""

_SAME_REACH = 2000
"""Code points before "the same commission" within which it is named."""
_REPEATED = 600
"""Code points before a description within which its fuller form is looked for."""

_ALIKE = (("it", "its"), ("they", "them", "their"), ("he", "his", "him"), ("she", "her"))
"""Pronouns that stand for the same."""
_NO_GROUPS = ("police", "government", "medical", "court", "outlet", "agency")
"""Kinds of bodies that nobody calls a group."""
_KINDRED = {"department": "police"}
"""What a body may be called that was named otherwise ("Porto police said ..., the department said")."""
_DESCRIBING = ("compound", "amod")
_SUBJECTS = ("nsubj", "nsubjpass", "agent")


class Coreference:
    """Resolves a source's phrase to the fuller mention before it. Sentences are parsed only as far back as needed."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, is_place: Callable[[str], bool]) -> None:
        """`is_place` tells whether a name is a place's too."""
        self._lexicon = lexicon
        self._is_place = is_place
        self._names = names
        self._phrases = PhraseBuilder(lexicon)
        self._fitting = Fitting(names)

    def resolve(self, discourse: Discourse, phrase: Phrase) -> Phrase:
        """The fuller mention that a phrase stands for, the phrase itself where it is full or nothing fits."""
        if phrase.is_pronoun:
            found = self._pronoun(discourse, phrase)
            return self.resolve(discourse, found) if found else phrase
        if self._is_statement(phrase):
            return self._issuer(discourse, phrase) or phrase
        if _SAME.match(phrase.text) and (same := self._same(discourse, phrase)):
            return same
        if self._is_definite(phrase) and (definite := self._definite(discourse, phrase)):
            return definite
        if repeated := self._repeated(discourse, phrase):
            return repeated
        return fuller(discourse, phrase, self._phrases) or phrase

    # Pronouns

    def _pronoun(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """Who does what the pronoun tells of ("Doctors treated 41 people, they said"), otherwise the nearest fitting
        speaker before it, otherwise the nearest fitting subject."""
        if (doer := self._doer(phrase)) is not None:
            return doer
        if (own := self._governing(phrase) or self._antecedent(phrase) or self._before_colon(phrase)) is not None:
            return own
        fallback: Phrase | None = None
        for sentence in self._backwards(discourse, phrase.start):
            candidates = [
                c for c in self._candidates(discourse, sentence, phrase.start) if self._fitting.fits(c[0], phrase)
            ]
            speakers = [c for c, speaks in candidates if speaks]
            again = self._spoken_before(discourse, sentence, phrase)
            if again is not None and not any(c.start > again.start for c in speakers):
                return again  # "It said ... Three officers were hurt, it added"
            if not speakers and phrase.head.tag == "PRP$" and sentence is phrase.sentence:
                speakers = [c for c, _ in candidates]  # "the league has revised its count"
            if speakers:
                return speakers[-1]
            if (before := self._just_before(discourse, sentence, phrase)) is not None:
                return before
            known = (c for c, _ in candidates if not c.text.lower().startswith("no "))  # "no arrests were made"
            fallback = fallback or next(known, None)
        return fallback or self._last_person(discourse, phrase)

    def _governing(self, pronoun: Phrase) -> Phrase | None:
        """Who says what "it" plans or expects: "The organising side said it expects 5,000"."""
        sentence, verb = pronoun.sentence, pronoun.sentence.head(pronoun.head)
        saying = sentence.head(verb)
        if (
            pronoun.head.lower != "it"
            or verb.dep != "ccomp"
            or not self._is_speech(saying)
            or not self._is_speech(verb)
        ):
            return None
        subjects = (speaking(sentence, s) for s in reversed(sentence.children(saying, "nsubj")) if s.i < saying.i)
        found = (self._phrases.build(sentence, s) for s in subjects if s.tag in ("NN", "NNP"))
        bodies = (p for p in found if p.person is None and not self._names.has_role("words", [p.head.lower]))
        return next((p for p in bodies if p.end < pronoun.start), None)

    def _antecedent(self, pronoun: Phrase) -> Phrase | None:
        """Whom "whose" belongs to: "for the organisers, whose count was 9,000"."""
        sentence = pronoun.sentence
        if pronoun.head.tag != "WP$":
            return None
        verb = next((t for t in sentence.ancestors(pronoun.head) if t.dep == "relcl"), None)
        noun = sentence.head(verb) if verb is not None else None
        return self._phrases.build(sentence, noun) if noun is not None and noun.pos in ("NOUN", "PROPN") else None

    def _before_colon(self, pronoun: Phrase) -> Phrase | None:
        """Whom a sentence is about that goes on behind a colon with a pronoun: "Organisers disagreed: they counted"."""
        sentence, token = pronoun.sentence, pronoun.head
        if token.dep != "nsubj" or not token.i or sentence.tokens[token.i - 1].text not in (":", ";"):
            return None
        subjects = [t for t in sentence.tokens[: token.i] if t.dep == "nsubj" and sentence.head(t).dep == "ROOT"]
        phrases = (self._phrases.build(sentence, t) for t in subjects if t.pos in ("NOUN", "PROPN"))
        named = (p for p in phrases if p.person is not None or self._speaks_at_times(p))
        return next((p for p in named if self._fitting.fits(p, pronoun)), None)

    def _last_person(self, discourse: Discourse, pronoun: Phrase) -> Phrase | None:
        """The only person that the sentence before names, where no subject or speaker fits "he"."""
        index = discourse.index_at(pronoun.start)
        if pronoun.head.lower not in PERSONAL or not index:
            return None
        sentence = discourse.sentence(index - 1)
        persons = [n for n in sentence.names if n.label == "PERSON"]
        tops = [sentence.top(sentence.tokens[n.first : n.last + 1]) for n in persons]
        phrase = self._phrases.build(sentence, tops[0]) if len(tops) == 1 else None
        return phrase if phrase is not None and self._fitting.fits(phrase, pronoun) else None

    def _doer(self, pronoun: Phrase) -> Phrase | None:
        """The subject of what "they said" is behind, where that is a source of a kind that counts whom it cares for."""
        sentence, token = pronoun.sentence, pronoun.head
        verb = sentence.head(token)
        if token.dep != "nsubj" or token.i < 3 or sentence.tokens[token.i - 1].text != ",":
            return None
        told = [c for c in sentence.children(verb, "ccomp") if c.i < token.i and self._lexicon.has("tending", c)]
        subjects = (s for c in told for s in sentence.children(c, "nsubj") if s.pos in ("NOUN", "PROPN"))
        found = (self._phrases.build(sentence, s) for s in subjects)
        return next(
            (p for p in found if self._names.kind_of(p.text) == "medical" and self._fitting.fits(p, pronoun)), None
        )

    def _spoken_before(self, discourse: Discourse, sentence: Sentence, pronoun: Phrase) -> Phrase | None:
        """The same pronoun where it is the last that spoke in a sentence before the pronoun; None without one."""
        alike = next((words for words in _ALIKE if pronoun.head.lower in words), ())
        said = [
            t for t in sentence.tokens if t.lower in alike and t.end < pronoun.start and self._speaks_again(sentence, t)
        ]
        if not said or discourse.quotation_at(said[-1].start) is not None:
            return None
        return Phrase(sentence, said[-1], said[-1].start, said[-1].end)

    def _speaks_again(self, sentence: Sentence, token: Token) -> bool:
        """Whether a pronoun is the subject of a verb of speech, or owns a statement ("its estimate is 4,000")."""
        head = sentence.head(token)
        if token.dep == "poss":
            return self._lexicon.is_statement(head) and head.dep == "nsubj"
        return token.dep == "nsubj" and self._is_speech(head)

    def _just_before(self, discourse: Discourse, sentence: Sentence, pronoun: Phrase) -> Phrase | None:
        """Whom the sentence right before "It said" or "He said" in its paragraph is about ("The league gave a higher
        figure. It said ..."); None elsewhere."""
        index, word = discourse.index_at(pronoun.start), pronoun.head.lower
        if not index or discourse.spans[index - 1][0] != sentence.start or word not in ("it", "they", "he", "she"):
            return None
        if "\n" in discourse.text[sentence.start : pronoun.start]:
            return None
        subjects = [t for t in sentence.tokens if t.dep == "nsubj" and sentence.head(t).dep == "ROOT"]
        subjects = subjects or [t for t in sentence.tokens if t.dep == "ROOT" and t.pos == "PROPN"]  # as parsers err
        phrases = [self._phrases.build(sentence, speaking(sentence, t)) for t in subjects if t.pos in ("NOUN", "PROPN")]
        named = [p for p in phrases if p.person is not None or (word not in PERSONAL and self._speaks_at_times(p))]
        return next((p for p in named if self._fitting.fits(p, pronoun)), None)

    def _speaks_at_times(self, phrase: Phrase) -> bool:
        """Whether a phrase names a body whose kind gives figures out, no crowd and no place."""
        known = self._names.kind_of(phrase.text) not in ("unknown", "witness")
        return known or self._names.has_role("bodies", [phrase.head.lower]) or phrase.label == "ORG"

    def _backwards(
        self, discourse: Discourse, offset: int, may_tell: Callable[[str], bool] = lambda text: True
    ) -> Iterator[Sentence]:
        """The sentence at an offset and those before it; one is parsed only where its text `may_tell`."""
        index = discourse.index_at(offset)
        for k in range(index, max(-1, index - LOOK_BACK), -1):
            if may_tell(discourse.text[slice(*discourse.spans[k])]):
                yield discourse.sentence(k)

    def _candidates(self, discourse: Discourse, sentence: Sentence, before: int) -> list[tuple[Phrase, bool]]:
        """Noun phrases that may be taken up, each with whether it speaks; none inside quotations."""
        heads = [
            (t, self._speaks(sentence, t)) for t in sentence.tokens if t.pos in ("NOUN", "PROPN") and t.end < before
        ]
        heads = [(t, s) for t, s in heads if t.dep != "nsubj" or speaking(sentence, t).i == t.i]  # no datelines
        kept = [(t, s) for t, s in heads if (s or t.dep in _SUBJECTS) and discourse.quotation_at(t.start) is None]
        return [(self._phrases.build(sentence, t), speaks) for t, speaks in kept]

    def _speaks(self, sentence: Sentence, token: Token) -> bool:
        head = sentence.head(token)
        if token.dep in ("nsubj", "conj", "appos"):
            subject = token if token.dep == "nsubj" else head
            verb = sentence.head(subject)
            said = subject.dep == "nsubj" and (self._is_speech(verb) or self._gives(sentence, verb))
            if said and speaking(sentence, subject).i == token.i:
                return True
        if token.dep == "poss" and head.dep == "pobj" and self._lexicon.is_statement(head):
            return True  # "by the organisers' count"
        if token.dep == "dobj" and (kind := self._lexicon.verb(head)) is not None and kind.name == "cite":
            return True  # "the agency quoted an officer"
        if token.dep == "pobj" and head.dep == "agent":
            return self._lexicon.gives(sentence.head(head))  # not who called a rally
        if token.dep == "pobj" and head.lower == "to" and sentence.head(head).lower == "according":
            return True
        return token.dep == "appos" and (self._is_one(sentence, head) or self._ends(sentence, token))

    def _is_one(self, sentence: Sentence, subject: Token) -> bool:
        """Whether the subject of a verb of speech only says that somebody is one of some: "one of the organisers"."""
        return subject.pos == "NUM" and subject.dep == "nsubj" and self._is_speech(sentence.head(subject))

    def _ends(self, sentence: Sentence, token: Token) -> bool:
        """Whether a noun that the parser ties to what is said is who says it: "held until 4 p.m., a spokesman said"."""
        phrase = self._phrases.build(sentence, token)
        first, rest = sentence.at(phrase.start, phrase.end)[:1], sentence.at(phrase.end, sentence.end)[:2]
        named = phrase.person is not None and len(rest) > 1 and rest[0].text == ","
        told = any(self._lexicon.looks_appended(cue) for cue in rest[1 if named else 0 :][:1])
        return told and any(t.i and sentence.tokens[t.i - 1].text == "," for t in first)

    def _gives(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb gives a figure or message out: "gave a toll of 72", "has issued an update"."""
        light = self._lexicon.has("light_verbs", verb)
        given = sentence.children(verb, "dobj") if light else ()
        messages = self._lexicon.nouns["messages"]
        return any(self._lexicon.is_statement(t) or self._lexicon.is_total(t) or t.lemma in messages for t in given)

    def _is_speech(self, verb: Token) -> bool:
        """Whether a verb gives its subject's words; who only takes a stance ("voted") doesn't speak."""
        kind = self._lexicon.verb(verb)
        return kind is not None and not kind.stance

    # Statements and sources spoken of again

    def _is_statement(self, phrase: Phrase) -> bool:
        """Whether a phrase is "the statement", "the sources" and the like: a speaker named before stands behind it."""
        words = phrase.text.lower().split()
        return len(words) == 2 and words[0] == "the" and phrase.head.lemma in self._lexicon.nouns["taken_up"]

    def _issuer(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """Who spoke last before "the statement said", None where nobody did; several where "the sources" are."""
        plural = phrase.head.tag == "NNS"
        for sentence in self._backwards(discourse, phrase.start):
            told = [c for c, speaks in self._candidates(discourse, sentence, phrase.start) if speaks]
            fitting = [c for c in told if (not plural or is_several(c)) and not self._is_statement(c)]
            if fitting:
                return self.resolve(discourse, fitting[-1])
        return None

    def _same(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """What "the same commission" is the same as: the last mention by that noun, otherwise, for "the same source"
        and "the same list", who spoke last."""
        noun = re.compile(rf"\b(?<!same ){re.escape(phrase.head.text)}\b", re.IGNORECASE)
        low = max(0, phrase.start - _SAME_REACH)
        before = [m.span() for m in noun.finditer(discourse.text, low, phrase.start)]
        if before:
            sentence = discourse.sentence_at(before[-1][0])
            heads = [t for t in sentence.at(*before[-1]) if t.pos in ("NOUN", "PROPN")]
            if heads:
                named = sentence.head(heads[0])
                described = heads[0].dep == "appos" and named.pos == "PROPN"  # "Ann Bell, an official"
                return self.resolve(discourse, self._phrases.build(sentence, named if described else heads[0]))
        taken_up = phrase.head.lemma in self._lexicon.nouns["taken_up"] or self._lexicon.is_statement(phrase.head)
        taken_up |= phrase.head.tag == "NN" and self._names.has_role("words", [phrase.head.lower])
        if not taken_up and self._names.has_role("any_body", [phrase.head.lower]):
            return self._definite(discourse, phrase)  # "the same channel reported"
        return self._issuer(discourse, phrase) if taken_up else None

    def body_of(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """The body that "a spokeswoman" speaks for: the last one that spoke before, None where another did since."""
        for sentence in self._backwards(discourse, phrase.start):
            told = [c for c, speaks in self._candidates(discourse, sentence, phrase.start) if speaks]
            if told:
                return told[-1] if self._fitting.is_body(told[-1]) and not self._fitting.is_person(told[-1]) else None
        return None

    # Definite descriptions

    def _repeated(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """The last mention by the same words that says whose it is: "the press service of the ministry" of "the press
        service said"."""
        words = phrase.text.split()
        plain = phrase.head.tag == "NN" and phrase.text[1:].islower()
        if words[0] not in ("the", "The") or not 1 < len(words) < 5 or not plain:
            return None
        pattern = re.compile(rf"\b{re.escape(' '.join(words[1:]))}(?= (?:of|for|at) )", re.IGNORECASE)
        low = max(0, phrase.start - _REPEATED)
        before = [m.end() for m in pattern.finditer(discourse.text, low, phrase.start)]
        sentence = discourse.sentence_at(before[-1] - 1) if before else None
        heads = sentence.at(before[-1] - 1, before[-1]) if sentence else ()
        full = self._phrases.build(sentence, heads[0]) if sentence and heads and heads[0].pos == "NOUN" else None
        return full if full is not None and full.end > before[-1] else None

    def _is_definite(self, phrase: Phrase) -> bool:
        words = phrase.text.lower().split()
        called = self._names.has_role("bodies", words[1:]) or self._names.has_role("words", words[1:])
        based = any(word.endswith("-based") for word in words)  # "the New York-based group"
        general = self._names.has_role("any_body", words[-1:]) and (based or phrase.text[4:].islower())
        owned = phrase.text[-1:] in "'’" or any(word[-2:] in ("s'", "s’", "'s", "’s") for word in words)
        if general and words[0] == "the" and len(words) in (3, 4) and not owned:
            return phrase.head.tag == "NN"  # "the rights group"
        return len(words) == 2 and words[0] == "the" and called and phrase.head.tag == "NN"

    def _definite(self, discourse: Discourse, phrase: Phrase) -> Phrase | None:
        """The nearest fuller phrase before "the group": one that is called so, otherwise, for the words that any body
        may be taken up by, the nearest body's name."""
        word = "police" if phrase.head.lower == "force" else phrase.head.lower
        if word != "police" and not self._names.has_role("bodies", [word]):
            return self._office_holder(discourse, phrase, word)
        bodies: list[Phrase] = []
        general = self._names.has_role("any_body", [word])

        def may_tell(text: str) -> bool:
            return word == "police" or (general and not bodies) or _holds(text, word)

        for sentence in self._backwards(discourse, phrase.start, may_tell):
            named = [self._phrases.build(sentence, t) for t in self._described(sentence, phrase.start, word)]
            called = [p for p in named if _calls(p, word) or self._is_force(p, word)]
            called = [p for p in called if p.text != phrase.text and not _is_where(p)]
            called = [p for p in called if p.person is None or self._names.calls_body(p.text, p.context)]
            if called:
                return called[-1]
            bodies = bodies or [p for p in named if p.label in ("ORG", "PRODUCT") and self._may_be(p, phrase)]
        return bodies[-1] if bodies and general else None

    def _is_force(self, phrase: Phrase, word: str) -> bool:
        """Whether "the force" may stand for a name, by its last word ("Vell Constabulary")."""
        return word == "police" and self._names.has_role("forces", [phrase.head.lower])

    def _may_be(self, named: Phrase, described: Phrase) -> bool:
        """Whether a body's name may be what "the group" stands for; what is told more of ("the state broadcaster") is
        only a body of its kind, or one that is neither a place nor perhaps a person by two names."""
        kind = self._names.kind_of(named.text)
        other = described.head.lower == "group" and kind in _NO_GROUPS
        other |= described.head.lower in ("company", "firm") and kind != "unknown"
        other |= described.head.lower in ("network", "channel", "station") and kind not in ("outlet", "agency")
        other |= self._names.has_role("platforms", [named.text])
        if other or _is_where(named) or (" " not in named.text and self._is_place(named.text)):
            return False
        if len(described.text.split()) == 2:
            return True
        if kind != "unknown":
            return self._names.kind_of(described.text) in ("unknown", kind)
        return not _TWO_NAMES.fullmatch(named.text) and not self._is_place(named.text)

    def _office_holder(self, discourse: Discourse, phrase: Phrase, word: str) -> Phrase | None:
        """The nearest person before "the spokesman" who is called so, None where nobody is."""
        for sentence in self._backwards(discourse, phrase.start, lambda text: _holds(text, word)):
            named = [self._phrases.build(sentence, t) for t in self._described(sentence, phrase.start, word)]
            called = [p for p in named if word in f"{p.text} {p.context}".lower().split() and self._is_called(p)]
            if called:
                return called[-1]
        return None

    def _is_called(self, phrase: Phrase) -> bool:
        """Whether a phrase names a person."""
        return phrase.person is not None or self._fitting.is_titled(phrase)

    @staticmethod
    def _described(sentence: Sentence, before: int, word: str) -> list[Token]:
        """Heads of names before an offset, and of longer phrases around the word."""
        spans = [n for n in sentence.names if n.label in ("ORG", "PERSON", "GPE", "PRODUCT") and n.end < before]
        tops = {sentence.top(sentence.tokens[n.first : n.last + 1]).i for n in spans}
        called = [t for t in sentence.tokens if t.lower in (word, _KINDRED.get(word)) and t.end < before]
        tops |= {t.head for t in called if t.dep == "appos"}
        tokens = [t for t in sentence.tokens if t.i in tops or (t in called and t.dep != "appos")]
        proper = [t for t in tokens if t.pos == "PROPN" or (t.i > 0 and t.text[:1].isupper())]
        bare = word == "police"
        return [t for t in tokens if t in proper or (t in called and (bare or sentence.children(t, *_DESCRIBING)))]


_SAME = re.compile(r"(?:the|this|that) same ", re.IGNORECASE)
_TWO_NAMES = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+ [A-ZÀ-ÖØ-Þ][\w'’-]+")


def _calls(phrase: Phrase, word: str) -> bool:
    """Whether a phrase holds a word, or one that stands for the same body."""
    words = f"{phrase.text} {phrase.context}".lower().split()
    return word in words or _KINDRED.get(word) in words


def _holds(text: str, word: str) -> bool:
    """Whether a text has a word, or one that stands for the same body, anywhere."""
    small = text.lower()
    return word in small or (word in _KINDRED and _KINDRED[word] in small)


def _is_where(phrase: Phrase) -> bool:
    """Whether a name says where something is ("in Grodno and Brest"), whatever the analyser takes it for."""
    sentence, token = phrase.sentence, phrase.head
    while token.dep == "conj":
        token = sentence.head(token)
    return token.dep == "pobj" and sentence.head(token).lower == "in"
