"""Other projects' schemes, one module each, found by its `SCHEME`; `tests/test_schemes.py` holds each to it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from demonstrably.export.schemes.reading import Reading
from demonstrably.export.schemes.scheme import Drawn, Scheme

__all__ = ["Drawn", "Reading", "Scheme", "schemes"]


def schemes() -> Mapping[str, Scheme]:
    """All schemes by name, sorted."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.SCHEME for module in modules if hasattr(module, "SCHEME")]
    return {scheme.name: scheme for scheme in sorted(found, key=lambda scheme: scheme.name)}
