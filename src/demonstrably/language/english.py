"""English: spaCy's small pipeline, installed as a wheel, behind the Analyser protocol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from demonstrably.language.analysis import Name, Sentence, Token
from demonstrably.language.casing import Casing
from demonstrably.language.names import Found, NameFinder
from demonstrably.language.pipeline import OURS, load_pipeline
from demonstrably.language.sentences import split_sentences
from demonstrably.language.threads import one_thread
from demonstrably.language.vectors import WordVectors
from demonstrably.language.words import Form, WordForms

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEFAULT_PIPELINE = OURS
BATCH = 64
"""Sentences that go through the pipeline together: the matrices are large enough then."""

_REFERENCE = re.compile(r"(?<=[\w.,;:!?)\]\"”’])\[\d{1,3}\]")
"""An encyclopaedia's reference mark, which the tokeniser would run together with the words around it."""
_VECTORS = "tok2vec"
"""The component whose vectors the tagger and the parser share."""

_PLACE: list[int | str] = ["IDX", "LENGTH", "HEAD"]
"""Of a word its offset in the sentence, its length, and how many words on its head stands: read for a whole sentence
at once, for spaCy makes an object of every word that it is asked for."""

_LEMMAS = {"stag": "stage"}
"""Lemmas that the pipeline's rules get wrong, of the verbs in our codebook (all others were checked)."""


class EnglishAnalyser:
    """Splits by rules, parses with a spaCy pipeline; the pipeline is loaded at the first parse."""

    language = "en"

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self.pipeline = pipeline
        self._loaded: _Loaded | None = None

    def split(self, text: str) -> list[tuple[int, int]]:
        return split_sentences(text)

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        if self._loaded is None:
            self._loaded = _Loaded(self.pipeline)
        batches = (spans[first : first + BATCH] for first in range(0, len(spans), BATCH))
        return [sentence for batch in batches for sentence in self._loaded.sentences(text, batch)]

    def names(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """Start, end and label of the names at these spans of the text, in order: no parse, a seventh of the time."""
        if self._loaded is None:
            self._loaded = _Loaded(self.pipeline)
        batches = (spans[first : first + BATCH] for first in range(0, len(spans), BATCH))
        return [name for batch in batches for name in self._loaded.names(text, batch)]


class _Loaded:
    """A pipeline with what we do in place of some of its components, the same but quicker."""

    def __init__(self, pipeline: str) -> None:
        self._nlp = load_pipeline(pipeline)
        self._forms, self._finder = WordForms(self._nlp), NameFinder.of(self._nlp)
        self._casing = Casing.of(self._nlp)
        shared: Any = self._nlp.get_pipe(_VECTORS) if _VECTORS in self._nlp.pipe_names else None
        self._vectors = WordVectors.of(shared.model) if shared else None
        self._replaced = [*self._forms.replaces, *(["ner"] if self._finder else [])]
        self._replaced += [_VECTORS] if self._vectors else []

    def sentences(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        with one_thread():
            docs = self._parsed([self._plain(text[start:end]) for start, end in spans])
            names = self._names(docs)
        found = zip(docs, names, self._forms.of(docs), spans, strict=True)
        return [_sentence(doc, names, forms, span, text) for doc, names, forms, span in found]

    def names(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        if self._finder is None:
            return [(n.start, n.end, n.label) for sentence in self.sentences(text, spans) for n in sentence.names]
        with one_thread():
            docs = [self._nlp.make_doc(text[start:end]) for start, end in spans]
            found = self._names(docs)
        return [_spotted(doc, name, start) for doc, names, (start, _) in zip(docs, found, spans, strict=True)
                for name in names]  # fmt: skip

    def _plain(self, sentence: str) -> str:
        """The sentence as the parser reads it, of the same length: without reference marks, a headline as prose."""
        marked = _REFERENCE.sub(lambda mark: " " * len(mark.group()), sentence) if "[" in sentence else sentence
        return self._casing.plain(marked) if self._casing else marked

    def _parsed(self, texts: Sequence[str]) -> list[Doc]:
        docs = list(map(self._nlp.make_doc, texts))
        if self._vectors:
            for doc, vectors in zip(docs, self._vectors.predict(docs), strict=True):
                doc.tensor = vectors
        return list(self._nlp.pipe(docs, batch_size=BATCH, disable=self._replaced))

    def _names(self, docs: Sequence[Doc]) -> list[list[Found]]:
        if self._finder:
            return self._finder.find(docs)
        return [[Found(e.start, e.end - 1, e.label_) for e in doc.ents] for doc in docs]


def _sentence(
    doc: Doc, names: Sequence[Found], forms: Sequence[Form], span: tuple[int, int], text: str
) -> Sentence:  # fmt: skip
    start, end = span
    places = doc.to_array(_PLACE).astype("int64").tolist()
    tokens = tuple(
        _token(i, place, form, start, text) for i, (place, form) in enumerate(zip(places, forms, strict=True))
    )
    return Sentence(start, end, text[start:end], tokens, tuple(_name(found, tokens, text) for found in names))


def _token(i: int, place: Sequence[int], form: Form, start: int, text: str) -> Token:
    """The token of a sentence that begins at `start`, as the text has it."""
    offset, length, to_head = place
    begins = start + offset
    end = begins + length
    written, lemma = text[begins:end], _LEMMAS.get(form.lemma, form.lemma)
    return Token(i, begins, end, written, written.lower(), lemma, form.pos, form.tag, form.dep, i + to_head, form.morph)


def _spotted(doc: Doc, found: Found, start: int) -> tuple[int, int, str]:
    """A name of a sentence that begins at `start`."""
    last = doc[found.last]
    return start + doc[found.first].idx, start + last.idx + len(last.text), found.label


def _name(found: Found, tokens: Sequence[Token], text: str) -> Name:
    start, end = tokens[found.first].start, tokens[found.last].end
    return Name(found.first, found.last, start, end, text[start:end], found.label)
