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


_KEY: list[int | str] = ["ORTH", "TAG", "DEP", "LOWER"]
_Key = tuple[int, int, int, int]
"""A word as it stands, its tag, its relation and its small letters, as numbers of the pipeline's strings."""


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
        from spacy.matcher import Matcher

        self._nlp = nlp
        rules = _spanning(nlp)
        self.replaces = _RULES if rules is not None else []
        self._signs = frozenset(nlp.vocab.strings.add(_sign(rule) or "") for rule in rules or ())
        self._spanning = Matcher(nlp.vocab)
        if rules:
            self._spanning.add("spanning", rules)
        self._known: dict[_Key, Form] = {}

    def of(self, docs: Sequence[Doc]) -> list[list[Form]]:
        """The forms of the words of each sentence, in order."""
        if not self.replaces:
            return [list(map(_form, doc)) for doc in docs]
        keys = [list(map(tuple, doc.to_array(_KEY).tolist())) for doc in docs]
        spanned = [self._is_spanned(doc, found) for doc, found in zip(docs, keys, strict=True)]
        self._learn(dict.fromkeys(k for found, whole in zip(keys, spanned, strict=True) if not whole for k in found))
        return [
            list(map(_form, self._ruled(doc))) if whole else [self._known[key] for key in found]
            for doc, found, whole in zip(docs, keys, spanned, strict=True)
        ]

    def _is_spanned(self, doc: Doc, keys: Sequence[_Key]) -> bool:
        """Whether a rule over several words applies to a sentence; most lack a word of each."""
        if self._signs.isdisjoint(number for _, _, dep, lower in keys for number in (dep, lower)):
            return False
        return bool(self._spanning(doc))

    def _learn(self, keys: Iterable[_Key]) -> None:
        """Put those that are new to the rules, in a row: none of the rules that may apply looks at a neighbour."""
        from spacy.tokens import Doc

        new = [key for key in keys if key not in self._known]
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(keys)
        if new:
            strings = self._nlp.vocab.strings
            words, tags, deps = ([strings[key[part]] for key in new] for part in range(3))
            row = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
            self._known.update(zip(new, map(_form, self._ruled(row)), strict=True))

    def _ruled(self, doc: Doc) -> Doc:
        for name in self.replaces:
            doc = self._nlp.get_pipe(name)(doc)
        return doc


def _form(token: Token) -> Form:
    return Form(token.pos_, token.tag_, token.dep_, token.lemma_.lower(), str(token.morph))


_Rule = list[dict[str, Any]]
"""What a rule asks of each word of a row."""


def _spanning(nlp: Language) -> list[_Rule] | None:
    """The rules over several words; None where the rules are not such as can be looked up."""
    if any(name not in nlp.pipe_names for name in _RULES) or getattr(nlp.get_pipe(_RULES[1]), "mode", "") != "rule":
        return None
    rules: list[_Rule] = [p for rule in getattr(nlp.get_pipe(_RULES[0]), "patterns", []) for p in rule["patterns"]]
    spanning = [rule for rule in rules if len(rule) > 1]
    if None in map(_sign, spanning) or any(not _OWN.issuperset(rule[0]) for rule in rules if len(rule) == 1):
        return None
    return spanning


def _sign(rule: _Rule) -> str | None:
    """A word or relation that a rule can't do without, None where it has none."""
    return next((part[key] for part in rule for key in ("LOWER", "DEP") if isinstance(part.get(key), str)), None)
