"""Runners: the whole job over any number of inputs, on one process, several, or a cluster."""

from demonstrably.scale.extracting import ExtractorMaker
from demonstrably.scale.report import RunReport
from demonstrably.scale.runner import Crew, relink, run, stamp_of, take

__all__ = ["Crew", "ExtractorMaker", "RunReport", "relink", "run", "stamp_of", "take"]
