"""Importing a library without what it drags in and we never call: that is a third of the time to the first claim."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

StandIns = Mapping[str, Mapping[str, Any] | None]
"""Names of modules, each with what its stand-in has; None for one that is to be missing."""


@contextmanager
def sparing(library: str, stand_ins: StandIns) -> Iterator[None]:
    """Within the block, imports find a stand-in for each of these modules, with these names in it.

    For the first import of `library` only: where it is loaded already, nothing happens, and a module that is loaded
    already is not stood in for. Afterwards the stand-ins are gone, and whoever imports such a module gets the real one.
    """
    made: dict[str, ModuleType | None] = {}
    for name, contents in stand_ins.items() if library not in sys.modules else ():
        if name not in sys.modules:
            made[name] = None if contents is None else _stand_in(name, contents)
    modules: dict[str, Any] = sys.modules
    modules.update(made)
    try:
        yield
    finally:
        for name, module in made.items():
            if name in modules and modules[name] is module:
                del modules[name]


def imported(library: str, stand_ins: StandIns) -> ModuleType:
    """The library, imported with these stand-ins, or plainly where its release cannot do with them."""
    try:
        with sparing(library, stand_ins):
            return importlib.import_module(library)
    except (ImportError, AttributeError):
        return importlib.import_module(library)


def deferred(module: str, *names: str) -> dict[str, Callable[..., Any]]:
    """Stand-ins for functions of a module, which import it when somebody calls them."""
    return {name: _deferred(module, name) for name in names}


def _deferred(module: str, name: str) -> Callable[..., Any]:
    return lambda *args, **kwargs: getattr(importlib.import_module(module), name)(*args, **kwargs)


def _stand_in(name: str, contents: Mapping[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update({"__path__": [], **contents})
    return module
