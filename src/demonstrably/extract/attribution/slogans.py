"""Slogans: sources that are called by a sentence or a part of one ("Save Our Libraries said", "Parents Against Cuts
put"), which a parser takes for that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from demonstrably.extract.attribution.frames import Frame, after
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_WITHIN = frozenset({"the", "of", "our", "for", "to", "a", "and", "on", "in", "not", "your", "my", "this"})
"""What may stand in small letters within a name."""
_BARE = frozenset({"VB", "VBP"})
"""Tags of a verb that a name begins with ("Stop the War", "Just Stop Oil")."""
_LINKS = frozenset({"against", "for", "without", "before"})
"""What joins the parts of such a name ("Parents Against Cuts"), whatever a tagger takes it for."""
_LONGEST = 8
"""Tokens of a name."""


class Slogans:
    """Gives the words of a source that is so called back to it."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon
        self._scope = AppendedScope(lexicon)

    def over(self, sentence: Sentence, frames: Iterable[Frame]) -> list[Frame]:
        """The frames, those whose cue such a name stands right before with the whole of it, and those that lack one."""
        named = {t.i: phrase for t in sentence.tokens if (phrase := self._before(sentence, t)) is not None}
        kept = [replace(f, holder=named[f.cue.i]) if f.cue.i in named else f for f in frames]
        cues = [sentence.tokens[i] for i in named if all(f.cue.i != i for f in kept)]
        contents = [tuple(self._scope.limited(after(sentence, cue.end))) for cue in cues]
        return kept + [Frame(named[c.i], c, content) for c, content in zip(cues, contents, strict=True) if content]

    def _before(self, sentence: Sentence, cue: Token) -> Phrase | None:
        """Such a name right before a cue in small letters; None before all else."""
        if not cue.text.islower() or not self._lexicon.gives(cue):
            return None
        first = cue.i
        while first > 0 and cue.i - first < _LONGEST and _is_named(sentence.tokens[first - 1]):
            first -= 1
        run = list(sentence.tokens[first : cue.i])
        while run and not run[0].text[:1].isupper():
            run = run[1:]
        if len(run) < 2 or not run[-1].text[:1].isupper() or not any(_is_odd(t, run) for t in run[:-1]):
            return None
        nouns = [t for t in run if t.pos in ("NOUN", "PROPN")]
        return Phrase(sentence, nouns[-1] if nouns else run[-1], run[0].start, run[-1].end)


def _is_named(token: Token) -> bool:
    return token.text[:1].isupper() or token.text in _WITHIN


def _is_odd(token: Token, run: list[Token]) -> bool:
    """Whether a word in capitals is none that names are made of: a bare verb, or a preposition within."""
    if not token.text[:1].isupper():
        return False
    return token.tag in _BARE or (token.i > run[0].i and (token.pos == "ADP" or token.lower in _LINKS))
