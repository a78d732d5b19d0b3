"""Announcements: lines that tell nothing but who speaks below them ("The Met has issued a statement on X:")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence, Token

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y)\b(?!\.)")
_LONGEST = 160
"""Characters of a line that only announces."""


class Announcements:
    """Finds who speaks below a line that ends in a colon."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames) -> None:
        self._lexicon = lexicon
        self._names = names
        self._phrases = PhraseBuilder(lexicon)

    def made_by(self, sentence: Sentence) -> Frame | None:
        """Whose statement a line announces ("Update from Sussex Police, posted just now:"), who does whatever it says
        ("The brigade tweeted:"), or who is named and no more ("Sussex Police on X:"); None where that is nobody."""
        top = next((t for t in sentence.tokens if t.dep == "ROOT"), None)
        if top is None:
            return None
        heads = (*self._owners(sentence, top), *self._subjects(sentence, top), *self._named(sentence, top))
        head = next((t for t in heads if t.pos in ("NOUN", "PROPN", "PRON")), None)
        if head is None or head.lower in self._lexicon.forms["first_person"]:
            return None
        whole = head.i == top.i - 1 and head.head == top.i  # "Avon and Somerset police tweet:"
        phrase = self._bare(self._phrases.build(sentence, head))
        return Frame(replace(phrase, start=sentence.tokens[0].start) if whole else phrase, top, ())

    def _bare(self, phrase: Phrase) -> Phrase:
        """The name without the word for what is said, and without where a person or on what he says it."""
        tokens = [t for t in phrase.sentence.at(phrase.start, phrase.end) if t.i >= phrase.head.i]
        told = next((t for t in tokens if t.lower in self._lexicon.nouns["messages"]), None)
        where = ("on", "via", "in", "at") if phrase.person is not None else ("on", "via")
        cut = next((t for t in tokens[1:] if t is told or t.lower in where), told)
        if cut is None:
            return phrase
        if cut.i > phrase.head.i:
            return replace(phrase, end=phrase.sentence.tokens[cut.i - 1].end)
        speaker = phrase.sentence.tokens[cut.i - 1]
        return replace(phrase, head=speaker, end=speaker.end) if phrase.start < cut.start else phrase

    def over(self, discourse: Discourse, offset: int) -> list[Frame]:
        """Who speaks without quotation marks at an offset, in a paragraph in the first person right below such a line
        ("From my colleague Ann Bell in Vell:"); [] elsewhere."""
        text = discourse.text
        start = text.rfind("\n", 0, offset) + 1
        lead = text[max(0, start - _LONGEST - 1) : start].rstrip()
        if not lead.endswith(":") or len(lead) - lead.rfind("\n") > _LONGEST:
            return []
        end = text.find("\n", offset)
        own = _FIRST_PERSON.search(text, start, end if end >= 0 else len(text))
        if own is None:
            return []
        frame = self.made_by(discourse.sentence_at(start - 1))
        return [frame] if frame is not None else []

    def _owners(self, sentence: Sentence, top: Token) -> Iterator[Token]:
        """Whose words are announced: "a message from the mayor", "From our reporter in Vell", "Statement by Vigia"."""
        told = [t for t in sentence.tokens if t.lemma.lower() in self._lexicon.nouns["messages"]]
        opening = [top] if top.lower == "from" else []
        if top.pos in ("PRON", "ADJ", "ADV"):  # "This from our stringer:", "More from the police:"
            opening += [p for p in sentence.children(top, "prep") if p.lower == "from"]
        preps = (p for t in told for p in sentence.children(t, "prep", "agent"))
        for prep in (*opening, *(p for p in preps if p.lower in ("from", "by"))):
            yield from sentence.children(prep, "pobj")
        yield from (c for t in told if t.i == top.i for c in sentence.children(t, "compound") if c.i == top.i - 1)

    def _subjects(self, sentence: Sentence, top: Token) -> Iterator[Token]:
        """Who does what a line says, where those who gathered don't: a banner is no statement of theirs."""
        return (c for c in sentence.children(top, "nsubj") if c.lemma not in self._lexicon.nouns["gathered"])

    def _named(self, sentence: Sentence, top: Token) -> Iterator[Token]:
        """A known kind of source that a line names and no more."""
        if top.pos in ("NOUN", "PROPN") and self._is_known(self._phrases.build(sentence, top)):
            yield top

    def _is_known(self, phrase: Phrase) -> bool:
        return self._names.kind_of(phrase.text, phrase.label) != "unknown"
