"""Runners: the whole job over any number of inputs, on one process, several, or a cluster."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demonstrably.scale.extracting import ExtractorMaker
    from demonstrably.scale.report import RunReport
    from demonstrably.scale.runner import Crew, relink, run, stamp_of, take

__all__ = ["Crew", "ExtractorMaker", "RunReport", "relink", "run", "stamp_of", "take"]

_MODULES = {"ExtractorMaker": "extracting", "RunReport": "report"} | dict.fromkeys(
    ("Crew", "relink", "run", "stamp_of", "take"), "runner"
)


def _imported(name: str) -> Any:
    """One of our names, imported when first asked for: whoever only extracts needs no record and no linking."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


if not TYPE_CHECKING:
    __getattr__ = _imported
