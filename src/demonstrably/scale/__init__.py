"""Runners: the whole job over any number of inputs, on one process or several."""

from demonstrably.scale.pool import ExtractorMaker
from demonstrably.scale.report import RunReport
from demonstrably.scale.runner import relink, run, stamp_of

__all__ = ["ExtractorMaker", "RunReport", "relink", "run", "stamp_of"]
