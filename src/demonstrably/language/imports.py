"""Importing a library without what it drags in and we never call: that is a third of the time to the first claim."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def sparing(library: str, stand_ins: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Within the block, imports find a stand-in for each of these modules, with these names in it.

    For the first import of `library` only: where it is loaded already, nothing happens, and a module that is loaded
    already is not stood in for. Afterwards the stand-ins are gone, and whoever imports such a module gets the real one.
    """
    made: dict[str, ModuleType] = {}
    for name, contents in stand_ins.items() if library not in sys.modules else ():
        if name not in sys.modules:
            made[name] = ModuleType(name)
            vars(made[name]).update({"__path__": [], **contents})
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in made.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
