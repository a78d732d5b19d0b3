"""The formats we read, one small module each, found by its `READER`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from demonstrably.ingest.contract import PageReader, Reader


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order of their modules' names."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module.READER for module in modules if hasattr(module, "READER"))


def reader_of_name(name: str) -> Reader | None:
    """The reader for a file's name in lower case by its longest known ending (".warc.gz"), None where none is known."""
    fitting = ((len(suffix), reader) for reader in readers() for suffix in reader.suffixes if name.endswith(suffix))
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def reader_of_type(media_type: str) -> Reader:
    """The reader for a media type. Raises KeyError for one that we do not read."""
    for reader in readers():
        if reader.media_type == media_type:
            return reader
    raise KeyError(media_type)


def page_reader(media_type: str) -> PageReader:
    """The reader of pages (HTML, plain text) or rows (JSONL) for a media type. Raises KeyError for another."""
    reader = reader_of_type(media_type)
    if not hasattr(reader, "read"):
        raise KeyError(media_type)
    return reader  # type: ignore[return-value]  # it has what makes it one
