"""Headlines in capitals: "Police Arrest 45 Protesters In Lagos", "POLICE ARREST 45 PROTESTERS IN LAGOS".

The tagger takes capitalised words for names, so that such lines have no verb. Before they are parsed, words that a
pipeline's lemmatizer knows as verbs, adjectives or plurals, and its function words, are written small. Others keep
their capital: its list of nouns holds names as well.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONG = 4
"""Letters from which a word is capitalised in a headline whatever it is."""
_FEWEST, _FEWEST_ORDINARY = 4, 3
"""Words of that length, and different ordinary ones among them, that tell a headline from a row of names."""
_FIGURE = re.compile(
    r"\d|\b(?:tens|dozens?|scores|hundreds?|thousands?|millions?|several|no|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b",
    re.IGNORECASE,
)
"""What a line must hold to be worth it: names in capitals ("United Nations Human Rights Office") stay as they are."""
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ing", ""), ("s", ""), ("d", ""), ("ing", "e"))
_KEPT = frozenset({"US", "IT", "WHO"})
"""Acronyms that are function words when written small."""


class Casing:
    """Tells headlines from other sentences and writes them as prose."""

    def __init__(
        self, function_words: Container[str], verbs: Container[str], adjectives: Container[str], nouns: Container[str]
    ) -> None:
        self._function_words = function_words
        self._verbs, self._adjectives, self._nouns = verbs, adjectives, nouns

    @classmethod
    def of(cls, nlp: Language) -> Casing | None:
        """By the words that a pipeline's lemmatizer knows; None where it knows none."""
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.pipe_names else None
        if lookups is None or "lemma_index" not in lookups.tables:
            return None
        index, irregular = (lookups.get_table(name) for name in ("lemma_index", "lemma_exc"))
        verbs = frozenset(index["verb"]) | frozenset(irregular["verb"])
        return cls(nlp.Defaults.stop_words, verbs, frozenset(index["adj"]), frozenset(index["noun"]))

    def plain(self, sentence: str) -> str:
        """A headline as prose, of the same length; any other sentence as it is."""
        words = [m for m in _WORD.finditer(sentence) if len(m.group()) >= _LONG]
        capitals = sum(m.group()[0].isupper() for m in words)
        if len(words) < _FEWEST or capitals < len(words) or len(sentence.lower()) != len(sentence):
            return sentence
        ordinary = {word for m in words if self._is_ordinary(word := m.group().lower())}
        told = len(ordinary) >= _FEWEST_ORDINARY and _FIGURE.search(sentence) is not None
        return _WORD.sub(self._as_prose, sentence) if told else sentence

    def _as_prose(self, match: re.Match[str]) -> str:
        word, lower = match.group(), match.group().lower()
        if word in _KEPT:
            return word
        if lower in self._function_words or self._is_ordinary(lower):
            return lower
        return word.capitalize() if word.isupper() and len(word) >= _LONG else word

    def _is_ordinary(self, word: str) -> bool:
        """Whether a word, written small, is a form of a verb or an adjective, or the plural of a noun."""
        if word in self._verbs or word in self._adjectives:
            return True
        stems = [word.removesuffix(ending) + put for ending, put in _ENDINGS if word.endswith(ending)]
        stems += [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
        plural = word.endswith("s") and word not in self._nouns and any(stem in self._nouns for stem in stems)
        return plural or any(stem in self._verbs for stem in stems)
