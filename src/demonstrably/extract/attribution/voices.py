"""Voices: the body behind "a spokeswoman said", "its director said" or "a doctor there said", the name behind "a rights
group said" that a later line gives, and the full name of the coalition whose chairman speaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.coreference import Coreference
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

AHEAD = 4
"""Sentences behind a body's first mention within which a report names it."""

_CAPITAL = r"[A-ZÀ-Ž][\w'’&-]*"
_LEAD = 2
"""Sentences at a text's head, title and lead, in which a report says only of what kind a body is."""

_ARTICLES = ("a", "an", "one")
_SPEAKING = ("medical", "court", "monitor", "government", "outlet", "agency", "organiser", "opposition")
"""Kinds of bodies that "its" may stand for."""
_OTHERS = ("police", "government", "medical", "court", "outlet", "agency", "witness", "social_account")
"""Kinds of whoever else speaks after "a rights group"."""


class Voices:
    """Finds the institution of whoever is told only by his office or kind."""

    def __init__(
        self,
        codebook: Codebook,
        names: SourceNames,
        coreference: Coreference,
        phrases: PhraseBuilder,
        frames_of: Callable[[Discourse, int], list[Frame]],
    ) -> None:
        others = "|".join(codebook.table("sources")["roles"]["before_forces"])
        self._before = rf"(?:(?!(?:{others})\b){_CAPITAL} ){{0,4}}"
        self._names = names
        self._coreference = coreference
        self._phrases = phrases
        self._frames_of = frames_of

    def institution(self, discourse: Discourse, phrase: Phrase) -> str | None:
        """The body for which "a spokesman" or "a rights group" stands; None of any other phrase, and where the text
        doesn't tell."""
        if self._names.is_voice(phrase.text):
            body = self._coreference.body_of(discourse, phrase)
            return body.text if body is not None else None
        if self._names.has_role("words", [phrase.head.lower]):
            return self._of_office(discourse, phrase)
        index = discourse.index_at(phrase.start)
        first, *_ = phrase.text.lower().split()
        described = first in _ARTICLES and phrase.head.tag in ("NN", "NNP") and index < _LEAD
        if not described or not self._names.has_role("described", [phrase.head.lower]):
            return None
        return self._named_later(discourse, index)

    def of_spokesman(self, discourse: Discourse, phrase: Phrase, person: str) -> str | None:
        """The body that "spokeswoman Ann Bell" speaks for: the last one that spoke before; None for anybody else."""
        office = phrase.text.removesuffix(person).split()
        spokesman = len(office) == 1 and self._names.has_role("voices", office)
        body = self._coreference.body_of(discourse, phrase) if spokesman else None
        return body.text if body is not None else None

    def _of_office(self, discourse: Discourse, phrase: Phrase) -> str | None:
        """The body whose office somebody is told by: whose it is ("the union's president", "its director"), for or at
        which it is held ("a spokeswoman for the force"), what stands before it ("the police chief"), or the place of
        care that "a doctor there" speaks of."""
        sentence, head = phrase.sentence, phrase.head
        owners = sentence.children(head, "poss")
        if owners:  # "their lawyer" speaks for no body
            theirs = owners[-1].pos == "PRON" and owners[-1].lower != "its"
            return None if theirs else self._resolved(discourse, sentence, owners[-1])
        held = (p for p in sentence.children(head, "prep") if p.end < phrase.end)
        if (prep := next(held, None)) is not None:
            bodies = [b for b in sentence.children(prep, "pobj") if b.pos != "PRON"]
            speaks = prep.lower in ("of", "for") and self._names.led_body(phrase.text) is not None
            works = prep.lower in ("at", "with", "from") and any(self._works_in(head, body) for body in bodies)
            return self._resolved(discourse, sentence, bodies[0]) if bodies and (speaks or works) else None
        if any(t.lower == "there" for t in sentence.tokens[head.i + 1 : head.i + 2]):
            return self._there(sentence, head)
        return self._names.department(phrase.text)

    def owning(self, discourse: Discourse, person: Phrase) -> str | None:
        """The body behind the "its" of "its convener, Ann Bell"; None where it can't be told."""
        sentence = person.sentence
        its = [t for t in sentence.tokens if t.lower == "its" and t.pos == "PRON"]
        its.sort(key=lambda t: not self._names.has_role("words", [sentence.head(t).lower]))
        return self._resolved(discourse, sentence, its[0]) if its else None

    def _resolved(self, discourse: Discourse, sentence: Sentence, noun: Token) -> str | None:
        """The full name of a body by its noun or pronoun; "its" is of the body named before it in its sentence, if any
        is ("received by the Vell hospital, its director said"), and of none of another paragraph."""
        if noun.lower == "its" and (body := self._last_body(sentence, noun)) is not None:
            noun = body
        phrase = self._coreference.resolve(discourse, self._phrases.build(sentence, noun))
        if noun.lower == "its" and "\n" in discourse.text[phrase.end : noun.start]:
            return None
        known = self._names.kind_of(phrase.text) not in ("unknown", "witness")
        called = known or phrase.label == "ORG" or self._names.has_role("bodies", [phrase.head.lower])
        if phrase.is_pronoun or phrase.person is not None or not called:
            return None
        return _bare(phrase.text)

    def _last_body(self, sentence: Sentence, before: Token) -> Token | None:
        """The body that a sentence is about before one of its tokens, otherwise the last that it names there; police
        and places left out."""
        heads = [t for t in sentence.tokens[: before.i] if t.tag in ("NN", "NNP") and t.dep != "compound"]
        bodies = [t for t in heads if self._names.has_role("bodies", [t.lower]) or self._is_institution(t)]
        told = [t for t in bodies if sentence.children(t, "det", "compound", "poss")]
        return next((t for t in told if t.dep == "nsubj"), told[-1] if told else None)

    def _is_institution(self, noun: Token) -> bool:
        """Whether a noun is the word for an institution, and no person's ("hospital", "prefecture")."""
        return self._names.kind_of(noun.text) in _SPEAKING and not self._names.has_role("words", [noun.lower])

    def _there(self, sentence: Sentence, head: Token) -> str | None:
        """What was named last before somebody in its sentence and is of his kind: the hospital of "a doctor there"."""
        nouns = (t for t in reversed(sentence.tokens[: head.i]) if t.tag in ("NN", "NNP"))
        body = next((t for t in nouns if self._works_in(head, t)), None)
        return _bare(self._phrases.build(sentence, body).text) if body is not None else None

    def _works_in(self, head: Token, noun: Token) -> bool:
        """Whether a noun is that of a body of the same kind as somebody's office: the hospital of a doctor."""
        kind = self._names.kind_of(head.text)
        same = kind != "unknown" and self._names.kind_of(noun.text) == kind
        return same and not self._names.has_role("words", [noun.lower])

    def full_name(self, discourse: Discourse, institution: str, before: int) -> str:
        """The name that a body is first called by before an offset where its word alone stands for it ("coalition" for
        "Coalition of Aggrieved Pensioners"); the institution itself elsewhere."""
        word = institution.split(" in ")[0]
        if not word.islower() or not self._names.has_role("bodies", [word]):
            return institution
        behind = rf"(?: (?:of|for|against) (?:the )?{_CAPITAL}(?: (?:and )?{_CAPITAL})*)?"
        name = re.compile(rf"\b{self._before}{word.capitalize()}\b{behind}")
        named = (m.group() for m in name.finditer(discourse.text, 0, before))
        return next((full for full in named if " " in full), institution)

    def _named_later(self, discourse: Discourse, index: int) -> str | None:
        """The first body of no other kind that speaks under its name in the sentences behind."""
        for k in range(index + 1, min(index + 1 + AHEAD, len(discourse.spans))):
            for holder in (f.holder for f in self._frames_of(discourse, k) if f.holder is not None and not f.stance):
                proper = (
                    holder.head.pos == "PROPN" and holder.person is None and holder.label in ("ORG", None, "PRODUCT")
                )
                if proper and self._names.kind_of(holder.text, holder.label) not in _OTHERS:
                    return holder.text.removeprefix("The ").removeprefix("the ")
        return None


def _bare(name: str) -> str:
    """A body's name without its article and the ending of a possessive."""
    return re.sub(r"^[Tt]he |['’]s?$", "", name)
