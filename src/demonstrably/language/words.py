"""What a spaCy pipeline's rules make of a word once it is tagged and parsed: looked up, for words come again and again.

The attribute ruler and the rule lemmatizer cost as much as the parser itself, though nearly all their rules look at one
word, its tag and its relation only. So each such word is put to them once. A sentence with a word of the few
rules over several words ("gonna") is put to them whole; so is every sentence of a pipeline with other rules than these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_RULES = ["attribute_ruler", "lemmatizer"]
_OWN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What rules may ask of a word to be looked up."""

_REMEMBERED = 50_000
"""Words; some 15 MB when full."""


_Key = tuple[str, str, str]
"""A word as it stands, its tag and its relation."""


class Form(NamedTuple):
    """A word's fields as in `analysis.Token`; `lemma` in lower case."""

    pos: str
    tag: str
    dep: str
    lemma: str
    morph: str


class WordForms:
    """The forms of parsed sentences' words. `replaces` names the components that needn't run before."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        words = _spanning(nlp)
        self.replaces = _RULES if words is not None else []
        self._spanning = words or frozenset()
        self._known: dict[_Key, Form] = {}

    def of(self, docs: Sequence[Doc]) -> list[list[Form]]:
        """The forms of the words of each sentence, in order."""
        if not self.replaces:
            return [list(map(_form, doc)) for doc in docs]
        keys = [None if self._is_spanned(doc) else list(map(_key, doc)) for doc in docs]
        self._learn(dict.fromkeys(key for found in keys for key in found or ()))
        return [
            list(map(_form, self._ruled(doc))) if found is None else [self._known[key] for key in found]
            for doc, found in zip(docs, keys, strict=True)
        ]

    def _is_spanned(self, doc: Doc) -> bool:
        """Whether a rule over several words may apply."""
        return any(token.lower_ in self._spanning or token.dep_ in self._spanning for token in doc)

    def _learn(self, keys: Iterable[_Key]) -> None:
        """Put those that are new to the rules, in a row: none of the rules that may apply looks at a neighbour."""
        from spacy.tokens import Doc

        new = [key for key in keys if key not in self._known]
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(keys)
        if new:
            words, tags, deps = map(list, zip(*new, strict=True))
            row = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
            self._known.update(zip(new, map(_form, self._ruled(row)), strict=True))

    def _ruled(self, doc: Doc) -> Doc:
        for name in self.replaces:
            doc = self._nlp.get_pipe(name)(doc)
        return doc


def _key(token: Token) -> _Key:
    return token.text, token.tag_, token.dep_


def _form(token: Token) -> Form:
    return Form(token.pos_, token.tag_, token.dep_, token.lemma_.lower(), str(token.morph))


def _spanning(nlp: Language) -> frozenset[str] | None:
    """A word or relation of each rule over several words; None where the rules are not such as can be looked up."""
    if any(name not in nlp.pipe_names for name in _RULES) or getattr(nlp.get_pipe(_RULES[1]), "mode", "") != "rule":
        return None
    patterns = [p for rule in getattr(nlp.get_pipe(_RULES[0]), "patterns", []) for p in rule["patterns"]]
    signs = [_sign(p) for p in patterns if len(p) > 1]
    if None in signs or any(not _OWN.issuperset(p[0]) for p in patterns if len(p) == 1):
        return None
    return frozenset(sign for sign in signs if sign is not None)


def _sign(pattern: list[dict[str, Any]]) -> str | None:
    """A word or relation that a rule can't do without, None where it has none."""
    return next((part[key] for part in pattern for key in ("LOWER", "DEP") if isinstance(part.get(key), str)), None)
