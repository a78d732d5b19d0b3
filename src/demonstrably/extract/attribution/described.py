"""Bodies named right behind the noun that says what they are ("the campaign Take It Back", "the war monitor Human
Rights Observatory"), whatever the parser makes of the words of their names."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.extract.attribution.frames import Frame, Region, after
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_JOINTS = ("of", "for", "the", "and", "against", "to", "de", "la", "del", "di", "da", "en")
"""Words that stand in such a name and open or end none."""
_DESCRIPTION = 6
"""Tokens from the article to the noun at the most ("the New York-based rights group")."""
_PAUSES = (",", '"', "”", "’", "''")
_STOPS = (".", ",", ";", '"', "”", ")")


class DescribedBodies:
    """Mends the frames of cues beside such a name."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames) -> None:
        self._lexicon = lexicon
        self._names = names
        self._scope = AppendedScope(lexicon)

    def mended(self, sentence: Sentence, found: list[Frame]) -> list[Frame]:
        """The frames, with those of such bodies in the place of what the parser made of the same words."""
        own = [frame for frame in self._frames(sentence) if frame.content and not _is_known(frame, found)]
        inside = [frame.holder for frame in own if frame.holder is not None]
        kept = (
            f
            for f in found
            if all(f.cue.i != frame.cue.i for frame in own)
            and not any(phrase.start <= f.cue.start < phrase.end for phrase in inside)
        )
        return [*kept, *own]

    def _frames(self, sentence: Sentence) -> Iterator[Frame]:
        for noun in sentence.tokens:
            first = self._opening(sentence, noun)
            name = _name_behind(sentence, noun) if first is not None else []
            if first is None or not name:
                continue
            context = sentence.text[first.start - sentence.start : noun.end - sentence.start]
            phrase = Phrase(sentence, name[-1], name[0].start, name[-1].end, context)
            behind = sentence.tokens[name[-1].i + 1 : name[-1].i + 2]
            before = sentence.tokens[max(0, first.i - 2) : first.i]
            if behind and self._lexicon.looks_appended(behind[0]):
                yield Frame(phrase, behind[0], tuple(self._told(sentence, first, behind[0])))
            elif [t.lower for t in before] == ["according", "to"]:
                around = (before[0].start, name[-1].end)
                yield Frame(phrase, before[0], tuple(self._scope.of_adverbial(sentence, around)))
            elif self._inverts(before) and (not behind or behind[0].text in _STOPS):
                yield Frame(phrase, before[-1], tuple(self._scope.lead(sentence, before[0].start)))

    def _opening(self, sentence: Sentence, noun: Token) -> Token | None:
        """The article before a noun for bodies; None where there is none, or something breaks off between them."""
        if noun.lower not in self._names.nouns_of_bodies:
            return None
        for token in reversed(sentence.tokens[max(0, noun.i - _DESCRIPTION) : noun.i]):
            if token.lower in ("the", "a", "an"):
                return token
            if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB", "PUNCT") or token.text in (",", ":", ";", "(", ")"):
                return None
        return None

    def _inverts(self, before: tuple[Token, ...]) -> bool:
        """Whether a cue stands right behind a comma ("..., said the campaign")."""
        cue = before[-1] if len(before) == 2 and before[0].text in _PAUSES else None
        return cue is not None and cue.lower != "told" and self._lexicon.looks_appended(cue)

    def _told(self, sentence: Sentence, first: Token, cue: Token) -> list[Region]:
        """What stands before a body that a comma sets off behind it, otherwise what follows its cue."""
        pause = sentence.tokens[first.i - 1] if first.i else None
        rest = after(sentence, cue.end)
        if pause is not None and pause.text in _PAUSES and (not rest or rest[0].text in _STOPS):
            return self._scope.lead(sentence, pause.start)
        return self._scope.limited(rest)


def _name_behind(sentence: Sentence, noun: Token) -> list[Token]:
    """The words in capitals right behind a noun, with what joins them, where one of them is a common word that the
    parser may have taken for a verb or a place; [] without."""
    name: list[Token] = []
    for token in sentence.tokens[noun.i + 1 :]:
        if not (token.text[:1].isupper() or (name and token.lower in _JOINTS)):
            break
        name.append(token)
    while name and not name[-1].text[:1].isupper():
        name.pop()
    return name if len(name) > 1 else []


def _is_known(frame: Frame, found: list[Frame]) -> bool:
    """Whether the parser made the same of a cue."""
    return any(
        f.cue.i == frame.cue.i
        and f.content
        and f.holder is not None
        and frame.holder is not None
        and f.holder.start <= frame.holder.start
        and f.holder.end == frame.holder.end
        for f in found
    )
