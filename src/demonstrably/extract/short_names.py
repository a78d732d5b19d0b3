"""Short names: which fuller name a surname stands for."""

from __future__ import annotations

import re

from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.discourse import Discourse

_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sen|Rep|Gov|Gen|Col|Capt|Sgt|Rev)\.?\s", re.IGNORECASE)
_SHORT = re.compile(r"(?:[A-Z][a-z]{1,3}\.?\s)?[A-ZÀ-ÖØ-Þ][\w'’-]+$")


def fuller(discourse: Discourse, phrase: Phrase, phrases: PhraseBuilder) -> Phrase | None:
    """The first mention of a person by more than the surname; None for any other name, and where there is none
    before."""
    if not _is_short(phrase):
        return None
    surname, other = re.escape(phrase.head.text), r"[A-ZÀ-ÖØ-Þ][\w'’.-]+"
    named = re.compile(rf"{other}\s+{surname}\b|\b{surname}\s+{other}")
    found = named.finditer(discourse.text, 0, phrase.start)
    match = next((m for m in found if not _TITLE.match(m.group())), None)
    if match is None:
        return None
    sentence = discourse.sentence_at(match.end() - 1)
    token = next((t for t in sentence.at(match.end() - 1, match.end()) if t.pos == "PROPN"), None)
    name = next((n for n in sentence.names if token and n.label == "PERSON" and n.first <= token.i <= n.last), None)
    token = sentence.top(sentence.tokens[name.first : name.last + 1]) if name else token
    full = phrases.build(sentence, token) if token else None
    return full if full and (phrase.label != "ORG" or full.label == "PERSON") else None


def _is_short(phrase: Phrase) -> bool:
    """A surname, alone or after a form of address; no part of a longer name."""
    bare = _TITLE.sub("", phrase.text)
    names = [n for n in phrase.sentence.names if n.first <= phrase.head.i <= n.last]
    personal = all(n.label == "PERSON" or (n.label == "ORG" and n.first == n.last) for n in names)
    return phrase.head.pos == "PROPN" and personal and " " not in bare and bool(_SHORT.match(bare))
