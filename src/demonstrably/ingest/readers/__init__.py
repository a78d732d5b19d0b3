"""The formats we read, one small module each, found by its `READER`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from demonstrably.ingest.contract import Reader


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order of their modules' names."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module.READER for module in modules if hasattr(module, "READER"))


def reader_of_suffix(suffix: str) -> Reader | None:
    """The reader for names that end so (".html", any case), None where there is none."""
    return next((reader for reader in readers() if suffix.lower() in reader.suffixes), None)


def reader_of_type(media_type: str) -> Reader:
    """The reader for a media type that `sniff` gave. Raises KeyError for another."""
    for reader in readers():
        if reader.media_type == media_type:
            return reader
    raise KeyError(media_type)
