"""What a short news text tells, as features: which classes of words it has, who does what to whom, what it opens with.

Words are read into signs by the codebook's table "<language>/snippets"; a sign's class stands for an idea ("arrest",
"crowd") and its groups for a wider one ("control", "gathered"). Each word is a feature, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demonstrably.codebook import Codebook

Features = frozenset[str]
"""The names of what holds of a text; what is not named does not."""

_CAUSE = "cause"
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”)]*\s+(?=[A-Z\"“])")
_CLAUSE = re.compile(r"[,;:]|\b(?:when|as|while|and|who|turned|but|with)\b")
_SENTENCES = 4
"""So many sentences are read: what comes later in a text is seldom the event that it reports."""

_ROLE = 60
"""An actor stands at most so many characters from what is done, by it or to it."""

_CAUSE_REACH = 40
"""So many characters of what a gathering is against are no event, if the clause does not end before."""

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

_BEFORE = 25
"""Characters before a verb that may hold the passive's auxiliary and an adverb."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A word of a class of the codebook. `start` and `end` are code points of its sentence; `passive` is true after a
    passive's auxiliary; `about` of what a gathering is for, against or after ("rallied against the arrest")."""

    kind: str
    start: int
    end: int
    passive: bool = False
    about: bool = False


class SnippetFeatures:
    """Describes texts by the codebook's table "<language>/snippets"."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/snippets")
        roles: Mapping[str, Any] = table["roles"]
        self._words = _one_pattern({**table["classes"], _CAUSE: roles["about"]})
        self._passive = re.compile(rf"\b{roles['passive']}\s+$", re.IGNORECASE)
        self._actors, self._actions = frozenset(roles["actors"]), frozenset(roles["actions"])
        self._openers, self._gathered = frozenset(roles["openers"]), frozenset(roles["gathered"])
        self._never_about = frozenset(roles["never_about"])
        self._ideas = _ideas(table["classes"], table["groups"])
        crossed: Mapping[str, Sequence[str]] = table["crossed"]
        self._elsewhere, self._weighed = frozenset(crossed["elsewhere"]), frozenset(crossed["weighed"])

    def describe(self, text: str) -> Features:
        """The features of a text; those of an empty text are those of one without a gathering."""
        read = _SENTENCE.split(text)[:_SENTENCES]
        sentences = [self.signs(sentence) for sentence in read]
        found = {name for signs in sentences for sign in signs for name in self._names(sign)}
        lead = sentences[0] if sentences else []
        features = {*found, *(f"lead: {name}" for sign in lead for name in self._names(sign))}
        features.update(f"word: {word}" for sentence in read for word in _WORD.findall(sentence.lower()))
        features.update(self._opening(lead), self._crossed(found))
        for signs in sentences:
            features.update(self._neighbours(signs), self._roles(signs))
        return frozenset(features)

    # -- signs --------------------------------------------------------------------------------------------------

    def signs(self, sentence: str) -> list[Sign]:
        """The signs of a sentence in text order; none overlaps another."""
        signs: list[Sign] = []
        gathered, cause_end = False, None
        for match in self._words.finditer(sentence):
            kind = match.lastgroup or ""
            if kind == _CAUSE and gathered:
                cause_end = match.end()
            about = kind not in self._never_about and _reaches(sentence, cause_end, match.start())
            signs.append(Sign(kind, match.start(), match.end(), self._is_passive(sentence, match.start()), about))
            gathered = gathered or kind in self._gathered
        return signs

    def _is_passive(self, sentence: str, start: int) -> bool:
        return self._passive.search(sentence[max(0, start - _BEFORE) : start]) is not None

    def _names(self, sign: Sign) -> Iterator[str]:
        for idea in self._ideas[sign.kind]:
            yield f"about {idea}" if sign.about else idea

    # -- features -----------------------------------------------------------------------------------------------

    def _opening(self, lead: Sequence[Sign]) -> Iterator[str]:
        """What the text opens with, and the first that is done in it."""
        opener = next((s for s in lead if s.kind in self._openers or s.kind in self._actions), None)
        act = next((s for s in lead if s.kind in self._actions), None)
        if opener:
            yield from (f"opens: {idea}" for idea in self._ideas[opener.kind])
        if act:
            yield from (f"first act: {idea}{' passive' if act.passive else ''}" for idea in self._ideas[act.kind])

    def _crossed(self, found: Iterable[str]) -> Iterator[str]:
        """Each sign with whether people gather, some with whether there is war or crime: an arrest at a protest."""
        names = frozenset(found)
        gathered = bool(names & self._gathered)
        yield "gathering" if gathered else "no gathering"
        yield from (f"{'' if gathered else 'no '}gathering + {name}" for name in names)
        place = "elsewhere" if names & self._elsewhere else "plain"
        yield from (f"{place} + {name}" for name in names & self._weighed)

    def _neighbours(self, signs: Sequence[Sign]) -> Iterator[str]:
        before = "start"
        for sign in signs:
            after = self._ideas[sign.kind][-1]
            yield f"{before} then {after}"
            before = after

    def _roles(self, signs: Sequence[Sign]) -> Iterator[str]:
        """Who does what, and to whom, by the nearest actors on either side; the passive turns them round."""
        for i, sign in enumerate(signs):
            if sign.kind not in self._actions or sign.about:
                continue
            left, right = self._actor_before(signs[:i], sign), self._actor_after(signs[i + 1 :], sign)
            doer, target = (right, left) if sign.passive else (left, right)
            for act in self._ideas[sign.kind]:
                yield from (f"{who} does {act}" for who in self._ideas_of(doer))
                yield from (f"{act} to {whom}" for whom in self._ideas_of(target))

    def _actor_before(self, signs: Sequence[Sign], act: Sign) -> Sign | None:
        return next((s for s in reversed(signs) if s.kind in self._actors and act.start - s.end <= _ROLE), None)

    def _actor_after(self, signs: Sequence[Sign], act: Sign) -> Sign | None:
        return next((s for s in signs if s.kind in self._actors and s.start - act.end <= _ROLE), None)

    def _ideas_of(self, sign: Sign | None) -> Sequence[str]:
        return self._ideas[sign.kind] if sign else ()


def _reaches(sentence: str, cause_end: int | None, start: int) -> bool:
    """Whether a cause that ended at `cause_end` still covers what begins at `start`."""
    if cause_end is None or not 0 <= start - cause_end <= _CAUSE_REACH:
        return False
    return _CLAUSE.search(sentence, cause_end, start) is None


def _ideas(classes: Iterable[str], groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each class with itself and its groups, the last of which is the widest."""
    return {c: (c, *(g for g, members in groups.items() if c in members)) for c in (*classes, _CAUSE)}


def _one_pattern(classes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One expression with a group a class; of two that fit at a place the class named first wins."""
    named = "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in classes.items())
    return re.compile(rf"(?<![^\W_])(?:{named})(?![^\W_])", re.IGNORECASE)
