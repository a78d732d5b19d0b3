"""Bytes to documents: one small reader a format, cleaning, metadata, posts.

`read_inputs` is the stage. What it cannot read it hands on as an error with a remedy, and goes on.
"""

from demonstrably.ingest.contract import LARGEST, SLICE, Context, Ingested, PageReader, Reader, Skim
from demonstrably.ingest.inputs import files, is_elsewhere, read_inputs
from demonstrably.ingest.reading import read_file, read_page

__all__ = [
    "LARGEST",
    "SLICE",
    "Context",
    "Ingested",
    "PageReader",
    "Reader",
    "Skim",
    "files",
    "is_elsewhere",
    "read_file",
    "read_inputs",
    "read_page",
]
