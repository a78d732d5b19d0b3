"""Loading a spaCy pipeline so that it runs as fast as it can on one thread, saying what it says everywhere.

thinc multiplies matrices with the BLIS that its wheel bundles, which knows few processors and falls back to plain C on
the others: four times slower than numpy's OpenBLAS on a present-day server. So all layers use numpy's product.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from demonstrably.errors import DemonstrablyError
from demonstrably.language.imports import sparing

if TYPE_CHECKING:
    from spacy.language import Language

_COMMAND_LINE = "spacy.cli"
"""Web clients, templates, an installer: a third of the time that spaCy takes to import."""


def load_pipeline(name: str) -> Language:
    """The installed pipeline of that name. Raises DemonstrablyError where there is none."""
    with sparing("spacy", {_COMMAND_LINE: {}, f"{_COMMAND_LINE}.info": {"info": _info}}):
        import spacy
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise DemonstrablyError(
            f"the spaCy pipeline {name!r} is not installed.",
            remedy="Install demonstrably with its dependencies, or name an installed pipeline in the settings.",
        ) from error
    _use_fast_products(nlp)
    return nlp


def _info(*args: Any, **kwargs: Any) -> Any:
    """`spacy.info`, the one thing that the package takes from its command line, fetched when somebody calls it."""
    return importlib.import_module(f"{_COMMAND_LINE}.info").info(*args, **kwargs)


def _use_fast_products(nlp: Language) -> None:
    """Give the layers of every component numpy's product; a pipeline on a GPU or on other arrays is left alone."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    models: list[Any] = [getattr(component, "model", None) for _, component in nlp.pipeline]
    for layer in (layer for model in models if hasattr(model, "walk") for layer in model.walk()):
        if type(layer.ops) is NumpyOps:
            layer.ops = ops
