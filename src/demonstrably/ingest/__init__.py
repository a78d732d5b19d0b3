"""Bytes to documents: one small reader a format, cleaning, metadata, posts.

`read_inputs` is the stage. What it cannot read it hands on as an error with a remedy, and goes on.
"""

from demonstrably.ingest.contract import LARGEST, Context, Ingested, Reader
from demonstrably.ingest.inputs import SLICE, read_inputs

__all__ = ["LARGEST", "SLICE", "Context", "Ingested", "Reader", "read_inputs"]
